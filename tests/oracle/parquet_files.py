"""Parquet files of a random city, and rows read back from such files."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from .recording import KEYS, Row, Tables

SHANGHAI = timezone(timedelta(hours=8))  # no summer time since 1991
_CODE = pa.dictionary(pa.int8(), pa.string())
_AREA = pa.dictionary(pa.int32(), pa.string())
_DATE = pa.date32()
_COUNT = pa.int32()
_FLAG = pa.bool_()
_BODIES: dict[str, list[tuple[str, pa.DataType | str, bool]]] = {
    "persons": [
        ("person_id", "id", False),
        ("sex", pa.int8(), False),
        ("birth_date", _DATE, False),
        ("death_date", _DATE, True),
        ("birth_area", _AREA, True),
        ("mother_id", "id", True),
        ("father_id", "id", True),
        ("nationality", pa.string(), True),
        ("synthetic", _FLAG, False),
    ],
    "residence_spells": [
        ("person_id", "id", False),
        ("kind", _CODE, False),
        ("area", _AREA, False),
        ("registration", _CODE, True),
        ("valid_from", _DATE, False),
        ("valid_to", _DATE, True),
    ],
    "births": [
        ("child_id", "id", False),
        ("mother_id", "id", True),
        ("father_id", "id", True),
        ("delivery_id", "id", False),
        ("occurred_on", _DATE, False),
        ("area", _AREA, False),
        ("sex", pa.int8(), False),
        ("birth_order", _COUNT, True),
    ],
    "deaths": [
        ("person_id", "id", False),
        ("occurred_on", _DATE, False),
        ("area", _AREA, False),
    ],
    "marriages": [
        ("first_id", "id", False),
        ("second_id", "id", False),
        ("occurred_on", _DATE, False),
        ("area", _AREA, False),
        ("first_marriage_of_first", _FLAG, True),
        ("first_marriage_of_second", _FLAG, True),
    ],
    "divorces": [
        ("first_id", "id", False),
        ("second_id", "id", False),
        ("occurred_on", _DATE, False),
        ("area", _AREA, False),
    ],
    "adoptions": [
        ("child_id", "id", False),
        ("adopter_id", "id", False),
        ("occurred_on", _DATE, False),
        ("area", _AREA, False),
    ],
    "moves": [
        ("person_id", "id", False),
        ("kind", _CODE, False),
        ("occurred_on", _DATE, False),
        ("origin", _AREA, False),
        ("destination", _AREA, False),
    ],
    "household_spells": [
        ("household_id", "id", False),
        ("person_id", "id", False),
        ("role", _CODE, False),
        ("valid_from", _DATE, False),
        ("valid_to", _DATE, True),
    ],
    "reported_counts": [
        ("area", _AREA, False),
        ("month", _DATE, False),
        ("kind", _CODE, False),
        ("value", _COUNT, False),
    ],
}


def _schema(table: str, *, text_ids: bool, aware: bool) -> pa.Schema:
    moment = pa.timestamp("us", "Asia/Shanghai") if aware else pa.timestamp("s")
    identity = pa.string() if text_ids else pa.int64()
    columns: list[tuple[str, pa.DataType | str, bool]] = [
        ("record_id", "id", False),
        ("version", _COUNT, False),
        ("recorded_at", moment, False),
        ("superseded_at", moment, True),
        *_BODIES[table],
    ]
    fields = [
        pa.field(name, identity if kind == "id" else kind, nullable=optional)
        for name, kind, optional in columns
    ]
    metadata = {b"renkou.table": table.encode(), b"renkou.schema": b"1"}
    return pa.schema(fields, metadata=metadata)


def _with_zone(row: Row) -> Row:
    moments = ("recorded_at", "superseded_at")
    zoned = {k: row[k].replace(tzinfo=SHANGHAI) for k in moments if row[k] is not None}
    return {**row, **zoned}


def write(
    tables: Tables, folder: Path, *, aware: bool = False, shuffle: int | None = None
) -> Path:
    """Writes one Parquet file a table into `folder`; rows in another order if asked."""
    folder.mkdir(parents=True, exist_ok=True)
    text_ids = isinstance(tables["persons"][0]["person_id"], str)
    for name, rows in tables.items():
        rows = [_with_zone(row) for row in rows] if aware else list(rows)
        if shuffle is not None:
            Random(f"{shuffle} {name}").shuffle(rows)
        schema = _schema(name, text_ids=text_ids, aware=aware)
        pq.write_table(
            pa.Table.from_pylist(rows, schema=schema), folder / f"{name}.parquet"
        )
    return folder


def _local(moment: datetime | None) -> datetime | None:
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(SHANGHAI).replace(tzinfo=None)


def read(folder: Path) -> Tables:
    """The rows of a folder of Parquet files, moments in local time."""
    tables: Tables = {}
    for name in KEYS:
        rows: list[Row] = pq.read_table(folder / f"{name}.parquet").to_pylist()
        for row in rows:
            row["recorded_at"] = _local(row["recorded_at"])
            row["superseded_at"] = _local(row["superseded_at"])
        tables[name] = rows
    return tables
