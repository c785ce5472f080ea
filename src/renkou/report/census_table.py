"""The register beside the censuses of 2010 and 2020."""

from __future__ import annotations

from collections.abc import Sequence

from renkou.schema.text import Text

from .city import CensusRow, City
from .data_table import Cell, Column, DataTable, Row, value_cell
from .trends import with_unit

NOT_THERE = Text("The census has no such figure", "普查无此项")
NOT_COMPUTED = Text("Not computed for this year", "本年未计算")


def census_table(city: City) -> DataTable | None:
    """Measures of the city in the census years; None where no census is at hand."""
    if not city.census_rows:
        return None
    years = sorted({row.year for row in city.census_rows})
    measures = dict.fromkeys(row.measure for row in city.census_rows)
    return DataTable(
        id="census-table",
        caption=Text("Census and register", "普查与登记"),
        head=Text("Measure", "指标"),
        head_fields=("measure",),
        columns=tuple(column for year in years for column in _columns(year)),
        rows=tuple(_row(city, measure, years) for measure in measures),
    )


def _columns(year: int) -> tuple[Column, Column]:
    return (
        Column((f"census_{year}",), Text(f"Census, 1 Nov {year}", f"{year}年普查")),
        Column(
            (f"register_{year}",), Text(f"Register, 31 Dec {year}", f"{year}年末登记")
        ),
    )


def _row(city: City, measure: str, years: Sequence[int]) -> Row:
    label = city.labels[measure]
    count = city.form(measure).value.count
    name = label.title if count else with_unit(label.title, label.unit)
    if measure == "population":
        name = Text("Residents", "常住人口")
    found = {(row.measure, row.year): row for row in city.census_rows}
    cells = [c for y in years for c in _cells(city, measure, found.get((measure, y)))]
    return Row(f"census-{measure}", name, (measure,), tuple(cells))


def _cells(city: City, measure: str, row: CensusRow | None) -> tuple[Cell, Cell]:
    form = city.form(measure)
    census = None if row is None else row.census
    if census is not None and form.value.count:
        census = float(round(census))
    register = None if row is None else row.register
    return (
        value_cell(census, form, form.value.decimals, sign=False, reason=NOT_THERE),
        value_cell(
            register, form, form.value.decimals, sign=False, reason=NOT_COMPUTED
        ),
    )
