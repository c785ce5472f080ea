"""Every figure of a snapshot, computed once and kept: what pages and bulletins read."""

from .asked import Asked, Failed, Underway
from .axes import Axes, Series, axes_of
from .by_age import ByAge, read_by_age
from .making import MONTH_ENDS, days_wanted, first_day, make_day, make_tables
from .store import Known, Tables, place_of

__all__ = [
    "MONTH_ENDS",
    "Asked",
    "Axes",
    "ByAge",
    "Failed",
    "Known",
    "Series",
    "Tables",
    "Underway",
    "axes_of",
    "days_wanted",
    "first_day",
    "make_day",
    "make_tables",
    "place_of",
    "read_by_age",
]
