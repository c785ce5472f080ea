"""The register beside the censuses of 2010 and 2020."""

from __future__ import annotations

from renkou.schema.text import Text

from .city import CensusRow, City
from .data_table import Cell, Column, DataTable, Row, digits, value_cell
from .numbers import MISSING, Form, signed

COLUMNS = (
    Column(("census",), Text("Census, 1 November", "普查（11月1日）")),
    Column(("register",), Text("Register, 31 December", "登记（12月31日）")),
    Column(("difference_per_cent",), Text("Difference", "相差")),
)


def census_table(city: City) -> DataTable | None:
    """Residents by area in the census years; None where no census is at hand."""
    if not city.census_rows:
        return None
    scaled = city.scale < 0.999
    return DataTable(
        id="census-table",
        caption=Text("Residents, census and register", "常住人口：普查与登记"),
        head=Text(
            "Area and year" + (", census scaled to this city" if scaled else ""),
            "地区与年份" + ("（普查按本城市规模缩放）" if scaled else ""),
        ),
        head_fields=("area", "area_name", "year"),
        columns=COLUMNS,
        rows=tuple(_row(row) for row in city.census_rows),
    )


def _row(row: CensusRow) -> Row:
    census, register = round(row.census), row.register
    percent = None if register is None else 100 * (register - row.census) / row.census
    return Row(
        key=f"census-{row.place.code}-{row.year}",
        head=Text(
            f"{row.place.name.en}, {row.year}", f"{row.place.chinese}，{row.year}年"
        ),
        head_raw=(row.place.code, row.place.chinese, str(row.year)),
        cells=(
            value_cell(census, Form.COUNT, 0),
            value_cell(register, Form.COUNT, 0),
            _percent(percent),
        ),
    )


def _percent(value: float | None) -> Cell:
    if value is None:
        return Cell(MISSING, ("",), Text("Not in the register", "登记中无此项"))
    text = f"{signed(value, 1)}%"
    return Cell(Text(text, text), (digits(value),), None, value)
