"""Two lists: how many are on neither."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    confidence,
    not_negative,
    one_of,
    refuse,
    together,
)

_METHODS = ("lincoln-petersen", "chapman")


@dataclass(frozen=True, eq=False)
class DualSystem:
    """The size of each stratum, (...), and of all together.

    `missed`: those on neither list; `coverage` (..., 2): the share of the whole that
    is on the first and on the second list; `total`, `total_se`: of all strata.
    """

    estimate: Floats
    se: Floats
    low: Floats
    high: Floats
    missed: Floats
    coverage: Floats
    total: Floats
    total_se: Floats


def dual_system(
    n11: npt.ArrayLike,
    n10: npt.ArrayLike,
    n01: npt.ArrayLike,
    *,
    method: str = "lincoln-petersen",
    level: float = 0.95,
) -> DualSystem:
    """The number in each stratum from those on both lists and on one, (...).

    `n11`: on both; `n10`: on the first alone; `n01`: on the second alone; n1 = n11 +
    n10, n2 = n11 + n01. It assumes that to be on one list makes it no likelier to be
    on the other within a stratum: where it does, the estimate is too low.

    "lincoln-petersen": n1·n2/n11, of variance n1·n2·n10·n01/n11³; missed n10·n01/n11
    (Chandrasekar and Deming). "chapman", nearly unbiased in small strata:
    (n1 + 1)(n2 + 1)/(n11 + 1) − 1, of variance (n1 + 1)(n2 + 1)·n10·n01/((n11 + 1)²·
    (n11 + 2)). Limits: estimate ∓ z·se, in small strata perhaps below those seen.
    Coverage: n11/n2 of the first list, n11/n1 of the second. The total is the sum of
    the strata. The limits are for strata with some 50 persons on both lists: of 1,000
    persons on two lists of a tenth of them each, about 10 on both, 95% limits held the
    truth 93 times in 100 ("chapman": 89), of 20 on two lists of half of them 87 (84).
    `multiple_systems`, by likelihood, is nearer. See `make interval-coverage`.

    Source: Chandrasekar and Deming (1949), JASA 44; Chapman (1951); Seber (1970).
    ValueError where a count is negative, a list is empty, or, for
    "lincoln-petersen", the lists do not overlap.

    >>> found = dual_system(167, 781, 254)
    >>> found.estimate.round(1), found.se.round(1), found.missed.round(1)
    (np.float64(2389.9), np.float64(130.4), np.float64(1187.9))
    """
    from scipy.special import ndtri

    one_of("method", method, _METHODS)
    counts = {"n11": n11, "n10": n10, "n01": n01}
    given = {name: not_negative(name, count) for name, count in counts.items()}
    shape = together(**given)
    both, first, second = (np.broadcast_to(count, shape) for count in given.values())
    n1, n2 = both + first, both + second
    refuse("n10", n1 <= 0, first, "not leave the first list empty")
    refuse("n01", n2 <= 0, second, "not leave the second list empty")
    if method == "chapman":
        estimate = (n1 + 1) * (n2 + 1) / (both + 1) - 1
        square = (n1 + 1) * (n2 + 1) * first * second / ((both + 1) ** 2 * (both + 2))
    else:
        refuse("n11", both <= 0, both, 'be above 0 for method "lincoln-petersen"')
        estimate = n1 * n2 / both
        square = n1 * n2 * first * second / both**3
    seen = both + first + second
    reach = -ndtri(confidence(level)) * np.sqrt(square)
    return DualSystem(
        estimate=estimate,
        se=np.sqrt(square),
        low=estimate - reach,
        high=estimate + reach,
        missed=estimate - seen,
        coverage=np.stack([both / n2, both / n1], axis=-1),
        total=estimate.sum(),
        total_se=np.sqrt(square.sum()),
    )
