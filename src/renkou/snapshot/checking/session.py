"""A DuckDB connection in which each table is a view that knows file and row."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from renkou.schema import Kind, Text

from ..contents import TableFiles, quoted
from .finding import Example, Finding, Rule

MEMORY = "4GB"  # what does not fit is spilled
EXAMPLES = 5


class Session:
    """Runs the questions of a check. Views are named as the tables.

    Each view has `_file` (a place in `paths`), `_row` (from 1) and, where a date is
    stored as a timestamp, `_raw_NAME`; `NAME_now` holds the rows that no later version
    replaces.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, tables: Mapping[str, TableFiles]
    ) -> None:
        self._connection = connection
        self.tables = tables
        self.paths: list[Path] = []
        for files in tables.values():
            self._view(files)

    def _view(self, files: TableFiles) -> None:
        name = files.table.name
        picked = [f'{sql} AS "{column}"' for column, sql in files.readings.items()]
        picked += [
            f'"{column.name}" AS "_raw_{column.name}"'
            for column in files.table.columns
            if column.kind is Kind.DATE
            and pa.types.is_timestamp(files.types[column.name])
        ]
        self._connection.execute(
            f"CREATE VIEW {name} AS SELECT {', '.join(picked)}, "
            f"{self._file(files)} AS _file, file_row_number + 1 AS _row "
            f"FROM {files.scan(numbered=True)}"
        )
        self._connection.execute(
            f"CREATE VIEW {name}_now AS SELECT * FROM {name} "
            "WHERE superseded_at IS NULL"
        )

    def _file(self, files: TableFiles) -> str:
        """SQL for the place of a row's file among `paths`: a number is soon sorted."""
        start = len(self.paths)
        self.paths += files.files
        if len(files.files) == 1:
            return f"{start}::USMALLINT"
        names = ", ".join(quoted(str(file)) for file in files.files)
        return f"({start - 1} + list_position([{names}], filename))::USMALLINT"

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """The rows that `query` gives."""
        found: list[tuple[object, ...]] = self._connection.execute(query).fetchall()
        return found

    def run(self, statement: str) -> None:
        """Run `statement` for what it makes."""
        self._connection.execute(statement)

    def examples(self, query: str) -> tuple[Example, ...]:
        """The first rows of a query that gives `_file`, `_row` and `value`."""
        first = self.rows(
            f"SELECT _file, _row, CAST(value AS VARCHAR) FROM ({query}) "
            f"ORDER BY _file, _row LIMIT {EXAMPLES}"
        )
        return tuple(
            Example(
                self.paths[int(str(file))].name,
                int(str(row)),
                "" if value is None else str(value),
            )
            for file, row, value in first
        )

    def finding(
        self,
        rule: Rule,
        table: str,
        column: str,
        query: str,
        *,
        detail: Text | None = None,
    ) -> Iterator[Finding]:
        """A finding where `query` (giving `_file`, `_row`, `value`) has any rows."""
        [(count,)] = self.rows(f"SELECT count(*) FROM ({query})")
        if count:
            number = int(str(count))
            examples = self.examples(query)
            yield Finding(rule, table, column, number, examples, detail)


@contextmanager
def session(tables: Mapping[str, TableFiles]) -> Iterator[Session]:
    """A session over `tables`, with a place of its own for what is spilled."""
    with (
        tempfile.TemporaryDirectory(prefix="renkou-check-") as spill,
        duckdb.connect(
            config={"memory_limit": MEMORY, "temp_directory": spill}
        ) as connection,
    ):
        connection.execute("SET preserve_insertion_order = false")
        yield Session(connection, tables)
