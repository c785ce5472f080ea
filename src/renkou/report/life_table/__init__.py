"""A life table as tables, charts and sentences."""

from .arriaga import arriaga_chart
from .columns import life_table
from .curves import risk, survivors
from .lives import Lives, Smoothed, smoothed
from .sentences import lead, warnings
from .through_time import through_time

__all__ = [
    "Lives",
    "Smoothed",
    "arriaga_chart",
    "lead",
    "life_table",
    "risk",
    "smoothed",
    "survivors",
    "through_time",
    "warnings",
]
