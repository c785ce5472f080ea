"""The age structure against people counted one by one."""

import numpy as np
import pytest

from renkou.demography.structure import (
    ageing_index,
    dependency_ratio,
    median_age,
    old_age_threshold,
    prospective_old_age,
    support_ratio,
)

AGE = np.array([0, 5, 15, 30, 65, 80])
COUNTS = np.array([40, 90, 120, 200, 45, 10])
WIDTH = np.array([5, 10, 15, 35, 15, 20])


def _people() -> np.ndarray:
    """Exact ages, spread evenly over each group."""
    parts = [
        lower + width * (np.arange(count * 100) + 0.5) / (count * 100)
        for lower, width, count in zip(AGE, WIDTH, COUNTS, strict=True)
    ]
    return np.concatenate(parts)


def test_shares_and_ratios() -> None:
    ages = _people()
    young, old = (ages < 15).sum(), (ages >= 65).sum()
    middle = ages.size - young - old
    assert float(dependency_ratio(COUNTS, AGE)) == pytest.approx((young + old) / middle)
    assert float(dependency_ratio(COUNTS, AGE, part="young")) == young / middle
    assert float(dependency_ratio(COUNTS, AGE, part="old")) == old / middle
    assert float(support_ratio(COUNTS, AGE)) == middle / old
    assert float(ageing_index(COUNTS, AGE)) == old / young
    assert float(
        dependency_ratio(COUNTS, AGE, working=(15, 80), part="old")
    ) == pytest.approx((ages >= 80).sum() / ((ages >= 15) & (ages < 80)).sum())


def test_median() -> None:
    assert float(median_age(COUNTS, AGE)) == pytest.approx(np.median(_people()))
    # Exactly half below the bound of a group, and a group of nobody.
    assert float(median_age([5, 5, 0], [0, 10, 20])) == 10.0
    assert float(median_age([0, 4, 0, 2], [0, 10, 20, 30])) == pytest.approx(17.5)


def test_prospective_old_age() -> None:
    left = np.array([78.0, 74.0, 64.5, 50.0, 18.0, 8.0])
    start = float(old_age_threshold(left, AGE))
    assert start == pytest.approx(np.interp(15, left[::-1], AGE[::-1]))
    expected = (_people() >= start).mean()
    assert float(prospective_old_age(COUNTS, left, AGE)) == pytest.approx(
        expected, abs=1e-4
    )
    # More to live at one than at birth: still the last age with more than 15 left.
    assert float(old_age_threshold([14.0, 20.0, 10.0], [0, 1, 11])) == pytest.approx(6)
    assert float(old_age_threshold([14.0, 13.0, 10.0], [0, 1, 11])) == 0.0
    assert float(prospective_old_age([1, 1, 1], [14.0, 13.0, 10.0], [0, 1, 11])) == 1.0


def test_leading_axes() -> None:
    both = np.stack([COUNTS, COUNTS[::-1] + 1])
    left = np.array([[78, 74, 64.5, 50, 18, 8], [80, 76, 66.5, 52, 20, 9]])
    for function in (dependency_ratio, support_ratio, ageing_index, median_age):
        np.testing.assert_allclose(
            function(both, AGE), [function(row, AGE) for row in both]
        )
    np.testing.assert_allclose(
        prospective_old_age(both, left, AGE),
        [prospective_old_age(*pair, AGE) for pair in zip(both, left, strict=True)],
    )
