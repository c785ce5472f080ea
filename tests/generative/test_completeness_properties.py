"""What must hold of every estimate of completeness: scaling, recovery, broadcasting."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from renkou.demography.completeness import (
    DeathDistribution,
    brass_growth_balance,
    generalized_growth_balance,
    synthetic_extinct_generations,
)

AGE = np.arange(0, 86, 5.0)
FIELDS = ("x", "y", "intercept", "slope", "delta", "k1", "k2", "completeness")
MONTH = np.arange(1500) / 12 + 1 / 24
RATE = st.floats(0.004, 0.015)
SHARE = st.floats(0.2, 1.0)
METHODS = [generalized_growth_balance, synthetic_extinct_generations]


def stable(growth: float, hazard: float) -> np.ndarray:
    """A stable population by five-year groups, the last open, and nobody a migrant."""
    decay = growth + hazard
    closed = np.exp(-decay * AGE) * (1 - np.exp(-5 * decay))
    return np.append(closed[:-1], np.exp(-decay * AGE[-1])) * 1e6


def town(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two censuses ten years apart and yearly deaths, as irregular as real ones."""
    rng = np.random.default_rng(seed)
    first = stable(0.01, 0.02) * rng.uniform(0.8, 1.25, AGE.size)
    second = first * rng.uniform(1.0, 1.4, AGE.size)
    hazard = 0.001 * np.exp(0.07 * AGE) * rng.uniform(0.7, 1.4, AGE.size)
    return first, second, hazard * np.sqrt(first * second)


@settings(max_examples=30, deadline=None)
@given(growth=st.floats(-0.01, 0.03), hazard=RATE, share=SHARE, early=SHARE, late=SHARE)
def test_a_stable_population_gives_its_completeness(
    growth: float, hazard: float, share: float, early: float, late: float
) -> None:
    """Deaths registered in part, censuses of uneven quality: all three come out.

    The population is followed by single months, its death rate rising with age.
    """
    force = hazard / 10 * np.exp(0.06 * MONTH)
    alive = 1e7 * np.exp(-growth * MONTH - np.cumsum(force) / 12)
    groups = np.minimum(MONTH // 5, AGE.size - 1).astype(int)
    people, died = np.bincount(groups, alive), np.bincount(groups, alive * force)
    first, second = people * early, people * np.exp(10 * growth) * late
    best = max(early, late)
    deaths = share * best * died * np.exp(5 * growth)
    assume(bool(np.all(deaths <= np.maximum(first, second))))
    found = generalized_growth_balance(
        first, second, deaths, AGE, years=10, fit=(5, 60)
    )
    assert float(found.delta) == pytest.approx(early / late, rel=0.02)
    assert max(float(found.k1), float(found.k2)) == 1.0
    assert float(found.completeness) == pytest.approx(share, rel=0.05)
    again = synthetic_extinct_generations(
        first, second, deaths, AGE, years=10, delta=early / late, fit=(5, 60)
    )
    assert float(again.completeness) == pytest.approx(share, rel=0.03)


@pytest.mark.parametrize("method", METHODS)
@given(seed=st.integers(0, 10_000), factor=st.floats(0.05, 1.0))
def test_completeness_is_proportional_to_deaths(
    method: object, seed: int, factor: float
) -> None:
    first, second, deaths = town(seed)
    assert callable(method)
    whole = method(first, second, deaths, AGE, years=10)
    part = method(first, second, factor * deaths, AGE, years=10)
    scaled = factor * whole.completeness
    assert float(part.completeness) == pytest.approx(float(scaled), rel=1e-9)
    assert part.sensitivity == pytest.approx(factor * whole.sensitivity, rel=1e-6)


@given(seed=st.integers(0, 10_000), factor=st.floats(0.8, 1.2))
def test_a_thinner_second_census_changes_delta_alone(seed: int, factor: float) -> None:
    first, second, deaths = town(seed)
    whole = generalized_growth_balance(first, second, deaths, AGE, years=10)
    part = generalized_growth_balance(first, factor * second, deaths, AGE, years=10)
    assert float(part.delta * factor) == pytest.approx(float(whole.delta), rel=1e-9)
    assert float(part.k1 / part.k2) == pytest.approx(float(part.delta), rel=1e-9)
    assert float(part.slope) == pytest.approx(
        float(whole.slope) * np.sqrt(factor), rel=1e-9
    )


@pytest.mark.parametrize("line", ["least-squares", "sd-ratio"])
@given(seed=st.integers(0, 10_000))
def test_brass_is_the_case_of_one_census(line: str, seed: int) -> None:
    first, _, deaths = town(seed)
    one = brass_growth_balance(first, deaths, AGE, line=line)
    two = generalized_growth_balance(first, first, deaths, AGE, years=1, line=line)
    assert float(one.slope) == float(two.slope)
    assert float(one.intercept) == float(two.intercept)
    assert float(one.completeness) == pytest.approx(1 / float(one.slope), rel=1e-12)
    assert float(one.delta) == float(one.k1) == float(one.k2) == 1.0


def _same(many: DeathDistribution, one: DeathDistribution, place: int) -> None:
    for field in FIELDS:
        whole = np.asarray(getattr(many, field))
        assert whole[place] == pytest.approx(np.asarray(getattr(one, field)), rel=1e-10)
    assert many.sensitivity[place] == pytest.approx(one.sensitivity, rel=1e-8)


@pytest.mark.parametrize("method", METHODS)
@given(seed=st.integers(0, 10_000))
def test_many_places_at_once_are_each_alone(method: object, seed: int) -> None:
    towns = [town(seed + i) for i in range(3)]
    first, second, deaths = (np.stack(part) for part in zip(*towns, strict=True))
    assert callable(method)
    many = method(first, second, deaths, AGE, years=7, fit=(20, 70))
    for i, (a, b, c) in enumerate(towns):
        _same(many, method(a, b, c, AGE, years=7, fit=(20, 70)), i)


@pytest.mark.parametrize("method", METHODS)
@given(seed=st.integers(0, 10_000))
def test_the_sensitivity_holds_every_fit(method: object, seed: int) -> None:
    first, second, deaths = town(seed)
    assert callable(method)
    found = method(first, second, deaths, AGE, years=10, fit=(30, 65))
    points = found.age.size
    assert len(found.ranges) == (points - 3) * (points - 4) / 2
    assert np.all(found.ranges[:, 1] - found.ranges[:, 0] >= 20)
    same = (found.ranges == (30, 65)).all(axis=1)
    assert found.sensitivity[same] == pytest.approx([float(found.completeness)])


@given(seed=st.integers(0, 10_000), moved=st.floats(0.0, 0.01))
def test_migrants_given_are_as_if_they_had_stayed_away(seed: int, moved: float) -> None:
    """Above each age, migrants lower the growth that deaths must answer for."""
    first, second, deaths = town(seed)
    without = generalized_growth_balance(first, second, deaths, AGE, years=10)
    net = moved * np.sqrt(first * second)
    found = generalized_growth_balance(
        first, second, deaths, AGE, years=10, migrants=net
    )
    lived = np.sqrt(np.cumsum(first[::-1]) * np.cumsum(second[::-1]))[::-1][1:-1]
    above = np.cumsum(net[::-1])[::-1][1:-1]
    assert found.y - without.y == pytest.approx(above / lived, abs=1e-12)
