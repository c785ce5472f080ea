"""Life tables by other roads: numerical integration, other libraries, plain loops."""

import math

import numpy as np
import pytest
from scipy.integrate import quad

from renkou.chance.input_rules import Floats
from renkou.demography.life_table import LifeTable, extend, log_quadratic

OLD = np.arange(60.0, 101.0)


def _law(age: float, model: str) -> float:
    z = math.exp(0.11 * age - 11.5)
    return z / (1 + z) if model == "kannisto" else z


@pytest.mark.parametrize("model", ["kannisto", "gompertz"])
@pytest.mark.parametrize("width", [1, 5])
def test_a_law_is_continued(model: str, width: int) -> None:
    """Rates that follow the law are carried on by it, and closed by its expectation."""
    age = np.arange(60, 101, width)
    rates = np.array([_law(x + width / 2, model) for x in age])
    longer = extend(rates, age, model=model)
    assert longer.age.tolist() == list(range(60, 111, width))
    np.testing.assert_array_equal(longer.nMx[: age.size - 1], rates[:-1])
    expected = [_law(x + width / 2, model) for x in range(100, 110, width)]
    np.testing.assert_allclose(longer.nMx[-1 - len(expected) : -1], expected)

    def survivors(t: float) -> float:
        return math.exp(-quad(lambda x: _law(x, model), 110, 110 + t)[0])

    assert 1 / longer.nMx[-1] == pytest.approx(quad(survivors, 0, 60)[0], rel=1e-7)


@pytest.mark.parametrize("model", ["kannisto", "gompertz"])
def test_the_line_is_that_of_least_squares(model: str) -> None:
    draw = np.random.default_rng(4)
    rates = np.array([_law(x, model) for x in OLD]) * draw.uniform(0.9, 1.1, (3, 41))
    longer = extend(rates, OLD, to=108, model=model, fit=(70, 95))
    for i in range(3):
        y = np.log(rates[i, 10:36])
        if model == "kannisto":
            y -= np.log(1 - rates[i, 10:36])
        slope, intercept = np.polyfit(OLD[10:36] + 0.5, y, 1)
        z = math.exp(intercept + slope * 103.5)
        expected = z / (1 + z) if model == "kannisto" else z
        assert longer.nMx[i, 43] == pytest.approx(expected)
        alone = extend(rates[i], OLD, to=108, model=model, fit=(70, 95))
        np.testing.assert_allclose(longer.nMx[i], alone.nMx)


def test_nothing_to_extend() -> None:
    rates = np.linspace(0.001, 0.6, 111)
    longer = extend(rates, range(111), to=110)
    np.testing.assert_array_equal(longer.nMx, rates)


def test_an_extended_table_lives_nearly_as_long() -> None:
    """Where the law holds, splitting the open group leaves its expectation alone."""
    age = np.arange(101)
    rates = np.array([_law(x + 0.5, "kannisto") for x in age])
    rates[-1] = (
        1
        / quad(
            lambda t: math.exp(-quad(lambda x: _law(x, "kannisto"), 100, 100 + t)[0]),
            0,
            60,
        )[0]
    )
    longer = extend(rates, age)
    short = LifeTable.from_rates(rates, age, sex="male")
    long = LifeTable.from_rates(longer.nMx, longer.age, sex="male")
    np.testing.assert_allclose(long.ex[:101], short.ex, rtol=0.005)
    assert long.ex[0] == pytest.approx(short.ex[0], abs=0.001)


def test_log_quadratic_tables_keep_their_promise() -> None:
    q5 = np.array([0.003, 0.02, 0.15, 0.4])[:, None]
    k = np.array([-1.5, 0.0, 1.5])
    for sex in ("male", "female", "both"):
        table = log_quadratic(q5, k, sex=sex)
        assert table.lx.shape == (4, 3, 24)
        died = 1 - table.lx[..., 2] / table.lx[..., 0]
        np.testing.assert_allclose(died, np.broadcast_to(q5, (4, 3)), rtol=1e-9)
        adult = 1 - table.lx[..., 13] / table.lx[..., 4]  # 45q15
        assert np.all(np.diff(adult, axis=1) > 0)
        assert np.all(np.diff(table.ex[..., 0], axis=0) < 0)
        assert np.all(np.ptp(table.nMx[..., 0], axis=1) == 0)  # k leaves infants alone
    men, women = log_quadratic(0.02, sex="male"), log_quadratic(0.02, sex="female")
    assert men.ex[0] < women.ex[0]


def _single(rates: Floats, nax0: float) -> float:
    """e0 of single years by a loop over exact ages, half a year each above 0."""
    alive, years = 1.0, 0.0
    for age, m in enumerate(rates[:-1]):
        a = nax0 if age == 0 else 0.5
        died = alive * m / (1 + (1 - a) * m)
        years += alive - died + a * died
        alive -= died
    return float(years + alive / rates[-1])


def test_single_years() -> None:
    age = np.arange(101)
    rates = 0.0002 + np.exp(0.1 * age - 10.5)
    rates[0] = 0.01
    table = LifeTable.from_rates(rates, age, sex="male", radix=1.0)
    assert table.ex[0] == pytest.approx(_single(rates, 0.14929 - 0.0199545))
    assert np.isinf(table.width[-1])
    yearly, five = table.survival_ratios(1), table.survival_ratios(5, 85)
    assert yearly.shape == (102,)
    np.testing.assert_allclose(yearly[1:-2], table.nLx[1:-1] / table.nLx[:-2])
    L = [table.nLx[i : i + 5].sum() for i in range(0, 85, 5)] + [table.nLx[85:].sum()]
    assert five.shape == (19,)
    np.testing.assert_allclose(five[1:-2], np.divide(L[1:-1], L[:-2]))
    assert five[-1] == five[-2] == pytest.approx(L[-1] / (L[-2] + L[-1]))


def test_nax_given_for_the_open_group() -> None:
    """It stands in nax; the years lived there are still lx/nMx."""
    nax = [0.1, 1.5, 2.5, 9.0]
    table = LifeTable.from_rates(
        [0.01, 0.001, 0.001, 0.1], [0, 1, 5, 10], sex="both", nax=nax
    )
    assert table.nax.tolist() == nax
    assert table.nLx[-1] == pytest.approx(table.lx[-1] / 0.1)
    assert table.ex[-1] == pytest.approx(10.0)
    np.testing.assert_allclose(table.ex, table.Tx / table.lx)
