"""The latest day on which anything in a snapshot was recorded or happened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import duckdb

from renkou.schema.problem import Problem

if TYPE_CHECKING:
    from .contents import Snapshot

# `valid_to` is left out: an end announced beforehand has not happened.
DAYS = ("recorded_at", "birth_date", "death_date", "occurred_on", "valid_from")


def latest_day(snapshot: Snapshot) -> date:
    """The latest of `DAYS` over all tables; Problem where there is no row at all."""
    parts = [
        f"SELECT max(CAST({name} AS DATE)) AS day FROM ({files.sql([name])})"
        for files in snapshot.tables.values()
        for name in DAYS
        if name in files.table.names
    ]
    row = duckdb.sql(f"SELECT max(day) FROM ({' UNION ALL '.join(parts)})").fetchone()
    if row is None or row[0] is None:
        raise Problem(
            f"{snapshot.path}: its tables have no rows, so it has no last day.",
            f"{snapshot.path}：各表均无数据行，无法确定最后日期。",
        )
    day: date = row[0]
    return day
