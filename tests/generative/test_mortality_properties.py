"""What must hold of every decomposition, standardised rate and small area."""

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from renkou.chance.input_rules import Floats
from renkou.demography.life_table import LifeTable
from renkou.demography.mortality import (
    arriaga,
    direct_standardisation,
    indirect_standardisation,
    kitagawa,
    small_area_e0,
)

AGE = [0, 1, *range(5, 90, 5)]
RATES = arrays(np.float64, (2, 19), elements=st.floats(1e-6, 4.0))
SEXES = st.sampled_from(["male", "female", "both"])
PARTS = arrays(np.float64, (2, 5), elements=st.floats(0.0, 9.0))
COUNTS = arrays(np.int64, (3, 5), elements=st.integers(0, 50))


@given(rates=RATES, sex=SEXES)
def test_ages_sum_to_the_difference(rates: Floats, sex: str) -> None:
    """Exactly, however few are left alive at the oldest ages."""
    first = LifeTable.from_rates(rates[0], AGE, sex=sex)
    second = LifeTable.from_rates(rates[1], AGE, sex=sex, radix=1.0)
    years = arriaga(first, second)
    assert years.sum() == pytest.approx(second.ex[0] - first.ex[0], rel=1e-9, abs=1e-9)
    np.testing.assert_allclose(arriaga(first, first), 0.0)


@given(rates=RATES, at=st.integers(0, 18))
def test_only_the_age_that_differs_counts(rates: Floats, at: int) -> None:
    other = rates[0].copy()
    other[at] = rates[1, at]
    first = LifeTable.from_rates(rates[0], AGE, sex="male")
    years = arriaga(first, LifeTable.from_rates(other, AGE, sex="male"))
    np.testing.assert_allclose(np.delete(years, at), 0.0, atol=1e-9)


def test_arriaga_broadcasts() -> None:
    rates = np.random.default_rng(5).uniform(0.001, 0.3, (4, 19))
    first = LifeTable.from_rates(rates[0], AGE, sex="male")
    many = LifeTable.from_rates(rates, AGE, sex="male")
    found = arriaga(first, many)
    assert found.shape == (4, 19)
    one = LifeTable.from_rates(rates[2], AGE, sex="male")
    np.testing.assert_allclose(found[2], arriaga(first, one))


@given(rates=PARTS, parts=PARTS)
def test_kitagawa_adds_up(rates: Floats, parts: Floats) -> None:
    shares = (parts + 0.1) / (parts + 0.1).sum(axis=-1, keepdims=True)
    found = kitagawa(rates[0], shares[0], rates[1], shares[1])
    change = (rates[1] * shares[1]).sum() - (rates[0] * shares[0]).sum()
    assert found.rate_effect + found.composition_effect == pytest.approx(change)
    back = kitagawa(rates[1], shares[1], rates[0], shares[0])
    assert found.rate_effect == pytest.approx(-back.rate_effect)
    same = kitagawa(rates[0], shares[0], rates[0], shares[1])
    assert same.rate_effect == pytest.approx(0.0)


def test_no_rate_lies_below_nothing() -> None:
    # Five deaths over the ages: the method alone would put the lower limit below 0.
    exposure, standard = np.linspace(60.0, 900.0, 5), [5.0, 4.0, 3.0, 2.0, 1.0]
    found = direct_standardisation([2.0, 0.0, 1.0, 1.0, 1.0], exposure, standard)
    assert float(found.low) == 0.0 < float(found.rate)


@given(deaths=COUNTS, factor=st.floats(0.1, 10))
def test_standardised_rates(deaths: Floats, factor: float) -> None:
    exposure = np.linspace(60.0, 900.0, 5)
    standard = np.array([5.0, 4.0, 3.0, 2.0, 1.0])
    found = direct_standardisation(deaths, exposure, standard)
    assert np.all((found.low + 1e-12 >= 0) & (found.low <= found.rate))
    assert np.all(found.rate < found.high)
    scaled = direct_standardisation(deaths, exposure, standard * factor)
    for one, other in zip(found, scaled, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-15)
    # Its own exposure as the standard gives the crude rate.
    crude = direct_standardisation(deaths, exposure, exposure).rate
    np.testing.assert_allclose(crude, deaths.sum(axis=-1) / exposure.sum())
    single = direct_standardisation(deaths[1], exposure, standard)
    assert float(single.high) == pytest.approx(float(found.high[1]))
    ratio = indirect_standardisation(deaths, exposure, 0.05 * standard)
    np.testing.assert_allclose(ratio.smr * ratio.expected, deaths.sum(axis=-1))
    assert np.all((ratio.low <= ratio.smr) & (ratio.smr < ratio.high))


@given(
    deaths=arrays(np.int64, (6, 19), elements=st.integers(0, 6)),
    years=arrays(np.float64, (6, 19), elements=st.floats(0.2, 900.0)),
    empty=st.integers(0, 5),
)
@settings(max_examples=8, phases=[Phase.generate])  # shrinking takes minutes
def test_small_areas_are_never_undefined(
    deaths: Floats, years: Floats, empty: int
) -> None:
    deaths[empty - 1, -1] += 1
    years[empty], deaths[empty] = 0.0, 0
    found = small_area_e0(deaths, years, AGE, sex="female")
    for values in found:
        assert values.shape == (6, 19)
        assert np.all(np.isfinite(values) & (values > 0))
    assert np.all((found.low <= found.ex) & (found.ex <= found.high))


def test_small_areas_of_several_years_stand_apart() -> None:
    draw = np.random.default_rng(8)
    years = draw.uniform(20, 900, (12, 3, 19))
    deaths = draw.poisson(years * np.linspace(0.001, 0.2, 19) ** 1.5) + 1
    whole = small_area_e0(deaths, years, AGE, sex="male")
    assert whole.ex.shape == (12, 3, 19)
    for year in range(3):
        one = small_area_e0(deaths[:, year], years[:, year], AGE, sex="male")
        for found, expected in zip(whole, one, strict=True):
            np.testing.assert_allclose(found[:, year], expected, rtol=1e-6)


def test_the_order_of_areas_does_not_matter() -> None:
    draw = np.random.default_rng(9)
    years = draw.uniform(20, 900, (9, 19))
    deaths = draw.poisson(years * 0.02) + 1
    one = small_area_e0(deaths, years, AGE, sex="both", level=0.5)
    other = small_area_e0(deaths[::-1], years[::-1], AGE, sex="both", level=0.5)
    np.testing.assert_allclose(one.high, other.high[::-1], rtol=1e-9)
