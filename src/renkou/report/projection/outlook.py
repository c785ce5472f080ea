"""What the pages of a projection are made of, before any of it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from renkou.demography.projection.ages import AGES
from renkou.engines.by_age import Array
from renkou.engines.projection.one_area import AreaCourse
from renkou.engines.projection.spreading import QUANTILES
from renkou.schema.text import Text

from ..city import Place

CARE, SCHOOL, WORKING = AGES["care"], AGES["school"], AGES["working"]
BROAD_AGES = tuple(int(a) for a in (0, CARE[1], *SCHOOL, WORKING[1]))
AT = {"low95": 0, "low80": 1, "median": 2, "high80": 3, "high95": 4}
PYRAMID = 18  # groups of five years, the last 85 and over


@dataclass(frozen=True)
class Outlook:
    """An area's courses, and what was counted there before."""

    place: Place
    population: str
    course: AreaCourse
    counted: Mapping[str, Sequence[tuple[int, float]]]  # by measure: year and value
    pyramid_year: int

    @property
    def base(self) -> int:
        """The last year that was over."""
        return self.course.asked.base

    @property
    def years(self) -> range:
        """The base and the years after it."""
        return range(self.base, self.course.asked.to + 1)

    @property
    def whom(self) -> Text:
        """Whose number it is."""
        return WHOM[self.population]

    def total(self, at: str) -> Array:
        """A quantile of persons, (years,): "median", "low80", "high95" and so on."""
        return self._of(self.course.quantiles.population, at)

    def events(self, what: str, at: str) -> Array:
        """A quantile of births or deaths, from the year after the base on."""
        return self._of(getattr(self.course.quantiles, what), at)

    def of_age(self, group: int, at: str) -> Array:
        """A quantile of persons of one of `BROAD_AGES`, (years,)."""
        found: Array = self.course.quantiles.broad_ages[0, AT[at], :, group]
        return found

    @property
    def net_migrants(self) -> Array:
        """Net migrants of each year after the base, on the central course."""
        net: Array = self.course.central.migrants.sum(axis=(-2, -1))
        return net

    def pyramid(self, year: int) -> Array:
        """Persons by sex and five-year age, (2, 18), on the central course."""
        people = self.course.central.population[year - self.base]
        starts = np.arange(0, 5 * PYRAMID, 5)
        groups: Array = np.add.reduceat(people, starts, axis=-1)
        return groups

    def _of(self, quantiles: Array, at: str) -> Array:
        found: Array = quantiles[0, AT[at]]
        return found


WHOM = {
    "resident": Text("residents", "常住人口"),
    "registered": Text("registered persons", "户籍人口"),
}
GROUPS = (
    *(f"{a}-{b - 1}" for a, b in pairwise(BROAD_AGES)),
    f"{BROAD_AGES[-1]}+",
)
if len(QUANTILES) != len(AT):
    raise ValueError(f"quantiles: {QUANTILES} must be {tuple(AT)}")
