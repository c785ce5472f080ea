"""Births: rates, reproduction, parity, momentum, and how a change comes about."""

from .decomposition import (
    BirthsDecomposition,
    births_decomposition,
    three_factor_effects,
)
from .momentum import momentum
from .parity import parity_progression
from .pf import ParityRatios, pf_ratio
from .rates import (
    age_specific_rates,
    gross_reproduction_rate,
    mean_age_at_childbearing,
    net_reproduction_rate,
    rates_by_order,
    total_fertility_rate,
)

__all__ = [
    "BirthsDecomposition",
    "ParityRatios",
    "age_specific_rates",
    "births_decomposition",
    "gross_reproduction_rate",
    "mean_age_at_childbearing",
    "momentum",
    "net_reproduction_rate",
    "parity_progression",
    "pf_ratio",
    "rates_by_order",
    "three_factor_effects",
    "total_fertility_rate",
]
