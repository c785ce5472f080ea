"""Households and villages on 1 November 2010."""

from __future__ import annotations

import numpy as np

from .choice import Floats, Index, lowest
from .city import MARRIED, City
from .figures import COUNTIES, Figures
from .lives import ELSEWHERE, FEMALE, MALE, NOBODY
from .start import People, origins

_ADULT, _MINOR = 18, 16
_WITH_PARENTS = 0.85
"""Grown, unmarried children who live with a parent who is there: assumed."""
_OLD_ENOUGH = 45
_RURAL_IN_TOWN, _RURAL_IN_VILLAGE = 0.35, 0.97
"""Families with rural registration: assumed."""


def house(city: City, people: People, size: Figures, rng: np.random.Generator) -> None:
    """Give everybody a village, and the residents a household."""
    family = _resolved(_family(city, len(people.sex)))
    village = city.places.draw(people.county, rng)[family]
    unit = _units(city, people, rng)
    unit = _merged(city, people, unit, size, rng)
    here = np.flatnonzero(~people.away)
    roots, home = np.unique(unit[here], return_inverse=True)
    city.home[here] = city.new_homes(len(roots))[home]
    city.registered[: len(village)] = village
    city.lives[here] = village[unit[here]]
    luck = rng.random(len(village))[family]
    town = city.places.community[village]
    city.rural[: len(village)] = luck < np.where(
        town, _RURAL_IN_TOWN, _RURAL_IN_VILLAGE
    )
    _registered_elsewhere(city, people, size, here, rng)
    _born(city)


def _resolved(pointer: Index) -> Index:
    """Every pointer followed to its end."""
    while True:
        further = pointer[pointer]
        if np.array_equal(further, pointer):
            return pointer
        pointer = further


def _family(city: City, rows: int) -> Index:
    """Wives belong to their husbands' family, children to their father's."""
    own = np.arange(rows)
    father, mother = city.father[:rows], city.mother[:rows]
    parent = np.where(father >= 0, father, np.where(mother >= 0, mother, own))
    wife = (city.sex[:rows] == FEMALE) & (city.spouse[:rows] >= 0)
    return np.where(wife, city.spouse[:rows], parent)


def _guardian(city: City, people: People) -> Index:
    """The parent or else the grandparent who lives here, `NOBODY` without any."""
    rows = len(people.sex)
    known = np.append(people.away, True)
    father, mother = (np.append(x[:rows], NOBODY) for x in (city.father, city.mother))
    found = np.full(rows, NOBODY, np.int64)
    ways = (father, mother)
    for chain in (*((w,) for w in ways), *((v, w) for v in ways for w in ways)):
        who = np.arange(rows)
        for step in chain:
            who = step[who]
        usable = (found < 0) & (who >= 0) & ~known[who]
        found[usable] = who[usable]
    return found


def _units(city: City, people: People, rng: np.random.Generator) -> Index:
    """The person in whose household each lives: couples with unmarried children."""
    rows = len(people.sex)
    unit = np.arange(rows)
    spouse = city.spouse[:rows]
    here = ~people.away
    wife = here & (people.sex == FEMALE) & (spouse >= 0) & here[spouse]
    guardian = _guardian(city, people)
    stays = (people.age < _ADULT) | (rng.random(rows) < _WITH_PARENTS)
    dependent = here & ~wife & (city.status[:rows] != MARRIED) & stays
    dependent &= (guardian >= 0) & (city.children[:rows] == 0)
    unit[dependent] = guardian[dependent]
    unit[wife] = spouse[wife]
    unit = _resolved(unit)
    alone = np.flatnonzero(here & (people.age[unit] < _MINOR))
    roots = np.flatnonzero(here & (unit == np.arange(rows)) & (people.age >= 30))
    roots = roots[np.argsort(people.county[roots], kind="stable")]
    ends = np.searchsorted(people.county[roots], np.arange(len(COUNTIES) + 1))
    first, last = ends[people.county[alone]], ends[people.county[alone] + 1]
    taken = first + (rng.random(len(alone)) * (last - first)).astype(np.int64)
    some = last > first
    unit[alone[some]] = roots[taken[some]]
    return unit


def _merged(
    city: City, people: People, unit: Index, size: Figures, rng: np.random.Generator
) -> Index:
    """So many grown children join their parents' household that the mean size fits."""
    rows = len(people.sex)
    head = ~people.away & (unit == np.arange(rows))
    count = np.bincount(people.county[head], minlength=len(COUNTIES))
    residents = size.residents_2010.sum((1, 2))
    extra = np.maximum(count - np.rint(residents / size.household_2010), 0)
    young, old = _could_join(city, people, unit)
    size_of = np.bincount(unit, minlength=rows)
    by_son = people.sex[young] == MALE
    score = rng.random(len(young)) + 0.6 * (size_of[old] > 1) + 0.5 * ~by_son
    order = np.argsort(score)
    for side in (young, old):
        _, first = np.unique(side[order], return_index=True)
        order = order[np.sort(first)]
    picked = lowest(people.county[young[order]], score[order], extra.astype(np.int64))
    unit = unit.copy()
    joining = order[picked]
    unit[unit[young[joining]]] = old[joining]
    return _resolved(unit)


def _could_join(city: City, people: People, unit: Index) -> tuple[Index, Index]:
    """Heads' households with a parent's household each could join."""
    rows = len(people.sex)
    grown = np.flatnonzero(~people.away & (people.age >= 20))
    leads = (unit[grown] == grown) | (unit[grown] == city.spouse[grown])
    grown = grown[leads]
    pairs = []
    for parents in (city.father, city.mother):
        parent = parents[grown]
        some = (parent >= 0) & (parent < rows)
        child, parent = grown[some], parent[some].astype(np.int64)
        fits = ~people.away[parent] & (people.age[parent] >= _OLD_ENOUGH)
        fits &= unit[parent] != unit[child]
        pairs.append((child[fits], unit[parent[fits]]))
    return np.concatenate([p[0] for p in pairs]), np.concatenate([p[1] for p in pairs])


def _registered_elsewhere(
    city: City, people: People, size: Figures, here: Index, rng: np.random.Generator
) -> None:
    """Whole households of strangers, and of those registered elsewhere in the city."""
    county = people.county[here]
    home = city.home[here]
    age = np.where(people.age[here] >= 20, people.age[here], 0)
    grown = np.maximum(np.bincount(home, people.age[here] >= 20), 1)
    mean_age = np.bincount(home, age) / grown
    reluctance = np.where((mean_age > 22) & (mean_age < 46), 1.0, 6.0)

    def pick(left: Index, counts: Index) -> Index:
        score: Floats = rng.standard_exponential(city.homes) * reluctance
        apart = 1e-9 * rng.random(len(left))
        return left[lowest(county[left], score[home[left]] + apart, counts)]

    left = np.ones(len(here), bool)
    groups = []
    for counts in (size.strangers, size.from_county, size.from_village):
        groups.append(pick(np.flatnonzero(left), counts))
        left[groups[-1]] = False
    strangers, others, moved = groups
    city.registered[here[strangers]] = ELSEWHERE
    upper = np.cumsum(origins(size), axis=1)
    of_home = rng.random(city.homes)[home[others]]
    origin = (of_home[:, None] > upper[county[others]]).sum(1)
    villages = _by_home(city, home[others], np.minimum(origin, 5), rng)
    city.registered[here[others]] = villages
    for group in (strangers, others, moved):
        city.lives[here[group]] = _by_home(
            city, home[group], county[group], rng, coming=True
        )


def _by_home(
    city: City,
    home: Index,
    county: Index,
    rng: np.random.Generator,
    *,
    coming: bool = False,
) -> Index:
    """A village drawn for each household, for its members."""
    _, first, inverse = np.unique(home, return_index=True, return_inverse=True)
    drawn = city.places.draw(county[first], rng, coming=coming)
    return drawn[inverse].astype(np.int64)


def _born(city: City) -> None:
    """Births before the start are registered with the mother's family."""
    mother = city.mother
    of_mother = np.where(mother >= 0, city.registered[mother], ELSEWHERE)
    own = city.registered
    city.born_at[:] = np.where(own >= 0, own, of_mother)
