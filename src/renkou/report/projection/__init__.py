"""A projected area as charts, tables and sentences."""

from .ages import ages
from .change import change
from .fan import fan
from .future_pyramid import future_pyramid
from .outlook import BROAD_AGES, Outlook
from .scenario_lines import scenario_lines
from .sentences import basis, lead
from .years import years_table

__all__ = [
    "BROAD_AGES",
    "Outlook",
    "ages",
    "basis",
    "change",
    "fan",
    "future_pyramid",
    "lead",
    "scenario_lines",
    "years_table",
]
