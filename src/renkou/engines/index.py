"""Facts kept beside a large snapshot, so that the second question is quick.

The index is a DuckDB file in the snapshot's folder, made of nothing but the snapshot
and thrown away when that changes. Where it cannot be written, facts are made in memory.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import duckdb

from renkou.schema import Text
from renkou.schema.progress import Progress
from renkou.snapshot import Snapshot

LARGE = 1_000_000  # rows of residence spells from which an index pays
VERSION = 4  # of the facts; a new one makes old indexes useless
FOLDER = ".renkou"
FACTS_AT_MOST = 11  # for progress


def fingerprint(snapshot: Snapshot) -> str:
    """A word that changes when a file of the snapshot or the facts' version does."""
    stated = [f"{VERSION}", repr(snapshot.manifest), duckdb.__version__]
    files = [file for table in snapshot.tables.values() for file in table.files]
    own = snapshot.area_list_file
    for file in sorted([*files, *([own] if own else [])]):
        stat = file.stat()
        stated.append(f"{file.name} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(stated).encode()).hexdigest()[:16]


def place_of(snapshot: Snapshot) -> Path | None:
    """Where the index of a snapshot belongs; None where it is too small to need one."""
    if snapshot["residence_spells"].rows < LARGE:
        return None
    return snapshot.path / FOLDER / f"facts-{fingerprint(snapshot)}.duckdb"


def can_write(place: Path) -> bool:
    """Whether the index can be made in its folder."""
    try:
        place.parent.mkdir(exist_ok=True)
    except OSError:
        return False
    return os.access(place.parent, os.W_OK)


def keep(
    connection: duckdb.DuckDBPyConnection,
    queries: Iterable[tuple[str, str]],
    place: Path,
    progress: Progress,
) -> bool:
    """Write each (name, SQL) as a table into `place`, whole or not at all."""
    part = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        connection.execute(f"ATTACH '{_quoted(part)}' AS making")
        for number, (name, sql) in enumerate(queries):
            text = Text(f"Preparing {name}, once", f"首次准备{name}")
            progress(number / FACTS_AT_MOST, text)
            connection.execute(f'CREATE TABLE making."{name}" AS {sql}')
        connection.execute("DETACH making")
        for pattern in ("facts-*.duckdb", "stock-*.npz"):
            for old in place.parent.glob(pattern):
                old.unlink(missing_ok=True)
        part.replace(place)
    except (duckdb.IOException, OSError):
        connection.execute("DETACH DATABASE IF EXISTS making")
        return False
    finally:
        part.unlink(missing_ok=True)
        part.with_name(f"{part.name}.wal").unlink(missing_ok=True)
    return True


def attach(connection: duckdb.DuckDBPyConnection, place: Path) -> bool:
    """Attach the index for reading, as `kept`; False where it cannot be read."""
    try:
        connection.execute(f"ATTACH '{_quoted(place)}' AS kept (READ_ONLY)")
    except (duckdb.IOException, duckdb.CatalogException):
        return False
    return True


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
