"""Entries: everybody whom the rows of a file name, in the same columns for every file.

`entry` numbers them; `row` is the row below the heading, from 1; `slot` the person's
place in the row. `good` says that the identity number has 18 characters, a day that
exists and the check character that it calls for. An entry that lies in two areas, as a
person of the register does, has the second in `other_area`.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from renkou.schema.problem import Problem
from renkou.snapshot.importing.csv_file import BrokenRow, read_csv

from .layouts import Layout, Mention

COLUMNS = {
    "entry": "BIGINT",
    "row": "BIGINT",
    "slot": "TINYINT",
    "id": "VARCHAR",
    "number": "VARCHAR",
    "good": "BOOLEAN",
    "name": "VARCHAR",
    "sex": "TINYINT",
    "birth_date": "DATE",
    "area": "VARCHAR",
    "other_area": "VARCHAR",
    "mother_number": "VARCHAR",
    "mother_name": "VARCHAR",
    "event": "VARCHAR",
    "event_date": "DATE",
    "recorded_at": "TIMESTAMP",
}
KEYS = ("plain", "sound", "sound_order", "mother_plain", "mother_order")
SLOTS = 2  # the most persons that a row names
UNREADABLE = 0.01  # share of a column's cells that may say no day or sex


def read_entries(
    connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout, target: str
) -> int:
    """Read a CSV file of this layout into the table `target`; how many rows it has.

    Raises Problem where a column cannot be read: no such heading, an unknown encoding,
    a row of another width, days or sexes in another form.
    """
    read = read_csv(path, layout.headings())
    if read.broken:
        raise _wrong_width(path, read.broken[0])
    if not read.cells.num_rows:
        raise Problem(
            f"{path}: there is no row below the heading.",
            f"{path}：标题行之下没有数据。",
        )
    load_entries(connection, read.cells, layout, target, path)
    return int(read.cells.num_rows)


def load_entries(
    connection: duckdb.DuckDBPyConnection,
    cells: pa.Table,
    layout: Layout,
    target: str,
    path: Path,
) -> None:
    """Make the table `target` of entries from a table of cells in the file's order."""
    numbered = cells.append_column("_row", pa.array(np.arange(1, cells.num_rows + 1)))
    connection.register("cells", numbered)
    try:
        _check_cells(connection, layout, path)
        parts = [
            _query(layout, mention, slot)
            for slot, mention in enumerate(layout.mentions)
        ]
        connection.execute(
            f"CREATE OR REPLACE TABLE {target} AS SELECT *, "
            f"good_number(number) AS good FROM ({' UNION ALL '.join(parts)}) "
            "WHERE name IS NOT NULL OR number IS NOT NULL"
        )
    finally:
        connection.unregister("cells")


def _query(layout: Layout, mention: Mention, slot: int) -> str:
    said = {
        "entry": f"_row * {SLOTS} + {slot}",
        "row": "_row",
        "slot": f"{slot}::TINYINT",
        "id": _cell("trim", layout.id) if layout.id else "NULL",
        "number": _cell("as_number", mention.number),
        "name": _name(mention),
        "sex": _cell("as_sex", mention.sex),
        "birth_date": _cell("as_day", mention.birth_date),
        "area": _cell("as_area", layout.area),
        "other_area": "NULL",
        "mother_number": _cell("as_number", mention.mother_number),
        "mother_name": _cell("as_name", mention.mother_name),
        "event": _cell("trim", layout.event),
        "event_date": _cell("as_day", layout.event_date),
        "recorded_at": _cell("as_moment", layout.recorded_at),
    }
    picked = ", ".join(
        f"({sql})::{COLUMNS[name]} AS {name}" for name, sql in said.items()
    )
    return f"SELECT {picked} FROM cells"


def _name(mention: Mention) -> str:
    if mention.surname is None:
        return _cell("as_name", mention.name)
    return f"as_name(concat({_quoted(mention.surname)}, {_quoted(mention.name)}))"


def _cell(reading: str, heading: str | None) -> str:
    return "NULL" if heading is None else f"{reading}({_quoted(heading)})"


def _quoted(heading: str | None) -> str:
    return "NULL" if heading is None else '"' + heading.replace('"', '""') + '"'


def _wrong_width(path: Path, broken: BrokenRow) -> Problem:
    return Problem(
        f"{path}, row {broken.row}: {broken.cells} cells where the heading has "
        f"{broken.expected}. Ask for the file again, or mend the row.",
        f"{path}第{broken.row}行：有{broken.cells}个单元格，标题为{broken.expected}个。"
        "请重新索取文件或改正此行。",
    )


def _check_cells(
    connection: duckdb.DuckDBPyConnection, layout: Layout, path: Path
) -> None:
    """Refuse a column in which more than one cell in a hundred cannot be read."""
    dated = [layout.recorded_at, layout.event_date]
    dated += [mention.birth_date for mention in layout.mentions]
    readings = [("as_day", each) for each in dated if each]
    readings[:1] = (
        [("as_moment", layout.recorded_at)] if layout.recorded_at else readings[:1]
    )
    readings += [("as_sex", mention.sex) for mention in layout.mentions if mention.sex]
    for reading, heading in dict.fromkeys(readings):
        cell = _quoted(heading)
        wrong = f"{cell} <> '' AND {reading}({cell}) IS NULL"
        found = connection.execute(
            f"SELECT count(*) FILTER ({wrong}), count(*) FILTER ({cell} <> ''), "
            f"min(_row) FILTER ({wrong}) FROM cells"
        ).fetchone()
        if found and found[0] > UNREADABLE * found[1]:
            raise _unreadable(path, str(heading), found[0], found[1], found[2] + 1)


def _unreadable(path: Path, heading: str, wrong: int, said: int, row: int) -> Problem:
    return Problem(
        f"{path}, column {heading}: {wrong:,} of {said:,} cells cannot be read, the "
        f"first in row {row}. Days are written 2024-03-09, 2024/3/9 or 20240309; sexes "
        "男, 女, 1 or 2. Ask for the file in that form.",
        f"{path}的{heading}列：{said:,}个单元格中有{wrong:,}个无法读取，首个在第{row}行。"
        "日期应写成2024-03-09、2024/3/9或20240309，性别应为男、女、1或2。请索取符合格式的文件。",
    )


def add_keys(connection: duckdb.DuckDBPyConnection, table: str, names: str) -> None:
    """Put the keys of names beside the entries of a table: `KEYS`."""
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE {table} AS
        SELECT e.*, k.plain, k.sound, k.sound_order,
            m.plain AS mother_plain, m.sound_order AS mother_order
        FROM {table} e
        LEFT JOIN {names} k ON e.name = k.name
        LEFT JOIN {names} m ON e.mother_name = m.name"""
    )


def drop_keys(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Take the keys of names away from a table that is compared no more."""
    for key in KEYS:
        connection.execute(f"ALTER TABLE {table} DROP COLUMN {key}")
