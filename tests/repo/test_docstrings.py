"""The examples in the package's docstrings run."""

from __future__ import annotations

import doctest
import importlib
import inspect
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from tests.repo.tree import PACKAGE, modules

ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def _names() -> Iterator[str]:
    for path in modules():
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        if parts[-1] != "__main__":
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _failures(module: ModuleType) -> str:
    """What the examples of a module print that they do not show."""
    said = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    for test in doctest.DocTestFinder().find(module):
        runner.run(test, out=said.write)
    return said.getvalue()


@pytest.mark.parametrize("name", list(_names()))
def test_examples_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENKOU_LANG", "en")
    assert _failures(importlib.import_module(name)) == ""


def _without_example(offered: Iterable[tuple[str, object]]) -> list[str]:
    """The functions of the package among these that show no example."""
    return [
        name
        for name, value in offered
        if inspect.isfunction(value)
        and value.__module__.startswith("renkou")
        and ">>>" not in (value.__doc__ or "")
    ]


@pytest.mark.parametrize("room", ["", *ROOMS])
def test_what_a_room_offers_shows_how_it_is_used(room: str) -> None:
    module = importlib.import_module(f"renkou.{room}".strip("."))
    names = getattr(module, "__all__", ())
    assert _without_example((name, getattr(module, name)) for name in names) == []


def test_a_function_without_an_example_is_seen() -> None:
    def planted() -> None:
        """Do nothing, and show nothing."""

    planted.__module__ = "renkou.planted"
    assert _without_example([("planted", planted), ("text", "text")]) == ["planted"]


def test_a_wrong_example_is_seen() -> None:
    module = ModuleType("planted")
    module.__doc__ = ">>> 1 + 1\n3\n"
    assert "Expected" in _failures(module)
