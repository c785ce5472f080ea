"""Input that smoothing refuses, and what it makes of the least it takes."""

from collections.abc import Callable

import numpy as np
import pytest

from renkou.demography import smoothing as s

FIVES = np.ones(17)
AGE = range(0, 85, 5)
SINGLE = np.ones(40)
EMPTY = FIVES.copy()
EMPTY[9] = 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: s.carrier_farrag(-FIVES), r"counts: -1.0 at index \(0,\) must be 0"),
        (lambda: s.arriaga(FIVES[:6]), r"counts: shape \(6,\) must have 7 five-year"),
        (lambda: s.strong(FIVES, age_max=70), "age_min, age_max: 10 to 70 must be"),
        (lambda: s.strong(FIVES, ends="drop"), "ends: 'drop' must be one of keep"),
        (lambda: s.united_nations(FIVES[:5]), r"counts: shape \(5,\) must have 6"),
        (lambda: s.moving_average(FIVES, terms=4), "terms: 4 must be odd"),
        (lambda: s.moving_average(FIVES[:3]), r"counts: shape \(3,\) must have 4"),
        (lambda: s.moving_average(5.0), r"counts: shape \(\) must have 4"),
        (lambda: s.feeney(SINGLE), "counts: the open group at 39 must begin"),
        (lambda: s.feeney(SINGLE[:11]), r"counts: shape \(11,\) must have 16"),
        (lambda: s.feeney(SINGLE[:36], iterations=-1), "iterations: -1 must be"),
        (lambda: s.spencer(SINGLE, terms=13), "terms: 13 must be one of 21, 15"),
        (lambda: s.spencer(SINGLE[:20]), r"counts: shape \(20,\) must have 21"),
        (lambda: s.zelnik(SINGLE, order=3), "order: 3 must be one of 1, 2"),
        (lambda: s.zelnik(SINGLE[:30], order=2), r"shape \(30,\) must have 31"),
        (
            lambda: s.zigzag(EMPTY, AGE, age_max=70),
            r"counts: 0.0 at index \(9,\) must be above 0 from 40 to 74",
        ),
        (lambda: s.zigzag(FIVES, AGE), "age: nothing at index .17,. must be 85"),
        (lambda: s.zigzag(FIVES, AGE, age_max=49), "age_max: 49 must be 10 or more"),
        (lambda: s.zigzag(FIVES, AGE, age_min=0, age_max=40), "age: 0 at index .0,."),
        (lambda: s.zigzag(FIVES, range(0, 34, 2)), "age: nothing at index .17,."),
        (
            lambda: s.zigzag_objective(FIVES, AGE, [0.1], age_max=60),
            r"adjustments: shape \(1,\) must have 2",
        ),
        (
            lambda: s.zigzag_objective(FIVES, AGE, [0.1, 1.0], age_max=60),
            r"adjustments: 0.1 at index \(0,\) must leave every group above 0",
        ),
        (
            lambda: s.zigzag_objective(FIVES, AGE, [0.1, np.nan], age_max=60),
            "adjustments: 0.1 at index",
        ),
    ],
)
def test_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_nobody_stays_nobody() -> None:
    nobody = np.zeros((2, 17))
    for smooth in (s.carrier_farrag, s.karup_king_newton, s.arriaga, s.strong):
        np.testing.assert_array_equal(smooth(nobody), nobody)
    np.testing.assert_array_equal(s.feeney(np.zeros(26)), np.zeros(6))


def test_a_group_beside_the_open_one_is_changed_but_not_scored() -> None:
    counts = np.array([100, 90, 95, 70, 75, 50, 55, 400.0])
    age = range(0, 40, 5)
    last = s.zigzag_objective(counts, age, [0.1, 0.0], age_min=10, age_max=30)
    moved = counts.copy()
    moved[[2, 3, 4]] += [3.5, -7.0, 3.5]
    expected = sum(
        (moved[i] - (moved[i - 1] + moved[i + 1]) / 2) ** 2 / moved[i]
        for i in (2, 3, 4, 5)
    )
    assert float(last) == pytest.approx(expected)
    as_closed = s.zigzag_objective(
        counts, age, [0.1, 0.0], age_min=10, age_max=30, open_group=False
    )
    assert float(as_closed) > float(last)


def test_a_group_left_over_below_the_open_one_is_kept_or_missing() -> None:
    counts = np.arange(18.0, 0, -1)
    assert s.arriaga(counts)[16] == counts[16]
    assert np.isnan(s.arriaga(counts, ends="missing")[16])
    assert s.arriaga(counts, ends="missing")[17] == counts[17]
