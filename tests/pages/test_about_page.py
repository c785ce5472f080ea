"""The page about one figure."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest

from tests.pages.reader import Reader

CITY = "511000000000?year=2024"

BIRTHS = "/about/births/511000000000?year=2024"


def test_a_figure_says_what_it_is_made_of_and_how_to_compute_it(
    reader: Reader,
) -> None:
    page = reader.read("/about/crude-birth-rate/511000000000?year=2024")
    assert "B / PY × 1,000" in page
    assert "renkou measure crude-birth-rate" in page
    assert "Denominator" in page
    chinese = Reader("zh").read("/about/crude-birth-rate/511000000000?year=2024")
    assert "分母" in chinese


def test_what_was_known_when_ends_with_what_the_page_of_the_area_says(
    reader: Reader,
) -> None:
    text = reader.get(BIRTHS + "&as=csv&of=known-when").content.decode("utf-8-sig")
    known = list(csv.DictReader(io.StringIO(text)))
    area = reader.get("/area/511000000000?year=2024&as=csv&of=trend-births")
    *_, last = csv.DictReader(io.StringIO(area.content.decode("utf-8-sig")))
    assert known[0]["value"] == last["value"]
    assert known[0]["known_on"] > known[-1]["known_on"]


@pytest.mark.parametrize(
    ("page", "table"),
    [
        (f"/compare/{CITY}", "compare-table"),
        (f"/measures/{CITY}", "measures-deaths"),
        (f"/measure/crude-death-rate/{CITY}", "ranking-table"),
        (f"/measure/population-by-age/{CITY}&sex=female&category=30-34", "over-years"),
        (f"/area/{CITY}", "pyramid-table"),
    ],
)
def test_figures_of_every_page_lead_to_what_is_said_of_them(
    reader: Reader, page: str, table: str
) -> None:
    text = reader.read(page)
    (rows,) = re.findall(rf'<table[^>]*id="{table}[^"]*".*?</table>', text, re.DOTALL)
    led = re.findall(r'<a class="fig" href="(/about/[^"]+)">([^<]+)</a>', rows)
    assert len(led) >= 3
    for address, shown in (led[0], led[-1]):
        assert shown in reader.read(html.unescape(address)), address


def test_small_numbers_of_mothers_are_not_shown(reader: Reader) -> None:
    page = reader.read("/about/women-by-children/511025102000?year=2024&category=3%2B")
    assert "Fewer than 10" in page
    assert "known-when" not in page


def test_a_figure_that_is_none_is_refused(reader: Reader) -> None:
    for address in (
        "/about/nothing/511000000000",
        "/about/births/511000000000?sex=other",
        "/about/births/511000000000?category=9",
    ):
        assert reader.get(address).status_code == 404, address
