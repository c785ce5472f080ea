"""What became of every person and row: agreed, differing, missing, doubled."""

from __future__ import annotations

import duckdb

from .agreement import DOUBLE_RULE

AGREED, DIFFERING, MISSING_HERE, MISSING_THERE, DOUBLED = (
    "agreed",
    "differing",
    "missing_here",
    "missing_there",
    "doubled",
)
STATUSES = (AGREED, DIFFERING, MISSING_HERE, MISSING_THERE, DOUBLED)


def begin_statuses(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables of statuses and of links."""
    connection.execute(
        "CREATE OR REPLACE TABLE statuses (source VARCHAR, role VARCHAR, entry BIGINT, "
        "person BIGINT, status VARCHAR, expected BOOLEAN, event VARCHAR, day DATE, "
        "area VARCHAR)"
    )
    connection.execute(
        "CREATE OR REPLACE TABLE all_links (source VARCHAR, role VARCHAR, "
        "entry BIGINT, person BIGINT, probability DOUBLE, weight DOUBLE, "
        "weights VARCHAR, rule VARCHAR)"
    )


def add_links(
    connection: duckdb.DuckDBPyConnection, source: str, role: str, probability: float
) -> None:
    """Keep of `links` those probable enough, in `links` and in `all_links`."""
    connection.execute(f"DELETE FROM links WHERE probability < {probability}")
    connection.execute(
        f"INSERT INTO all_links SELECT '{source}', '{role}', left_entry, right_entry, "
        "probability, weight, weights, rule FROM links"
    )


def add_statuses(
    connection: duckdb.DuckDBPyConnection,
    part: str,
    source: str,
    role: str,
    *,
    expected: str | None,
) -> None:
    """Add one row for each entry of `part`, and for each expected person not found.

    A person whom the register has as gone or dead, or an event that it has on another
    day, differs; an event that it has not at all is missing here. With `expected` None
    no one is missing there.
    """
    is_event = source == "civil_affairs"
    known = _events_known() if is_event and expected else "true"
    same = _expected(expected, is_event)
    connection.execute(
        f"""
        INSERT INTO statuses
        SELECT '{source}', '{role}', e.entry, k.right_entry,
            CASE WHEN k.left_entry IS NULL THEN '{MISSING_HERE}'
                WHEN k.rule = '{DOUBLE_RULE}' THEN '{DOUBLED}'
                WHEN NOT {known} THEN '{MISSING_HERE}'
                WHEN d.entry IS NOT NULL OR NOT {same} THEN '{DIFFERING}'
                ELSE '{AGREED}' END,
            k.left_entry IS NULL OR {same}, e.event, e.event_date, e.area
        FROM {part} e LEFT JOIN links k ON e.entry = k.left_entry
        LEFT JOIN (SELECT DISTINCT entry FROM differences
            WHERE source = '{source}' AND role = '{role}') d ON e.entry = d.entry"""
    )


def _expected(expected: str | None, is_event: bool) -> str:
    if expected is None:
        return "true"
    if is_event:
        return (
            f"(k.right_entry, e.event, e.event_date) IN "
            f"(SELECT (person, event, event_date) FROM {expected})"
        )
    return f"k.right_entry IN (SELECT person FROM {expected})"


def _events_known() -> str:
    return "(k.right_entry, e.event) IN (SELECT (person, event) FROM expected)"


def add_missing(
    connection: duckdb.DuckDBPyConnection, source: str, role: str, expected: str
) -> None:
    """Add the expected persons, or their events, that no entry of the source names."""
    event = "AND coalesce(s.event, '') = coalesce(x.event, '')"
    connection.execute(
        f"""
        INSERT INTO statuses
        SELECT '{source}', '{role}', NULL, x.person, '{MISSING_THERE}', true, x.event,
            x.event_date, x.area
        FROM {expected} x ANTI JOIN (
            SELECT person, event FROM statuses
            WHERE source = '{source}' AND person IS NOT NULL) s
        ON x.person = s.person {event if source == "civil_affairs" else ""}"""
    )
