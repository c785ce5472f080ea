"""What is counted. Events are Ibis expressions; stocks and person-years are symbols
that an engine turns into prefix sums.

An engine answers each quantity with an array (areas, periods, sexes, groups): two sexes
where `by_sex`, else one; as many groups as it has labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import ibis.expr.types as ir

from . import facts
from .groups import ALL_AGES, AgeGroups, Groups

MOST_CHILDREN = 8  # of a mother, as measures ask for them


class Sex(StrEnum):
    """A fixed sex; where a quantity has none it is counted for each."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, kw_only=True)
class Stock:
    """Persons there on the last day of the period (or of the one `before` it)."""

    ages: AgeGroups = ALL_AGES
    sex: Sex | None = None
    before: bool = False
    children: int = 0  # only those with at least so many children born by then

    def __post_init__(self) -> None:
        asked = 0 <= self.children <= MOST_CHILDREN
        if not asked or (self.children and self.before):
            raise ValueError(
                f"stock: mothers are counted at the end of the period itself, of 1 to "
                f"{MOST_CHILDREN} children, not {self.children}"
            )

    @property
    def by_sex(self) -> bool:
        """Whether it is counted for each sex."""
        return self.sex is None

    @property
    def labels(self) -> tuple[str, ...]:
        """One label for each group."""
        return self.ages.labels


@dataclass(frozen=True, kw_only=True)
class PersonYears:
    """Days lived in the period, over the days of its calendar year."""

    ages: AgeGroups = ALL_AGES
    sex: Sex | None = None
    before: bool = False  # of the period before instead

    @property
    def by_sex(self) -> bool:
        """Whether it is counted for each sex."""
        return self.sex is None

    @property
    def labels(self) -> tuple[str, ...]:
        """One label for each group."""
        return self.ages.labels


@dataclass(frozen=True, kw_only=True, eq=False)
class Events:
    """Rows of a fact that meet `where`; or, with `total`, the sum of an expression."""

    of: ir.Table
    where: ir.BooleanValue | None = None
    by: Groups | None = None
    total: ir.NumericValue | None = None
    before: bool = False

    def __post_init__(self) -> None:
        if self.before and self.of.get_name() == facts.households.get_name():
            raise ValueError("households are put together for the period itself alone")

    @property
    def by_sex(self) -> bool:
        """Whether it is counted for each sex."""
        return "sex" in self.of.columns

    @property
    def labels(self) -> tuple[str, ...]:
        """One label for each group."""
        return self.by.labels if self.by else ("",)


@dataclass(frozen=True, kw_only=True)
class Moves:
    """Moves into the area from outside it, or out of it."""

    into: bool
    by_sex: bool = True
    before: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """One label: moves are not split."""
        return ("",)


@dataclass(frozen=True, kw_only=True)
class Given:
    """A figure that comes from outside the register: `total` or `area_km2`."""

    name: str
    by_sex: bool = False
    before: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """One label: a given figure is not split."""
        return ("",)


Quantity = Stock | PersonYears | Events | Moves | Given
