"""Two files of persons linked: the rows of the one that name the other's persons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text
from renkou.schema.whole_file import whole_file
from renkou.snapshot.contents import quoted

from .blocking import LeftOut
from .cells import add_readings
from .entries import add_keys, read_entries
from .inputs import Input, person_file, refuse_same
from .layouts import Mention
from .matching import match
from .names import add_name_keys
from .workplace import count, workplace

PROBABILITY = 0.95
COLUMNS = ("left_id", "right_id", "probability", "weights", "rule")


@dataclass(frozen=True, slots=True)
class Linked:
    """What was linked: rows of the left and right file, links, blocks left out."""

    left: int
    right: int
    links: int
    by_number: int
    left_out: tuple[LeftOut, ...]


def link_files(
    left: str | Path,
    right: str | Path,
    out: str | Path,
    *,
    probability: float = PROBABILITY,
    many: bool = False,
    replace: bool = False,
    progress: Progress = silent,
) -> Linked:
    """Write to `out`, as CSV, which rows of two CSV files are one person.

    The files are extracts, or have columns headed name, identity_number, sex,
    birth_date, area or the like in Chinese; they may be in UTF-8 or GBK. `left_id` and
    `right_id` are the column id where there is one, else the row below the heading,
    with the person's place in it where a row names two. Links less probable than
    `probability` are left out. With `many` a person may stand in several rows of the
    left file, so that a row of the right may have several links. Raises Problem, with
    nothing written, where a file cannot be read, both are the same, or `out` is there
    and `replace` is not given.

    >>> from tempfile import mkdtemp
    >>> room = Path(mkdtemp())
    >>> head, born = "name,identity_number,birth_date\\n", "1962-05-14\\n"
    >>> _ = (room / "a.csv").write_text(f"{head}王小明,510921620514123,{born}")
    >>> _ = (room / "b.csv").write_text(f"{head}王晓明,510921196205141236,{born}")
    >>> link_files(room / "a.csv", room / "b.csv", room / "links.csv").links
    1
    """
    inputs = person_file(Path(left)), person_file(Path(right))
    refuse_same([each.path for each in inputs])
    target = Path(out)
    if target.exists() and not replace:
        raise Problem(
            f"{target}: this file is there already; it was left as it is. Give another "
            "name, or --replace.",
            f"{target}：文件已存在，未作改动。请换一个名称，或加--replace。",
        )
    with workplace() as connection:
        _read(connection, inputs, progress)
        left_out = _match(connection, inputs, many, progress)
        return _write(connection, inputs, target, probability, left_out)


def _read(
    connection: duckdb.DuckDBPyConnection,
    inputs: tuple[Input, Input],
    progress: Progress,
) -> None:
    add_readings(connection)
    tables = ("left_entries", "right_entries")
    for place, (each, table) in enumerate(zip(inputs, tables, strict=True)):
        progress(
            0.2 * place, Text(f"Reading {each.path.name}", f"读取{each.path.name}")
        )
        read_entries(connection, each.path, each.layout, table)
    asked = tuple(
        f"SELECT {column} AS name FROM {table}"
        for table in tables
        for column in ("name", "mother_name")
    )
    add_name_keys(connection, "names", asked)
    for table in tables:
        add_keys(connection, table, "names")


def _match(
    connection: duckdb.DuckDBPyConnection,
    inputs: tuple[Input, Input],
    many: bool,
    progress: Progress,
) -> tuple[LeftOut, ...]:
    left, right = (each.layout for each in inputs)
    once = not many and all(mention.once for mention in right.mentions)
    connection.execute(
        "CREATE TABLE all_links (left_entry BIGINT, right_entry BIGINT, "
        "probability DOUBLE, weight DOUBLE, weights VARCHAR, rule VARCHAR)"
    )
    left_out: list[LeftOut] = []
    for slot, mention in enumerate(left.mentions):
        progress(0.4 + 0.3 * slot, Text("Comparing", "比对"))
        connection.execute(
            f"CREATE OR REPLACE TABLE part AS FROM left_entries WHERE slot = {slot}"
        )
        if not count(connection, "SELECT count(*) FROM part"):
            continue
        made = match(
            connection,
            "part",
            "right_entries",
            "links",
            once=mention.once and once,
            by_mother=_needs_mother(mention),
        )
        left_out += made.left_out
        connection.execute("INSERT INTO all_links FROM links")
    return tuple(left_out)


def _needs_mother(mention: Mention) -> bool:
    return mention.number is None and mention.mother_number is not None


def _write(
    connection: duckdb.DuckDBPyConnection,
    inputs: tuple[Input, Input],
    target: Path,
    probability: float,
    left_out: tuple[LeftOut, ...],
) -> Linked:
    ids = [_id(side, each) for side, each in zip("lr", inputs, strict=True)]
    with whole_file(target) as part:
        connection.execute(
            f"""
            COPY (
                SELECT {ids[0]} AS left_id, {ids[1]} AS right_id,
                    round(probability, 6) AS probability, weights, rule
                FROM all_links k JOIN left_entries l ON k.left_entry = l.entry
                JOIN right_entries r ON k.right_entry = r.entry
                WHERE probability >= {probability} ORDER BY l.row, l.slot, r.row
            ) TO {quoted(str(part))} (FORMAT csv, HEADER true)"""
        )
    kept = f"FROM all_links WHERE probability >= {probability}"
    return Linked(
        left=count(connection, "SELECT count(DISTINCT row) FROM left_entries"),
        right=count(connection, "SELECT count(DISTINCT row) FROM right_entries"),
        links=count(connection, f"SELECT count(*) {kept}"),
        by_number=count(connection, f"SELECT count(*) {kept} AND rule = 'number+name'"),
        left_out=left_out,
    )


def _id(side: str, given: Input) -> str:
    row = f"{side}.row::VARCHAR"
    if len(given.layout.mentions) > 1:
        row = f"{row} || '.' || ({side}.slot + 1)"
    return f"coalesce({side}.id, {row})" if given.layout.id else row
