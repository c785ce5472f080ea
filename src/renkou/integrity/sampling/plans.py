"""Plans (n, c) for given risks, and the errors of lot quality assurance sampling."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.binomial import at_least, at_most
from renkou.chance.input_rules import Floats, not_negative, one_of, refuse, together

_DISTRIBUTIONS = ("binomial", "hypergeometric")
_MOST = 10_000_000  # checked, of a plan without a lot
_SLACK = 1e-12  # of a probability that meets the bound exactly
_FINE = 1e-9  # of an n that need not be whole

_Acceptance = Callable[[Floats, Floats, Floats], Floats]


class Plan(NamedTuple):
    """Check `n`; accept where no more than `c` are defective."""

    n: int
    c: int


class LotErrors(NamedTuple):
    """alpha: fails though the share is `upper`; beta: passes though it is `lower`."""

    alpha: Floats
    beta: Floats


def acceptance_probability(
    n: npt.ArrayLike,
    c: npt.ArrayLike,
    share: npt.ArrayLike,
    *,
    distribution: str = "binomial",
    lot: npt.ArrayLike | None = None,
) -> Floats:
    """The probability that the plan (n, c) accepts where `share` is defective, (...).

    "binomial": P(K ≤ c), K of n trials; of a large lot. "hypergeometric": of n drawn
    without replacement from a `lot` with lot·share defectives, to the nearest whole.

    Source: Schilling and Neubauer (2009), Acceptance Sampling in Quality Control.
    ValueError for c above n, n above the lot, or a share outside 0 to 1.

    >>> acceptance_probability(50, 1, [0.01, 0.1]).round(4).tolist()
    [0.9106, 0.0338]
    >>> acceptance_probability(50, 1, 0.1, distribution="hypergeometric", lot=100)
    np.float64(0.0078...)
    """
    one_of("distribution", distribution, _DISTRIBUTIONS)
    size, limit, defective = (
        not_negative(name, values)
        for name, values in (("n", n), ("c", c), ("share", share))
    )
    together(n=size, c=limit, share=defective)
    for name, values in (("n", size), ("c", limit)):
        refuse(name, values != np.floor(values), values, "be a whole number")
    refuse("c", limit > size, limit, "be no more than n")
    refuse("share", defective > 1, defective, "be no more than 1")
    if distribution == "binomial":
        if lot is not None:
            raise ValueError("lot: it belongs to the hypergeometric distribution")
        return at_most(limit, size, defective)[()]
    whole = _lot(lot)
    together(lot=whole, n=size, c=limit, share=defective)
    refuse("n", size > whole, size, "be no more than the lot")
    return _hypergeometric(size, limit, defective, whole)[()]


def _lot(lot: npt.ArrayLike | None) -> Floats:
    if lot is None:
        raise ValueError("lot: its size must be given with hypergeometric")
    whole = not_negative("lot", lot)
    rule = "be a whole number above 0"
    refuse("lot", (whole != np.floor(whole)) | (whole == 0), whole, rule)
    return whole


def _hypergeometric(n: Floats, c: Floats, share: Floats, lot: Floats) -> Floats:
    from scipy.stats import hypergeom

    found: Floats = hypergeom.cdf(c, lot, np.rint(lot * share), n)
    return np.clip(found, 0.0, 1.0)


def attribute_plan(
    producer: tuple[float, float],
    consumer: tuple[float, float],
    *,
    distribution: str = "binomial",
    lot: int | None = None,
) -> Plan:
    """The smallest plan (n, c) that meets the risks of both sides.

    `producer` and `consumer` are pairs (share defective, probability of acceptance):
    the plan accepts with at least the producer's probability at the producer's share
    and with at most the consumer's at the consumer's. Of all such plans it is that of
    the smallest n, then of the smallest c. Distributions as in
    `acceptance_probability`.

    Source: Kiermeier (2008), Journal of Statistical Software 26(6). ValueError where
    the pairs are the wrong way round, or no plan is small enough to exist.

    >>> attribute_plan((0.01, 0.95), (0.05, 0.10))
    Plan(n=132, c=3)
    """
    one_of("distribution", distribution, _DISTRIBUTIONS)
    good, bad = _risk("producer", producer), _risk("consumer", consumer)
    if not (good[0] < bad[0] and good[1] > bad[1]):
        raise ValueError(
            f"consumer: {consumer} must have a larger share and a smaller probability "
            f"than the producer's {producer}"
        )
    if distribution == "binomial":
        if lot is not None:
            raise ValueError("lot: it belongs to the hypergeometric distribution")
        return _smallest(at_most, good, bad, _MOST, _least(good, bad))
    whole = _lot(lot)
    if np.rint(whole * good[0]) == np.rint(whole * bad[0]):
        raise ValueError(f"lot: in {lot} both shares are the same number of defectives")

    def accepted(c: Floats, n: Floats, share: Floats) -> Floats:
        return _hypergeometric(n, c, share, whole)

    return _smallest(accepted, good, bad, int(whole), 0)


def _risk(name: str, pair: tuple[float, float]) -> tuple[float, float]:
    share, accepted = pair
    if not (0 <= share <= 1 and 0 < accepted < 1):
        raise ValueError(
            f"{name}: {pair} must be a share from 0 to 1 and a probability between them"
        )
    return float(share), float(accepted)


def _smallest(
    accepted: _Acceptance,
    producer: tuple[float, float],
    consumer: tuple[float, float],
    most: int,
    start: int,
) -> Plan:
    """The first c whose smallest n for the consumer is not too many for the producer.

    That n rises with c: the first c has the smallest n, and at that n no smaller c.
    """
    block = 16
    while start < most:
        c = np.arange(start, min(start + block, most), dtype=np.float64)
        n = _fewest(accepted, c, consumer, most)
        kept = n <= most
        fits = np.zeros(c.shape, dtype=np.bool_)
        fits[kept] = (
            accepted(c[kept], n[kept], np.array(producer[0])) >= producer[1] - _SLACK
        )
        if fits.any():
            first = int(fits.argmax())
            return Plan(int(n[first]), int(c[first]))
        if not kept.all():
            break
        start, block = start + block, min(2 * block, 4096)
    raise ValueError(f"producer: with n up to {most} no plan meets {producer}")


def _least(producer: tuple[float, float], consumer: tuple[float, float]) -> int:
    """A c below which no binomial plan is, whole n or not; _MOST where all are.

    What either side asks of n draws together as c grows: halving finds where they meet.
    """

    def apart(c: int) -> bool:
        low, high = np.full(2, float(c)), np.full(2, 2.0 * _MOST)
        share, bound = np.array([producer, consumer]).T
        while np.any(high - low > _FINE * np.maximum(high, 1)):
            middle = (low + high) / 2
            often = at_most(np.full(2, float(c)), middle, share) > bound
            low, high = np.where(often, middle, low), np.where(often, high, middle)
        return bool(low[1] > high[0] * (1 + _FINE))

    if not apart(0):
        return 0
    low, high = 0, 1
    while high < _MOST and apart(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if apart(middle) else (low, middle)
    return min(high, _MOST)


def _fewest(
    accepted: _Acceptance, c: Floats, consumer: tuple[float, float], most: int
) -> Floats:
    """The smallest n above c that accepts seldom enough; most + 1 where none does."""
    low, high = c, np.full(c.shape, most + 1.0)  # n = c accepts always
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        seldom = accepted(c, middle, np.array(consumer[0])) <= consumer[1] + _SLACK
        apart = high - low > 1
        low = np.where(apart & ~seldom, middle, low)
        high = np.where(apart & seldom, middle, high)
    return high


def lqas_errors(
    n: npt.ArrayLike,
    accept_at: npt.ArrayLike,
    *,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
) -> LotErrors:
    """The errors of a rule that passes an area with `accept_at` or more good of `n`.

    With K good of n, binomial: alpha = P(K < accept_at) where the share good is
    `upper`, an area that does well and fails; beta = P(K ≥ accept_at) where it is
    `lower`, one that does badly and passes.

    Source: Valadez and others (2002), Assessing Community Health Programs: LQAS.
    ValueError where accept_at passes n or lower is not below upper.

    >>> [error.round(4) for error in lqas_errors(19, 13, lower=0.5, upper=0.8)]
    [np.float64(0.0676), np.float64(0.0835)]
    """
    size, least = not_negative("n", n), not_negative("accept_at", accept_at)
    low, high = not_negative("lower", lower), not_negative("upper", upper)
    shape = together(n=size, accept_at=least, lower=low, upper=high)
    for name, values in (("n", size), ("accept_at", least)):
        refuse(name, values != np.floor(values), values, "be a whole number")
    refuse("accept_at", least > size, least, "be no more than n")
    refuse("upper", high > 1, high, "be no more than 1")
    refuse("lower", np.broadcast_to(low >= high, shape), low, "be below upper")
    fails = 1 - at_least(least, size, high)
    exact = np.where(least > 0, at_most(least - 1, size, high), 0.0)
    return LotErrors(
        np.where(fails < 0.5, exact, fails)[()], at_least(least, size, low)
    )
