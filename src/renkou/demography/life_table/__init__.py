"""Life tables: built, extended to the oldest ages, modelled, and their uncertainty."""

from .interval import ExpectationInterval, can_be_built, life_expectancy_interval
from .model import log_quadratic
from .old_age import Extension, extend
from .survival import survival_ratios
from .table import LifeTable

__all__ = [
    "ExpectationInterval",
    "Extension",
    "LifeTable",
    "can_be_built",
    "extend",
    "life_expectancy_interval",
    "log_quadratic",
    "survival_ratios",
]
