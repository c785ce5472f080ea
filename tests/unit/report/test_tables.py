"""What is downloaded is what is shown."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import unquote

import pytest
from tests.unit.report.page_reader import Element

from renkou.report.city import City
from renkou.report.data_table import Cell, Column, DataTable, Row
from renkou.report.page import city_page
from renkou.schema.text import Text

MARK = "\ufeff"


def _tables(city: City) -> list[DataTable]:
    page = city_page(city)
    charts = [*page.first_charts, *page.trends]
    assert page.became_known is not None
    assert page.census_table is not None
    return [
        page.key_table,
        page.revisions,
        page.census_table,
        page.became_known.table,
        *(area.table for area in page.area_tables),
        *(chart.table for chart in charts),
    ]


def _numbers(text: str) -> list[float]:
    """The numbers in a cell's text, as an English reader sees them."""
    found = re.findall(r"[−+]?[\d,]*\d(?:\.\d+)?", text)
    return [float(n.replace(",", "").replace("−", "-")) for n in found]


def _decimals(text: str) -> int:
    return max((len(n) for n in re.findall(r"\.(\d+)", text)), default=0)


def test_every_table_is_downloaded_as_it_is_shown(page: Element, city: City) -> None:
    for table in _tables(city):
        (shown,) = page.all("table", id=table.id)
        link = next(a for a in page.with_class("csv") if a["href"] == table.download)
        assert link["download"].endswith(".csv")
        rows = _read(table.download)
        body = [row for part in shown.all("tbody") for row in part.all("tr")]
        assert len(rows) == len(body) + 1
        for cells, line in zip(body, rows[1:], strict=True):
            _same(table, cells, line)


def _read(address: str) -> list[list[str]]:
    text = unquote(address.partition(",")[2])
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK))))


def _same(table: DataTable, cells: Element, line: list[str]) -> None:
    fields = iter(line[len(table.head_fields) :])
    for column, cell in zip(table.columns, cells.all("td"), strict=True):
        raw = [next(fields) for _ in column.fields]
        if not raw or "ch" in column.kind or "rv" in column.kind:
            continue  # drawings; changes are shown as shares of counts
        named = "".join(em.text("en") for em in cell.all("em"))
        text = cell.text("en").removeprefix(named)
        if not any(raw):
            assert "–" in text or text == ""
        elif re.fullmatch(r"-?[\d.]+(e[-+]\d+)?", raw[0]):
            places = _decimals(text)
            expected = [round(float(value), places) for value in raw]
            assert _numbers(text)[-len(raw) :] == pytest.approx(
                expected, abs=0.51 * 10**-places
            )
    assert next(fields, None) is None


def test_no_figure_has_more_digits_than_its_interval_bears(city: City) -> None:
    for area in city_page(city).area_tables:
        columns = area.table.columns
        for row in area.table.rows:
            for index, column in enumerate(columns[:-1]):
                if "iv" in columns[index + 1].kind and "iv" not in column.kind:
                    _check_digits(row.cells[index], row.cells[index + 1])


def _check_digits(value: Cell, bounds: Cell) -> None:
    if value.reason is not None or bounds.order is None:
        return
    assert isinstance(value.shown, Text)
    places = _decimals(value.shown.en)
    assert 10**-places >= bounds.order / 2 / 10 * 0.999 or places == 0


def test_csv_has_plain_digits_iso_dates_and_no_units(city: City) -> None:
    for table in _tables(city):
        for line in csv.reader(io.StringIO(table.csv())):
            for value in line:
                assert "−" not in value
                assert "%" not in value
                assert not re.fullmatch(r"\d{1,3}(,\d{3})+", value)


def test_a_row_of_another_width_is_refused() -> None:
    name = Text("Births", "出生")
    with pytest.raises(ValueError, match="row 2024: 0 cells for 1 columns"):
        DataTable(
            "t",
            name,
            name,
            ("year",),
            (Column(("births",), name),),
            (Row("2024", name, ("2024",), ()),),
        )


def test_totals_stand_on_top_and_rows_can_be_found(page: Element) -> None:
    table = page.all("table", id="townships-table")[0]
    total, rest = table.all("tbody")
    assert "total" in total.classes
    assert "内江市" in total.text("zh-Hans")
    for row in rest.all("tr"):
        code, chinese, pinyin = row["data-q"].split(" ")
        assert code.isdecimal()
        assert chinese in row.text("zh-Hans")
        assert pinyin.isascii()
