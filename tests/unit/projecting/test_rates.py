"""Rates that are borrowed: from the nation by the city, from the city by its areas."""

from __future__ import annotations

import numpy as np
import pytest

from renkou.engines.projection.borrowing import drift, shrunken
from renkou.engines.projection.migration import fading
from renkou.engines.projection.rates import (
    Level,
    nation_fertility,
    nation_mortality,
    rates_of,
)
from renkou.reference import indicators, mortality_rates

FUTURE = range(2026, 2101)


def test_much_is_believed_and_little_is_not() -> None:
    expected = np.array([1e5, 1e5, 1e5, 2.0])
    found = shrunken(expected * [0.8, 1.0, 1.2, 3.0], expected)
    np.testing.assert_allclose(found.ratio[:3], [0.8, 1.0, 1.2], atol=0.01)
    assert found.ratio[3] == pytest.approx(1.0, abs=0.2)
    assert found.variance[3] > 100 * found.variance[0]


def test_what_chance_explains_is_all_one() -> None:
    drawn = np.random.default_rng(1).poisson(20.0, 500).astype(float)
    found = shrunken(drawn, np.full(500, 20.0))
    assert np.ptp(found.ratio) < 0.2
    assert np.ptp(drawn / 20) > 1


def test_nothing_seen_is_the_standard() -> None:
    found = shrunken(np.zeros(3), np.zeros(3))
    assert found.ratio.tolist() == [1, 1, 1]
    assert found.variance.tolist() == [0, 0, 0]
    few = shrunken(np.zeros(3), np.array([0.1, 0.1, 0.0]))
    assert (few.ratio > 0.9).all()


def test_shrinking_is_between_own_and_common() -> None:
    rng = np.random.default_rng(2)
    expected = rng.uniform(1, 200, 60)
    drawn = rng.poisson(expected * rng.gamma(20, 1 / 20, 60)).astype(float)
    found = shrunken(drawn, expected).ratio
    own, common = drawn / expected, (drawn.sum() + 10) / (expected.sum() + 10)
    between = (found - common) * (own - found)
    assert (between >= -1e-12).all()


def test_drift_is_towards_nought() -> None:
    found = drift(np.array([500.0, -500.0, 0.5]), np.array([1000.0, 1000.0, 1.0]))
    np.testing.assert_allclose(found.distance[:2], [0.5, -0.5], atol=0.01)
    assert 0 < found.distance[2] < 0.2
    still = drift(np.zeros(2), np.zeros(2))
    assert still.distance.tolist() == still.variance.tolist() == [0, 0]


def test_the_nations_rates_are_the_uns() -> None:
    rates = mortality_rates()
    at = rates.periods.index((2030, 2035))
    # 2032 is the middle one of the period's five years.
    found = nation_mortality(range(2032, 2033))[0]
    np.testing.assert_allclose(found, rates.values[at], rtol=1e-12)
    total = 5 * nation_fertility(FUTURE).sum(axis=-1)
    published = indicators()
    np.testing.assert_allclose(total, published.tfr[published.year >= 2026], rtol=1e-12)


def test_at_the_nations_level_lives_are_the_uns() -> None:
    rates = rates_of(Level(np.ones((2, 22)), np.ones(7)), FUTURE)
    lived = np.cumprod(rates.survival[..., :-1], axis=-1)
    last = lived[..., -1] * rates.survival[..., -1] / (1 - rates.survival[..., -1])
    published = indicators()
    later = published.year >= 2026
    for sex, name in enumerate(("e0M", "e0F")):
        found = lived[:, sex].sum(axis=-1) + last[:, sex]
        np.testing.assert_allclose(found, getattr(published, name)[later], atol=0.35)
    assert (rates.fertility[:, :15] == 0).all()
    assert (rates.fertility[:, 50:] == 0).all()
    np.testing.assert_array_equal(rates.sex_ratio, published.srb[later])


def test_fading_halves_in_ten_years() -> None:
    left = fading(21, "fading")
    assert left[[0, 10, 20]].tolist() == [1, 0.5, 0.25]
    assert (fading(21, "held") == 1).all()
