"""Every cell of the grid, and what each showed."""

from __future__ import annotations

from collections.abc import Iterator

from . import counts, lists, rates, samples
from .judging import Cell


def cells() -> Iterator[Cell]:
    """Every cell, by method."""
    for room in (counts, rates, samples, lists):
        yield from room.cells()
