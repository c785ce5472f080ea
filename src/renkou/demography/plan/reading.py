"""A plan as read from its file: its years, its base, its rates and its figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from renkou.chance.input_rules import Floats

from .base_population import base_population
from .figure import Figure, Span, figures
from .wording import PlanError, Wording, nearest

LONGEST = 30  # years from the base to the end
_SECTIONS = ("plan", "base", "rates", "spread", "figure")
_PLAN = ("area", "name", "start", "end", "note", "source")
_BASE = ("date", "population", "male", "female", "age", "unit", "assumed")
_BASE_TEXTS = ("note", "source", "file")
_RATES = (
    "total_fertility_rate",
    "mean_age_at_birth",
    "life_expectancy",
    "sex_ratio_at_birth",
    "net_migration",
    "note",
    "source",
)
_SPREAD = ("total_fertility_rate", "life_expectancy", "net_migration", "note", "source")


@dataclass(frozen=True, slots=True)
class Rates:
    """What the plan gives of its central path; None where the check must assume it."""

    total_fertility_rate: float | None = None
    mean_age_at_birth: float | None = None
    life_expectancy: tuple[float, float] | None = None
    sex_ratio_at_birth: float | None = None
    net_migration: float | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviations that the plan gives itself; None is the default."""

    total_fertility_rate: float | None = None
    life_expectancy: float | None = None
    net_migration: float | None = None


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan that can be checked; `base` is (2, 101), single ages, the last open.

    The base stands at the end of `base_year`; `start` and `end` are the plan's years.
    """

    area: Wording
    start: int
    end: int
    base: Floats
    base_year: int
    assumed: bool
    rates: Rates
    spread: Spread
    figures: tuple[Figure, ...]

    @property
    def steps(self) -> int:
        """The years from the base to the end of the plan."""
        return self.end - self.base_year


def read(plan: object) -> Plan:
    """The mapping of a PLAN.toml as a Plan; a PlanError where it cannot be checked."""
    if not isinstance(plan, Mapping):
        raise PlanError(
            f"plan: is {type(plan).__name__}; it is the mapping read from PLAN.toml.",
            f"plan：为{type(plan).__name__}；应为由PLAN.toml读出的映射。",
        )
    _fields(plan, "", _SECTIONS)
    head = _table(plan, "plan", "[plan] start = 2026, end = 2030")
    _fields(head, "plan", _PLAN)
    start, end = _year(head, "start"), _year(head, "end")
    if end < start:
        raise PlanError(
            f"plan: end {end} is before start {start}. Exchange them.",
            f"plan：end {end}早于start {start}，请对调。",
        )
    base = _table(plan, "base", "[base] date and population by age and sex")
    _fields(base, "base", (*_BASE, *_BASE_TEXTS))
    base_year = _base_year(base, start)
    _within(base_year, start, end)
    return Plan(
        area=_area(head),
        start=start,
        end=end,
        base=base_population(base),
        base_year=base_year,
        assumed=_flag(base, "assumed") or "date" not in base,
        rates=_rates(_section(plan, "rates", _RATES)),
        spread=_spread(_section(plan, "spread", _SPREAD)),
        figures=figures(plan.get("figure"), Span(base_year, start, end)),
    )


def _fields(table: Mapping[str, Any], where: str, known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            place = f"[{where}]" if where else "PLAN.toml"
            hint = nearest(str(key), list(known))
            raise PlanError(
                f"{place}: has no {key!r}. {hint.en}",
                f"{place}：没有“{key}”。{hint.zh}",
            )


def _table(plan: Mapping[str, Any], key: str, such: str) -> Mapping[str, Any]:
    found = plan.get(key)
    if found is None:
        raise PlanError(
            f"{key}: the plan has no [{key}]; without it no figure can be checked. Add "
            f"it, such as {such}.",
            f"{key}：计划缺少[{key}]，什么也无法检查。请补上，如{such}。",
        )
    return _mapping(found, key)


def _mapping(found: object, key: str) -> Mapping[str, Any]:
    if not isinstance(found, Mapping):
        raise PlanError(
            f"{key}: is {found!r}; it is one table, [{key}].",
            f"{key}：为{found!r}；应为一个表[{key}]。",
        )
    return found


def _section(
    plan: Mapping[str, Any], key: str, known: tuple[str, ...]
) -> Mapping[str, Any]:
    found = _mapping(plan.get(key, {}), key)
    _fields(found, key, known)
    return found


def _area(head: Mapping[str, Any]) -> Wording:
    """The one area that the plan is of; a plan is never spread over several.

    Its `name`, a text or `en` and `zh`, is shown where there is one.
    """
    found = head.get("area", "")
    name = head.get("name", found)
    if isinstance(found, str | int) and not isinstance(found, bool):
        if isinstance(name, Mapping) and name.keys() == {"en", "zh"}:
            return Wording(str(name["en"]), str(name["zh"]))
        return Wording(str(name), str(name))
    raise PlanError(
        f"plan: area is {found!r}; a plan is checked for one area, as a whole, and is "
        "never split over areas. Name that one area.",
        f"plan：area为{found!r}；计划只就一个地区整体检查，不向下分解。请只写一个地区。",
    )


def _year(table: Mapping[str, Any], key: str) -> int:
    value = table.get(key)
    if isinstance(value, date):
        return value.year
    text = str(value if value is not None else "")[:4]
    if isinstance(value, int | str) and not isinstance(value, bool) and text.isdigit():
        year = int(text)
        if 1000 <= year <= 9999 and (isinstance(value, str) or value == year):
            return year
    raise PlanError(
        f"plan: {key} is {value!r}; it is a year such as 2026.",
        f"plan：{key}为{value!r}；应为年份，如2026。",
    )


def _base_year(base: Mapping[str, Any], start: int) -> int:
    """The year at whose end the base is taken to stand: the nearest year's end."""
    value = base.get("date")
    if value is None:
        return start - 1
    if isinstance(value, str) and len(value.strip()) > 4:
        try:
            value = date.fromisoformat(value.strip()[:10])
        except ValueError:
            value = None
    if isinstance(value, date):
        return value.year if value.month > 6 else value.year - 1
    try:
        return _year({"date": value}, "date")
    except PlanError:
        raise PlanError(
            f"base: date is {base['date']!r}; it is a day such as 2025-12-31.",
            f"base：date为{base['date']!r}；应为日期，如2025-12-31。",
        ) from None


def _within(base_year: int, start: int, end: int) -> None:
    if base_year >= start:
        raise PlanError(
            f"base: stands at the end of {base_year}, within the plan, {start}–{end}. "
            f"Give a base of the end of {start - 1} or before (back-projected and with "
            "assumed = true, where none was counted).",
            f"base：基期为{base_year}年末，落在计划期{start}～{end}年之内。请给出"
            f"{start - 1}年末或更早的基期（如无统计，可回推并注明assumed = true）。",
        )
    if end - base_year > LONGEST:
        raise PlanError(
            f"plan: from the base, {base_year}, to the end, {end}, are more than "
            f"{LONGEST} years. Give a later base or an earlier end.",
            f"plan：自基期{base_year}年至期末{end}年超过{LONGEST}年。"
            "请改用更晚的基期或更早的期末。",
        )


def _flag(table: Mapping[str, Any], key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise PlanError(
            f"base: {key} is {value!r}; it is true or false.",
            f"base：{key}为{value!r}；应为true或false。",
        )
    return value


def _rates(table: Mapping[str, Any]) -> Rates:
    births = _between(table, "rates", "mean_age_at_birth", 20, 40)
    expected = table.get("life_expectancy")
    return Rates(
        _between(table, "rates", "total_fertility_rate", 0.2, 10),
        births,
        None if expected is None else _both_sexes(expected),
        _between(table, "rates", "sex_ratio_at_birth", 80, 150),
        _between(table, "rates", "net_migration", -math.inf, math.inf),
    )


def _both_sexes(expected: object) -> tuple[float, float]:
    """Life expectancy of males and females: two numbers, or one for both."""
    if isinstance(expected, Mapping):
        pair = [expected.get("male"), expected.get("female")]
    elif isinstance(expected, list | tuple):
        pair = list(expected)
    else:
        pair = [expected, expected]
    if len(pair) != 2:
        pair = [None, None]
    male, female = (
        _between({"life_expectancy": x}, "rates", "life_expectancy", 30, 95)
        for x in pair
    )
    if male is None or female is None:
        raise PlanError(
            f"rates: life_expectancy is {expected!r}; it is a number of years, or male "
            "and female.",
            f"rates：life_expectancy为{expected!r}；应为岁数，或分male与female。",
        )
    return male, female


def _spread(table: Mapping[str, Any]) -> Spread:
    return Spread(
        _between(table, "spread", "total_fertility_rate", 0, 1),
        _between(table, "spread", "life_expectancy", 0, 10),
        _between(table, "spread", "net_migration", 0, 0.05),
    )


def _between(
    table: Mapping[str, Any], where: str, key: str, low: float, high: float
) -> float | None:
    value = table.get(key)
    if value is None:
        return None
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if number and math.isfinite(value) and low <= value <= high:
        return float(value)
    allowed = Wording("a number", "数字")
    if math.isfinite(low):
        allowed = Wording(
            f"a number from {low:g} to {high:g}", f"{low:g}至{high:g}之间的数字"
        )
    raise PlanError(
        f"{where}: {key} is {value!r}; it is {allowed.en}.",
        f"{where}：{key}为{value!r}；应为{allowed.zh}。",
    )
