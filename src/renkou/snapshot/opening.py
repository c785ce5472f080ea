"""Opening a snapshot: what is there, and whether it can be read, before any scan."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from renkou.schema import BY_NAME, SNAPSHOT, Column, Kind, Table, Text
from renkou.schema.arrow import SCHEMA_VERSION
from renkou.schema.problem import Problem
from renkou.schema.suggestion import nearest

from .column_types import expected, is_text_id, reading
from .contents import Snapshot, TableFiles
from .manifest import Manifest, future_schema, read_manifest

NEEDED = ("persons", "residence_spells")


def open_snapshot(path: str | Path, *, needs: Iterable[str] = NEEDED) -> Snapshot:
    """Open the snapshot in folder `path`; only file footers are read.

    Each table is one file `NAME.parquet` or a folder of Parquet files. Raises Problem
    where the folder or a table in `needs` is missing, a file cannot be read, a column
    is missing or of another type, or the schema is newer than this Renkou.

    >>> open_snapshot("no-such-folder")
    Traceback (most recent call last):
    renkou.schema.problem.Problem: no-such-folder: there is no such folder...
    """
    folder = Path(path)
    if not folder.is_dir():
        raise Problem(
            f"{folder}: there is no such folder. Give the folder that holds "
            "persons.parquet and the other tables.",
            f"{folder}：文件夹不存在。请给出包含persons.parquet等表的文件夹。",
        )
    if table_files(folder, BY_NAME["names"]):
        raise Problem(
            f"{folder}: this is a register, with people's names. Measures read a "
            "snapshot, which has none: give the snapshot's folder, or remove names.",
            f"{folder}：这是含姓名的登记册。统计只读取不含姓名的快照：请给出快照文件夹，"
            "或移除names表。",
        )
    manifest = read_manifest(folder)
    tables = {}
    for table in SNAPSHOT:
        files = table_files(folder, table)
        if files:
            tables[table.name] = _read(table, files, manifest)
    for name in needs:
        if name not in tables:
            raise missing_table(folder, name)
    _one_kind_of_id(tables.values())
    return Snapshot(folder, manifest, tables)


def table_files(folder: Path, table: Table) -> tuple[Path, ...]:
    """The Parquet files of `table` in `folder`: none, one, or a folder's worth."""
    single, several = folder / f"{table.name}.parquet", folder / table.name
    if single.is_file() and several.is_dir():
        raise Problem(
            f"{folder}: has both {single.name} and the folder {table.name}/. Keep one.",
            f"{folder}：同时存在{single.name}和文件夹{table.name}/，请只保留一个。",
        )
    if single.is_file():
        return (single,)
    for inner in (several, single):  # Spark calls the folder NAME.parquet
        if inner.is_dir():
            return tuple(sorted(inner.glob("*.parquet")))
    return ()


def missing_table(folder: Path, name: str) -> Problem:
    """The refusal where table `name` is needed and not there."""
    inner = folder / "snapshot"
    if inner.is_dir():
        return Problem(
            f"{folder}: there is no {name}.parquet here. Did you mean {inner}?",
            f"{folder}：此处没有{name}.parquet。您是否想用{inner}？",
        )
    title = BY_NAME[name].title
    return Problem(
        f"{folder}: the table {name} is missing ({title.en}). Add {name}.parquet, or a "
        f"folder {name}/ of Parquet files.",
        f"{folder}：缺少表{name}（{title.zh}）。请加入{name}.parquet，"
        f"或由Parquet文件组成的文件夹{name}/。",
    )


def footer(file: Path) -> tuple[pq.FileMetaData, pa.Schema]:
    """The footer of a Parquet file, refused where it is damaged or of the future."""
    try:
        metadata = pq.read_metadata(file)
        schema = metadata.schema.to_arrow_schema()
    except (pa.ArrowInvalid, OSError) as error:
        raise Problem(
            f"{file}: this is not a whole Parquet file ({error}). Write it again.",
            f"{file}：不是完整的Parquet文件（{error}）。请重新生成。",
        ) from error
    version = (schema.metadata or {}).get(b"renkou.schema", b"1")
    if version.isdigit() and int(version) > SCHEMA_VERSION:
        raise future_schema(file, int(version))
    return metadata, schema


def _read(table: Table, files: tuple[Path, ...], manifest: Manifest) -> TableFiles:
    footers = [footer(file) for file in files]
    schemas = [schema for _, schema in footers]
    for file, schema in zip(files, schemas, strict=True):
        _check_columns(table, file, schema)
    types = {c.name: _type(table, c, files, schemas, manifest) for c in table.columns}
    readings = {
        c.name: reading(c, types[c.name], zone=manifest.timezone) or ""
        for c in table.columns
    }
    rows = sum(metadata.num_rows for metadata, _ in footers)
    return TableFiles(table, files, rows, readings, types)


def _check_columns(table: Table, file: Path, schema: pa.Schema) -> None:
    for column in table.columns:
        if column.absent or column.name in schema.names:
            continue
        kind = expected(column)
        found = nearest(column.name, [n for n in schema.names if n not in table.names])
        en, zh = "", ""
        if found:
            en, zh = f" Is it {found[0]}? Rename it.", f"是否为{found[0]}？请改名。"
        raise Problem(
            f"{file}: the column {column.name} is missing ({column.title.en}: "
            f"{kind.en}).{en} Add it{_EMPTY.en if column.optional else ''}.",
            f"{file}：缺少列{column.name}（{column.title.zh}：{kind.zh}）。{zh}"
            f"请补上该列{_EMPTY.zh if column.optional else ''}。",
        )


_EMPTY = Text("; it may be empty", "，可为空值")


def _type(
    table: Table,
    column: Column,
    files: tuple[Path, ...],
    schemas: list[pa.Schema],
    manifest: Manifest,
) -> pa.DataType:
    seen: dict[str, tuple[Path, pa.DataType]] = {}
    for file, schema in zip(files, schemas, strict=True):
        if column.name not in schema.names:
            continue
        found = schema.field(column.name).type
        how = reading(column, found, zone=manifest.timezone)
        if how is None:
            raise _wrong_type(file, column, found)
        if not pa.types.is_null(found):
            seen.setdefault(how, (file, found))
    if len(seen) > 1:
        raise _two_types(table, column, *list(seen.values())[:2])
    return next(iter(seen.values()))[1] if seen else pa.null()


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


def _one_kind_of_id(tables: Iterable[TableFiles]) -> None:
    seen: dict[bool, str] = {}
    for files in tables:
        for column in files.table.columns:
            found = files.types[column.name]
            person = column.refers_to or column.name == "person_id"
            if column.kind is not Kind.ID or not person or pa.types.is_null(found):
                continue
            seen.setdefault(is_text_id(found), f"{files.table.name}.{column.name}")
    if len(seen) == 2:
        raise Problem(
            f"{seen[True]} holds person ids as text, {seen[False]} as whole numbers; "
            "they could never meet. Write them alike in every table.",
            f"{seen[True]}的人员编号为文本，{seen[False]}为整数，二者无法对应。"
            "请在各表中统一类型。",
        )
