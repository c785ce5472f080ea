"""How many births of each month and area were recorded how late, from a snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from ibis import _

from renkou.areas import Unit
from renkou.schema import KIND_OF_POPULATION
from renkou.schema.problem import Problem

from ..facts import known_first
from ..knowledge import Knowledge
from ..known import day_number
from ..levels import Levels
from ..workspace import Workspace
from .months import Days, last_whole, month_of, months_of, steps_late

Array = npt.NDArray[np.float64]
FEWEST_MONTHS = 12  # of births recorded as they happened


@dataclass(frozen=True, eq=False)
class Triangles:
    """Births by area, month and delay, (areas, months, delays), as known on a day.

    Increments, NaN where the delay is yet to pass; the last month is the newest that is
    over. `first` is the first month, from January 1970.
    """

    units: tuple[Unit, ...]
    counts: Array
    first: int

    def as_of(self, steps: int, longest: int) -> Array:
        """The increments as they stood `steps` months ago, delays up to `longest`."""
        counts = self.counts[:, : self.counts.shape[1] - steps, : longest + 1].copy()
        age = np.arange(counts.shape[1] - 1, -1, -1)
        counts[:, np.arange(longest + 1) > age[:, None]] = np.nan
        return counts


def triangles(
    work: Workspace,
    levels: tuple[str, ...],
    *,
    population: str,
    known_on: date,
    area_list: date | None,
    longest: int,
) -> dict[str, Triangles]:
    """The triangles of each level, of births as `births` counts them on `known_on`.

    A birth is recorded on the day of its first record. Delays reach `longest` months,
    or half of the months that there are; births recorded later are left out. The months
    run from the first whole one in which the register recorded births as they happened.
    """
    knowledge = Knowledge(work, known_on)
    placed = Levels(knowledge, work.tree.list_for(area_list), levels)
    rows = knowledge.rows("births", KIND_OF_POPULATION[population])
    located = placed.placed(rows).group_by(
        "unit", day=day_number(_.occurred_on), late=_.delay
    )
    found = knowledge.columns(located.agg(number=_.count()))
    first, last = first_month(work), last_whole(known_on)
    if last - first + 1 < FEWEST_MONTHS:
        raise _too_short(known_on, last - first + 1)
    delays = min(longest, (last - first + 1) // 2) + 1
    base = _counted(found, placed.size, first, last, delays, known_on)
    return {
        level: Triangles(placed.of[level].units, placed.at(level, base), first)
        for level in levels
    }


def _counted(
    found: dict[str, Days], size: int, first: int, last: int, delays: int, day: date
) -> Array:
    """Counts (units, months, delays) of the rows (unit, day, late, number)."""
    month = months_of(found["day"]) - first
    late = steps_late(found["day"], found["day"] + found["late"], day)
    months = last - first + 1
    kept = (month >= 0) & (month < months) & (late < delays)
    cell = (found["unit"][kept] * months + month[kept]) * delays + late[kept]
    number = found["number"][kept].astype(np.float64)
    flat = np.bincount(cell, number, minlength=size * months * delays)
    counts: Array = flat.reshape(size, months, delays).astype(np.float64)
    age = np.arange(months - 1, -1, -1)
    counts[:, np.arange(delays) > age[:, None]] = np.nan
    return counts


def first_month(work: Workspace, event: str = "births") -> int:
    """The first whole month after an event began to be recorded, or the snapshot did.

    Problem where there is none of it.
    """
    recorded = known_first(work.table(event)).first_recorded.min()
    began = work.connection.to_pyarrow(recorded.cast("date")).as_py()
    stated = work.snapshot.manifest.first_day
    days = [day for day in (began, stated) if day is not None]
    if not days:
        raise Problem(
            f"{work.snapshot.path}: there are no {event}, so there is nothing to "
            "nowcast.",
            f"{work.snapshot.path}：没有{event}记录，无可推算。",
        )
    start = max(days)
    return month_of(start) + (start.day > 1)


def _too_short(day: date, months: int) -> Problem:
    had = max(months, 0)
    return Problem(
        f"known-on: by {day} births had been recorded as they happened for {had} whole "
        f"months; a nowcast needs {FEWEST_MONTHS}. Ask as known on a later day.",
        f"已知日期：截至{day}，随时登记的出生记录只有{had}个整月，推算至少需要"
        f"{FEWEST_MONTHS}个月。请将已知日期后移。",
    )
