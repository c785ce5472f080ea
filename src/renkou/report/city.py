"""What the page of a city is made of, before any of it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from renkou.schema.text import Text

from .figures import Figure
from .numbers import Form

AGE_GROUPS = (*(f"{a}-{a + 4}" for a in range(0, 85, 5)), "85+")
NOT_DEFINED = Text("Not defined here: nothing to divide by", "分母为零，无法计算")
WHO = {
    "resident": Text("residents", "常住人口"),
    "registered": Text("registered population", "户籍人口"),
}


class Label(Protocol):
    """What a measure says of itself; `renkou.indicators.MEASURES` has them."""

    @property
    def title(self) -> Text:
        """Its name."""
        ...

    @property
    def unit(self) -> Text:
        """The unit of its figures."""
        ...

    @property
    def interval(self) -> Text:
        """How its interval is computed, or why it has none."""
        ...


class About(Protocol):
    """Where a page says all about one figure."""

    def __call__(
        self,
        measure: str,
        area: str,
        year: int,
        *,
        population: str = "",
        sex: str = "total",
        category: str = "",
    ) -> str:
        """The address of what is said of a figure."""
        ...


class Lookup(Protocol):
    """Figures by what they are of: `Figures` of a report, or those kept for pages."""

    def get(
        self,
        measure: str,
        area: str,
        year: int,
        *,
        sex: str = "total",
        category: str = "",
        population: str = "",
    ) -> Figure:
        """One figure; without value where there is none.

        Without `population` it is of the population that the page is about.
        """
        ...

    def series(
        self, measure: str, area: str, years: Iterable[int], *, sex: str = "total"
    ) -> list[Figure]:
        """The figures of a measure year by year."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """An area on the page: its code, its names, and what the search finds it by."""

    code: str
    name: Text
    chinese: str
    search: str
    parent: str = ""
    parent_name: Text | None = None
    assumed: Text | None = None  # what about its figures rests on an assumption


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure of the nation: estimated, or projected by its source."""

    value: float
    projected: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A census by age group, men and women, on the city's scale."""

    year: int
    men: tuple[float, ...]
    women: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Births of a year as known on one day."""

    year: int
    day: date
    births: float


@dataclass(frozen=True, slots=True)
class CensusRow:
    """A figure of a census of the city, on its scale, beside the register's."""

    measure: str
    year: int
    census: float
    register: float | None


@dataclass(frozen=True)
class City:
    """A city's figures, the dates they hold for, and what stands beside them."""

    place: Place
    figures: Lookup
    labels: Mapping[str, Label]
    year: int
    years: Sequence[int]
    stock_years: Sequence[int]
    known_on: date
    first_known: date | None
    counties: Sequence[Place]
    townships: Sequence[Place]
    synthetic: bool
    scale: float = 1.0  # the city's size as a share of the real one's
    nation: Mapping[tuple[str, int], Beside] | None = None
    outlines: Sequence[Outline] = ()
    census_rows: Sequence[CensusRow] = ()
    first_counts: Sequence[Known] = ()  # each year at its first publication
    month_counts: Sequence[Known] = ()  # the year of the page, month-end by month-end
    conflicts: Sequence[Text] = ()
    attribution: str = ""
    sources: Sequence[Text] = ()
    population: str = "resident"  # whom the figures are of, where no row says it
    parent: Place | None = None  # the area above, whose figures stand beside
    about: About | None = None
    absent: Mapping[str, Text] = field(default_factory=dict)  # why a measure is missing

    @property
    def who(self) -> Text:
        """Whom the figures are of."""
        return WHO[self.population]

    def link(
        self,
        measure: str,
        area: str,
        year: int,
        *,
        population: str = "",
        sex: str = "total",
        category: str = "",
    ) -> str:
        """Where all is said of a figure; nothing where no page does."""
        if self.about is None:
            return ""
        return self.about(
            measure, area, year, population=population, sex=sex, category=category
        )

    @property
    def code(self) -> str:
        """The city's code."""
        return self.place.code

    def why(self, measure: str) -> Text:
        """Why a figure of the measure is missing."""
        return self.absent.get(measure, NOT_DEFINED)

    def form(self, measure: str) -> Form:
        """How figures of the measure are written."""
        return Form.of(measure, self.labels[measure].unit)

    def beside(self, measure: str, year: int) -> Beside | None:
        """The nation's figure."""
        return (self.nation or {}).get((measure, year))

    def outline(self, year: int) -> Outline | None:
        """The latest census up to `year`."""
        past = [o for o in self.outlines if o.year <= year]
        return max(past, key=lambda o: o.year) if past else None

    def by_age(self, year: int, sex: str) -> list[float]:
        """People of one sex by five-year age group at the end of `year`."""
        return [
            self.figures.get(
                "population-by-age", self.code, year, sex=sex, category=group
            ).value
            or 0.0
            for group in AGE_GROUPS
        ]
