"""Finding an area by what a person types: name, pinyin, present or former code."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from . import problems
from .name import proper_name
from .unit import LEVELS, Unit, stem

if TYPE_CHECKING:
    from .tree import AreaTree


@dataclass(frozen=True)
class Entry:
    """All that one area was ever called."""

    key: str
    codes: frozenset[str]
    names: tuple[str, ...]  # the newest first

    @cached_property
    def pinyin(self) -> tuple[tuple[str, str], ...]:
        """For each name its pinyin and its initials, without spaces or tones."""
        return tuple(spell(name) for name in self.names)


@dataclass
class SearchIndex:
    """What `AreaTree.search` looks through; pinyin is spelt at the first need."""

    tree: AreaTree
    entries: list[Entry] = field(init=False)

    def __post_init__(self) -> None:
        codes = self.tree.former_codes()
        names: dict[str, dict[str, None]] = {}
        for day in reversed(self.tree.vintages):
            for key in self.tree.keys(day):
                names.setdefault(key, {})[self.tree.unit(key, day).name] = None
        self.entries = [
            Entry(key, frozenset(codes[key]), tuple(named))
            for key, named in names.items()
        ]

    def find(self, text: str, vintage: dt.date | None, limit: int) -> tuple[Unit, ...]:
        """The best `limit` areas for what was typed."""
        wanted = text.strip().lower()
        if not wanted:
            return ()
        ranked = []
        for entry in self.entries:
            rank = score(entry, wanted)
            place = None if rank is None else self._place(entry, vintage)
            if rank is not None and place is not None:
                gone, outside, unit = place
                level = LEVELS.index(unit.level)
                order = (gone and rank > 0, rank, gone, outside, level, unit.code)
                ranked.append((order, unit))
        ranked.sort(key=lambda pair: pair[0])
        return tuple(unit for _, unit in ranked[:limit])

    def _place(
        self, entry: Entry, vintage: dt.date | None
    ) -> tuple[bool, bool, Unit] | None:
        """Whether the area is gone, whether it lies outside the city; the area."""
        newest = self.tree.vintages[-1]
        day = vintage or newest
        if self.tree.stands(entry.key, day):
            unit = self.tree.unit(entry.key, day)
            return False, not self.tree.is_covered(unit), unit
        if vintage is not None:
            return None
        unit = self.tree.unit(entry.key)
        return True, not self.tree.is_covered(unit), unit


def score(entry: Entry, wanted: str) -> int | None:
    """How well an area fits what was typed: 0 best, None not at all."""
    if wanted.isdecimal() and wanted.isascii():
        return _score_code(entry, wanted)
    by_name = [
        s for name in entry.names if (s := _score_name(name, wanted)) is not None
    ]
    if by_name:
        return min(by_name)
    if not wanted.isascii():
        return None
    latin = "".join(c for c in wanted if c.isalpha())
    if not latin:
        return None
    found = [_score_pinyin(*spelt, latin) for spelt in entry.pinyin]
    return min((s for s in found if s is not None), default=None)


def _score_code(entry: Entry, wanted: str) -> int | None:
    if any(wanted in (code, stem(code)) for code in entry.codes):
        return 0
    return 1 if any(code.startswith(wanted) for code in entry.codes) else None


def _score_name(name: str, wanted: str) -> int | None:
    proper = proper_name(name)
    if wanted == name:
        return 0
    if proper_name(wanted) == proper:
        return 1
    if name.startswith(wanted):
        return 2
    return 3 if wanted in name else None


def _score_pinyin(whole: str, initials: str, wanted: str) -> int | None:
    if wanted in (whole, initials):
        return 4
    if whole.startswith(wanted):
        return 5
    return 6 if initials.startswith(wanted) else None


def spell(name: str) -> tuple[str, str]:
    """The pinyin of a name's proper part and its kind, and the initials.

    >>> spell("内江市")
    ('neijiangshi', 'njs')
    """
    try:
        from pypinyin import lazy_pinyin
    except ModuleNotFoundError:
        raise problems.no_pinyin() from None
    syllables = lazy_pinyin(name)
    return "".join(syllables), "".join(s[0] for s in syllables)
