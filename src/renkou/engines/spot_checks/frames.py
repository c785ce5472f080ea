"""What is drawn from: every village, household or person of an area, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from renkou.areas import Unit
from renkou.schema import KIND_OF_POPULATION, POPULATIONS
from renkou.schema.problem import Problem

from ..known import NEVER, gone, known
from ..places import LEVELS, at_level
from ..request import day_of, one_of
from ..workspace import Workspace
from .sheet_file import read_rows

UNITS = ("villages", "households", "persons")
STRATA = ("none", "county", "township")
WHOLE = "all"


@dataclass(frozen=True, eq=False)
class Frame:
    """Ids with the stratum and the place of each; `names` of strata and places.

    `known_on` is the day of the snapshot that it was made from, where it was, and
    `population` the one whose people belong there.
    """

    units: str
    ids: tuple[str, ...]
    strata: tuple[str, ...]
    places: tuple[str, ...]
    names: dict[str, str]
    known_on: date | None = None
    population: str = ""


def frame_of_file(path: str | Path) -> Frame:
    """The frame of a CSV file: `id`, and where wanted `stratum`, `place`.

    Raises renkou.schema.problem.Problem for a file without ids, or an id twice.
    """
    rows = read_rows(path, needs=("id",))
    ids = tuple(row["id"] for row in rows)
    for number, one in enumerate(ids, 2):
        if not one:
            raise Problem(
                f"{path}, row {number}, id: it is empty. Give each unit its id.",
                f"{path}第{number}行id：为空。请为每个单位填写编号。",
            )
    twice = [one for one, times in Counter(ids).items() if times > 1]
    if twice:
        first = ids.index(twice[0])
        again = ids.index(twice[0], first + 1)
        raise Problem(
            f"{path}, row {again + 2}, id: {twice[0]!r} stands already in row "
            f"{first + 2}. A unit must stand in the frame once.",
            f"{path}第{again + 2}行id：{twice[0]!r}已见于第{first + 2}行。"
            "每个单位在抽样框中只能出现一次。",
        )
    strata = tuple(row.get("stratum") or WHOLE for row in rows)
    places = tuple(row.get("place") or "" for row in rows)
    return Frame("units", ids, strata, places, {})


def frame_of_snapshot(
    work: Workspace,
    *,
    units: str = "villages",
    by: str = "none",
    area: str | None = None,
    population: str = "resident",
    known_on: date | str | None = None,
) -> Frame:
    """The villages where people belong, their households, or the people themselves.

    As known on `known_on` and on that day, in the `population`, within `area` (a code
    of the list that the snapshot's rows carry), strata `by` county or township.
    """
    one_of("units", units, UNITS, "单位")
    one_of("by", by, STRATA, "分层")
    one_of("population", population, POPULATIONS, "人口口径")
    day = day_of("known-on", known_on, "已知日期") or work.last_day
    if known_on is not None:
        work.snapshot.require_recording()
    listed = {unit.code: unit for unit in work.tree.units(work.area_list, "village")}
    rows = _rows(work, units, KIND_OF_POPULATION[population], day)
    codes = dict.fromkeys(rows["area"].to_pylist())
    wanted = _within(work, [listed[c] for c in codes if c in listed], area)
    coarse = [code for code in codes if code not in listed]
    if coarse:
        raise Problem(
            f"rows carry codes coarser than a village, such as {coarse[0]}, so nobody "
            "can be sent there. Give a frame of your own with --frame.",
            f"数据中含有村级以上代码（如{coarse[0]}），无法据此抽查。"
            "请用--frame提供抽样框。",
        )
    kept = rows.filter(pa.compute.is_in(rows["area"], pa.array(sorted(wanted))))
    if not kept.num_rows:
        raise Problem(
            f"area: on {day} nobody belongs to {area or 'the city'}, so there is "
            "nothing to draw from.",
            f"地区：{day}该范围内没有人，无可抽取。",
        )
    places = tuple(kept["area"].to_pylist())
    strata, names = _strata(work, wanted, by)
    return Frame(
        units,
        tuple(str(one) for one in kept["id"].to_pylist()),
        tuple(strata[place] for place in places),
        places,
        names,
        day,
        population,
    )


def _rows(work: Workspace, units: str, kind: str, day: date) -> pa.Table:
    """Rows (id, area) of the units there on the day, in order of id."""
    there = _there(work, kind, day)
    if units == "villages":
        found = there.select(id=_.area, area=_.area).distinct()
    elif units == "persons":
        found = there.group_by(id=_.person_id).agg(area=_.area.max())
    else:
        found = _homes(work, there, day)
    return work.connection.to_pyarrow(found.order_by("id"))


def _there(work: Workspace, kind: str, day: date) -> ir.Table:
    """Persons alive and belonging somewhere on the day, as known on it."""
    people = _known_on(work, "persons", day)
    people = people.select("person_id", gone=gone(people.death_date))
    spells = _held_on(_known_on(work, "residence_spells", day), day)
    spells = spells.filter(spells.kind == kind).select("person_id", "area")
    joined = spells.join(people, "person_id")
    return joined.filter(joined.gone > ibis.literal(day)).drop("gone")


def _homes(work: Workspace, there: ir.Table, day: date) -> ir.Table:
    """Households at the place of their head, or of a member where the head is away."""
    if not work.snapshot.has("household_spells"):
        raise Problem(
            f"{work.snapshot.path}: there are no households. Draw villages or persons.",
            f"{work.snapshot.path}：没有家庭户数据。请抽取villages或persons。",
        )
    members = _held_on(_known_on(work, "household_spells", day), day)
    members = members.select("household_id", "person_id", "role")
    placed = members.join(there, "person_id")
    head = placed.area.max(where=placed.role == "head")
    area = ibis.coalesce(head, placed.area.max())
    return placed.group_by(id=placed.household_id).agg(area=area)


def _known_on(work: Workspace, table: str, day: date) -> ir.Table:
    rows = known(work.table(table))
    at = ibis.literal(day)
    return rows.filter(rows.known_from <= at, rows.known_to > at)


def _held_on(rows: ir.Table, day: date) -> ir.Table:
    at = ibis.literal(day)
    end = ibis.coalesce(rows.valid_to, NEVER)
    return rows.filter(rows.valid_from <= at, end > at)


def _within(work: Workspace, villages: Sequence[Unit], area: str | None) -> set[str]:
    """The codes of the villages that lie in `area`; all of them without it."""
    if area is None:
        return {unit.code for unit in villages}
    code = area.ljust(12, "0")
    day = work.area_list
    chosen = [
        unit
        for level in LEVELS
        for unit in work.tree.units(day, level)
        if unit.code == code
    ]
    if not chosen:
        raise Problem(
            f"area: {area} is not a code of the list of {day}, which this snapshot's "
            "rows carry. `renkou areas` finds codes.",
            f"地区：{area}不在本快照所用的{day}名录中。可用renkou areas查找代码。",
        )
    (unit,) = chosen
    level = unit.level
    return {v.code for v in villages if at_level(work.tree, v, day, level) == unit.key}


def _strata(
    work: Workspace, codes: set[str], by: str
) -> tuple[dict[str, str], dict[str, str]]:
    """The stratum of each village's code, and the names of villages and strata."""
    day = work.area_list
    names = {}
    strata = {}
    for unit in work.tree.units(day, "village"):
        if unit.code not in codes:
            continue
        above = {one.level: one for one in work.tree.ancestors(unit.key, day)}
        path = [above[level] for level in ("county", "township") if level in above]
        names[unit.code] = " ".join(one.name for one in (*path, unit))
        stratum = above.get(by)
        strata[unit.code] = stratum.code if stratum else WHOLE
        if stratum:
            names[stratum.code] = stratum.name
    return strata, names
