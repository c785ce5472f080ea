"""Rules on the versions of a record and on what may stand only once at one time."""

from __future__ import annotations

from collections.abc import Iterator

from renkou.schema import Table

from . import rules
from .finding import Finding
from .session import Session


def check_versions(session: Session) -> Iterator[Finding]:
    """Findings on keys and versions of every table."""
    for files in session.tables.values():
        if files.rows:
            yield from _duplicates(session, files.table)
            yield from _chain(session, files.table)


def _duplicates(session: Session, table: Table) -> Iterator[Finding]:
    """Rows of one key, of other records or versions, known at one time."""
    name, key = table.name, ", ".join(table.key)
    value = f"concat_ws(', ', {key})"
    rows = f"""
        SELECT _file, _row, {value} AS value
        FROM (SELECT *, max(coalesce(superseded_at, 'infinity')) OVER (
                    PARTITION BY {key} ORDER BY recorded_at, version, _file, _row
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until
              FROM (SELECT {key}, recorded_at, superseded_at, version, _file, _row
                    FROM {name}
                    WHERE hash({key}) IN (SELECT hash({key}) FROM {name}
                                          GROUP BY hash({key}) HAVING count(*) > 1)))
        WHERE until > recorded_at"""
    yield from session.finding(rules.DUPLICATE, name, key, rows)


def _chain(session: Session, table: Table) -> Iterator[Finding]:
    """The versions of one record must follow each other without a gap."""
    name = table.name
    session.run(f"""
        CREATE OR REPLACE TEMP TABLE chain AS
        SELECT record_id, version, recorded_at, superseded_at, _file, _row,
               lead(version) OVER record AS next_version,
               lead(recorded_at) OVER record AS next_recorded,
               row_number() OVER record AS place
        FROM (SELECT record_id, version, recorded_at, superseded_at, _file, _row
              FROM {name}
              WHERE record_id IN (SELECT record_id FROM {name} GROUP BY record_id
                                  HAVING count(*) > 1 OR min(version) <> 1
                                      OR count(superseded_at) > 0))
        WINDOW record AS (PARTITION BY record_id ORDER BY version, _file, _row)""")
    for rule, column, condition in (
        (rules.VERSION_TWICE, "version", "next_version = version"),
        (rules.VERSION_GAP, "version", "next_version > version + 1"),
        (rules.VERSION_LATE_START, "version", "place = 1 AND version > 1"),
        (
            rules.VERSION_CHAIN,
            "superseded_at",
            "next_version = version + 1 "
            "AND superseded_at IS DISTINCT FROM next_recorded",
        ),
        (
            rules.WITHDRAWN,
            "superseded_at",
            "next_version IS NULL AND superseded_at IS NOT NULL",
        ),
    ):
        rows = (
            "SELECT _file, _row, concat(record_id, ' v', version) AS value "
            f"FROM chain WHERE {condition}"
        )
        yield from session.finding(rule, name, column, rows)
