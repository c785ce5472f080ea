"""How far offices' figures have drifted since they were first published.

An office is flagged late where more of its events came after first publication than of
the others', by more than chance and the offices' usual differences explain.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.integrity import control_limits, sampling

Array = npt.NDArray[np.float64]
FEWEST_EVENTS = 20  # of an office; fewer say too little of how it records
FEWEST_OFFICES = 8  # to be compared with
RATE = 0.01  # false flags among the flags, on average
LATE, FEW, NONE = "late", "few", ""
_ROUNDS = 20


class Drift(NamedTuple):
    """The share of what is known now that came after first publication, (areas,).

    `share` is negative where the figure fell; `low`, `high`: its interval for events.
    """

    drift: Array
    share: Array
    low: Array
    high: Array


def drift(first: Array, now: Array, *, events: bool) -> Drift:
    """The drift from `first` to `now`; with an exact interval of 95% for `events`.

    The interval takes each event as late or not by chance, and holds for the office's
    usual share; none where the figure fell, or there are no events.

    >>> found = drift(np.array([180.0]), np.array([200.0]), events=True)
    >>> found.share.tolist(), found.low.round(3).tolist(), found.high.round(3).tolist()
    ([0.1], [0.062], [0.15])
    """
    change = now - first
    share = np.full(change.shape, np.nan)
    np.divide(change, now, out=share, where=now > 0)
    low, high = np.full((2, *change.shape), np.nan)
    added = (change >= 0) & (now > 0) & (now >= change) & events
    if added.any():
        count, of = np.rint(change[added]), np.maximum(np.rint(now[added]), 1)
        bounds = sampling.proportion_interval(np.minimum(count, of), of)
        low[added], high[added] = bounds
    return Drift(change, share, low, high)


def flags(first: Array, now: Array) -> npt.NDArray[np.str_]:
    """ "late", "few" (events to say), or "" for each of the offices compared, (areas,).

    The usual share is that of all offices not flagged, found in rounds from that of
    the middle half. z on the square-root scale over the root of the offices' own
    spread beyond chance (Spiegelhalter 2005) gives p; Benjamini and Hochberg (1995)
    hold false flags to 1% of all, so that where no office is late one look in a
    hundred flags any. Fewer than 8 offices with 20 events or more are not compared.

    >>> first, now = np.full(20, 297.0), np.full(20, 300.0)
    >>> first[3] = 240
    >>> np.flatnonzero(flags(first, now) == "late").tolist()
    [3]
    """
    enough = np.nan_to_num(now) >= FEWEST_EVENTS
    found = np.where(enough, NONE, FEW).astype(f"<U{max(len(LATE), len(FEW))}")
    if enough.sum() >= FEWEST_OFFICES:
        late = np.clip(now[enough] - first[enough], 0.0, now[enough])
        flagged = np.flatnonzero(enough)[_late(late, now[enough])]
        found[flagged] = LATE
    return found


def _late(late: Array, of: Array) -> npt.NDArray[np.bool_]:
    """Which offices are late, `late` events of `of`."""
    usual = _middle(late / of)
    for _ in range(_ROUNDS):
        flagged = _beyond(late, of, usual)
        if np.array_equal(flagged, ~usual):
            break
        usual = ~flagged
        if usual.sum() < 2:
            break
    return flagged


def _middle(share: Array) -> npt.NDArray[np.bool_]:
    low, high = np.quantile(share, [0.25, 0.75])
    middle: npt.NDArray[np.bool_] = (share >= low) & (share <= high)
    return middle


def _beyond(
    late: Array, of: Array, usual: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    from scipy.special import ndtr

    common = (late[usual].sum() + 0.5) / (of[usual].sum() + 1.0)
    found = control_limits.overdispersion(late, of * common)
    own = control_limits.overdispersion(late[usual], of[usual] * common)
    spread = np.sqrt(np.maximum(own.phi, 1.0))
    flagged = control_limits.false_discovery(ndtr(-found.z / spread), rate=RATE).flagged
    return np.asarray(flagged & (late > of * common))
