"""Transfers of registration: to where people live, in the city or elsewhere."""

from __future__ import annotations

import numpy as np

from .choice import Floats, Index
from .city import City
from .lives import ELSEWHERE
from .living import Step

_AWAY_AT = np.array([0.0, 15, 18, 25, 40, 60])
_AWAY = np.array([0.03, 0.03, 0.07, 0.05, 0.03, 0.006])
"""Yearly chances, by age, that one who lives elsewhere is registered there: assumed."""
_WITHIN = 0.04
_STRANGERS = 0.06


def transfer(city: City, step: Step) -> None:
    """Of those who do not live where they are registered, some change the latter."""
    free = step.free(city) & ((city.lives >= 0) | (city.registered >= 0))
    apart = np.flatnonzero(free & (city.lives != city.registered))
    chance = step.chance(_yearly(city, step, apart))
    who = apart[step.rng.random(len(apart)) < chance]
    day = step.day(city.busy[who])
    to = np.where(city.lives[who] >= 0, city.lives[who], ELSEWHERE)
    city.register(who, day, to)


def _yearly(city: City, step: Step, who: Index) -> Floats:
    away = city.lives[who] < 0
    stranger = city.registered[who] < 0
    related = np.zeros(len(who), bool)
    for relation in (city.spouse, city.mother, city.father):
        one = relation[who]
        related |= (one >= 0) & (city.registered[one] >= 0)
    leaves = np.interp(step.age[who], _AWAY_AT, _AWAY)
    joins = np.where(related, _STRANGERS, _STRANGERS / 6)
    return np.where(away, leaves, np.where(stranger, joins, _WITHIN))
