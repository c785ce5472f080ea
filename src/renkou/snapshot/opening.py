"""Opening a snapshot: what is there, and whether it can be read, before any scan."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from renkou.schema import BY_NAME, SNAPSHOT, Table
from renkou.schema.problem import Problem

from .contents import Snapshot, TableFiles
from .manifest import Manifest, read_manifest
from .structure import Fault, mixed_ids, read_table

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
    tables, faults = read_tables(folder, read_manifest(folder))
    for fault in faults:
        raise fault.problem
    for name in needs:
        if name not in tables:
            raise missing_table(folder, name)
    return Snapshot(folder, read_manifest(folder), tables)


def read_tables(
    folder: Path, manifest: Manifest
) -> tuple[dict[str, TableFiles], list[Fault]]:
    """The tables in `folder` that can be read, and what is wrong with the others."""
    tables, faults = {}, []
    for table in SNAPSHOT:
        files = table_files(folder, table)
        if not files:
            continue
        read, wrong = read_table(table, files, manifest)
        faults += wrong
        if read is not None:
            tables[table.name] = read
    return tables, faults + mixed_ids(tables.values())


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
