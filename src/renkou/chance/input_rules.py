"""What every function asks of its input, and how a breach is named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def refuse(
    argument: str, offending: Flags, values: npt.NDArray[Any], rule: str
) -> None:
    """Raise ValueError for the first offending cell of `argument`, if there is one.

    >>> refuse("deaths", np.array([False, True]), np.array([1, -2]), "be 0 or more")
    Traceback (most recent call last):
    ValueError: deaths: -2 at index (1,) must be 0 or more
    """
    if not offending.any():
        return
    index = tuple(int(i) for i in np.argwhere(offending)[0])
    value = np.broadcast_to(values, offending.shape)[index]
    place = f" at index {index}" if index else ""
    raise ValueError(f"{argument}: {value}{place} must {rule}")


def not_negative(argument: str, values: npt.ArrayLike) -> Floats:
    """`values` as float64, all of them finite and 0 or more."""
    array = numeric(argument, values)
    refuse(argument, ~(np.isfinite(array) & (array >= 0)), array, "be 0 or more")
    return array


def positive(argument: str, values: npt.ArrayLike) -> Floats:
    """`values` as float64, all of them finite and above 0."""
    array = numeric(argument, values)
    refuse(argument, ~(np.isfinite(array) & (array > 0)), array, "be above 0")
    return array


def numeric(argument: str, values: npt.ArrayLike) -> Floats:
    """`values` as float64; what is not a number is refused."""
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{argument}: must be numbers ({error})") from error


def together(**arrays: npt.NDArray[Any]) -> tuple[int, ...]:
    """The shape that `arrays` broadcast to; ValueError names them where they do not.

    >>> together(deaths=np.ones((2, 3)), exposure=np.ones(3))
    (2, 3)
    """
    try:
        return np.broadcast_shapes(*(array.shape for array in arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(f"shapes do not match: {shapes}") from None


def one_of(argument: str, value: object, known: Iterable[object]) -> None:
    """Refuse `value` unless it is one of `known`."""
    options = list(known)
    if value not in options:
        listed = ", ".join(map(str, options))
        raise ValueError(f"{argument}: {value!r} must be one of {listed}")


def confidence(level: float) -> float:
    """`level`, which must lie between 0 and 1, as the area of one tail."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"level: {level} must lie between 0 and 1")
    return (1.0 - level) / 2.0
