"""Moves of a step: within the city, out of it and into it, to what is wanted."""

from __future__ import annotations

import numpy as np

from .arrivals import arrive, family_of
from .choice import Floats, Index, lowest, round_along
from .city import NO_HOME, City
from .days import first_november, year_of
from .figures import AGE_LOWER, COUNTIES, cells
from .lives import ELSEWHERE, FEMALE, MALE
from .living import Step

_WITHIN = 0.012
"""Households that move within the city in a year: assumed."""
_TO_OTHER_COUNTY = 0.25
_BOTH_WAYS_AT = np.array([0, 5, 15, 18, 25, 45, 60, 90])
_BOTH_WAYS = np.array([0.01, 0.006, 0.01, 0.04, 0.035, 0.012, 0.004, 0.0])
"""Residents who leave in a year while as many come, by age: assumed."""
_STRANGERS = 0.15
"""Of those who come, those never registered here, where enough others could come."""
_STRANGER_LEAVES = 4.0
_ALONE = 0.15
"""How much of the chance to move is a person's own; the rest is the household's."""


def move_within(city: City, step: Step, pull: Floats) -> None:
    """Households move to towns, some to other counties by `pull`."""
    here = np.flatnonzero(city.lives >= 0)
    home = city.home[here]
    chosen = step.rng.random(city.homes) < step.chance(np.array(_WITHIN))
    member = chosen[home]
    who, home = here[member], home[member]
    rows, first, of = np.unique(home, return_index=True, return_inverse=True)
    busy = np.full(len(rows), step.start - 1, np.int64)
    np.maximum.at(busy, of, city.busy[who])
    county = city.living_county(who[first]).astype(np.int64)
    other = step.rng.random(len(rows)) < _TO_OTHER_COUNTY
    share = np.cumsum(pull / pull.sum())
    drawn = np.searchsorted(share, step.rng.random(len(rows)) * (1 - 1e-9), "right")
    county = np.where(other, np.minimum(drawn, len(COUNTIES) - 1), county)
    village = city.places.draw(county, step.rng, coming=True).astype(np.int64)
    moves = (busy < step.last) & (village != city.lives[who[first]])
    day = step.day(np.minimum(busy, step.end - 2))
    go = moves[of]
    who, of = who[go], of[go]
    city.settle(who, day[of], village[of], city.home[who])


def move_to(city: City, step: Step, group: Index, net: Index, at: int) -> None:
    """So many come and leave that each cell gains `net` (county, sex, group).

    `group` is each person's age group on the 1 November `at`. Some leave and as many
    come beside that. Who comes back was registered in the county; strangers make up
    the rest.
    """
    county, free = city.living_county(), step.free(city) & (group >= 0)
    here = np.flatnonzero((city.lives >= 0) & free)
    cell = cells(county[here], city.sex[here], group[here])
    rate = np.interp(step.age[here], _BOTH_WAYS_AT, _BOTH_WAYS)
    expected = np.bincount(cell, step.chance(rate), net.size).astype(np.float64)
    both = round_along(expected.reshape(net.shape), step.rng)
    size = np.bincount(cell, minlength=net.size).reshape(net.shape)
    leaving = np.minimum(both + np.maximum(-net, 0), size)
    coming = leaving + net
    away = np.flatnonzero((city.lives < 0) & (city.registered >= 0) & free)
    away_cell = cells(city.registered_county(away), city.sex[away], group[away])
    leavers = _leavers(city, step, here, cell, leaving.ravel())
    comers = _comers(city, step, away, away_cell, coming.ravel())
    back = np.bincount(
        cells(city.registered_county(comers), city.sex[comers], group[comers]),
        minlength=net.size,
    )
    _leave(city, step, leavers)
    arrive(city, step, comers, city.registered_county(comers).astype(np.int64))
    _strangers(city, step, coming - back.reshape(net.shape), at)


def _leavers(city: City, step: Step, here: Index, cell: Index, counts: Index) -> Index:
    of_home = step.rng.standard_exponential(city.homes)[city.home[here]]
    own = step.rng.standard_exponential(len(here))
    stranger = np.where(city.registered[here] < 0, _STRANGER_LEAVES, 1.0)
    score = ((1 - _ALONE) * of_home + _ALONE * own) / stranger
    return here[lowest(cell, score, counts)]


def _comers(city: City, step: Step, away: Index, cell: Index, counts: Index) -> Index:
    family = family_of(city, away)
    of_family = step.rng.standard_exponential(city.n)[family]
    own = step.rng.standard_exponential(len(away))
    score = (1 - _ALONE) * of_family + _ALONE * own
    fewer = round_along(counts * (1 - _STRANGERS), step.rng)
    return away[lowest(cell, score, fewer)]


def _leave(city: City, step: Step, who: Index) -> None:
    """Members of one household leave on one day."""
    _, of = np.unique(city.home[who], return_inverse=True)
    busy = np.full(of.max(initial=-1) + 1, step.start - 1, np.int64)
    np.maximum.at(busy, of, city.busy[who])
    city.settle(who, step.day(busy)[of], ELSEWHERE, NO_HOME)


def _strangers(city: City, step: Step, wanted: Index, at: int) -> None:
    """People who were never here come, adults to live together, children with them."""
    counts = np.maximum(wanted, 0)
    county, sex, group = (
        np.repeat(axis.ravel(), counts.ravel())
        for axis in np.indices(counts.shape, dtype=np.int64)
    )
    birth = _born(step, group, at)
    day = step.day(birth.astype(np.int32))
    who = city.add(
        len(county),
        sex=np.where(sex == 0, MALE, FEMALE),
        birth=birth,
        rural=step.rng.random(len(county)) < 0.6,
        busy=birth,
    )
    city.settle(who, day, *_lodgings(city, step, who, county))


def _born(step: Step, group: Index, at: int) -> Index:
    """Days of birth within the groups of age on the 1 November `at`."""
    year = round(year_of(at) - 10 / 12)
    upper = np.append(AGE_LOWER[1:], 95)
    edges = np.array([first_november(year - int(k)) for k in range(100)])
    low, high = edges[upper[group]], edges[AGE_LOWER[group]]
    luck = step.rng.random(len(group))
    high = np.minimum(high, step.end - 3)
    day: Index = low + 1 + (luck * (high - low)).astype(np.int64)
    return day


def _lodgings(city: City, step: Step, who: Index, county: Index) -> tuple[Index, Index]:
    """Villages and households: two by two, the young with somebody grown."""
    order = np.lexsort((step.rng.random(len(who)), county))
    rank = np.empty(len(who), np.int64)
    rank[order] = np.arange(len(who))
    group = rank // 2 * len(COUNTIES) + county
    _, first, of = np.unique(group, return_index=True, return_inverse=True)
    home = city.new_homes(len(first))[of]
    village = city.places.draw(county[first], step.rng, coming=True)[of]
    return village.astype(np.int64), home
