"""Finding an area of the city, or a measure, by what a person types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from renkou.areas import Unit
from renkou.areas.search import Entry, SearchIndex, score, spell
from renkou.areas.unit import DIGITS, LEVELS, stem
from renkou.definitions import Measure
from renkou.indicators import MEASURES
from renkou.report.area.find_words import FIND
from renkou.report.places import english
from renkou.schema.text import Text

from .site import Site
from .view import View

MOST = 20  # hits of a kind that are shown


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its name, what else tells it apart, where it leads."""

    name: Text
    note: Text | None
    address: str
    code: str = ""
    above: Text | None = None


@dataclass(frozen=True)
class Finder:
    """What can be found in one city; names are spelt once, at the first need."""

    site: Site

    @cached_property
    def _areas(self) -> Sequence[tuple[Entry, Unit, bool]]:
        """Every area of the city, of today or earlier, and whether it still stands."""
        tree, day = self.site.tree, self.site.places.shown_on
        start = self.site.city.code[: DIGITS["city"]]
        found = []
        for entry in SearchIndex(tree).entries:
            if any(code.startswith(start) for code in entry.codes):
                stands = tree.stands(entry.key, day)
                unit = tree.unit(entry.key, day if stands else None)
                found.append((entry, unit, stands))
        return found

    def areas(self, text: str, view: View) -> list[Hit]:
        """The areas that fit what was typed, best first."""
        wanted = text.strip().lower()
        if not wanted:
            return []
        ranked = []
        for entry, unit, stands in self._areas:
            rank = score(entry, wanted)
            if rank is not None:
                order = (not stands, rank, LEVELS.index(unit.level), unit.code)
                ranked.append((order, unit, stands))
        ranked.sort(key=lambda each: each[0])
        return [self._hit(unit, stands, view) for _, unit, stands in ranked[:MOST]]

    def _hit(self, unit: Unit, stands: bool, view: View) -> Hit:
        note = FIND["village"] if unit.level == "village" else None
        parent = unit.parent and self.site.tree.unit(unit.parent, unit.vintage)
        return Hit(
            name=english(unit.name),
            code=stem(unit.code),
            above=english(parent.name) if parent else None,
            note=note if stands else FIND["gone"],
            address=view.address("area", place=unit.code),
        )

    @cached_property
    def _measures(self) -> Sequence[tuple[Measure, str]]:
        return [
            (what, " ".join((what.key, what.title.en, what.title.zh)).lower())
            for what in MEASURES.values()
        ]

    @cached_property
    def _pinyin(self) -> Sequence[tuple[Measure, tuple[str, str]]]:
        return [(what, spell(what.title.zh)) for what in MEASURES.values()]

    def measures(self, text: str, view: View) -> list[Hit]:
        """The measures whose name, key or pinyin holds what was typed."""
        wanted = text.strip().lower()
        if not wanted:
            return []
        whole = [w for w, words in self._measures if wanted in words]
        latin = "".join(c for c in wanted if c.isascii() and c.isalpha())
        for what, spelt in self._pinyin:
            starts = latin and any(each.startswith(latin) for each in spelt)
            if starts and what not in whole:
                whole.append(what)
        whole.sort(key=lambda what: not _starts(what, wanted))
        return [_measure(what, view) for what in whole[:MOST]]


def _starts(what: Measure, wanted: str) -> bool:
    names = (what.key, what.title.en.lower(), what.title.zh)
    return any(name.startswith(wanted) for name in names)


def _measure(what: Measure, view: View) -> Hit:
    address = view.address(f"about/{what.key}")
    return Hit(name=what.title, note=what.definition, address=address)
