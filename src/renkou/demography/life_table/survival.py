"""Survival ratios: who is alive a step later, group by group, for projections."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, positive, refuse, together


def survival_ratios(
    nLx: npt.ArrayLike, *, radix: npt.ArrayLike, width: float = 5
) -> Floats:
    """Survival ratios of `nLx`, (..., A) in groups of equal width, the last open.

    `radix`, a number or (...), is what the table began with; `width` in years.
    (..., A + 1): element 0 is from birth to the first group, L(0)/(width·radix),
    element i from group i − 1 to group i, L(i)/L(i − 1); the last two, into and within
    the open group, are both L(open)/(L(open − 1) + L(open)).

    Source: Preston, Heuveline and Guillot (2001), 6.2. ValueError where a value is not
    above 0 or there are fewer than two groups.

    >>> survival_ratios([4.9, 4.8, 10.2], radix=1.0).round(3).tolist()
    [0.98, 0.98, 0.68, 0.68]
    """
    years, born = positive("nLx", nLx), positive("radix", radix)
    if years.shape[-1:] < (2,):
        raise ValueError(f"nLx: {years.shape} must have two age groups or more")
    if not (np.isfinite(width) and width > 0):
        raise ValueError(f"width: {width} must be above 0")
    lead = together(nLx=years[..., 0], radix=born)
    years = np.broadcast_to(years, (*lead, years.shape[-1]))
    first = np.broadcast_to(years[..., 0] / (width * born), lead)[..., None]
    within = years[..., 1:-1] / years[..., :-2]
    last = years[..., -1:] / (years[..., -2:-1] + years[..., -1:])
    return np.concatenate([first, within, last, last], axis=-1)


def merge_groups(
    values: Floats, age: Floats, width: float, open_age: float | None
) -> Floats:
    """Sums of `values`, (..., A) at `age`, over groups of `width`, open at `open_age`.

    Without `open_age` the open group stays as it is. ValueError where a group does
    not start where one of `age` does, or the open age is no multiple of the width.

    >>> merge_groups(np.array([1.0, 2, 3, 4]), np.array([0.0, 1, 5, 10]), 5, 5).tolist()
    [3.0, 7.0]
    """
    if not (np.isfinite(width) and width > 0):
        raise ValueError(f"width: {width} must be above 0")
    oldest = float(age[-1] if open_age is None else open_age)
    groups = oldest / width
    argument = "width" if open_age is None else "open_age"
    if not (np.isfinite(groups) and groups == np.floor(groups) and groups >= 1):
        rule = f"the open age must be a multiple of width {width:g}, above 0"
        raise ValueError(f"{argument}: {oldest:g}: {rule}")
    wanted = np.arange(int(groups) + 1) * width
    starts = np.searchsorted(age, wanted)
    starts_here = np.append(age, np.nan)[starts] == wanted
    refuse(argument, ~starts_here, wanted, "be where a group of the table starts")
    return np.add.reduceat(values, starts, axis=-1)
