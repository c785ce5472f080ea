"""What recent months will have come to, as known on each of the kept days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from renkou.areas import AreaTree, Unit
from renkou.integrity import nowcast
from renkou.schema.whole_file import whole_file

from ..places import at_level
from ..workspace import Workspace
from .delays import LONGEST, Array, Delays

SHOWN = LONGEST  # months that may still grow
FEWEST_MONTHS = 12
SEED = 1
# Earlier days are many: they learn from eight years, and are drawn less often.
EARLIER_MONTHS, EARLIER_DRAWS = 96, 300
TO_COME = 3  # expected, lower, upper
NAMES = ("to_come", "share")


@dataclass(frozen=True, eq=False)
class Told:
    """What is still to come of an area's newest months: the last is the newest.

    `to_come` (months, 3): expected, lower, upper; `share` (delays,): of events
    recorded within each delay. NaN where they cannot be told.
    """

    to_come: Array
    share: Array


@dataclass(frozen=True, eq=False)
class Nowcasts:
    """Nowcasts as known on one day by event and population.

    Each is (areas, months, 3) and (areas, delays), as in `Told`.
    """

    of: Mapping[tuple[str, str], tuple[Array, Array]]

    def area(self, event: str, population: str, at: int) -> Told | None:
        """That of an area; None where it was not asked for."""
        found = self.of.get((event, population))
        return None if found is None else Told(found[0][at], found[1][at])

    def write(self, file: Path) -> None:
        """Write them whole."""
        arrays = {
            f"{event} {population} {name}": array
            for (event, population), each in self.of.items()
            for name, array in zip(NAMES, each, strict=True)
        }
        with whole_file(file) as unfinished, unfinished.open("wb") as out:
            np.savez(out, **arrays)  # type: ignore[arg-type]

    @classmethod
    def read(cls, file: Path) -> Nowcasts:
        """What `write` wrote."""
        with np.load(file) as kept:
            keys = dict.fromkeys(tuple(name.split()[:2]) for name in kept.files)
            return cls(
                {
                    (event, population): (
                        kept[f"{event} {population} {NAMES[0]}"],
                        kept[f"{event} {population} {NAMES[1]}"],
                    )
                    for event, population in keys
                }
            )


def tell(
    delays: Delays, groups: Sequence[tuple[slice, list[str]]], day: date, *, last: bool
) -> tuple[Array, Array]:
    """The nowcast of every area as known on a day, level by level.

    `groups`: for each level its run of areas and the cluster of each. On the `last` day
    it is that of `renkou nowcast`, areas together.
    """
    to_come = np.full((delays.areas, SHOWN, TO_COME), np.nan)
    share = np.full((delays.areas, LONGEST + 1), np.nan)
    for areas, clusters in groups:
        counts = _asked(delays.everywhere(areas, day))
        if counts is None:
            continue
        window = counts if last else _recent(counts)
        try:
            found = nowcast.hierarchical(
                window,
                groups=clusters,
                seed=SEED,
                draws=1000 if last else EARLIER_DRAWS,
            )
        except ValueError:  # nothing old enough to tell a delay by
            continue
        bounds = (found.expected, found.low, found.high)
        more = np.stack([bound - found.observed for bound in bounds], axis=-1)
        shown = min(SHOWN, more.shape[1])
        to_come[areas, SHOWN - shown :] = more[:, more.shape[1] - shown :]
        share[areas, : found.cdf.shape[1]] = found.cdf
        share[areas, found.cdf.shape[1] :] = 1.0
    return to_come.astype(np.float32), share.astype(np.float32)


def _asked(counts: Array) -> Array | None:
    """The delays that are foretold: up to LONGEST, or half of the months."""
    months = counts.shape[1]
    if months < FEWEST_MONTHS:
        return None
    return counts[:, :, : min(LONGEST, months // 2) + 1]


def _recent(counts: Array) -> Array:
    return counts[:, max(counts.shape[1] - EARLIER_MONTHS, 0) :]


def clusters_of(
    work: Workspace, levels: tuple[str, ...]
) -> list[tuple[slice, list[str]]]:
    """The areas of each level, and which of them are likely alike: one county's."""
    tree, newest = work.tree, work.tree.list_for(None)
    found, first = [], 0
    for level in levels:
        units = work.shares(newest, level).units
        names = [_cluster(tree, unit, newest, level) for unit in units]
        found.append((slice(first, first + len(units)), names))
        first += len(units)
    return found


def _cluster(tree: AreaTree, unit: Unit, day: date, level: str) -> str:
    return at_level(tree, unit, day, "county") if level == "township" else "city"
