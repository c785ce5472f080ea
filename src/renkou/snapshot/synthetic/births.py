"""Births of a step: the UN's rates at the county's level, by number and spacing."""

from __future__ import annotations

import numpy as np

from .choice import Index
from .city import City
from .deaths import county_of, die_newborn
from .fertility import TWINS, chances, weights
from .lives import FEMALE, MALE, Ints
from .living import Step
from .rates import FIRST_YEAR

_WITH_FATHER = 0.25
"""Children registered with their father, where both parents are registered here."""
_AUTUMN = -0.15


def bear(city: City, step: Step) -> None:
    """Children of the women who live here or are registered here."""
    mother, day = _deliveries(city, step)
    father = city.spouse[mother]
    village = _registration(city, step, mother, father)
    boy = step.rng.random(len(mother)) < _boys(step)
    registers = np.where(city.registered[mother] == village, mother, father)
    children = city.add(
        len(mother),
        sex=np.where(boy, MALE, FEMALE),
        birth=day,
        born_at=village,
        mother=mother,
        father=father,
        registered=village,
        registered_since=day,
        lives=city.lives[mother],
        lives_since=day,
        rural=city.rural[registers],
        home=city.home[mother],
        home_since=day,
        busy=day,
    )
    np.add.at(city.children, mother, 1)
    city.last_delivery[mother] = day
    city.busy[mother] = day
    city.births.add(
        len(children), child=children, mother=mother, father=father, day=day
    )
    die_newborn(city, step, children)


def _deliveries(city: City, step: Step) -> tuple[Index, Ints]:
    """The mother and the day of each child, by day; twins twice."""
    mothers = _mothers(city, step)
    day = step.day(city.busy[mothers], season=_AUTUMN)
    twins = np.flatnonzero(step.rng.random(len(mothers)) < TWINS)
    delivered = np.concatenate([np.arange(len(mothers)), twins])
    delivered = delivered[np.argsort(day[delivered], kind="stable")]
    return mothers[delivered], day[delivered]


def _mothers(city: City, step: Step) -> Index:
    age = step.age
    known = (city.lives >= 0) | (city.registered >= 0)
    fertile = known & (city.sex == FEMALE) & (age >= 16) & (age <= 50)
    women = np.flatnonzero(fertile & step.free(city))
    at_end = age[women].astype(np.int64)
    yearly = step.rates.children(step.year)
    county = county_of(city, women).astype(np.int64)
    rate = (yearly[at_end] + yearly[at_end - 1]) / 2 * step.years
    away = city.lives[women] < 0
    rate *= step.levels.births[county]
    weight = weights(
        city.status[women],
        city.children[women],
        (step.start - city.last_delivery[women]).astype(np.float64),
        step.year,
    )
    group = ((county * 2 + away) * 64 + at_end).astype(np.float64)
    chance = chances(rate, weight, group)
    return women[step.rng.random(len(women)) < chance]


def _registration(city: City, step: Step, mother: Index, father: Index) -> Index:
    """The mother's village, sometimes the father's, else whichever there is."""
    hers = city.registered[mother]
    his = np.where(father >= 0, city.registered[father], -1)
    prefer_his = step.rng.random(len(mother)) < _WITH_FATHER
    result: Index = np.where((hers < 0) | (prefer_his & (his >= 0)), his, hers)
    return result


def _boys(step: Step) -> float:
    return float(step.rates.boys[int(step.year) - FIRST_YEAR])
