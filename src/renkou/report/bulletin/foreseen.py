"""The projection of a bulletin: computed once as `renkou project` does, then kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from renkou.areas.unit import level_of
from renkou.engines import Workspace
from renkou.engines.periods import Period
from renkou.engines.projection import project_city
from renkou.engines.tables import Tables
from renkou.schema.progress import Progress
from renkou.schema.whole_file import whole_file

AHEAD, DRAWS, SEED = 25, 1_000, 1
LAST = 2100
Bounds = tuple[float, float, float, float, float]
COLUMNS = ("value", "lower", "upper", "lower_80", "upper_80")


@dataclass(frozen=True)
class Foreseen:
    """An area's years to come: median, 95% and 80% bounds by figure, year and group."""

    known_on: date
    years: range
    figures: Mapping[tuple[str, int, str], Bounds]

    @property
    def base(self) -> int:
        """The last year that was counted."""
        return self.years[0]

    @property
    def to(self) -> int:
        """The last year."""
        return self.years[-1]

    def get(self, measure: str, year: int, category: str = "") -> Bounds | None:
        """The figure of a year: median, lower, upper (95%), lower, upper (80%)."""
        return self.figures.get((measure, year, category))


def last_year(known_on: date) -> int:
    """The year to which a bulletin projects."""
    base = max(y for y in (known_on.year - 1, known_on.year) if _over(y, known_on))
    return min(base + AHEAD, LAST)


def _over(year: int, day: date) -> bool:
    return Period(year).last <= day


def place_of(tables: Tables, known_on: date, level: str) -> Path:
    """Where the projection of a level is kept, beside the figures it is made from."""
    return tables.place / f"projection-{known_on}-{level}-{DRAWS}.parquet"


def make_foreseen(
    work: Workspace, tables: Tables, known_on: date, level: str, progress: Progress
) -> None:
    """Project a level of areas and keep it, unless that is done."""
    place = place_of(tables, known_on, level)
    if place.exists():
        return
    table = project_city(
        work,
        by=level,
        to=last_year(known_on),
        draws=DRAWS,
        seed=SEED,
        known_on=known_on,
        progress=progress,
    )
    with whole_file(place) as unfinished:
        pq.write_table(table, unfinished)


def read_foreseen(tables: Tables, known_on: date, area: str) -> Foreseen | None:
    """What is kept of an area; None where nothing is computed or nobody lives there."""
    place = place_of(tables, known_on, level_of(area))
    if not place.exists():
        return None
    rows = pq.read_table(place, filters=[("area", "=", area)])
    if not rows.num_rows:
        return None
    columns = [rows[name].to_pylist() for name in ("measure", "period", "category")]
    keys = zip(columns[0], map(int, columns[1]), columns[2], strict=True)
    values = zip(*(rows[name].to_pylist() for name in COLUMNS), strict=True)
    years = sorted({int(year) for year in columns[1]})
    return Foreseen(
        known_on, range(years[0], years[-1] + 1), dict(zip(keys, values, strict=True))
    )
