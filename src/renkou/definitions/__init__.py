"""A small language of measures, as frozen values over Ibis expressions."""

from . import facts
from .figure import Array, Counts, Figure, figure, over
from .groups import (
    ABRIDGED,
    ALL_AGES,
    FERTILE,
    FIVE_YEAR,
    SINGLE,
    AgeGroups,
    Groups,
    ages,
)
from .measure import (
    Balance,
    Count,
    Derived,
    Measure,
    Proportion,
    Quotient,
    Rate,
    Ratio,
)
from .quantity import (
    MOST_CHILDREN,
    Events,
    Given,
    Moves,
    PersonYears,
    Quantity,
    Sex,
    Stock,
)
from .worked import Town, Worked

__all__ = [
    "ABRIDGED",
    "ALL_AGES",
    "FERTILE",
    "FIVE_YEAR",
    "MOST_CHILDREN",
    "SINGLE",
    "AgeGroups",
    "Array",
    "Balance",
    "Count",
    "Counts",
    "Derived",
    "Events",
    "Figure",
    "Given",
    "Groups",
    "Measure",
    "Moves",
    "PersonYears",
    "Proportion",
    "Quantity",
    "Quotient",
    "Rate",
    "Ratio",
    "Sex",
    "Stock",
    "Town",
    "Worked",
    "ages",
    "facts",
    "figure",
    "over",
]
