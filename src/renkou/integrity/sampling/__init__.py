"""Spot checks: how many to check, which ones, and what the answers say.

A plan (n, c) checks n and accepts where no more than c are wrong. Samples are drawn by
a public rule from a public seed, so that nobody chooses whom to check.
"""

from .draws import draw
from .estimates import (
    Estimate,
    RatioEstimate,
    estimate_mean,
    estimate_ratio,
    estimate_total,
)
from .plans import (
    LotErrors,
    Plan,
    acceptance_probability,
    attribute_plan,
    lqas_errors,
)
from .proportions import Bounds, proportion_interval
from .standard import StandardPlan, code_letter, single_plan

__all__ = [
    "Bounds",
    "Estimate",
    "LotErrors",
    "Plan",
    "RatioEstimate",
    "StandardPlan",
    "acceptance_probability",
    "attribute_plan",
    "code_letter",
    "draw",
    "estimate_mean",
    "estimate_ratio",
    "estimate_total",
    "lqas_errors",
    "proportion_interval",
    "single_plan",
]
