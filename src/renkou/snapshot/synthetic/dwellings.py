"""Households of a step: couples found their own, the old move in, children are kept."""

from __future__ import annotations

import numpy as np

from .choice import Floats, Index, lowest
from .city import MARRIED, SINGLE, City
from .figures import COUNTIES
from .lives import FEMALE
from .living import Step
from .marriages import take

_MINOR = 16
_GROWN = 20
_OLD = 62
_AFTER_CENSUS = 0.4
"""How fast households go on shrinking after 2020, against the years before."""


def balance(city: City, step: Step) -> None:
    """Households part or merge so that their mean size keeps to the census's path."""
    here = np.flatnonzero(city.lives >= 0)
    members = np.bincount(city.home[here], minlength=city.homes)
    living = city.living_county(here)
    county = np.zeros(city.homes, np.int8)
    county[city.home[here]] = living
    count = np.bincount(county[members > 0], minlength=len(COUNTIES))
    people = np.bincount(living, minlength=len(COUNTIES))
    more = np.rint(people / _mean_size(step)).astype(np.int64) - count
    _merge(city, step, members, np.maximum(-more, 0))
    _part(city, step, here, np.maximum(more, 0))


def _mean_size(step: Step) -> Floats:
    size = step.size
    share = (step.end / 365.2425 + 1970 - 2010.83) / 10
    share = min(share, 1 + (share - 1) * _AFTER_CENSUS)
    path = size.household_2010 * (size.household_2020 / size.household_2010) ** share
    result: Floats = path
    return result


def _part(city: City, step: Step, here: Index, counts: Index) -> None:
    """Grown children, alone or as couples, leave a parent's household."""
    grown = here[(step.age[here] >= _GROWN) & step.free(city)[here]]
    spouse = city.spouse[grown]
    wife_there = (spouse >= 0) & (city.home[spouse] == city.home[grown])
    with_parent = _shares_home(city, grown) | (
        wife_there & _shares_home(city, np.where(spouse >= 0, spouse, grown))
    )
    able = with_parent & ~(wife_there & (city.sex[grown] == FEMALE))
    able &= ~wife_there | step.free(city)[spouse]
    grown, spouse, pair = grown[able], spouse[able], wife_there[able]
    score = step.rng.random(len(grown)) + 0.4 * (city.status[grown] == SINGLE)
    taken = lowest(city.living_county(grown), score, counts)
    _, once = np.unique(city.home[grown[taken]], return_index=True)
    taken = taken[once]
    leaver, partner, pair = grown[taken], spouse[taken].astype(np.int64), pair[taken]
    busy = np.maximum(city.busy[leaver], np.where(pair, city.busy[partner], -1))
    day = step.day(busy)
    home = city.new_homes(len(leaver))
    village = city.lives[leaver].astype(np.int64)
    adults = np.concatenate([leaver, partner[pair]])
    source = np.concatenate([np.arange(len(leaver)), np.flatnonzero(pair)])
    take(city, adults, day[source], village[source], home[source])


def _shares_home(city: City, who: Index) -> Index:
    """Whether a parent lives in the same household."""
    together = np.zeros(len(who), bool)
    for parents in (city.mother, city.father):
        parent = parents[who]
        there = (parent >= 0) & (city.home[who] >= 0)
        together |= there & (city.home[parent] == city.home[who])
    return together


def _merge(city: City, step: Step, members: Index, counts: Index) -> None:
    """Old people who live alone move to a child in the county."""
    child = np.flatnonzero((city.lives >= 0) & (city.status == MARRIED))
    edges, county = [], city.living_county()
    for parents in (city.father, city.mother):
        parent = parents[child].astype(np.int64)
        fits = (parent >= 0) & (city.lives[parent] >= 0)
        fits &= (step.age[parent] >= _OLD) & (members[city.home[parent]] == 1)
        fits &= county[parent] == county[child]
        fits &= (city.home[parent] != city.home[child]) & step.free(city)[parent]
        edges.append((parent[fits], child[fits]))
    old = np.concatenate([e[0] for e in edges])
    young = np.concatenate([e[1] for e in edges])
    order = step.rng.permutation(len(old))
    _, first = np.unique(old[order], return_index=True)
    old, young = old[order[first]], young[order[first]]
    taken = lowest(county[old], step.rng.random(len(old)), counts)
    old, young = old[taken], young[taken]
    day = step.day(np.maximum(city.busy[old], city.busy[young]))
    city.settle(old, day, city.lives[young], city.home[young])


def keep_children(city: City, step: Step) -> None:
    """Children whose household has no grown person are taken in by another."""
    here = np.flatnonzero(city.lives >= 0)
    adult = here[step.age[here] >= _MINOR]
    guarded = np.zeros(city.homes, bool)
    guarded[city.home[adult]] = True
    alone = here[~guarded[city.home[here]] & step.free(city)[here]]
    host = _relative(city, alone)
    other = np.flatnonzero(host < 0)
    host[other] = _neighbour(city, step, alone[other], adult)
    found = host >= 0
    who, host = alone[found], host[found]
    day = np.maximum(city.busy[who], city.left_on[city.home[who]]) + 1
    day = np.minimum(day, step.last)
    city.settle(who, day, city.lives[host], city.home[host])


def _relative(city: City, who: Index) -> Index:
    """A parent, else a grandparent, who lives in the county."""
    found = np.full(len(who), -1, np.int64)
    county = city.living_county(who)
    ways = (city.father, city.mother)
    for chain in (*((w,) for w in ways), *((v, w) for v in ways for w in ways)):
        relative = who
        for relation in chain:
            relative = np.where(relative >= 0, relation[relative], -1)
        there = (found < 0) & (relative >= 0)
        there &= city.living_county(relative) == county
        found[there] = relative[there]
    return found


def _neighbour(city: City, step: Step, who: Index, adult: Index) -> Index:
    """Somebody grown of the village, or else of the county."""
    found = np.full(len(who), -1, np.int64)
    for key in (city.lives, city.living_county()):
        wanted = np.zeros(int(key.max(initial=0)) + 2, bool)
        wanted[key[who[found < 0]]] = True
        order = adult[wanted[key[adult]]]
        order = order[np.argsort(key[order], kind="stable")]
        first = np.searchsorted(key[order], key[who], "left")
        last = np.searchsorted(key[order], key[who], "right")
        drawn = first + (step.rng.random(len(who)) * (last - first)).astype(np.int64)
        some = (found < 0) & (last > first)
        found[some] = order[drawn[some]]
    return found
