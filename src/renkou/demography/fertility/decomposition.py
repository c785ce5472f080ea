"""A change in births: the number of women, their ages, their rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, numeric, refuse, together


@dataclass(frozen=True, eq=False)
class BirthsDecomposition:
    """What of a change in births is due to what; the three add up to the change."""

    number: Floats  # of women
    age_structure: Floats  # of women
    rates: Floats


def three_factor_effects(
    first: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike],
    second: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike],
) -> tuple[Floats, Floats, Floats]:
    """The effects of three vector factors on R = Σ a·b·c, the sum over the last axis.

    Each effect is the factor's change with the other two standardised: a third of the
    products of both from one population, a sixth of the mixed ones. The three add up
    to R(second) − R(first).

    Source: Das Gupta (1993), Standardization and Decomposition of Rates, chapter 4.

    >>> effects = three_factor_effects(([2.0], [3.0], [1.0]), ([4.0], [3.0], [1.0]))
    >>> [float(effect) for effect in effects]
    [6.0, 0.0, 0.0]
    """
    a, b, c = (numeric("first", factor) for factor in first)
    A, B, C = (numeric("second", factor) for factor in second)
    together(a=a, b=b, c=c, A=A, B=B, C=C)
    return (
        _effect(A - a, (b, c), (B, C)),
        _effect(B - b, (a, c), (A, C)),
        _effect(C - c, (a, b), (A, B)),
    )


def _effect(
    change: Floats, others1: tuple[Floats, Floats], others2: tuple[Floats, Floats]
) -> Floats:
    (x, y), (X, Y) = others1, others2
    standard = (x * y + X * Y) / 3 + (x * Y + X * y) / 6
    effect: Floats = np.sum(change * standard, axis=-1)
    return effect


def births_decomposition(
    women1: npt.ArrayLike,
    asfr1: npt.ArrayLike,
    women2: npt.ArrayLike,
    asfr2: npt.ArrayLike,
) -> BirthsDecomposition:
    """The change in births by number of women, their age structure and their rates.

    `women1`, `women2`: women (person-years) by age group, (..., A); `asfr1`, `asfr2`:
    births per woman per year. Births are Σ women·asfr = N · Σ share·asfr; the three
    effects, each (...), add up to the births of the second period less those of the
    first. A rate may be missing (NaN) where there are no women: it is then taken from
    the other period, as is the structure of no women at all, so that what is unknown
    explains nothing.

    Source: Das Gupta (1993), three factors. ValueError for anything negative.

    >>> d = births_decomposition([100, 100], [0.1, 0.2], [110, 110], [0.1, 0.1])
    >>> d.number.round(6), d.age_structure.round(6), d.rates.round(6)
    (np.float64(2.5), np.float64(0.0), np.float64(-10.5))
    """
    W, w = not_negative("women1", women1), not_negative("women2", women2)
    R, r = _rates("asfr1", asfr1, W), _rates("asfr2", asfr2, w)
    shape = together(women1=W, asfr1=R, women2=w, asfr2=r)
    W, R, w, r = (np.broadcast_to(array, shape) for array in (W, R, w, r))
    R, r = np.where(np.isnan(R), r, R), np.where(np.isnan(r), R, r)
    R, r = np.nan_to_num(R), np.nan_to_num(r)
    N, n = W.sum(axis=-1, keepdims=True), w.sum(axis=-1, keepdims=True)
    S, s = _shares(W, N), _shares(w, n)
    S, s = np.where(N > 0, S, s), np.where(n > 0, s, S)
    number, structure, rates = three_factor_effects((N, S, R), (n, s, r))
    return BirthsDecomposition(number, structure, rates)


def _rates(argument: str, values: npt.ArrayLike, women: Floats) -> Floats:
    rates = numeric(argument, values)
    together(women=women, **{argument: rates})
    excused = np.isnan(rates) & (women == 0)
    known = np.isfinite(rates) & (rates >= 0)
    refuse(argument, ~(known | excused), rates, "be 0 or more where there are women")
    return rates


def _shares(women: Floats, number: Floats) -> Floats:
    return np.divide(women, number, out=np.zeros_like(women), where=number > 0)
