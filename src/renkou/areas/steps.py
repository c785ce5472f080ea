"""Crosswalks between any two lists, put together from the steps between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np

from .crosswalk import (
    Crosswalk,
    Index,
    aggregate,
    compose,
    identity,
    of_flows,
    reverse,
    with_splits_assumed,
)
from .listing import Listing
from .succession import Succession

Keys = Mapping[dt.date, Mapping[str, str]]


class Steps:
    """The steps from list to list, forward and back, at every level."""

    def __init__(
        self, listings: Sequence[Listing], steps: Sequence[Succession], keys: Keys
    ) -> None:
        self._listings, self._steps, self._keys = listings, steps, keys
        self._vintages = [listing.vintage for listing in listings]
        self._leaf = listings[0].leaf
        self._known: dict[tuple[int, bool, str], Crosswalk] = {}

    def between(self, source: dt.date, target: dt.date, level: str) -> Crosswalk:
        """Compose the steps from `source` to `target`, whichever is older."""
        start, stop = self._vintages.index(source), self._vintages.index(target)
        if start == stop:
            return identity(source, level, self._listings[start].level(level))
        if start < stop:
            parts = [self._step(i, False, level) for i in range(start, stop)]
        else:
            parts = [self._step(i, True, level) for i in range(start - 1, stop - 1, -1)]
        return with_splits_assumed(reduce(compose, parts))

    def _step(self, i: int, back: bool, level: str) -> Crosswalk:
        known = self._known.get((i, back, level))
        if known is None:
            known = self._make(i, back, level)
            self._known[i, back, level] = known
        return known

    def _make(self, i: int, back: bool, level: str) -> Crosswalk:
        step = self._steps[i]
        older, newer = step.older, step.newer
        if level != self._leaf:
            ends = (newer, older) if back else (older, newer)
            codes = (ends[0].level(level), ends[1].level(level))
            membership = (_membership(ends[0], level), _membership(ends[1], level))
            unknown = np.array(
                [back and not _predecessors(step, code) for code in codes[0]],
                dtype=np.bool_,
            )
            leaves = self._step(i, back, self._leaf)
            return aggregate(leaves, level, codes, membership, unknown)
        if back:
            return reverse(self._step(i, False, level), self.origins(i))
        codes = (older.level(level), newer.level(level))
        return of_flows(older.vintage, newer.vintage, level, codes, step.flows)

    def origins(self, i: int) -> dict[str, tuple[str, ...]]:
        """The older areas over which each newer one without a source is spread."""
        step = self._steps[i]
        reached = {code for flow in step.flows.values() for code in flow.targets}
        return {
            code: self._origin(i, code)
            for code in step.newer.level(self._leaf)
            if code not in reached
        }

    def _origin(self, i: int, code: str) -> tuple[str, ...]:
        """Where a new area's people were: its township's, county's or city's old ones.

        A county that the older list does not know is sought where it went later.
        """
        step = self._steps[i]
        older, newer = step.older, step.newer
        for area in newer.above(code):
            before = _predecessors(step, area) or self._later_home(i, area)
            found = sorted(
                {leaf for c in before for leaf in older.below(c, self._leaf)}
            )
            if found:
                return tuple(found)
        return older.level(self._leaf)

    def _later_home(self, i: int, area: str) -> list[str]:
        """The older list's areas of the same level into which `area` ended later."""
        key = self._keys[self._vintages[i + 1]][area]
        level = self._listings[i + 1].rows[area].level
        older_codes = {k: c for c, k in self._keys[self._vintages[i]].items()}
        for step in self._steps[i + 1 :]:
            codes = {k: c for c, k in self._keys[step.older.vintage].items()}
            if key not in codes:
                break
            members = step.older.below(codes[key], self._leaf)
            homes = {
                home
                for member in members
                for target in step.flows[member].targets
                if (home := step.newer.ancestor(target, level)) is not None
            }
            keys = {self._keys[step.newer.vintage][home] for home in homes}
            if key not in keys:
                return [older_codes[k] for k in sorted(keys) if k in older_codes]
        return []


def _predecessors(step: Succession, area: str) -> list[str]:
    """The older areas that `area` carries on, or that gave it some of their own."""
    linked = [code for code, link in step.links.items() if link.target == area]
    gave = [code for code, to in step.parents.items() if code and area in to]
    return sorted({*linked, *gave})


def _membership(listing: Listing, level: str) -> Index:
    """For each area of the lowest level the place of the area above it."""
    place = {code: i for i, code in enumerate(listing.level(level))}
    above = [listing.ancestor(code, level) for code in listing.level(listing.leaf)]
    return np.array([place[c] for c in above if c is not None], dtype=np.intp)
