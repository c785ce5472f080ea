"""The page of an area."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest

from tests.pages.reader import Reader


def test_the_first_address_leads_to_the_city(reader: Reader) -> None:
    page = reader.read("/")
    assert "people lived in Neijiang at the end of 2024" in page
    assert "内江市常住人口" in Reader("zh").read("/")


def test_a_past_day_is_told(reader: Reader) -> None:
    page = reader.read("/area/511000000000?year=2023&known=2024-01-31")
    assert "You read the register as known on 31 Jan 2024." in page


COUNTY, TOWNSHIP = "511025000000", "511025102000"


def test_a_county_stands_beside_the_city_and_the_nation(reader: Reader) -> None:
    page = reader.read(f"/area/{COUNTY}")
    assert "Beside Neijiang ▲ and China ▼" in page
    assert 'href="/area/511000000000?' in page
    keys = list(rows(reader, f"/area/{COUNTY}?as=csv&of=key-figures"))
    city = list(rows(reader, "/area/511000000000?as=csv&of=key-figures"))
    assert [row["parent"] for row in keys] == [row["value"] for row in city]
    assert {row["quality"] for row in keys} <= {"", "0/3", "1/3", "2/3", "3/3"}


def rows(reader: Reader, address: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV that a page offers."""
    text = reader.get(address).content.decode("utf-8-sig")
    return csv.DictReader(io.StringIO(text))


def test_the_population_of_the_view_changes_the_figures(reader: Reader) -> None:
    address = "/area/511000000000?as=csv&of=trend-births"
    residents = [row["value"] for row in rows(reader, address)]
    registered = [
        row["value"] for row in rows(reader, address + "&population=registered")
    ]
    assert residents != registered
    page = reader.read("/area/511000000000?population=registered")
    assert "people were registered in Neijiang" in page


def test_a_table_of_areas_is_sorted_and_filtered_by_the_address(
    reader: Reader,
) -> None:
    address = f"/area/{COUNTY}?as=csv&of=areas-table&set=people&sort=-population"
    whole, *towns = rows(reader, address)
    sizes = [float(row["population"]) for row in towns]
    assert whole["area"] == COUNTY
    assert sizes == sorted(sizes, reverse=True)
    found = list(rows(reader, f"{address}&find={TOWNSHIP[:9]}"))
    assert [row["area"] for row in found] == [COUNTY, TOWNSHIP]


def test_what_changed_is_the_difference_of_two_days(reader: Reader) -> None:
    address = "/area/511000000000?year=2023&as=csv&of=since-table&since=2024-01-31"
    for row in rows(reader, address):
        if row["then"]:
            by = float(row["now"]) - float(row["then"])
            assert abs(by - float(row["difference"])) < 1e-6 * max(1, abs(by))
    assert (
        "not kept" in reader.get("/area/511000000000?since=2001-01-01").content.decode()
    )


def test_a_former_code_leads_to_the_area_of_today_and_says_so(
    reader: Reader,
) -> None:
    page = reader.read("/area/511028")
    assert "Code 511028 was Longchang" in page
    assert "代码511028" in Reader("zh").read("/area/511028")
    assert "is on no list after" in reader.read("/area/511002002")


def test_on_a_past_day_households_say_why_they_are_missing(reader: Reader) -> None:
    page = reader.read("/area/511000000000?known=2024-12-31&year=2023")
    assert "kept for the last day alone" in page
    assert "Nothing below a township has a page" in reader.read(f"/area/{TOWNSHIP}")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("sort=nothing", "these columns have no"),
        ("set=nothing", "there are no columns"),
        ("since=tomorrow", "not kept"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    reader: Reader, asked: str, told: str
) -> None:
    answer = reader.get(f"/area/511000000000?{asked}")
    assert answer.status_code == 404
    assert told in answer.content.decode()
