"""The axes of the kept figures: series, areas and years, each in a fixed order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from renkou.indicators import MEASURES
from renkou.schema import POPULATIONS
from renkou.schema.whole_file import whole_file

from ..request import SEXES
from ..workspace import Workspace
from .history import countable_measure

LEVELS = ("city", "county", "township")
FIELDS = ("value", "lower", "upper", "numerator", "denominator")
YEARS = 16  # the years kept: the last that is over, and those before it
Array = npt.NDArray[np.float64]


class Series(NamedTuple):
    """What one figure is of: measure, population, sex, and category or nothing."""

    measure: str
    population: str = "resident"
    sex: str = "total"
    category: str = ""


@dataclass(frozen=True)
class Axes:
    """Where a figure stands: (series, areas, years), and five fields of each."""

    series: tuple[Series, ...]
    areas: tuple[str, ...]  # 12-digit codes on the newest list
    years: tuple[int, ...]
    last_only: frozenset[str] = frozenset()  # measures kept for the last day alone

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """The shape of the figures known on one day."""
        return len(self.series), len(self.areas), len(self.years), len(FIELDS)

    @cached_property
    def series_at(self) -> dict[Series, int]:
        """The position of each series."""
        return {series: at for at, series in enumerate(self.series)}

    @cached_property
    def area_at(self) -> dict[str, int]:
        """The position of each area."""
        return {area: at for at, area in enumerate(self.areas)}

    @cached_property
    def year_at(self) -> dict[int, int]:
        """The position of each year."""
        return {year: at for at, year in enumerate(self.years)}

    def nothing(self) -> Array:
        """Figures of which none is known."""
        return np.full(self.shape, np.nan)

    def put(self, table: pa.Table, into: Array) -> None:
        """Put the rows of a table of `measure` where they belong in `into`."""
        keys = pc.binary_join_element_wise(
            *(_words(table[name]) for name in Series._fields), "|"
        )
        names = pa.array(["|".join(series) for series in self.series])
        at = pc.index_in(keys, names)
        where = pc.index_in(_words(table["area"]), pa.array(self.areas))
        years = pa.array([str(year) for year in self.years])
        when = pc.index_in(_words(table["period"]), years)
        places = [column.to_numpy() for column in (at, where, when)]
        for number, field in enumerate(FIELDS):
            values = table[field].to_numpy().astype(np.float64)
            into[places[0], places[1], places[2], number] = values

    def write(self, place: Path) -> None:
        """Write the axes as JSON."""
        content = {
            "series": self.series,
            "areas": self.areas,
            "years": self.years,
            "last_only": sorted(self.last_only),
        }
        with whole_file(place) as unfinished:
            unfinished.write_text(json.dumps(content), encoding="utf-8")

    @classmethod
    def read(cls, place: Path) -> Axes:
        """The axes that `write` wrote."""
        content = json.loads(place.read_text(encoding="utf-8"))
        return cls(
            tuple(Series(*each) for each in content["series"]),
            tuple(content["areas"]),
            tuple(content["years"]),
            frozenset(content["last_only"]),
        )


def axes_of(work: Workspace) -> Axes:
    """The axes of a snapshot: every measure, population, sex and category of its areas.

    Areas are those of the newest list, the city first, then counties, then townships.
    """
    newest = work.tree.list_for(None)
    units = [unit for level in LEVELS for unit in work.shares(newest, level).units]
    series = tuple(
        Series(key, population, sex, category)
        for key, what in MEASURES.items()
        for population in POPULATIONS
        for sex in (SEXES if what.by_sex else ("total",))
        for category in what.categories
    )
    last = work.last_day.year
    if (work.last_day.month, work.last_day.day) != (12, 31):
        last -= 1
    return Axes(
        series,
        tuple(unit.code for unit in units),
        tuple(range(last - YEARS + 1, last + 1)),
        frozenset(m.key for m in MEASURES.values() if not countable_measure(m)),
    )


def _words(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks()
