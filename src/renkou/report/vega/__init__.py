"""Charts in Vega-Lite, made from the tables that the drawings are made from.

A spec is written for one reader, in one language, and carries the colours of both
themes: `config` those of the light one, `usermeta.dark` those of the dark one. Where
no reader is known, as in a file that holds both languages, there is none.
"""

from .of_areas import dots, funnel
from .of_people import components, parts, pyramid
from .of_years import Trace, over_time
from .spec import Spec

__all__ = [
    "Spec",
    "Trace",
    "components",
    "dots",
    "funnel",
    "over_time",
    "parts",
    "pyramid",
]
