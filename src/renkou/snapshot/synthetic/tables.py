"""Version rows as Arrow tables under the schema, sorted, and written as Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from renkou.schema import BY_NAME, ELSEWHERE, Column, Kind, Table
from renkou.schema.arrow import arrow_schema
from renkou.snapshot.writing import ROW_GROUP

from .ids import Ids
from .lives import NEVER
from .records import Columns
from .walk import UNKNOWN

_DICTIONARY = (Kind.AREA, Kind.CODE, Kind.TEXT, Kind.DATE, Kind.FLAG, Kind.COUNT)
REGISTER_TABLE = 10_000_000_000
"""Records of the register's tables are numbered apart, table by table."""
_SPACE = {"household_id": "household", "delivery_id": "delivery"}


def arrow_table(
    name: str, rows: Columns, ids: Ids, codes: tuple[str, ...], *, ordered: bool
) -> pa.Table:
    """The rows of table `name` with `ids` as their ids, in the schema's types.

    `codes` are the 12-digit codes that area indices stand for. `ordered` sorts them by
    the schema's sort. Columns given as Arrow arrays are taken as they are.
    """
    table = BY_NAME[name]
    held = dict(rows)
    for column in table.columns:
        if column.kind is Kind.ID and column.name != "record_id":
            space = _SPACE.get(column.name, "person")
            held[column.name] = ids.of(space, rows[column.name])
    order = _order(table, held) if ordered else None
    held["record_id"] = _record_ids(table, rows["record_id"], order, ids)
    arrays = []
    for field in arrow_schema(table):
        if field.name in held:
            values = held.pop(field.name)
        elif field.name == "nationality":
            values = pa.repeat(pa.scalar("CHN"), len(rows["record_id"]))
        elif field.name == "synthetic":
            values = np.ones(len(rows["record_id"]), np.bool_)
        else:
            continue
        moved = order is not None and field.name != "record_id"
        arrays.append(
            (
                field,
                _array(
                    table[field.name], field, values, order if moved else None, codes
                ),
            )
        )
    schema = pa.schema([f for f, _ in arrays], metadata=arrow_schema(table).metadata)
    return pa.table([a for _, a in arrays], schema=schema)


def write_parquet(path: Path, name: str, table: pa.Table) -> None:
    """Write `table` as `name`.parquet into folder `path`, ready for scanning."""
    declared = BY_NAME[name]
    pq.write_table(
        table,
        path / f"{name}.parquet",
        compression="zstd",
        compression_level=1,
        row_group_size=ROW_GROUP,
        use_dictionary=[
            c.name
            for c in declared.columns
            if c.kind in _DICTIONARY
            and c.name in table.column_names
            and c.name not in ("surname", "given", "identity_number")
        ],
    )


def _array(
    column: Column,
    field: pa.Field,
    values: Any,
    order: NDArray[np.int64] | None,
    codes: tuple[str, ...],
) -> pa.Array:
    if isinstance(values, pa.Array | pa.ChunkedArray):
        return values if order is None else values.take(pa.array(order))
    if order is not None:
        values = values[order]
    if column.kind is Kind.ID:
        return pa.array(values, mask=values == 0 if column.optional else None)
    if column.kind is Kind.DATE:
        mask = values == NEVER if column.optional else None
        return pa.array(values.astype(np.int32), mask=mask).view(pa.date32())
    if column.kind is Kind.MOMENT:
        mask = values >= UNKNOWN if column.optional else None
        return pa.array(values, mask=mask).view(pa.timestamp("s"))
    if column.kind is Kind.AREA:
        return _areas(column, values, codes)
    if pa.types.is_dictionary(field.type):
        texts = pa.array([str(code) for code in column.codes])
        return pa.DictionaryArray.from_arrays(pa.array(values.astype(np.int8)), texts)
    return pa.array(values, field.type)


def _areas(column: Column, values: NDArray[Any], codes: tuple[str, ...]) -> pa.Array:
    """Area codes; a negative index is null, or `elsewhere` where none may be null."""
    texts = list(codes) if column.optional else [*codes, ELSEWHERE]
    index = values.astype(np.int32)
    mask = index < 0 if column.optional else None
    if not column.optional:
        index = np.where(index < 0, len(codes), index).astype(np.int32)
        if column.name not in ("origin", "destination"):
            texts = list(codes)
    return pa.DictionaryArray.from_arrays(pa.array(index, mask=mask), pa.array(texts))


def _order(table: Table, held: dict[str, Any]) -> NDArray[np.int64]:
    """The order of the schema's sort: one packed key where it fits into 64 bits."""
    moment, record = held["recorded_at"], held["record_id"]
    if not len(record):
        return np.empty(0, np.int64)
    keys = [
        _ranked(table[name], held[name].astype(np.int64))
        for name in table.sort
        if name != "recorded_at"
    ]
    widths = [_width(key) for key in keys]
    version = held["version"].astype(np.int64)
    if sum(widths) + _width(version) > 64:
        return np.lexsort((record, moment, *reversed(keys)))
    packed = np.zeros(len(version), np.uint64)
    for key, width in zip(keys, widths, strict=True):
        packed = (packed << np.uint64(width)) | (key - key.min()).astype(np.uint64)
    # A record's versions stand in the order of their moments, which are wider.
    room = np.uint64(_width(version))
    order = np.argsort((packed << room) | (version - version.min()).astype(np.uint64))
    return _settle_ties(order, packed[order], moment, record)


def _width(key: NDArray[np.int64]) -> int:
    return (int(key.max()) - int(key.min())).bit_length()


def _settle_ties(
    order: NDArray[np.int64],
    packed: NDArray[np.uint64],
    moment: NDArray[np.int64],
    record: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Order the few rows of like keys but different records by moment and record."""
    same = packed[1:] == packed[:-1]
    mixed = same & (record[order[1:]] != record[order[:-1]])
    if not mixed.any():
        return order
    run = np.concatenate([[0], np.cumsum(~same)])
    several = np.zeros(run[-1] + 1, np.bool_)
    several[run[1:][mixed]] = True
    places = np.flatnonzero(several[run])
    rows = order[places]
    settled = order.copy()
    settled[places] = rows[np.lexsort((record[rows], moment[rows], run[places]))]
    return settled


def _ranked(column: Column, values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Values that sort as the written ones do: codes in text by their text."""
    if column.kind is not Kind.CODE or not isinstance(next(iter(column.codes)), str):
        return values
    ranks = np.argsort(np.argsort([str(code) for code in column.codes]))
    ranked: NDArray[np.int64] = ranks[values]
    return ranked


def _record_ids(
    table: Table, rows: NDArray[Any], order: NDArray[np.int64] | None, ids: Ids
) -> NDArray[np.int64]:
    """Ids of records: a register's by row, a snapshot's by first place in the file."""
    if not ids.pseudonymous or order is None:
        place = list(BY_NAME).index(table.name) + 1
        return rows.astype(np.int64) + place * REGISTER_TABLE
    record = rows[order]
    first = np.empty(int(rows.max()) + 1 if len(rows) else 0, np.int64)
    first[record[::-1]] = np.arange(len(record))[::-1]
    found: NDArray[np.int64] = first[record] + 1
    return found
