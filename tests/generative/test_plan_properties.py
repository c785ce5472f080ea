"""What must hold of every plan's base and of what is implied."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from renkou.demography import plan
from renkou.demography.life_table import LifeTable
from renkou.demography.plan.base_population import single_ages
from renkou.demography.plan.central_path import (
    central_path,
    expectancy,
    fertility_pattern,
    model_death_rates,
    recent_fertility,
)
from renkou.demography.plan.courses import courses
from renkou.demography.plan.outcome import outcome
from renkou.demography.plan.reading import read
from renkou.demography.plan.shocks import shocks
from renkou.demography.projection import project

Floats = npt.NDArray[np.float64]
COUNTS = arrays(np.float64, (2, 18), elements=st.floats(1.0, 1e6))
AGES = np.arange(0, 90, 5)


def _table(sex: str) -> LifeTable:
    age = np.insert(AGES, 1, 1)
    return LifeTable.from_rates(0.002 * np.exp(0.045 * age), age, sex=sex)


def _survival() -> Floats:
    return np.stack([_table(sex).survival_ratios(5) for sex in ("male", "female")])


@given(COUNTS)
def test_who_is_back_projected_comes_forward_again(later: Floats) -> None:
    survival = _survival()
    then = plan.back_projection(later, survival)
    again = project(then, survival[None], np.zeros((1, 18)), 1.05, width=5).population[
        -1
    ]
    assert again[:, 1:-1] == pytest.approx(later[:, 1:-1])
    assert again[:, -1] == pytest.approx(later[:, -1])


def test_a_stationary_population_was_the_same_before() -> None:
    table = _table("female")
    people = np.append(table.nLx[:2].sum(), table.nLx[2:])
    before = plan.back_projection(people, table.survival_ratios(5), steps=3)
    assert before == pytest.approx(people)


@given(COUNTS)
def test_single_ages_keep_every_group(counts: Floats) -> None:
    single = single_ages(counts, AGES)
    assert (single >= 0).all()
    sums = np.add.reduceat(single, AGES, axis=-1)
    assert sums == pytest.approx(counts, rel=1e-9, abs=1e-6)


@settings(max_examples=10)
@given(st.floats(55, 84), st.floats(58, 88))
def test_model_death_rates_have_the_expectancy_asked_for(
    male: float, female: float
) -> None:
    rates = model_death_rates((male, female))
    assert expectancy(rates[0], "male") == pytest.approx(male, abs=0.01)
    assert expectancy(rates[1], "female") == pytest.approx(female, abs=0.01)


@settings(max_examples=10)
@given(st.floats(0.8, 5.0), st.floats(24.0, 31.0))
def test_fertility_is_recovered_from_the_children_it_made(
    fertility: float, mean_age: float
) -> None:
    mothers, rates = fertility_pattern(mean_age), model_death_rates((70.0, 75.0))
    survival = np.stack(
        [
            LifeTable.from_rates(m, np.arange(101), sex=sex).survival_ratios(width=1)
            for m, sex in zip(rates, ("male", "female"), strict=True)
        ]
    )
    then = np.full((2, 101), 1000.0)
    went = project(
        then,
        np.broadcast_to(survival, (60, 2, 102)),
        np.broadcast_to(fertility * mothers, (60, 101)),
        1.05,
        width=1,
    )
    found = recent_fertility(went.population[-1], mothers, rates)
    assert found == pytest.approx(fertility, rel=0.02)


@settings(max_examples=5)
@given(st.floats(0.2, 5.0))
def test_a_larger_city_with_a_plan_as_much_larger_gets_the_same_verdict(
    times: float,
) -> None:
    def verdict(scale: float) -> plan.Verdict:
        people = (scale * 50_000 * np.ones((2, 18))).tolist()
        return plan.check(
            {
                "plan": {"start": 2021, "end": 2025},
                "base": {"date": "2020-12-31", "population": people},
                "figure": [
                    {"name": "births", "at_least": scale * 25_000},
                    {"name": "crude-birth-rate", "at_most": 12, "unit": "‰"},
                    {"name": "women-15-49", "at_most": scale * 340_000},
                ],
            },
            draws=50,
        )

    one, other = verdict(1.0), verdict(times)
    assert one.consistent == other.consistent
    assert one.conflicts == other.conflicts
    low, high = np.array(one.implied[0]) * times
    assert other.implied[0] == pytest.approx((low, high), rel=1e-5)
    assert other.implied[1] == pytest.approx(one.implied[1], rel=1e-5)


PEOPLE = [[40_000 - 1_500 * i for i in range(18)]] * 2
NAMES = (
    *("births", "deaths", "net-migration", "population", "growth-rate"),
    *("crude-birth-rate", "crude-death-rate", "natural-increase-rate"),
    *("total-fertility-rate", "life-expectancy", "women-15-49", "women-20-29"),
    *("old-dependency", "sex-ratio", "population-0-14", "sex-ratio-at-birth"),
)


@settings(max_examples=8)
@given(st.integers(0, 199), st.integers(2021, 2025), st.booleans())
def test_what_a_projection_came_to_can_hold_together(
    draw: int, year: int, assumed: bool
) -> None:
    """Every course is possible: figures read off one are consistent, and tight."""
    base = {"date": "2020-12-31", "population": PEOPLE, "assumed": assumed}
    given_ = {
        "plan": {"start": 2021, "end": 2025},
        "base": base,
        "figure": [{"name": name, "year": year, "at_least": 0} for name in NAMES[:3]]
        + [{"name": name, "year": year, "at_most": 1e9} for name in NAMES[3:]],
    }
    known = read(given_)
    path = central_path(known)
    went = courses(known, path, shocks(known, 200, seed=3))
    exact = [outcome(f, went, known.base_year)[draw] for f in known.figures]
    figures = [
        {
            "name": name,
            "year": year,
            "about": float(value / figure.scale),
            "tolerance": float(abs(value / figure.scale)) * 1e-3,
        }
        for name, value, figure in zip(NAMES, exact, known.figures, strict=True)
    ]
    verdict = plan.check(given_ | {"figure": figures}, draws=10)
    assert verdict.conflicts == ()
    for value, figure in zip(exact, known.figures, strict=True):
        low, high = verdict.implied[figure.quantity.key]
        room = abs(value / figure.scale) * 2e-3 + 1e-6
        assert low - room <= value / figure.scale <= high + room
