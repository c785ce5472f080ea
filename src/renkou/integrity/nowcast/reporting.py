"""A table of counts by date and delay, checked, and the sums its hazards rest on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Flags, Floats, numeric, refuse


class Delays(NamedTuple):
    """Counts (..., dates, delays), 0 where not yet known; `known` (dates, delays)."""

    counts: Floats
    known: Flags

    @property
    def age(self) -> npt.NDArray[np.int64]:
        """The longest delay known at each date, (dates,)."""
        return np.asarray(self.known.sum(axis=-1) - 1)

    @property
    def observed(self) -> Floats:
        """What is recorded of each date by now, (..., dates)."""
        return np.asarray(self.counts.sum(axis=-1))


def delays(argument: str, values: npt.ArrayLike, axes: int = 2) -> Delays:
    """The table, refused where it is not that of a last date which is the present."""
    array = numeric(argument, values)
    if array.ndim < axes or not array.size or array.shape[-2] < array.shape[-1]:
        raise ValueError(
            f"{argument}: {array.shape} must be (…, dates, delays) with as many dates "
            "as delays or more"
        )
    dates, size = array.shape[-2:]
    known = np.arange(size) < np.arange(dates, 0, -1)[:, None]
    missing = np.isnan(array)
    refuse(argument, missing & known, array, "be known: so long a delay has passed")
    refuse(
        argument, ~missing & ~known, array, "be missing (NaN): the delay is yet to pass"
    )
    bad = known & ~(np.isfinite(array) & (array >= 0))
    refuse(argument, bad, array, "be 0 or more: the table holds increments")
    return Delays(np.where(known, array, 0.0), known)


def hazard_sums(table: Delays, window: int | None) -> tuple[Floats, Floats]:
    """Σ n(t, d) and Σ n(t, ≤ d) over the dates T − window … T − d, (..., delays)."""
    dates, size = table.known.shape
    used = table.known
    if window is not None:
        if window != int(window) or window < size - 1:
            raise ValueError(
                f"window: {window} must be whole and reach the longest delay, "
                f"{size - 1}"
            )
        used = used & (np.arange(dates) >= dates - 1 - int(window))[:, None]
    within = np.where(used, np.cumsum(table.counts, axis=-1), 0.0)
    return np.where(used, table.counts, 0.0).sum(axis=-2), within.sum(axis=-2)


def distribution(hazard: Floats) -> Floats:
    """The share recorded within each delay, from reverse hazards, (..., delays)."""
    later = np.concatenate(
        [1 - hazard[..., 1:], np.ones((*hazard.shape[:-1], 1))], axis=-1
    )
    found: Floats = np.cumprod(later[..., ::-1], axis=-1)[..., ::-1]
    return found
