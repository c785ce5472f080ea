"""What the register shows of each area: who lives, is born and dies there, by age."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import numpy.typing as npt

from renkou.areas import Unit
from renkou.definitions import AgeGroups, Events, PersonYears, Stock, facts
from renkou.definitions.groups import FERTILE
from renkou.schema import KIND_OF_POPULATION

from ..counting import Counter
from ..homes import Homes
from ..knowledge import Knowledge
from ..levels import Levels
from ..periods import Period, Span
from ..workspace import Workspace

Array = npt.NDArray[np.float64]
OLDEST = 100  # and over
SINGLE = AgeGroups(lower=tuple(range(OLDEST + 1)))
ABRIDGED = AgeGroups(lower=(0, 1, *range(5, OLDEST + 1, 5)))
WOMEN = slice(ABRIDGED.lower.index(15), ABRIDGED.lower.index(50))


@dataclass(frozen=True)
class Observed:
    """Counts by area and year, in the order of the areas' codes.

    `stock` has one year more than the others, the one before them, at its head.
    """

    stock: Array
    """Persons at each year's end, (areas, years + 1, 2, 101), single ages."""
    lived: Array
    """Person-years, (areas, years, 2, 22), ages 0, 1, 5 … 100."""
    deaths: Array
    """(areas, years, 2, 22)."""
    born: Array
    """Births by sex of the child, (areas, years, 2)."""
    births: Array
    """Births by age of the mother, (areas, years, 7), 15–19 … 45–49."""

    def of(self, areas: npt.NDArray[np.bool_]) -> Observed:
        """Those of some areas."""
        return Observed(*(getattr(self, field.name)[areas] for field in fields(self)))

    def summed(self) -> Observed:
        """All areas as one."""
        parts = (getattr(self, field.name) for field in fields(self))
        return Observed(*(part.sum(axis=0, keepdims=True) for part in parts))

    @property
    def base(self) -> Array:
        """Persons at the end of the last year, (areas, 2, 101)."""
        return self.stock[:, -1]

    @property
    def women(self) -> Array:
        """Person-years of women by age, (areas, years, 7)."""
        return self.lived[..., 1, WOMEN]


def observed(
    work: Workspace,
    levels: tuple[str, ...],
    years: range,
    population: str,
    known_on: date,
    area_list: date | None,
) -> dict[str, tuple[tuple[Unit, ...], Observed]]:
    """The units of each level and their counts, as known on the day."""
    knowledge = Knowledge(work, known_on)
    placed = Levels(knowledge, work.tree.list_for(area_list), levels)
    span = Span.over(Period(year) for year in years)
    kind = KIND_OF_POPULATION[population]
    counter = Counter(placed, Homes(placed), kind, span, _nothing_given)
    deaths, births = facts.deaths, facts.births
    died = Events(of=deaths, by=ABRIDGED.of(deaths.age))
    mothers = Events(of=births, by=FERTILE.of(births.mother_age))
    found = {}
    for level in levels:
        found[level] = (
            placed.of[level].units,
            Observed(
                stock=counter.of(Stock(ages=SINGLE), level),
                lived=counter.of(PersonYears(ages=ABRIDGED), level)[:, 1:],
                deaths=counter.of(died, level)[:, 1:],
                born=counter.of(Events(of=births), level)[:, 1:, :, 0],
                births=counter.of(mothers, level)[:, 1:].sum(axis=2),
            ),
        )
    return found


def _nothing_given(name: str, level: str) -> Array:
    raise LookupError(f"{name} of {level}: nothing is given to a projection")
