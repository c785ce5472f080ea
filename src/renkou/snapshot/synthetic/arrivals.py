"""Where those who come to live in the city find a home."""

from __future__ import annotations

import numpy as np

from .choice import Index
from .city import MARRIED, SINGLE, City
from .living import Step

_CHILD = 20
_BACK_TO_VILLAGE = 0.5
"""Those without a household to go to who return to where they are registered."""


def family_of(city: City, who: Index) -> Index:
    """One number for those who move together: couples and their children."""
    spouse = city.spouse[who].astype(np.int64)
    own = np.where(spouse >= 0, np.minimum(who, spouse), who)
    single = (city.status[who] == SINGLE) & (spouse < 0)
    for parents in (city.mother, city.father):
        parent = parents[who].astype(np.int64)
        of = np.where(parent >= 0, city.spouse[parent], -1).astype(np.int64)
        couple = np.where(of >= 0, np.minimum(parent, of), parent)
        own = np.where(single & (parent >= 0), couple, own)
        single &= parent < 0
    return own


def arrive(city: City, step: Step, who: Index, county: Index) -> None:
    """They come to live in `county`: with spouse, parent or child, else anew.

    Adults first, so that the children who come with them find them there.
    """
    family = family_of(city, who)
    _, group = np.unique(family, return_inverse=True)
    busy = np.full(group.max(initial=-1) + 1, step.start - 1, np.int64)
    np.maximum.at(busy, group, city.busy[who])
    day = step.day(busy)[group]
    child = (step.age[who] < _CHILD) & (city.status[who] != MARRIED)
    for part in (~child, child):
        some = np.flatnonzero(part)
        _arrive(city, step, who[some], county[some], day[some], group[some])


def _arrive(
    city: City, step: Step, who: Index, county: Index, day: Index, group: Index
) -> None:
    host = _host(city, step, who, county)
    found = host >= 0
    home, village = city.home[host].astype(np.int64), city.lives[host].astype(np.int64)
    anew = np.flatnonzero(~found)
    _, first, member = np.unique(group[anew], return_index=True, return_inverse=True)
    lead = anew[first]
    home[anew] = city.new_homes(len(first))[member]
    place = city.places.draw(county[lead], step.rng, coming=True).astype(np.int64)
    own = city.registered[who[lead]].astype(np.int64)
    back = (city.county_of[own] == county[lead]) & (own >= 0)
    back &= step.rng.random(len(lead)) < _BACK_TO_VILLAGE
    village[anew] = np.where(back, own, place)[member]
    same = county[anew] == county[lead][member]
    village[anew[~same]] = city.places.draw(county[anew[~same]], step.rng)
    home[anew[~same]] = city.new_homes(int((~same).sum()))
    city.settle(who, day, village, home)


def _host(city: City, step: Step, who: Index, county: Index) -> Index:
    """The relative in the county whose household each joins, -1 without one."""
    found = np.full(len(who), -1, np.int64)
    single = city.status[who] != MARRIED
    mother, father = city.mother[who], city.father[who]
    for relative, wanted in (
        (city.spouse[who], np.ones(len(who), bool)),
        (mother, single),
        (father, single),
        *(
            (_of(grand, parent), single & (step.age[who] < _CHILD))
            for parent in (father, mother)
            for grand in (city.father, city.mother)
        ),
    ):
        place = np.where(relative >= 0, city.lives[relative], -1)
        fits = (found < 0) & wanted & (place >= 0) & (city.county_of[place] == county)
        found[fits] = relative[fits]
    return found


def _of(relation: Index, who: Index) -> Index:
    result: Index = np.where(who >= 0, relation[who], -1)
    return result
