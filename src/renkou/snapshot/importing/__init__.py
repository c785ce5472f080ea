"""A city's own CSV files brought into a snapshot: all of it, or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from renkou import areas
from renkou.schema import Text
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent

from ..checking import Report, check
from ..contents import AREA_LIST_FILE
from ..folder import new_folder, refuse_existing
from ..manifest import Manifest, write_manifest
from ..writing import write_table
from .assembling import Assembled, assemble, last_day_of
from .cells import IDENTITY_NUMBER
from .csv_file import CsvFile, read_csv
from .fault import KEPT, Faults, write_faults
from .loading import Loaded, load
from .mapping import ImportPlan, Source, read_mapping
from .own_rows import faults_of
from .pseudonym import add_pseudonym, read_key

__all__ = ["Imported", "from_csv"]


@dataclass(frozen=True, slots=True)
class Imported:
    """The snapshot that was made, and what its check said of it."""

    folder: Path
    report: Report


def from_csv(
    mapping: str | Path,
    out: str | Path,
    *,
    replace: bool = False,
    errors: str | Path | None = None,
    progress: Progress = silent,
) -> Imported:
    """Bring the files that `mapping` names into a snapshot in folder `out`.

    Identity numbers become pseudonyms by a keyed hash and are not stored. The new
    snapshot is checked before it appears; with one error in it nothing is written but,
    where asked for, the list of all faults to `errors`. Raises Problem with the first
    twenty faults: file, row, column, value, rule and mend.
    """
    plan = read_mapping(mapping)
    target = Path(out)
    if not replace:
        refuse_existing(target)
    key = read_key(plan)
    if plan.area_lists:
        areas.AreaTree.from_csv(plan.area_lists)  # refused here if it does not hold
    with _connection(plan, key) as connection:
        loaded = _load(connection, plan, progress)
    _refuse(_all_faults(loaded), errors)
    with new_folder(target, replace=replace) as folder:
        assembled = _write(plan, loaded, folder, progress)
        progress(0.7, Text("Checking the new snapshot", "正在检查新快照"))
        report = check(folder)
        if not report.passed:
            _refuse(faults_of(report, folder, assembled), errors)
    progress(1.0, Text("Done", "完成"))
    return Imported(target, report)


@contextmanager
def _connection(plan: ImportPlan, key: bytes) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the pseudonyms' function and the city's area codes.

    It may not spill: identity numbers are to touch no disk.
    """
    with duckdb.connect(config={"temp_directory": ""}) as connection:
        connection.execute(IDENTITY_NUMBER)
        add_pseudonym(connection, key)
        if plan.areas is not None:
            _area_codes(connection, plan)
        yield connection


def _area_codes(connection: duckdb.DuckDBPyConnection, plan: ImportPlan) -> None:
    named = plan.areas
    assert named is not None
    file = read_csv(named.file, (named.own, named.code), encoding=named.encoding)
    table = file.cells.rename_columns(["own", "code"])
    connection.register("given_codes", table)
    connection.execute(
        """
        CREATE TEMP TABLE area_codes AS
        SELECT DISTINCT trim(own) AS own, rpad(trim(code), 12, '0') AS code
        FROM given_codes WHERE trim(own) <> ''"""
    )
    wrong = connection.execute(
        """
        SELECT own, code, false FROM area_codes
        WHERE NOT regexp_full_match(code, '[0-9]{12}')
        UNION ALL
        SELECT own, string_agg(code, ', ' ORDER BY code), true FROM area_codes
        GROUP BY own HAVING count(*) > 1 ORDER BY own LIMIT 1"""
    ).fetchone()
    if wrong is None:
        return
    own, code, twice = wrong
    if twice:
        raise Problem(
            f"{named.file}: the own code {own!r} stands for several: {code}. Keep one.",
            f"{named.file}：本地代码{own!r}对应多个代码：{code}。请只保留一个。",
        )
    raise Problem(
        f"{named.file}: {own!r} stands for {code!r}, which is no code of 6, 9 or 12 "
        "digits. Mend it.",
        f"{named.file}：{own!r}对应的{code!r}不是6、9或12位代码。请更正。",
    )


def _load(
    connection: duckdb.DuckDBPyConnection, plan: ImportPlan, progress: Progress
) -> list[Loaded]:
    files: dict[tuple[object, ...], CsvFile] = {}
    loaded = []
    for number, source in enumerate(plan.sources):
        name = source.file.name
        progress(
            0.5 * number / len(plan.sources), Text(f"Reading {name}", f"正在读取{name}")
        )
        place = (source.file, source.encoding, source.delimiter)
        if place not in files:
            headers = _headers(plan, source)
            files[place] = read_csv(
                source.file,
                headers,
                encoding=source.encoding,
                delimiter=source.delimiter,
            )
        loaded.append(load(connection, plan, source, files[place]))
    return loaded


def _headers(plan: ImportPlan, source: Source) -> tuple[str, ...]:
    """Every header that any source reads of the same file."""
    alike = [s for s in plan.sources if s.file == source.file]
    return tuple(dict.fromkeys(header for s in alike for header in s.headers))


def _all_faults(loaded: list[Loaded]) -> Faults:
    """All faults; a cell that several tables read is told of once."""
    told = [fault for one in loaded for fault in one.faults]
    kept = tuple(dict.fromkeys(told))
    again = len(told) - len(kept)
    return Faults(sum(one.fault_count for one in loaded) - again, kept[:KEPT])


def _refuse(faults: Faults, errors: str | Path | None) -> None:
    if not faults.count:
        return
    if errors is not None:
        write_faults(Path(errors), faults.kept)
    raise faults.problem()


def _write(
    plan: ImportPlan, loaded: list[Loaded], folder: Path, progress: Progress
) -> dict[str, Assembled]:
    last_day = plan.last_day or last_day_of(loaded)
    assembled = {}
    names = list(dict.fromkeys(one.source.table.name for one in loaded))
    for number, name in enumerate(names):
        progress(
            0.5 + 0.2 * number / len(names), Text(f"Writing {name}", f"正在写出{name}")
        )
        some = [one for one in loaded if one.source.table.name == name]
        assembled[name] = assemble(plan, some, last_day)
        write_table(folder, name, assembled[name].rows)
    if plan.area_lists:
        shutil.copyfile(plan.area_lists, folder / AREA_LIST_FILE)
    manifest = Manifest(
        area_list=plan.area_list,
        first_day=plan.first_day,
        last_day=last_day,
        synthetic=plan.synthetic,
        recorded=plan.recorded,
        made_by="renkou snapshot from-csv",
    )
    write_manifest(folder, manifest)
    return assembled
