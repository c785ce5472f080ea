"""The sex ratio at birth, boys per 100 girls: how sure it is, and what it can show.

A ratio is a figure of an area, never of a birth or of a person: these functions say
what may be chance in an area's counts and how large a difference they could show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.binomial import at_least, two_sided
from renkou.chance.input_rules import (
    Floats,
    confidence,
    not_negative,
    one_of,
    positive,
    refuse,
    together,
)
from renkou.chance.intervals import proportion_interval, ratio_interval

from .sex_ratio_areas import AreaRatios, many

__all__ = [
    "AreaRatios",
    "Comparison",
    "MissingGirls",
    "Power",
    "SexRatio",
    "compare",
    "many",
    "missing_girls",
    "power",
    "probability_below",
    "sex_ratio_at_birth",
    "sign_test",
]

_METHODS = ("clopper-pearson", "wilson", "log")
_Sentence = Callable[[float, float, float, float, float, float], str]


class SexRatio(NamedTuple):
    """Boys per 100 girls, its standard error and its interval, (...)."""

    ratio: Floats
    se: Floats
    low: Floats
    high: Floats


class Comparison(NamedTuple):
    """How far the boys are from those expected, and how probable that is, (...)."""

    z: Floats
    p: Floats


class MissingGirls(NamedTuple):
    """Girls expected beside the boys born, less the girls born, (...)."""

    missing: Floats
    low: Floats
    high: Floats


def sex_ratio_at_birth(
    boys: npt.ArrayLike,
    girls: npt.ArrayLike,
    *,
    method: str = "clopper-pearson",
    level: float = 0.95,
) -> SexRatio:
    """The sex ratio at birth, 100·boys/girls, with its error and interval, (...).

    `se` by the delta method: ratio·√(1/boys + 1/girls). The limits: those of the share
    of boys among births, p, as 100·p/(1 − p), "clopper-pearson" (exact, the level at
    least) or "wilson" (the level on average); or "log", ratio·exp(∓z·√(1/boys +
    1/girls)). Without girls ratio and upper limit are inf; without boys ratio and lower
    limit are 0, and "log" knows no limit on either side; of no births the ratio is
    missing (NaN) and the interval 0 to inf.

    Source: Clopper and Pearson (1934); Wilson (1927); Preston, Heuveline and Guillot
    (2001). ValueError for a negative count.

    >>> [value.round(1) for value in sex_ratio_at_birth(525, 500)]
    [np.float64(105.0), np.float64(6.6), np.float64(92.7), np.float64(118.9)]
    """
    one_of("method", method, _METHODS)
    b, g = _counts(boys, girls)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = 100 * b / g
        se = 100 / g * np.sqrt(b * (1 + b / g))
        spread = np.sqrt(1 / b + 1 / g)
    se = np.where(g > 0, se, np.inf)[()]
    if method == "log":
        low, high = _log_limits(ratio, spread, level)
    elif method == "wilson":
        share = proportion_interval(b, b + g, level=level)
        low, high = _ratio(share.low), _ratio(share.high)
    else:
        limits = ratio_interval(b, g, level=level)
        low, high = 100 * limits.low, 100 * limits.high
    return SexRatio(ratio, se, low, high)


def _counts(boys: npt.ArrayLike, girls: npt.ArrayLike) -> tuple[Floats, Floats]:
    b, g = not_negative("boys", boys), not_negative("girls", girls)
    shape = together(boys=b, girls=g)
    return np.broadcast_to(b, shape), np.broadcast_to(g, shape)


def _whole(boys: npt.ArrayLike, girls: npt.ArrayLike) -> tuple[Floats, Floats]:
    b, g = _counts(boys, girls)
    for name, count in (("boys", b), ("girls", g)):
        refuse(name, count != np.floor(count), count, "be a whole number")
    return b, g


def _log_limits(ratio: Floats, spread: Floats, level: float) -> tuple[Floats, Floats]:
    from scipy.special import ndtri

    known = np.isfinite(spread)
    reach = np.exp(-ndtri(confidence(level)) * np.where(known, spread, 0.0))
    low = np.where(known, ratio / reach, 0.0)[()]
    return low, np.where(known, ratio * reach, np.inf)[()]


def _ratio(share: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        found: Floats = np.divide(100 * share, 1 - share)
    return found


def _share(name: str, ratio: npt.ArrayLike) -> Floats:
    """Boys per birth where there are `ratio` per 100 girls."""
    given = positive(name, ratio)
    share: Floats = given / (100 + given)
    return share


def compare(
    boys: npt.ArrayLike, girls: npt.ArrayLike, *, against: npt.ArrayLike = 105.0
) -> Comparison:
    """The sex ratio of births compared with one expected, `against` per 100 girls.

    With n births and the share expected, p0 = against/(100 + against), z is (boys −
    n·p0)/√(n·p0·(1 − p0)), without continuity correction; `p` is exact and two-sided:
    the binomial probability of all outcomes no more likely than the one observed. Of no
    births z is 0 and p is 1. Both (...).

    Source: the exact binomial test in the order of likelihood. ValueError for a count
    that is negative or not whole.

    >>> found = compare(590, 500, against=[105, 107])
    >>> found.z.round(2).tolist(), found.p.round(3).tolist()
    ([1.92, 1.61], [0.056, 0.108])
    """
    b, g = _whole(boys, girls)
    share, n = _share("against", against), b + g
    shape = together(boys=b, against=share)
    spread = np.sqrt(n * share * (1 - share))
    z = np.divide(b - n * share, spread, out=np.zeros(shape), where=n > 0)
    return Comparison(z[()], two_sided(b, n, share)[()])


def sign_test(boys: npt.ArrayLike, girls: npt.ArrayLike) -> Floats:
    """The probability that boys are more numerous in so many years by chance, (...).

    One-sided: with w of the n years on the last axis in which boys outnumber girls
    (ties dropped), the probability of w or more of n, each as likely as not. Of no year
    but ties it is 1.

    Source: Arbuthnot (1710), Philosophical Transactions 27. ValueError for a negative
    count.

    >>> sign_test([5218, 4858, 4422], [4683, 4457, 4102])
    np.float64(0.125)
    """
    b, g = _counts(boys, girls)
    if not b.ndim:
        raise ValueError("boys: a number must be an axis of years")
    won, lost = (b > g).sum(axis=-1), (b < g).sum(axis=-1)
    return at_least(won, won + lost, np.array(0.5))[()]


def probability_below(
    boys: npt.ArrayLike, girls: npt.ArrayLike, *, ratio: npt.ArrayLike = 100.0
) -> Floats:
    """The probability that the sex ratio behind the counts is below `ratio`, (...).

    The share of boys has, before the counts, a uniform and, after them, a beta
    distribution, (boys + 1, girls + 1); this is its integral from 0 to
    ratio/(100 + ratio), accurate far into the tail.

    Source: Laplace (1781), Mémoire sur les probabilités. ValueError for a negative
    count.

    >>> probability_below(251527, 241945)
    np.float64(1.14...e-42)
    """
    from scipy.special import betainc

    b, g = _counts(boys, girls)
    share = _share("ratio", ratio)
    together(boys=b, ratio=share)
    found: Floats = betainc(b + 1, g + 1, share)
    return found


def missing_girls(
    boys: npt.ArrayLike,
    girls: npt.ArrayLike,
    *,
    expected: float = 105.0,
    level: float = 0.95,
) -> MissingGirls:
    """Girls fewer than the boys born let expect, of an area, (...).

    100·boys/expected − girls, below 0 where there are more. Of n births and a share of
    boys p it is n·((1 + 100/expected)·p − 1): its limits are those at the
    Clopper–Pearson limits of p, so that the lower one is above 0 just where that of the
    sex ratio is above `expected`. It counts no girl in particular, and says nothing of
    why: late registration of girls looks the same.

    Source: arithmetic; Clopper and Pearson (1934). ValueError for a negative count.

    >>> [value.round(1) for value in missing_girls(1_180, 1_000)]
    [np.float64(123.8), np.float64(33.6), np.float64(213.5)]
    """
    b, g = _counts(boys, girls)
    usual = float(positive("expected", expected))
    n, beside = b + g, 1 + 100 / usual
    limits = proportion_interval(b, n, level=level, method="clopper-pearson")
    low, high = (n * (beside * limit - 1) + 0.0 for limit in limits)
    return MissingGirls(100 * b / usual - g, low, high)


@dataclass(frozen=True, eq=False)
class Power:
    """What so many births can show, (...), and the same in words.

    `z` of `compare` at exactly the ratio; `power`, the probability that `compare` finds
    it; `detectable`, the ratio from which on births that show just it are significant
    (inf where none is). `en`, `zh`: a sentence each, or an array of them.
    """

    births: Floats
    ratio: Floats
    against: float
    level: float
    z: Floats
    power: Floats
    detectable: Floats

    @property
    def en(self) -> str | npt.NDArray[np.str_]:
        """The sentence in English."""
        return self._said(_in_english)

    @property
    def zh(self) -> str | npt.NDArray[np.str_]:
        """The sentence in Chinese."""
        return self._said(_in_chinese)

    def _said(self, sentence: _Sentence) -> str | npt.NDArray[np.str_]:
        cells = np.broadcast_arrays(
            self.births, self.ratio, self.power, self.detectable
        )
        said = [
            sentence(float(n), float(r), float(p), float(d), self.against, self.level)
            for n, r, p, d in zip(*(part.ravel() for part in cells), strict=True)
        ]
        if not cells[0].ndim:
            return said[0]
        return np.array(said, dtype=np.str_).reshape(cells[0].shape)


def power(
    births: npt.ArrayLike,
    ratio: npt.ArrayLike,
    *,
    against: float = 105.0,
    level: float = 0.95,
) -> Power:
    """What `births` can show of a sex ratio of `ratio` compared with `against`, (...).

    With the shares of boys p1 at `ratio` and p0 at `against`, s = √(p·(1 − p)/births)
    and c the two-sided normal quantile of `level`: z = (p1 − p0)/s0; power =
    Φ((|p1 − p0| − c·s0)/s1) + Φ((−|p1 − p0| − c·s0)/s1), the normal approximation;
    detectable is the ratio at p0 + c·s0: a ratio observed below it cannot be told from
    `against`. The result has the sentence that says so, in English (`en`) and Chinese
    (`zh`).

    Source: the normal approximation to the binomial. ValueError for births or ratios
    not above 0.

    >>> power(500, 118).en
    'With 500 births nothing under 125.2 would be seen: between 105 and that, a sex
    ratio cannot be told from 105 (95% level). A true ratio of 118 would be seen 25
    times in 100.'
    """
    from scipy.special import ndtr, ndtri

    n, given = positive("births", births), positive("ratio", ratio)
    p0, p1 = float(_share("against", against)), _share("ratio", given)
    together(births=n, ratio=p1)
    s0, s1 = np.sqrt(p0 * (1 - p0) / n), np.sqrt(p1 * (1 - p1) / n)
    critical = -float(ndtri(confidence(level)))
    apart = np.abs(p1 - p0)
    found = ndtr((apart - critical * s0) / s1) + ndtr((-apart - critical * s0) / s1)
    seen = p0 + critical * s0
    least = np.where(seen < 1, _ratio(np.minimum(seen, 1.0)), np.inf)[()]
    return Power(n, given, float(against), level, (p1 - p0) / s0, found, least)


def _in_english(
    births: float,
    ratio: float,
    found: float,
    least: float,
    against: float,
    level: float,
) -> str:
    counted = "1 birth" if births == 1 else f"{births:,.10g} births"
    sure = f"{100 * level:g}% level"
    if np.isinf(least):
        return f"With {counted} nothing above {against:g} would be seen ({sure})."
    return (
        f"With {counted} nothing under {_floor(least)} would be seen: between "
        f"{against:g} and that, a sex ratio cannot be told from {against:g} ({sure}). "
        f"A true ratio of {ratio:g} would be seen {_times(found)} times in 100."
    )


def _in_chinese(
    births: float,
    ratio: float,
    found: float,
    least: float,
    against: float,
    level: float,
) -> str:
    counted, sure = f"仅凭 {births:.10g} 例出生", f"{100 * level:g}% 置信水平"
    if np.isinf(least):
        return f"{counted}，高于 {against:g} 的性别比都看不出来（{sure}）。"
    return (
        f"{counted}，低于 {_floor(least)} 的性别比都看不出来：在 {against:g} 与它之间，"
        f"无法与 {against:g} 区分（{sure}）。"
        f"真实性别比若为 {ratio:g}，100 次中约有 {_times(found)} 次能看出来。"
    )


def _floor(ratio: float) -> str:
    """To one decimal, downwards: under it nothing is seen for certain."""
    return f"{np.floor(10 * ratio) / 10:g}"


def _times(chance: float) -> int:
    """Of 100; never all of them, as nothing is certain."""
    return min(round(100 * chance), 99)
