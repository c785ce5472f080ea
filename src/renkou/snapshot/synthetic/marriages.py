"""Marriages and divorces of a step, and where the couples live afterwards."""

from __future__ import annotations

import numpy as np

from .choice import Floats, Index, choose, pair_by_rank
from .city import DIVORCED, MARRIED, SINGLE, WIDOWED, City
from .deaths import county_of
from .figures import COUNTIES
from .lives import FEMALE, MALE, NEVER, NOBODY
from .living import Step

_AT = np.array([19.9, 20, 22, 24, 26, 28, 30, 35, 40, 50, 60])
_FIRST = np.array([0, 0.07, 0.15, 0.21, 0.23, 0.2, 0.16, 0.09, 0.04, 0.012, 0.002])
_AGAIN = np.array([0, 0.1, 0.12, 0.12, 0.12, 0.11, 0.1, 0.08, 0.05, 0.02, 0.006])
"""Yearly chances of women to marry for the first time and again: assumed."""
_LATER = 0.17
"""Years by which first marriages are later each year after 2010."""
_FEWER_FROM, _FEWER = 2013.0, 0.035
_GAP, _SPREAD = 1.8, 1.7
_WITH_HIS_PARENTS = 0.45
_REGISTERS_WITH_HIM = 0.4
_NEW_HOME_IN_TOWN = 0.4
_DIVORCE_2010, _DIVORCE_RISE = 0.0045, 0.0004
_WITH_MOTHER = 0.5
_CHILD = 16
_AUTUMN = 0.3


def marry(city: City, step: Step) -> None:
    """Brides by age, grooms of the same county and whereabouts, a little older."""
    free = step.free(city) & ((city.lives >= 0) | (city.registered >= 0))
    single = np.flatnonzero(free & (city.status != MARRIED) & (step.age >= 20))
    group = county_of(city, single).astype(np.int64) * 2 + (city.lives[single] < 0)
    chance = step.chance(_yearly(city, step, single))
    woman = city.sex[single] == FEMALE
    brides = np.flatnonzero(woman & (step.rng.random(len(single)) < chance))
    counts = np.bincount(group[brides], minlength=2 * len(COUNTIES))
    can = ~woman & (step.age[single] >= 22)
    grooms = choose(step.rng, group, np.where(can, chance, 0.0), counts)
    first, second = pair_by_rank(
        group[grooms],
        step.age[single[grooms]] + step.rng.normal(0, _SPREAD, len(grooms)),
        group[brides],
        step.age[single[brides]] + _GAP + step.rng.normal(0, _SPREAD, len(brides)),
    )
    groom, bride = single[grooms[first]], single[brides[second]]
    kin = (city.mother[groom] == bride) | (city.father[bride] == groom)
    for parent in (city.mother, city.father):
        kin |= (parent[groom] >= 0) & (parent[groom] == parent[bride])
    _wed(city, step, groom[~kin], bride[~kin])


def _yearly(city: City, step: Step, who: Index) -> Floats:
    """Yearly chances at their ages; men's lie two years later."""
    later = _LATER * (step.year - 2010)
    age = step.age[who] - np.where(city.sex[who] == MALE, _GAP, 0.0)
    first = np.interp(np.maximum(age - later, np.minimum(age, 20)), _AT, _FIRST)
    again = np.interp(age, _AT, _AGAIN)
    rate = np.where(city.status[who] == SINGLE, first, again)
    rate[city.status[who] == WIDOWED] *= 0.4
    fewer = np.exp(-_FEWER * max(step.year - _FEWER_FROM, 0.0))
    result: Floats = rate * fewer
    return result


def _wed(city: City, step: Step, groom: Index, bride: Index) -> None:
    """They marry, and live together where they are here; some brides register there."""
    day = step.day(np.maximum(city.busy[groom], city.busy[bride]), season=_AUTUMN)
    _record(city, groom, bride, day)
    here = city.lives[groom] >= 0
    with_him = here & (step.rng.random(len(groom)) < _WITH_HIS_PARENTS)
    his = groom[with_him]
    take(city, bride[with_him], day[with_him], city.lives[his], city.home[his])
    own = here & ~with_him
    _found_home(city, step, groom[own], bride[own], day[own])
    joins = step.rng.random(len(groom)) < _REGISTERS_WITH_HIM
    joins &= city.registered[groom] >= 0
    city.register(bride[joins], day[joins], city.registered[groom[joins]])


def _record(city: City, groom: Index, bride: Index, day: Index) -> None:
    place = city.registered[groom]
    place = np.where(place >= 0, place, city.registered[bride])
    place = np.where(place >= 0, place, city.lives[groom])
    city.marriages.add(
        len(groom),
        first=groom,
        second=bride,
        day=day,
        village=place,
        first_of_first=city.status[groom] == SINGLE,
        first_of_second=city.status[bride] == SINGLE,
    )
    for one, other in ((groom, bride), (bride, groom)):
        city.status[one] = MARRIED
        city.spouse[one] = other
        city.last_spouse[one] = other
        new = city.first_spouse[one] < 0
        city.first_spouse[one[new]] = other[new]
        city.busy[one] = day


def _found_home(city: City, step: Step, groom: Index, bride: Index, day: Index) -> None:
    """Both, with their children, in a household of their own."""
    village = city.lives[groom].astype(np.int64)
    town = step.rng.random(len(groom)) < _NEW_HOME_IN_TOWN
    county = city.county_of[village[town]].astype(np.int64)
    village[town] = city.places.draw(county, step.rng, coming=True)
    home = city.new_homes(len(groom))
    for one in (groom, bride):
        take(city, one, day, village, home)


def take(city: City, adult: Index, day: Index, village: Index, home: Index) -> None:
    """Adults go to a village and household, with their young children at home."""
    place = np.full(city.n, -1, np.int32)
    place[adult] = np.arange(len(adult))
    child = np.flatnonzero(
        (city.lives >= 0) & (city.birth > day.min(initial=NEVER) - _CHILD * 365)
    )
    led = np.full(len(child), -1, np.int32)
    for parent in (city.mother[child], city.father[child]):
        at = np.where(parent >= 0, place[parent], -1)
        led = np.where(led < 0, at, led)
    parent = adult[led] if len(adult) else led
    along = (led >= 0) & (city.home[child] == city.home[parent])
    along &= (city.busy[child] < day[led] if len(adult) else False) & (place[child] < 0)
    child, led = child[along], led[along]
    everyone = np.concatenate([adult, child])
    source = np.concatenate([np.arange(len(adult)), led])
    city.settle(everyone, day[source], village[source], home[source])


def divorce(city: City, step: Step) -> None:
    """Couples part; who lived together no longer does."""
    husband = np.flatnonzero((city.sex == MALE) & (city.spouse >= 0))
    wife = city.spouse[husband]
    free = step.free(city)
    known = (city.registered[husband] >= 0) | (city.lives[husband] >= 0)
    known &= (city.registered[wife] >= 0) | (city.lives[wife] >= 0)
    yearly = _DIVORCE_2010 + _DIVORCE_RISE * min(step.year - 2010, 9.0)
    rate = yearly * np.interp(step.age[husband], [20, 28, 35, 50, 70], [1, 2, 2, 1, 0])
    part = free[husband] & free[wife] & known
    part &= step.rng.random(len(husband)) < step.chance(rate)
    husband, wife = husband[part], wife[part].astype(np.int64)
    day = step.day(np.maximum(city.busy[husband], city.busy[wife]))
    village = np.where(
        city.registered[husband] >= 0, city.registered[husband], city.registered[wife]
    )
    village = np.where(village >= 0, village, city.lives[husband])
    city.divorces.add(
        len(husband), first=husband, second=wife, day=day, village=village
    )
    for one in (husband, wife):
        city.spouse[one] = NOBODY
        city.status[one] = DIVORCED
        city.busy[one] = day
    together = (city.home[husband] >= 0) & (city.home[husband] == city.home[wife])
    _part(city, step, wife[together], day[together])


def _part(city: City, step: Step, wife: Index, day: Index) -> None:
    """She finds a household of her own in the village, or not, with the children."""
    with_children = step.rng.random(len(wife)) < _WITH_MOTHER
    home = city.new_homes(len(wife))
    take(
        city,
        wife[with_children],
        day[with_children],
        city.lives[wife[with_children]].astype(np.int64),
        home[with_children],
    )
    alone = ~with_children
    city.settle(wife[alone], day[alone], city.lives[wife[alone]], home[alone])
