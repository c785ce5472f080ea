"""How many births to check, and how many missed ones are still acceptable."""

from __future__ import annotations

from dataclasses import dataclass

from renkou.integrity import sampling
from renkou.schema.problem import Problem

SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3)


@dataclass(frozen=True, kw_only=True)
class Design:
    """Check `n`; accept where no more than `c` were missed.

    `good_accepted` and `bad_accepted`: the probabilities that an area is accepted that
    misses the share `good` or `bad`; `curve`: shares missed and the same for each.
    """

    n: int
    c: int
    good: float
    bad: float
    lot: int | None
    good_accepted: float
    bad_accepted: float
    curve: tuple[tuple[float, float], ...]


def design(
    *,
    good: float = 0.02,
    bad: float = 0.1,
    producer_risk: float = 0.05,
    consumer_risk: float = 0.1,
    lot: int | None = None,
) -> Design:
    """The smallest plan that meets the risks of both sides.

    An area that misses the share `good` of its births is to be found wanting with at
    most `producer_risk`; one that misses `bad`, accepted with at most `consumer_risk`.
    `lot`: the number of births there are, where that is not large. The defaults are a
    standard of 98% counted and of one in ten missed as what must be noticed.

    Raises renkou.schema.problem.Problem where no plan does it.

    >>> found = design()
    >>> found.n, found.c
    (65, 3)
    """
    for name, value in (
        ("good", good),
        ("bad", bad),
        ("producer-risk", producer_risk),
        ("consumer-risk", consumer_risk),
    ):
        if not 0 <= value < 1:
            raise Problem(
                f"{name}: {value:g} is not a share from 0 to 1. Write 0.02 for 2%.",
                f"{name}：{value:g}不是0至1之间的比例。2%请写成0.02。",
            )
    distribution = "binomial" if lot is None else "hypergeometric"
    try:
        plan = sampling.attribute_plan(
            (good, 1 - producer_risk),
            (bad, consumer_risk),
            distribution=distribution,
            lot=lot,
        )
    except ValueError as error:
        raise Problem(
            f"There is no such plan: {error}. Set the good and the bad share further "
            "apart, or allow more risk.",
            f"无法得出方案：{error}。请拉开合格与不合格比例的差距，或放宽风险。",
        ) from error
    shares = sorted({*SHARES, good, bad})
    accepted = sampling.acceptance_probability(
        plan.n, plan.c, shares, distribution=distribution, lot=lot
    )
    curve = dict(zip(shares, (float(one) for one in accepted), strict=True))
    return Design(
        n=plan.n,
        c=plan.c,
        good=good,
        bad=bad,
        lot=lot,
        good_accepted=curve[good],
        bad_accepted=curve[bad],
        curve=tuple(curve.items()),
    )
