"""Which areas or months differ by more than chance, and what is behind their counts.

Limits are exact where a distribution allows it. A cell outside them is a flag, wrong as
often as the level says: of 200 areas alike, ten lie outside 95% limits.
"""

from .beta_binomial import SharesBehind, beta_binomial
from .funnel import (
    Exposures,
    Limits,
    flag,
    funnel_curve,
    funnel_proportion,
    funnel_ratio,
    poisson_interval,
)
from .gamma_poisson import RisksBehind, gamma_poisson
from .overdispersion import Overdispersion, overdispersion
from .signals import Cusum, Discoveries, cusum, false_discovery

__all__ = [
    "Cusum",
    "Discoveries",
    "Exposures",
    "Limits",
    "Overdispersion",
    "RisksBehind",
    "SharesBehind",
    "beta_binomial",
    "cusum",
    "false_discovery",
    "flag",
    "funnel_curve",
    "funnel_proportion",
    "funnel_ratio",
    "gamma_poisson",
    "overdispersion",
    "poisson_interval",
]
