"""Where links begin: a threshold chosen from pairs that a clerk has looked at.

The model's weights are log2 odds, right only as far as the model is. A clerk who says
of a few pairs whether they are one person shows how far; the clerk errs too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import refuse

BANDS = 12
CERTAIN = 30.0  # bits above which a clerk has nothing to find
_LOG2 = float(np.log(2.0))


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least weight of a link, and what is expected of the links above it.

    `precision` is the expected share of right links among those kept, `kept` their
    number, `lost` the expected number of right links among those dropped. `slope` and
    `shift` are the clerk's correction: log odds = slope · ln 2 · weight + shift.
    """

    weight: float
    precision: float
    kept: int
    lost: float
    labelled: int
    slope: float
    shift: float


def clerical_sample(
    weight: npt.ArrayLike, size: int, *, seed: int
) -> npt.NDArray[np.int64]:
    """The places of `size` pairs for a clerk to look at, spread over the weights.

    The weights up to 30 bits are cut into twelve bands of equal width and as many are
    drawn from each, so that the doubtful, who are few, are not missed. Fewer are given
    where there are fewer.

    >>> len(clerical_sample(np.linspace(-5, 40, 1000), 60, seed=1))
    60
    """
    weights = np.asarray(weight, np.float64)
    doubtful = np.flatnonzero(weights <= CERTAIN)
    if size >= doubtful.size:
        return doubtful
    low, high = weights[doubtful].min(), weights[doubtful].max()
    width = max(high - low, 1e-9) / BANDS
    band = np.minimum(((weights[doubtful] - low) / width).astype(np.int64), BANDS - 1)
    draw = np.random.default_rng(seed).random(doubtful.size)
    order = np.lexsort((draw, band))
    first = np.searchsorted(band[order], np.arange(BANDS))
    rank = np.empty(doubtful.size, np.int64)
    rank[order] = np.arange(doubtful.size) - first[band[order]]
    # The first of every band, then the second of every band, and so on.
    taken: npt.NDArray[np.int64] = np.lexsort((draw, rank))[:size]
    return np.sort(doubtful[taken])


def choose_threshold(
    weight: npt.ArrayLike,
    sampled: npt.ArrayLike,
    is_match: npt.ArrayLike,
    *,
    precision: float = 0.9995,
    clerk_error: float = 0.02,
) -> Threshold:
    """The least weight from which links are kept, so that `precision` is expected.

    `weight`: of every pair proposed, in bits; `sampled`: the places of those that a
    clerk looked at; `is_match`: what the clerk said of each. The clerk is wrong of a
    pair with probability `clerk_error`. The chance that a pair is right is logistic in
    its weight; slope and shift are fitted by maximum likelihood with the model's own
    (1 and 0) as a prior of standard deviation 0.5 and 3, so that a sample without a
    doubt in it leaves the model as it is.

    ValueError where `sampled` and `is_match` differ in length, a place is outside, or
    the error is not below one half.

    >>> weights = np.linspace(-10, 20, 4000)
    >>> sampled = clerical_sample(weights, 300, seed=1)
    >>> found = choose_threshold(weights, sampled, weights[sampled] > 4)
    >>> bool(3 < found.weight < 9)
    True
    """
    weights = np.asarray(weight, np.float64)
    places = np.asarray(sampled, np.int64)
    said = np.asarray(is_match, np.bool_)
    _check(weights, places, said, precision, clerk_error)
    slope, shift = _fit(weights[places], said, clerk_error)
    chance = _chance(slope, shift, weights)
    order = np.argsort(-weights, kind="stable")
    expected = np.cumsum(chance[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(expected >= precision)
    kept = int(good[-1]) + 1 if good.size else 0
    least = float(weights[order[kept - 1]]) if kept else float("inf")
    return Threshold(
        weight=least,
        precision=float(expected[kept - 1]) if kept else float("nan"),
        kept=kept,
        lost=float(chance[order[kept:]].sum()),
        labelled=len(places),
        slope=slope,
        shift=shift,
    )


def _check(
    weights: npt.NDArray[np.float64],
    places: npt.NDArray[np.int64],
    said: npt.NDArray[np.bool_],
    precision: float,
    clerk_error: float,
) -> None:
    if places.shape != said.shape:
        raise ValueError(
            f"shapes do not match: sampled {places.shape}, is_match {said.shape}"
        )
    outside = (places < 0) | (places >= weights.size)
    refuse("sampled", outside, places, "be a place in weight")
    if not 0 <= clerk_error < 0.5:
        raise ValueError(f"clerk_error: {clerk_error} must be at least 0, below 0.5")
    if not 0 < precision < 1:
        raise ValueError(f"precision: {precision} must lie between 0 and 1")


def _chance(
    slope: float, shift: float, weights: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    from scipy.special import expit

    found: npt.NDArray[np.float64] = expit(slope * _LOG2 * weights + shift)
    return found


def _fit(
    weights: npt.NDArray[np.float64], said: npt.NDArray[np.bool_], error: float
) -> tuple[float, float]:
    from scipy.optimize import minimize

    def loss(at: npt.NDArray[np.float64]) -> float:
        slope, shift = float(np.exp(at[0])), float(at[1])
        yes = error + (1 - 2 * error) * _chance(slope, shift, weights)
        likelihood = np.log(np.where(said, yes, 1 - yes) + 1e-12).sum()
        return float(-likelihood + 0.5 * (at[0] / 0.5) ** 2 + 0.5 * (shift / 3) ** 2)

    found = minimize(loss, np.zeros(2), method="Nelder-Mead")
    return float(np.exp(found.x[0])), float(found.x[1])
