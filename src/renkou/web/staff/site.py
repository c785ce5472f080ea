"""One city open for reading: its kept figures, its areas, and what is beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from renkou.areas import AreaTree, Unit
from renkou.areas.unit import DIGITS, level_of, padded
from renkou.engines import Workspace
from renkou.engines.tables import (
    Asked,
    Known,
    Series,
    Tables,
    days_wanted,
    first_day,
    place_of,
)
from renkou.report import beside
from renkou.report.area.names import successor
from renkou.report.city import Beside, Outline, Place
from renkou.report.places import Places, places_of
from renkou.schema.problem import Problem
from renkou.snapshot import Snapshot
from renkou.snapshot.manifest import MANIFEST
from renkou.ui.refused import Gone


@dataclass(frozen=True)
class Site:
    """A city's figures as they are kept, and its areas as they are called."""

    snapshot: Snapshot
    tables: Tables
    places: Places
    tree: AreaTree
    last_day: date

    @property
    def city(self) -> Place:
        """The city itself."""
        return self.places.city

    @cached_property
    def by_code(self) -> Mapping[str, Place]:
        """Every area with pages of its own."""
        every = [self.city, *self.places.counties, *self.places.townships]
        return {place.code: place for place in every}

    def place(self, code: str) -> Place:
        """The area of a code, of today or earlier; Problem where there is none."""
        found = self.by_code.get(code)
        if found is not None:
            return found
        unit = self.tree.by_code(code, None)
        newest = self.by_code.get(unit.code) or self._above(unit)
        if newest is None:
            raise Problem(
                f"area: {unit.name} ({code}) is not an area of {self.city.name.en}. "
                "Search for another by name, pinyin or code.",
                f"地区：{unit.name}（{code}）不属于{self.city.chinese}。"
                "请按名称、拼音或代码查找其他地区。",
            )
        return newest

    def _above(self, unit: Unit) -> Place | None:
        """The township of a village, or what an area that is no more went to."""
        day = self.places.shown_on
        if not self.tree.stands(unit.key, day):
            went = successor(self.tree, unit, day)
            if went is None:
                return None
            if went[0] in self.by_code:
                return self.by_code[went[0]]
            unit = self.tree.by_code(went[0], day)
        above = self.tree.ancestors(unit.key, day)
        found = (self.by_code.get(each.code) for each in above)
        return next((place for place in found if place is not None), None)

    def unit(self, place: Place) -> Unit:
        """The area as the newest list has it."""
        return self.tree.by_code(place.code, self.places.shown_on)

    @cached_property
    def villages(self) -> Mapping[str, int]:
        """How many villages lie in each township, county and the city."""
        if self.tree.lowest_level != "village":
            return {}
        day = self.places.shown_on
        city = self.unit(self.city)
        units = self.tree.descendants(city.key, day, "village")
        codes = (
            padded(unit.code[:digits])
            for unit in units
            for digits in (DIGITS["city"], DIGITS["county"], DIGITS["township"])
        )
        return Counter(codes)

    @cached_property
    def outlines(self) -> Mapping[str, Sequence[Outline]]:
        """The censuses by age and sex of the city and its counties, by code."""
        former = self.tree.former_codes()
        return {
            place.code: beside.outlines_of(former[self.unit(place).key], self.scale)
            for place in (self.city, *self.places.counties)
        }

    def children(self, place: Place) -> Sequence[Place]:
        """The areas below: counties of the city, townships of a county."""
        match level_of(place.code):
            case "city":
                return self.places.counties
            case "county":
                return [p for p in self.places.townships if p.parent == place.code]
            case _:
                return ()

    def siblings(self, place: Place) -> Sequence[Place]:
        """The areas of the same parent, itself among them."""
        if place.code == self.city.code:
            return [place]
        parent = self.by_code.get(place.parent, self.city)
        return self.children(parent)

    def parent(self, place: Place) -> Place | None:
        """The area above; None for the city."""
        if place == self.city:
            return None
        return self.by_code.get(place.parent, self.city)  # counties name none

    @property
    def days(self) -> Sequence[date]:
        """The days of knowledge that can be shown at once, oldest first."""
        return self.tables.days

    @cached_property
    def stops(self) -> Sequence[date]:
        """The month-ends of the rail, and the last day."""
        known = self.snapshot.recording_known
        return days_wanted(self.last_day, recording_known=known)

    @cached_property
    def first_day(self) -> date:
        """The first day as known on which figures can be computed."""
        return first_day(self.tables)

    @cached_property
    def asked(self) -> Asked:
        """The days that readers ask for beside those that are kept from the start."""
        return Asked(self.tables, self.snapshot.path)

    def known(self, day: date) -> Known:
        """The figures as known on a day that is kept."""
        return self.tables.on(day)

    def made_on(self, day: date) -> datetime:
        """When the figures known on a day were computed, by the clock of the place."""
        made = self.tables.made_on(day)
        return made.astimezone(ZoneInfo(settings.TIME_ZONE))

    @cached_property
    def scale(self) -> float:
        """The size of a synthetic city as a share of the real one's; else 1."""
        known = self.known(self.last_day)
        cell = known.cell(Series("population", "registered"), self.city.code, 2010)
        there = None if cell is None else float(cell[0])
        return beside.scale_of(self.city.code, there, synthetic=self.snapshot.synthetic)

    @cached_property
    def nation(self) -> Mapping[tuple[str, int], Beside]:
        """China's figures by measure and year."""
        return beside.nation(self.tables.axes.years)


Stamp = tuple[tuple[int, int] | None, ...]


def _stamp(snapshot: Snapshot) -> Stamp:
    """What changes when a file of a snapshot does, or goes: a look at each, no more."""
    files = [file for table in snapshot.tables.values() for file in table.files]
    return tuple(map(_look, [snapshot.path / MANIFEST, *files]))


def _look(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns


@cache
def _opened(path: Path, folder: Path | None) -> tuple[Site, Stamp]:
    work = Workspace(path)
    tables = Tables(place_of(work.snapshot, folder))
    city = next(code for code in tables.axes.areas if level_of(code) == "city")
    opened = Site(
        snapshot=work.snapshot,
        tables=tables,
        places=places_of(work, city),
        tree=work.tree,
        last_day=work.last_day,
    )
    return opened, _stamp(work.snapshot)


def site() -> Site:
    """The city that these pages are of.

    Raises Gone where its snapshot was removed or replaced since the figures were
    computed: what is shown is never of another snapshot than it says.
    """
    path, folder = settings.RENKOU_SNAPSHOT, settings.RENKOU_TABLES
    opened, before = _opened(path, folder)
    now = _stamp(opened.snapshot)
    if now == before:
        return opened
    if None in now[1:]:
        raise Gone(
            f"The snapshot {path} cannot be read any more: files of it were removed. "
            "Put them back, or end this server and run `renkou serve` on another.",
            f"快照{path}已无法读取，其中有文件被移走。请将其放回，"
            "或停止本服务后对另一快照运行renkou serve。",
        )
    raise Gone(
        f"The snapshot {path} was replaced while these pages were served. End the "
        "server and run `renkou serve` again: it computes the new figures.",
        f"快照{path}在服务期间已被替换。请停止服务并重新运行renkou serve，"
        "以计算新数据。",
    )


def make_ready() -> None:
    """Open the city before the first reader comes; what is wrong is told to readers."""
    with suppress(Problem):
        opened = site()
        opened.known(opened.last_day)
