"""Adoptions of a step: a few children go to a couple of the county."""

from __future__ import annotations

import numpy as np

from .choice import pair_by_rank
from .city import MARRIED, City
from .lives import FEMALE
from .living import Step

_YEARLY = 0.0003
"""Yearly chance of a young child to be adopted: assumed, in the order of a few."""
_CHILD = 10
_FROM, _TO = 30, 48


def adopt(city: City, step: Step) -> None:
    """Children move to a married woman of the county, childless ones first."""
    free = step.free(city) & (city.lives >= 0)
    age = step.age
    child = np.flatnonzero(free & (age >= 0) & (age < _CHILD))
    child = child[step.rng.random(len(child)) < step.chance(np.array(_YEARLY))]
    couple = free & (city.status == MARRIED) & (city.sex == FEMALE)
    woman = np.flatnonzero(couple & (age >= _FROM) & (age < _TO))
    county = city.living_county()
    reluctance = city.children[woman] + step.rng.random(len(woman))
    pair, adopter = pair_by_rank(
        county[child], step.rng.random(len(child)), county[woman], reluctance
    )
    child, adopter = child[pair], woman[adopter]
    own = (city.mother[child] == adopter) | (city.home[child] == city.home[adopter])
    child, adopter = child[~own], adopter[~own]
    day = step.day(np.maximum(city.busy[child], city.busy[adopter]))
    place = np.where(
        city.registered[adopter] >= 0, city.registered[adopter], city.lives[adopter]
    )
    city.adoptions.add(len(child), child=child, adopter=adopter, day=day, village=place)
    city.settle(child, day, city.lives[adopter], city.home[adopter])
    city.busy[adopter] = day
