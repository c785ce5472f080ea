"""The projection that anybody would write first: a loop over areas, draws and steps.

Written without Renkou, so that it can be set beside it, for its speed and its results.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Area:
    """One area's central path, single sexes and ages, as `project` takes it."""

    population: Floats
    survival: Floats
    fertility: Floats
    sex_ratio: Floats
    migration: Floats
    pattern: Floats
    """Where the migrants of a shock go, (steps, 2, A)."""
    width: float
    bounds: tuple[int, ...]
    """First age group of each broad one."""


def one_draw(area: Area, factor: Floats, power: Floats, share: Floats) -> Floats:
    """Total, births, deaths and broad ages by step, (rows, steps + 1), timing "even".

    `factor` (steps,) of fertility, `power` (steps, 2) of the survival ratios, `share`
    (steps,) of the population that moves besides.
    """
    people = area.population.copy()
    out = np.zeros((3 + len(area.bounds), len(factor) + 1))
    ends = (*area.bounds[1:], people.shape[1])
    for t in range(len(factor) + 1):
        if t:
            people, out[1, t], out[2, t] = _step(
                area, people, t - 1, factor[t - 1], power[t - 1], share[t - 1]
            )
        out[0, t] = people.sum()
        for g, (first, end) in enumerate(zip(area.bounds, ends, strict=True)):
            out[3 + g, t] = people[:, first:end].sum()
    return out


def _step(
    area: Area, people: Floats, t: int, factor: float, power: Floats, share: float
) -> tuple[Floats, float, float]:
    moved = area.migration[t] + share * people.sum() * area.pattern[t]
    start = np.maximum(people + moved / 2, 0.0)
    ratios = area.survival[t] ** power[:, None]
    alive = start * ratios[:, 1:]
    deaths = start.sum() - alive.sum()
    end = np.concatenate([np.zeros((2, 1)), alive[:, :-1]], axis=1)
    end[:, -1] += alive[:, -1]
    end = np.maximum(end + moved / 2, 0.0)
    women = (start[1] + end[1]) / 2
    births = factor * area.width * float((area.fertility[t] * women).sum())
    boys = area.sex_ratio[t] / (1 + area.sex_ratio[t])
    born = births * np.array([boys, 1 - boys])
    end[:, 0] = np.maximum(born * ratios[:, 0] + moved[:, 0] / 2, 0.0)
    deaths += float((born * (1 - ratios[:, 0])).sum())
    return end, births, float(deaths)
