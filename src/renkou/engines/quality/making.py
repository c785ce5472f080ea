"""Computing what the Quality page shows, in the folder of the tables."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from renkou.schema import POPULATIONS
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text
from renkou.schema.whole_file import whole_file

from ..tables import Tables, place_of
from ..tables.axes import LEVELS
from ..workspace import Workspace
from .delays import EVENTS, count_delays, grid_of
from .finding_file import begun, keep_findings
from .nowcasts import Nowcasts, clusters_of, tell
from .outlines import FILE, Outlines, read_outlines
from .store import Quality

NAMES = {"births": Text("births", "出生"), "deaths": Text("deaths", "死亡")}


def open_quality(tables: Tables) -> Quality:
    """What is kept of quality beside some tables."""
    return Quality(tables.place)


def make_quality(
    work: Workspace, tables: Tables, *, progress: Progress = silent
) -> None:
    """Count the delays that are lacking, once for all days, and read the outlines.

    A snapshot that does not say when things were recorded has no delays.
    """
    kept = open_quality(tables)
    keep_outlines(work, kept)
    for number, (event, population) in enumerate(jobs := _jobs(work)):
        name = NAMES[event]
        message = Text(f"Counting {name.en} by delay", f"正在按时滞统计{name.zh}")
        progress(number / len(jobs), message)
        for day in sorted(tables.days, reverse=True):
            file = kept.delays_file(event, population, grid_of(day))
            if not file.exists():
                until = max(d for d in tables.days if grid_of(d) == grid_of(day))
                count_delays(work, event, population, LEVELS, until).write(file)


def make_nowcasts(
    work: Workspace,
    tables: Tables,
    days: Sequence[date],
    *,
    progress: Progress = silent,
) -> None:
    """Nowcast what is lacking as known on `days`, in their order."""
    kept = open_quality(tables)
    lacking = [day for day in days if not kept.nowcast_file(day).exists()]
    groups = clusters_of(work, LEVELS) if lacking else []
    for number, day in enumerate(lacking):
        message = Text(f"Nowcasting, as known on {day}", f"正在推算，截至{day}所知")
        progress(number / len(lacking), message)
        last = day == work.last_day
        found = {
            of: tell(delays, groups, day, last=last)
            for of in _jobs(work)
            if (delays := kept.delays(*of, day)) is not None
        }
        Nowcasts(found).write(kept.nowcast_file(day))


def look_closer(
    snapshot: Path, folder: Path | None, extracts: Path | None, patience: int = 10
) -> None:
    """What takes minutes, while pages are read already: a process of its own.

    The last day's nowcast, the findings, then the nowcasts of earlier days, the newest
    first. `patience` is how far it stands back for others (`nice`).
    """
    os.nice(patience)
    work = Workspace(snapshot)
    tables = Tables(place_of(work.snapshot, folder))
    with begun(tables.place):
        make_nowcasts(work, tables, [work.last_day])
        if not open_quality(tables).has_findings:
            keep_findings(work, tables.place, extracts=extracts)
        make_nowcasts(work, tables, tables.days[::-1])


def _jobs(work: Workspace) -> list[tuple[str, str]]:
    if not work.snapshot.recording_known:
        return []
    return [
        (event, population)
        for event in EVENTS
        if work.snapshot.has(event)
        for population in POPULATIONS
    ]


def keep_outlines(work: Workspace, kept: Quality) -> None:
    """Keep the outlines of the city's own GeoJSON, or why it cannot be shown."""
    file = work.snapshot.path.resolve().parent / FILE
    if not file.is_file():
        kept.map_file.unlink(missing_ok=True)
        return
    stat = file.stat()
    source = [stat.st_size, stat.st_mtime_ns]
    if _source(kept.map_file) == source:
        return
    units = work.shares(work.tree.list_for(None), "township").units
    try:
        found = read_outlines(file, frozenset(unit.code for unit in units))
    except Problem as problem:
        found = Outlines({}, problem=problem.text)
    with whole_file(kept.map_file) as unfinished:
        content = asdict(found) | {"source": source}
        unfinished.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def _source(file: Path) -> list[int] | None:
    if not file.exists():
        return None
    found: list[int] = json.loads(file.read_text("utf-8"))["source"]
    return found
