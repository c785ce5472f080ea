"""How alike areas are: the maximum of a likelihood profiled over one precision."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from renkou.chance.input_rules import confidence

_GRID = np.linspace(-8.0, 14.0, 45)  # log of the precision
_ALIKE = 1e-6  # a gain in log-likelihood that is none


class Precision(NamedTuple):
    """The most likely precision, inf where areas differ by chance alone.

    `least` is the lowest that the likelihood does not exclude at the level.
    """

    likeliest: float
    least: float


def precision(
    likelihood: Callable[[float], float], at_infinity: float, *, level: float
) -> Precision:
    """Maximise `likelihood`, a log-likelihood of the precision, over 0 to inf.

    `at_infinity` is its limit. `least` lies half the χ² quantile of `level` below the
    maximum, 1 degree of freedom.

    >>> found = precision(lambda k: -((np.log(k) - 1) ** 2), -9.0, level=0.95)
    >>> round(found.likeliest, 4), round(found.least, 4)
    (2.7183, 0.6798)
    """
    from scipy.optimize import brentq, minimize_scalar
    from scipy.special import ndtri

    values = np.array([likelihood(float(np.exp(x))) for x in _GRID])
    best = int(values.argmax())
    inside = (_GRID[max(best - 1, 0)], _GRID[min(best + 1, _GRID.size - 1)])
    peak = minimize_scalar(
        lambda x: -likelihood(float(np.exp(x))),
        bounds=inside,
        method="bounded",
        options={"xatol": 1e-10},
    )
    top = max(float(-peak.fun), at_infinity)
    alike = best == _GRID.size - 1 or top - at_infinity <= _ALIKE
    likeliest = np.inf if alike else float(np.exp(peak.x))
    reach = top - float(ndtri(confidence(level))) ** 2 / 2
    below = np.flatnonzero((values < reach) & (np.log(likeliest) > _GRID))
    if not below.size:
        return Precision(likeliest, float(np.exp(_GRID[0])))
    last = int(below[-1])
    upper = min(float(_GRID[min(last + 1, _GRID.size - 1)]), float(np.log(likeliest)))
    least = brentq(
        lambda x: likelihood(float(np.exp(x))) - reach, float(_GRID[last]), upper
    )
    return Precision(likeliest, float(np.exp(least)))
