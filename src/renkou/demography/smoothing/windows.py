"""Centred weighted means, and what stands where they do not reach."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, one_of

ENDS = ("keep", "missing")


def by_age(counts: npt.ArrayLike, least: int, groups: str) -> Floats:
    """`counts` as float64, `least` of them at least along the last axis.

    >>> by_age([1, 2], 2, "ages")
    array([1., 2.])
    """
    people = not_negative("counts", counts)
    if people.ndim == 0 or people.shape[-1] < least:
        raise ValueError(
            f"counts: shape {people.shape} must have {least} {groups} at least"
        )
    return people


def where_not_reached(counts: Floats, ends: str) -> Floats:
    """What to fill in: a copy of `counts` ("keep") or NaN ("missing").

    >>> where_not_reached(np.ones(2), "missing")
    array([nan, nan])
    """
    one_of("ends", ends, ENDS)
    return counts.copy() if ends == "keep" else np.full(counts.shape, np.nan)


def centred(counts: Floats, weights: npt.ArrayLike, ends: str) -> Floats:
    """The weighted mean around each age; below 0, which weights can give, is 0.

    `weights` is of odd length. Where it does not reach, `ends`.

    >>> centred(np.array([3.0, 0.0, 3.0]), np.ones(3) / 3, "keep")
    array([3., 2., 3.])
    """
    weight = np.asarray(weights, dtype=np.float64)
    out = where_not_reached(counts, ends)
    windows = np.lib.stride_tricks.sliding_window_view(counts, weight.size, axis=-1)
    reach = weight.size // 2
    last = counts.shape[-1] - reach
    out[..., reach:last] = np.maximum(windows @ weight, 0)
    return out
