"""Public figures kept with Renkou: two censuses and the United Nations' series.

The source of every figure is named. UN figures stand under CC BY 3.0 IGO:
`ATTRIBUTION` goes wherever they go.
"""

from .censuses import Bulletin, Census, bulletin, census
from .conflict import Conflict, conflicts
from .figure import Figures, figures
from .un_medium import (
    Bounds,
    MediumPath,
    medium_path,
    projection_bounds,
    un_spread,
)
from .un_series import (
    ATTRIBUTION,
    Indicators,
    PeriodFigures,
    Rates,
    fertility_pattern,
    indicators,
    mortality_rates,
    period_figures,
    population,
)

__all__ = [
    "ATTRIBUTION",
    "Bounds",
    "Bulletin",
    "Census",
    "Conflict",
    "Figures",
    "Indicators",
    "MediumPath",
    "PeriodFigures",
    "Rates",
    "bulletin",
    "census",
    "conflicts",
    "fertility_pattern",
    "figures",
    "indicators",
    "medium_path",
    "mortality_rates",
    "period_figures",
    "population",
    "projection_bounds",
    "un_spread",
]
