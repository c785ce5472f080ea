"""A city's plan, checked before it is signed: can its figures hold together?

`check` takes the mapping read from a PLAN.toml and gives a `Verdict`. It advises
planners about schools, care and pensions, and sets nobody a quota.
"""

from .back_projection import back_projection
from .checking import check
from .figure import Figure
from .reasoning import Conflict
from .verdict import Projected, Range, Verdict
from .wording import PlanError, Wording

__all__ = [
    "Conflict",
    "Figure",
    "PlanError",
    "Projected",
    "Range",
    "Verdict",
    "Wording",
    "back_projection",
    "check",
]
