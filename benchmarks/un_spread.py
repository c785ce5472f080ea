"""`make un-spread`: how wide our population bounds are beside the UN's, 2024–2100."""

from __future__ import annotations

import argparse
from functools import cache

import numpy as np

from renkou.demography.projection import Simulation, from_processes, simulate
from renkou.reference import (
    ATTRIBUTION,
    Bounds,
    medium_path,
    projection_bounds,
    un_spread,
)
from renkou.reference.files import Floats

NATIONS = {"CHN": "China", "SWE": "Sweden"}
YEARS = (2024, 2030, 2040, 2050, 2075, 2100)
_LEVELS = ("80%", "95%")


@cache
def simulated(iso3: str, *, draws: int, seed: int) -> Simulation:
    """The UN's medium path of a nation with the spread fitted to its three inputs."""
    path = medium_path(iso3)
    return simulate(
        path.population,
        path.survival,
        path.fertility,
        path.sex_ratio,
        path.migration,
        width=1,
        draws=draws,
        seed=seed,
        spread=from_processes(un_spread(iso3), len(path.survival), 1),
    )


def widths(iso3: str, *, draws: int, seed: int) -> dict[int, Floats]:
    """Width of our 80% and 95% bounds over that of the UN's, by year."""
    total = simulated(iso3, draws=draws, seed=seed).total[:, 1:]
    ours = np.stack([total[3] - total[1], total[4] - total[0]])
    bounds = projection_bounds(iso3)
    ratio = ours / (bounds.population_high - bounds.population_low)
    return {int(year): ratio[:, i] for i, year in enumerate(bounds.year)}


def main() -> int:
    """Print the processes fitted and the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2024)
    asked = parser.parse_args()
    for iso3, name in NATIONS.items():
        print(f"{name}: fitted to the UN's bounds of these three, and to nothing else")
        for what, process in zip(
            ("log TFR", "e0, years", "net migration / population"),
            un_spread(iso3),
            strict=True,
        ):
            print(
                f"  {what:<28} first {process.first:.5f}  noise {process.noise:.5f}  "
                f"kept {process.kept:.3f}  unsure {process.unsure:.2f}  "
                f"drift {process.drift:.3f}"
            )
        _table(iso3, asked.draws, asked.seed)
    print(ATTRIBUTION)
    return 0


def _table(iso3: str, draws: int, seed: int) -> None:
    bounds: Bounds = projection_bounds(iso3)
    total = simulated(iso3, draws=draws, seed=seed).total[:, 1:] / 1e6
    ratio = widths(iso3, draws=draws, seed=seed)
    print("  population, millions: 31 December, UN median and bounds, ours, widths")
    for year in YEARS:
        i = int(np.flatnonzero(bounds.year == year)[0])
        print(f"  {year}  {bounds.population[i] / 1e6:9.2f}  {total[2, i]:9.2f}")
        for level, (low, high) in enumerate(((1, 3), (0, 4))):
            un = bounds.population_low[level, i], bounds.population_high[level, i]
            print(
                f"    {_LEVELS[level]}  UN {un[0] / 1e6:8.2f}–{un[1] / 1e6:8.2f}   "
                f"ours {total[low, i]:8.2f}–{total[high, i]:8.2f}   "
                f"width {100 * ratio[year][level]:4.0f} %"
            )


if __name__ == "__main__":
    raise SystemExit(main())
