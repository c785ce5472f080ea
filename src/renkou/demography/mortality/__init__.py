"""Mortality compared: decomposed, standardised, and estimated for small areas."""

from .decomposition import RateDecomposition, arriaga, kitagawa
from .small_area import SmallAreaExpectation, small_area_e0
from .standardisation import (
    StandardisedRate,
    StandardisedRatio,
    direct_standardisation,
    indirect_standardisation,
)

__all__ = [
    "RateDecomposition",
    "SmallAreaExpectation",
    "StandardisedRate",
    "StandardisedRatio",
    "arriaga",
    "direct_standardisation",
    "indirect_standardisation",
    "kitagawa",
    "small_area_e0",
]
