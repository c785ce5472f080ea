"""The page of a projection, and the command that gives the same."""

from __future__ import annotations

import csv
import html
import io
import re
import shlex
from pathlib import Path

import pytest

from renkou.cli import main
from tests.pages.reader import Reader

CITY, COUNTY = "511000000000", "511002000000"


def _rows(answer: bytes) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(answer.decode("utf-8-sig")))
    return {row["period"]: row for row in rows}


@pytest.mark.parametrize(
    ("area", "settings"),
    [
        (CITY, ""),
        (COUNTY, "&tfr=1.3&life=80&moves=-4"),
        (COUNTY, "&scenario=constant"),
    ],
)
def test_page_and_command_give_the_same(
    reader: Reader,
    served_city: Path,
    area: str,
    settings: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Given settings, when the command printed is run, then its digits are the same."""
    address = f"/projection/{area}?to=2040{settings}"
    found = re.search(r"<code[^>]*>(.*?)</code>", reader.read(address), re.DOTALL)
    assert found is not None
    words = shlex.split(html.unescape(found[1]))
    words[words.index("snapshot")] = str(served_city / "snapshot")
    assert main([*words[1:], "--quiet"]) == 0
    printed = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    page = _rows(reader.get(f"{address}&as=csv&of=fan").content)
    change = _rows(reader.get(f"{address}&as=csv&of=change").content)
    ages = _rows(reader.get(f"{address}&as=csv&of=ages").content)
    assert len(page) == 16
    for row in printed:
        year, value = row["period"], round(float(row["value"]))
        match row["measure"]:
            case "population":
                bounds = [round(float(row[name])) for name in BOUNDS]
                assert int(page[year]["population"]) == value
                if year != "2025":
                    assert [int(page[year][name]) for name in BOUNDS] == bounds
            case "population-by-broad-age":
                assert int(ages[year][row["category"]]) == value
            case event:
                assert int(change[year][event]) == value


BOUNDS = ("lower", "upper", "lower_80", "upper_80")


def test_both_languages_say_what_is_assumed(reader: Reader) -> None:
    english = reader.read(f"/projection/{CITY}?paths=1")
    assert "thin lines: 10 courses" in english
    assert "Each generation replaces itself at once" in english
    chinese = Reader("zh").read(f"/projection/{CITY}")
    assert "生育率立即达到更替水平" in chinese
    assert "各滑块的范围" in chinese
    assert "optimistic" not in english.lower()


def test_every_chart_is_a_picture_and_a_sheet(reader: Reader) -> None:
    for chart in ("fan", "pyramid", "change", "ages", "scenarios"):
        for kind in ("svg", "xlsx", "csv"):
            answer = reader.get(f"/projection/{CITY}?to=2035&as={kind}&of={chart}")
            assert answer.status_code == 200, (chart, kind)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("tfr=many", "is not a number. Write it as 1.4"),
        ("tfr=9", "tfr: 9 is not from 0.4 to 4"),
        ("life=20", "life-expectancy: 20 is not from 60 to 95"),
        ("to=2101", "2101 is after 2100"),
        ("to=soon", "is not a year"),
        ("scenario=best", "is not one of constant"),
        ("to=2040&at=2060", "2060 is not from 2025 to 2040"),
    ],
)
def test_bad_settings_are_refused_with_the_mend(
    reader: Reader, settings: str, says: str
) -> None:
    answer = reader.get(f"/projection/{CITY}?{settings}")
    assert answer.status_code == 404
    assert says in html.unescape(answer.content.decode())


def test_a_past_day_has_its_own_base(reader: Reader) -> None:
    page = reader.read(f"/projection/{CITY}?known=2024-06-30&year=2023")
    assert "at the end of 2023, by sex and single age" in page
