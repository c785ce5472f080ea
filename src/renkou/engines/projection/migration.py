"""Net migration as what births, deaths and ageing leave unexplained."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..by_age import ABRIDGED, Array, Observed
from .borrowing import drift
from .rates import GROUP, Rates

HALF_LIFE = 10.0  # years in which fading migration halves
SETTLED = ABRIDGED.lower.index(85)  # older, the unexplained is the death rates' error
MOST = 0.5  # of a group that may leave or join in a year


@dataclass(frozen=True)
class Migration:
    """Net migrants of a year as a share of who would be there without them.

    `rates` (areas, 2, 101) by age at the year's end; `variance` (areas,): that left in
    an area's share of all ages, beside the city's.
    """

    rates: Array
    variance: Array


def city_migration(whole: Observed, rates: Rates) -> Migration:
    """Those of the city, by sex and age group, of all its recent years."""
    net, there = _unexplained(whole, rates, np.ones(1))
    return Migration(_bounded(_over(net, there))[..., GROUP], np.zeros(1))


def area_migration(
    areas: Observed, city: Migration, rates: Rates, mortality: Array
) -> Migration:
    """Those of areas: the city's by age, and each area's own distance from them.

    An area's distance is one number, spread over sex and age as the areas' net
    migration in either direction is, and drawn towards 0 so far as it may be chance.
    """
    net, there = _unexplained(areas, rates, mortality)
    profile = _over(np.abs(net).sum(axis=0), there.sum(axis=0))
    common = city.rates[0][:, np.asarray(ABRIDGED.lower)]
    moving = (there * profile).sum(axis=(1, 2))
    found = drift((net - there * common).sum(axis=(1, 2)), moving)
    own = common + found.distance[:, None, None] * profile
    share = _over(moving, there.sum(axis=(1, 2)))
    return Migration(_bounded(own)[..., GROUP], found.variance * share**2)


def fading(steps: int, kind: str) -> Array:
    """What of today's migration is left in each year, (steps,).

    "held": all of it; "fading": half after every ten years.

    >>> fading(2, "held").tolist()
    [1.0, 1.0]
    """
    if kind == "held":
        return np.ones(steps)
    left: Array = 0.5 ** (np.arange(steps) / HALF_LIFE)
    return left


def _unexplained(
    areas: Observed, rates: Rates, mortality: Array
) -> tuple[Array, Array]:
    """Net migrants, and who would be there without, (areas, 2, 22), of all years.

    Each year's opening population is carried through the year with the area's
    survival; the newborn are the births registered.
    """
    net = np.zeros((len(areas.stock), 2, len(ABRIDGED.lower)))
    there = np.zeros_like(net)
    for year, ratios in enumerate(rates.survival):
        survival = ratios ** mortality[:, None, None]
        kept = areas.stock[:, year] * survival[..., 1:]
        stayed = np.empty_like(kept)
        stayed[..., 0] = areas.born[:, year] * survival[..., 0]
        stayed[..., 1:] = kept[..., :-1]
        stayed[..., -1] += kept[..., -1]
        net += _grouped(areas.stock[:, year + 1] - stayed)
        there += _grouped(stayed)
    net[..., SETTLED:] = 0.0
    return net, there


def _grouped(single: Array) -> Array:
    found: Array = np.add.reduceat(single, ABRIDGED.lower, axis=-1)
    return found


def _over(net: Array, there: Array) -> Array:
    return np.divide(net, there, out=np.zeros_like(net), where=there > 0)


def _bounded(rates: Array) -> Array:
    return np.clip(rates, -MOST, MOST)
