"""What must hold of migration: it closes the account, and a schedule is found again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkou.demography.migration import (
    census_survival,
    fit_rogers_castro,
    residual,
    rogers_castro,
)
from renkou.demography.projection import project

SEED = st.integers(0, 10_000)
GROUPS = 14


def components(seed: int) -> dict[str, np.ndarray]:
    """Two places, one step of five years: people, survival, births, migrants."""
    rng = np.random.default_rng(seed)
    fertility = np.zeros((2, 1, GROUPS))
    fertility[..., 3:10] = rng.uniform(0.0, 0.2, (2, 1, 7))
    return {
        "population": rng.uniform(1e3, 2e3, (2, 2, GROUPS)),
        "survival": rng.uniform(0.5, 1.0, (2, 1, 2, GROUPS + 1)),
        "fertility": fertility,
        "migration": rng.normal(0, 50, (2, 1, 2, GROUPS)),
    }


@pytest.mark.parametrize("timing", ["even", "end"])
@given(seed=SEED)
def test_residual_undoes_the_projection(timing: str, seed: int) -> None:
    given_ = components(seed)
    after = project(**given_, sex_ratio=1.05, width=5, timing=timing)
    found = residual(
        after.population[:, 0],
        after.population[:, 1],
        given_["survival"][:, 0],
        births=after.births[:, 0].sum(axis=-1),
        timing=timing,
    )
    assert found == pytest.approx(given_["migration"][:, 0], abs=1e-8)


@given(seed=SEED)
def test_without_births_the_youngest_are_missing_and_no_others(seed: int) -> None:
    given_ = components(seed)
    first, survival = given_["population"], given_["survival"][:, 0]
    second = first + given_["migration"][:, 0]
    births = np.full((2, 2), 1500.0)
    alone = residual(first, second, survival, timing="end")
    whole = residual(first, second, survival, births=births, timing="end")
    assert np.isnan(alone[..., 0]).all()
    assert alone[..., 1:] == pytest.approx(whole[..., 1:])
    assert np.isfinite(residual(first, second, survival)[..., 1:]).all()


@given(seed=SEED)
def test_without_births_halves_of_a_cohort_are_equal(seed: int) -> None:
    """Whoever ends in the second group came half at the start, half at the end."""
    given_ = components(seed)
    first, survival = given_["population"], given_["survival"][:, 0]
    second = first + given_["migration"][:, 0]
    half = residual(first, second, survival)[..., 1] / 2
    kept = (first[..., 0] + half) * survival[..., 1] + half
    assert kept == pytest.approx(second[..., 1])


@given(seed=SEED)
def test_a_stationary_population_gives_its_own_life_table(seed: int) -> None:
    """Two equal counts of a life table's people, where the reference is the table."""
    rng = np.random.default_rng(seed)
    hazard = rng.uniform(0.005, 0.03)
    age = np.arange(0, 90, 5.0)
    people = np.exp(-hazard * age) * 1e5
    for interval in (5, 10):
        # Survivors over ten years take two chains; both must give the same table.
        found = census_survival(
            people, people, interval=interval, ex=np.full(age.size, 1 / hazard)
        )
        assert np.isnan([found.lx[0], found.nLx[0], found.Tx[0], found.ex[0]]).all()
        assert np.all(np.diff(found.lx[1:]) < 0)
        assert found.ex[1:] == pytest.approx(np.full(16, 1 / hazard), rel=0.02)
        assert float(found.error) < 2.0


@given(seed=SEED)
def test_census_survival_takes_places_each_alone(seed: int) -> None:
    rng = np.random.default_rng(seed)
    first, second = rng.uniform(500, 1500, (2, 3, GROUPS))
    ex = np.linspace(70, 5, GROUPS)
    many = census_survival(first, second, interval=10, ex=ex)
    for i in range(3):
        one = census_survival(first[i], second[i], interval=10, ex=ex)
        assert many.error[i] == pytest.approx(float(one.error))
        assert many.Tx[i, 1:] == pytest.approx(one.Tx[1:])


PARAMETERS = st.fixed_dictionaries(
    {
        "a1": st.floats(0.005, 0.05),
        "alpha1": st.floats(0.05, 0.2),
        "a2": st.floats(0.03, 0.1),
        "alpha2": st.floats(0.06, 0.2),
        "mu2": st.floats(17.0, 28.0),
        "lambda2": st.floats(0.2, 0.7),
        "c": st.floats(0.0005, 0.005),
    }
)


@settings(max_examples=25, deadline=None)
@given(parameters=PARAMETERS)
def test_a_schedule_is_found_again(parameters: dict[str, float]) -> None:
    age = np.arange(90)
    rates = rogers_castro(age, parameters=parameters)
    found = fit_rogers_castro(rates, age)
    assert float(found.rms) < 1e-8 * rates.mean()
    for name, value in parameters.items():
        assert float(found[name]) == pytest.approx(value, rel=1e-4)
    assert rogers_castro(age, parameters=found) == pytest.approx(found.fitted)


@settings(max_examples=10, deadline=None)
@given(seed=SEED)
def test_no_neighbour_of_the_fit_is_nearer(seed: int) -> None:
    """Of noisy rates: where the slope of the error is 0, a step either way is worse."""
    rng = np.random.default_rng(seed)
    age = np.arange(80)
    true = {"a1": 0.02, "alpha1": 0.1, "a2": 0.06, "alpha2": 0.1}
    true |= {"mu2": 20.0, "lambda2": 0.4, "c": 0.003}
    rates = rogers_castro(age, parameters=true) * rng.uniform(0.8, 1.2, (2, age.size))
    found = fit_rogers_castro(rates, age)
    for name in true:
        for step in (0.999, 1.001):
            moved = {**found, name: found[name] * step}
            gap = rogers_castro(age, parameters=moved) - rates
            assert np.all(np.sqrt(np.mean(gap**2, axis=-1)) >= found.rms * (1 - 1e-9))


@given(seed=SEED)
def test_a_schedule_is_the_sum_of_its_components(seed: int) -> None:
    rng = np.random.default_rng(seed)
    age = np.arange(100)
    parts = [
        {"a1": rng.uniform(0, 0.1), "alpha1": rng.uniform(0, 0.3)},
        {"a2": 0.1, "alpha2": 0.1, "mu2": rng.uniform(15, 30), "lambda2": 0.4},
        {"a3": 0.01, "alpha3": 0.2, "mu3": rng.uniform(55, 75), "lambda3": 0.5},
        {"a4": 0.001, "lambda4": rng.uniform(0, 0.03)},
        {"c": rng.uniform(0, 0.01)},
    ]
    whole = {name: value for part in parts for name, value in part.items()}
    total = sum(rogers_castro(age, parameters=part) for part in parts)
    assert rogers_castro(age, parameters=whole) == pytest.approx(total)
