"""A random city and its oracle: what a mutant must still agree with to live on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from renkou.areas import AreaTree
from tests.oracle.agreement import Comparison
from tests.oracle.area_lists import NEWER, OLDER, redrawn, write_lists
from tests.oracle.area_lists import square_kilometres as km2
from tests.oracle.city import random_city
from tests.oracle.formulas import BY_SEX, MEASURES
from tests.oracle.oracle import Oracle
from tests.oracle.parquet_files import read, write

DAY = timedelta(days=1)
SEXES = ("total", "male", "female")


@dataclass(frozen=True)
class Asked:
    """One question, with what the oracle answers to it."""

    folder: Path
    level: str
    areas: tuple[str, ...]
    periods: tuple[str, ...]
    where: dict[str, Any]  # population, known_on
    oracle: Comparison


def questions(root: Path, *, small: bool = False) -> tuple[Asked, ...]:
    """Questions about two cities written under `root`, their answers worked out.

    Only one where `small`: of the past, so that it has something of everything.
    """
    city = _City(root, 1, 110)
    on = city.corrected(2014)
    month = f"{on.replace(day=1) - DAY:%Y-%m}"  # the last that was over
    past = city.asked("township", ("2014",), population="registered", known_on=on)
    late = city.recorded_late(2014)
    if small:
        return (past,)
    return (
        _City(root, 4, 600).asked("county", ("2014", "2015"), population="resident"),
        past,
        city.asked("city", (month,), population="resident", known_on=on),
        city.asked("city", ("2014",), population="resident", known_on=late),
    )


class _City:
    """A random city on disk with its own lists of areas, and its oracle."""

    def __init__(self, root: Path, seed: int, persons: int) -> None:
        tables = random_city(seed, persons=persons, vintage=OLDER)
        self.folder = root / f"city-{seed}"
        write(tables, self.folder, aware=False, shuffle=seed)
        villages = sorted({row["area"] for row in tables["residence_spells"]})
        file = write_lists(redrawn(villages, seed), self.folder / "areas.csv")
        self.tree = AreaTree.from_csv(file)
        self.tables = read(self.folder)
        older, newer = date.fromisoformat(OLDER), date.fromisoformat(NEWER)
        walk = self.tree.crosswalk(older, newer, "village")
        shares = zip(
            walk.source.tolist(),
            walk.target.tolist(),
            walk.share.tolist(),
            strict=True,
        )
        villages = [unit.code for unit in self.tree.units(newer, "village")]
        sizes = {code: km2(code) for code in villages}
        self.oracle = Oracle(self.tables, shares, sizes=sizes)

    def corrected(self, year: int) -> date:
        """The first day after `year` on which a birth of that year was corrected."""
        days: list[date] = [
            row["recorded_at"].date()
            for row in self.tables["births"]
            if row["version"] > 1 and row["occurred_on"].year == year
        ]
        return min(day for day in days if day.year > year)

    def recorded_late(self, year: int) -> date:
        """The first day after `year` on which a stay begun in it was written down."""
        days: list[date] = [
            row["recorded_at"].date()
            for row in self.tables["residence_spells"]
            if row["version"] == 1
            and row["kind"] == "actual"
            and row["valid_from"].year == year
        ]
        return min(day for day in days if day.year > year)

    def asked(self, level: str, periods: tuple[str, ...], **where: Any) -> Asked:
        """A question whose answers are worked out now, not once for each mutant."""
        where = {"known_on": None, **where}
        units = self.tree.units(date.fromisoformat(NEWER), level)
        areas = tuple(unit.code for unit in units)
        compare = Comparison(self.oracle, {"level": level, **where})
        for key, area, period, sex in product(MEASURES, areas, periods, SEXES):
            if sex == "total" or key in BY_SEX:
                compare.expected(key, (area, period, sex))
        return Asked(self.folder, level, areas, periods, where, compare)


def complaints(asked: Sequence[Asked], only: str | None) -> Iterator[str]:
    """What the engine that this process imports says otherwise than the oracle."""
    for question in asked:
        table = _ask(question, only)
        if only is None:
            found = set(table["measure"].to_pylist())
            if found != set(MEASURES):
                yield f"measures {sorted(found ^ set(MEASURES))}"
        pairs = set(
            zip(*(table[n].to_pylist() for n in ("measure", "sex")), strict=True)
        )
        if {key for key, sex in pairs if sex != "total"} != BY_SEX & {
            k for k, _ in pairs
        }:
            yield "measures given by sex: not those that there were"
        yield from question.oracle.disagreements(
            table, question.areas, question.periods
        )


def _ask(question: Asked, only: str | None) -> pa.Table:
    from renkou.engines import measure

    table = measure(
        only or "all",
        snapshot=question.folder,
        by=question.level,
        years=sorted({int(period[:4]) for period in question.periods}),
        period="month" if "-" in question.periods[0] else "year",
        sex=SEXES,
        area_list=date.fromisoformat(NEWER),
        **question.where,
    )
    kept = pc.is_in(table["period"], value_set=pa.array(question.periods))
    other = pc.not_equal(table["measure"], "per-head")
    return table.filter(pc.and_(kept, other))
