"""The age groups to be split, and how their totals are kept."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative

from ..age_rules import Ages, lower_bounds


class Groups(NamedTuple):
    """The closed groups from age 0 on, and the open one apart."""

    closed: Floats
    """(..., G)."""
    bounds: Ages
    """(G + 1,), the ages at which they begin, and at which the last ends."""
    open: Floats
    """(..., 1), or (..., 0) where there is none."""

    @property
    def width(self) -> Ages:
        """(G,), years."""
        return np.diff(self.bounds)


def groups(counts: npt.ArrayLike, age: npt.ArrayLike, open_group: bool) -> Groups:
    """The groups of `counts`, from age 0 without gap.

    Without `open_group` the last is as wide as the one before it.

    >>> groups([9, 8, 7], [0, 5, 10], True).width
    array([5, 5])
    """
    people = not_negative("counts", counts)
    bounds = lower_bounds(age, people)
    if bounds[0] != 0:
        raise ValueError(f"age: {bounds[0]} at index (0,) must be 0")
    if bounds.size < 2:
        raise ValueError("age: must have two groups at least")
    if open_group:
        return Groups(people[..., :-1], bounds, people[..., -1:])
    end = 2 * bounds[-1] - bounds[-2]
    return Groups(people, np.append(bounds, end), people[..., :0])


def with_totals(single: Floats, of: Groups) -> Floats:
    """`single` years, none below 0, with the totals of the groups, and the open group.

    What is below 0 becomes 0 and the other years of the group are scaled to its
    total; a group that has nothing left to scale is shared out evenly.

    >>> with_totals(np.array([3.0, -1.0]), groups([2, 5], [0, 2], True))
    array([2., 0., 5.])
    """
    years = np.maximum(single, 0.0)
    now = np.add.reduceat(years, of.bounds[:-1], axis=-1)
    empty = now <= 0
    scale = np.divide(of.closed, now, out=np.zeros_like(now), where=~empty)
    even = np.where(empty, of.closed / of.width, 0.0)
    out = years * np.repeat(scale, of.width, axis=-1)
    out += np.repeat(even, of.width, axis=-1)
    return np.concatenate([out, of.open], axis=-1)
