"""What a mutant must get past: from what is quickest to ask to what is slowest."""

from __future__ import annotations

import doctest
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from renkou.definitions import Derived, Measure, Town
from renkou.indicators import MEASURES, formulas

from . import drawn_towns, random_city
from .mutant import Mutant

WRITTEN = "tests.unit.definitions.test_written"
BY_HAND, BY_ORACLE = "worked examples", "oracle"


@dataclass(frozen=True)
class Check:
    """All that mutants are held against, made from the definitions as they are."""

    towns: drawn_towns.Towns
    blocks: tuple[object, ...]
    asked: Sequence[random_city.Asked]
    owners: dict[tuple[str, str], str]  # module and name of each measure: its key

    def __call__(self, mutant: Mutant) -> str | None:
        """What the mutant dies of in this process; None where it lives."""
        return next(self.complaints(mutant), None)

    def complaints(self, mutant: Mutant) -> Iterator[str]:
        """What is wrong, in words that begin with who noticed."""
        engine = mutant.file.startswith("renkou/engines")
        if not engine:
            yield from self.of_definitions(mutant.module)
        only = self.owners.get((mutant.module, mutant.scope))
        for complaint in drawn_towns.complaints(self.towns, only):
            yield f"{BY_HAND}: {complaint}"
        # Where, when and as known when is the engine's: the first question will do.
        asked = self.asked if engine else self.asked[:1]
        for complaint in random_city.complaints(asked, only):
            yield f"{BY_ORACLE}: {complaint}"

    def of_definitions(self, module: str) -> Iterator[str]:
        """What the examples in docstrings and the tests of the language notice."""
        mutated = import_module("renkou.definitions")
        found = import_module("renkou.indicators").MEASURES
        if tuple(found) != tuple(MEASURES):
            yield "measures: not those that there were"
        blocks = (mutated.Town(drawn).blocks for drawn in self.towns.drawn)
        if tuple(blocks) != self.blocks:
            yield "drawn towns: read otherwise"
        if doctest.testmod(import_module(module)).failed:
            yield "docstring: its example"
        tests = import_module(WRITTEN)
        for name in dir(tests):
            if name.startswith("test_"):
                try:
                    getattr(tests, name)()
                except (AssertionError, pytest.fail.Exception):
                    yield f"test of the language: {name}"


def prepared(root: Path, *, small: bool = False) -> Check:
    """The check, its towns and cities written into `root`; one question if `small`.

    Nothing here opens a database: what is forked later must not share one.
    """
    towns = drawn_towns.towns(MEASURES, root)
    blocks = tuple(Town(drawn).blocks for drawn in towns.drawn)
    asked = random_city.questions(root, small=small)
    return Check(towns, blocks, asked, _owners())


def _owners() -> dict[tuple[str, str], str]:
    """Which measure alone a definition, or the formula of one, belongs to."""
    owners = {
        (name, attribute): value.key
        for name, module in sys.modules.items()
        if name.startswith("renkou.indicators.")
        for attribute, value in vars(module).items()
        if isinstance(value, Measure)
    }
    derived = [what for what in MEASURES.values() if isinstance(what, Derived)]
    return owners | {
        (formulas.__name__, what.function.__name__): what.key for what in derived
    }
