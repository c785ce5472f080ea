"""One list on which persons stand once or more: at least how many stand on it never."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from renkou.chance.input_rules import confidence


class LowerBound(NamedTuple):
    """The number there are at least, its standard error and its interval."""

    estimate: float
    se: float
    low: float
    high: float


def chao_lower_bound(
    times_seen: Mapping[int, float], *, level: float = 0.95
) -> LowerBound:
    """At least how many there are, from how many were seen once, twice and so on.

    `times_seen`: {1: f1, 2: f2, …}. With n seen at all, n + f1²/(2·f2); with r =
    f1/f2, variance f2·(r⁴/4 + r³ + r²/2). It is a lower bound whatever the chances of
    being seen, which may differ from person to person. The interval takes the number
    never seen, f0, as log-normal: n + f0/C to n + f0·C, C = exp(z·√log(1 +
    se²/f0²)). Where none was seen just once, it is n, and so are its limits.

    Source: Chao (1987), Biometrics 43. ValueError where a number of times is not 1 or
    more and whole, a count is negative, or f1 is above 0 and f2 is 0: then no bound
    can be given.

    >>> chao_lower_bound({1: 25, 2: 22, 3: 13, 4: 5, 5: 1, 6: 2}).estimate
    82.2...
    """
    from scipy.special import ndtri

    tail = confidence(level)
    for times, count in times_seen.items():
        if times != int(times) or times < 1:
            raise ValueError(f"times_seen: {times} must be a whole number, 1 or more")
        if not (np.isfinite(count) and count >= 0):
            raise ValueError(
                f"times_seen: {count} seen {times} times must be 0 or more"
            )
    once, twice = float(times_seen.get(1, 0)), float(times_seen.get(2, 0))
    seen = float(sum(times_seen.values()))
    if once == 0:
        if seen == 0:
            raise ValueError("times_seen: 0 must be above 0 in all")
        return LowerBound(seen, 0.0, seen, seen)
    if twice == 0:
        raise ValueError("times_seen: 0 seen twice must be above 0")
    ratio = once / twice
    never = once * ratio / 2
    se = float(np.sqrt(twice * (ratio**4 / 4 + ratio**3 + ratio**2 / 2)))
    reach = float(np.exp(-ndtri(tail) * np.sqrt(np.log1p((se / never) ** 2))))
    return LowerBound(seen + never, se, seen + never / reach, seen + never * reach)
