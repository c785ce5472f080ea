"""The register's persons as entries: who they are now, and where they are on record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb

from renkou.schema.problem import Problem

TABLES = ("names", "persons", "residence_spells")


@dataclass(frozen=True, slots=True)
class RegisterFiles:
    """The Parquet files of a register's identified tables."""

    folder: Path

    def __post_init__(self) -> None:
        """Refuse a folder that lacks a table."""
        for name in TABLES:
            if not self.path(name).is_file():
                raise Problem(
                    f"{self.path(name)}: the register's table {name} is missing. Give "
                    "the folder that holds the register's Parquet files.",
                    f"{self.path(name)}：缺少登记册的{name}表。请给出登记册Parquet文件所在文件夹。",
                )

    def path(self, table: str) -> Path:
        """Where a table lies."""
        return self.folder / f"{table}.parquet"

    def scan(self, table: str) -> str:
        """SQL for the rows that no later version replaces."""
        quoted = str(self.path(table)).replace("'", "''")
        return f"(SELECT * FROM '{quoted}' WHERE superseded_at IS NULL)"

    def has(self, table: str) -> bool:
        """Whether the register has this table."""
        return self.path(table).is_file()


def read_register(
    connection: duckdb.DuckDBPyConnection,
    files: RegisterFiles,
    target: str,
    *,
    only: str | None = None,
) -> None:
    """Make the table `target` of entries, one for each person that has a name.

    `entry` is the register's id. `area` is the last place of registration, `other_area`
    the last home, each with the moment of its recording; `registered` and `living` say
    that these stand open, `dead` that a death is recorded. `only` is a query of the
    `person_id` wanted; everybody without it.
    """
    some = f"AND person_id IN ({only})" if only else ""
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE homes AS
        WITH last AS (
            SELECT person_id, kind,
                arg_max({{'area': area, 'at': recorded_at, 'open': valid_to IS NULL}},
                    (valid_to IS NULL, valid_from)) AS place
            FROM {files.scan("residence_spells")} WHERE true {some}
            GROUP BY person_id, kind
        )
        SELECT coalesce(r.person_id, a.person_id) AS person_id,
            r.place.area AS area, r.place.at AS area_at,
            coalesce(r.place.open, false) AS registered,
            a.place.area AS other_area, a.place.at AS other_area_at,
            coalesce(a.place.open, false) AS living
        FROM (FROM last WHERE kind = 'registered') r
        FULL JOIN (FROM last WHERE kind = 'actual') a ON r.person_id = a.person_id"""
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE known AS
        SELECT person_id, as_name(concat(surname, given)) AS name,
            as_number(identity_number) AS number, recorded_at
        FROM {files.scan("names")} WHERE true {_with_mothers(files, only)}"""
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE {target} AS
        SELECT k.person_id AS entry, k.person_id AS row, 0::TINYINT AS slot,
            k.person_id::VARCHAR AS id, k.number, k.name, p.sex::TINYINT AS sex,
            p.birth_date, h.area, h.other_area,
            m.number AS mother_number, m.name AS mother_name,
            NULL::VARCHAR AS event, NULL::DATE AS event_date, k.recorded_at,
            good_number(k.number) AS good, p.mother_id,
            p.death_date IS NOT NULL AS dead,
            coalesce(h.registered, false) AS registered,
            coalesce(h.living, false) AS living, h.area_at, h.other_area_at
        FROM known k
        JOIN {files.scan("persons")} p USING (person_id)
        LEFT JOIN homes h USING (person_id)
        LEFT JOIN known m ON p.mother_id = m.person_id
        WHERE true {some}"""
    )
    connection.execute("DROP TABLE homes; DROP TABLE known")


def _with_mothers(files: RegisterFiles, only: str | None) -> str:
    """SQL that keeps those wanted and their mothers."""
    if only is None:
        return ""
    return (
        f"AND person_id IN ({only} UNION SELECT mother_id "
        f"FROM {files.scan('persons')} WHERE person_id IN ({only}))"
    )


def last_recorded(
    connection: duckdb.DuckDBPyConnection, files: RegisterFiles
) -> dt.date:
    """The day up to which the register is recorded."""
    found = connection.execute(
        f"SELECT max(recorded_at)::DATE FROM {files.scan('residence_spells')}"
    ).fetchone()
    day: dt.date = found[0] if found else dt.date.min
    return day
