"""Every figure of a snapshot, computed once and kept: what pages and bulletins read."""

from .axes import Axes, Series, axes_of
from .by_age import ByAge, read_by_age
from .making import MONTH_ENDS, days_wanted, make_day, make_tables
from .store import Known, Tables, place_of

__all__ = [
    "MONTH_ENDS",
    "Axes",
    "ByAge",
    "Known",
    "Series",
    "Tables",
    "axes_of",
    "days_wanted",
    "make_day",
    "make_tables",
    "place_of",
    "read_by_age",
]
