"""Fathers whose wives are no longer alive, and their grown children."""

from __future__ import annotations

import numpy as np

from .choice import pair_by_rank
from .city import DIVORCED, WIDOWED, City
from .lives import FEMALE, MALE, NOBODY
from .start import People

_CHILDREN_AT = np.array([40.0, 50, 60, 70, 80])
_CHILDREN = np.array([0.6, 1.0, 1.6, 2.2, 2.6])
"""Children still alive of men once married, by the men's age in 2010: assumed."""
_OLDER, _SPREAD = 27.0, 4.0
"""Years by which a father is older than his child."""
_LEAST, _MOST = 17, 60
_FROM, _GROWN = 40, 16


def link(city: City, people: People, rng: np.random.Generator) -> None:
    """Children without a known mother get a widowed or divorced man as father."""
    rows = len(people.sex)
    status = city.status[:rows]
    alone = (status == WIDOWED) | (status == DIVORCED)
    man = np.flatnonzero(alone & (people.sex == MALE) & (people.age >= _FROM))
    count = rng.poisson(np.interp(people.age[man], _CHILDREN_AT, _CHILDREN))
    man = np.repeat(man, count)
    child = np.flatnonzero(
        (city.mother[: len(people.sex)] < 0) & (people.age >= _GROWN)
    )
    wanted = people.age[man] - _OLDER + rng.normal(0.0, _SPREAD, len(man))
    year = np.rint(wanted).astype(np.int64)
    fits = (year >= _GROWN) & (people.age[man] - year >= _LEAST)
    fits &= people.age[man] - year <= _MOST
    man, year = man[fits], year[fits]
    first, second = pair_by_rank(
        people.county[man] * 128 + year,
        rng.random(len(man)),
        people.county[child] * 128 + people.age[child],
        rng.random(len(child)),
    )
    city.father[child[second]] = man[first]
    wife = child[city.sex[child] == FEMALE]
    spouse = city.spouse[wife]
    of_one = (spouse >= 0) & (city.father[wife] == city.father[spouse])
    city.father[wife[of_one]] = NOBODY
