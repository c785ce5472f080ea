"""Age groups split into single years: totals are kept and nothing is negative."""

from .composite_link import pclm
from .osculation import beers, sprague
from .spline import monotone

__all__ = ["beers", "monotone", "pclm", "sprague"]
