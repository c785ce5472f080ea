"""Rooms that stay liveable: sizes, names and docstrings of modules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.repo.tree import ROOT, committed, modules

LONGEST = 500
NAMELESS = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
CODE = tuple(path for path in committed() if path.suffix == ".py")


def _from_root(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _too_long(path: Path) -> bool:
    return len(path.read_text().splitlines()) > LONGEST


def _nameless(path: Path) -> bool:
    words = {word.strip("_") for part in path.parts for word in part.split(".")}
    return bool(words & NAMELESS)


def _undocumented(source: str) -> list[str]:
    """The public module, classes, functions and methods that lack a docstring."""
    missing: list[str] = []

    def visit(node: ast.AST, path: str) -> None:
        if not isinstance(
            node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ):
            return
        if ast.get_docstring(node) is None:
            missing.append(path or "module")
        if isinstance(node, ast.Module | ast.ClassDef):
            for child in node.body:
                name = getattr(child, "name", "_")
                if not name.startswith("_"):
                    visit(child, f"{path}.{name}".strip("."))

    visit(ast.parse(source), "")
    return missing


@pytest.mark.parametrize("path", CODE, ids=str)
def test_a_module_fits_on_a_few_screens(path: Path) -> None:
    assert not _too_long(ROOT / path)


def test_no_file_is_named_for_nothing() -> None:
    assert [str(path) for path in committed() if _nameless(path)] == []


@pytest.mark.parametrize("path", modules(), ids=_from_root)
def test_everything_public_is_documented(path: Path) -> None:
    assert _undocumented(path.read_text()) == []


def test_faults_of_modules_are_seen(tmp_path: Path) -> None:
    long = tmp_path / "long.py"
    long.write_text("x = 1\n" * (LONGEST + 1))
    assert _too_long(long)
    assert _nameless(Path("src/renkou/engines/utils.py"))
    assert _nameless(Path("src/renkou/common/life.py"))
    assert not _nameless(Path("src/renkou/schema/tables.py"))
    source = '"""Module."""\nclass A:\n    """A."""\n    def b(self): ...\n'
    assert _undocumented(source) == ["A.b"]
