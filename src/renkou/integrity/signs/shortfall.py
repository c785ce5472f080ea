"""Births that an area ceased to report, from counts alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.binomial import at_most
from renkou.chance.input_rules import Floats, not_negative, together

WINDOWS = (12, 24, 36, 60)
HISTORY = 96
_FEWEST = 24  # months before the window that an area's own level needs


@dataclass(frozen=True, eq=False)
class Shortfall:
    """Of each area, (areas,): observed over expected lately, against before.

    `ratio` is (O/E lately)/(O/E before) in the window (`window` months) whose p is
    least; `p` that of chance, times the number of windows tried; `expected` the births
    lately at the level of before.
    """

    ratio: Floats
    p: Floats
    window: npt.NDArray[np.int64]
    expected: Floats


def shortfall(
    observed: npt.ArrayLike,
    expected: npt.ArrayLike,
    *,
    skip: npt.ArrayLike = 3,
    windows: Sequence[int] = WINDOWS,
    history: int = HISTORY,
) -> Shortfall:
    """Whether areas report fewer births than their women and their own past let expect.

    `observed`, `expected` (areas, months): births, and those at the rates of all areas
    together. The last `skip` months (of each area, or of all) are left out as not yet
    complete. For each window the births lately are binomial given those of up to
    `history` months before too, with the share that is expected lately: an area's own
    level of fertility, known only from its past, cancels. `p` is the lower tail, the
    least over windows times their number. It asks that level not to change for other
    reasons; a slow fall of an area's fertility against the others' looks the same.

    Source: Przyborowski and Wilenski (1940), Biometrika 31. ValueError for shapes that
    differ or negative numbers.

    >>> births = np.full((2, 132), 20.0)
    >>> births[1, -36:] = 16
    >>> found = shortfall(births, np.full((2, 132), 20.0))
    >>> found.ratio.round(2).tolist(), (found.p < 0.001).tolist()
    ([1.0, 0.82], [False, True])
    """
    o, e = not_negative("observed", observed), not_negative("expected", expected)
    shape = together(observed=o, expected=e)
    if len(shape) != 2:
        raise ValueError(f"observed: {shape} must be (areas, months)")
    ends = shape[1] - np.broadcast_to(np.asarray(skip, dtype=np.int64), shape[:1])
    sums = [np.pad(np.cumsum(part, axis=1), ((0, 0), (1, 0))) for part in (o, e)]
    found = [_window(sums, ends, window, history) for window in windows]
    ratio, p, late = (np.stack(part, axis=1) for part in zip(*found, strict=True))
    best = p.argmin(axis=1)
    rows = np.arange(shape[0])
    return Shortfall(
        ratio[rows, best],
        np.minimum(p.min(axis=1) * len(windows), 1.0),
        np.asarray(windows)[best],
        late[rows, best],
    )


def _window(
    sums: list[Floats], ends: npt.NDArray[np.int64], window: int, history: int
) -> tuple[Floats, Floats, Floats]:
    rows = np.arange(len(ends))
    middle, start = ends - window, np.maximum(ends - window - history, 0)
    enough = middle - start >= _FEWEST
    cut = [np.clip(at, 0, sums[0].shape[1] - 1) for at in (start, middle, ends)]
    (o0, o1), (e0, e1) = (
        (s[rows, cut[1]] - s[rows, cut[0]], s[rows, cut[2]] - s[rows, cut[1]])
        for s in sums
    )
    known = enough & (e0 > 0) & (e1 > 0) & (o0 > 0)
    share = np.divide(e1, e0 + e1, out=np.full(len(ends), 0.5), where=known)
    p = np.where(known, at_most(o1, o0 + o1, share), 1.0)
    expected = np.divide(e1 * o0, e0, out=np.zeros(len(ends)), where=known)
    ratio = np.divide(o1, expected, out=np.ones(len(ends)), where=expected > 0)
    return ratio, p, expected
