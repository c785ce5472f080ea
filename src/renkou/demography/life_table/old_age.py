"""Death rates carried on to the oldest ages by a law of mortality."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Flags, Floats, not_negative, one_of, refuse

from .ages import lower_bounds

_MODELS = ("kannisto", "gompertz")


class Extension(NamedTuple):
    """Death rates, (..., A'), and the lower bounds of their ages, (A',)."""

    nMx: Floats
    age: Floats


def extend(
    nMx: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    to: float = 110,
    model: str = "kannisto",
    fit: tuple[float, float] = (80, 100),
) -> Extension:
    """Death rates, (..., A), with the open group split up by a law of mortality.

    The closed groups stay as they are. From the age of the open group on come groups
    as wide as the last closed one, and a new open group at `to`. Where the open group
    begins at `to` already nothing changes.

    `model`: "kannisto", μ(x) = z/(1 + z), or "gompertz", μ(x) = z, with
    z = exp(a + b·x). a and b by unweighted least squares of logit nMx (Kannisto) or
    ln nMx (Gompertz) on the middle of the group, over the closed groups that start at
    an age in `fit`, both ends included; each table has its own. A closed group takes
    μ at its middle, the open group the rate that belongs to the law's expectation of
    life at `to`: 1/e, for Kannisto e = ₂F₁(1, 1/b; 1 + 1/b; 1 − μ(to)), for Gompertz
    e = exp(μ(to)/b)·E₁(μ(to)/b)/b.

    Source: Thatcher, Kannisto and Vaupel (1998), The Force of Mortality at Ages 80 to
    120. ValueError where fewer than two closed groups can be fitted, a rate among them
    is 0 (or, Kannisto, 1 and more) or the rates fitted do not rise with age.

    >>> odds = np.exp(0.1 * np.arange(60, 100, 5) - 10)
    >>> longer = extend(odds / (1 + odds), range(60, 100, 5), to=110, fit=(60, 90))
    >>> longer.age.tolist()
    [60.0, 65.0, 70.0, 75.0, 80.0, 85.0, 90.0, 95.0, 100.0, 105.0, 110.0]
    >>> longer.nMx[-3:].round(4).tolist()
    [0.5, 0.6225, 0.7074]
    """
    rates, ages = not_negative("nMx", nMx), lower_bounds(age)
    one_of("model", model, _MODELS)
    if rates.shape[-1:] != ages.shape:
        raise ValueError(
            f"nMx: the last axis, {rates.shape[-1:]}, must match age, {ages.shape}"
        )
    width = ages[-1] - ages[-2]
    more = (to - ages[-1]) / width
    if not (np.isfinite(more) and more >= 0 and more == np.floor(more)):
        raise ValueError(
            f"to: {to} must be {ages[-1]:g}, where the open group begins, or a "
            f"multiple of {width:g} years above it"
        )
    if more == 0:
        return Extension(rates, ages)
    added = ages[-1] + width * np.arange(int(more))
    intercept, slope = _fitted(rates, ages, model, fit)
    closed = _force(intercept, slope, added + width / 2, model)
    oldest = _force(intercept, slope, np.array([float(to)]), model)
    last = 1 / _expectation(oldest, slope, model)
    return Extension(
        np.concatenate([rates[..., :-1], closed, last], axis=-1),
        np.concatenate([ages[:-1], added, [float(to)]]),
    )


def _fitted(
    rates: Floats, age: Floats, model: str, fit: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Intercept and slope, (..., 1), of the line through the rates fitted."""
    chosen: Flags = (age >= fit[0]) & (age <= fit[1])
    chosen[-1] = False
    if chosen.sum() < 2:
        raise ValueError(
            f"fit: {fit} must hold the start of two closed groups or more, below "
            f"{age[-1]:g}"
        )
    bounds = (rates <= 0) | ((rates >= 1) & (model == "kannisto"))
    rule = "lie between 0 and 1" if model == "kannisto" else "be above 0"
    refuse("nMx", bounds & chosen, rates, f"{rule} where it is fitted")
    middle = ((age[:-1] + age[1:]) / 2)[chosen[:-1]]
    y = np.log(rates[..., chosen])
    if model == "kannisto":
        y = y - np.log1p(-rates[..., chosen])
    x = middle - middle.mean()
    slope = ((y * x).sum(axis=-1) / (x * x).sum())[..., None]
    falls = slope[..., 0] <= 0
    refuse("nMx", falls, slope[..., 0], "rise with age where it is fitted (slope)")
    return y.mean(axis=-1, keepdims=True) - slope * middle.mean(), slope


def _force(intercept: Floats, slope: Floats, age: Floats, model: str) -> Floats:
    z = intercept + slope * age
    return 1 / (1 + np.exp(-z)) if model == "kannisto" else np.exp(z)


def _expectation(force: Floats, slope: Floats, model: str) -> Floats:
    """The expectation of life under the law at the age at which it has this force."""
    from scipy.special import hyp2f1, hyperu

    if model == "gompertz":
        years: Floats = hyperu(1, 1, force / slope) / slope
    else:
        years = hyp2f1(1, 1 / slope, 1 + 1 / slope, 1 - force)
    return years
