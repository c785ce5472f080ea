"""The dated tree of areas: keys, codes, names and parents over time, and crosswalks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .crosswalk import Crosswalk
from .decisions import Decision, NewArea
from .tree import AreaTree
from .unit import LEVELS, Unit

__all__ = ["LEVELS", "AreaTree", "Crosswalk", "Decision", "NewArea", "Unit", "bundled"]

_DATA = Path(__file__).parent / "data"
_FILES = (
    "neijiang_counties_5vintages.csv",
    "neijiang_townships_5vintages.csv",
    "neijiang_villages_5vintages.csv",
    "sichuan_2023.csv",
)


@cache
def bundled() -> AreaTree:
    """The packaged lists: Neijiang down to the village in five vintages, 2016–2023.

    Sichuan's other counties and townships stand around it on the list of 2023. Source:
    codes of the National Bureau of Statistics; see `data/README.md`.

    >>> [len(bundled().units(day, "township")) for day in bundled().vintages]
    [118, 121, 83, 83, 83]
    """
    from .own_lists import packaged_listings

    return AreaTree(packaged_listings([_DATA / name for name in _FILES]))
