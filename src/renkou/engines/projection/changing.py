"""A course moved: to another fertility, life expectancy or net migration in ten years.

The difference from the course as it was grows in a straight line over ten years, and
stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from renkou.demography.projection.area_draws import migration_rates
from renkou.demography.projection.mortality_shift import life_expectancy

from ..by_age import OLDEST, Array
from .asking import Changes
from .course import Also
from .rates import Rates

REACHED = 10  # years in which a change is reached
STRONGEST = 4.0  # of the log of the power that survival ratios are raised to
HALVINGS = 40


@dataclass(frozen=True)
class Assumed:
    """What a course assumes of an area, year by year, (steps,) each.

    Total fertility, the mean of the sexes' expectation of life, net migrants for each
    1,000 people at the year's start.
    """

    tfr: Array
    life_expectancy: Array
    net_migration: Array

    def at_reach(self) -> dict[str, float]:
        """The three in the year in which changes are reached."""
        at = reached(len(self.tfr)) - 1
        return {name: float(getattr(self, name)[at]) for name in vars(self)}


def reached(steps: int) -> int:
    """The step at whose end a change is whole."""
    return min(REACHED, steps)


def rising(steps: int) -> Array:
    """The part of a change that is made in each year, (steps,).

    >>> rising(12)[[0, 9, 11]].tolist()
    [0.1, 1.0, 1.0]
    """
    part: Array = np.minimum(np.arange(1, steps + 1) / reached(steps), 1.0)
    return part


def assumed(rates: Rates, row: int, people: Array, migrants: Array) -> Assumed:
    """What the course of one area assumes; `people` (steps + 1, 2, 101) are on it."""
    began = people[:-1].sum(axis=(-2, -1))
    net = migrants.sum(axis=(-2, -1))
    return Assumed(
        tfr=rates.fertility[row].sum(axis=-1),
        life_expectancy=life_expectancy(rates.survival[row], 1.0).mean(axis=-1),
        net_migration=1_000
        * np.divide(net, began, out=np.zeros_like(net), where=began > 0),
    )


def changed_rates(rates: Rates, row: int, before: Assumed, changes: Changes) -> Rates:
    """The rates of all areas, moved by what the one at `row` is to be moved by."""
    now, part = before.at_reach(), rising(len(before.tfr))
    survival, fertility = rates.survival, rates.fertility
    if changes.tfr is not None:
        ratio = (changes.tfr / now["tfr"]) ** part
        fertility = fertility * ratio[:, None]
    if changes.life_expectancy is not None:
        more = (changes.life_expectancy - now["life_expectancy"]) * part
        power = _power(survival[row], more)
        survival = survival ** power[:, None, None]
    return replace(rates, survival=survival, fertility=fertility)


def _power(survival: Array, more: Array) -> Array:
    """The powers k of each year with e0(S^k) = e0(S) + more, the sexes' mean."""
    wanted = life_expectancy(survival, 1.0).mean(axis=-1) + more
    low, high = np.full(len(more), -STRONGEST), np.full(len(more), STRONGEST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        lived = life_expectancy(survival ** np.exp(middle)[:, None, None], 1.0)
        longer = lived.mean(axis=-1) > wanted
        low, high = np.where(longer, middle, low), np.where(longer, high, middle)
    power: Array = np.exp((low + high) / 2)
    return power


def moved(before: Assumed, changes: Changes) -> Also | None:
    """How net migrants of a step become those of the changed course; None: as before.

    What is added or taken away is spread as a shock to migration is: by the people
    there and the rates of Rogers and Castro.
    """
    if changes.net_migration is None:
        return None
    difference = changes.net_migration - before.at_reach()["net_migration"]
    wanted = (before.net_migration + difference * rising(len(before.tfr))) / 1_000
    by_age = migration_rates(OLDEST + 1, 1.0)

    def also(step: int, people: Array, migrants: Array) -> Array:
        began = people.sum(axis=(-2, -1), keepdims=True)
        lacking = wanted[step] * began - migrants.sum(axis=(-2, -1), keepdims=True)
        weight = people * by_age
        whole = weight.sum(axis=(-2, -1), keepdims=True)
        room = np.zeros_like(weight)
        found: Array = migrants + lacking * np.divide(
            weight, whole, out=room, where=whole > 0
        )
        return found

    return also
