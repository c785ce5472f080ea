"""Means, totals and ratios of samples: the limits that their standard errors give.

`estimate_mean`, `estimate_total` and `estimate_ratio` give a standard error and no
interval. Read here as estimate ∓ z·se and as estimate ∓ t·se, with sampled clusters (or
rows) less strata as degrees of freedom; a share also by Wilson's limits for as many
persons as a simple random sample would need for the same error, n/deff·(z/t)².
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.integrity.sampling import (
    estimate_mean,
    estimate_ratio,
    estimate_total,
    proportion_interval,
)

from .counts import SIZES, Generator, shares
from .judging import Cell, Draws, Floats

_WEIGHT = 50.0
_ROWS = 10  # in a cluster
_STRATA = 4
_UPPER = 0.975


class Sampled(NamedTuple):
    """Estimates and standard errors, the degrees of freedom, and the truth."""

    estimate: Floats
    se: Floats
    freedom: int
    truth: float
    size: Floats | None = None  # of a share: n/deff


Sampling = Callable[[Generator, int], Sampled]


def cells() -> Iterator[Cell]:
    """Every cell of this module."""
    for reading in ("z", "t"):
        for name, where, sampling in (*_of_shares(), *_of_values()):
            method = f"sampling.{name} ∓ {reading}·se"
            redraw = partial(_read, sampling=sampling, reading=reading)
            yield Cell(method, False, where, redraw)
    for name, where, sampling in _of_shares():
        by_score = partial(_score, sampling=sampling)
        yield Cell(f"sampling.{name}, wilson n/deff", False, where, by_score)


def _score(rng: Generator, k: int, *, sampling: Sampling) -> Draws:
    from scipy.special import ndtri, stdtrit

    found = sampling(rng, k)
    assert found.size is not None
    size = found.size * (ndtri(_UPPER) / stdtrit(found.freedom, _UPPER)) ** 2
    return Draws(
        *proportion_interval(found.estimate * size, size, method="wilson"), found.truth
    )


def _read(rng: Generator, k: int, *, sampling: Sampling, reading: str) -> Draws:
    from scipy.special import ndtri, stdtrit

    found = sampling(rng, k)
    by = ndtri(_UPPER) if reading == "z" else stdtrit(found.freedom, _UPPER)
    reach = by * found.se
    return Draws(found.estimate - reach, found.estimate + reach, found.truth)


def _of_shares() -> Iterator[tuple[str, str, Sampling]]:
    for where, n, share in shares():
        yield "estimate_mean", where, partial(_share, n=n, share=share)
    for m in (10, 30, 100):
        where = f"m = {m} × {_ROWS}, p = 0.1, ρ = 0.1"
        yield "estimate_mean", where, partial(_alike, m=m)


def _of_values() -> Iterator[tuple[str, str, Sampling]]:
    for n in SIZES:
        yield "estimate_mean", f"n = {n:,}, lnN(0, 1)", partial(_mean, n=n)
        where = f"n = {n:,}, {_STRATA} × N(h, 1)"
        yield "estimate_mean", where, partial(_strata, n=n)
    for m in (10, 30, 100):
        where = f"m = {m} × {_ROWS}, ρ = 0.2"
        yield "estimate_mean", where, partial(_clusters, m=m)
    for n in SIZES:
        yield "estimate_total", f"n = {n:,}, lnN(0, 1)", partial(_total, n=n)
    for n in SIZES:
        for found in (0.7, 0.98):
            where = f"n = {n:,}, x ~ Poisson(30), p = {found:g}"
            yield "estimate_ratio", where, partial(_ratio, n=n, found=found)


def _share(rng: Generator, k: int, *, n: int, share: float) -> Sampled:
    """Drawn without replacement from 50 times as many."""
    whole = int(_WEIGHT) * n
    good = round(share * whole)
    number, place = np.unique(
        rng.hypergeometric(good, whole - good, n, k), return_inverse=True
    )
    y = (np.arange(n) < number[:, None]).astype(np.float64)
    found = estimate_mean(y, _weights(n), population=np.full(n, whole))
    drawn = found.estimate[place], found.se[place]
    return Sampled(*drawn, n - 1, good / whole, n / found.deff[place])


def _alike(rng: Generator, k: int, *, m: int) -> Sampled:
    """Clusters whose shares are beta: the rows of one are alike, by ρ."""
    share = rng.beta(0.1 * 9, 0.9 * 9, (k, m))
    y = (rng.random((k, m, _ROWS)) < share[..., None]).astype(np.float64)
    cluster = np.repeat(np.arange(m), _ROWS)
    n = m * _ROWS
    found = estimate_mean(y.reshape(k, n), _weights(n), clusters=cluster)
    return Sampled(found.estimate, found.se, m - 1, 0.1, n / found.deff)


def _weights(n: int) -> Floats:
    return np.full(n, _WEIGHT)


def _mean(rng: Generator, k: int, *, n: int) -> Sampled:
    found = estimate_mean(rng.lognormal(0, 1, (k, n)), _weights(n))
    return Sampled(found.estimate, found.se, n - 1, float(np.exp(0.5)))


def _strata(rng: Generator, k: int, *, n: int) -> Sampled:
    stratum: npt.NDArray[np.int64] = np.arange(n) % _STRATA
    y = stratum + rng.standard_normal((k, n))
    found = estimate_mean(y, _weights(n), strata=stratum)
    truth = (_STRATA - 1) / 2
    return Sampled(found.estimate, found.se, n - _STRATA, truth)


def _clusters(rng: Generator, k: int, *, m: int) -> Sampled:
    n = m * _ROWS
    own = np.sqrt(0.2) * rng.standard_normal((k, m))
    y = np.repeat(own, _ROWS, axis=1) + np.sqrt(0.8) * rng.standard_normal((k, n))
    cluster = np.repeat(np.arange(m), _ROWS)
    found = estimate_mean(y, _weights(n), clusters=cluster)
    return Sampled(found.estimate, found.se, m - 1, 0.0)


def _total(rng: Generator, k: int, *, n: int) -> Sampled:
    found = estimate_total(rng.lognormal(0, 1, (k, n)), _weights(n))
    truth = _WEIGHT * n * float(np.exp(0.5))
    return Sampled(found.estimate, found.se, n - 1, truth)


def _ratio(rng: Generator, k: int, *, n: int, found: float) -> Sampled:
    """Of the births of sampled villages, those found in the register."""
    born = rng.poisson(30, (k, n))
    seen = estimate_ratio(rng.binomial(born, found), born, _weights(n))
    return Sampled(seen.estimate, seen.se, n - 1, found)
