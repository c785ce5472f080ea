"""The projection's figures: 1,300 areas, 1,000 draws, 50 years, single ages.

Run by `make bench` in a process of its own, so that its memory can be told; alone:
`python -m benchmarks.projection`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

import numpy as np

from renkou.demography.life_table import LifeTable
from renkou.demography.projection import Simulation, project, simulate
from renkou.demography.projection.area_draws import migration_rates
from renkou.reference import medium_path

from .clock import Figures, median_seconds, once, peak_gigabytes
from .projection_loop import Area, Floats, one_draw

AREAS, DRAWS, STEPS, AGES = 1_300, 1_000, 50, 101
TABLES = 100_000
_QUANTILES = (0.025, 0.1, 0.5, 0.9, 0.975)
_BOUNDS = (0, 15, 60)
_LOOP_DRAWS = 40


def main() -> int:
    """Time the projection, and a loop that gives the same, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=AREAS)
    asked = parser.parse_args()
    figures = Figures()
    path = _path(asked.areas)
    _simulate([part[:2] if part.ndim > 1 else part for part in path])
    used = time.process_time()
    seconds, found = once(lambda: _simulate(path))
    _say(figures, asked.areas, seconds, time.process_time() - used, found)
    loop = _loop(path) * asked.areas * DRAWS
    figures.say(
        f"the same in a loop over areas and draws, scaled from {_LOOP_DRAWS} draws",
        f"{loop:,.0f} s, {loop / seconds:.0f} × (aim 20)",
    )
    seconds, rows = _life_tables()
    figures.say(f"{rows:,} abridged life tables", f"{seconds:.2f} s (aim 0.5)")
    figures.say("import renkou.demography", f"{_import():.2f} s (aim 0.3)")
    return 0


def _path(areas: int) -> list[Floats]:
    """China as the UN sees it, cut into areas a little different from one another."""
    path, rng = medium_path("CHN"), np.random.default_rng(1)
    size = rng.uniform(1e-5, 1e-3, (areas, 1, 1))
    return [
        path.population * size * rng.uniform(0.8, 1.2, (areas, 2, AGES)),
        path.survival[:STEPS] ** rng.uniform(0.8, 1.2, (areas, 1, 1, 1)),
        path.fertility[:STEPS] * rng.uniform(0.8, 1.2, (areas, 1, 1)),
        path.sex_ratio[:STEPS],
        path.migration[:STEPS] * size[:, None],
    ]


def _simulate(path: list[Floats]) -> Simulation:
    return simulate(*path, width=1, draws=DRAWS, seed=1, quantiles=_QUANTILES)


def _say(
    figures: Figures, areas: int, seconds: float, used: float, found: Simulation
) -> None:
    cells = areas * DRAWS * STEPS * 2 * AGES
    peak = peak_gigabytes()
    figures.say(
        f"{areas:,} areas × {DRAWS:,} draws × {STEPS} years, two sexes, ages 0–100+",
        f"{seconds:.1f} s (aim 8), {cells / seconds / 1e9:.1f} G cell-steps/s, "
        f"peak {peak:.2f} GB (aim 2), {used:.1f} s of processor time",
    )
    figures.say(
        "draws in which a cell was kept from falling below 0",
        f"{found.clipped.sum():,} of {areas * DRAWS:,}",
    )


def _loop(path: list[Floats]) -> float:
    """Seconds for one draw of one area, quantiles apart."""
    population, survival, fertility, ratio, migration = (
        part[:1] if part.ndim > 1 else part for part in path
    )
    central = project(
        population, survival, fertility, ratio, migration, width=1
    ).population[0, :-1]
    weight = central * migration_rates(AGES, 1.0)
    area = Area(
        population[0],
        survival[0],
        fertility[0],
        ratio,
        migration[0],
        weight / weight.sum(axis=(-1, -2), keepdims=True),
        1.0,
        _BOUNDS,
    )
    rng = np.random.default_rng(1)
    factor = np.exp(0.1 * rng.standard_normal((_LOOP_DRAWS, STEPS)))
    power = np.exp(0.1 * rng.standard_normal((_LOOP_DRAWS, STEPS, 2)))
    share = 0.001 * rng.standard_normal((_LOOP_DRAWS, STEPS))
    start = time.perf_counter()
    out = [one_draw(area, factor[d], power[d], share[d]) for d in range(_LOOP_DRAWS)]
    np.quantile(np.stack(out), _QUANTILES, axis=0)
    return (time.perf_counter() - start) / _LOOP_DRAWS


def _life_tables() -> tuple[float, int]:
    """Median seconds for so many life tables, of rates a little different each."""
    age = np.array([0, 1, *range(5, 90, 5)])
    rates = 0.0002 + 0.00004 * np.exp(0.095 * age)
    many = rates * np.random.default_rng(1).uniform(0.5, 2.0, (TABLES, 1))
    seconds = median_seconds(lambda: LifeTable.from_rates(many, age, sex="female"))
    return seconds, TABLES


def _import() -> float:
    code = "import time; s = time.perf_counter(); import renkou.demography; "
    code += "print(time.perf_counter() - s)"

    def run() -> float:
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        return float(done.stdout)

    return min(run() for _ in range(3))


if __name__ == "__main__":
    raise SystemExit(main())
