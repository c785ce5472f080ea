"""The logs of a city that has been lived, as the frozen columns of `Lives`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .choice import Index, order_by
from .city import City, Log
from .lives import (
    Adoptions,
    Births,
    Deaths,
    Divorces,
    Lives,
    Marriages,
    Moves,
    Persons,
    Spells,
)
from .roles import households


def outcome(city: City, registered: int, seed: int) -> Lives:
    """Sort the logs, count deliveries and birth orders, give households their roles."""
    return Lives(
        registered_at_start=registered,
        seed=seed,
        villages=city.places.codes,
        persons=Persons(
            sex=city.sex.copy(),
            birth_day=city.birth.copy(),
            death_day=city.death.copy(),
            birth_village=city.born_at.copy(),
            mother=city.mother.copy(),
            father=city.father.copy(),
        ),
        spells=Spells(**_sorted(city.spells, "start", "kind", "person")),
        births=_births(city),
        deaths=Deaths(**_sorted(city.deaths, "person", "day")),
        marriages=Marriages(**_sorted(city.marriages, "first", "day")),
        divorces=Divorces(**_sorted(city.divorces, "first", "day")),
        adoptions=Adoptions(**_sorted(city.adoptions, "child", "day")),
        moves=Moves(**_sorted(city.moves, "kind", "person", "day")),
        households=households(city),
    )


def _sorted(log: Log, *keys: str) -> dict[str, NDArray[Any]]:
    """All columns in the order of `keys`, the last one first."""
    order = order_by(*(log.column(key) for key in keys))
    return {name: log.column(name)[order] for name in log.names}


def _births(city: City) -> Births:
    """Births by day; the same mother on the same day is one delivery."""
    log = _sorted(city.births, "child", "day")
    mother, day = log["mother"], log["day"]
    by_mother = order_by(log["child"], day, mother)
    ordered = mother[by_mother]
    new = np.append(True, ordered[1:] != ordered[:-1])
    delivery = np.empty(len(mother), np.int32)
    order = np.empty(len(mother), np.int8)
    delivery[by_mother] = _runs(new | np.append(True, np.diff(day[by_mother]) != 0))
    order[by_mother] = np.arange(len(mother)) - np.flatnonzero(new)[_runs(new)] + 1
    return Births(
        child=log["child"],
        mother=mother,
        father=log["father"],
        delivery=delivery,
        day=day,
        village=city.born_at[log["child"]],
        order=order,
    )


def _runs(new: Index) -> Index:
    result: Index = np.cumsum(new) - 1
    return result
