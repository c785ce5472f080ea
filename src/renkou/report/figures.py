"""The figures of one city, looked up by measure, area, year, sex and category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Key = tuple[str, str, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its value, its interval, and the value as known before."""

    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    earlier: float | None = None
    numerator: float | None = None
    denominator: float | None = None

    @property
    def revision(self) -> float | None:
        """By how much it changed since it was known before."""
        if self.value is None or self.earlier is None:
            return None
        return self.value - self.earlier


NONE = Figure()
_FIELDS = ("value", "lower", "upper", "value_vs", "numerator", "denominator")


@dataclass(frozen=True)
class Figures:
    """Figures by key; what was not computed, or is not defined, is `NONE`."""

    by_key: Mapping[Key, Figure]

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
        """One figure, of residents unless it is said."""
        key = (measure, area, year, sex, category, population or "resident")
        return self.by_key.get(key, NONE)

    def series(
        self, measure: str, area: str, years: Iterable[int], *, sex: str = "total"
    ) -> list[Figure]:
        """The figures of a measure year by year."""
        return [self.get(measure, area, year, sex=sex) for year in years]

    def __or__(self, other: Figures) -> Figures:
        return Figures({**self.by_key, **other.by_key})


def figures_of(table: Any) -> Figures:
    """The rows of an Arrow table that `renkou.measure` returned."""
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    rows = len(table)
    none = [None] * rows
    keys = zip(
        columns["measure"],
        columns["area"],
        (int(period[:4]) for period in columns["period"]),
        (sex or "total" for sex in columns["sex"]),
        (category or "" for category in columns["category"]),
        columns["population"],
        strict=True,
    )
    values = zip(*(columns.get(name, none) for name in _FIELDS), strict=True)
    return Figures({k: Figure(*v) for k, v in zip(keys, values, strict=True)})
