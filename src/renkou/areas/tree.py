"""The dated tree of areas: what stood where, under which code, on which list."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise, takewhile
from pathlib import Path

from . import problems
from .crosswalk import Crosswalk
from .decisions import (
    Decision,
    NewArea,
    leaf_decisions,
    new_areas,
    upper_decisions,
)
from .keys import assign_keys
from .listing import Listing, Row
from .search import SearchIndex
from .steps import Steps
from .succession import succession
from .unit import LEVELS, Unit, level_of, padded

_CODE_LENGTHS = (2, 4, 6, 9, 12)


class AreaTree:
    """Areas of all levels on dated lists, with keys of their own.

    >>> from renkou import areas
    >>> tree = areas.bundled()
    >>> tree.by_code("511028").name  # a former code finds the area as it is now
    '隆昌市'
    """

    def __init__(self, listings: Sequence[Listing]) -> None:
        self._listings = {listing.vintage: listing for listing in listings}
        pairs = pairwise(listings)
        self._steps = tuple(succession(older, newer) for older, newer in pairs)
        keys = assign_keys(listings, self._steps)
        self._keys = dict(zip(self._listings, keys, strict=True))
        self._codes = {
            vintage: {key: code for code, key in of_codes.items()}
            for vintage, of_codes in self._keys.items()
        }
        self._crosswalks: dict[tuple[dt.date, dt.date, str], Crosswalk] = {}
        self._units: dict[tuple[dt.date, str], Unit] = {}

    @classmethod
    def from_csv(cls, path: str | Path) -> AreaTree:
        """A city's own lists, from a CSV file.

        Columns `vintage, code, name` and, where wanted, `parent, area_km2,
        former_code, successor`. Raises `Problem` with file, row, column, value, rule
        and mend for all that does not fit.
        """
        from .own_lists import read_listings

        return cls(read_listings(Path(path)))

    @property
    def vintages(self) -> tuple[dt.date, ...]:
        """The dates of the lists, oldest first."""
        return tuple(self._listings)

    @property
    def lowest_level(self) -> str:
        """The level of the smallest areas on the lists."""
        return self._listings[self.vintages[-1]].leaf

    def list_for(self, day: dt.date | None = None) -> dt.date:
        """The list in force on a day: the latest not after it; the newest for None.

        Raises `Problem` before the first list.
        """
        if day is None:
            return self.vintages[-1]
        place = bisect_right(self.vintages, day)
        if not place:
            raise problems.before_first_list(day, self.vintages[0])
        return self.vintages[place - 1]

    def detect(self, codes: Iterable[str]) -> dt.date:
        """The list which holds most of these 12-digit codes; the newest where equal.

        Raises `Problem` where no list holds any of them.
        """
        wanted = set(codes)
        held = {day: len(wanted & self._keys[day].keys()) for day in self.vintages}
        best = max(self.vintages, key=lambda day: (held[day], day))
        if wanted and not held[best]:
            raise problems.no_code_known(sorted(wanted), self.vintages)
        return best

    def units(
        self, vintage: dt.date, level: str, *, within: str | None = None
    ) -> tuple[Unit, ...]:
        """The areas of a level on a list, sorted by code.

        Those that the list carries down to its lowest level and, `within` an area
        (its key), all that lie in it, such as the other prefectures of a province.
        """
        listing = self._listing(vintage)
        _check_level(level)
        if within is None:
            codes = listing.level(level)
        else:
            codes = listing.below(self._code(within, vintage), level)
        return tuple(self._unit(listing, code) for code in codes)

    def unit(self, key: str, vintage: dt.date | None = None) -> Unit:
        """The area of a key on a list; on the newest that has it for None."""
        if vintage is None:
            vintage = self._last_list(key)
        return self._unit(self._listing(vintage), self._code(key, vintage))

    def by_code(self, code: str, vintage: dt.date | None = None) -> Unit:
        """The area of a code of 6, 9 or 12 digits (2 and 4 are taken too).

        Without a list, the area that last bore the code, as it stands on the newest
        list that has it; with one, that area on this list, where it may bear another
        code. Raises `Problem` with the nearest codes where there is none.
        """
        if not (code.isascii() and code.isdecimal() and len(code) in _CODE_LENGTHS):
            raise problems.not_a_code(code)
        full = padded(code)
        if vintage is not None and full in self._listing(vintage).rows:
            return self._unit(self._listings[vintage], full)
        for day in reversed(self.vintages):
            key = self._keys[day].get(full)
            if key is not None:
                return self.unit(key, vintage)
        former = self._former.get(full)
        if former is not None:
            return self.unit(former, vintage)
        raise problems.unknown_code(code, self._nearest(full))

    def ancestors(self, key: str, vintage: dt.date) -> tuple[Unit, ...]:
        """The areas above on a list, nearest first."""
        listing = self._listing(vintage)
        above = listing.above(self._code(key, vintage))
        return tuple(self._unit(listing, code) for code in above)

    def descendants(self, key: str, vintage: dt.date, level: str) -> tuple[Unit, ...]:
        """The areas of a level at or below an area on a list, sorted by code."""
        _check_level(level)
        listing = self._listing(vintage)
        below = listing.below(self._code(key, vintage), level)
        return tuple(self._unit(listing, code) for code in below)

    def history(self, key: str) -> tuple[Unit, ...]:
        """The area on each list that has it, oldest first: code, name, parent, area."""
        days = [day for day in self.vintages if key in self._codes[day]]
        if not days:
            raise problems.unknown_key(key)
        return tuple(self.unit(key, day) for day in days)

    def existence(self, key: str) -> tuple[dt.date, dt.date | None]:
        """From the first list that has the area to the first that no longer does.

        The end is None while the newest list has it. The dates are the lists', not the
        decrees': an area may have begun or ended at any time since the list before.
        """
        days = [unit.vintage for unit in self.history(key)]
        after = self.vintages.index(days[-1]) + 1
        return days[0], self.vintages[after] if after < len(self.vintages) else None

    def crosswalk(
        self, source: dt.date, target: dt.date, level: str = "village"
    ) -> Crosswalk:
        """The shares that carry figures of one list to another, either way in time.

        Composed of the steps between, list by list. Raises `Problem` for a date that
        is no list's, or a level that either list does not have throughout.
        """
        listings = self._listing(source), self._listing(target)
        _check_level(level)
        if level not in self._whole_levels(*listings):
            raise problems.level_absent(level, self._whole_levels(*listings))
        known = self._crosswalks.get((source, target, level))
        if known is None:
            known = self._walks.between(source, target, level)
            self._crosswalks[source, target, level] = known
        return known

    def decisions(self, source: dt.date, target: dt.date) -> tuple[Decision, ...]:
        """How every area of a list was carried to the next, from the top level down.

        Raises `Problem` where `target` is not the list that follows `source`.

        >>> from renkou import areas
        >>> tree = areas.bundled()
        >>> made = tree.decisions(*tree.vintages[1:3])
        >>> [(d.successor_name, d.rule) for d in made if d.name == "城南街道"]
        [('城东街道', 'names-within')]
        """
        step = self._steps[self._step_between(source, target)]
        *upper, _ = self._whole_levels(step.older, step.newer)
        walks = (self.crosswalk(source, target, level) for level in upper)
        made = [decision for walk in walks for decision in upper_decisions(step, walk)]
        return (*made, *leaf_decisions(step))

    def new_areas(self, source: dt.date, target: dt.date) -> tuple[NewArea, ...]:
        """The areas of a list that nothing on the list before it went to.

        Raises `Problem` where `target` is not the list that follows `source`.
        """
        place = self._step_between(source, target)
        return tuple(new_areas(self._steps[place], self._walks.origins(place)))

    def _whole_levels(self, *listings: Listing) -> tuple[str, ...]:
        """The levels that all of the lists have throughout, from the top."""
        return tuple(
            level
            for level in LEVELS
            if all((listing.vintage, level) in self._divided for listing in listings)
        )

    @cached_property
    def _divided(self) -> frozenset[tuple[dt.date, str]]:
        return frozenset(
            (day, level)
            for day, listing in self._listings.items()
            for level in LEVELS
            if listing.is_divided_by(level)
        )

    def _step_between(self, source: dt.date, target: dt.date) -> int:
        for place, pair in enumerate(pairwise(self.vintages)):
            if pair == (source, target):
                return place
        raise problems.not_neighbours(source, target, self.vintages)

    def search(
        self, text: str, *, vintage: dt.date | None = None, limit: int = 20
    ) -> tuple[Unit, ...]:
        """Areas by name, pinyin (whole or initials), present or former code.

        Best first. Without a list also areas that are no more, after those that are.

        >>> from renkou import areas
        >>> [unit.name for unit in areas.bundled().search("隆昌", limit=1)]
        ['隆昌市']
        """
        if vintage is not None:
            self._listing(vintage)
        return self._search.find(text, vintage, limit)

    @cached_property
    def _walks(self) -> Steps:
        return Steps(tuple(self._listings.values()), self._steps, self._keys)

    @cached_property
    def _search(self) -> SearchIndex:
        return SearchIndex(self)

    @cached_property
    def _former(self) -> dict[str, str]:
        """Former codes that stand on no list, by the rows that name them."""
        return {
            former: self._keys[day][row.code]
            for day, listing in self._listings.items()
            for row in listing.rows.values()
            for former in row.former
        }

    def former_codes(self) -> dict[str, set[str]]:
        """For each key every code it ever bore, with those that only rows name."""
        codes: dict[str, set[str]] = defaultdict(set)
        for of_codes in self._keys.values():
            for code, key in of_codes.items():
                codes[key].add(code)
        for code, key in self._former.items():
            codes[key].add(code)
        return codes

    def keys(self, vintage: dt.date) -> tuple[str, ...]:
        """The keys of all areas on a list, those outside the covered cities too."""
        self._listing(vintage)
        return tuple(self._codes[vintage])

    def stands(self, key: str, vintage: dt.date) -> bool:
        """Whether an area is on a list."""
        self._listing(vintage)
        return key in self._codes[vintage]

    def is_covered(self, unit: Unit) -> bool:
        """Whether its list carries an area down to the lowest level."""
        return unit.code in self._listing(unit.vintage).covered

    def _listing(self, vintage: dt.date) -> Listing:
        listing = self._listings.get(vintage)
        if listing is None:
            raise problems.no_such_list(vintage, self.vintages)
        return listing

    def _code(self, key: str, vintage: dt.date) -> str:
        self._listing(vintage)
        code = self._codes[vintage].get(key)
        if code is None:
            raise problems.not_on_list(self.history(key), vintage)
        return code

    def _last_list(self, key: str) -> dt.date:
        for day in reversed(self.vintages):
            if key in self._codes[day]:
                return day
        raise problems.unknown_key(key)

    def _unit(self, listing: Listing, code: str) -> Unit:
        place = (listing.vintage, code)
        unit = self._units.get(place)
        if unit is None:
            unit = self._make_unit(listing, listing.rows[code])
            self._units[place] = unit
        return unit

    def _make_unit(self, listing: Listing, row: Row) -> Unit:
        keys = self._keys[listing.vintage]
        return Unit(
            key=keys[row.code],
            code=row.code,
            name=row.name,
            level=level_of(row.code),
            parent=None if row.parent is None else keys[row.parent],
            area_km2=listing.area(row.code),
            vintage=listing.vintage,
        )

    def _nearest(self, code: str) -> tuple[Unit, ...]:
        """The three areas of the level whose codes share most of their first digits."""
        newest = self._listings[self.vintages[-1]]
        same = newest.level(level_of(code), covered=False)
        shared = {c: _shared_digits(c, code) for c in same}
        near = sorted((c for c in same if shared[c] > 1), key=lambda c: (-shared[c], c))
        return tuple(self._unit(newest, c) for c in near[:3])


def _shared_digits(one: str, other: str) -> int:
    pairs = zip(one, other, strict=True)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _check_level(level: str) -> None:
    if level not in LEVELS:
        raise problems.unknown_level(level)
