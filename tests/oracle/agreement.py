"""Sets a table of figures beside the oracle's, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from math import isclose, isnan
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from .formulas import (
    BY_SEX,
    MEASURES,
    NOT_STATED,
    Facts,
    Figure,
    Found,
    facts,
)
from .oracle import Oracle

Place = tuple[str, str, str]  # area, period, sex
PARTS = ("numerator", "denominator")
LIMITS = ("lower", "upper")
NONE = Figure(None)


def number(value: Any) -> float | None:
    """A cell as a number; None where it is empty or not a number."""
    return None if value is None or isnan(value) else float(value)


def alike(one: float | None, other: float | None, tolerance: float = 1e-9) -> bool:
    """Whether both are missing, or equal but for rounding."""
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=tolerance, abs_tol=1e-9)


@dataclass
class Comparison:
    """Compares every row of a table of one level, population and as-known date."""

    oracle: Oracle
    where: dict[str, Any]  # level, population, known_on
    found: dict[tuple[str, Place], Found] = field(default_factory=dict)
    seen: dict[Place, Facts] = field(default_factory=dict)

    def expected(self, key: str, place: Place) -> Found:
        """The oracle's figures of one measure in one place; empty places are shared."""
        area, period, sex = place
        here = self.facts(area, period, sex)
        if key != "density" and not (here.now or here.past or here.moved):
            place = ("", period, sex)
        if (key, place) not in self.found:
            self.found[key, place] = MEASURES[key](here)
        return self.found[key, place]

    def facts(self, area: str, period: str, sex: str) -> Facts:
        """What the oracle counted there."""
        place = (area, period, sex)
        if place not in self.seen:
            self.seen[place] = facts(
                self.oracle, area, period=period, sex=sex, **self.where
            )
        return self.seen[place]

    def disagreements(
        self, table: pa.Table, areas: Iterable[str], periods: Iterable[str]
    ) -> Iterator[str]:
        """In words, each row that is missing, too many or has another figure."""
        areas, periods = set(areas), list(periods)
        busy = areas
        if len(areas) > 200:
            busy = {area for area in areas if self._busy(area, periods)}
        lively = pc.is_in(table["area"], value_set=pa.array(sorted(busy)))
        yield from self._lively(table.filter(lively), busy, periods)
        quiet = table.filter(pc.invert(lively))
        yield from self._quiet(quiet, len(areas - busy), periods)

    def _busy(self, area: str, periods: Iterable[str]) -> bool:
        found = [self.facts(area, period, "total") for period in periods]
        return any(here.now or here.past or here.moved for here in found)

    def _lively(
        self, table: pa.Table, areas: Iterable[str], periods: Iterable[str]
    ) -> Iterator[str]:
        cells: dict[tuple[str, Place], dict[str, dict[str, Any]]] = {}
        for row in table.to_pylist():
            place = (row["area"], row["period"], row["sex"])
            by_category = cells.setdefault((row["measure"], place), {})
            category = row["category"] or ""
            if category in by_category:
                yield f"twice: {row}"
            by_category[category] = row
        wanted = set(product(self._asked(table), product(areas, periods)))
        found = {((key, p[2]), (p[0], p[1])) for key, p in cells}
        for difference in sorted(wanted ^ found):
            yield f"{'missing' if difference in wanted else 'unasked'}: {difference}"
        for (key, place), categories in cells.items():
            yield from self._categories(key, place, categories)

    @staticmethod
    def _asked(table: pa.Table) -> set[tuple[str, str]]:
        keys = set(table["measure"].to_pylist())
        sexes = set(table["sex"].to_pylist())
        return {(k, s) for k in keys for s in sexes if s == "total" or k in BY_SEX}

    def _categories(
        self, key: str, place: Place, rows: dict[str, dict[str, Any]]
    ) -> Iterator[str]:
        expected = self.expected(key, place)
        if NOT_STATED not in rows and not expected.get(NOT_STATED, NONE).value:
            expected = {name: expected[name] for name in expected if name != NOT_STATED}
        if rows.keys() != expected.keys():
            yield f"{key} {place}: categories {sorted(rows)}, oracle {sorted(expected)}"
        for category in rows.keys() & expected.keys():
            for name, got, want in differences(rows[category], expected[category]):
                yield f"{key} {place} {category} {name}: {got}, oracle {want}"

    def _quiet(
        self, table: pa.Table, areas: int, periods: Iterable[str]
    ) -> Iterator[str]:
        """Areas where nothing happens: few distinct rows stand for all of them."""
        kept = ["measure", "period", "sex", "category", "value", *LIMITS, *PARTS]
        alike_rows = table.group_by(kept).aggregate([("area", "count")])
        for row in alike_rows.to_pylist():
            figures = self.expected(row["measure"], ("", row["period"], row["sex"]))
            category = row["category"] or ""
            if category not in figures or row["area_count"] != areas:
                yield f"of {areas} quiet areas: {row}"
                continue
            for name, got, want in differences(row, figures[category]):
                yield f"quiet: {row['measure']} {category} {name}: {got}, oracle {want}"
        keys = {(row["measure"], row["period"]) for row in alike_rows.to_pylist()}
        missing = set(product(set(table["measure"].to_pylist()), periods)) - keys
        if areas and missing:
            yield f"quiet areas lack {sorted(missing)}"


def differences(
    row: dict[str, Any], figure: Figure
) -> Iterator[tuple[str, float | None, float | None]]:
    """The columns in which a row is not what the oracle says."""
    got = number(row["value"])
    if not alike(got, figure.value):
        yield "value", got, figure.value
    for name in PARTS:
        want = getattr(figure, name)
        if not alike(number(row[name]), want):
            yield name, number(row[name]), want
    for name, want in zip(LIMITS, figure.limits or (None, None), strict=True):
        if not alike(number(row[name]), want, 1e-6):
            yield name, number(row[name]), want


def months(year: int) -> list[str]:
    """The periods of a year by month."""
    return [f"{year}-{month:02}" for month in range(1, 13)]
