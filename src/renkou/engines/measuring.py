"""Measures of a snapshot as one table: a row a measure, area, period, sex, category."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from renkou.definitions import Figure, Measure, PersonYears, Quantity
from renkou.schema import KIND_OF_POPULATION, Scope
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text

from .comparison import compared, with_versus
from .counting import Array, Counter, GivenFigures, is_flow
from .homes import Homes
from .knowledge import Knowledge
from .levels import Levels
from .periods import Period, Span
from .request import SEXES, Request, request
from .totals import read_totals
from .workspace import Workspace

FIELDS = ("value", "low", "high", "numerator", "denominator")
FIGURES = ("value", "lower", "upper", "numerator", "denominator")
SEX_AT = {"total": slice(0, 2), "male": slice(0, 1), "female": slice(1, 2)}


def measure(
    keys: str | Iterable[str],
    *,
    snapshot: str | Path | Workspace,
    by: str | Iterable[str] = "city",
    years: str | int | Iterable[int],
    period: str = "year",
    population: str | Iterable[str] = "resident",
    sex: str | Iterable[str] = "total",
    known_on: date | str | None = None,
    versus: date | str | None = None,
    area_list: date | str | None = None,
    totals: str | Path | None = None,
    compare: str | Iterable[str] = (),
    scope: Scope | None = None,
    progress: Progress = silent,
) -> pa.Table:
    """Figures of a snapshot.

    Computes each measure of `keys` ("all", one, several) for every area of the level or
    levels `by` ("city", "county", "township", "village"), every year of `years` (2024,
    "2011-2025", an iterable) or month of them (`period="month"`), for the `population`
    ("resident", "registered") and `sex` ("total", "male", "female", or several), as
    known on `known_on` (default: the snapshot's last day), beside what was known on
    `versus` and with other figures (`compare`: "previous" period, "parent" area,
    "nation"), on the area list in force on `area_list` (default: the newest). `totals`
    is a CSV of dated totals for `per-head`. `scope` says what the reader may see.

    Columns: measure, area, area_name, level, period, population, sex, category, value,
    lower, upper, numerator, denominator, known_on; with `versus` value_vs and
    difference; with `compare` value_previous, value_parent, value_nation and
    source_nation. Units are those of `renkou.indicators.MEASURES[key].unit`; what each
    figure means stands in the handbook. Null is missing.

    Raises renkou.schema.problem.Problem, a ValueError, that names what is wrong and the
    mend: no such measure, a period that is not over, a snapshot that cannot be read.

    >>> import renkou
    >>> table = renkou.measure(
    ...     "population", snapshot="city/snapshot", years=2020
    ... )   # doctest: +SKIP
    """
    asked = request(
        keys,
        by=by,
        years=years,
        period=period,
        population=population,
        sex=sex,
        known_on=known_on,
        versus=versus,
        area_list=area_list,
        totals=totals,
        compare=compare,
    )
    work = (
        snapshot
        if isinstance(snapshot, Workspace)
        else Workspace(snapshot, progress=progress)
    )
    scope = scope or Scope(purpose="analysis")
    table = _as_known(work, asked, asked.known_on, scope)
    if asked.versus is not None:
        table = with_versus(table, _as_known(work, asked, asked.versus, scope))

    def ask(other: Request) -> pa.Table:
        return _as_known(work, other, other.known_on, scope)

    return compared(table, asked, work.tree, ask)


def _as_known(
    work: Workspace, asked: Request, day: date | None, scope: Scope
) -> pa.Table:
    if day is not None:
        work.snapshot.require_recording()
    measures = _tellable(work, asked)
    known_on = day or work.last_day
    periods = _over(work, asked, known_on, stated=day is not None)
    with closing(Knowledge(work, known_on)) as knowledge:
        return _figures(knowledge, asked, measures, periods, scope)


def _figures(
    knowledge: Knowledge,
    asked: Request,
    measures: tuple[Measure, ...],
    periods: tuple[Period, ...],
    scope: Scope,
) -> pa.Table:
    work = knowledge.workspace
    levels = Levels(knowledge, work.tree.list_for(asked.area_list), asked.levels)
    homes, span = Homes(levels), Span.over(periods)
    quantities = [q for what in measures for q in what.counts.values()]
    lived = any(isinstance(quantity, PersonYears) for quantity in quantities)
    tables = []
    for population in asked.populations:
        _allow(population, scope)
        given = _given(levels, asked, span)
        kind = KIND_OF_POPULATION[population]
        counter = Counter(levels, homes, kind, span, given, lived=lived)
        for number, what in enumerate(measures):
            work.progress(
                number / len(measures),
                Text(f"Counting {what.title.en}", f"正在统计{what.title.zh}"),
            )
            for level in asked.levels:
                seen = _seen(levels, level, scope)
                tables += [
                    _rows(level, what, sex, counter, periods, population, seen)
                    for sex in asked.sexes_of(what)
                ]
    return pa.concat_tables(tables)


def _tellable(work: Workspace, asked: Request) -> tuple[Measure, ...]:
    """The measures asked for, without those that need days of recording not known.

    One of them alone is refused; among others, as in "all", it is left out.
    """
    if not work.snapshot.recording_known:
        kept = tuple(what for what in asked.measures if not what.needs_recording)
        if not kept:
            work.snapshot.require_recording()
        return kept
    return asked.measures


def _allow(population: str, scope: Scope) -> None:
    if population not in scope.populations:
        raise Problem(
            f"population: {population} is outside what this reader may see.",
            f"人口口径：当前权限不含{population}。",
        )


def _over(
    work: Workspace, asked: Request, known_on: date, *, stated: bool
) -> tuple[Period, ...]:
    """The periods asked for that were over on the day; Problem where none was."""
    over = tuple(p for p in asked.periods if p.last <= known_on)
    ongoing = [p for p in asked.periods if p.last > known_on]
    if ongoing and (not stated or not over):
        raise Problem(
            f"years: {ongoing[0]} is not over on {known_on}, the last day "
            f"{'asked about' if stated else 'of the snapshot'}. Ask for periods up to "
            f"{known_on}.",
            f"年份：{ongoing[0]}在{known_on}"
            f"（{'所问日期' if stated else '快照最后一日'}）尚未结束。"
            f"请查询截至{known_on}的时期。",
        )
    if ongoing:
        work.progress(
            0.0,
            Text(
                f"Left out, not over on {known_on}: {ongoing[0]} and later",
                f"{ongoing[0]}及以后在{known_on}尚未结束，未列出",
            ),
        )
    return over


def _given(levels: Levels, asked: Request, span: Span) -> GivenFigures:
    """What comes from outside the register: areas in km², and totals of a file."""

    def given(name: str, level: str) -> Array:
        units = levels.of[level].units
        if name == "area_km2":
            km2 = [np.nan if u.area_km2 is None else u.area_km2 for u in units]
            return np.repeat(np.array(km2)[:, None], len(span), axis=1)
        if asked.totals is None:
            return np.full((len(units), len(span)), np.nan)
        return read_totals(asked.totals, [u.code for u in units], span.periods)

    return given


def _seen(levels: Levels, level: str, scope: Scope) -> list[int]:
    """Positions of the areas of a level that the reader may see."""
    units = levels.of[level].units
    if scope.areas is None:
        return list(range(len(units)))
    tree, day = levels.knowledge.workspace.tree, levels.area_list
    return [
        at
        for at, unit in enumerate(units)
        if unit.key in scope.areas
        or scope.areas & {above.key for above in tree.ancestors(unit.key, day)}
    ]


def _rows(
    level: str,
    what: Measure,
    sex: str,
    counter: Counter,
    periods: tuple[Period, ...],
    population: str,
    seen: list[int],
) -> pa.Table:
    at = counter.span.positions(periods)
    counts = {
        name: _of_sex(counter.of(quantity, level), quantity, sex)[seen][:, at]
        for name, quantity in what.counts.items()
    }
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = what.figure(counts, sex)
    found = _covered(found, what, counter, periods)
    units = [counter.levels.of[level].units[position] for position in seen]
    shape = (len(units), len(periods), len(what.categories))
    known_on = counter.knowledge.known_on.isoformat()
    labels = {
        "measure": _spread([what.key], (1, 1, 1), shape),
        "area": _spread([u.code for u in units], (-1, 1, 1), shape),
        "area_name": _spread([u.name for u in units], (-1, 1, 1), shape),
        "level": _spread([level], (1, 1, 1), shape),
        "period": _spread([str(p) for p in periods], (1, -1, 1), shape),
        "population": _spread([population], (1, 1, 1), shape),
        "sex": _spread([sex], (1, 1, 1), shape),
        "category": _spread(list(what.categories), (1, 1, -1), shape),
    }
    numbers = {
        name: _numbers(getattr(found, field))
        for name, field in zip(FIGURES, FIELDS, strict=True)
    }
    known = _spread([known_on], (1, 1, 1), shape)
    table = pa.table({**labels, **numbers, "known_on": known})
    return _without_empty(table, what, found)


def _covered(
    found: Figure, what: Measure, counter: Counter, periods: tuple[Period, ...]
) -> Figure:
    """`found`, missing where events before the snapshot's first day are wanted."""
    first_day = counter.knowledge.workspace.snapshot.manifest.first_day
    if first_day is None:
        return found
    before = {q.before for q in what.counts.values() if is_flow(q)}
    starts = [
        min((p.before if b else p).first for b in before) if before else first_day
        for p in periods
    ]
    missing = np.array([start < first_day for start in starts])[None, :, None]
    return Figure(
        **{name: np.where(missing, np.nan, getattr(found, name)) for name in FIELDS}
    )


def _of_sex(array: Array, quantity: Quantity, sex: str) -> Array:
    """(areas, periods, groups) of one sex, or of both added up."""
    if not quantity.by_sex:
        return array[:, :, 0]
    both: Array = array[:, :, SEX_AT[sex]].sum(axis=2)
    return both


def _spread(
    values: list[str], axes: tuple[int, int, int], shape: tuple[int, int, int]
) -> pa.Array:
    """Labels along one axis, repeated over the others."""
    at = np.broadcast_to(np.arange(len(values)).reshape(axes), shape).ravel()
    return pa.array(values, type=pa.string()).take(pa.array(at))


def _numbers(array: Array) -> pa.Array:
    return pa.array(array.ravel(), from_pandas=True)


def _without_empty(table: pa.Table, what: Measure, found: Figure) -> pa.Table:
    """Without the optional categories of which there are none anywhere."""
    if not what.optional_categories:
        return table
    made_of = np.nan_to_num(found.numerator) + np.nan_to_num(found.denominator)
    keep = np.array(
        [
            label not in what.optional_categories or bool(made_of[..., at].any())
            for at, label in enumerate(what.categories)
        ]
    )
    return table.filter(pa.array(np.broadcast_to(keep, found.value.shape).ravel()))


__all__ = ["SEXES", "measure"]
