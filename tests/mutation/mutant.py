"""A change of one place in one module, and how a process is made to import it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

SRC = Path(__file__).parents[2] / "src"
ABOVE = ("renkou.definitions", "renkou.indicators", "renkou.engines", "tests.unit")


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change: where it is and what became of it.

    `file` is a path under `src/`, `scope` what encloses the place (`Count.categories`),
    `text` the source line it begins on, `change` what was there and what is now.
    """

    file: str
    number: int
    scope: str
    text: str
    operator: str
    change: str
    tree: ast.Module

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is listed by: no line number, so that it outlives other changes."""
        return self.file, self.scope, self.text, self.change

    @property
    def module(self) -> str:
        """The module's name."""
        return module_of(self.file)

    def __str__(self) -> str:
        return f"{self.file}:{self.number} [{self.operator}] {self.change}"


def module_of(file: str) -> str:
    """`renkou/a/b.py` as `renkou.a.b`."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def rewritten(file: str, old: str, new: str) -> Mutant:
    """The mutant in which `old`, which stands there once, reads `new`."""
    source = (SRC / file).read_text(encoding="utf-8")
    if source.count(old) != 1:
        raise ValueError(f"{file}: {old!r} stands there {source.count(old)} times")
    return Mutant(
        file=file,
        number=source[: source.index(old)].count("\n") + 1,
        scope=f"{old} → {new}",
        text=old,
        operator="rewritten",
        change=f"{old} → {new}",
        tree=ast.parse(source.replace(old, new)),
    )


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        super().__init__(name, path)
        self.tree = tree

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.tree, self.path, "exec")


class _Finder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """The spec of the mutated module; all others are found as ever."""
        if fullname != self.mutant.module:
            return None
        file = str(SRC / self.mutant.file)
        loader = _Loader(fullname, file, self.mutant.tree)
        return spec_from_file_location(fullname, file, loader=loader)


def install(mutant: Mutant) -> None:
    """Have this process import the mutant, and anew all that may have seen the module.

    Meant for a process of its own, which ends with the mutant.
    """
    for name in list(sys.modules):
        if name.startswith(ABOVE):
            del sys.modules[name]
    sys.meta_path.insert(0, _Finder(mutant))
