"""The synthetic city: invented lives, their papers, and the faults in them."""

from .build import build_city
from .scoring import Score, score
from .summary import Built

__all__ = ["Built", "Score", "build_city", "score"]
