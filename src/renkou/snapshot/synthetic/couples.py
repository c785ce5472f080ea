"""Who is married to whom on 1 November 2010."""

from __future__ import annotations

import numpy as np

from .choice import Floats, Index, choose, pair_by_rank
from .city import DIVORCED, MARRIED, SINGLE, WIDOWED, City
from .lives import FEMALE, MALE
from .start import People

_AT = np.array([15.0, 18, 20, 22, 25, 30, 40, 50, 60, 65, 70, 75, 80, 85, 95])
_WOMEN = np.array(
    [0, 0.02, 0.12, 0.4, 0.74, 0.9, 0.94, 0.93, 0.87, 0.8, 0.7, 0.55, 0.38, 0.22, 0.08]
)
_MEN = np.array(
    [0, 0.0, 0.03, 0.18, 0.55, 0.82, 0.9, 0.91, 0.88, 0.84, 0.79, 0.7, 0.58, 0.44, 0.25]
)
"""Shares now married by age, of women and of men: assumed, in the shape of China's
censuses. The number of men follows that of women."""
_WIFE_AWAY_TOO = 0.8
"""Husbands who are away too, of the wives who are away: assumed."""
_GAP = 2.0
"""Years by which husbands are older than their wives."""
_SPREAD = 1.8


def marry(city: City, people: People, rng: np.random.Generator) -> None:
    """Pair wives and husbands within counties, both here, both away or one of each."""
    age = (city.birth.max() - city.birth) / 365.25
    women = _married_women(city, people, age, rng)
    counties = int(people.county.max()) + 1
    with_away = _husband_away(people, women, rng)
    group = people.county * 2 + people.away
    needed = np.bincount(
        people.county[women] * 2 + with_away, minlength=2 * counties
    ).astype(np.int64)
    chance = np.interp(age, _AT, _MEN)
    weight = np.where(city.sex == MALE, chance / (1 - chance), 0.0)
    men = choose(rng, group, weight, needed)
    wives, husbands = pair_by_rank(
        people.county[women] * 2 + with_away,
        age[women] + _GAP + rng.normal(0, _SPREAD, len(women)),
        group[men],
        age[men] + rng.normal(0, _SPREAD, len(men)),
    )
    _join(city, women[wives], men[husbands])
    _alone(city, age, rng)


def _married_women(
    city: City, people: People, age: Floats, rng: np.random.Generator
) -> Index:
    chance = np.where(city.sex == FEMALE, np.interp(age, _AT, _WOMEN), 0.0)
    return np.flatnonzero(rng.random(city.n) < chance)


def _husband_away(people: People, women: Index, rng: np.random.Generator) -> Index:
    """1 where the husband is away: so many that the men away are married, too."""
    away = people.away[women]
    county = people.county[women]
    wives_away = np.bincount(county, away)
    wives_here = np.bincount(county, ~away)
    share_here = (1 - _WIFE_AWAY_TOO) * wives_away / np.maximum(wives_here, 1)
    chance = np.where(away, _WIFE_AWAY_TOO, np.minimum(share_here, 0.5)[county])
    return (rng.random(len(women)) < chance).astype(np.int64)


def _join(city: City, wives: Index, husbands: Index) -> None:
    for one, other in ((wives, husbands), (husbands, wives)):
        city.spouse[one] = other
        city.first_spouse[one] = other
        city.last_spouse[one] = other
        city.status[one] = MARRIED


def _alone(city: City, age: Floats, rng: np.random.Generator) -> None:
    """Who is not married: never yet, divorced, or widowed, the older the likelier."""
    alone = np.flatnonzero((city.spouse < 0) & (age >= 25))
    old, luck = age[alone], rng.random(len(alone))
    woman = city.sex[alone] == FEMALE
    widowed = np.interp(old, [30, 45, 60, 75], [0.02, 0.15, 0.6, 0.95])
    widowed = np.where(woman, np.sqrt(widowed), widowed * 0.85)
    divorced = np.where(old < 65, 0.15, 0.03)
    city.status[alone] = np.where(
        luck < widowed, WIDOWED, np.where(luck < widowed + divorced, DIVORCED, SINGLE)
    ).astype(np.int8)
