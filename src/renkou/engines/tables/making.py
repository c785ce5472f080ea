"""Computing the figures of many days of knowledge in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from renkou.indicators import MEASURES
from renkou.schema import POPULATIONS
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text

from ..measuring import measure
from ..periods import Period
from ..request import SEXES
from ..workspace import Workspace
from .axes import LEVELS, Array, Axes, Series, axes_of
from .by_age import make_by_age
from .changes import Changes
from .evaluating import evaluate
from .history import countable_measure
from .store import Tables

MONTH_ENDS = 36
VALUE = 0  # the first of the fields


def days_wanted(last: date, *, recording_known: bool = True) -> list[date]:
    """The days of knowledge that are kept: the last, and the month-ends before it.

    >>> days_wanted(date(2026, 3, 10))[-2:]
    [datetime.date(2026, 2, 28), datetime.date(2026, 3, 10)]
    """
    before = _month_ends_up_to(last) if recording_known else ()
    return sorted({last, *before})


def _month_ends_up_to(last: date) -> Iterator[date]:
    day = last + timedelta(days=1)
    for _ in range(MONTH_ENDS):
        day = day.replace(day=1) - timedelta(days=1)
        yield day


def make_tables(
    work: Workspace, tables: Tables, *, progress: Progress = silent
) -> None:
    """Compute and keep what `tables` lacks: the days wanted and first publications.

    Households and women by number of children are put together anew for each day, so
    they are kept for the last day alone; other days have none.
    """
    axes = axes_of(work)
    tables.begin(axes, work)
    known = work.snapshot.recording_known
    wanted = days_wanted(work.last_day, recording_known=known)
    missing = [day for day in wanted if day not in tables.days]
    if missing or (known and not tables.has_first):
        _make(work, axes, tables, missing, first=known, progress=progress)
    make_by_age(work, tables, tables.days, progress)
    progress(1.0, Text("All figures are kept", "全部数据已保存"))


def make_day(
    work: Workspace, tables: Tables, day: date, *, progress: Progress = silent
) -> None:
    """Compute and keep the figures known on one more day.

    Raises Problem where no year kept was over on it, or it lies past the last day.
    """
    require_day(tables, day)
    work.snapshot.require_recording()
    if day not in tables.days:
        _make(work, tables.axes, tables, [day], first=False, progress=progress)
    make_by_age(work, tables, [day], progress)


def require_day(tables: Tables, day: date) -> None:
    """Problem for a day on which no year kept was over, or past the last day."""
    first, last = first_day(tables), tables.last_day
    if not first <= day <= last:
        raise Problem(
            f"known: figures can be computed as known on days from {first} to {last}, "
            f"not on {day}. Choose a day between.",
            f"已知日期：可计算{first}至{last}各日所知的数据，不含{day}。请选择其间的日期。",
        )


def first_day(tables: Tables) -> date:
    """The first day that can be asked for: the second year kept was over on it."""
    return Period(tables.axes.years[1]).last


def _make(
    work: Workspace,
    axes: Axes,
    tables: Tables,
    keep: Sequence[date],
    *,
    first: bool,
    progress: Progress,
) -> None:
    published = {
        Period(year).published: at
        for at, year in enumerate(axes.years)
        if first and Period(year).published <= work.last_day
    }
    whole = work.last_day in keep
    days = sorted({*keep, *published, *([work.last_day] if whole else [])})
    base = axes.nothing() if whole else tables.base
    others = [at for at, day in enumerate(days) if day in keep and day != work.last_day]
    over = [sum(Period(y).last <= days[at] for y in axes.years) for at in others]
    changes = Changes(axes, over)
    firsts = np.full(axes.shape[:3], np.nan)

    def put(series: Series, areas: slice, figures: Array) -> None:
        at = axes.series_at[series]
        if whole:
            base[at, areas] = figures[-1]
        changes.add(at, areas, figures[others], base[at, areas])
        for number, day in enumerate(days):
            if day in published:
                year = published[day]
                firsts[at, areas, year] = figures[number, :, year, VALUE]

    every = list(MEASURES.values())
    if not work.snapshot.recording_known:
        every = [what for what in every if not what.needs_recording]
    quick = [what for what in every if countable_measure(what)]
    evaluate(work, axes, quick, days, put, progress)
    if whole:
        slow = [what.key for what in every if what not in quick]
        axes.put(_measured(work, axes, slow), base)
        tables.keep_base(work.last_day, base)
    for number, changed in zip(others, changes.by_day(), strict=True):
        tables.keep(days[number], *changed)
    if first:
        tables.keep_first(firsts)


def _measured(work: Workspace, axes: Axes, keys: list[str]) -> pa.Table:
    return measure(
        keys,
        snapshot=work,
        by=LEVELS,
        years=axes.years,
        population=POPULATIONS,
        sex=SEXES,
    )
