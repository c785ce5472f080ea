"""A snapshot written out as CSV, for programs that read nothing else."""

from __future__ import annotations

import codecs
import shutil
from pathlib import Path

import duckdb
import pyarrow.csv as pa_csv

from renkou.schema import Kind, Text
from renkou.schema.progress import Progress, silent

from .contents import Snapshot, TableFiles
from .folder import new_folder
from .manifest import MANIFEST
from .opening import open_snapshot

_BATCH = 100_000  # rows written at a time


def export_csv(
    path: str | Path,
    out: str | Path,
    *,
    mark: bool = False,
    replace: bool = False,
    progress: Progress = silent,
) -> dict[str, int]:
    """Write each table of the snapshot in `path` as `NAME.csv` into folder `out`.

    UTF-8, the declared columns, days as 2024-11-28 and moments as 2024-11-28 09:30:00,
    nothing for null; `mark` begins each file with a byte order mark, by which
    spreadsheets know UTF-8. The manifest and the city's own list of areas go along.
    Gives the rows of each table.
    """
    snapshot = open_snapshot(path, needs=())
    with new_folder(out, replace=replace) as folder:
        for number, (name, files) in enumerate(snapshot.tables.items()):
            done = number / len(snapshot.tables)
            progress(done, Text(f"Writing {name}.csv", f"正在写出{name}.csv"))
            _write(files, folder / f"{name}.csv", mark)
        _go_along(snapshot, folder)
    progress(1.0, Text("Done", "完成"))
    return {name: files.rows for name, files in snapshot.tables.items()}


def _write(files: TableFiles, file: Path, mark: bool) -> None:
    moments = {c.name for c in files.table.columns if c.kind is Kind.MOMENT}
    picked = ", ".join(
        f"strftime({name}, '%Y-%m-%d %H:%M:%S') AS {name}" if name in moments else name
        for name in files.table.names
    )
    with duckdb.connect() as connection, file.open("wb") as out:
        if mark:
            out.write(codecs.BOM_UTF8)
        query = f"SELECT {picked} FROM ({files.sql()})"
        reader = connection.execute(query).to_arrow_reader(_BATCH)
        options = pa_csv.WriteOptions(quoting_style="needed")
        with pa_csv.CSVWriter(out, reader.schema, write_options=options) as writer:
            for batch in reader:
                writer.write_batch(batch)


def _go_along(snapshot: Snapshot, folder: Path) -> None:
    manifest = snapshot.path / MANIFEST
    if manifest.is_file():
        shutil.copyfile(manifest, folder / MANIFEST)
    if snapshot.area_list_file:
        shutil.copyfile(snapshot.area_list_file, folder / snapshot.area_list_file.name)
