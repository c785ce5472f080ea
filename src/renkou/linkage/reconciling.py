"""The register set beside the departments' extracts, person by person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text
from renkou.snapshot.folder import new_folder, refuse_existing

from .blocking import LeftOut
from .cells import add_readings
from .differences import add_differences, add_said, begin_differences, judge_differences
from .earlier import APART, Earlier, keep_known
from .entries import add_keys, read_entries
from .expected import expected_persons
from .inputs import Input, find_extracts
from .layouts import Mention
from .matching import match
from .model import Model
from .names import add_name_keys
from .outputs import write_results
from .partial import count_common_names, persons_near
from .pseudonyms import add_fingerprints, add_key
from .register import RegisterFiles, last_recorded, read_register
from .statuses import add_links, add_missing, add_statuses, begin_statuses
from .undercount import LISTS, add_cells, begin_cells, undercounts
from .workplace import count, rows, workplace

PROBABILITY = 0.95
YEAR_APART = 366  # days by which an extract's last record may precede the register's


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many of each status each source has, the undercount, what was left out.

    `statuses`: (source, role, status, count); `undercount`: the table that is written.
    """

    out: Path
    statuses: tuple[tuple[str, str, str, int], ...]
    undercount: pa.Table
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be reconciled, and how."""

    connection: duckdb.DuckDBPyConnection
    register: RegisterFiles
    extracts: tuple[Input, ...]
    probability: float
    earlier: Earlier | None
    progress: Progress


def reconcile(
    register: str | Path,
    extracts: str | Path,
    out: str | Path,
    *,
    key: str | Path | None = None,
    earlier: str | Path | None = None,
    probability: float = PROBABILITY,
    replace: bool = False,
    progress: Progress = silent,
) -> Reconciled:
    """Write to the folder `out` what became of everybody in register and extracts.

    `register`: the folder of the register's Parquet files; `extracts`: the folder of
    the departments' CSV files. `key`: the file of the key of pseudonyms, made where
    there is none; ids stay from one result to the next as long as the key does.
    `earlier`: the result whose links are kept, with the same key; the extracts may then
    hold only the rows that changed, and nobody is missing there. Raises Problem, with
    nothing written, for files that cannot be read, are twice the same or of another
    time, and where `out` holds anything and `replace` is not given.

    >>> from tempfile import mkdtemp
    >>> from renkou.snapshot.synthetic.build import build_city
    >>> city = build_city(500, 1, Path(mkdtemp()) / "city").path
    >>> made = reconcile(city / "register", city / "extracts", city / "result")
    >>> sorted({status for _, _, status, _ in made.statuses})[:2]
    ['agreed', 'differing']
    """
    before = None if earlier is None else Earlier(Path(earlier))
    if before is not None and key is None:
        raise Problem(
            "--earlier needs --key: the key with which that result was made.",
            "使用--earlier时须给出--key，即生成该结果时的密钥。",
        )
    files, found = RegisterFiles(Path(register)), find_extracts(Path(extracts))
    if not replace:
        refuse_existing(Path(out))
    with workplace() as connection, new_folder(out, replace=replace) as folder:
        add_readings(connection)
        add_key(connection, None if key is None else Path(key))
        task = _Task(connection, files, found, probability, before, progress)
        day = _read(task)
        models, left_out = _link(task, day)
        return _finish(task, folder, Path(out), models, left_out)


def _read(task: _Task) -> dt.date:
    """Read the extracts, then the register; its last day."""
    connection, names = task.connection, []
    day = last_recorded(connection, task.register)
    for place, each in enumerate(task.extracts):
        table, file = each.layout.name, each.path.name
        task.progress(0.08 * place, Text(f"Reading {file}", f"读取{file}"))
        read_entries(connection, each.path, each.layout, table)
        _check_time(connection, each, day)
        add_fingerprints(connection, table)
        if task.earlier is not None:
            keep_known(connection, task.earlier, table)
        names.append(table)
    task.progress(0.32, Text("Reading the register", "读取登记册"))
    only = None
    if task.earlier is not None:
        only = persons_near(connection, task.register, tuple(names))
    read_register(connection, task.register, "register", only=only)
    names.append("register")
    asked = tuple(
        f"SELECT {column} AS name FROM {table}"
        for table in names
        for column in ("name", "mother_name")
    )
    add_name_keys(connection, "names", asked)
    for table in names:
        add_keys(connection, table, "names")
    if task.earlier is not None:
        count_common_names(connection, task.register)
    return day


def _check_time(
    connection: duckdb.DuckDBPyConnection, each: Input, day: dt.date
) -> None:
    """Refuse an extract whose last record is of another year than the register's."""
    found = connection.execute(
        f"SELECT max(recorded_at)::DATE FROM {each.layout.name}"
    ).fetchone()
    last = found[0] if found else None
    if last is None or abs((day - last).days) <= YEAR_APART:
        return
    raise Problem(
        f"{each.path}: its last record is of {last}, the register's of {day}. They are "
        "of different years, and many would seem missing who are not. Ask for an "
        "extract of the register's time.",
        f"{each.path}：最后一条记录为{last}，而登记册为{day}，两者年份不同，"
        "许多人会被误认为缺失。请索取与登记册同期的数据。",
    )


def _link(
    task: _Task, day: dt.date
) -> tuple[dict[str, tuple[Model, int]], list[LeftOut]]:
    connection = task.connection
    begin_statuses(connection)
    begin_differences(connection)
    begin_cells(connection)
    known = task.earlier.models() if task.earlier else {}
    earlier = task.earlier
    apart = earlier if earlier and (earlier.folder / APART).is_file() else None
    models: dict[str, tuple[Model, int]] = dict(known)
    left_out: list[LeftOut] = []
    steps = [
        (e, slot, m) for e in task.extracts for slot, m in enumerate(e.layout.mentions)
    ]
    for place, (each, slot, mention) in enumerate(steps):
        source, role = each.layout.name, mention.role
        title = each.layout.title
        task.progress(
            0.45 + 0.45 * place / len(steps),
            Text(f"Comparing {title.en.lower()}", f"比对{title.zh}"),
        )
        connection.execute(
            f"CREATE OR REPLACE TABLE part AS FROM {source} WHERE slot = {slot}"
        )
        if not count(connection, "SELECT count(*) FROM part"):
            continue
        model, persons = known.get(f"{source} {role}", (None, None))
        made = match(
            connection,
            "part",
            "register",
            "links",
            once=mention.once,
            by_mother=_needs_mother(mention),
            model=model,
            persons=persons,
            apart=None if apart is None else _keep_apart(connection, apart),
            children=_children(connection) if role == "mother" else None,
        )
        whole = persons or count(connection, "SELECT count(*) FROM register")
        models[f"{source} {role}"] = (made.model, whole)
        left_out += made.left_out
        add_links(connection, source, role, task.probability)
        _judge(task, source, role, day)
    return models, left_out


def _needs_mother(mention: Mention) -> bool:
    return mention.number is None and mention.mother_number is not None


def _children(connection: duckdb.DuckDBPyConnection) -> str:
    """The children linked already, by the row of their certificate."""
    connection.execute(
        "CREATE OR REPLACE TABLE children AS SELECT h.row, l.person "
        "FROM all_links l JOIN health h ON l.entry = h.entry "
        "WHERE l.source = 'health' AND l.role = 'child'"
    )
    return "children"


def _judge(task: _Task, source: str, role: str, day: dt.date) -> None:
    """What became of the entries of one source and role, in the tables of all."""
    connection = task.connection
    add_differences(connection, "part", source, role)
    there = expected_persons(connection, task.register, source, role, "expected")
    if source == "civil_affairs" and role == "second":
        there = True
    add_statuses(
        connection, "part", source, role, expected="expected" if there else None
    )
    last = not (source == "civil_affairs" and role == "first")
    if there and last and task.earlier is None:
        add_missing(connection, source, role, "expected")
    if source in LISTS and there and task.earlier is None:
        add_cells(connection, source, "part", day)


def _keep_apart(connection: duckdb.DuckDBPyConnection, earlier: Earlier) -> str:
    """The pairs of this part that somebody has taken apart."""
    connection.execute(
        "CREATE OR REPLACE TABLE apart_here AS SELECT p.entry AS l, r.entry AS r "
        f"FROM {earlier.scan(APART)} a JOIN part p ON a.entry = p.fingerprint "
        "JOIN register r ON a.person = pseudonym('person', r.entry::VARCHAR)"
    )
    return "apart_here"


def _finish(
    task: _Task,
    folder: Path,
    out: Path,
    models: dict[str, tuple[Model, int]],
    left_out: list[LeftOut],
) -> Reconciled:
    connection = task.connection
    task.progress(0.9, Text("Judging differences", "判断差异"))
    for each in task.extracts:
        add_said(connection, each.layout.name, each.layout.name)
    judge_differences(connection)
    task.progress(0.94, Text("Writing", "写入"))
    table = undercounts(connection)
    write_results(connection, folder, task.extracts, models, table, task.earlier)
    found = rows(
        connection,
        "SELECT source, role, status, count(*) FROM statuses GROUP BY ALL ORDER BY ALL",
    )
    said = tuple((str(a), str(b), str(c), int(str(n))) for a, b, c, n in found)
    return Reconciled(out, said, table, tuple(left_out))
