"""Birth certificates of the health department, beside the register's births.

No name is read. A certificate is the register's birth where the child's day and sex,
the place, and the mother's day of birth (in her identity number) agree; then where
fewer do, so that one slip does not make a birth look lacking.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from renkou.schema.problem import Problem
from renkou.snapshot.contents import quoted

from ..workspace import Workspace
from .months import Ints
from .register import NOWHERE, Register, townships

FILE = "health.csv"
COLUMNS = (
    "child_sex",
    "birth_date",
    "mother_identity_number",
    "place",
    "recorded_at",
)
_NEVER = 1 << 40
_STEPS = (
    "r.mother = c.mother AND r.day = c.day AND r.village = c.village AND r.sex = c.sex",
    "r.mother = c.mother AND r.day = c.day",
    "r.mother = c.mother AND r.area = c.area AND abs(r.day - c.day) <= 31",
    "r.mother = c.mother AND r.area = c.area AND abs(r.day - c.day) IN (365, 366)",
    "r.day = c.day AND r.village = c.village AND r.sex = c.sex",
)


@dataclass(frozen=True, eq=False)
class Certificates:
    """Births by certificate: day, township, when certified, when the register had it.

    Days since 1970; `registered` is `_NEVER` where the register lacks the birth.
    """

    day: Ints
    area: Ints
    certified: Ints
    registered: Ints
    outside: int

    def known(self, today: int, since: int) -> tuple[Ints, Ints, Ints]:
        """Of births from `since` on, certified by `today`: rows, ages, delays.

        The delay is −1 where the register did not have the birth yet.
        """
        rows = np.flatnonzero(
            (self.certified <= today) & (self.day >= since) & (self.day <= today)
        )
        age = today - self.day[rows]
        had = self.registered[rows] <= today
        delay = np.where(
            had, np.clip(self.registered[rows] - self.day[rows], 0, age), -1
        )
        return rows, age, delay


def read_certificates(
    folder: Path, work: Workspace, register: Register, known_on: date
) -> Certificates:
    """The certificates of `folder`/health.csv, each found in the register or not.

    Raises Problem for a file that is missing, not UTF-8, or without a column.
    """
    connection = duckdb.connect()
    try:
        table = _read(connection, folder / FILE, known_on)
        return _matched(connection, table, work, register)
    finally:
        connection.close()


def _read(
    connection: duckdb.DuckDBPyConnection, path: Path, known_on: date
) -> pa.Table:
    if not path.is_file():
        raise Problem(
            f"{path}: there is no such file. --extracts needs the folder that holds "
            f"{FILE}, the birth certificates.",
            f"{path}：文件不存在。--extracts应为含出生医学证明{FILE}的文件夹。",
        )
    scan = f"read_csv({quoted(str(path))}, all_varchar = true, header = true)"
    try:
        names = connection.sql(f"SELECT * FROM {scan} LIMIT 0").columns
        _check(path, names)
        return connection.sql(_certificates(scan, known_on)).to_arrow_table()
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise Problem(
            f"{path}: it could not be read as CSV in UTF-8 ({first}). Save it as UTF-8 "
            f"with the columns {', '.join(COLUMNS)}.",
            f"{path}：无法按UTF-8的CSV读取（{first}）。"
            f"请另存为UTF-8，含{'、'.join(COLUMNS)}各列。",
        ) from error


def _check(path: Path, names: list[str]) -> None:
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise Problem(
            f"{path}: the column {missing[0]} is missing. Birth certificates have "
            f"{', '.join(COLUMNS)}.",
            f"{path}：缺少{missing[0]}列。出生证明应含{'、'.join(COLUMNS)}。",
        )


def _certificates(scan: str, known_on: date) -> str:
    """One row a certificate; the same row twice is one, twins are two."""
    epoch = "DATE '1970-01-01'"
    born = "try_strptime(substr(mother_identity_number, 7, 8), '%Y%m%d')::DATE"
    return f"""
    SELECT DISTINCT try_cast(birth_date AS DATE) - {epoch} AS day,
        try_cast(child_sex AS INTEGER) AS sex, place AS village,
        coalesce({born} - {epoch}, -1) AS mother, mother_identity_number AS number,
        try_cast(recorded_at AS TIMESTAMP) AS moment,
        try_cast(recorded_at AS DATE) - {epoch} AS certified
    FROM {scan}
    WHERE try_cast(recorded_at AS DATE) <= DATE '{known_on}'
        AND try_cast(birth_date AS DATE) IS NOT NULL AND place IS NOT NULL"""


def _matched(
    connection: duckdb.DuckDBPyConnection,
    table: pa.Table,
    work: Workspace,
    register: Register,
) -> Certificates:
    villages = np.array(table["village"].to_pylist(), dtype="U12")
    _, area = townships(work, villages)
    day = table["day"].to_numpy()
    kept = (area != NOWHERE) & (register.months.of(day) >= 0)
    table = table.append_column("area", pa.array(area)).filter(pa.array(kept))
    rows = pa.array(np.arange(table.num_rows))
    left = table.append_column("row", rows).select(
        ["row", "day", "sex", "village", "mother", "area"]
    )
    right = pa.table(
        {
            "record": np.arange(len(register.day)),
            "day": register.day,
            "sex": register.sex,
            "village": pa.array(register.village.tolist()),
            "mother": register.mother_born,
            "area": register.area,
        }
    )
    found = _pairs(connection, left, right)
    registered = np.full(table.num_rows, _NEVER)
    registered[found[:, 0]] = register.recorded[found[:, 1]]
    return Certificates(
        day=table["day"].to_numpy().astype(np.int64),
        area=table["area"].to_numpy().astype(np.int64),
        certified=table["certified"].to_numpy().astype(np.int64),
        registered=registered,
        outside=int((~kept).sum()),
    )


def _pairs(
    connection: duckdb.DuckDBPyConnection, left: pa.Table, right: pa.Table
) -> Ints:
    """Rows and records that are one birth, step by step; each is used once."""
    connection.register("certified", left)
    connection.register("recorded", right)
    connection.execute("CREATE TABLE c AS SELECT * FROM certified")
    connection.execute("CREATE TABLE r AS SELECT * FROM recorded")
    found = []
    for step in _STEPS:
        pairs = connection.sql(
            f"""SELECT "row", record FROM c JOIN r ON {step}
            ORDER BY abs(r.day - c.day), (r.sex <> c.sex), "row", record"""
        ).fetchnumpy()
        kept = _one_to_one(pairs["row"], pairs["record"])
        found.append(kept)
        connection.register("used", pa.table({"a": kept[:, 0], "b": kept[:, 1]}))
        connection.execute('DELETE FROM c WHERE "row" IN (SELECT a FROM used)')
        connection.execute("DELETE FROM r WHERE record IN (SELECT b FROM used)")
    return np.concatenate(found)


def _one_to_one(row: Ints, record: Ints) -> Ints:
    """Of pairs in order of likeness those whose two sides are both still free.

    Where several rows have several records (twins) the first takes the first, and the
    next round the next, until none is left.
    """
    kept: list[Ints] = []
    while len(row):
        first = np.zeros(len(row), dtype=bool)
        first[np.unique(row, return_index=True)[1]] = True
        own = np.zeros(len(row), dtype=bool)
        candidates = np.flatnonzero(first)
        own[candidates[np.unique(record[candidates], return_index=True)[1]]] = True
        kept.append(np.stack([row[own], record[own]], axis=1))
        free = ~np.isin(row, row[own]) & ~np.isin(record, record[own])
        row, record = row[free], record[free]
    return np.concatenate(kept) if kept else np.empty((0, 2), dtype=np.int64)
