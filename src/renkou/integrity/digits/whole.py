"""Whole numbers of any size, and the fewest that a test of them needs."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import refuse

FEWEST = 5  # that a class must expect: below it χ² is not what its table says
_EXACT = 2.0**53


def whole_numbers(values: npt.ArrayLike) -> npt.NDArray[Any]:
    """`values` in one row of int64, or of Python integers where one is longer.

    >>> whole_numbers([[3, 40], [10**30, 7]])[2] % 7
    1
    """
    array = np.asarray(values)
    if array.dtype.kind == "f" and not hasattr(values, "dtype"):
        array = np.array(values, dtype=object)  # a list of integers too long for int64
    if array.dtype.kind == "b" or array.dtype.kind not in "iufO":
        raise ValueError(f"values: {array.dtype} must be whole numbers")
    array = array.ravel()
    if array.dtype.kind == "f":
        refuse("values", ~np.isfinite(array), array, "be a whole number")
        refuse("values", array != np.floor(array), array, "be a whole number")
        refuse("values", np.abs(array) > _EXACT, array, "be an integer, not a float")
    elif array.dtype.kind == "O":
        odd = np.array([not _is_whole(value) for value in array], dtype=np.bool_)
        refuse("values", odd, array, "be a whole number")
        array = np.array([int(value) for value in array], dtype=object)
    refuse("values", np.asarray(array < 0, dtype=np.bool_), array, "be 0 or more")
    if array.dtype.kind == "u" and array.size and array.max() > np.iinfo(np.int64).max:
        return array.astype(object)
    return array if array.dtype.kind == "O" else array.astype(np.int64)


def _is_whole(value: object) -> bool:
    if isinstance(value, bool | np.bool_):
        return False
    if isinstance(value, float | np.floating):
        return abs(float(value)) <= _EXACT and float(value).is_integer()
    return isinstance(value, int | np.integer)


def enough(argument: str, n: int, rarest: float) -> None:
    """Refuse fewer numbers than let the class of probability `rarest` expect five.

    >>> enough("values", 40, 0.1)
    Traceback (most recent call last):
    ValueError: values: 40 numbers must be 50 at least (5 expected in each class)
    """
    fewest = math.ceil(FEWEST / rarest - 1e-9)
    if n < fewest:
        raise ValueError(
            f"{argument}: {n} numbers must be {fewest} at least "
            f"({FEWEST} expected in each class)"
        )
