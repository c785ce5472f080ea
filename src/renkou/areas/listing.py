"""One dated list of areas: its rows, and who lies below whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .unit import LEVELS, level_of


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; codes have 12 digits."""

    vintage: dt.date
    code: str
    name: str
    parent: str | None = None
    area_km2: float | None = None
    former: tuple[str, ...] = ()
    successor: tuple[str, ...] = ()
    line: int = 0

    @property
    def level(self) -> str:
        """The level that the code stands at."""
        return level_of(self.code)


@dataclass(frozen=True)
class Listing:
    """The areas of one vintage, by code.

    `leaf` is the lowest level of the tree; `covered` holds what the list carries down
    to it: the cities with such areas, all that lies in them and what lies above.
    """

    vintage: dt.date
    leaf: str
    rows: Mapping[str, Row]
    children: Mapping[str | None, tuple[str, ...]] = field(repr=False)
    covered: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, vintage: dt.date, rows: Iterable[Row], leaf: str) -> Listing:
        """Build the list of one vintage from its rows."""
        by_code = {row.code: row for row in sorted(rows, key=lambda r: r.code)}
        children: dict[str | None, list[str]] = {}
        for code, row in by_code.items():
            children.setdefault(row.parent, []).append(code)
        frozen = {parent: tuple(codes) for parent, codes in children.items()}
        return cls(vintage, leaf, by_code, frozen, _covered(by_code, frozen, leaf))

    def level(self, level: str, *, covered: bool = True) -> tuple[str, ...]:
        """The codes of a level, sorted; those carried down to the leaves alone."""
        return tuple(
            code
            for code, row in self.rows.items()
            if row.level == level and (not covered or code in self.covered)
        )

    def below(self, code: str, level: str) -> tuple[str, ...]:
        """The codes of a level at or below `code`, sorted."""
        if self.rows[code].level == level:
            return (code,)
        found = [
            lower
            for child in self.children.get(code, ())
            for lower in self.below(child, level)
        ]
        return tuple(sorted(found))

    def above(self, code: str) -> tuple[str, ...]:
        """The codes above `code`, nearest first."""
        line: list[str] = []
        parent = self.rows[code].parent
        while parent is not None:
            line.append(parent)
            parent = self.rows[parent].parent
        return tuple(line)

    def ancestor(self, code: str, level: str) -> str | None:
        """The code at `level` at or above `code`; None where there is none."""
        for candidate in (code, *self.above(code)):
            if self.rows[candidate].level == level:
                return candidate
        return None

    def is_divided_by(self, level: str) -> bool:
        """Whether every area of the lowest level lies in one of `level`."""
        leaves = self.level(self.leaf)
        return all(self.ancestor(code, level) is not None for code in leaves)

    def area(self, code: str) -> float | None:
        """km² as the list gives it, else the sum of what lies below, else None."""
        given = self.rows[code].area_km2
        if given is not None or code not in self.children:
            return given
        below = [self.area(child) for child in self.children[code]]
        known = [value for value in below if value is not None]
        return sum(known) if len(known) == len(below) else None


def _covered(
    rows: Mapping[str, Row], children: Mapping[str | None, tuple[str, ...]], leaf: str
) -> frozenset[str]:
    covered = {code for code, row in rows.items() if row.level == leaf}
    for code in tuple(covered):
        parent = rows[code].parent
        while parent is not None and parent not in covered:
            covered.add(parent)
            parent = rows[parent].parent
    return frozenset(covered)


def leaf_level(rows: Iterable[Row]) -> str:
    """The lowest level that stands among the rows."""
    return max((row.level for row in rows), key=LEVELS.index)
