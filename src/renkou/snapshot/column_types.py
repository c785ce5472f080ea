"""Which Parquet types a declared column may come in, and how SQL reads each."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.types as is_

from renkou.schema import Column, Kind, Text

EXPECTED: dict[Kind, Text] = {
    Kind.ID: Text("a signed whole number or text (UUID)", "有符号整数或文本（UUID）"),
    Kind.DATE: Text("a date, or a timestamp at midnight", "日期，或零点的时间戳"),
    Kind.MOMENT: Text("a timestamp", "时间戳"),
    Kind.AREA: Text("text: the 12-digit code", "文本（12位代码）"),
    Kind.COUNT: Text("a whole number", "整数"),
    Kind.FLAG: Text("true or false", "布尔值"),
    Kind.TEXT: Text("text", "文本"),
}


def expected(column: Column) -> Text:
    """The types `column` may come in, in words."""
    if column.kind is Kind.CODE:
        named = ", ".join(str(code) for code in column.codes)
        if _numeric(column):
            return Text(f"a whole number: {named}", f"整数：{named}")
        return Text(f"text: {named}", f"文本：{named}")
    return EXPECTED[column.kind]


def reading(column: Column, found: pa.DataType, *, zone: str) -> str | None:
    """The SQL expression by which `column`, stored as `found`, is read.

    None where that type cannot hold the column's values. Ids become BIGINT or VARCHAR,
    dates DATE, moments TIMESTAMP in the time of `zone`, areas and codes in text
    VARCHAR, numeric codes and counts INTEGER, flags BOOLEAN.
    """
    name = f'"{column.name}"'
    if is_.is_null(found):
        target = _TARGET[_target_kind(column)]
        return f"CAST(NULL AS {target})" if column.optional else None
    if is_.is_dictionary(found):
        found = found.value_type
    match _target_kind(column):
        case Kind.ID:
            return _id(name, found)
        case Kind.DATE:
            return _date(name, found)
        case Kind.MOMENT:
            return _moment(name, found, zone)
        case Kind.COUNT:
            return f"CAST({name} AS INTEGER)" if is_.is_integer(found) else None
        case Kind.FLAG:
            return name if is_.is_boolean(found) else None
        case _:
            return name if _is_text(found) else None


_TARGET = {
    Kind.ID: "BIGINT",
    Kind.DATE: "DATE",
    Kind.MOMENT: "TIMESTAMP",
    Kind.COUNT: "INTEGER",
    Kind.FLAG: "BOOLEAN",
    Kind.TEXT: "VARCHAR",
}


def _numeric(column: Column) -> bool:
    return all(isinstance(code, int) for code in column.codes)


def _target_kind(column: Column) -> Kind:
    if column.kind is Kind.AREA:
        return Kind.TEXT
    if column.kind is Kind.CODE:
        return Kind.COUNT if _numeric(column) else Kind.TEXT
    return column.kind


def _is_text(found: pa.DataType) -> bool:
    return bool(
        is_.is_string(found) or is_.is_large_string(found) or is_.is_string_view(found)
    )


def is_text_id(found: pa.DataType) -> bool:
    """Whether ids stored as `found` are text; whole numbers otherwise."""
    if is_.is_dictionary(found):
        found = found.value_type
    return _is_text(found) or _is_uuid(found)


def _is_uuid(found: pa.DataType) -> bool:
    uuid = isinstance(found, pa.BaseExtensionType) and found.extension_name == (
        "arrow.uuid"
    )
    return bool(uuid or (is_.is_fixed_size_binary(found) and found.byte_width == 16))


def _id(name: str, found: pa.DataType) -> str | None:
    if is_.is_integer(found) and not is_.is_uint64(found):
        return f"CAST({name} AS BIGINT)"
    return f"CAST({name} AS VARCHAR)" if _is_text(found) or _is_uuid(found) else None


def _date(name: str, found: pa.DataType) -> str | None:
    stamp = is_.is_timestamp(found) and found.tz is None
    return f"CAST({name} AS DATE)" if is_.is_date(found) or stamp else None


def _moment(name: str, found: pa.DataType, zone: str) -> str | None:
    if is_.is_timestamp(found) and found.tz is not None:
        return f"timezone('{zone}', CAST({name} AS TIMESTAMPTZ))"
    stamp = is_.is_timestamp(found) or is_.is_date(found)
    return f"CAST({name} AS TIMESTAMP)" if stamp else None
