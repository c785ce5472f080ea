"""The people of 1 November 2010: residents as counted, and who was away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renkou.reference import census

from .choice import Floats, Index, largest_remainder
from .days import census_edges
from .figures import AGE_LOWER, COUNTIES, GROUPS, Figures
from .lives import Bytes, Flags, Ints
from .rates import FIRST_YEAR, Tables

_OLDEST = 106
_CHILDREN_AWAY = 0.3
"""Children away, against the share of their parents' generation: assumed."""


@dataclass(frozen=True, kw_only=True)
class People:
    """Columns of the persons at the start, residents first; ages in completed years."""

    sex: Bytes
    birth: Ints
    age: Index
    county: Index
    away: Flags


def people(size: Figures, rates: Tables, rng: np.random.Generator) -> People:
    """Residents by the census's cells; the registered who live away, by schedule."""
    home = size.residents_2010
    away = _away(size, rates)
    cells = np.concatenate([home.ravel(), away.ravel()])
    county, sex, group = (
        np.repeat(np.tile(axis.ravel(), 2), cells)
        for axis in np.indices(home.shape, dtype=np.int64)
    )
    age = _single_ages(group, rates, rng)
    edges = census_edges(_OLDEST + 1)
    width = edges[age] - edges[age + 1] - (age == 0)
    birth = edges[age + 1] + 1 + (rng.random(len(age)) * width).astype(np.int64)
    return People(
        sex=(sex + 1).astype(np.int8),
        birth=birth.astype(np.int32),
        age=age,
        county=county,
        away=np.arange(len(age)) >= home.sum(),
    )


def _single_ages(group: Index, rates: Tables, rng: np.random.Generator) -> Index:
    """Single ages within the groups: the nation's births, less those who died."""
    ages = np.arange(_OLDEST)
    born = rates.births[np.maximum(2010 - ages - FIRST_YEAR, 0)]
    alive = np.exp(-np.cumsum(rates.deaths(2000).mean(0)))[:_OLDEST]
    upper = np.cumsum(born * alive)
    edges = np.append(AGE_LOWER, _OLDEST)
    low = np.append(0.0, upper)[edges[group]]
    high = upper[edges[group + 1] - 1]
    at = low + rng.random(len(group)) * (high - low)
    found = np.searchsorted(upper, at, side="right")
    drawn: Index = np.clip(found, edges[group], edges[group + 1] - 1)
    return drawn


def out_migration_schedule(rates: Tables) -> Floats:
    """Share of each age group that had left within ten years, 19 groups.

    The cohorts of the census of 2010 less their deaths, against those of 2020, ten
    years older: what is missing has left. Children left with their parents.
    """
    then, now = (
        census(y).population[census(y).index("511000")].sum(0).astype(np.float64)
        for y in (2010, 2020)
    )
    then, now = (np.append(x[:2].sum(), x[2:]) for x in (then, now))
    yearly = rates.deaths(2015).mean(0)
    alive = [np.exp(-yearly[a : a + 10].sum()) for a in range(2, 92, 5)]
    left = 1 - now[2:] / (then * alive)[:-2]
    left = np.clip(left, 0.02, 0.9)
    schedule = np.concatenate([[0.0, 0.0], left])
    schedule[-4:] = schedule[-5]
    schedule[:3] = _CHILDREN_AWAY * schedule[5:8].mean()
    return np.concatenate([schedule[:1], schedule])


def _away(size: Figures, rates: Tables) -> Index:
    """Registered persons who live elsewhere, by county, sex and age group."""
    residents = size.residents_2010.sum((1, 2))
    wanted = size.registered - residents + size.strangers + size.from_county
    wanted = wanted - size.from_county @ origins(size)
    total = size.persons - int(residents.sum() - size.strangers.sum())
    by_county = largest_remainder(np.maximum(wanted, 0), total)
    share = out_migration_schedule(rates)
    odds = share / (1 - share)
    away = np.zeros((len(COUNTIES), 2, GROUPS), np.int64)
    for county, count in enumerate(by_county):
        cells = size.residents_2010[county] * odds
        away[county] = largest_remainder(cells, int(count))
    return away


def origins(size: Figures) -> Floats:
    """Where those registered in another county of the city are registered.

    Row by county of residence, shares by county of registration.
    """
    shares = np.tile(size.registered.astype(np.float64), (len(COUNTIES), 1))
    np.fill_diagonal(shares, 0.0)
    result: Floats = shares / shares.sum(1, keepdims=True)
    return result
