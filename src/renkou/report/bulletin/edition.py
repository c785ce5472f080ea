"""One issue of the bulletin: an area, a year and a day of knowledge, looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from renkou.areas import AreaTree
from renkou.areas.unit import level_of
from renkou.engines import Workspace
from renkou.engines.periods import Period
from renkou.engines.tables import Known, Series, Tables, place_of
from renkou.indicators import MEASURES
from renkou.schema.problem import Problem
from renkou.schema.text import Text
from renkou.snapshot import Snapshot

from .. import beside
from ..city import Beside, City, Place
from ..city import Known as KnownBirths
from ..kept import KeptFigures
from ..places import Places, places_of
from .foreseen import Foreseen

FIRST_SHOWN = 1  # the first year kept is there for the changes on it alone
CLOSINGS = 6  # years whose first publications are set beside what is known now


@dataclass(frozen=True)
class OpenCity:
    """A city whose figures are kept: what bulletins are made from."""

    snapshot: Snapshot
    tables: Tables
    places: Places
    tree: AreaTree
    last_day: date
    scale: float
    nation: Mapping[tuple[str, int], Beside]

    def place(self, code: str) -> Place:
        """The area of a code, shorter ones filled up; Problem where there is none."""
        places = self.places
        every = [places.city, *places.counties, *places.townships]
        whole = code.ljust(12, "0")
        found = next((each for each in every if each.code == whole), None)
        if found is not None:
            return found
        unit = self.tree.by_code(whole, None)
        newest = next((each for each in every if each.code == unit.code), None)
        if newest is not None:
            return newest
        city = places.city
        raise Problem(
            f"area: a bulletin is of a city, a county or a township; {unit.name} "
            f"({whole}) is none of {city.name.en}. Find one with `renkou areas`.",
            f"地区：公报只针对市、县、乡镇；{unit.name}（{whole}）不是{city.chinese}的"
            "此类地区。请用renkou areas查找。",
        )

    def children(self, place: Place) -> Sequence[Place]:
        """The areas directly below."""
        match level_of(place.code):
            case "city":
                return self.places.counties
            case "county":
                return [p for p in self.places.townships if p.parent == place.code]
            case _:
                return ()

    def parent(self, place: Place) -> Place | None:
        """The area above; None for the city."""
        if place.code == self.places.city.code:
            return None
        above = (p for p in self.places.counties if p.code == place.parent)
        return next(above, self.places.city)

    def years_known(self, day: date) -> list[int]:
        """The years that a bulletin can be of, as known on a day."""
        years = self.tables.axes.years[FIRST_SHOWN:]
        return [year for year in years if Period(year).last <= day]

    def year(self, year: int, day: date) -> int:
        """`year`, or a Problem where it was not over on the day, or is not kept."""
        years = self.years_known(day)
        if year in years:
            return year
        if not years:
            raise Problem(
                f"known-on: no year kept was over on {day}. Choose a later day.",
                f"已知日期：在{day}没有已结束的年份。请选择较晚的日期。",
            )
        raise Problem(
            f"year: there is no bulletin of {year} as known on {day}; there are those "
            f"of {years[0]} to {years[-1]}.",
            f"年份：截至{day}没有{year}年的公报；可选{years[0]}至{years[-1]}年。",
        )


def open_city(work: Workspace, folder: Path | None = None) -> OpenCity:
    """The city of a snapshot whose figures are computed."""
    tables = Tables(place_of(work.snapshot, folder))
    code = next(code for code in tables.axes.areas if level_of(code) == "city")
    known = tables.on(work.last_day)
    cell = known.cell(Series("population", "registered"), code, 2010)
    there = None if cell is None else float(cell[0])
    return OpenCity(
        snapshot=work.snapshot,
        tables=tables,
        places=places_of(work, code),
        tree=work.tree,
        last_day=work.last_day,
        scale=beside.scale_of(code, there, synthetic=work.snapshot.synthetic),
        nation=beside.nation(tables.axes.years),
    )


@dataclass(frozen=True)
class Edition:
    """What one bulletin says, before it is put into words of either language."""

    here: OpenCity
    place: Place
    year: int
    known_on: date
    foreseen: Foreseen | None = None

    @cached_property
    def known(self) -> Known:
        """Every figure as known on the day."""
        return self.here.tables.on(self.known_on)

    @property
    def parent(self) -> Place | None:
        """The area above."""
        return self.here.parent(self.place)

    @property
    def first_known(self) -> date | None:
        """The day on which the year was first published, where that was by the day."""
        day = Period(self.year).published
        recorded = self.here.snapshot.recording_known
        return day if recorded and day <= self.known_on else None

    @property
    def years(self) -> list[int]:
        """The years shown, up to that of the bulletin."""
        return [y for y in self.here.years_known(self.known_on) if y <= self.year]

    @property
    def names(self) -> dict[str, Text]:
        """The names of all areas by code, as each language writes them."""
        places = self.here.places
        return {
            place.code: Text(place.name.en, place.chinese)
            for place in (places.city, *places.counties, *places.townships)
        }

    @cached_property
    def city(self) -> City:
        """The area as the reports' charts and tables read one."""
        figures = KeptFigures(self.known, self.year if self.first_known else None)
        years = self.years
        children = self.here.children(self.place)
        below = [p for child in children for p in self.here.children(child)]
        return City(
            place=self.place,
            figures=figures,
            labels=MEASURES,
            year=self.year,
            years=years,
            stock_years=[years[0] - 1, *years],
            known_on=self.known_on,
            first_known=self.first_known,
            counties=children,
            townships=below,
            synthetic=self.here.snapshot.synthetic,
            scale=self.here.scale,
            nation=self.here.nation,
        )

    @cached_property
    def drawn(self) -> City:
        """The same with all that charts show: the census, births as they came in."""
        births = Series("births")
        first = [
            KnownBirths(year, Period(year).published, value)
            for year in self.years[-CLOSINGS:]
            if (value := self.known.first_published(births, self.place.code, year))
            is not None
        ]
        return replace(
            self.city,
            outlines=beside.outlines(self.city),
            first_counts=first,
            month_counts=self._months(births),
        )

    def _months(self, births: Series) -> list[KnownBirths]:
        """Births of the year on each kept day of the year after it."""
        first = self.first_known
        if first is None:
            return []
        last = min(self.known_on, date(first.year, 12, 31))
        found = []
        for day in self.here.tables.days:
            if first <= day <= last:
                cell = self.here.tables.on(day).cell(births, self.place.code, self.year)
                if cell is not None and cell[0] == cell[0]:
                    found.append(KnownBirths(self.year, day, float(cell[0])))
        return found
