"""Which power of the survival ratios moves the expectation of life by so many years."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats

# Logs of the powers tried; the first is no change, so that it is met exactly.
_LOG_POWERS = np.array([0.0, -0.35, 0.35, -0.75, 0.75, -1.3, 1.3])
# A ratio below e^−60 is nobody, whatever power it is raised to.
_HEAVIEST = 60.0


Reals = npt.NDArray[np.floating[Any]]


class Shift(NamedTuple):
    """The log of the power as a polynomial of the years, in Newton's form.

    `years` and `terms` (..., nodes): ln k(d) = Σ terms[j] · Π over i < j of
    (d − years[i]), for d from `low` to `high`, (...).
    """

    years: Reals
    terms: Reals
    low: Reals
    high: Reals


def log_survival(survival: Floats) -> Floats:
    """h = −ln S, and 0 where nobody survives, since no power changes that."""
    known = survival > 0
    hazard = -np.log(survival, out=np.zeros_like(survival), where=known)
    capped: Floats = np.clip(hazard, 0.0, _HEAVIEST)
    return capped


def life_expectancy(survival: Floats, width: float) -> Floats:
    """e0 that survival ratios (..., A + 1) imply, in years, (...); inf if nobody dies.

    The ratios give nLx by group: width · S(0), then L(i) = L(i − 1) · S(i), and in the
    open group L(A − 2) · S(A − 1) / (1 − S(A)), which is what they were made from.

    >>> life_expectancy(np.array([0.9, 0.8, 0.5, 0.5]), 5.0).round(3)
    np.float64(11.7)
    """
    lived = np.cumprod(survival[..., :-1], axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        last = np.where(
            lived[..., -1] > 0, lived[..., -1] / (1 - survival[..., -1]), 0.0
        )
    years: Floats = width * (lived[..., :-1].sum(axis=-1) + last)
    return years


def shift_of(survival: Floats, width: float, real: Any = np.float64) -> Shift:
    """The powers k with e0(S^k) = e0(S) + d, for survival ratios (..., A + 1).

    e0 is worked out at seven powers from e^−1.3 to e^1.3, and the polynomial through
    them read backwards: k is right to some 0.01 years of e0 within 8 years of the
    centre. Where no power changes e0 (everybody or nobody survives) the power is 1
    whatever d. `real`: the precision to work in.
    """
    hazard = log_survival(survival)
    summed = np.cumsum(np.where(survival > 0, hazard, _HEAVIEST)[..., :-1], axis=-1)
    summed, last = summed.astype(real), hazard[..., -1].astype(real)
    powers = np.exp(_LOG_POWERS).astype(real)
    years = np.stack([_expectation(summed, last, k) for k in powers], axis=-1)
    with np.errstate(invalid="ignore"):
        years = width * (years - years[..., :1])
        falls = np.diff(years[..., np.argsort(_LOG_POWERS)], axis=-1) < -1e-3 * width
    finite = np.isfinite(years).all(axis=-1, keepdims=True)
    usable = finite & falls.all(axis=-1, keepdims=True)
    years = np.where(usable, years, -_LOG_POWERS)
    terms = np.where(usable, _divided_differences(years), 0.0)
    return Shift(years, terms, years[..., -1], years[..., -2])


def _expectation(summed: Reals, last: Reals, power: Any) -> Floats:
    """e0 over the groups' width where every hazard is multiplied by `power`.

    `summed` hazards from birth into each group, (..., A), `last` within the open one.
    """
    lived = np.exp(-power * summed)
    with np.errstate(divide="ignore"):
        lived[..., -1] /= -np.expm1(-power * last)
    years: Floats = lived.sum(axis=-1, dtype=np.float64)
    return years


def _divided_differences(years: Floats) -> Floats:
    table = np.broadcast_to(_LOG_POWERS, years.shape).copy()
    nodes = years.shape[-1]
    for order in range(1, nodes):
        rise = table[..., order:] - table[..., order - 1 : -1]
        table[..., order:] = rise / (years[..., order:] - years[..., : nodes - order])
    return table


def log_power(shift: Shift, years: Reals) -> Reals:
    """ln k for shifts `years` (..., draws) of e0, (..., draws), within the bounds."""
    nodes, terms, low, high = (part[..., None] for part in shift)
    x = np.clip(years, low, high)
    value = np.zeros_like(x)
    for j in range(terms.shape[-2] - 1, -1, -1):
        value *= x - nodes[..., j, :]
        value += terms[..., j, :]
    log: Reals = value
    return log
