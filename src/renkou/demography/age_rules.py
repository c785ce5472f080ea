"""What functions by age ask of `age`, and the counts at the ages they use."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, numeric, refuse

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


def place(bounds: Ages, wanted: Ages, groups: str) -> slice:
    """Where in `bounds` the ages `wanted` stand, one after the other.

    `groups` says what they are, for the message of ValueError where they do not.

    >>> place(np.array([0, 1, 5, 10]), np.array([5, 10]), "five-year groups")
    slice(2, 4, None)
    """
    start = int(np.searchsorted(bounds, wanted[0]))
    found = bounds[start : start + wanted.size]
    wrong = np.flatnonzero(found != wanted[: found.size])
    good = int(wrong[0]) if wrong.size else found.size
    if good < wanted.size:
        at = start + good
        value = bounds[at] if at < bounds.size else "nothing"
        raise ValueError(
            f"age: {value} at index ({at},) must be {wanted[good]}, one of the "
            f"{groups} from {wanted[0]} to {wanted[-1]}"
        )
    return slice(start, start + wanted.size)


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
    wanted = np.arange(low, high + 1)
    if open_group and bounds[-1] <= high:
        raise ValueError(
            f"age: {bounds[-1]} at index ({bounds.size - 1},) must be above {high}, "
            "for it is open"
        )
    return counts[..., place(bounds, wanted, "single ages")]


def wanted_digit(digit: int) -> int:
    """`digit`, which must be a whole number from 0 to 9.

    >>> wanted_digit(5)
    5
    """
    if isinstance(digit, bool | np.bool_) or digit not in range(10):
        raise ValueError(f"digit: {digit} must be a whole number from 0 to 9")
    return int(digit)
