"""What functions by age ask of `age`, and the counts at the ages they use."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .input_rules import Floats, numeric, refuse

Ages = npt.NDArray[np.int64]


def lower_bounds(age: npt.ArrayLike, counts: Floats) -> Ages:
    """`age` as whole, ascending lower bounds, one for each group of `counts`.

    >>> lower_bounds([0, 1, 5], np.ones((2, 3)))
    array([0, 1, 5])
    """
    array = numeric("age", age)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"age: shape {array.shape} must be one axis of bounds")
    whole = np.isfinite(array) & (array >= 0) & (array == np.floor(array))
    refuse("age", ~whole, array, "be whole years, 0 or more")
    refuse(
        "age", np.diff(array, prepend=-1.0) <= 0, array, "be above the age before it"
    )
    if counts.ndim == 0 or counts.shape[-1] != array.size:
        raise ValueError(
            f"shapes do not match: counts {counts.shape}, age {array.shape}; "
            "age must be the last axis"
        )
    return array.astype(np.int64)


def single_ages(
    counts: Floats, age: npt.ArrayLike, low: int, high: int, *, open_group: bool
) -> Floats:
    """The counts at the single ages `low` to `high`, (..., high − low + 1).

    Every one of them must be an age group of one year; with `open_group` the last
    of `age` is not one.

    >>> single_ages(np.arange(6.0), range(6), 2, 4, open_group=True)
    array([2., 3., 4.])
    """
    bounds = lower_bounds(age, counts)
    if low < 0 or low > high:
        raise ValueError(f"age range: {low} to {high} must ascend from 0 or more")
    closed = bounds[:-1] if open_group else bounds
    wanted = np.arange(low, high + 1)
    refuse("age", ~np.isin(wanted, closed), wanted, "be among the single ages given")
    start = int(np.searchsorted(bounds, low))
    return counts[..., start : start + wanted.size]


def wanted_digit(digit: int) -> int:
    """`digit`, which must be a whole number from 0 to 9.

    >>> wanted_digit(5)
    5
    """
    if isinstance(digit, bool) or digit not in range(10):
        raise ValueError(f"digit: {digit!r} must be a whole number from 0 to 9")
    return int(digit)
