"""What offices reported month by month, beside what their records held then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from ..workspace import Workspace
from .months import Ints, Months
from .register import NOWHERE, Register, townships

Floats = npt.NDArray[np.float64]
KINDS = ("births", "deaths")
NEIGHBOURS = 4


@dataclass(frozen=True, eq=False)
class Reports:
    """Counts (offices, months) of one kind, NaN where none was reported.

    `codes` are the offices' as they report, `area` their places among the register's
    townships. `recorded` is what their records held at the close of the day of the
    report, or None where the snapshot cannot say.
    """

    kind: str
    months: Months
    codes: tuple[str, ...]
    area: Ints
    reported: Floats
    recorded: Floats | None

    def neighbours(self, office: int) -> list[int]:
        """The offices of the same county nearest by code, at most NEIGHBOURS."""
        county = self.codes[office][:6]
        same = [i for i, code in enumerate(self.codes) if code[:6] == county]
        others = sorted((abs(i - office), i) for i in same if i != office)
        return [i for _, i in others[:NEIGHBOURS]]


def read_reports(
    work: Workspace, register: Register, known_on: date
) -> tuple[Reports, ...]:
    """The counts reported by `known_on`, of births and of deaths; none: empty."""
    if not work.snapshot.has("reported_counts"):
        return ()
    found = [_of_kind(work, register, kind, known_on) for kind in KINDS]
    return tuple(each for each in found if each is not None)


def _of_kind(
    work: Workspace, register: Register, kind: str, known_on: date
) -> Reports | None:
    table = work.connection.con.sql(
        f"""SELECT area, month - DATE '1970-01-01' AS month, max(recorded_at) AS at,
            arg_max(value, version) AS value
        FROM ({work.snapshot["reported_counts"].sql()})
        WHERE kind = '{kind}' AND recorded_at::DATE <= DATE '{known_on}'
        GROUP BY ALL ORDER BY area, month"""
    ).to_arrow_table()
    codes = np.array(table["area"].to_pylist(), dtype="U12")
    if not codes.size:
        return None
    months = register.months
    distinct, office = np.unique(codes, return_inverse=True)
    _, area = townships(work, distinct)
    month = months.of(table["month"].to_numpy().astype(np.int64))
    inside = (month >= 0) & (month < months.count)
    reported = np.full((len(distinct), months.count), np.nan)
    value = table["value"].to_numpy().astype(np.float64)
    reported[office[inside], month[inside]] = value[inside]
    return Reports(
        kind=kind,
        months=months,
        codes=tuple(distinct.tolist()),
        area=area,
        reported=reported,
        recorded=_records(work, kind, distinct, known_on, months),
    )


def _records(
    work: Workspace,
    kind: str,
    offices: npt.NDArray[np.str_],
    known_on: date,
    months: Months,
) -> Floats | None:
    """What the records held when each month's report left, by the offices' codes."""
    if not work.snapshot.has(kind):
        return None
    levels = {code[9:] == "000" for code in offices.tolist()}
    if levels != {True}:
        return None
    reports = work.snapshot["reported_counts"].sql()
    table = work.connection.con.sql(
        f"""WITH told AS (
            SELECT area, month, min(recorded_at) AS at FROM ({reports})
            WHERE kind = '{kind}' AND recorded_at::DATE <= DATE '{known_on}'
            GROUP BY ALL),
        records AS (
            SELECT area[1:9] || '000' AS area, date_trunc('month', occurred_on)::DATE
                AS month, recorded_at, superseded_at
            FROM ({work.snapshot[kind].sql()}))
        SELECT told.area, told.month - DATE '1970-01-01' AS month,
            count(records.area) AS n
        FROM told LEFT JOIN records ON told.area = records.area
            AND told.month = records.month AND records.recorded_at <= told.at
            AND (records.superseded_at IS NULL OR records.superseded_at > told.at)
        GROUP BY ALL"""
    ).to_arrow_table()
    held = np.full((len(offices), months.count), np.nan)
    office = np.searchsorted(offices, np.array(table["area"].to_pylist(), dtype="U12"))
    month = months.of(table["month"].to_numpy().astype(np.int64))
    inside = (month >= 0) & (month < months.count)
    held[office[inside], month[inside]] = table["n"].to_numpy()[inside]
    return held


def placed(reports: Reports) -> npt.NDArray[np.bool_]:
    """The offices that stand on the list of areas."""
    found: npt.NDArray[np.bool_] = reports.area != NOWHERE
    return found
