"""Spells as columns: in order whatever order they come in."""

from __future__ import annotations

import numpy as np
import pytest

from renkou.engines.homes import Columns, Spells

ROWS = [  # who, first, past, place
    (1, 10, 20, 100),
    (1, 15, 30, 101),  # two at once: that begun last holds
    (2, 5, 12, 102),
    (2, 12, 40, 103),
    (3, 1, 50, 104),
]
ORDERS = [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (1, 0, 3, 4, 2), (0, 2, 1, 4, 3)]


def columns(order: tuple[int, ...]) -> Columns:
    names = ("who", "first", "past", "place")
    array = np.array([ROWS[at] for at in order], dtype=np.int32)
    return {name: array[:, at] for at, name in enumerate(names)}


@pytest.mark.parametrize("order", ORDERS)
def test_spells_are_put_in_order_of_person_and_first_day(
    order: tuple[int, ...],
) -> None:
    spells = Spells(columns(order))
    assert spells["who"].tolist() == [1, 1, 2, 2, 3]
    assert spells["first"].tolist() == [10, 15, 5, 12, 1]
    assert spells.overlapping.tolist() == [True, True, False, False, False]


@pytest.mark.parametrize("order", ORDERS)
def test_of_two_at_once_that_begun_last_holds(order: tuple[int, ...]) -> None:
    spells = Spells(columns(order))
    held = {
        int(spells["who"][at]): int(spells["place"][at])
        for at in spells.holding(np.int32(16))
    }
    assert held == {1: 101, 2: 103, 3: 104}


def test_spells_of_nobody() -> None:
    none = {name: np.empty(0, dtype=np.int32) for name in ("who", "first", "past")}
    assert Spells(none).holding(np.int32(5)).size == 0
