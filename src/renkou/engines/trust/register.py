"""What the register says of births: where, when, when recorded; and the mothers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from renkou.areas import Unit
from renkou.schema.problem import Problem

from ..population import year_end_population
from ..workspace import Workspace
from .months import Ints, Months, number

Floats = npt.NDArray[np.float64]
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Register:
    """Births since the snapshot began, as known on a day; days count from 1970.

    `area` is a place in `units`, the townships of the newest list, `village` the code
    that the row carries. `recorded` is the day of the first version, the rest that of
    the last. `day` rises.
    """

    units: tuple[Unit, ...]
    months: Months
    known_on: date
    record: Ints
    day: Ints
    recorded: Ints
    area: Ints
    village: npt.NDArray[np.str_]
    sex: Ints
    mother_born: Ints
    outside: int

    @property
    def month(self) -> Ints:
        """The place of each birth's month in `months`."""
        return self.months.of(self.day)

    def counts(self, known_on: int | None = None) -> Floats:
        """Births by township and month, of those recorded by a day."""
        rows = self.month < self.months.count
        if known_on is not None:
            rows &= self.recorded <= known_on
        n = len(self.units)
        cell = self.area[rows] * self.months.count + self.month[rows]
        counted = np.bincount(cell, minlength=n * self.months.count)
        return counted.reshape(n, self.months.count).astype(np.float64)


def read_register(work: Workspace, known_on: date) -> Register:
    """The births of a workspace; Problem where it has none or no days of recording."""
    snapshot = work.snapshot
    snapshot.require_recording()
    if not snapshot.has("births"):
        raise snapshot.lacks("births")
    first = snapshot.manifest.first_day or _first_recorded(work)
    months = Months.between(first, known_on)
    if months.count < 2:
        raise Problem(
            f"{snapshot.path}: from {first} to {known_on} there are not two whole "
            "months. Signs of bad numbers need some years of births.",
            f"{snapshot.path}：{first}至{known_on}不足两个整月。查找可疑数字需要数年的出生数据。",
        )
    table = work.connection.con.sql(_births(work, first, known_on)).to_arrow_table()
    found = {
        name: table[name].to_numpy()
        for name in ("record", "day", "recorded", "sex", "mother_born")
    }
    codes = np.array(table["area"].to_pylist(), dtype="U12")
    units, area = townships(work, codes)
    kept = area != NOWHERE
    columns = {name: values[kept].astype(np.int64) for name, values in found.items()}
    return Register(
        units=units,
        months=months,
        known_on=known_on,
        area=area[kept],
        village=codes[kept],
        outside=int((~kept).sum()),
        **columns,
    )


def townships(
    work: Workspace, codes: npt.NDArray[np.str_]
) -> tuple[tuple[Unit, ...], Ints]:
    """The townships of the newest list, and each code's place among them.

    A village shared out by assumption goes to the one with the largest share; a code
    that stands on no list is nowhere.
    """
    return _among(work, codes, "township")


def _among(
    work: Workspace, codes: npt.NDArray[np.str_], level: str
) -> tuple[tuple[Unit, ...], Ints]:
    from ..places import level_of, shares

    newest = work.tree.list_for(None)
    distinct, at = np.unique(codes, return_inverse=True)
    known = [
        str(code)
        for code in distinct
        if level_of(str(code)) in ("township", "village") and _listed(work, str(code))
    ]
    found = shares(work.tree, known, work.area_list, newest, level)
    place = np.full(len(distinct), NOWHERE, dtype=np.int64)
    order = np.argsort(found.share, kind="stable")
    where = {code: i for i, code in enumerate(distinct.tolist())}
    source = np.array([where[code] for code in known], dtype=np.int64)
    place[source[found.place[order]]] = found.unit[order]
    return found.units, place[at]


def _listed(work: Workspace, code: str) -> bool:
    try:
        work.tree.by_code(code, work.area_list)
    except Problem:
        return False
    return True


def _first_recorded(work: Workspace) -> date:
    sql = f"SELECT min(recorded_at)::DATE FROM ({work.snapshot['births'].sql()})"
    row = work.connection.con.sql(sql).fetchone()
    if row is None or row[0] is None:
        raise Problem(
            f"{work.snapshot.path}: no birth is recorded.",
            f"{work.snapshot.path}：没有任何出生记录。",
        )
    day: date = row[0]
    return day


def _births(work: Workspace, first: date, known_on: date) -> str:
    births, persons = work.snapshot["births"].sql(), work.snapshot["persons"].sql()
    return f"""
    WITH known AS (
        SELECT * FROM ({births}) WHERE recorded_at::DATE <= DATE '{known_on}'),
    mothers AS (
        SELECT person_id, arg_max(birth_date, version) AS born FROM ({persons})
        WHERE recorded_at::DATE <= DATE '{known_on}' GROUP BY person_id),
    latest AS (
        SELECT record_id, min(recorded_at)::DATE AS recorded,
            arg_max(occurred_on, version) AS day, arg_max(area, version) AS area,
            arg_max(sex, version) AS sex, arg_max(mother_id, version) AS mother
        FROM known GROUP BY record_id)
    SELECT row_number() OVER (ORDER BY record_id) - 1 AS record,
        day - DATE '1970-01-01' AS day, recorded - DATE '1970-01-01' AS recorded,
        area, sex, coalesce(born - DATE '1970-01-01', -1000000) AS mother_born
    FROM latest LEFT JOIN mothers ON mother = person_id
    WHERE day > DATE '{first}' AND day <= recorded ORDER BY day, record"""


def expected_share(work: Workspace, register: Register) -> Floats:
    """Share of the city's births by township and month, (areas, months), expected.

    The registered women of each township by age, the mean of the year's two ends,
    times the city's births per woman of that age and year. Of the city's births of a
    month a township is to have this share.
    """
    months, n = register.months, len(register.units)
    year_of = 1970 + (months.first + np.arange(months.count)) // 12
    years = np.unique(year_of)
    women = _women(work, years, n)
    age = (register.day - register.mother_born) // 365.25
    inside = (age >= 10) & (age < 60) & (register.month < months.count)
    month = register.month[inside]
    at = np.searchsorted(years, year_of[month])
    groups = (age[inside] // 5).astype(np.int64)
    births = np.zeros((len(years), 12))
    np.add.at(births, (at, groups), 1)
    total = women.sum(axis=1)
    rate = np.divide(births, total, out=np.zeros_like(births), where=total > 0)
    weight = np.einsum("yag,yg->ya", women, rate)
    sums = weight.sum(axis=1, keepdims=True)
    share = np.divide(weight, sums, out=np.zeros_like(weight), where=sums > 0)
    found: Floats = share[np.searchsorted(years, year_of)].T
    return found


def _women(work: Workspace, years: Any, n: int) -> Floats:
    """Women (years, areas, 12 groups of five years) in the middle of each year."""
    ends = [int(year) for year in years if year <= work.last_day.year]
    before = [ends[0] - 1, *ends]
    held = year_end_population(work, before, "registered")[:, 1].astype(np.float64)
    codes = np.array(work.codes, dtype="U12")
    _, place = townships(work, codes)
    by_area = np.zeros((n, *held.shape[1:]))
    kept = place != NOWHERE
    np.add.at(by_area, place[kept], held[kept])
    if work.last_day < date(ends[-1], 12, 31):
        by_area[..., -1] = by_area[..., -2]
    middle = (by_area[..., 1:] + by_area[..., :-1]) / 2
    by_group = middle[:, :60].reshape(n, 12, 5, -1).sum(axis=2)
    return np.moveaxis(by_group, -1, 0)


def day_of(months: Months, place: int) -> int:
    """The day, since 1970, on which a month ends."""
    return number(months.last_day(place))
