"""How many there are, from lists that each hold some of them.

Lists overlap: who is on one and not on another tells how many are on none. Every
method assumes that the lists are matched without error and that nobody comes or goes
between them; what else it assumes, each says.
"""

from .loglinear import MultipleSystems, multiple_systems
from .selection import Candidate, Selection, select_model
from .two_lists import DualSystem, dual_system
from .unseen import LowerBound, chao_lower_bound

__all__ = [
    "Candidate",
    "DualSystem",
    "LowerBound",
    "MultipleSystems",
    "Selection",
    "chao_lower_bound",
    "dual_system",
    "multiple_systems",
    "select_model",
]
