"""The signs of a bad number: one test a sign, each with how often it is wrong.

Late recording (`others`), births left out (`omission` against a second list,
`shortfall` from counts alone), invented counts (`invention`). Every p is that of
chance alone where nothing is wrong; who calls a test over many areas controls the
false alarms with `control_limits.false_discovery`. A sign is a reason to look at how
an office recorded. It names no cause and no person.
"""

from .invention import Differing, Near, SameYears, differing, near, same_each_year
from .omission import DelayCurve, Lacking, delay_curve, lacking
from .others import Beside, Later, beside_others, later
from .power import smallest_loss, smallest_share
from .shortfall import Shortfall, shortfall

__all__ = [
    "Beside",
    "DelayCurve",
    "Differing",
    "Lacking",
    "Later",
    "Near",
    "SameYears",
    "Shortfall",
    "beside_others",
    "delay_curve",
    "differing",
    "lacking",
    "later",
    "near",
    "same_each_year",
    "shortfall",
    "smallest_loss",
    "smallest_share",
]
