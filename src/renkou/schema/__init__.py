"""What may be known: tables, columns, codes, sensitivity. The one declaration."""

from .column import Column, Kind, Sensitivity, Table
from .recurring import VERSION_COLUMNS
from .scope import KIND_OF_POPULATION, POPULATIONS, Scope
from .tables import ALL, BY_NAME, ELSEWHERE, REGISTER, SNAPSHOT
from .text import Text

__all__ = [
    "ALL",
    "BY_NAME",
    "ELSEWHERE",
    "KIND_OF_POPULATION",
    "POPULATIONS",
    "REGISTER",
    "SNAPSHOT",
    "VERSION_COLUMNS",
    "Column",
    "Kind",
    "Scope",
    "Sensitivity",
    "Table",
    "Text",
]
