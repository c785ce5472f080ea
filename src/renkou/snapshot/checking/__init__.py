"""Checking a snapshot, anybody's: structure, rows, versions, links, areas, privacy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from renkou.schema import BY_NAME, Text
from renkou.schema.clock import today
from renkou.schema.progress import Progress, silent

from ..contents import Snapshot
from ..manifest import read_manifest
from ..opening import NEEDED, missing_table, read_tables, table_files
from . import rules
from .areas import check_areas
from .finding import Example, Finding, Report, Rule, Severity
from .links import check_links
from .privacy import check_privacy
from .rows import check_rows
from .session import Session, session
from .versions import check_versions

__all__ = ["Example", "Finding", "Report", "Rule", "Severity", "check"]


def check(path: str | Path, *, progress: Progress = silent) -> Report:
    """Check the snapshot in folder `path` against every rule and report what it found.

    Each finding gives the rule, the table and column, the number of rows, the first
    five with file, row number (from 1) and value, why it matters and how to mend it.
    Raises Problem only where there is no snapshot to check.

    >>> check("no-such-folder")
    Traceback (most recent call last):
    renkou.schema.problem.Problem: ...
    """
    folder = Path(path)
    if not folder.is_dir():
        raise missing_table(folder, NEEDED[0])
    manifest = read_manifest(folder)
    tables, faults = read_tables(folder, manifest)
    findings = list(_files(folder))
    findings += [
        Finding(rules.STRUCTURE, f.table, f.column, 1, detail=f.problem.text)
        for f in faults
    ]
    broken = {fault.table for fault in faults}
    findings += [
        Finding(
            rules.MISSING_TABLE, name, "", 1, detail=missing_table(folder, name).text
        )
        for name in NEEDED
        if name not in tables and name not in broken
    ]
    if not tables and not broken:
        raise missing_table(folder, NEEDED[0])
    readable = {name: files for name, files in tables.items() if name not in broken}
    snapshot = Snapshot(folder, manifest, readable)
    last_day = manifest.last_day or today()
    findings += _run(snapshot, last_day, progress)
    findings.sort(key=lambda f: (not f.is_error, f.table, f.rule.key, f.column))
    rows = {name: files.rows for name, files in tables.items()}
    return Report(tuple(findings), rows, len(rules.ALL_RULES))


def _run(snapshot: Snapshot, last_day: date, progress: Progress) -> list[Finding]:
    known = snapshot.recording_known
    findings: list[Finding] = []
    with session(snapshot.tables) as now:
        parts = _parts(now, snapshot, last_day, known)
        for number, (message, part) in enumerate(parts):
            progress(number / len(parts), message)
            findings += part()
    progress(1.0, Text("Checked", "检查完毕"))
    return findings


def _parts(
    now: Session, snapshot: Snapshot, last_day: date, known: bool
) -> list[tuple[Text, Callable[[], Iterator[Finding]]]]:
    return [
        (
            Text("Checking rows one by one", "正在逐行检查"),
            lambda: check_rows(now, last_day=last_day, recording_known=known),
        ),
        (
            Text("Checking areas", "正在检查地区代码"),
            lambda: check_areas(now, snapshot),
        ),
        (
            Text("Checking keys and versions", "正在检查主键与版本"),
            lambda: check_versions(now),
        ),
        (
            Text("Checking what refers to what", "正在检查记录间的关系"),
            lambda: check_links(now, last_day=last_day),
        ),
        (
            Text("Checking that nobody is named", "正在检查是否含个人身份"),
            lambda: check_privacy(now),
        ),
    ]


def _files(folder: Path) -> Iterator[Finding]:
    if table_files(folder, BY_NAME["names"]):
        yield Finding(rules.NAMING_COLUMN, "names", "", 1)
    for file in sorted(folder.glob("*.parquet")):
        if file.stem not in BY_NAME:
            text = Text(f"{file.name}", f"{file.name}")
            yield Finding(rules.UNKNOWN_FILE, file.stem, "", 1, detail=text)
