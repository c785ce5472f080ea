"""The interval of the expectation of life against Public Health England's.

cran/PHEindicatormethods, tests/testthat/testLifeExpectancy.R (90c2520). Theirs differs
from ours in one term, which the test puts in: they take the open group's deaths as
binomial, (1 − M)/(M²·deaths), we as Poisson, 1/(M²·deaths).
"""

import numpy as np
import pytest

from renkou.demography.life_table import LifeTable, life_expectancy_interval

# fmt: off
AGE = [0, 1, *range(5, 95, 5)]
POPULATION = [
    7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601, 50209, 56416,
    46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936,
]
DEATHS = [
    17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936,
    1937,
]
VALUE = [
    80.16960813, 79.36245674, 75.44193645, 70.47299936, 65.52909542, 60.67510088,
    55.78835987, 50.92752727, 46.06740425, 41.24505636, 36.49322717, 31.83343842,
    27.26027992, 22.9719144, 18.76856852, 14.95858336, 11.51684445, 8.618849241,
    6.163942934, 6.16210635,
]
LOW = [
    79.88336642, 79.09060194, 75.17480763, 70.20749699, 65.26623504, 60.41953895,
    55.53881063, 50.68361679, 45.82750376, 41.00928565, 36.2631218, 31.61090142,
    27.04436788, 22.7676441, 18.5769833, 14.78144225, 11.35045933, 8.45441757,
    5.984345957, 5.910935446,
]
HIGH = [
    80.45584984, 79.63431154, 75.70906527, 70.73850173, 65.79195581, 60.93066281,
    56.03790911, 51.17143776, 46.30730473, 41.48082707, 36.72333255, 32.05597542,
    27.47619196, 23.1761847, 18.96015373, 15.13572446, 11.68322956, 8.783280913,
    6.343539911, 6.413277255,
]
# fmt: on
Z = 1.96  # as they had it: the half-widths at 90 give it back to six digits


def _table() -> LifeTable:
    nax = [0.1, 2.0, *[2.5] * 17, POPULATION[-1] / DEATHS[-1]]
    return LifeTable.from_deaths(DEATHS, POPULATION, AGE, sex="both", nax=nax)


@pytest.mark.printed(
    "life_table.LifeTable.from_deaths",
    source="PHEindicatormethods, tests/testthat/testLifeExpectancy.R",
    address="cran/PHEindicatormethods tests/testthat/testLifeExpectancy.R (90c2520)",
)
def test_expectation() -> None:
    np.testing.assert_allclose(_table().ex, VALUE, rtol=0, atol=5e-9)


@pytest.mark.printed(
    "life_table.life_expectancy_interval",
    source="PHEindicatormethods, tests/testthat/testLifeExpectancy.R",
    address="cran/PHEindicatormethods tests/testthat/testLifeExpectancy.R (90c2520)",
)
def test_interval_with_their_open_group() -> None:
    table = _table()
    closed = life_expectancy_interval(table, DEATHS, open_group=False).se ** 2
    M, last = table.nMx[-1], DEATHS[-1]
    term = (table.lx[-1] / table.lx) ** 2 * (1 - M) / (M**2 * last)
    reach = Z * np.sqrt(closed + term)
    np.testing.assert_allclose(table.ex - reach, LOW, rtol=0, atol=5e-8)
    np.testing.assert_allclose(table.ex + reach, HIGH, rtol=0, atol=5e-8)


def test_our_open_group_is_poisson() -> None:
    table = _table()
    closed = life_expectancy_interval(table, DEATHS, open_group=False)
    full = life_expectancy_interval(table, DEATHS)
    term = (table.lx[-1] / table.lx) ** 2 / (table.nMx[-1] ** 2 * DEATHS[-1])
    np.testing.assert_allclose(full.se**2, closed.se**2 + term, rtol=1e-12)
    assert closed.se[-1] == 0.0
