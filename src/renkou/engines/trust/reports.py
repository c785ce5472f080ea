"""What offices reported month by month, beside what their records held then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from ..workspace import Workspace
from .months import Ints, Months
from .register import Register, townships

Floats = npt.NDArray[np.float64]
KINDS = ("births", "deaths")
NEIGHBOURS = 4
_FOREVER = 1 << 60


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
        f"""SELECT area, month - DATE '1970-01-01' AS month,
            epoch(min(recorded_at))::BIGINT AS at, arg_max(value, version) AS value
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
    left = np.full(reported.shape, -1, dtype=np.int64)
    left[office[inside], month[inside]] = table["at"].to_numpy()[inside]
    return Reports(
        kind=kind,
        months=months,
        codes=tuple(distinct.tolist()),
        area=area,
        reported=reported,
        recorded=_records(work, kind, distinct, left, months),
    )


def _records(
    work: Workspace,
    kind: str,
    offices: npt.NDArray[np.str_],
    left: npt.NDArray[np.int64],
    months: Months,
) -> Floats | None:
    """What the records held when each month's report left, by the offices' codes.

    `left` (offices, months) is that moment in seconds since 1970, −1 for no report.
    """
    if not work.snapshot.has(kind) or {code[9:] for code in offices.tolist()} != {
        "000"
    }:
        return None
    table = work.connection.con.sql(
        f"""SELECT area[1:9] || '000' AS area, occurred_on - DATE '1970-01-01' AS day,
            epoch(recorded_at)::BIGINT AS begins,
            coalesce(epoch(superseded_at)::BIGINT, {_FOREVER}) AS ends
        FROM ({work.snapshot[kind].sql()})
        WHERE occurred_on >= DATE '1970-01-01' + {int(months.bounds[0])}"""
    ).to_arrow_table()
    codes = np.array(table["area"].to_pylist(), dtype="U12")
    office = np.minimum(np.searchsorted(offices, codes), len(offices) - 1)
    month = months.of(table["day"].to_numpy().astype(np.int64))
    inside = (offices[office] == codes) & (month >= 0) & (month < months.count)
    office, month = office[inside], month[inside]
    at = left[office, month]
    begins, ends = (table[name].to_numpy()[inside] for name in ("begins", "ends"))
    stood = (at >= 0) & (begins <= at) & (ends > at)
    cell = office[stood] * months.count + month[stood]
    held = np.bincount(cell, minlength=left.size).reshape(left.shape)
    return np.where(left >= 0, held, np.nan)
