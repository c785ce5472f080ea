"""From one list to the next: where each area went, and how that was decided.

Codes, names and the company an area keeps decide, in this order. Nothing is read from
a name alone across the city: a village's name counts only within the townships that
its own township went to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .ancestry import Link, carried_code, declared_pairs, link_upper_levels
from .listing import Listing
from .name import is_respelt, is_village, proper_name

EQUAL_SHARES = "equal-shares"
RULES = (
    "declared",  # the list names the former or the later code itself
    "code-and-name",
    "code-respelt",  # same code, the name spelt otherwise
    "code",  # above the lowest level: same code, neither name found elsewhere
    "name",  # same name within the successor
    "remainder",  # same code, and the only ones left over in their township
    EQUAL_SHARES,  # assumed
)


@dataclass(frozen=True, slots=True)
class Flow:
    """Where one area of the lowest level went; `targets` share alike."""

    targets: tuple[str, ...]
    rule: str

    @property
    def assumed(self) -> bool:
        """Whether the shares are a guess: more than one target, or equal shares."""
        return self.rule == EQUAL_SHARES or len(self.targets) > 1


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of every area of `older` on `newer`, the next list.

    `links` carries on the upper levels, at most one to one; `flows` says where each
    area of the lowest level went; `parents` gives, for each area one level up, the
    areas that its own went to: first the one that takes those without a trace, then
    the others, with the number of names found in each.
    """

    older: Listing
    newer: Listing
    links: Mapping[str, Link]
    parents: Mapping[str | None, Mapping[str, int]]
    flows: Mapping[str, Flow]


def succession(older: Listing, newer: Listing) -> Succession:
    """Decide where every area of `older` went on `newer`."""
    declared = declared_pairs(older, newer)
    links = link_upper_levels(older, newer, declared)
    leaves = _Leaves(older, newer, links, declared)
    leaves.follow_declared()
    leaves.follow_codes()
    parents = leaves.parents()
    leaves.follow_names(parents)
    leaves.follow_remainders()
    leaves.share_rest(parents)
    return Succession(older, newer, links, parents, leaves.flows)


class _Leaves:
    """The lowest level of two lists, matched rule by rule."""

    def __init__(
        self,
        older: Listing,
        newer: Listing,
        links: Mapping[str, Link],
        declared: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.older, self.newer = older, newer
        self.links, self.declared = links, declared
        self.flows: dict[str, Flow] = {}
        self.taken: set[str] = set()
        self.old = older.level(older.leaf)
        self.new = newer.level(newer.leaf)
        self.old_name = {c: proper_name(older.rows[c].name) for c in self.old}
        self.new_name = {c: proper_name(newer.rows[c].name) for c in self.new}
        self.region = self._regions()

    def _accept(self, code: str, targets: tuple[str, ...], rule: str) -> None:
        self.flows[code] = Flow(targets, rule)
        self.taken.update(targets)

    def _left_old(self) -> list[str]:
        return [code for code in self.old if code not in self.flows]

    def _left_new(self) -> list[str]:
        return [code for code in self.new if code not in self.taken]

    def _regions(self) -> dict[str | None, frozenset[str | None]]:
        """The counties a county's townships went to; the whole list where unknown."""
        found: dict[str | None, set[str | None]] = defaultdict(set)
        for code, link in self.links.items():
            found[self.older.rows[code].parent].add(self.newer.rows[link.target].parent)
            found[code].add(link.target)
        everywhere = frozenset(
            self.newer.rows[parent].parent
            for parent in self.newer.children
            if parent is not None
        )
        regions = {region: frozenset(to) for region, to in found.items()}
        return defaultdict(lambda: everywhere, regions)

    def follow_declared(self) -> None:
        """What the lists say themselves goes before everything."""
        for code in self.old:
            if code in self.declared:
                self._accept(code, self.declared[code], "declared")

    def follow_codes(self) -> None:
        """Same code (under the parent's new code), and the same name or nearly."""
        known_old = self._names(self.older, self.old, self.old_name)
        known_new = self._names(self.newer, self.new, self.new_name)
        for code in self._left_old():
            target = carried_code(self.older, code, self.links)
            if target not in self.new_name or target in self.taken:
                continue
            old, new = self.old_name[code], self.new_name[target]
            if old == new:
                self._accept(code, (target,), "code-and-name")
            elif (
                is_respelt(old, new)
                and new not in known_old[self.older.rows[code].parent]
                and old not in known_new[self.newer.rows[target].parent]
            ):
                self._accept(code, (target,), "code-respelt")

    @staticmethod
    def _names(
        listing: Listing, codes: Iterable[str], names: Mapping[str, str]
    ) -> dict[str | None, set[str]]:
        known: dict[str | None, set[str]] = defaultdict(set)
        for code in codes:
            known[listing.rows[code].parent].add(names[code])
        return known

    def parents(self) -> dict[str | None, dict[str, int]]:
        """Where each township went, by the names that were lost in it and are new."""
        votes: dict[str | None, Counter[str]] = defaultdict(Counter)
        for code, target in self._unique_names():
            parent = self.newer.rows[target].parent
            if parent is not None:
                votes[self.older.rows[code].parent][parent] += 1
        result: dict[str | None, dict[str, int]] = {}
        for parent in {self.older.rows[code].parent for code in self.old}:
            counted, known = votes[parent], self._known_parents(parent)
            others = sorted(set(counted) - set(known), key=lambda c: (-counted[c], c))
            result[parent] = {code: counted[code] for code in (*known, *others)}
        return result

    def _known_parents(self, parent: str | None) -> tuple[str, ...]:
        """What carries a township on, first, and what else the lists declare of it."""
        if parent is None:
            return ()
        declared = self.declared.get(parent, ())
        link = self.links.get(parent)
        if link is None:
            return declared
        return (link.target, *(code for code in declared if code != link.target))

    def _unique_names(self) -> list[tuple[str, str]]:
        """Names and kinds lost and found once each within a region: old, new code."""
        new: dict[tuple[str | None, str, bool], list[str]] = defaultdict(list)
        for code in self._left_new():
            kind = is_village(self.newer.rows[code].name)
            new[self._group(self.newer, code), self.new_name[code], kind].append(code)
        old: dict[tuple[str | None, str, bool], list[str]] = defaultdict(list)
        for code in self._left_old():
            kind = is_village(self.older.rows[code].name)
            old[self._group(self.older, code), self.old_name[code], kind].append(code)
        pairs = []
        for (group, name, kind), codes in old.items():
            regions = self.region[group]
            targets = [t for to in regions for t in new.get((to, name, kind), ())]
            if len(codes) == len(targets) == 1:
                pairs.append((codes[0], targets[0]))
        return pairs

    @staticmethod
    def _group(listing: Listing, code: str) -> str | None:
        parent = listing.rows[code].parent
        return None if parent is None else listing.rows[parent].parent

    def follow_names(self, parents: Mapping[str | None, Mapping[str, int]]) -> None:
        """Same name within the townships that its township went to."""
        within: dict[tuple[str | None, str], list[str]] = defaultdict(list)
        for code in self.new:
            within[self.newer.rows[code].parent, self.new_name[code]].append(code)
        before = frozenset(self.taken)
        for code in self._left_old():
            name = self.old_name[code]
            found = [
                target
                for parent in parents[self.older.rows[code].parent]
                for target in within.get((parent, name), ())
            ]
            if found:
                self._accept(code, (self._nearest(code, found, before),), "name")

    def _nearest(self, code: str, found: list[str], before: frozenset[str]) -> str:
        """Of several of one name: one not yet spoken for, of the same kind, first."""
        kind = is_village(self.older.rows[code].name)
        return min(
            found,
            key=lambda t: (
                t in before,
                is_village(self.newer.rows[t].name) != kind,
                found.index(t),
            ),
        )

    def follow_remainders(self) -> None:
        """Same code, and the only ones left over in the township on either list."""
        left_new = Counter(self.newer.rows[code].parent for code in self._left_new())
        left_old = Counter(self.older.rows[code].parent for code in self._left_old())
        free = set(self._left_new())
        for code in self._left_old():
            target = carried_code(self.older, code, self.links)
            if target in free and (
                left_old[self.older.rows[code].parent]
                == left_new[self.newer.rows[target].parent]
                == 1
            ):
                self._accept(code, (target,), "remainder")

    def share_rest(self, parents: Mapping[str | None, Mapping[str, int]]) -> None:
        """What left no trace: equal shares over the township that took it in."""
        for code in self._left_old():
            takers = self._takers(self.older.rows[code].parent, parents)
            targets = tuple(
                leaf
                for taker in takers
                for leaf in self.newer.below(taker, self.newer.leaf)
            )
            if not targets:
                targets = self._whole_region(self._group(self.older, code))
            self.flows[code] = Flow(targets, EQUAL_SHARES)

    def _takers(
        self, parent: str | None, parents: Mapping[str | None, Mapping[str, int]]
    ) -> tuple[str, ...]:
        """Its own successor, else all declared, else where most of its names are."""
        if parent is not None and parent not in self.links and parent in self.declared:
            return self.declared[parent]
        return tuple(parents[parent])[:1]

    def _whole_region(self, group: str | None) -> tuple[str, ...]:
        groups = self.region[group]
        found = tuple(c for c in self.new if self._group(self.newer, c) in groups)
        return found or self.new
