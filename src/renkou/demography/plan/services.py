"""What a plan's projection says to those who plan schools, care and pensions."""

from __future__ import annotations

import numpy as np

from renkou.chance.input_rules import Floats

from .courses import Courses
from .reading import Plan
from .wording import Wording

_LEVEL = (0.1, 0.9)
_SCHOOL, _OLD = 6, 65  # ages


def services(plan: Plan, went: Courses) -> Wording:
    """Children to come to school and old people to be cared for, 80% intervals."""
    first = plan.start - plan.base_year
    births = went.births[:, first:].mean(axis=1)
    old = went.population[..., _OLD:].sum(axis=(-1, -2))
    low, high = _rounded(births)
    old_low, old_high = _rounded(old[:, -1])
    now = _three(float(old[:, 0].mean()))
    school = f"{plan.start + _SCHOOL}", f"{plan.end + _SCHOOL}"
    return Wording(
        f"For schools and care: {low} to {high} births a year are to be "
        "expected (80%), "
        f"and as many children, but for deaths and moves, at school from {school[0]} "
        f"to {school[1]}. For pensions: {old_low} to {old_high} persons aged {_OLD} "
        f"and over at the end of {plan.end}, after {now} at the base.",
        f"供学校和托育参考：预计每年出生{low}～{high}人（80%区间），若不计死亡与迁移，"
        f"{school[0]}～{school[1]}年入学儿童人数与之相当。供养老参考：{plan.end}年末"
        f"{_OLD}岁及以上人口预计为{old_low}～{old_high}人，基期为{now}人。",
    )


def _rounded(values: Floats) -> tuple[str, str]:
    """The ends of the interval, to three digits."""
    low, high = np.quantile(values, _LEVEL)
    return _three(float(low)), _three(float(high))


def _three(value: float) -> str:
    return f"{float(f'{value:.3g}'):,.0f}"
