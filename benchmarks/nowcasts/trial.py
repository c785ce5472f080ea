"""A nowcast made again on past days, from what was known on each, and what came true.

Truth is what the snapshot knows on its last day, three years or more after the months
that are scored. Nothing recorded after the day of a nowcast enters it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from renkou.engines import Workspace
from renkou.engines.nowcasting import Triangles, triangles
from renkou.engines.nowcasting.months import month_of
from renkou.engines.periods import Period
from renkou.engines.places import at_level
from renkou.integrity import nowcast

from .package import package_ultimates

Array = npt.NDArray[np.float64]
AGES = (1, 3, 6)  # months since the end of the month that is nowcast
LONGEST = 36  # months of delay
SETTLED = 36  # months after which a month's births are taken as known
HISTORY = 36  # months at least that a nowcast learns from
EVERY = 4  # months between nowcasts


@dataclass(frozen=True, eq=False)
class Told:
    """What a method told of each township and age, and its limits where it has any."""

    expected: Array
    low: Array | None = None
    high: Array | None = None


@dataclass(frozen=True, eq=False)
class Trial:
    """Errors are over (days, townships, ages); `told` by method, `truth` likewise."""

    days: tuple[date, ...]
    truth: Array
    told: dict[str, Told]

    def smallest_quarter(self) -> npt.NDArray[np.bool_]:
        """The quarter of townships with the fewest births."""
        births = self.truth.mean(axis=(0, 2))
        return np.asarray(births <= np.quantile(births, 0.25))


def run(
    work: Workspace, *, population: str, seed: int, say: Callable[[str], None]
) -> Trial:
    """All methods on every day of the trial."""
    final = _known(work, population, work.last_day)
    counties = _counties(work, final)
    settled = np.nansum(final.counts, axis=2)
    newest = month_of(work.last_day) - SETTLED
    oldest = final.first + HISTORY + max(AGES)
    days = [_month_end(month) for month in range(oldest, newest + 1, EVERY)]
    told: dict[str, list[Told]] = {}
    truth = []
    for day in days:
        say(f"as known on {day}")
        then = _known(work, population, day)
        at = [month_of(day) - final.first - age for age in AGES]
        truth.append(settled[:, at])
        for name, found in _methods(then, counties, seed).items():
            told.setdefault(name, []).append(found)
    return Trial(
        tuple(days),
        np.stack(truth),
        {name: _stack(all_) for name, all_ in told.items()},
    )


def _known(work: Workspace, population: str, day: date) -> Triangles:
    found = triangles(
        work,
        ("township",),
        population=population,
        known_on=day,
        area_list=None,
        longest=LONGEST if day < work.last_day else 10_000,
    )
    return found["township"]


def _counties(work: Workspace, found: Triangles) -> list[str]:
    day = work.tree.list_for(None)
    return [at_level(work.tree, unit, day, "county") for unit in found.units]


def _month_end(month: int) -> date:
    return Period(1970 + month // 12, month % 12 + 1).last


def _methods(then: Triangles, counties: list[str], seed: int) -> dict[str, Told]:
    """Every method on one day's triangles, at the ages scored."""
    counts = then.counts
    at = [counts.shape[1] - 1 - age for age in AGES]
    seen = np.nansum(counts, axis=2)[:, at]
    apart = nowcast.lawless(counts)
    whole = nowcast.lawless(counts.sum(axis=0))
    together = nowcast.hierarchical(counts, groups=counties, seed=seed)
    found = {
        "none": Told(seen),
        "separate": Told(
            _or_seen(apart.expected[:, at], seen), apart.low[:, at], apart.high[:, at]
        ),
        "pooled": Told(seen / whole.cdf[np.array(AGES)]),
        "hierarchical": Told(
            together.expected[:, at], together.low[:, at], together.high[:, at]
        ),
    }
    ultimate = package_ultimates(counts)
    if ultimate is not None:
        found["chainladder, separate"] = Told(_or_seen(ultimate[:-1, at], seen))
        share = counts.sum(axis=0)
        ratio = ultimate[-1, at] / np.nansum(share, axis=1)[at]
        found["chainladder, pooled"] = Told(seen * ratio)
    return found


def _or_seen(expected: Array, seen: Array) -> Array:
    """Where a method tells nothing, what is recorded."""
    return np.where(np.isfinite(expected), expected, seen)


def _stack(told: list[Told]) -> Told:
    def ends(name: str) -> Array | None:
        found = [getattr(one, name) for one in told]
        return None if found[0] is None else np.stack(found)

    return Told(np.stack([one.expected for one in told]), ends("low"), ends("high"))
