"""Whom each extract should name, as far as the register knows."""

from __future__ import annotations

import duckdb

from renkou.schema import ELSEWHERE

from .register import RegisterFiles

EVENTS = {
    "marriages": ("结婚", ("first_id", "second_id")),
    "divorces": ("离婚", ("first_id", "second_id")),
    "adoptions": ("收养", ("child_id", "adopter_id")),
    "deaths": ("死亡", ("person_id",)),
}
"""The register's table for each event of civil affairs, and who takes part in it."""


def expected_persons(
    connection: duckdb.DuckDBPyConnection,
    files: RegisterFiles,
    source: str,
    role: str,
    target: str,
) -> bool:
    """Make `target(person, event, event_date, area)`; False where none is expected.

    Public security should list the registered, social security those who live here,
    neither the dead. Health should have certified the births registered here since its
    first certificate, civil affairs the events since its first.
    Of mothers, whom a row names beside the child, nobody is expected.
    """
    if source == "public_security":
        query = _standing("registered", "area")
    elif source == "social_security":
        query = _standing("living", "other_area")
    elif source == "health" and role == "child" and files.has("births"):
        query = _born(files)
    elif source == "civil_affairs" and role == "first":
        query = _events(files)
    else:
        return False
    connection.execute(f"CREATE OR REPLACE TABLE {target} AS {query}")
    return True


def _standing(state: str, area: str) -> str:
    return (
        f"SELECT entry AS person, NULL::VARCHAR AS event, NULL::DATE AS event_date, "
        f"{area} AS area FROM register WHERE {state} AND NOT dead"
    )


def _born(files: RegisterFiles) -> str:
    return f"""
        SELECT child_id AS person, NULL::VARCHAR AS event, occurred_on AS event_date,
            area
        FROM {files.scan("births")} WHERE area <> '{ELSEWHERE}'
            AND occurred_on >= (SELECT min(event_date) FROM health)"""


def _events(files: RegisterFiles) -> str:
    parts = [
        f"SELECT {who} AS person, '{event}' AS event, occurred_on AS event_date, area "
        f"FROM {files.scan(table)}"
        for table, (event, whose) in EVENTS.items()
        if files.has(table)
        for who in whose
    ]
    return (
        f"SELECT * FROM ({' UNION ALL '.join(parts)}) WHERE event_date >= "
        "(SELECT min(event_date) FROM civil_affairs)"
    )
