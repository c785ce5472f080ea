"""Nowcasts against plain loops, and against truths that were drawn and then hidden."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from renkou.integrity.nowcast import hierarchical, lawless

Floats = npt.NDArray[np.float64]
LONGEST = 12


class City(NamedTuple):
    """Events of each township and month, and what is recorded of them by now."""

    truth: Floats
    recorded: Floats
    county: npt.NDArray[np.int64]
    size: Floats

    @property
    def small(self) -> npt.NDArray[np.bool_]:
        return self.size <= np.quantile(self.size, 0.25)


def _city(seed: int, *, townships: int = 60, months: int = 48, late: float = 1) -> City:
    """Townships of a few events a month to a hundred, each with its own delays.

    The first records later than all others where `late` is above 1.
    """
    rng = np.random.default_rng(seed)
    size = np.exp(rng.normal(np.log(12), 1.1, townships))
    county = rng.integers(0, 6, townships)
    slow = rng.normal(0, 0.25, 6)[county] + rng.normal(0, 0.35, townships)
    if late > 1:
        size[0], slow[0] = 40.0, np.log(late)
    share = -np.expm1(-0.35 * (np.arange(LONGEST + 1) + 0.6))
    share[-1] = 1
    each = np.diff(share ** np.exp(slow)[:, None], prepend=0, axis=1)
    drift = np.cumsum(rng.normal(0, 0.03, (townships, months)), axis=1)
    season = 1 + 0.15 * np.sin(np.arange(months) * np.pi / 6)
    truth = rng.poisson(size[:, None] * np.exp(drift) * season)
    full = rng.multinomial(truth, each[:, None, :]).astype(np.float64)
    known = np.arange(LONGEST + 1) < np.arange(months, 0, -1)[:, None]
    return City(truth.astype(np.float64), np.where(known, full, np.nan), county, size)


@pytest.fixture(scope="module")
def cities() -> list[City]:
    return [_city(seed) for seed in range(8)]


def _pooled(city: City) -> Floats:
    """One distribution of delays for all townships."""
    whole = np.where(np.isnan(city.recorded[0]), np.nan, city.recorded).sum(axis=0)
    months = whole.shape[0]
    age = np.minimum(np.arange(months)[::-1], LONGEST)
    found: Floats = np.nansum(city.recorded, axis=-1) / lawless(whole).cdf[age]
    return found


def _separate(city: City) -> Floats:
    """Each township's own delays; what has no figure stays as recorded."""
    found = lawless(city.recorded)
    return np.where(np.isnan(found.expected), found.observed, found.expected)


def test_lent_strength_beats_pooled_and_separate_in_small_townships(
    cities: list[City],
) -> None:
    # Hierarchical, pooled and separate, 1, 3 and 6 months after the month.
    square = np.zeros((3, 3))
    for city in cities:
        lent = hierarchical(city.recorded, groups=city.county, seed=1, draws=100)
        for i, found in enumerate((lent.expected, _pooled(city), _separate(city))):
            off = (found - city.truth)[city.small]
            square[i] += (off[:, [-2, -4, -7]] ** 2).mean(axis=0)
    lent_error, pooled, separate = np.sqrt(square)
    best = np.minimum(pooled, separate)
    assert (lent_error < [0.8, 0.9, 0.95] * best).all(), (lent_error, pooled, separate)


def test_intervals_hold_the_truth(cities: list[City]) -> None:
    within, small, total = [], [], []
    for city in cities[:4]:
        found = hierarchical(city.recorded, groups=city.county, seed=2, draws=400)
        inside = (found.low <= city.truth) & (city.truth <= found.high)
        within.append(inside[:, -LONGEST:].mean())
        small.append(inside[city.small, -3:].mean())
        whole = city.truth.sum(axis=0)
        kept = (found.total_low <= whole) & (whole <= found.total_high)
        total.append(kept[-LONGEST:].mean())
        # Not by being as wide as can be: the present month, still little recorded.
        width = (found.high - found.low)[:, -1] / np.sqrt(city.truth[:, -1] + 1)
        assert np.median(width) < 5
    assert np.mean(within) >= 0.935
    assert np.mean(small) >= 0.935
    assert np.mean(total) >= 0.8


def test_the_late_one_is_found_late_and_not_short_of_events() -> None:
    city = _city(5, late=4)
    found = hierarchical(city.recorded, groups=city.county, seed=1, draws=200)
    assert found.lateness.argmax() == 0
    assert found.lateness[0] == pytest.approx(4, rel=0.25)
    recent = slice(-4, None)
    truth = city.truth[0, recent].sum()
    assert found.observed[0, recent].sum() < 0.6 * truth
    assert found.expected[0, recent].sum() == pytest.approx(truth, rel=0.25)


def test_of_one_group_without_drift_it_is_near_lawless() -> None:
    rng = np.random.default_rng(0)
    full = rng.multinomial(rng.poisson(4000, 30), [0.5, 0.3, 0.2]).astype(float)
    full[-1, 1:] = full[-2, 2] = np.nan
    one = hierarchical(full[None], groups=["a"], seed=0)
    plain = lawless(full)
    assert one.cdf[0] == pytest.approx(plain.cdf, abs=0.005)
    assert one.expected[0] == pytest.approx(plain.expected, rel=0.03)


def test_names_of_the_groups_serve_as_labels_of_one_cluster() -> None:
    city = _city(3, townships=12)
    named = hierarchical(city.recorded, groups=list("abcdefghijkl"), seed=4)
    alike = hierarchical(city.recorded, groups=["city"] * 12, seed=4)
    assert np.array_equal(named.expected, alike.expected)
    again = hierarchical(city.recorded, groups=["city"] * 12, seed=4)
    assert np.array_equal(again.high, alike.high)


@pytest.mark.parametrize("window", [None, 6, 10])
def test_lawless_by_plain_loops(window: int | None) -> None:
    rng = np.random.default_rng(8)
    dates, longest = 14, 4
    table = rng.poisson(6, (dates, longest + 1)).astype(float)
    for t in range(dates):
        for d in range(longest + 1):
            if d > dates - 1 - t:
                table[t, d] = np.nan
    present = dates - 1
    first = 0 if window is None else present - window
    cdf = [1.0]
    for d in range(longest, 0, -1):
        old = range(first, present - d + 1)
        at = sum(table[t, d] for t in old)
        until = sum(table[t, e] for t in old for e in range(d + 1))
        cdf.insert(0, cdf[0] * (1 - at / until))
    found = lawless(table, window=window)
    assert found.cdf == pytest.approx(cdf)
    seen = [sum(v for v in row if v == v) for row in table]
    share = [cdf[min(present - t, longest)] for t in range(dates)]
    assert found.expected == pytest.approx(
        [s / p for s, p in zip(seen, share, strict=True)]
    )


@pytest.mark.parametrize("mean", [1, 20, 200])
def test_lawless_intervals_hold_the_truth(mean: float) -> None:
    rng = np.random.default_rng(9)
    truth = rng.poisson(mean, (300, 30))
    share = [0.3, 0.3, 0.2, 0.1, 0.1]
    table = rng.multinomial(truth, share).astype(float)
    known = np.arange(5) < np.arange(30, 0, -1)[:, None]
    found = lawless(np.where(known, table, np.nan))
    inside = (found.low <= truth) & (truth <= found.high)
    assert inside[:, -4:].mean() >= 0.935
    assert inside[:, -1].mean() <= 0.995 if mean > 1 else True
