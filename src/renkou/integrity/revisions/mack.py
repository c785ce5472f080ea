"""The chain ladder with Mack's standard errors, which assume no distribution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Flags, Floats, one_of, refuse

from .triangle import Triangle

_LAST = ("mack", "log-linear")


@dataclass(frozen=True, eq=False)
class ChainLadder:
    """Factors of development, ultimate counts and their standard errors.

    `factors`, `factor_se`, `sigma` (..., developments − 1); `individual_factor_se`
    (..., origins, developments − 1); with a tail each has one element more.
    `ultimate`, `outstanding`, `se` (..., origins); `total_outstanding`, `total_se`
    (...), which is not the root of summed squares: all origins share the factors.
    """

    factors: Floats
    factor_se: Floats
    sigma: Floats
    individual_factor_se: Floats
    ultimate: Floats
    outstanding: Floats
    se: Floats
    total_outstanding: Floats
    total_se: Floats


def chain_ladder(
    triangle: Triangle | npt.ArrayLike,
    *,
    last_sigma: str = "mack",
    tail: float = 1.0,
    tail_sigma: float | None = None,
    tail_se: float | None = None,
) -> ChainLadder:
    """What each origin will have grown to, and how sure that is.

    With C(i,k) the cumulative counts, over the origins known at k + 1: factor f(k) =
    ΣC(k+1)/ΣC(k); σ²(k) = ΣC(k)·(C(k+1)/C(k) − f(k))²/(origins − 1); factor_se² =
    σ²(k)/ΣC(k); individual_factor_se² = σ²(k)/C(i,k), C(i,k) known or foretold. An
    origin standing at 0 has no factor of its own and is left out of σ.

    From the latest count on, se²(k+1) = C²·(individual_factor_se² + factor_se²) +
    se²(k)·f²; the total likewise, with (ΣC)²·factor_se².

    A σ seen from one origin alone is, with σ₁ the one before and σ₂ before that,
    √min(σ₁⁴/σ₂², σ₁², σ₂²) ("mack") or read from the regression of log σ on
    development ("log-linear"; as "mack" where fewer than two σ are above 0). With two
    developments none is known: σ and every se that needs it are inf.

    `triangle`: a Triangle, or the cumulative counts of one. `tail`: the factor beyond
    the last development; `tail_se`, `tail_sigma` its factor_se and σ, by default from
    the regressions of log factor_se and log σ on development, read where that of
    log(factor − 1) reaches log(tail − 1).

    Source: Mack (1993), ASTIN Bulletin 23(2), and (1999), 29(2). ValueError where
    all origins stand at 0 in a development, one that is not complete stands at 0 now,
    or the regressions for a tail cannot be made.

    >>> found = chain_ladder(Triangle(
    ...     [[100, 150, 175], [110, 168, np.nan], [115, np.nan, np.nan]]))
    >>> found.factors.round(3), found.outstanding.round(1)
    (array([1.514, 1.167]), array([ 0. , 28. , 88.2]))
    """
    one_of("last_sigma", last_sigma, _LAST)
    if not isinstance(triangle, Triangle):
        triangle = Triangle(triangle)
    values, now = triangle.values, triangle.latest
    known = ~np.isnan(values)
    if values.shape[-1] < 2:
        raise ValueError(f"triangle: {values.shape} must have two developments or more")
    has_tail = not (tail == 1.0 and tail_se is None and tail_sigma is None)
    growing = ~known[..., -1] | has_tail
    refuse("triangle", growing & (now <= 0), now, "not stand at 0 while it can grow")
    factors, sigma, below = _factors(values, known, last_sigma)
    factor_se = sigma / np.sqrt(below)
    if has_tail:
        extra = _tail(factors, factor_se, sigma, tail, tail_se, tail_sigma)
        factors, factor_se, sigma = (
            np.concatenate([have, more], axis=-1)
            for have, more in zip((factors, factor_se, sigma), extra, strict=True)
        )
        none = np.zeros((*known.shape[:-1], 1), dtype=bool)
        known = np.concatenate([known, none], axis=-1)
    return _developed(values, known, now, factors, factor_se, sigma)


def _factors(
    values: Floats, known: Flags, last_sigma: str
) -> tuple[Floats, Floats, Floats]:
    """f, σ and the sum of the counts they rest on, (..., developments − 1)."""
    both = known[..., 1:]
    before = np.where(both, values[..., :-1], 0.0)
    after = np.where(both, values[..., 1:], 0.0)
    below = before.sum(axis=-2)
    refuse("triangle", below <= 0, below, "have an origin above 0 before each factor")
    factors = after.sum(axis=-2) / below
    seen = before > 0
    off = after - factors[..., None, :] * before
    squares = np.divide(off**2, before, out=np.zeros(off.shape), where=seen)
    count = seen.sum(axis=-2)
    spread = squares.sum(axis=-2) / np.maximum(count - 1, 1)
    sigma = np.where(count > 1, np.sqrt(spread), np.nan)
    return factors, _completed(sigma, last_sigma), below


def _completed(sigma: Floats, last_sigma: str) -> Floats:
    """σ with those filled in that one origin alone could not give."""
    missing = np.isnan(sigma)
    line = np.full(sigma.shape, np.nan)
    if last_sigma == "log-linear":
        place = np.arange(1.0, sigma.shape[-1] + 1)
        log = np.log(np.where(sigma > 0, sigma, np.nan))
        intercept, slope = _line(place, log)
        line = np.exp(intercept[..., None] + slope[..., None] * place)
    filled = sigma.copy()
    for k in range(sigma.shape[-1]):
        one, two = (
            filled[..., k - back] if k >= back else np.full(sigma.shape[:-1], np.inf)
            for back in (1, 2)
        )
        ratio = np.full(one.shape, np.inf)
        if k >= 2:
            np.divide(one**2, two, out=ratio, where=np.isfinite(two) & (two > 0))
        guess = np.minimum(ratio, np.minimum(one, two))
        guess = np.where(np.isfinite(line[..., k]), line[..., k], guess)
        filled[..., k] = np.where(missing[..., k], guess, filled[..., k])
    return filled


def _line(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Intercept and slope of y on x over the last axis; NaN for fewer than two y."""
    use = np.isfinite(y)
    count = use.sum(axis=-1)
    enough = np.maximum(count, 1)
    mean_x = np.where(use, x, 0.0).sum(axis=-1) / enough
    mean_y = np.where(use, y, 0.0).sum(axis=-1) / enough
    u = np.where(use, x - mean_x[..., None], 0.0)
    v = np.where(use, y - mean_y[..., None], 0.0)
    empty = np.full(count.shape, np.nan)
    slope = np.divide((u * v).sum(-1), (u * u).sum(-1), out=empty, where=count > 1)
    return mean_y - slope * mean_x, slope


def _tail(
    factors: Floats,
    factor_se: Floats,
    sigma: Floats,
    tail: float,
    tail_se: float | None,
    tail_sigma: float | None,
) -> tuple[Floats, Floats, Floats]:
    """The factor beyond the last development, its se and its σ, (..., 1)."""
    shape = (*factors.shape[:-1], 1)
    for name, given in (("tail_se", tail_se), ("tail_sigma", tail_sigma)):
        if given is not None and not (np.isfinite(given) and given >= 0):
            raise ValueError(f"{name}: {given} must be 0 or more")
    if not (np.isfinite(tail) and tail > 0):
        raise ValueError(f"tail: {tail} must be above 0")
    if tail_se is None or tail_sigma is None:
        place = _tail_place(factors, tail)
        tail_se_, tail_sigma_ = (_read(what, place) for what in (factor_se, sigma))
    return (
        np.full(shape, float(tail)),
        np.full(shape, float(tail_se)) if tail_se is not None else tail_se_,
        np.full(shape, float(tail_sigma)) if tail_sigma is not None else tail_sigma_,
    )


def _tail_place(factors: Floats, tail: float) -> Floats:
    """The development at which the line of log(factor − 1) has come to the tail."""
    if tail <= 1:
        raise ValueError(
            f"tail: {tail} must be above 1 where tail_se or tail_sigma is not given"
        )
    log = np.log(np.where(factors > 1, factors - 1, np.nan))
    intercept, slope = _line(np.arange(1.0, log.shape[-1] + 1), log)
    lost = ~(np.abs(slope) > 0)
    refuse("tail", lost, np.asarray(tail), "have tail_se and tail_sigma given here")
    place: Floats = (np.log(tail - 1) - intercept) / slope
    return place


def _read(values: Floats, place: Floats) -> Floats:
    """exp of the line of log `values` on development, at `place`, (..., 1)."""
    positive = (values > 0) & np.isfinite(values)
    log = np.log(np.where(positive, values, np.nan))
    intercept, slope = _line(np.arange(1.0, log.shape[-1] + 1), log)
    found: Floats = np.exp(intercept + slope * place)
    refuse("tail", np.isnan(found), found, "have tail_se and tail_sigma given here")
    return found[..., None]


def _developed(
    values: Floats,
    known: Flags,
    now: Floats,
    factors: Floats,
    factor_se: Floats,
    sigma: Floats,
) -> ChainLadder:
    """Every origin carried to the end, with the errors of each and of their total."""
    count = values[..., 0]
    square = np.zeros(count.shape)  # se² of each origin
    total_square = np.zeros(count.shape[:-1])
    own = np.empty((*count.shape, factors.shape[-1]))
    for k in range(factors.shape[-1]):
        f, f_se = factors[..., k, None], factor_se[..., k, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            own[..., k] = sigma[..., k, None] / np.sqrt(count)
            process = count * sigma[..., k, None] ** 2
        open_ = ~known[..., k + 1]
        at = np.where(open_, count, 0.0)
        process = np.where(open_, process, 0.0)
        risk = _square(at, f_se)
        square = np.where(open_, process + risk + square * f**2, 0.0)
        shared = _square(at.sum(axis=-1), factor_se[..., k])
        total_square = (
            total_square * factors[..., k] ** 2 + process.sum(axis=-1) + shared
        )
        later = values[..., k + 1] if k + 1 < values.shape[-1] else count
        count = np.where(open_, count * factors[..., k, None], later)
    outstanding = count - now
    return ChainLadder(
        factors=factors,
        factor_se=factor_se,
        sigma=sigma,
        individual_factor_se=own,
        ultimate=count,
        outstanding=outstanding,
        se=np.sqrt(square),
        total_outstanding=outstanding.sum(axis=-1),
        total_se=np.sqrt(total_square),
    )


def _square(count: Floats, se: Floats) -> Floats:
    """(count·se)², 0 where there is nothing to be wrong about."""
    with np.errstate(invalid="ignore"):
        return np.where(count > 0, (count * se) ** 2, 0.0)
