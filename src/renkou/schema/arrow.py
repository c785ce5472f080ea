"""The declared tables as Arrow schemas: the contract of every Parquet file."""

from __future__ import annotations

import pyarrow as pa

from .column import Column, Kind, Table

SCHEMA_VERSION = 1
_TYPES = {
    Kind.ID: pa.int64(),
    Kind.DATE: pa.date32(),
    Kind.MOMENT: pa.timestamp("s"),
    Kind.AREA: pa.dictionary(pa.int32(), pa.string()),
    Kind.COUNT: pa.int32(),
    Kind.FLAG: pa.bool_(),
    Kind.TEXT: pa.string(),
}


def arrow_type(column: Column) -> pa.DataType:
    """The Arrow type that our own writers use for `column`."""
    if column.kind is Kind.CODE:
        numeric = all(isinstance(code, int) for code in column.codes)
        return pa.int8() if numeric else pa.dictionary(pa.int8(), pa.string())
    return _TYPES[column.kind]


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema that our own writers use for `table`."""
    fields = [
        pa.field(c.name, arrow_type(c), nullable=c.optional) for c in table.columns
    ]
    metadata = {
        b"renkou.table": table.name.encode(),
        b"renkou.schema": b"%d" % SCHEMA_VERSION,
    }
    return pa.schema(fields, metadata=metadata)
