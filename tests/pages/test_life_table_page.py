"""The page of a life table."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path

import pytest

from renkou.engines import Workspace, measure
from tests.pages.reader import Reader

CITY, COUNTY = "511000000000", "511002000000"


def _rows(reader: Reader, address: str, of: str) -> list[dict[str, str]]:
    answer = reader.get(f"{address}{'&' if '?' in address else '?'}as=csv&of={of}")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("sex", ["total", "male", "female"])
def test_its_expectation_is_the_measures(
    reader: Reader, served_city: Path, sex: str
) -> None:
    """Given a year, when the table is made, then its e0 is that of the measure."""
    work = Workspace(served_city / "snapshot")
    for year in range(2024, 2014, -1):
        told = measure(
            "life-expectancy", snapshot=work, by="city", years=[year], sex=sex
        ).to_pylist()[0]
        if told["value"] is not None:
            break
    else:
        pytest.skip("this small city has no year with deaths at 85 and over")
    table = _rows(reader, f"/life-table/{CITY}?year={year}&sex={sex}", "life-table")
    assert len(table) == 19
    assert float(table[0]["ex"]) == pytest.approx(told["value"], abs=1e-4)
    assert float(table[0]["ex_lower"]) == pytest.approx(told["lower"], abs=1e-4)
    assert table[-1]["nqx"] == "1"


def test_years_put_together_and_set_against_the_other_sex(reader: Reader) -> None:
    address = f"/life-table/{CITY}?year=2024&span=5&sex=male&against=sfemale"
    page = html.unescape(reader.read(address))
    assert "2020–2024" in page
    assert "Arriaga" in page
    parts = _rows(reader, address, "arriaga")
    by_age = [float(row["years"]) for row in parts[:-1]]
    own = float(_rows(reader, address, "life-table")[0]["ex"])
    women = address.replace("sex=male", "sex=female").replace("sfemale", "smale")
    theirs = float(_rows(reader, women, "life-table")[0]["ex"])
    assert sum(by_age) == pytest.approx(own - theirs, abs=1e-6)


def test_few_deaths_are_told_and_borrowed_for(reader: Reader) -> None:
    page = html.unescape(reader.read(f"/life-table/{COUNTY}?span=5&year=2024"))
    assert "deaths" in page
    assert "empirical Bayes" in page
    chinese = Reader("zh").read(f"/life-table/{COUNTY}?span=5&year=2024")
    assert "经验贝叶斯" in chinese
    assert "person-years" not in chinese


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("sex=other", "sex: 'other' is not one of total, male, female"),
        ("span=2", "span: '2' is not one of 1, 3, 5"),
        ("against=y1900", "against: 'y1900' is not one of"),
        ("year=2011&span=5", "begin before"),
    ],
)
def test_bad_settings_are_refused(reader: Reader, settings: str, says: str) -> None:
    answer = reader.get(f"/life-table/{CITY}?{settings}")
    assert answer.status_code == 404
    assert says in html.unescape(answer.content.decode())
