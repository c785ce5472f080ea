"""Smoothing of counts by age that were reported with a preference for some ages."""

from .five_year_windows import moving_average, united_nations
from .single_years import feeney, spencer, zelnik
from .ten_year_groups import arriaga, carrier_farrag, karup_king_newton, strong
from .zigzags import Zigzag, zigzag, zigzag_objective

__all__ = [
    "Zigzag",
    "arriaga",
    "carrier_farrag",
    "feeney",
    "karup_king_newton",
    "moving_average",
    "spencer",
    "strong",
    "united_nations",
    "zelnik",
    "zigzag",
    "zigzag_objective",
]
