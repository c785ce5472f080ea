"""What is counted by age of each area: who lives, is born and dies there."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from renkou.definitions import AgeGroups, Events, PersonYears, Quantity, Stock, facts
from renkou.definitions.groups import FERTILE

from .counting import Counter

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

    def last(self, years: int) -> Observed:
        """The last years alone."""
        return Observed(
            self.stock[:, -years - 1 :],
            self.lived[:, -years:],
            self.deaths[:, -years:],
            self.born[:, -years:],
            self.births[:, -years:],
        )

    @property
    def base(self) -> Array:
        """Persons at the end of the last year, (areas, 2, 101)."""
        return self.stock[:, -1]

    @property
    def women(self) -> Array:
        """Person-years of women by age, (areas, years, 7)."""
        return self.lived[..., 1, WOMEN]

    @property
    def inhabited(self) -> npt.NDArray[np.bool_]:
        """The areas where somebody lived or was born, (areas,)."""
        people = self.stock.sum(axis=(1, 2, 3)) + self.born.sum(axis=(1, 2))
        there: npt.NDArray[np.bool_] = people > 0
        return there


@dataclass(frozen=True)
class Counts:
    """The quantities that `Observed` is made of, declared once for a counter."""

    stock: Stock
    lived: PersonYears
    deaths: Events
    born: Events
    births: Events

    @classmethod
    def declared(cls) -> Counts:
        """The quantities."""
        deaths, births = facts.deaths, facts.births
        return cls(
            stock=Stock(ages=SINGLE),
            lived=PersonYears(ages=ABRIDGED),
            deaths=Events(of=deaths, by=ABRIDGED.of(deaths.age)),
            born=Events(of=births),
            births=Events(of=births, by=FERTILE.of(births.mother_age)),
        )

    @property
    def every(self) -> tuple[Quantity, ...]:
        """All of them."""
        return self.stock, self.lived, self.deaths, self.born, self.births

    def of(self, counter: Counter, level: str) -> Observed:
        """The counts of the areas of a level; of the span's first year the stock."""
        return Observed(
            stock=counter.of(self.stock, level),
            lived=counter.of(self.lived, level)[:, 1:],
            deaths=counter.of(self.deaths, level)[:, 1:],
            born=counter.of(self.born, level)[:, 1:, :, 0],
            births=counter.of(self.births, level)[:, 1:].sum(axis=2),
        )


def nothing_given(name: str, level: str) -> Array:
    """A counter's figures from outside: counts by age want none."""
    raise LookupError(f"{name} of {level}: nothing is given to counts by age")
