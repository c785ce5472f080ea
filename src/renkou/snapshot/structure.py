"""The footers of a table's files set against the declaration: columns and types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from renkou.schema import Column, Kind, Table, Text
from renkou.schema.arrow import SCHEMA_VERSION
from renkou.schema.problem import Problem
from renkou.schema.suggestion import nearest

from .column_types import expected, is_text_id, reading
from .contents import TableFiles
from .manifest import Manifest, future_schema

_EMPTY = Text("; it may be empty", "，可为空值")
_Schemas = list[tuple[Path, pa.Schema]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A table that cannot be read as declared, and why."""

    table: str
    column: str
    problem: Problem


def footer(file: Path) -> tuple[int, pa.Schema]:
    """Rows and schema of a Parquet file; refused if damaged or of the future."""
    try:
        metadata = pq.read_metadata(file)
        schema = metadata.schema.to_arrow_schema()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        if isinstance(error, PermissionError):
            raise
        raise Problem(
            f"{file}: this is not a whole Parquet file ({error}). Write it again.",
            f"{file}：不是完整的Parquet文件（{error}）。请重新生成。",
        ) from error
    version = (schema.metadata or {}).get(b"renkou.schema", b"1")
    if version.isdigit() and int(version) > SCHEMA_VERSION:
        raise future_schema(file, int(version))
    return metadata.num_rows, schema


def read_table(
    table: Table, files: tuple[Path, ...], manifest: Manifest
) -> tuple[TableFiles | None, list[Fault]]:
    """The table as it can be read; None with the faults where it cannot."""
    rows = 0
    schemas: _Schemas = []
    try:
        for file in files:
            some, schema = footer(file)
            rows += some
            schemas.append((file, schema))
    except Problem as problem:
        return None, [Fault(table.name, "", problem)]
    faults = [
        Fault(table.name, column.name, problem)
        for column in table.columns
        for problem in _problems(table, column, schemas, manifest.timezone)
    ]
    if faults:
        return None, faults
    types = {c.name: _type(c, schemas) for c in table.columns}
    readings = {
        c.name: reading(c, types[c.name], zone=manifest.timezone) or ""
        for c in table.columns
    }
    return TableFiles(table, files, rows, readings, types), []


def mixed_ids(tables: Iterable[TableFiles]) -> list[Fault]:
    """A fault where persons are numbers in one table and text in another."""
    seen: dict[bool, tuple[str, str]] = {}
    for files in tables:
        for column in files.table.columns:
            found = files.types[column.name]
            person = column.refers_to or column.name == "person_id"
            if column.kind is Kind.ID and person and not pa.types.is_null(found):
                seen.setdefault(is_text_id(found), (files.table.name, column.name))
    if len(seen) < 2:
        return []
    text, number = ".".join(seen[True]), ".".join(seen[False])
    problem = Problem(
        f"{text} holds person ids as text, {number} as whole numbers; they could "
        "never meet. Write them alike in every table.",
        f"{text}的人员编号为文本，{number}为整数，二者无法对应。请在各表中统一类型。",
    )
    return [Fault(*seen[True], problem)]


def _type(column: Column, schemas: _Schemas) -> pa.DataType:
    found = [s.field(column.name).type for _, s in schemas if column.name in s.names]
    typed = [kind for kind in found if not pa.types.is_null(kind)]
    return typed[0] if typed else pa.null()


def _problems(
    table: Table, column: Column, schemas: _Schemas, zone: str
) -> Iterator[Problem]:
    seen: dict[str, tuple[Path, pa.DataType]] = {}
    for file, schema in schemas:
        if column.name not in schema.names:
            if not column.absent:
                yield _missing(table, column, file, schema)
            continue
        found = schema.field(column.name).type
        how = reading(column, found, zone=zone)
        if how is None:
            yield _wrong_type(file, column, found)
        elif not pa.types.is_null(found):
            seen.setdefault(how, (file, found))
    if len(seen) > 1:
        yield _two_types(table, column, *list(seen.values())[:2])


def _missing(table: Table, column: Column, file: Path, schema: pa.Schema) -> Problem:
    kind = expected(column)
    extra = [name for name in schema.names if name not in table.names]
    found = nearest(column.name, extra)
    en, zh = "", ""
    if found:
        en, zh = f" Is it {found[0]}? Rename it.", f"是否为{found[0]}？请改名。"
    return Problem(
        f"{file}: the column {column.name} is missing ({column.title.en}: "
        f"{kind.en}).{en} Add it{_EMPTY.en if column.optional else ''}.",
        f"{file}：缺少列{column.name}（{column.title.zh}：{kind.zh}）。{zh}"
        f"请补上该列{_EMPTY.zh if column.optional else ''}。",
    )


def _wrong_type(file: Path, column: Column, found: pa.DataType) -> Problem:
    kind = expected(column)
    en, zh = "Convert it.", "请转换该列。"
    if pa.types.is_floating(found):
        en = "pandas makes whole numbers with gaps into floats: use its type Int64."
        zh = "pandas会把含空值的整数变成浮点数，请改用Int64类型。"
    elif pa.types.is_uint64(found):
        en, zh = "Keep ids below 2^63, or write them as text.", "请改用文本编号。"
    return Problem(
        f"{file}: column {column.name} has the type {found}; it must be {kind.en}. "
        f"{en}",
        f"{file}：列{column.name}的类型为{found}，应为{kind.zh}。{zh}",
    )


def _two_types(
    table: Table,
    column: Column,
    first: tuple[Path, pa.DataType],
    second: tuple[Path, pa.DataType],
) -> Problem:
    return Problem(
        f"{second[0]}: column {column.name} of {table.name} has the type {second[1]}, "
        f"in {first[0].name} {first[1]}. Write all files of a table alike.",
        f"{second[0]}：表{table.name}的列{column.name}类型为{second[1]}，"
        f"而{first[0].name}中为{first[1]}。同一张表的各文件类型须一致。",
    )
