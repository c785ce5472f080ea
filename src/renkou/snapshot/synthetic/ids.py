"""Ids of the register and pseudonyms of the snapshot: two numberings of one city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .draws import stream
from .lives import Lives

REGISTER_BASE = 1_000_000_000
"""Ids of the register begin above every pseudonym."""
SPACES = ("person", "household", "delivery")
Numbers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Ids:
    """One numbering: the id of each person, household and delivery.

    `pseudonymous` records are numbered as they stand in their file, so that neither
    their ids nor their order say where they stood in the register.
    """

    person: Numbers
    household: Numbers
    delivery: Numbers
    pseudonymous: bool

    def of(self, space: str, rows: NDArray[Any]) -> Numbers:
        """The ids of these rows; 0 for a negative row, which is nobody."""
        table: Numbers = getattr(self, space)
        if not len(table):
            return np.zeros(len(rows), np.int64)
        return np.where(rows < 0, 0, table[rows])


def register_ids(lives: Lives) -> Ids:
    """The register's own ids: in the order of the lives, from `REGISTER_BASE` up."""
    sizes = _sizes(lives)
    numbers = {name: np.arange(size) + REGISTER_BASE for name, size in sizes.items()}
    return Ids(**numbers, pseudonymous=False)


def pseudonyms(lives: Lives) -> Ids:
    """Pseudonyms from 1 up, in an order that only the city's secret key gives.

    The key is a stream of its own of the city's seed. It and the map are in the truth
    alone.
    """
    draw = stream(lives.seed, "pseudonym key")
    numbers = {name: draw.permutation(size) + 1 for name, size in _sizes(lives).items()}
    return Ids(**numbers, pseudonymous=True)


def _sizes(lives: Lives) -> dict[str, int]:
    household, delivery = lives.households.household, lives.births.delivery
    return {
        "person": len(lives.persons),
        "household": int(household.max()) + 1 if len(household) else 0,
        "delivery": int(delivery.max()) + 1 if len(delivery) else 0,
    }
