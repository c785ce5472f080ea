"""One source read into the columns of its table, and what is wrong with its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from renkou.schema import Kind, Text

from .cells import Cell, cell_text, cells_of
from .csv_file import CsvFile
from .fault import KEPT, CellFault
from .mapping import ImportPlan, Source

_ROW = "row_in_file"
# Kinds whose texts come again and again: each is read once and joined on.
_REPEATED = (Kind.DATE, Kind.MOMENT, Kind.AREA, Kind.CODE, Kind.FLAG)
_EMPTY = (
    Text("empty where a value is needed", "必填处为空"),
    Text(
        "Fill it in, leave the row out, or give a constant",
        "请补全、去掉该行，或给出统一的值",
    ),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The columns a source gives, the row of each in its file, and the faults."""

    source: Source
    values: pa.Table
    rows: npt.NDArray[np.int64]
    fault_count: int
    faults: tuple[CellFault, ...]


def load(
    connection: duckdb.DuckDBPyConnection,
    plan: ImportPlan,
    source: Source,
    file: CsvFile,
) -> Loaded:
    """Turn the cells of `file` into values; one that cannot be made is a fault.

    The connection has the functions of `pseudonym` and the table `area_codes` where
    the plan names one.
    """
    cells = cells_of(plan, source)
    connection.register("cells", file.cells.append_column(_ROW, pa.array(file.rows)))
    _stage(connection, source, cells)
    broken = tuple(_broken(file))
    count, faults = len(broken), list(broken)
    for number, some in _faults(connection, source, cells):
        count += number
        faults += some
    names = ", ".join(f'"{c.column.name}"' for c in cells)
    query = f"SELECT {_ROW}, {names} FROM loaded ORDER BY {_ROW}"
    values = connection.execute(query).to_arrow_table()
    connection.unregister("cells")
    rows = values.column(_ROW).to_numpy()
    faults.sort(key=lambda fault: fault.row)
    return Loaded(source, values.drop_columns([_ROW]), rows, count, tuple(faults))


def _stage(
    connection: duckdb.DuckDBPyConnection, source: Source, cells: list[Cell]
) -> None:
    """The table `texts` of cells as text, and `loaded` of their values."""
    filled = [
        f"{cell_text(header, source.empty)} IS NOT NULL" for header in source.rows_with
    ]
    texts = ", ".join(f"{c.text} AS {c.said}" for c in cells)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE texts AS SELECT {_ROW}, {texts} FROM cells "
        f"WHERE {' AND '.join(filled) or 'true'}"
    )
    values, joins = [], []
    for c in cells:
        value = c.value
        if c.column.kind in _REPEATED:
            value = f"of_{c.said}.value"
            joins.append(
                f"LEFT JOIN (SELECT {c.said}, {c.value} AS value FROM (SELECT DISTINCT "
                f"{c.said} FROM texts)) of_{c.said} USING ({c.said})"
            )
        values.append(f'{value} AS "{c.column.name}"')
        values.append(f"texts.{c.said} IS NOT NULL AS given_{c.said}")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE loaded AS SELECT {_ROW}, {', '.join(values)} "
        f"FROM texts {' '.join(joins)}"
    )


def _faults(
    connection: duckdb.DuckDBPyConnection, source: Source, cells: list[Cell]
) -> Iterator[tuple[int, list[CellFault]]]:
    tests = []
    for c in cells:
        unread = f'given_{c.said} AND "{c.column.name}" IS NULL'
        tests.append((c, unread, (c.rule, c.mend)))
        if not c.column.optional:
            tests.append((c, f"NOT given_{c.said}", _EMPTY))
    counts = ", ".join(f"count(*) FILTER (WHERE {test})" for _, test, _ in tests)
    found = connection.execute(f"SELECT {counts} FROM loaded").fetchone() or ()
    for (c, test, (rule, mend)), count in zip(tests, found, strict=True):
        if not count:
            continue
        kept = connection.execute(
            f"SELECT {_ROW}, {c.said} FROM loaded JOIN texts USING ({_ROW}) "
            f"WHERE {test} ORDER BY {_ROW} LIMIT {KEPT}"
        ).fetchall()
        file, header = source.file.name, c.header
        yield (
            count,
            [
                CellFault(file, row, header, _shown(c, value), rule, mend)
                for row, value in kept
            ],
        )


def _shown(cell: Cell, value: str | None) -> str:
    """The value as a message shows it: an identity number not whole."""
    if value is None or cell.column.kind is not Kind.ID:
        return value or ""
    return f"{value[:3]}…"


def _broken(file: CsvFile) -> Iterator[CellFault]:
    for row in file.broken:
        rule = Text(
            f"the row has {row.cells} cells, the header {row.expected}",
            f"该行有{row.cells}个单元格，而表头有{row.expected}个",
        )
        mend = Text(
            "Put cells that hold the delimiter in quotes",
            "含分隔符的单元格须加引号",
        )
        yield CellFault(file.path.name, row.row, "", "", rule, mend)
