"""What a measure says: a value with its interval, and what it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Counts = Mapping[
    str, Array
]  # by the name a measure gives them: (areas, periods, groups)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Arrays (areas, periods, categories); NaN where missing or not applicable."""

    value: Array
    low: Array
    high: Array
    numerator: Array
    denominator: Array


def figure(
    value: Array,
    *,
    interval: tuple[Array, Array] | None = None,
    numerator: Array | None = None,
    denominator: Array | None = None,
) -> Figure:
    """A figure of one shape, NaN for what is not given and for endless intervals.

    >>> figure(np.array([[[2.0]]])).low
    array([[[nan]]])
    """
    nothing = np.full(value.shape, np.nan)
    low, high = interval or (nothing, nothing)
    bounded = np.isfinite(value) & np.isfinite(low) & np.isfinite(high)
    return Figure(
        value=value,
        low=np.where(bounded, low, np.nan),
        high=np.where(bounded, high, np.nan),
        numerator=_like(value, nothing if numerator is None else numerator),
        denominator=_like(value, nothing if denominator is None else denominator),
    )


def _like(value: Array, other: Array) -> Array:
    return np.broadcast_to(other, value.shape)


def over(numerator: Array, denominator: Array) -> Array:
    """The quotient, missing (NaN) where the denominator is 0.

    >>> over(np.array([1.0, 1.0]), np.array([2.0, 0.0]))
    array([0.5, nan])
    """
    shape = np.broadcast_shapes(numerator.shape, denominator.shape)
    quotient: Array = np.divide(
        numerator, denominator, out=np.full(shape, np.nan), where=denominator != 0
    )
    return quotient
