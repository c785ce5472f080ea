"""The worked examples, all their towns in one snapshot, each in a township of its own.

A snapshot for each town would cost a mutant ten times as much: the engine is asked
twice here, for years and for months, and answers for every town at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, product
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from renkou.areas import bundled
from renkou.definitions import Measure, Town, Worked
from renkou.schema import SNAPSHOT
from renkou.snapshot import Manifest, write_manifest
from tests.spec.drawn import AREAS, LAST_DAY, LIST, write_town

PLACES = ("area", "origin", "destination")
FEW = 8  # measures asked for at once
APART = 100_000  # between the numbers of one town's rows and the next's

Value = float | None


@dataclass(frozen=True)
class Case:
    """What one measure must say of one town."""

    key: str
    township: str
    worked: Worked


@dataclass(frozen=True)
class Towns:
    """A snapshot of all drawn towns, and all that measures must say of them."""

    folder: Path
    drawn: tuple[str, ...]
    cases: tuple[Case, ...]


def towns(measures: Mapping[str, Measure], root: Path) -> Towns:
    """Every town of the worked examples, written under `root`."""
    examples = [(key, w) for key, what in measures.items() for w in what.worked]
    drawn = {worked.town.drawn: worked.town for _, worked in examples}
    homes = dict(zip(drawn, _townships(len(drawn)), strict=True))
    parts = [
        _moved(town, root / f"town-{at}", homes[town.drawn], at * APART)
        for at, town in enumerate(drawn.values())
    ]
    folder = root / "towns"
    folder.mkdir()
    for table in SNAPSHOT:
        rows = pa.concat_tables([part[table.name] for part in parts])
        pq.write_table(rows, folder / f"{table.name}.parquet")
    write_manifest(folder, Manifest(area_list=LIST, last_day=LAST_DAY, synthetic=True))
    cases = tuple(
        Case(key, homes[w.town.drawn][0][:9].ljust(12, "0"), w) for key, w in examples
    )
    return Towns(folder, tuple(drawn), cases)


def _townships(number: int) -> list[tuple[str, str]]:
    """Two villages in each of so many townships, in the county of the drawn towns."""
    county = AREAS["here"][:6]
    codes = sorted(unit.code for unit in bundled().units(LIST, "village"))
    groups = (list(g) for _, g in groupby(codes, key=lambda code: code[:9]))
    pairs = [(g[0], g[1]) for g in groups if g[0][:6] == county and len(g) > 1]
    return pairs[:number]


def _moved(
    town: Town, folder: Path, villages: tuple[str, str], past: int
) -> dict[str, pa.Table]:
    """The tables of a town drawn in other villages, its rows numbered from `past`."""
    write_town(town, folder)
    now = {AREAS["here"]: villages[0], AREAS["near"]: villages[1]}
    tables = {}
    for table in SNAPSHOT:
        rows = pq.read_table(folder / f"{table.name}.parquet")
        for at, name in enumerate(rows.column_names):
            if name in PLACES:
                codes = pa.array([now.get(c, c) for c in rows[name].to_pylist()])
                rows = rows.set_column(
                    at, rows.field(at), codes.cast(rows.field(at).type)
                )
            elif name.endswith("_id"):
                kind = rows.schema.field(name).type
                ids = pc.add(rows[name], pa.scalar(past, type=kind))
                rows = rows.set_column(at, rows.field(at), ids)
        tables[table.name] = rows
    return tables


def complaints(towns: Towns, only: str | None) -> Iterator[str]:
    """What differs from the worked examples; of one measure where `only` names it.

    Asks the engine that this process imports, so a mutated one where it is mutated.
    """
    from renkou.engines import Workspace

    work = Workspace(towns.folder)
    keys = list(dict.fromkeys(case.key for case in towns.cases))
    for monthly, few in product((False, True), batched(keys, FEW)):
        cases = [
            case
            for case in towns.cases
            if ("-" in case.worked.period) == monthly
            and case.key in few
            and only in (None, case.key)
        ]
        if cases:
            found = _answers(work, cases, monthly)
            yield from (_words(case) for case in cases if not _right(case, found))


def batched(keys: list[str], size: int) -> list[list[str]]:
    """The measures a few at a time: most mutants are noticed by the first."""
    return [keys[at : at + size] for at in range(0, len(keys), size)]


Found = dict[tuple[str, str, str, str, str], dict[str, Value]]


def _answers(work: object, cases: list[Case], monthly: bool) -> Found:
    from renkou.engines import Workspace, measure

    assert isinstance(work, Workspace)
    found: Found = {}
    table = measure(
        list(dict.fromkeys(case.key for case in cases)),
        snapshot=work,
        by="township",
        years=sorted({int(case.worked.period[:4]) for case in cases}),
        period="month" if monthly else "year",
        population=list(dict.fromkeys(case.worked.population for case in cases)),
        sex=list(dict.fromkeys(["total", *(case.worked.sex for case in cases)])),
        area_list=LIST,
    )
    names = ("measure", "area", "period", "population", "sex")
    wanted = pa.array(sorted({case.township for case in cases}))
    for row in table.filter(pc.is_in(table["area"], value_set=wanted)).to_pylist():
        where = tuple(row[name] for name in names)
        found.setdefault(where, {})[row["category"]] = row["value"]
    return found


def _words(case: Case) -> str:
    worked = case.worked
    return f"{case.key} {worked.period} {worked.sex}: {worked.why.en}"


def _right(case: Case, found: Found) -> bool:
    worked = case.worked
    where = (case.key, case.township, worked.period, worked.population, worked.sex)
    got, want = found.get(where, {}), worked.expected
    return got.keys() == want.keys() and all(
        _alike(got[name], value, worked.tolerance) for name, value in want.items()
    )


def _alike(got: Value, want: Value, within: float) -> bool:
    if got is None or want is None:
        return got is want
    return math.isclose(got, want, rel_tol=within, abs_tol=within)
