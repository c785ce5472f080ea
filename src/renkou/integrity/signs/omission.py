"""Births on a second list that the register lacks: late, or left out?

Who records late will record in the end; who leaves out never does. Both lack births
today. They are told apart by the delays of the births that were recorded: a late
office's are long, another's are as everybody's, and yet some births never come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, refuse, together

Ints = npt.NDArray[np.int64]
STEP, BINS = 0.1, 90  # bins of log(1 + days): to some 8,000 days
SHIFTS = np.arange(-10, 31, 2)  # an office's delays: 0.4 to 20 times the usual ones
NEVER = np.array([0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75])
A_YEAR = 59  # the bin in which a year after the birth lies
WINDOWS = (91, 183, 365, 730, 1825)
_OUTSIDE = 1e-5  # chance that the true delay lies outside those tried
_REACH = 9.76  # half the χ² (1) that leaves _OUTSIDE
_RARE = 1e-5
_KERNEL = np.array([1, 2, 3, 4, 5, 4, 3, 2, 1]) / 25
_MIDDLE = np.expm1(STEP * (np.arange(BINS) + 0.5))  # days in the middle of a bin


@dataclass(frozen=True, eq=False)
class DelayCurve:
    """The share of births not yet recorded after so many days, by bins of log days.

    `surviving` (BINS + 1,) at the lower edges of bins, `density` (BINS,) within them.
    """

    surviving: Floats
    density: Floats

    def unrecorded(self, days: npt.ArrayLike, shift: int = 0) -> Floats:
        """The share not yet recorded after `days`, delays exp(STEP·shift) times these.

        Those who come only after a year are as many whatever the shift: they keep no
        office waiting, and no office keeps them.

        >>> delay_curve([0, 6, 20, 400], [900] * 4).unrecorded([2.0, 100]).tolist()
        [0.75, 0.25]
        """
        at = np.log1p(np.asarray(days, dtype=np.float64)) / STEP
        edges, end = np.arange(BINS + 1), self.surviving[A_YEAR]
        soon = np.interp(at - shift, edges, np.maximum(self.surviving - end, 0.0))
        found: Floats = soon + np.interp(at, edges, np.minimum(self.surviving, end))
        return found

    def shifted(self, shift: int) -> Floats:
        """The density by bins with the delays below a year shifted, (BINS,).

        >>> curve = delay_curve([6, 6, 20, 400], [900] * 4)
        >>> curve.shifted(20)[:59].argmax() - curve.shifted(0)[:59].argmax()
        np.int64(20)
        """
        at = np.arange(BINS) - shift
        inside = (at >= 0) & (at < A_YEAR)
        # Whole days leave early bins empty; shifted, they would forbid what is usual.
        below = np.where(np.arange(BINS) < A_YEAR, self.density, 0.0)
        smooth = np.convolve(below, _KERNEL, mode="same")
        soon = np.where(inside, smooth[np.clip(at, 0, BINS - 1)], 0.0)
        found: Floats = soon + np.where(np.arange(BINS) >= A_YEAR, self.density, 0.0)
        return found

    def usual_delay(self, share: float = 0.9) -> int:
        """The first day by which `share` of all births are recorded.

        >>> delay_curve([5] * 19 + [300], [900] * 20).usual_delay(0.95)
        6
        """
        days = np.arange(3_650)
        return int(np.argmax(self.unrecorded(days) <= 1 - share + 1e-12))


@dataclass(frozen=True, eq=False)
class Lacking:
    """Of each area and window, (areas, windows), births lacking and expected to lack.

    `births` of the window that are older than the usual delay, `lacking` of them,
    `expected` to lack at the delay nearest the data, `p` the probability of so many or
    more at any delay that the data allow. `adjusted` (areas,) is the least p times the
    number of windows, `window` (areas,) its place, `delay` (areas,) how many times as
    long as usual the area takes.
    """

    births: Floats
    lacking: Floats
    expected: Floats
    p: Floats
    adjusted: Floats
    window: Ints
    delay: Floats


def delay_curve(delay: npt.ArrayLike, age: npt.ArrayLike) -> DelayCurve:
    """How long births take to be recorded, those not yet recorded taken into account.

    `delay` in days, NaN where not recorded yet; `age` the days since the birth. The
    product-limit estimate in bins of log(1 + days) of width STEP.

    Source: Kaplan and Meier (1958), Journal of the American Statistical Association 53.
    ValueError for a negative age or delay, or a delay above the age.

    >>> curve = delay_curve([3, 10, 12, np.nan], [90, 90, 90, 5])
    >>> curve.unrecorded([0, 30]).round(2).tolist()
    [1.0, 0.0]
    """
    waited, days = _delays(delay, age)
    known = ~np.isnan(waited)
    events = np.bincount(_bins(waited[known]), minlength=BINS).astype(np.float64)
    left = np.bincount(_bins(days[~known]), minlength=BINS).astype(np.float64)
    later = np.cumsum((events + left)[::-1])[::-1]
    risk = later - left
    hazard = np.divide(events, risk, out=np.zeros(BINS), where=risk > 0)
    surviving = np.concatenate([[1.0], np.cumprod(1 - hazard)])
    return DelayCurve(surviving, surviving[:-1] * hazard)


def lacking(
    area: npt.ArrayLike,
    delay: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    areas: int,
    curve: DelayCurve,
    windows: Sequence[int] = WINDOWS,
) -> Lacking:
    """Whether areas lack more births of a second list than late recording explains.

    A row is a birth of the second list: its `area`, the `delay` with which the register
    recorded it (days; NaN: not yet), its `age` in days. `curve` is that of all areas.
    Each area's delays below a year are taken as the curve's times one factor (those
    above as they are); factors that its own
    recorded and lacking births allow (profile likelihood over the share never recorded,
    99.999%) are tried, and `p`, the Poisson probability of as many lacking births among
    those of a window (days back, from the curve's usual delay on), is the largest over
    them plus 0.00001. So an office that is late throughout is not taken for one that
    omits. One that began to be late within the window may be.

    Source: Berger and Boos (1994), Journal of the American Statistical Association 89;
    Farewell (1982), Biometrics 38. ValueError as `delay_curve`, or an area out of
    range.

    >>> age = np.tile(np.arange(60.0, 160), 2)
    >>> delay = np.full(200, 11.0)
    >>> delay[100:140] = np.nan
    >>> found = lacking(
    ...     np.repeat([0, 1], 100), delay, age, areas=2,
    ...     curve=delay_curve([8, 10, 11, 12, 15], [900] * 5),
    ... )
    >>> (found.adjusted < 0.01).tolist()
    [False, True]
    """
    where = np.asarray(area, dtype=np.int64)
    waited, days = _delays(delay, age)
    together(area=where, delay=waited)
    refuse("area", (where < 0) | (where >= areas), where, f"be from 0 to {areas - 1}")
    known = ~np.isnan(waited)
    recorded = _table(where[known], _bins(waited[known]), areas)
    missing = _table(where[~known], _bins(days[~known]), areas)
    possible, nearest = _factors(recorded, missing, curve)
    usual = curve.usual_delay()
    parts = [
        _window(where, known, days, areas, curve, possible, nearest, (usual, end))
        for end in windows
    ]
    births, absent, expected, p = (
        np.stack(part, axis=1) for part in zip(*parts, strict=True)
    )
    best = p.argmin(axis=1)
    least = np.minimum(p.min(axis=1) * len(windows), 1.0)
    factor = np.exp(STEP * SHIFTS[nearest])
    return Lacking(births, absent, expected, p, least, best, factor)


def _window(
    where: Ints,
    known: npt.NDArray[np.bool_],
    days: Floats,
    areas: int,
    curve: DelayCurve,
    possible: npt.NDArray[np.bool_],
    nearest: Ints,
    bounds: tuple[int, int],
) -> tuple[Floats, Floats, Floats, Floats]:
    """Births, lacking, expected and p of the births of one window, (areas,) each."""
    from scipy.special import gammainc

    inside = (days >= bounds[0]) & (days <= bounds[1])
    at = where[inside]
    births = np.bincount(at, minlength=areas).astype(np.float64)
    absent = np.bincount(at[~known[inside]], minlength=areas).astype(np.float64)
    left = np.stack([curve.unrecorded(_MIDDLE, int(s)) for s in SHIFTS], axis=1)
    mean = np.maximum(_table(at, _bins(days[inside]), areas) @ left, 1e-9)
    tail = np.where(
        absent[:, None] > 0, gammainc(np.maximum(absent, 1)[:, None], mean), 1.0
    )
    p = np.where(possible, tail, 0.0).max(axis=1)
    expected = mean[np.arange(areas), nearest]
    return births, absent, expected, np.minimum(p + _OUTSIDE * (p < 1), 1.0)


def _factors(
    recorded: Floats, missing: Floats, curve: DelayCurve
) -> tuple[npt.NDArray[np.bool_], Ints]:
    """Which shifts of the curve an area's births allow, (areas, shifts), the nearest.

    Log-likelihood with the share never recorded free over NEVER.
    """
    best = np.full((len(recorded), len(SHIFTS)), -np.inf)
    for place, shift in enumerate(SHIFTS):
        known = recorded @ np.log(curve.shifted(int(shift)) + _RARE)
        left = curve.unrecorded(_MIDDLE, int(shift))
        for share in NEVER:
            absent = missing @ np.log(share + (1 - share) * left + _RARE)
            each = known + absent + recorded.sum(axis=1) * np.log1p(-share)
            best[:, place] = np.maximum(best[:, place], each)
    top = best.max(axis=1, keepdims=True)
    return best >= top - _REACH, best.argmax(axis=1)


def _delays(delay: npt.ArrayLike, age: npt.ArrayLike) -> tuple[Floats, Floats]:
    waited, days = np.asarray(delay, dtype=np.float64), not_negative("age", age)
    together(delay=waited, age=days)
    refuse("delay", waited < 0, waited, "be 0 or more")
    refuse("delay", waited > days, waited, "be no more than the age")
    return waited, days


def _bins(days: Floats) -> Ints:
    found: Ints = np.minimum(np.log1p(days) / STEP, BINS - 1).astype(np.int64)
    return found


def _table(area: Ints, column: Ints, areas: int) -> Floats:
    cells = np.bincount(area * BINS + column, minlength=areas * BINS)
    return cells.reshape(areas, BINS).astype(np.float64)
