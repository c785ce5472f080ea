"""Poisson log-linear models by maximum likelihood, and the profile of the whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from renkou.chance.input_rules import Floats

_STEPS = 200
_HALVINGS = 30
_AWAY = 20.0  # coefficients beyond are on their way to infinity
_STEEP = 300.0  # logarithms of means beyond would overflow
_NEAR = 1e-11  # of the deviance
_ROUNDING = 1e-14  # of the counts, below which a change of the deviance is none
_FURTHEST = 1e6  # times those seen: an upper limit beyond is none


class Fit(NamedTuple):
    """Coefficients, the means of the cells and the variance of the constant."""

    coefficients: Floats
    mean: Floats
    variance: float
    deviance: float


class Profile(NamedTuple):
    """The size of greatest multinomial likelihood, and where it falls off."""

    estimate: float
    low: float
    high: float


def fit(x: Floats, y: Floats, near: Floats | None = None) -> Fit:
    """The Poisson model log mean = x·b of the counts y, by Newton's method.

    `near`: coefficients to begin from, if there are any and none runs away.
    """
    first = near if near is not None and np.abs(near).max() < _AWAY else None
    b = (
        first
        if first is not None
        else np.asarray(
            np.linalg.lstsq(x, np.log(np.maximum(y, 0.5)), rcond=None)[0], np.float64
        )
    )
    mean = _mean(x, b)
    deviance = deviance_of(y, mean)
    for _ in range(_STEPS):
        root = np.sqrt(mean)
        # Increments, not b itself: what the counts do not tell then stays put.
        step = np.asarray(
            np.linalg.lstsq(x * root[:, None], (y - mean) / root, rcond=1e-12)[0],
            np.float64,
        )
        before = deviance
        slack = _NEAR * (1 + before) + _ROUNDING * float(y.sum())
        for _ in range(_HALVINGS):
            mean = _mean(x, b + step)
            deviance = deviance_of(y, mean)
            if deviance <= before + slack:
                break
            step = step / 2
        b = b + step
        if abs(before - deviance) <= slack:
            break
    information = (x * mean[:, None]).T @ x
    variance = float(np.linalg.pinv(information, rcond=1e-14, hermitian=True)[0, 0])
    return Fit(b, mean, variance, deviance)


def _mean(x: Floats, b: Floats) -> Floats:
    mean: Floats = np.exp(np.clip(x @ b, -_STEEP, _STEEP))
    return mean


def deviance_of(y: Floats, mean: Floats) -> float:
    """Twice the log-likelihood that a perfect fit has over this one."""
    part = np.where(y > 0, y * np.log(np.where(y > 0, y, 1.0) / mean), 0.0)
    return float(2 * (part - y + mean).sum())


def profile(x: Floats, y: Floats, drop: float, unseen: float) -> Profile:
    """The multinomial likelihood of the size N, every coefficient at its best.

    `drop`: by how much the log-likelihood may fall short of its greatest value;
    `unseen`: about how many were never seen.
    Those never seen are one cell more, of N − n, whose column is the constant alone.
    """
    whole = np.vstack([np.eye(1, x.shape[1]), x])
    seen = float(y.sum())
    at: dict[str, Floats | None] = {"near": None}

    def slope_and_height(unseen: float) -> tuple[float, float]:
        from scipy.special import gammaln, psi

        found = fit(whole, np.concatenate([[unseen], y]), at["near"])
        at["near"] = found.coefficients
        size = seen + unseen
        log_p = np.log(found.mean / found.mean.sum())
        kernel = float((y * log_p[1:]).sum() + (unseen * log_p[0] if unseen else 0.0))
        slope = float(psi(size + 1) - psi(unseen + 1) + log_p[0])
        return slope, kernel + float(gammaln(size + 1) - gammaln(unseen + 1))

    most = _FURTHEST * seen
    guess = min(max(unseen, 1e-3), most)
    top = _crossing(lambda u: slope_and_height(u)[0], guess, most)
    target = slope_and_height(min(top, most))[1] - drop

    def over(unseen: float) -> float:
        return slope_and_height(unseen)[1] - target

    low = 0.0 if over(0.0) >= 0 else _between(over, 0.0, min(top, most))
    high = top
    if np.isfinite(top):
        high = _crossing(over, max(2 * top, 1.0), most, start=top)
    return Profile(seen + top, seen + low, seen + high)


def _crossing(
    function: Callable[[float], float], guess: float, most: float, start: float = 0.0
) -> float:
    """Where a falling function is 0 above `start`; inf where it is not by `most`."""
    if function(start) <= 0:
        return start
    low, high = start, guess
    while function(high) > 0:
        low, high = high, 2 * high
        if high > most:
            return np.inf
    return _between(function, low, high)


def _between(function: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import brentq

    return float(brentq(function, low, high, xtol=1e-7, rtol=1e-9))
