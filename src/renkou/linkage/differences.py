"""Fields in which a linked entry differs from the register, and which is likelier."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa

from renkou.integrity.names import compare

FIELDS = {
    "name": ("name", "name"),
    "number": ("number", "number"),
    "birth_date": ("birth_date", "birth_date"),
    "sex": ("sex", "sex"),
}
"""What every source says of a person alike: the entry's and the register's column."""
AREAS = {"public_security": "area", "social_security": "other_area"}
"""The register's area that a source's stands beside; elsewhere it is another thing."""


def begin_differences(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables of differences and of what each source says."""
    connection.execute(
        "CREATE OR REPLACE TABLE differences (person BIGINT, source VARCHAR, "
        "role VARCHAR, entry BIGINT, field VARCHAR, ours VARCHAR, theirs VARCHAR, "
        "likelier VARCHAR)"
    )
    connection.execute(
        "CREATE OR REPLACE TABLE said (person BIGINT, source VARCHAR, field VARCHAR, "
        "value VARCHAR)"
    )


def add_differences(
    connection: duckdb.DuckDBPyConnection, part: str, source: str, role: str
) -> None:
    """Add the differences of the entries in `part`, linked by the table `links`."""
    for field, (theirs, ours) in FIELDS.items():
        connection.execute(
            f"""
            INSERT INTO differences
            SELECT r.entry, '{source}', '{role}', e.entry, '{field}',
                r.{ours}::VARCHAR, e.{theirs}::VARCHAR, NULL
            FROM links k JOIN {part} e ON k.left_entry = e.entry
            JOIN register r ON k.right_entry = r.entry
            WHERE e.{theirs} <> r.{ours}"""
        )
    area = AREAS.get(source)
    if area is not None:
        connection.execute(
            f"""
            INSERT INTO differences
            SELECT r.entry, '{source}', '{role}', e.entry, 'area', r.{area}, e.area,
                CASE WHEN e.recorded_at > r.{area}_at THEN '{source}'
                    WHEN e.recorded_at < r.{area}_at THEN 'register' ELSE 'unknown' END
            FROM links k JOIN {part} e ON k.left_entry = e.entry
            JOIN register r ON k.right_entry = r.entry
            WHERE e.area <> r.{area}"""
        )


def add_said(connection: duckdb.DuckDBPyConnection, part: str, source: str) -> None:
    """Add what the entries in `part` say where any source differs of a person."""
    value = " ".join(
        f"WHEN '{field}' THEN e.{theirs}::VARCHAR"
        for field, (theirs, _) in FIELDS.items()
    )
    connection.execute(
        f"""
        INSERT INTO said
        WITH disputed AS (SELECT DISTINCT person, field FROM differences),
        asked AS (
            SELECT k.person, k.entry, d.field
            FROM all_links k JOIN disputed d ON k.person = d.person
            WHERE k.source = '{source}'
        )
        SELECT DISTINCT person, '{source}', field, value FROM (
            SELECT a.person, a.field, CASE a.field {value} END AS value
            FROM asked a JOIN {part} e ON a.entry = e.entry)
        WHERE value IS NOT NULL"""
    )


def judge_differences(connection: duckdb.DuckDBPyConnection) -> None:
    """Say of each difference which side is likelier, or unknown where it is even.

    Every source that says the one or the other counts once, the register too. A birth
    date and a sex are also in the identity number; a number that fails its check is
    wrong whoever says it. An area is likelier where it was recorded later.
    """
    _add_said_by_number(connection)
    connection.execute(
        """
        CREATE OR REPLACE TABLE differences AS
        WITH votes AS (
            SELECT d.person, d.source, d.role, d.entry, d.field,
                1 + count(DISTINCT s.source) FILTER (s.value = d.ours) AS ours,
                count(DISTINCT s.source) FILTER (s.value = d.theirs) AS theirs
            FROM differences d JOIN said s ON d.person = s.person AND d.field = s.field
            GROUP BY ALL
        )
        SELECT d.person, d.source, d.role, d.entry, d.field, d.ours, d.theirs,
            CASE WHEN d.field = 'area' THEN d.likelier
                WHEN d.field = 'number' AND NOT good_number(d.theirs)
                    AND good_number(d.ours) THEN 'register'
                WHEN d.field = 'number' AND NOT good_number(d.ours)
                    AND good_number(d.theirs) THEN d.source
                WHEN v.ours > v.theirs THEN 'register'
                WHEN v.theirs > v.ours THEN d.source
                ELSE 'unknown' END AS likelier
        FROM differences d
        LEFT JOIN votes v USING (person, source, role, entry, field)"""
    )
    _add_how(connection)


def _add_said_by_number(connection: duckdb.DuckDBPyConnection) -> None:
    """The register's number says a date and a sex, unless the number is in doubt."""
    for field, value in (
        ("birth_date", "try_strptime(substr(r.number, 7, 8), '%Y%m%d')::DATE::VARCHAR"),
        ("sex", "(2 - substr(r.number, 17, 1)::INT % 2)::VARCHAR"),
    ):
        connection.execute(
            f"""
            INSERT INTO said
            SELECT DISTINCT d.person, 'number', '{field}', {value}
            FROM differences d JOIN register r ON d.person = r.entry
            WHERE d.field = '{field}' AND r.good AND d.person NOT IN
                (SELECT person FROM differences WHERE field = 'number')"""
        )


def _add_how(connection: duckdb.DuckDBPyConnection) -> None:
    """Put beside each difference of names how they differ; the names then go."""
    found = connection.execute(
        "SELECT DISTINCT ours, theirs FROM differences WHERE field = 'name'"
    ).to_arrow_table()
    ours, theirs = (np.array(found[x].to_pylist(), object) for x in ("ours", "theirs"))
    how = compare(ours, theirs) if len(ours) else np.array([], np.str_)
    ways = found.append_column("how", pa.array(how, pa.string()))
    connection.register(
        "ways", ways.append_column("field", pa.array(["name"] * len(how), pa.string()))
    )
    connection.execute(
        """
        CREATE OR REPLACE TABLE differences AS
        SELECT d.person, d.source, d.role, d.entry, d.field, w.how, d.likelier
        FROM differences d LEFT JOIN ways w USING (field, ours, theirs)"""
    )
    connection.unregister("ways")
