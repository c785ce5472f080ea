"""What a life table refuses, and how it says so."""

import numpy as np
import pytest

from renkou.demography.life_table import (
    LifeTable,
    extend,
    life_expectancy_interval,
    log_quadratic,
)

AGE = [0, 1, *range(5, 90, 5)]
GOOD = [0.01] * 19


@pytest.mark.parametrize(
    ("rates", "age", "keywords", "message"),
    [
        ([-0.1, *GOOD[1:]], AGE, {}, r"nMx: -0\.1 at index \(0,\) must be 0 or more"),
        ([*GOOD[:-1], 0.0], AGE, {}, r"nMx: 0\.0 must be above 0 in the open group"),
        ([*GOOD[:3], np.nan, *GOOD[4:]], AGE, {}, r"nMx: nan at index \(3,\)"),
        (GOOD, [0, 1, 1, *AGE[3:]], {}, r"age: 1\.0 at index \(2,\) must be above"),
        (GOOD, [5, 6, *AGE[3:], 90], {}, r"age: 5\.0 at index \(0,\) must be 0"),
        (
            GOOD,
            [0, 1, 5, 15, *AGE[5:], 90],
            {},
            r"age: 15\.0 at index \(3,\) must be 10",
        ),
        (GOOD, [*range(18), 19], {}, r"age: 19\.0 at index \(18,\) must be 18"),
        (GOOD, [-1, *AGE[1:]], {"nax": [0.5] * 19}, r"age: -1\.0 at index \(0,\)"),
        (GOOD, AGE[:-1], {}, r"nMx: the last axis"),
        ([0.1], [0], {}, r"age: \(1,\) must be one axis of two groups or more"),
        (GOOD, AGE, {"sex": "men"}, r"sex: 'men' must be one of male, female, both"),
        (GOOD, AGE, {"a0": "keyfitz"}, r"a0: 'keyfitz' must be one of"),
        (GOOD, AGE, {"region": "up"}, r"region: 'up' must be one of west"),
        (GOOD, AGE, {"nax": "half"}, r"nax: 'half' must be one of None, greville"),
        (GOOD, AGE, {"nax": [9.0] * 19}, r"nax: 9\.0 at index \(0,\) must be within"),
        (GOOD, AGE, {"close": "gompertz"}, r"close: 'gompertz' must be one of"),
        (GOOD, AGE, {"q0": 1.0}, r"q0: 1\.0 must be 0 or more, below 1"),
        (GOOD, AGE, {"radix": 0}, r"radix: 0 must be above 0"),
        (
            [2.0] * 19,
            AGE,
            {"nax": [0.4] + [2.0] * 18},
            r"nax: 2\.0 at index \(1,\) must leave",
        ),
    ],
)
def test_bad_input(rates, age, keywords, message) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        LifeTable.from_rates(rates, age, **({"sex": "male"} | keywords))


def test_bad_deaths() -> None:
    with pytest.raises(ValueError, match=r"exposure: 0\.0 at index \(1,\)"):
        LifeTable.from_deaths([1, 1, 1], [1, 0, 1], [0, 1, 5], sex="male")
    with pytest.raises(ValueError, match=r"deaths: 0\.0 .*open group"):
        LifeTable.from_deaths([1, 1, 0], [1, 1, 1], [0, 1, 5], sex="male")
    table = LifeTable.from_rates(GOOD, AGE, sex="male")
    with pytest.raises(
        ValueError, match=r"width: 85: the open age must be a multiple of width 7"
    ):
        table.survival_ratios(width=7)
    with pytest.raises(ValueError, match="level: 95"):
        life_expectancy_interval(table, GOOD, level=95)
    for keywords, message in (
        ({"open_age": 83}, "open_age: 83: the open age must be a multiple of width 5"),
        ({"open_age": 90}, r"open_age: 90 at index \(18,\) must be where"),
        ({"width": 0}, "width: 0 must be above 0"),
        ({"width": 1}, r"width: 2 at index \(2,\) must be where"),
    ):
        with pytest.raises(ValueError, match=message):
            table.survival_ratios(**keywords)
    with pytest.raises(
        ValueError, match=r"deaths: 3\.0 at index \(1,\) must be no more"
    ):
        LifeTable.from_deaths([1, 3, 1], [1, 2, 1], [0, 1, 5], sex="male")


@pytest.mark.parametrize(
    ("chances", "keywords", "message"),
    [
        ([0.1, -0.1, 1], {}, r"nqx: -0\.1 at index \(1,\) must be 0 or more, below 1"),
        ([0.1, 1.0, 1], {}, r"nqx: 1\.0 at index \(1,\)"),
        ([0.1, np.nan, 1], {}, r"nqx: nan at index \(1,\)"),
        ([0.1, 0.1, 0.5], {}, r"nqx: 0\.5 must be 1 in the open group"),
        ([0.1, 0.1], {}, r"nqx: the last axis, \(2,\), must match age, \(3,\)"),
        ([0.1, 0.1, 1], {"open_rate": 0}, r"open_rate: 0\.0 must be above 0"),
        ([0.1, 0.1, 1], {"nax": [0.1, 5.0, 9.0]}, r"nax: 5\.0 at index \(1,\)"),
        ([0.1, 0.1, 1], {"nax": np.ones((2, 3))}, "nax: .* must fit the table"),
        ([[0.1, 0.1, 1]] * 2, {"open_rate": np.ones(3)}, "shapes do not match"),
    ],
)
def test_bad_probabilities(chances, keywords, message) -> None:  # type: ignore[no-untyped-def]
    given = {"sex": "male", "open_rate": 0.1} | keywords
    with pytest.raises(ValueError, match=message):
        LifeTable.from_probabilities(chances, [0, 1, 5], **given)


RISING = np.exp(0.1 * np.arange(60, 100, 5) - 12)
OLD = np.arange(60, 100, 5)


@pytest.mark.parametrize(
    ("rates", "keywords", "message"),
    [
        (RISING, {"fit": (90, 100)}, r"fit: \(90, 100\) must hold .* below 95"),
        (RISING, {"to": 90}, "to: 90 must be 95, where the open group begins"),
        (RISING, {"to": 112}, "to: 112 must be 95"),
        (RISING, {"model": "makeham"}, "model: 'makeham' must be one of kannisto"),
        (RISING[:-1], {}, "nMx: the last axis"),
        (RISING[::-1], {}, r"nMx: -0\.1\S* must rise with age"),
        (np.where(OLD == 85, 0, RISING), {}, r"nMx: 0\.0 at index \(5,\) must lie"),
        (np.where(OLD == 85, 1.2, RISING), {}, r"nMx: 1\.2 at index \(5,\) must lie"),
    ],
)
def test_bad_extension(rates, keywords, message) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        extend(rates, OLD, **keywords)


def test_bad_model_table() -> None:
    for q5 in (0.0, 1.0, np.nan):
        with pytest.raises(ValueError, match=r"q5: .* must lie between 0 and 1"):
            log_quadratic(q5, sex="female")
    with pytest.raises(ValueError, match="k: inf must be a number"):
        log_quadratic(0.1, np.inf, sex="female")
    with pytest.raises(ValueError, match="sex: 'women' must be one of"):
        log_quadratic(0.1, sex="women")
