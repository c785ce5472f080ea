"""The temporary place where identified data lies while it is compared, then no more."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

THREADS = 2
MEMORY = "5GB"  # of DuckDB; what does not fit is spilled into the place


@contextmanager
def workplace() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection whose spilled pages lie in a folder that is removed.

    Nobody else can read the folder, and it goes after an error or an interrupt too.

    >>> with workplace() as connection:
    ...     connection.execute("SELECT 1").fetchone()
    (1,)
    """
    folder = Path(tempfile.mkdtemp(prefix="renkou-linkage-"))
    try:
        connection = duckdb.connect()
        try:
            connection.execute(f"SET temp_directory = '{folder / 'spill'}'")
            connection.execute(f"SET threads = {THREADS}")
            connection.execute(f"SET memory_limit = '{MEMORY}'")
            connection.execute("SET enable_progress_bar = false")
            connection.execute("SET preserve_insertion_order = false")
            yield connection
        except Exception as error:
            # DuckDB, and Splink after it, answer an interrupt with an error of theirs.
            if _was_interrupted(error):
                raise KeyboardInterrupt from error
            raise
        finally:
            connection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _was_interrupted(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    """The rows that a query gives, which are few."""
    found: list[tuple[object, ...]] = connection.execute(query).fetchall()
    return found


def count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """The one whole number that a query gives."""
    found = connection.execute(query).fetchone()
    return int(found[0]) if found and found[0] is not None else 0
