"""The uncertainty of the expectation of life, and whether there can be one."""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Flags,
    Floats,
    confidence,
    not_negative,
    refuse,
    together,
)

from .table import LifeTable


class ExpectationInterval(NamedTuple):
    """The expectation of life at every age, its standard error and its interval."""

    ex: Floats
    se: Floats
    low: Floats
    high: Floats


def life_expectancy_interval(
    table: LifeTable,
    deaths: npt.ArrayLike,
    *,
    level: float = 0.95,
    open_group: bool = True,
) -> ExpectationInterval:
    """The standard error and the normal interval of ex, at every age, (..., A).

    `deaths`: those that the table's rates come from, (..., A). The variance of nqx is
    nqx²·(1 − nqx)/deaths, that of ex the sum over the groups from x on of
    (l/lx)²·(n − nax + e(x+n))²·var(nqx) (Chiang 1984). Chiang takes the open group's
    rate as known; with `open_group` its own term, (l/lx)²/(M²·deaths), is added
    (Silcocks, Jenner and Reza 2001), without which the interval is too narrow. A group
    without deaths adds nothing. The table's nax, its 1a0 too, are taken as known.
    In small populations the interval holds the truth less often than `level`: of
    simulated male populations of 2,000, 10,000 and 50,000 in 90, 92 and 94 of 100.

    >>> deaths = [10, 20, 500]
    >>> table = LifeTable.from_deaths(deaths, [1e3, 4e3, 1e4], [0, 1, 5], sex="male")
    >>> life_expectancy_interval(table, deaths).se.round(2).tolist()
    [0.88, 0.88, 0.89]
    """
    died, tail = not_negative("deaths", deaths), confidence(level)
    shape = together(deaths=died, nqx=table.nqx)
    died = np.broadcast_to(died, shape)
    n, q = table.width[:-1], table.nqx[..., :-1]
    gain = n - table.nax[..., :-1] + table.ex[..., 1:]
    term = np.zeros(shape)
    squared = gain**2 * q**2 * table.npx[..., :-1]
    np.divide(squared, died[..., :-1], out=term[..., :-1], where=died[..., :-1] > 0)
    if open_group:
        refuse("deaths", died[..., -1] <= 0, died[..., -1], "be above 0 when open")
        term[..., -1] = 1 / (table.nMx[..., -1] ** 2 * died[..., -1])
    variance = term.copy()
    for i in range(shape[-1] - 2, -1, -1):
        variance[..., i] += table.npx[..., i] ** 2 * variance[..., i + 1]
    se = np.sqrt(variance)
    reach = -NormalDist().inv_cdf(tail) * se
    return ExpectationInterval(table.ex, se, table.ex - reach, table.ex + reach)


def can_be_built(deaths: npt.ArrayLike, exposure: npt.ArrayLike) -> Flags:
    """Whether deaths and person-years, (..., A), allow of a life table, (...).

    They do where every age group has person-years and the open group has deaths.

    >>> can_be_built([[0, 1], [1, 0], [0, 2]], [[9, 1], [9, 1], [0, 1]]).tolist()
    [True, False, False]
    """
    died, lived = not_negative("deaths", deaths), not_negative("exposure", exposure)
    shape = together(deaths=died, exposure=lived)
    built = np.broadcast_to(lived > 0, shape).all(axis=-1)
    result: Flags = built & (np.broadcast_to(died, shape)[..., -1] > 0)
    return result
