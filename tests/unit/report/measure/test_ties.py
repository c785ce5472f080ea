"""Which ranked areas chance explains."""

from __future__ import annotations

import numpy as np

from renkou.report.measure.ties import ties


def _ties(value: list[float], half: float) -> list[tuple[int, int]]:
    values = np.array(value)
    found = ties(values, values - half, values + half)
    return [(tie.first, tie.last) for tie in found.ties]


def test_areas_far_apart_are_not_tied() -> None:
    assert _ties([9.0, 6.0, 3.0], 0.1) == []


def test_areas_alike_are_all_tied() -> None:
    assert _ties([5.1, 5.0, 4.9, 4.8], 1.0) == [(0, 3)]


def test_runs_that_overlap_stand_beside_one_another() -> None:
    values = np.array([10.0, 9.0, 8.0, 7.0])
    found = ties(values, values - 0.75, values + 0.75)
    assert [(t.first, t.last, t.lane) for t in found.ties] == [
        (0, 1, 0),
        (1, 2, 1),
        (2, 3, 0),
    ]


def test_no_pair_within_a_tie_is_told_apart_and_every_tied_area_is_in_one() -> None:
    generator = np.random.default_rng(5)
    for _ in range(50):
        size = int(generator.integers(2, 40))
        value = np.sort(generator.normal(10, 2, size))[::-1]
        half = generator.uniform(0.2, 3, (2, size))
        found = ties(value, value - half[0], value + half[1])
        held = np.zeros(size, dtype=bool)
        for tie in found.ties:
            inside = slice(tie.first, tie.last + 1)
            assert not found.apart[inside, inside].any()
            held[inside] = True
        beside = ~found.apart[np.arange(size - 1), np.arange(1, size)]
        assert held[:-1][beside].all()
        assert held[1:][beside].all()


def test_of_areas_alike_hardly_any_pair_is_told_apart() -> None:
    generator = np.random.default_rng(7)
    wrong = 0
    for _ in range(200):
        value = np.sort(generator.normal(0, 1, 20))[::-1]
        wrong += bool(ties(value, value - 1.96, value + 1.96).apart.any())
    assert wrong / 200 < 0.1


def test_an_area_without_an_interval_is_told_apart_from_none() -> None:
    value = np.array([9.0, 1.0])
    found = ties(value, np.array([8.9, np.nan]), np.array([9.1, np.nan]))
    assert not found.apart.any()
