"""The villages of the 2019 list: their counties, kinds and unequal sizes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from renkou.areas import bundled

from .choice import Floats, Index
from .figures import COUNTIES
from .lives import Flags, Shorts

LIST, LIST_OF_THE_CENSUS = date(2019, 10, 31), date(2020, 6, 30)
"""The list of villages that lives are on, and the list the census of 2020 used."""
_SPREAD = 0.6
"""Standard deviation of the logarithm of size: assumed, for no list gives sizes."""
_TOWN_FAMILIES = 0.75
"""Families registered in towns, against the share of residents who live in them."""
_DRAW_OF_TOWNS = 9.0
"""How much more likely a person who comes settles in a town than their number says."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Villages in the order of their codes.

    `county` is an index into `COUNTIES`; `community` tells the committees of towns
    from those of villages; `weight` is the share of the county's families that belong
    to the village, `pull` the share of those who come that settle in it.
    """

    codes: tuple[str, ...]
    county: Index
    community: Flags
    weight: Floats
    pull: Floats

    def draw(
        self, county: Index, rng: np.random.Generator, *, coming: bool = False
    ) -> Shorts:
        """A village in each of `county`, by weight, or by pull for those who come."""
        order = np.argsort(self.county, kind="stable")
        upper = np.cumsum((self.pull if coming else self.weight)[order])
        ends = np.searchsorted(self.county[order], np.arange(len(COUNTIES)), "right")
        top = upper[ends - 1]
        bottom = np.append(0.0, top[:-1])
        at = bottom[county] + rng.random(len(county)) * (top - bottom)[county]
        found = np.searchsorted(upper, at, side="right")
        drawn: Shorts = order[np.minimum(found, ends[county] - 1)].astype(np.int16)
        return drawn


def places(urban: Floats, rng: np.random.Generator) -> Places:
    """The villages, with sizes drawn so that towns hold about `urban` of a county."""
    codes = _listed()
    county = county_in_2020(codes)
    community = np.array([code[9] == "0" for code in codes])
    size = np.exp(rng.normal(0.0, _SPREAD, len(codes)))
    held = np.zeros((2, len(COUNTIES)))
    np.add.at(held, (community.astype(int), county), size)
    town = np.clip(urban * _TOWN_FAMILIES, 0.05, 0.95)
    share = np.where(community, town[county], 1 - town[county])
    weight = size * share / held[community.astype(int), county]
    weight /= np.bincount(county, weight)[county]
    pull = weight * np.where(community, _DRAW_OF_TOWNS, 1.0)
    return Places(
        codes=codes,
        county=county,
        community=community,
        weight=weight,
        pull=pull / np.bincount(county, pull)[county],
    )


def county_in_2020(codes: tuple[str, ...]) -> Index:
    """The county of each village on the list of 2020, an index into `COUNTIES`.

    Where a village went to several of the later list, the county of most of it.
    """
    walk = bundled().crosswalk(LIST, LIST_OF_THE_CENSUS)
    county = np.array([COUNTIES.index(code[:6]) for code in walk.target_codes])
    held = np.zeros((len(walk.source_codes), len(COUNTIES)))
    np.add.at(held, (walk.source_index, county[walk.target_index]), walk.share)
    most: Index = held.argmax(1)[np.searchsorted(walk.source_codes, codes)]
    return most


def _listed() -> tuple[str, ...]:
    return tuple(unit.code for unit in bundled().units(LIST, "village"))
