"""Mortality compared: decomposed, standardised, and estimated for small areas."""

from .decomposition import RateDecomposition, arriaga, kitagawa
from .standardisation import (
    StandardisedRate,
    StandardisedRatio,
    direct_standardisation,
    indirect_standardisation,
)

__all__ = [
    "RateDecomposition",
    "StandardisedRate",
    "StandardisedRatio",
    "arriaga",
    "direct_standardisation",
    "indirect_standardisation",
    "kitagawa",
]
