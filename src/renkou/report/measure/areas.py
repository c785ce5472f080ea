"""The figures of one measure over many areas, as arrays in one order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from renkou.schema.text import Text

from ..city import Place
from ..numbers import Form

Floats = npt.NDArray[np.float64]
Order = npt.NDArray[np.intp]
# Women by their number of children are counted for the city's services alone: a count
# this small could be of people whom somebody knows.
PROTECTED, LEAST = frozenset({"women-by-children"}), 10.0
TOO_FEW = Text(
    "Fewer than 10: not shown, to protect families", "不足10人，为保护家庭不予显示"
)


@dataclass(frozen=True, eq=False)
class Columns:
    """Five fields of each area and its value as first published; NaN where missing."""

    value: Floats
    lower: Floats
    upper: Floats
    numerator: Floats
    denominator: Floats
    first: Floats

    def take(self, order: Order) -> Columns:
        """The areas of `order` alone."""
        return Columns(*(getattr(self, name)[order] for name in FIELDS))

    def protected(self) -> Columns:
        """Without counts of fewer than ten people; a true nought is one of them."""
        few = ~(self.value >= LEAST)
        kept = np.where(few, np.nan, self.value)
        first = np.where(~(self.first >= LEAST), np.nan, self.first)
        return replace(self, value=kept, numerator=kept, first=first)


FIELDS = ("value", "lower", "upper", "numerator", "denominator", "first")


@dataclass(frozen=True, eq=False)
class Areas:
    """One measure in one year: the areas compared, and the area they are parts of.

    `columns` are of `places`, `whole` (one row) of `of`.
    """

    measure: str
    title: Text
    unit: Text
    form: Form
    who: Text
    year: int
    of: Place
    places: Sequence[Place]
    columns: Columns
    whole: Columns
    level: Text  # what each of the areas is
    levels: Text  # and all of them
    link: Callable[[Place], str] = lambda _: ""  # where all is said of an area's figure

    @property
    def protected(self) -> bool:
        """Whether small counts are kept back."""
        return self.measure in PROTECTED

    @cached_property
    def ranked(self) -> Order:
        """Positions of the areas with a value, the highest first."""
        value = self.columns.value
        order = np.argsort(-value, kind="stable")
        found: Order = order[: int(np.isfinite(value).sum())]
        return found

    @cached_property
    def unknown(self) -> Order:
        """Positions of the areas without a value."""
        return np.flatnonzero(~np.isfinite(self.columns.value))

    @property
    def bounded(self) -> bool:
        """Whether any of the figures has an interval."""
        return bool(np.isfinite(self.columns.lower).any())
