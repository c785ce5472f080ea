"""Above the lowest level: which area of one list is which of the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .listing import Listing
from .name import is_respelt, proper_name
from .unit import DIGITS, LEVELS, level_of, own_digits, padded


@dataclass(frozen=True, slots=True)
class Link:
    """The area of the newer list that carries on one of the older, and why."""

    target: str
    rule: str


def declared_pairs(older: Listing, newer: Listing) -> dict[str, tuple[str, ...]]:
    """What the lists say themselves, by `former_code` or `successor`.

    An area that another names as its former code while it stands itself, code and name,
    on the newer list gave a part away and keeps the rest.
    """
    pairs: dict[str, set[str]] = defaultdict(set)
    for row in newer.rows.values():
        for former in row.former:
            if former in older.rows:
                pairs[former].add(row.code)
                if _stands_on(former, older, newer):
                    pairs[former].add(former)
    for row in older.rows.values():
        for successor in row.successor:
            if successor in newer.rows:
                pairs[row.code].add(successor)
    return {code: tuple(sorted(targets)) for code, targets in pairs.items()}


def _stands_on(code: str, older: Listing, newer: Listing) -> bool:
    after = newer.rows.get(code)
    if after is None or after.former:
        return False
    return proper_name(older.rows[code].name) == proper_name(after.name)


def link_upper_levels(
    older: Listing, newer: Listing, declared: Mapping[str, tuple[str, ...]]
) -> dict[str, Link]:
    """One successor at most for each area above the lowest level, from the top down."""
    links: dict[str, Link] = {}
    for level in LEVELS[: LEVELS.index(older.leaf)]:
        _Level(older, newer, level, links).link(declared)
    return links


class _Level:
    """One level's areas that are still without a successor, and its rules."""

    def __init__(
        self, older: Listing, newer: Listing, level: str, links: dict[str, Link]
    ) -> None:
        self.older, self.newer, self.links = older, newer, links
        self.old = set(older.level(level, covered=False))
        self.new = set(newer.level(level, covered=False))

    def link(self, declared: Mapping[str, tuple[str, ...]]) -> None:
        for code in sorted(self.old):
            targets = declared.get(code, ())
            if code in targets or len(targets) == 1:
                target = code if code in targets else targets[0]
                self._accept(code, target, "declared")
            elif targets:
                self.old.discard(code)
        self._by_code()
        self._by_name()

    def _accept(self, code: str, target: str, rule: str) -> None:
        if target in self.new and code in self.old:
            self.links[code] = Link(target, rule)
            self.old.discard(code)
            self.new.discard(target)

    def _by_code(self) -> None:
        """Same code once the parent's new code is carried; then the same code alone."""
        for code in sorted(self.old):
            carried = carried_code(self.older, code, self.links)
            if carried in self.new and self._proper(code) == proper_name(
                self.newer.rows[carried].name
            ):
                self._accept(code, carried, "code-and-name")
        old_names = {self._proper(code) for code in self.old}
        new_names = {proper_name(self.newer.rows[code].name) for code in self.new}
        for code in sorted(self.old & self.new):
            old, new = self._proper(code), proper_name(self.newer.rows[code].name)
            if is_respelt(old, new):
                self._accept(code, code, "code-respelt")
            elif old not in new_names and new not in old_names:
                self._accept(code, code, "code")

    def _by_name(self) -> None:
        """Same name, borne once on either side within one city."""
        old = _by_proper_name(self.older, self.old & self.older.covered)
        new = _by_proper_name(self.newer, self.new & self.newer.covered)
        for name, codes in old.items():
            targets = new.get(name, [])
            if len(codes) == len(targets) == 1 and self._one_city(codes[0], targets[0]):
                self._accept(codes[0], targets[0], "name")

    def _one_city(self, code: str, target: str) -> bool:
        city = self.older.ancestor(code, "city")
        after = self.newer.ancestor(target, "city")
        return (
            city is None or city not in self.links or self.links[city].target == after
        )

    def _proper(self, code: str) -> str:
        return proper_name(self.older.rows[code].name)


def carried_code(older: Listing, code: str, links: Mapping[str, Link]) -> str:
    """The code an area would have if its parent's new code were put before its own.

    511028101 (Shanchuan town of 511028) carries to 511083101, since 511028 → 511083.
    """
    parent = older.rows[code].parent
    link = links.get(parent) if parent is not None else None
    if link is None or link.target == parent:
        return code
    digits = own_digits(code)
    stem = DIGITS[level_of(code)] - len(digits)
    return padded(link.target[:stem] + digits)


def _by_proper_name(listing: Listing, codes: Iterable[str]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = defaultdict(list)
    for code in sorted(codes):
        named[proper_name(listing.rows[code].name)].append(code)
    return named
