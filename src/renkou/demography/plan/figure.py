"""One figure of a plan: of what, when, and within which bounds."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .catalogue import Quantity, quantity
from .units import require, shown
from .wording import PlanError, Wording, nearest

FIELDS = (
    "name",
    "year",
    "years",
    "at_most",
    "at_least",
    "about",
    "tolerance",
    "unit",
    "note",
)
_BOUNDS = ("at_most", "at_least", "about")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the plan; `low` and `high` are in plain measure, inf where open.

    Plain are persons, per person and year, children, years, per 100; `scale` of them
    are one of the figure's own `unit`, which `measured` says in words. `first` and
    `last` are calendar years; `typed` is the figure as its writer gave it. `label`
    names it within the plan.
    """

    number: int
    label: str
    quantity: Quantity
    first: int
    last: int
    low: float
    high: float
    unit: str
    measured: Wording
    scale: float
    typed: Wording

    @property
    def years(self) -> range:
        """The calendar years that the figure is of."""
        return range(self.first, self.last + 1)

    @property
    def period(self) -> str:
        """The years as they are written."""
        one = self.first == self.last
        return str(self.first) if one else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Span:
    """The years that a plan's figures may be of."""

    earliest: int
    start: int
    end: int


def figures(given: object, span: Span) -> tuple[Figure, ...]:
    """The figures of a plan, `[[figure]]`, in their order."""
    if not isinstance(given, list | tuple) or not given:
        raise PlanError(
            "figure: the plan has none. Add [[figure]] with name, year or "
            "years, one of "
            "at_most, at_least or about, and unit.",
            "figure：计划中没有列出任何数字。请添加[[figure]]，写明name、year或years、"
            "at_most、at_least或about之一以及unit。",
        )
    read = [_read(number, table, span) for number, table in enumerate(given, 1)]
    names = [figure.quantity.key for figure in read]
    return tuple(_named(figure, names, read) for figure in read)


def _named(figure: Figure, names: list[str], all_: list[Figure]) -> Figure:
    """The figure with a label that no other has: its name, its years if need be."""
    from dataclasses import replace

    key = figure.quantity.key
    if names.count(key) == 1:
        return figure
    dated = [(f.quantity.key, f.period) for f in all_]
    label = f"{key} {figure.period.replace('–', '-')}"
    if dated.count((key, figure.period)) > 1:
        label = f"{label} ({figure.number})"
    return replace(figure, label=label)


def _read(number: int, table: object, span: Span) -> Figure:
    place = Wording(f"figure {number}", f"第{number}项")
    if not isinstance(table, Mapping):
        raise PlanError(
            f"{place.en}: is {table!r}; it is a table, [[figure]].",
            f"{place.zh}：为{table!r}；应为一个表，写作[[figure]]。",
        )
    _known(table, place)
    what = quantity(_needed(table, "name", place), place)
    where = Wording(f"{place.en} ({what.key})", f"{place.zh}（{what.key}）")
    unit = table.get("unit", what.dimension.written)
    scale = require(unit, what.dimension, where, what.key)
    first, last = _years(table, what, span, where)
    said = shown(str(unit), what.dimension, scale)
    low, high, typed = _limits(table, what, where, said)
    return Figure(
        number,
        what.key,
        what,
        first,
        last,
        low * scale,
        high * scale,
        str(unit),
        said,
        scale,
        typed,
    )


def _known(table: Mapping[str, Any], place: Wording) -> None:
    for key in table:
        if key not in FIELDS:
            hint = nearest(str(key), list(FIELDS))
            raise PlanError(
                f"{place.en}: has no field {key!r}. {hint.en}",
                f"{place.zh}：没有字段“{key}”。{hint.zh}",
            )


def _needed(table: Mapping[str, Any], key: str, place: Wording) -> object:
    if key not in table:
        raise PlanError(
            f'{place.en}: {key} is missing. Add it, such as {key} = "births".',
            f'{place.zh}：缺少{key}。请补上，如{key} = "births"。',
        )
    found: object = table[key]
    return found


def _limits(
    table: Mapping[str, Any], what: Quantity, where: Wording, unit: Wording
) -> tuple[float, float, Wording]:
    """The lower and upper bound in the figure's own unit, and the figure as typed."""
    given = [key for key in _BOUNDS if key in table]
    if not given or ("about" in given and len(given) > 1):
        raise PlanError(
            f"{where.en}: needs one of at_most, at_least or about, or the first two.",
            f"{where.zh}：须有at_most、at_least或about之一，或前两者并用。",
        )
    values = {key: _number(table[key], key, what, where) for key in given}
    if "about" in values:
        off, said = _tolerance(table, values["about"], where)
        near = f"{_digits(table['about'])} ± {said}"
        typed = Wording(f"about {near} {unit.en}", f"约{near}{unit.zh}")
        return values["about"] - off, values["about"] + off, typed
    if "tolerance" in table:
        raise PlanError(
            f"{where.en}: tolerance goes with about; a bound needs none. Leave it out.",
            f"{where.zh}：tolerance只与about同用，上下限无需容差，请删去。",
        )
    low = values.get("at_least", -math.inf)
    high = values.get("at_most", math.inf)
    if low > high:
        raise PlanError(
            f"{where.en}: at_least {low:g} is above at_most {high:g}. Exchange them.",
            f"{where.zh}：at_least {low:g}大于at_most {high:g}，请对调。",
        )
    return low, high, _bounded(table, unit)


def _bounded(table: Mapping[str, Any], unit: Wording) -> Wording:
    english, chinese = [], []
    if "at_least" in table:
        english.append(f"at least {_digits(table['at_least'])}")
        chinese.append(f"不低于{_digits(table['at_least'])}")
    if "at_most" in table:
        english.append(f"at most {_digits(table['at_most'])}")
        chinese.append(f"不高于{_digits(table['at_most'])}")
    return Wording(f"{', '.join(english)} {unit.en}", f"{'、'.join(chinese)}{unit.zh}")


def _digits(value: float | Decimal) -> str:
    """A number as it was given, its thousands apart."""
    return f"{value:,}".replace("-", "−")


def _number(value: object, key: str, what: Quantity, where: Wording) -> float:
    found = math.nan
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        found = float(value)
    if not math.isfinite(found):
        raise PlanError(
            f"{where.en}: {key} is {value!r}; it is a number, without quotes or "
            "commas.",
            f"{where.zh}：{key}为{value!r}；应为数字，不加引号和千分位逗号。",
        )
    if found < 0 and not what.signed:
        raise PlanError(
            f"{where.en}: {key} is {value}; {what.key} cannot be below 0.",
            f"{where.zh}：{key}为{value}；{what.key}不能小于0。",
        )
    return found


def _tolerance(
    table: Mapping[str, Any], about: float, where: Wording
) -> tuple[float, str]:
    """The tolerance of `about`: as given, a share of it, or its last digit given."""
    given = table.get("tolerance")
    if given is None:
        off = last_digit(table["about"])
        return off, f"{off:,g}" if off < 1 else f"{off:,.0f}"
    share = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*[%％]\s*", str(given))
    if share:
        return abs(about) * float(share[1]) / 100, f"{share[1]}%"
    number = isinstance(given, int | float | Decimal) and not isinstance(given, bool)
    if not number or not float(given) >= 0 or not math.isfinite(float(given)):
        raise PlanError(
            f"{where.en}: tolerance is {given!r}; it is a number of 0 or more in the "
            'figure\'s unit, or a share such as "5%".',
            f"{where.zh}：tolerance为{given!r}；应为不小于0的数字（与指标同单位），"
            "或写作“5%”。",
        )
    return float(given), _digits(given)


def last_digit(value: float | Decimal) -> float:
    """One unit of the last digit given: what "about" means where nothing else is said.

    Zeros that end a whole number count as rounding, except among its first two digits.
    A figure read as Decimal keeps the zeros after its point.

    >>> last_digit(48_000), last_digit(10), last_digit(1.5), last_digit(Decimal("4.40"))
    (1000.0, 1.0, 0.1, 0.01)
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    exponent = exact.as_tuple().exponent
    if not isinstance(exponent, int):
        return 0.0
    if exponent >= 0 or (
        exact == exact.to_integral_value() and isinstance(value, float)
    ):
        whole = str(abs(int(exact)))
        zeros = len(whole) - len(whole.rstrip("0"))
        return float(10 ** max(0, min(zeros, len(whole) - 2)))
    return float(Decimal(1).scaleb(exponent))


def _years(
    table: Mapping[str, Any], what: Quantity, span: Span, where: Wording
) -> tuple[int, int]:
    """The first and last year; without any, the whole plan, or its end for a stock."""
    if "year" in table and "years" in table:
        raise PlanError(
            f"{where.en}: has year and years. Keep one.",
            f"{where.zh}：同时有year与years，请只留一个。",
        )
    if "year" in table:
        first = last = _year(table["year"], "year", where)
    elif "years" in table:
        first, last = _range(table["years"], where)
    else:
        first, last = (span.end, span.end) if what.stock else (span.start, span.end)
    if first < span.earliest or last > span.end:
        outside = first if first < span.earliest else last
        raise PlanError(
            f"{where.en}: {outside} lies outside {span.earliest}–{span.end}, "
            "the year of "
            "the base to the end of the plan. Leave the figure out, or give an earlier "
            "base or a later end.",
            f"{where.zh}：{outside}年不在{span.earliest}～{span.end}年（基期至计划期末）"
            "之内。请删去此项，或改用更早的基期或更晚的期末。",
        )
    return first, last


def _year(value: object, key: str, where: Wording) -> int:
    from datetime import date

    if isinstance(value, date):
        return value.year
    text = str(value).strip().rstrip("年")
    if isinstance(value, bool) or not re.fullmatch(r"\d{4}", text):
        raise PlanError(
            f"{where.en}: {key} is {value!r}; it is a year such as 2010.",
            f"{where.zh}：{key}为{value!r}；应为年份，如2010。",
        )
    return int(text)


def _range(value: object, where: Wording) -> tuple[int, int]:
    parts: list[object]
    if isinstance(value, list | tuple) and value:
        parts = list(value)
    else:
        parts = list(re.split(r"\s*(?:[-–~～至]|to)\s*", str(value).strip()))
    years = [_year(part, "years", where) for part in parts]
    together = years == list(range(years[0], years[-1] + 1))
    if years[0] > years[-1] or (len(years) > 2 and not together):
        raise PlanError(
            f"{where.en}: years is {value!r}; it is the first and the last "
            "year, such as "
            "[2006, 2010].",
            f"{where.zh}：years为{value!r}；应为首尾两个年份，如[2006, 2010]。",
        )
    return years[0], years[-1]
