"""How many are on neither list: the register and a source, by area, age and sex."""

from __future__ import annotations

import datetime as dt

import duckdb
import numpy as np
import pyarrow as pa

from renkou.integrity.capture import dual_system

_GROUPS = {
    "total": "'all'",
    "county": "substr(area, 1, 6) || '000000'",
    "township": "substr(area, 1, 9) || '000'",
    "sex": "CASE sex WHEN 1 THEN 'male' WHEN 2 THEN 'female' END",
}
_AGE = (
    "CASE WHEN age >= 85 THEN '85+' "
    "ELSE (age // 5 * 5) || '-' || (age // 5 * 5 + 4) END"
)
LISTS = ("public_security", "social_security", "health")
"""The sources whose rows are persons of a population that the register has too."""


def add_cells(
    connection: duckdb.DuckDBPyConnection, source: str, part: str, day: dt.date
) -> None:
    """Add to `cells` who is on both lists, on the register's alone, on the source's.

    Reads `statuses` of the source, and the persons' area, birth and sex: of the
    register where it has them, else of the row, else what the identity number says.
    """
    by = _GROUPS | (
        {"year": "year(birth_date)::VARCHAR"} if source == "health" else {"age": _AGE}
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE listed AS
        SELECT CASE s.status WHEN 'missing_there' THEN 'register'
                WHEN 'missing_here' THEN 'source' ELSE 'both' END AS list,
            coalesce(s.area, e.area) AS area,
            coalesce(r.sex, e.sex, CASE WHEN e.good
                THEN 2 - substr(e.number, 17, 1)::INT % 2 END) AS sex,
            coalesce(r.birth_date, e.birth_date) AS birth_date,
            datesub('year', coalesce(r.birth_date, e.birth_date), DATE '{day}') AS age
        FROM statuses s LEFT JOIN register r ON s.person = r.entry
        LEFT JOIN {part} e ON s.entry = e.entry
        WHERE s.source = '{source}' AND s.role <> 'mother' AND s.expected
            AND s.status <> 'doubled'"""
    )
    for name, sql in by.items():
        connection.execute(
            f"""
            INSERT INTO cells
            SELECT '{source}', '{name}', {sql} AS cell,
                count(*) FILTER (list = 'both'), count(*) FILTER (list = 'register'),
                count(*) FILTER (list = 'source')
            FROM listed WHERE {sql} IS NOT NULL GROUP BY 3"""
        )


def begin_cells(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty table of cells."""
    connection.execute(
        "CREATE OR REPLACE TABLE cells (source VARCHAR, dimension VARCHAR, "
        "cell VARCHAR, on_both BIGINT, register_only BIGINT, source_only BIGINT)"
    )


def undercounts(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """The cells with Chapman's estimate of all, its interval, each list's coverage.

    Where a list is empty in a cell nothing is estimated and the columns are empty.
    """
    found = connection.execute(
        "FROM cells ORDER BY source, dimension, cell"
    ).to_arrow_table()
    counts = [
        np.asarray(found[name], np.float64)
        for name in ("on_both", "register_only", "source_only")
    ]
    both, register, source = counts
    able = (both + register > 0) & (both + source > 0)
    columns = ("estimate", "low", "high", "register_coverage", "source_coverage")
    values = {name: np.full(len(both), np.nan) for name in columns}
    if able.any():
        made = dual_system(both[able], register[able], source[able], method="chapman")
        for name in ("estimate", "low", "high"):
            values[name][able] = np.round(getattr(made, name), 1)
        values["register_coverage"][able] = np.round(made.coverage[..., 0], 5)
        values["source_coverage"][able] = np.round(made.coverage[..., 1], 5)
    for name, column in values.items():
        found = found.append_column(name, pa.array(column, from_pandas=True))
    return found
