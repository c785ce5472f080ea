"""Death distribution methods against figures printed elsewhere."""

import numpy as np
import pytest

from renkou.demography.completeness import (
    brass_growth_balance,
    generalized_growth_balance,
    synthetic_extinct_generations,
)

# South African males, censuses of 2001-10-10 and 2007-02-15, deaths a year; the
# worked example of Tools for Demographic Estimation as ihmeuw-demographics/DDMethods,
# articles/GGB.html and articles/SEG.html (commit 2d42d47f32a7), print it up to 25.
YEARS = 5.353425
AGE = [0, 5, 10, 15, 20, 25]
FIRST = [2223006, 2425066, 2518985, 2453156, 2099417]
SECOND = [2505744, 2560642, 2452339, 2553293, 2362519]
DEATHS = [36969.209, 2907.763, 2093.447, 4758.196, 10266.258]
SOURCE = "Dorrington (2013), Tools for Demographic Estimation, as DDMethods works it"
ADDRESS = "ihmeuw-demographics/DDMethods articles/{}.html (2d42d47f32a7)"


@pytest.mark.printed(
    "completeness.generalized_growth_balance",
    source=SOURCE,
    address=ADDRESS.format("GGB"),
)
def test_growth_balance_of_south_african_males() -> None:
    # All from 25 on as one group: printed are √(first·second) above 25, its growth
    # and its death rate, from which the two counts and the deaths follow.
    lived, growth, rate = 10_296_820, 0.02175217, 0.02291748
    half = np.exp(growth * YEARS / 2)
    found = generalized_growth_balance(
        [*FIRST, lived / half],
        [*SECOND, lived * half],
        [*DEATHS, rate * lived],
        AGE,
        years=YEARS,
        fit=(5, 20),
        line="sd-ratio",
    )
    assert found.age.tolist() == [5, 10, 15, 20]
    printed = [0.01279352, 0.01444758, 0.01670208, 0.01966187]
    assert found.x == pytest.approx(printed, abs=6e-9)
    printed = [0.008616735, 0.011891121, 0.014332501, 0.016639064]
    # The growth above 25 is known to 5e-9 only.
    assert found.y == pytest.approx(printed, abs=6e-9)


@pytest.mark.printed(
    "completeness.synthetic_extinct_generations",
    source=SOURCE,
    address=ADDRESS.format("SEG"),
)
def test_generations_of_south_african_males() -> None:
    # Printed at 25: 473,664.4 alive by the deaths to come. With no growth from there
    # on, as many deaths a year stand for them.
    found = synthetic_extinct_generations(
        [*FIRST, 1e7],
        [*SECOND, 1e7],
        [*DEATHS, 473664.4],
        AGE,
        years=YEARS,
        fit=(5, 20),
    )
    printed = [585039.3, 553222.3, 565132.2, 539734.3]
    assert found.x == pytest.approx(printed, abs=0.1)
    assert found.y == pytest.approx([477171.8, 487732.9, 507216.2, 481482.2], abs=0.06)


# A made population of which 70 deaths in 100 are registered, so that "all three methods
# should return a completeness near 0.70"; deaths of ten years.
MADE_FIRST = [
    *(41255, 36289, 31948, 28121, 24743, 21758, 19116, 16770, 14677),
    *(12798, 11094, 9527, 8060, 6659, 5298, 3970, 2706, 2614),
]
MADE_SECOND = [
    *(52973, 46596, 41022, 36108, 31770, 27938, 24545, 21533, 18846),
    *(16433, 14245, 12233, 10349, 8550, 6802, 5098, 3475, 3356),
]
MADE_DEATHS = [
    *(516, 134, 126, 123, 126, 136, 154, 184, 229),
    *(294, 385, 508, 668, 865, 1084, 1282, 1380, 2833),
]


@pytest.mark.printed(
    "completeness.brass_growth_balance",
    source="death distribution methods in R, a manual's example of 70 in 100",
    address="R sources with the example n1 = c(41255, 36289, 31948, …), two copies",
)
def test_a_population_made_with_seventy_in_a_hundred() -> None:
    first, second = np.array(MADE_FIRST), np.array(MADE_SECOND)
    age, deaths = np.arange(0, 86, 5), np.array(MADE_DEATHS) / 10
    between = generalized_growth_balance(
        first, second, deaths, age, years=10, fit=(5, 65)
    )
    extinct = synthetic_extinct_generations(
        first, second, deaths, age, years=10, fit=(5, 65)
    )
    # It grows by the same at all ages: one census halfway would do.
    one = brass_growth_balance(np.sqrt(first * second), deaths, age, fit=(5, 65))
    for found in (between, extinct, one):
        assert float(found.completeness) == pytest.approx(0.70, abs=0.005)
    assert float(between.delta) == pytest.approx(1.0, abs=0.005)
    assert float(one.intercept) == pytest.approx(0.025, abs=0.0005)
