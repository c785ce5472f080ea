"""The life table against printed ones.

Figures were read in the files named beside them, not remembered.
"""

import numpy as np
import pytest

from renkou.demography.life_table import LifeTable, log_quadratic, survival_ratios
from renkou.demography.separation import andreev_kingkade, coale_demeny

AGE = [0, 1, *range(5, 90, 5)]

# Preston, Heuveline and Guillot (2001), Demography, box 3.1, Austria, males, 1992,
# as copied out in ihmeuw-demographics/demCore, data-raw/austria_1992_lt.R
# (commit 51e4b56).
# fmt: off
POPULATION = [
    47925, 189127, 234793, 238790, 254996, 326831, 355086, 324222, 269963, 261971,
    238011, 261612, 181385, 187962, 153832, 105169, 73694, 57512, 32248,
]
DEATHS = [
    419, 70, 36, 46, 249, 420, 403, 441, 508, 769, 1154, 1866, 2043, 3496, 4366, 4337,
    5279, 6460, 6146,
]
NAX = [
    0.068, 1.626, 2.5, 3.143, 2.724, 2.520, 2.481, 2.601, 2.701, 2.663, 2.698, 2.676,
    2.645, 2.624, 2.619, 2.593, 2.518, 2.423, 5.247,
]
LX = [
    100000, 99133, 98986, 98910, 98815, 98334, 97704, 97151, 96492, 95588, 94195, 91937,
    88711, 83845, 76377, 66225, 53803, 37441, 21134,
]
NDX = [
    867, 147, 76, 95, 481, 630, 553, 659, 904, 1393, 2258, 3225, 4867, 7467, 10152,
    12422, 16362, 16307, 21134,
]
NLX = [
    99192, 396183, 494741, 494375, 492980, 490106, 487127, 484175, 480384, 474686,
    465777, 452188, 432096, 401480, 357713, 301224, 228404, 145182, 110889,
]
# United Nations (1982), Model Life Tables for Developing Countries, p. 34, as copied
# out in timriffe/DemoTools, tests/testthat/test-lt_abridged.R (commit 3b87957).
UN_NMX = [
    .23669, .04672, .00982, .00511, .00697, .01036, .01169, .01332, .01528, .01757,
    .02092, .02517, .03225, .04241, .06056, .08574, .11840, .16226, .23745,
]
UN_EX = [
    35.000, 42.901, 47.190, 44.438, 40.523, 36.868, 33.691, 30.567, 27.500, 24.485,
    21.504, 18.599, 15.758, 13.080, 10.584, 8.466, 6.729, 5.312, 4.211,
]
# United States Census Bureau, Population Analysis Spreadsheets, LTPOPDTH: North, males,
# 1q0 = 0.1, as copied out in the same file.
PAS_EXPOSURE = [
    100958, 466275, 624134, 559559, 446736, 370653, 301862, 249409, 247473, 223014,
    172260, 149338, 127242, 105715, 79614, 53660, 31021, 16805, 8000, 4000, 2000, 1000,
]
PAS_DEATHS = [
    8674, 1592, 618, 411, 755, 1098, 1100, 1357, 1335, 3257, 2200, 4023, 2167, 4578,
    2956, 4212, 2887, 2351, 1500, 900, 500, 300,
]
PAS_EX = [
    56.31, 61.53, 58.35, 53.63, 48.81, 44.21, 39.83, 35.52, 31.43, 27.22, 24.09, 20.52,
    18.12, 14.51, 12.42, 9.45, 7.85, 6.09, 4.95, 4.28, 3.85, 3.33,
]
# fmt: on


@pytest.mark.printed(
    "life_table.LifeTable.from_deaths",
    "life_table.LifeTable.from_probabilities",
    source="Preston, Heuveline and Guillot (2001), box 3.1",
    address="ihmeuw-demographics/demCore, data-raw/austria_1992_lt.R (51e4b56)",
)
def test_austria_1992_males() -> None:
    table = LifeTable.from_deaths(DEATHS, POPULATION, AGE, sex="male", nax=NAX)
    # The print's lx, ndx and nLx are whole persons, rounded step by step.
    np.testing.assert_allclose(table.lx, LX, rtol=0, atol=1.0)
    np.testing.assert_allclose(table.ndx, NDX, rtol=0, atol=1.0)
    np.testing.assert_allclose(table.nLx, NLX, rtol=0, atol=4.0)
    assert table.ex[0] == pytest.approx(sum(NLX) / 1e5, abs=5e-4)
    chances = LifeTable.from_probabilities(
        np.array(NDX) / LX, AGE, sex="male", nax=NAX, open_rate=1 / NAX[-1]
    )
    rates = np.array(DEATHS) / POPULATION
    np.testing.assert_allclose(chances.nMx, rates, rtol=0, atol=2e-5)
    np.testing.assert_allclose(chances.nLx, NLX, rtol=0, atol=8.0)


def test_austria_takes_its_infant_separation_from_the_print() -> None:
    m0 = np.array(DEATHS[0] / POPULATION[0])
    first, second = coale_demeny(m0, "male", "west", None)
    assert float(first) == pytest.approx(NAX[0], abs=5e-4)
    assert float(second) == pytest.approx(NAX[1], abs=5e-4)


@pytest.mark.printed(
    "life_table.LifeTable.from_rates",
    source="United Nations (1982), Model Life Tables, p. 34",
    address="timriffe/DemoTools, tests/testthat/test-lt_abridged.R (3b87957)",
)
def test_united_nations_1982_greville() -> None:
    table = LifeTable.from_rates(
        UN_NMX, AGE, sex="male", a0="coale-demeny", nax="greville"
    )
    # Three decimals in print, from rates of five; its separation factors at 0 and 1
    # are the older ones from 1q0, constant here as in ours.
    np.testing.assert_allclose(table.ex, UN_EX, rtol=0, atol=0.01)


@pytest.mark.printed(
    "life_table.LifeTable.from_deaths",
    source="US Census Bureau, Population Analysis Spreadsheets, LTPOPDTH",
    address="timriffe/DemoTools, tests/testthat/test-lt_abridged.R (3b87957)",
)
def test_population_analysis_spreadsheet_north() -> None:
    table = LifeTable.from_deaths(
        PAS_DEATHS,
        PAS_EXPOSURE,
        [*AGE, 90, 95, 100],
        sex="male",
        a0="coale-demeny",
        region="north",
        q0=0.1,
    )
    np.testing.assert_allclose(table.ex, PAS_EX, rtol=0, atol=0.006)


# Human Mortality Database, Methods Protocol, version 6, table 3, as copied out in
# timriffe/DemoTools, R/nAx.R (lt_rule_ak_m0_a0) and mpascariu/MortalityLaws,
# R/LifeTable_aux.R (ak_a0_coefs, commit 08d8583).
@pytest.mark.printed(
    "life_table.LifeTable.from_rates",
    source="Human Mortality Database, Methods Protocol 6, table 3",
    address="mpascariu/MortalityLaws, R/LifeTable_aux.R (08d8583)",
)
@pytest.mark.parametrize(
    ("sex", "m0", "expected"),
    [
        ("male", 0.01, 0.14929 - 0.0199545),
        ("male", 0.023, 0.02832 + 3.26021 * 0.023),
        ("male", 0.08307, 0.29915),
        ("female", 0.01, 0.14903 - 0.0205527),
        ("female", 0.01724, 0.04667 + 3.88089 * 0.01724),
        ("female", 0.06891, 0.31411),
    ],
)
def test_andreev_kingkade(sex: str, m0: float, expected: float) -> None:
    assert float(andreev_kingkade(np.array(m0), sex)) == pytest.approx(
        expected, abs=1e-9
    )


# Coefficients of the log-quadratic model at three ages, with the file's digits: PPgp/
# MortCast, data/LQcoefs.csv (commit 62a1751).
@pytest.mark.printed(
    "life_table.log_quadratic",
    source="Wilmoth and others (2012), Population Studies 66(1), coefficients",
    address="PPgp/MortCast, data/LQcoefs.csv (62a1751)",
)
@pytest.mark.parametrize(
    ("sex", "index", "a", "b", "c", "v"),
    [
        ("female", 0, -0.66186281334383, 0.768375458075558, -0.0276526585094366, 0),
        (
            *("male", 9, -3.38285782742949, 0.833684934341847),
            *(0.0608632135453063, 0.352974487081659),
        ),
        ("both", 23, -0.284383646543134, -0.0191844348620203, -0.00399885831159013, 0),
    ],
)
def test_log_quadratic_coefficients(
    sex: str, index: int, a: float, b: float, c: float, v: float
) -> None:
    h, k = np.log(0.05), 1.5
    table = log_quadratic(0.05, k, sex=sex)
    expected = np.exp(a + b * h + c * h**2 + v * k)
    assert float(table.nMx[index]) == pytest.approx(expected, rel=2e-6)


# IUSSP, Population Analysis for Policies and Programmes, session 9: years lived
# (0 and 1–4 apart) and survival over ten years, ages 0–4 to 70–74, to six digits.
# fmt: off
PAPP_NLX = [
    99258 + 396311, 494842, 494388, 493808, 493080, 492253, 491110, 489335, 486523,
    481798, 473793, 460470, 438933, 407120, 361495, 297500, 214640, 189604,
]
PAPP_SX = [
    0.997617, 0.997910, 0.997354, 0.996851, 0.996005, 0.994072, 0.990660, 0.984597,
    0.973835, 0.955732, 0.926424, 0.884140, 0.823577, 0.730743, 0.593756,
]
# fmt: on


@pytest.mark.printed(
    "life_table.survival_ratios",
    source="IUSSP, Population Analysis for Policies and Programmes, session 9, table 1",
    address="http://papp.iussp.org/sessions/papp101_s09/PAPP101_s09_050_150.html",
)
def test_ten_years_of_survival() -> None:
    ratios = survival_ratios(PAPP_NLX, radix=100_000)
    ten_years = ratios[1:-3] * ratios[2:-2]
    np.testing.assert_allclose(ten_years, PAPP_SX, rtol=0, atol=5.1e-7)
