"""A projection with its uncertainty: many draws around a central path."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, numeric, one_of, refuse

from .area_draws import AreaDraws, Asked
from .central_path import CentralPath
from .kernels import kernel
from .shocks import Noise, correlation_over
from .spread import CORRELATION, Spread, spread_of

# Areas whose central path is held at a time, by each thread.
_AREAS = 16
PRECISIONS = {"single": np.float32, "double": np.float64}


@dataclass(frozen=True, eq=False)
class Simulation:
    """Quantiles over the draws, of each area on its own."""

    total: Floats
    """Population, (..., quantiles, steps + 1)."""
    births: Floats
    """(..., quantiles, steps)."""
    deaths: Floats
    """(..., quantiles, steps)."""
    broad_ages: Floats
    """Population by broad ages, (..., quantiles, steps + 1, groups)."""
    quantiles: Floats
    """As asked for."""
    clipped: npt.NDArray[np.int64]
    """Draws in which a cell of age and sex would have fallen below 0, (...)."""


def simulate(
    population: npt.ArrayLike,
    survival: npt.ArrayLike,
    fertility: npt.ArrayLike,
    sex_ratio: npt.ArrayLike,
    migration: npt.ArrayLike | None = None,
    *,
    width: float,
    timing: str = "even",
    draws: int = 1000,
    seed: int,
    quantiles: Sequence[float] = (0.025, 0.1, 0.5, 0.9, 0.975),
    broad_ages: Sequence[float] = (0, 15, 60),
    correlation: npt.ArrayLike | None = None,
    spread: Spread | npt.ArrayLike | None = None,
    precision: str | None = None,
    workers: int | None = None,
) -> Simulation:
    """Quantiles of a projection whose fertility, mortality and migration are drawn.

    `population` … `timing` are the central path, as `project` takes them. Each draw
    carries every area forward with shocks to that path:

    - fertility: all rates times e^x;
    - mortality: the expectation of life at birth of both sexes moved by d years, by
      raising all survival ratios to the power k for which e0(S^k) = e0(S) + d
      (to 0.1 years; d is kept where k is between e^−1.3 and e^1.3);
    - migration: y times the population at the step's start, added to the net migrants
      of the step and spread over age and sex in proportion to the central path's
      population times the Rogers–Castro rates of migration by age.

    x, d and y are normal with mean 0, independent of one another, each a first-order
    autoregressive process over the steps. `spread`: their standard deviations, of log
    TFR, of e0 in years, and of the net migrants of a step as a share of population:
    three numbers, an array (3, steps), or a `Spread`, which may differ by area and
    sets the autocorrelation too. None: `spread.default`, the UN's for China.
    `correlation` over the leading axis: a number from 0 to 1 for any two areas, or a
    matrix (areas, areas); None: 0.8. Further leading axes (scenarios, say) share the
    shocks of their area, so that they can be compared draw by draw.

    No cell of age and sex falls below 0: where a draw would have more leave than are
    there, it is kept at 0, and `clipped` counts such draws. With no spread the result
    is that of `project`. Quantiles are exact over the draws of each area (linear
    between order statistics), those of a total of its own, not sums. `broad_ages`:
    lower bounds, the first 0, each a multiple of `width`.

    `seed` fixes the result, whatever the number of `workers` (threads; None: one for
    each core). With Numba (extra `science-fast`; `RENKOU_NUMBA=0` leaves it unused) it
    is many times faster and the same but for rounding. `precision`: "single", right to
    about 1e-5, or "double"; None: double where nothing is drawn, single elsewhere.
    Memory is that of the inputs, the result, the draws of one area for each worker and,
    with a matrix, the noise of all areas (12 bytes for each area, step and draw).

    ValueError names the argument, index and rule of bad input.

    >>> course = simulate([[50.0, 40.0], [50.0, 40.0]], [[[0.9, 0.9, 0.5]] * 2] * 3,
    ...                   [[0.0, 0.1]] * 3, 1.0, width=20, seed=1, broad_ages=(0, 20),
    ...                   spread=(0.1, 1.0, 0.0))
    >>> course.total.shape, course.births.shape, course.broad_ages.shape
    ((5, 4), (5, 3), (5, 4, 2))
    >>> bool((np.diff(course.total[:, 1:], axis=0) > 0).all())
    True
    """
    path = CentralPath.of(
        population,
        survival,
        fertility,
        sex_ratio,
        migration,
        width=width,
        timing=timing,
    )
    shocked = spread_of(spread, path.lead, path.steps, path.width)
    starts = _group_starts(broad_ages, path.width, path.ages)
    drawn = shocked.is_any()
    # With nothing drawn all draws are the same.
    count = _count("draws", draws) if drawn else min(_count("draws", draws), 1)
    asked = Asked(
        noise=Noise(
            path.first,
            path.steps,
            count,
            _count("seed", seed, least=0),
            correlation_over(
                path.first, CORRELATION if correlation is None else correlation
            ),
        ),
        group_of_age=np.searchsorted(starts, np.arange(path.ages), side="right") - 1,
        quantiles=_asked(quantiles),
        draws=count,
        real=_real(precision, drawn=drawn),
        kernel=kernel(),
    )
    threads = os.cpu_count() or 1 if workers is None else _count("workers", workers)
    found, clipped = _all_areas(path, shocked, asked, threads)
    return _result(found, clipped, path.lead, asked.quantiles)


def _all_areas(
    path: CentralPath, spread: Spread, asked: Asked, threads: int
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Every area's quantiles (areas, quantiles, rows, steps + 1) and clipped draws."""

    def work(start: int) -> list[tuple[Floats, int]]:
        return AreaDraws.of(path, start, start + _AREAS, spread, asked).quantiles()

    starts = range(0, path.first, _AREAS)
    try:
        if threads == 1 or len(starts) == 1:
            parts = [work(start) for start in starts]
        else:
            with ThreadPoolExecutor(threads) as pool:
                parts = list(pool.map(work, starts))
    except ValueError:
        path.explain()
        raise
    found, clipped = zip(*(area for part in parts for area in part), strict=True)
    return np.stack(found), np.array(clipped, np.int64)


def _result(
    found: Floats,
    clipped: npt.NDArray[np.int64],
    lead: tuple[int, ...],
    quantiles: Floats,
) -> Simulation:
    shaped = found.reshape(*lead, *found.shape[1:])
    return Simulation(
        total=shaped[..., 0, :],
        births=shaped[..., 1, 1:],
        deaths=shaped[..., 2, 1:],
        broad_ages=shaped[..., 3:, :].swapaxes(-1, -2),
        quantiles=quantiles,
        clipped=clipped.reshape(lead),
    )


def _real(precision: str | None, *, drawn: bool) -> Any:
    if precision is None:
        return np.float32 if drawn else np.float64
    one_of("precision", precision, PRECISIONS)
    return PRECISIONS[precision]


def _count(argument: str, value: object, *, least: int = 1) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise ValueError(f"{argument}: {value!r} must be a whole number")
    if value < least:
        raise ValueError(f"{argument}: {value} must be {least} or more")
    return int(value)


def _asked(quantiles: Sequence[float]) -> Floats:
    asked = numeric("quantiles", quantiles)
    if asked.ndim != 1 or not asked.size:
        raise ValueError(f"quantiles: {asked.shape} must be a row of one or more")
    refuse("quantiles", ~((asked >= 0) & (asked <= 1)), asked, "be from 0 to 1")
    return asked


def _group_starts(
    broad_ages: Sequence[float], width: float, ages: int
) -> npt.NDArray[np.int64]:
    """The first age group of each broad one."""
    bounds = numeric("broad_ages", broad_ages)
    if bounds.ndim != 1 or not bounds.size or bounds[0] != 0:
        raise ValueError(
            f"broad_ages: {bounds.tolist()} must be a row that begins at 0"
        )
    starts = np.rint(bounds / width).astype(np.int64)
    refuse(
        "broad_ages",
        np.abs(starts * width - bounds) > 1e-9,
        bounds,
        f"be a multiple of width, {width:g}",
    )
    refuse("broad_ages", np.diff(starts, prepend=-1) <= 0, bounds, "ascend")
    refuse(
        "broad_ages",
        starts >= ages,
        bounds,
        f"be at most the open group's, {(ages - 1) * width:g}",
    )
    return starts
