"""Mortality compared, by other roads: stepwise tables, plain loops, simulation."""

import math

import numpy as np
import pytest
from scipy import stats

from renkou.chance.input_rules import Floats
from renkou.demography.life_table import LifeTable
from renkou.demography.mortality import (
    arriaga,
    direct_standardisation,
    indirect_standardisation,
    small_area_e0,
)

AGE = [0, 1, *range(5, 90, 5)]
# fmt: off
RATES = np.array([
    0.005, 0.0004, 0.0002, 0.0002, 0.0005, 0.0007, 0.0008, 0.001, 0.0014, 0.002,
    0.0033, 0.005, 0.008, 0.013, 0.021, 0.035, 0.06, 0.1, 0.2,
])
PEOPLE = np.array([
    1, 4, 5, 5, 5.5, 6, 7, 7, 7.5, 8, 8, 7.5, 7, 6, 5, 4, 3, 2, 1.2,
]) / 99.7
# fmt: on


def test_arriaga_in_its_printed_form() -> None:
    """Direct, indirect and open effects as the books write them, age by age."""
    one = LifeTable.from_rates(RATES, AGE, sex="male", radix=1.0)
    two = LifeTable.from_rates(RATES[::-1] ** 0.5 * 0.1, AGE, sex="male", radix=500.0)
    l1, l2 = one.lx.tolist(), (two.lx / 500).tolist()
    years1, years2 = one.nLx.tolist(), (two.nLx / 500).tolist()
    later2 = (two.Tx / 500).tolist()
    expected = []
    for x in range(18):
        direct = l1[x] * (years2[x] / l2[x] - years1[x] / l1[x])
        rest = later2[x + 1] * (l1[x] / l2[x] - l1[x + 1] / l2[x + 1])
        expected.append(direct + rest)
    expected.append(l1[18] * (later2[18] / l2[18] - one.Tx[18] / l1[18]))
    np.testing.assert_allclose(arriaga(one, two), expected, rtol=1e-9, atol=1e-12)


def test_byars_limits_are_near_the_exact_ones() -> None:
    """Of one group the interval is Byar's for the count, over the exposure."""
    for count in (5, 20, 300):
        found = direct_standardisation([count], [1e6], [1.0])
        low = stats.chi2.ppf(0.025, 2 * count) / 2e6
        high = stats.chi2.ppf(0.975, 2 * count + 2) / 2e6
        assert float(found.low) == pytest.approx(low, rel=0.01)
        assert float(found.high) == pytest.approx(high, rel=0.01)


def test_direct_standardisation_by_hand() -> None:
    deaths, lived, weights = [4, 30, 0], [1000.0, 600.0, 50.0], [20.0, 10.0, 1.0]
    rate = sum(w * d / n for w, d, n in zip(weights, deaths, lived, strict=True)) / 31
    variance = sum(
        w * w * d / (n * n) for w, d, n in zip(weights, deaths, lived, strict=True)
    )
    scale = math.sqrt(variance / 34) / 31
    z = stats.norm.ppf(0.95)
    upper = 35 * (1 - 1 / (9 * 35) + z / (3 * math.sqrt(35))) ** 3
    lower = 34 * (1 - 1 / (9 * 34) - z / (3 * math.sqrt(34))) ** 3
    found = direct_standardisation(deaths, lived, weights, level=0.90)
    assert float(found.rate) == pytest.approx(rate)
    assert float(found.high) == pytest.approx(rate + scale * (upper - 34))
    assert float(found.low) == pytest.approx(rate + scale * (lower - 34))


def test_smr_limits_are_exact() -> None:
    found = indirect_standardisation([3, 9], [700, 300], [0.004, 0.02], level=0.9)
    expected = 700 * 0.004 + 300 * 0.02
    assert float(found.low) == pytest.approx(stats.chi2.ppf(0.05, 24) / 2 / expected)
    assert float(found.high) == pytest.approx(stats.chi2.ppf(0.95, 26) / 2 / expected)


def _simulated(
    seed: int, sizes: tuple[float, float], area: float, own: float
) -> tuple[Floats, Floats, Floats]:
    """Deaths, person-years and the true e0 of 150 areas of very different size."""
    draw = np.random.default_rng(seed)
    size = np.exp(draw.uniform(math.log(sizes[0]), math.log(sizes[1]), 150))
    years = size[:, None] * draw.dirichlet(PEOPLE * 300, 150)
    level = draw.normal(0, area, (150, 1)) + draw.normal(0, own, (150, 19))
    true = RATES * np.exp(level)
    e0 = LifeTable.from_rates(true, AGE, sex="male").ex[:, 0]
    return draw.poisson(true * years).astype(float), years, e0


@pytest.mark.parametrize(
    ("sizes", "area", "own", "level"),
    [
        ((200.0, 60_000.0), 0.15, 0.0, 0.95),
        ((200.0, 60_000.0), 0.15, 0.0, 0.80),
        ((300.0, 3_000.0), 0.30, 0.0, 0.95),
        ((200.0, 60_000.0), 0.15, 0.15, 0.95),
        ((1e5, 2e6), 0.10, 0.10, 0.95),
    ],
    ids=["mixed", "mixed at 80%", "villages", "own age patterns", "cities"],
)
def test_small_areas_hold_the_truth_as_often_as_they_say(
    sizes: tuple[float, float], area: float, own: float, level: float
) -> None:
    held, errors, alone = [], [], []
    for seed in range(5):
        deaths, years, e0 = _simulated(seed, sizes, area, own)
        found = small_area_e0(deaths, years, AGE, sex="male", level=level)
        held.append((found.low[:, 0] <= e0) & (e0 <= found.high[:, 0]))
        errors.append(found.ex[:, 0] - e0)
        whole = LifeTable.from_rates(
            deaths.sum(axis=0) / years.sum(axis=0), AGE, sex="male"
        )
        alone.append(whole.ex[0] - e0)
    assert level - 0.035 < np.mean(held) < min(level + 0.075, 0.99)
    assert abs(np.mean(errors)) < 0.25
    assert np.mean(np.square(errors)) < np.mean(np.square(alone))


def test_a_great_area_has_its_own_table_and_an_empty_one_the_mean() -> None:
    deaths, years, _ = _simulated(1, (500.0, 5_000.0), 0.2, 0.0)
    sizes = np.array([[5e7], [0.0]])
    rates = RATES * np.array([1.3])
    deaths = np.concatenate([np.round(rates * sizes * PEOPLE), deaths])
    years = np.concatenate([sizes * PEOPLE, years])
    found = small_area_e0(deaths, years, AGE, sex="male")
    own = LifeTable.from_rates(rates, AGE, sex="male").ex
    np.testing.assert_allclose(found.ex[0], own, atol=0.05)
    width = (found.high - found.low)[:, 0]
    assert width[0] < 0.2
    assert np.all(width[1] >= width)  # nobody knows less than of nobody
    assert 4 < width[1] < 12
    mean = found.ex[2:, 0].mean()
    assert found.ex[1, 0] == pytest.approx(mean, abs=0.7)
