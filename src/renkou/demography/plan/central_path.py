"""The path that a plan's base would most likely take: rates given, else assumed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renkou.chance.input_rules import Floats

from ..life_table import LifeTable, log_quadratic
from .catalogue import OLDEST
from .reading import Plan
from .wording import Wording

AGES = np.arange(OLDEST + 1)
YOUNGEST_MOTHER, OLDEST_MOTHER = 15, 50
MEAN_AGE, AGE_SPREAD = 27.0, 5.5  # of mothers, years
LIFE_EXPECTANCY = (72.5, 77.5)
BOYS_PER_100 = 105.0
_BISECTIONS = 40
_LOG_STEP = 0.1  # of all death rates, for their effect on life expectancy
# Of migrants, by the curve of Rogers and Castro: children follow, the young lead.
_CHILDREN, _CHILD_FALL = 0.02, 0.10
_LABOUR, _LABOUR_FALL, _LABOUR_AGE, _LABOUR_RISE = 0.06, 0.10, 20.0, 0.40
_ALL_AGES = 0.003


@dataclass(frozen=True, eq=False)
class CentralPath:
    """Rates from which draws depart; constant over the plan.

    `mothers` (101,) is the share of total fertility by single age, `death_rates`
    (2, 101), `gain` (2,) the years of life expectancy gained as death rates fall by one
    log unit, `migration` net migrants a year.
    """

    fertility: float
    mean_age: float
    mothers: Floats
    death_rates: Floats
    expectancy: Floats
    gain: Floats
    boys: float
    migration: float
    assumed: tuple[Wording, ...]


def central_path(plan: Plan) -> CentralPath:
    """The central path of `plan`, with what had to be assumed for it."""
    given = plan.rates
    mean_age = given.mean_age_at_birth or MEAN_AGE
    expected = given.life_expectancy or LIFE_EXPECTANCY
    rates = model_death_rates(expected)
    mothers = fertility_pattern(mean_age)
    fertility = given.total_fertility_rate
    if fertility is None:
        fertility = recent_fertility(plan.base, mothers, rates)
    return CentralPath(
        fertility=fertility,
        mean_age=mean_age,
        mothers=mothers,
        death_rates=rates,
        expectancy=np.array(expected),
        gain=_gain(rates),
        boys=(given.sex_ratio_at_birth or BOYS_PER_100) / 100,
        migration=given.net_migration or 0.0,
        assumed=_assumed(plan, fertility),
    )


def fertility_pattern(mean_age: float) -> Floats:
    """Shares of total fertility by single age, (101,): a beta curve from 15 to 50.

    Mean age as given, standard deviation 5.5 years.

    >>> shares = fertility_pattern(27.0)
    >>> float(shares.sum().round(9)), float((shares * (AGES + 0.5)).sum().round(1))
    (1.0, 27.0)
    """
    width = OLDEST_MOTHER - YOUNGEST_MOTHER
    mean = (mean_age - YOUNGEST_MOTHER) / width
    both = mean * (1 - mean) / (AGE_SPREAD / width) ** 2 - 1
    at = (AGES + 0.5 - YOUNGEST_MOTHER) / width
    inside = np.clip(at, 1e-9, 1 - 1e-9)
    curve = inside ** (mean * both - 1) * (1 - inside) ** ((1 - mean) * both - 1)
    curve = np.where((at > 0) & (at < 1), curve, 0.0)
    shares: Floats = curve / curve.sum()
    return shares


def model_death_rates(expectancy: tuple[float, float]) -> Floats:
    """Death rates by sex and single age, (2, 101), with these life expectancies.

    The log-quadratic model (Wilmoth and others 2012) with k = 0, its groups opened
    into single ages along the logarithm, at the level of child mortality that gives
    the life expectancy of each sex.

    >>> model_death_rates((72.0, 77.0)).shape
    (2, 101)
    """
    both = zip(("male", "female"), expectancy, strict=True)
    return np.stack([_at_level(sex, wanted) for sex, wanted in both])


def _at_level(sex: str, wanted: float) -> Floats:
    low, high = np.log(1e-5), np.log(0.6)  # of 5q0
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        rates = _model(float(np.exp(middle)), sex)
        long = float(expectancy(rates, sex)) > wanted
        low, high = (middle, high) if long else (low, middle)
    return rates


def _model(q5: float, sex: str) -> Floats:
    table = log_quadratic(q5, sex=sex)
    width = np.where(np.isfinite(table.width), table.width, 10.0)
    logs = np.interp(AGES + 0.5, table.age + width / 2, np.log(table.nMx))
    logs[0] = np.log(table.nMx[0])
    rates: Floats = np.exp(logs)
    return rates


def expectancy(rates: Floats, sex: str) -> Floats:
    """Life expectancy at birth of single-age death rates (..., 101)."""
    table = LifeTable.from_rates(rates, AGES, sex=sex)
    ex: Floats = table.ex[..., 0]
    return ex


def _gain(rates: Floats) -> Floats:
    """Years of life expectancy gained as all death rates fall by one log unit."""
    both = [
        (expectancy(m * np.exp(-_LOG_STEP), s) - expectancy(m * np.exp(_LOG_STEP), s))
        for m, s in zip(rates, ("male", "female"), strict=True)
    ]
    return np.array(both) / (2 * _LOG_STEP)


def recent_fertility(base: Floats, mothers: Floats, rates: Floats) -> float:
    """Total fertility of the five years before the base, from its children and women.

    Children aged k were born k + ½ years ago, and were more by those who have died;
    the women who bore them are k + ½ years older now (reverse survival; United Nations
    1983, Manual X, chapter VIII, in single ages).

    >>> level = np.full((2, 101), 100.0)
    >>> round(recent_fertility(level, fertility_pattern(27.0), np.zeros((2, 101))), 3)
    2.0
    """
    alive = np.exp(-np.cumsum(rates[:, :5], axis=1) + rates[:, :5] / 2)
    born = base[:, :5] / alive
    women = base[1]
    later = [
        (women[k:] + np.append(women[k + 1 :], 0.0)) / 2 @ mothers[: women.size - k]
        for k in range(5)
    ]
    exposed = float(np.sum(later))
    return float(born.sum()) / exposed if exposed > 0 else 0.0


def migration_by_age() -> Floats:
    """How much likelier than others people of each age are to move, (101,).

    The curve of Rogers and Castro (1981): children go with their parents, the young
    lead, and the peak is at 23.

    >>> int(np.argmax(migration_by_age()[5:])) + 5
    23
    """
    past = AGES - _LABOUR_AGE
    labour = _LABOUR * np.exp(-_LABOUR_FALL * past - np.exp(-_LABOUR_RISE * past))
    curve: Floats = _CHILDREN * np.exp(-_CHILD_FALL * AGES) + labour + _ALL_AGES
    return curve


def _assumed(plan: Plan, fertility: float) -> tuple[Wording, ...]:
    given, notes = plan.rates, []
    if plan.assumed:
        notes.append(
            Wording(
                "The base is assumed, not counted.", "基期人口为假定，并非实际统计。"
            )
        )
    if given.total_fertility_rate is None:
        notes.append(
            Wording(
                f"Total fertility starts at {fertility:.2f}, as the children under 5 "
                "and the women of the base imply.",
                f"总和生育率起点为{fertility:.2f}，由基期5岁以下儿童与妇女人数推得。",
            )
        )
    if given.life_expectancy is None:
        male, female = LIFE_EXPECTANCY
        notes.append(
            Wording(
                f"Life expectancy is not given: {male} years for males and {female} "
                "for females, give or take 2.5.",
                f"未给出预期寿命：假定男{male}岁、女{female}岁，标准差2.5岁。",
            )
        )
    if given.net_migration is None:
        notes.append(
            Wording(
                "Net migration is not given: none on the central path.",
                "未给出净迁移：中间路径假定为零。",
            )
        )
    return tuple(notes)
