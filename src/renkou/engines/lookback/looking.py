"""The public question: each period's figure as it was published, closed and is now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from renkou.definitions import Count
from renkou.indicators import MEASURES
from renkou.schema import Scope
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text

from ..counting import is_flow
from ..measuring import measure
from ..periods import Period, parse_years, periods_of
from ..request import PERIODS, day_of, one_of
from ..workspace import Workspace
from .publication import Look, looks
from .table import arranged

YEARS = 5  # looked back on where no years are given


def look_back(
    key: str,
    *,
    snapshot: str | Path | Workspace,
    by: str | Iterable[str] = "township",
    years: str | int | Iterable[int] | None = None,
    period: str = "year",
    population: str = "resident",
    sex: str = "total",
    known_on: date | str | None = None,
    area_list: date | str | None = None,
    scope: Scope | None = None,
    progress: Progress = silent,
) -> pa.Table:
    """A measure as first published, at each closing and now, offices by their drift.

    A period is first published on the last day of the month after it ends; its closings
    are each 31 December after that; now is `known_on` (default: the snapshot's last
    day). `years`: by default the last five that are published. Other arguments as in
    `renkou.measure`.

    Columns: measure, area, area_name, level, period, population, sex, category, stage
    ("first", "closing", "now"), known_on, value, drift (since first publication),
    drift_share (of what the figure is at this stage; negative where it fell),
    drift_lower, drift_upper (95%), flag. Rows of an area with period "all" hold all
    periods together: the sum of events, the mean of anything else. Areas come in the
    order of the drift of those rows, the largest share first.

    The interval and the flag are given for counts of events alone, the flag in rows
    "now" of period "all": "late" where more of the events came after first publication
    than of the other areas of the level, by more than chance (`drift.flags` says how
    often it is wrong); "few" where there are under 20 events to tell it from.

    Raises renkou.schema.problem.Problem: what `measure` refuses, and a snapshot that
    does not say when things were recorded.

    >>> from renkou.engines.lookback import look_back
    >>> look_back("births", snapshot="city/snapshot")  # doctest: +SKIP
    """
    work = (
        snapshot
        if isinstance(snapshot, Workspace)
        else Workspace(snapshot, progress=progress)
    )
    one_of("measure", key, tuple(MEASURES), "指标")
    work.snapshot.require_recording()
    now = day_of("known-on", known_on, "已知日期") or work.last_day
    planned = looks(_periods(years, period, now), now)
    _require_past(work, planned[0].day)
    tables = []
    for number, look in enumerate(planned):
        progress(
            number / len(planned),
            Text(f"As known on {look.day}", f"{look.day}所知"),
        )
        found = measure(
            key,
            snapshot=work,
            by=by,
            years=look.years,
            period=period,
            population=population,
            sex=sex,
            known_on=look.day,
            area_list=area_list,
            scope=scope,
        )
        tables.append(_staged(found, look))
    return arranged(pa.concat_tables(tables), events=_events(key), adds=_adds(key))


def _periods(
    years: str | int | Iterable[int] | None, period: str, now: date
) -> tuple[Period, ...]:
    one_of("period", period, PERIODS, "时期")
    if years is not None:
        return periods_of(parse_years(years), period)
    last = next(
        year for year in range(now.year, 0, -1) if Period(year).published <= now
    )
    return periods_of(range(last - YEARS + 1, last + 1), period)


def _require_past(work: Workspace, day: date) -> None:
    """Problem where the register was not yet kept on the first day looked at."""
    first = work.snapshot.manifest.first_day
    if first is not None and day < first:
        raise Problem(
            f"years: the snapshot begins on {first}, after the first publication of "
            f"{day}. Ask for later years.",
            f"年份：快照自{first}起，晚于{day}的首次公布。请查询之后的年份。",
        )


def _adds(key: str) -> bool:
    """Whether the figures of several periods may be added up."""
    what = MEASURES[key]
    return isinstance(what, Count) and is_flow(what.of)


def _events(key: str) -> bool:
    """Whether the figure counts things that happen, each late or not."""
    what = MEASURES[key]
    return isinstance(what, Count) and is_flow(what.of) and key != "person-years"


def _staged(found: pa.Table, look: Look) -> pa.Table:
    """The rows of the periods looked at on the day, each with its stage."""
    stage = {str(period): name for period, name in look.stages}
    named = np.array([stage.get(p, "") for p in found["period"].to_pylist()])
    return found.append_column("stage", pa.array(named)).filter(pa.array(named != ""))
