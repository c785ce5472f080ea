"""Each sign is found where it is planted, and stays quiet where nothing is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from renkou.integrity.signs import (
    beside_others,
    delay_curve,
    differing,
    lacking,
    later,
    near,
    same_each_year,
    shortfall,
    smallest_loss,
    smallest_share,
)

AREAS, DRAWS = 40, 40


def _births(
    rng: np.random.Generator, *, omit: float = 0.0, median: float = 12.0
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Five years of 120 births a year in 40 areas; area 0 omits, area 1 is late."""
    n = 600 * AREAS
    area = np.repeat(np.arange(AREAS), 600)
    age = np.floor(rng.uniform(0, 1825, n))
    middle = np.where(area == 1, median, 12.0)
    delay = np.rint(rng.lognormal(np.log(middle), 0.7))
    long = rng.random(n) < 0.015
    delay[long] = np.rint(365 * (1 + rng.exponential(1.5, long.sum())))
    never = (area == 0) & (rng.random(n) < omit)
    delay[(delay > age) | never] = np.nan
    return area, delay, age


def test_an_area_that_omits_is_found_and_a_late_one_is_not() -> None:
    area, delay, age = _births(np.random.default_rng(1), omit=0.15, median=90)
    curve = delay_curve(delay, age)
    found = lacking(area, delay, age, areas=AREAS, curve=curve)
    assert found.adjusted[0] < 1e-3
    assert found.adjusted[1] > 0.05, "a late area is not one that omits"
    assert found.delay[1] == pytest.approx(7.5, rel=0.4)


def test_certificates_of_clean_areas_stay_quiet_at_the_stated_rate() -> None:
    p = []
    for seed in range(DRAWS):
        area, delay, age = _births(np.random.default_rng(seed))
        curve = delay_curve(delay, age)
        p.append(lacking(area, delay, age, areas=AREAS, curve=curve).adjusted)
    flagged = np.stack(p) <= 0.5 / AREAS
    assert flagged.sum(axis=1).mean() < 0.5


def test_a_delay_curve_counts_those_still_waiting() -> None:
    rng = np.random.default_rng(2)
    _, delay, age = _births(rng)
    curve = delay_curve(delay, age)
    assert float(curve.unrecorded(30)) == pytest.approx(0.11, abs=0.03)
    assert float(curve.unrecorded(300)) == pytest.approx(0.015, abs=0.006)


def test_a_loss_shows_in_counts_and_a_constant_level_does_not() -> None:
    rng = np.random.default_rng(3)
    level = np.linspace(0.7, 1.3, AREAS)[:, None]
    expected = np.full((AREAS, 120), 22.0)
    quiet, found = 0, 0
    for _ in range(DRAWS):
        births = rng.poisson(level * expected).astype(float)
        quiet += int((shortfall(births, expected).p < 0.05 / AREAS).sum())
        births[0, -40:] = rng.binomial(births[0, -40:].astype(int), 0.7)
        found += int(shortfall(births, expected).p[0] < 0.05 / AREAS)
    assert quiet <= 6, "0.05 a set of areas is the stated rate: 2 of 40 expected"
    assert found >= 0.9 * DRAWS


def test_months_not_yet_complete_are_left_out() -> None:
    births = np.full((2, 60), 20.0)
    births[0, -6:] = 0
    assert shortfall(births, np.full((2, 60), 20.0), skip=[6, 3]).p.min() > 0.05
    assert shortfall(births, np.full((2, 60), 20.0), skip=3).p[0] < 0.05


def test_the_neighbours_mean_is_seen_and_counts_are_not() -> None:
    rng = np.random.default_rng(4)
    p = []
    for _ in range(400):
        counts = rng.poisson(12, (5, 120))
        p.append(float(near(counts[0], counts[1:].mean(axis=0), 12.0).p))
    assert np.mean(np.array(p) < 0.05) < 0.08
    mean = rng.poisson(12, (4, 120)).mean(axis=0)
    invented = np.rint(mean) + rng.integers(-1, 2, 120)
    assert float(near(invented, mean, 12.0).p) < 1e-9


def test_reports_that_differ_from_records() -> None:
    rng = np.random.default_rng(5)
    held = rng.poisson(10, 120)
    told = held.copy()
    told[:3] += 1
    assert float(differing(told, held).p) > 0.5
    told[:30] += 1
    assert float(differing(told, held).p) < 1e-9


def test_the_same_count_each_year() -> None:
    rng = np.random.default_rng(6)
    found = same_each_year(rng.poisson(10, (2_000, 12)))
    assert (found.p < 0.01).mean() < 0.012
    assert found.p.min() > 0
    assert float(same_each_year(np.full(12, 10)).p) < 1e-9
    assert float(same_each_year(np.zeros(12)).p) == 1


def test_shares_and_ranks_beside_the_others() -> None:
    rng = np.random.default_rng(7)
    area = np.repeat(np.arange(20), 50)
    p = [later(rng.lognormal(2.5, 0.7, 1_000), area, areas=20).p for _ in range(200)]
    assert np.mean(np.stack(p) < 0.05) == pytest.approx(0.05, abs=0.02)
    slow = rng.lognormal(2.5, 0.7, 1_000) * np.where(area == 3, 7.5, 1.0)
    assert later(slow, area, areas=20).p.argmin() == 3
    shares = beside_others([45, 44, 46, 20], [50, 50, 50, 50])
    assert shares.p[3] < 1e-6
    assert shares.p[:3].min() > 0.2


def test_power_said_is_power_had() -> None:
    rng = np.random.default_rng(8)
    n, usual, level = 200, 0.02, 0.001
    share = float(smallest_share(n, usual, p=level))
    from scipy.special import gammainc

    lost = rng.poisson(n * (usual + share), 4_000)
    seen = gammainc(np.maximum(lost, 1), n * usual) <= level
    assert seen.mean() == pytest.approx(0.8, abs=0.03)
    loss = float(smallest_loss(810, 2_160, p=level))
    before, lately = rng.poisson(2_160, 4_000), rng.poisson(810 * (1 - loss), 4_000)
    from scipy.stats import binom

    found = binom.cdf(lately, before + lately, 810 / 2_970) <= level
    assert found.mean() == pytest.approx(0.8, abs=0.08)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: beside_others([3], [2]), "count: 3.0"),
        (lambda: beside_others([1], [2]), "two areas"),
        (lambda: later([1.0], [2], areas=2), "area: 2"),
        (lambda: delay_curve([5.0], [3.0]), "no more than the age"),
        (lambda: delay_curve([-1.0], [3.0]), "delay: -1.0"),
        (lambda: shortfall([1.0], [1.0]), "(areas, months)"),
        (lambda: near([1.0], [1.0], [0.0]), "expected: 0.0"),
        (lambda: differing([1], [1], tolerated=0), "tolerated: 0"),
        (lambda: same_each_year([1]), "two years"),
        (lambda: same_each_year([1.5, 2]), "whole number"),
    ],
)
def test_bad_input_is_named(call: Callable[[], object], told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        call()
