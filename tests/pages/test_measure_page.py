"""The pages of measures: all of them, one of them, and areas compared by them."""

from __future__ import annotations

import csv
import io

import pytest

from tests.pages.markup import Element, read
from tests.pages.reader import Reader

CITY = "511000000000"
RATE = f"/measure/crude-birth-rate/{CITY}"


def _rows(reader: Reader, address: str, of: str) -> list[dict[str, str]]:
    joint = "&" if "?" in address else "?"
    text = reader.read(f"{address}{joint}as=csv&of={of}").removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def _table(page: str, wanted: str) -> Element:
    return next(t for t in read(page).all("table") if t.get("id") == wanted)


def test_every_measure_has_a_page_in_both_languages(reader: Reader) -> None:
    from renkou.indicators import MEASURES

    for key, measure in MEASURES.items():
        for language, other in (("en", "zh"), ("zh", "en")):
            page = Reader(language).read(f"/measure/{key}/{CITY}")
            assert measure.definition.in_(language) in page, key
            assert measure.title.in_(other) not in page, key


def test_areas_stand_in_the_order_of_their_figures(reader: Reader) -> None:
    rows = _rows(reader, f"{RATE}?by=township", "ranking")
    ranked = [row for row in rows if row["rank"]]
    values = [float(row["value"]) for row in ranked]
    assert values == sorted(values, reverse=True)
    assert [row["rank"] for row in ranked] == [
        str(n) for n in range(1, len(ranked) + 1)
    ]
    assert rows[0]["area"] == CITY
    assert not rows[0]["rank"]


def test_a_funnel_says_what_the_ranking_says(reader: Reader) -> None:
    ranking = {r["area"]: r["value"] for r in _rows(reader, RATE, "ranking")}
    funnel = _rows(reader, RATE, "funnel")
    assert funnel
    for row in funnel:
        assert row["value"] == ranking[row["area"]]
        limits = [row[n] for n in ("low_998", "low_95", "high_95", "high_998")]
        assert [float(n) for n in limits] == sorted(float(n) for n in limits)


def test_a_measure_without_a_funnel_or_interval_says_why(reader: Reader) -> None:
    page = reader.read(f"/measure/births/{CITY}")
    assert "A count has no funnel" in page
    assert "no ties are marked" in page
    assert "无法区分的地区" in Reader("zh").read(f"/measure/births/{CITY}")


def test_small_counts_of_women_by_children_are_kept_back(reader: Reader) -> None:
    address = f"/measure/women-by-children/{CITY}?by=township&category=3%2B"
    rows = [row for row in _rows(reader, address, "ranking") if row["area"] != CITY]
    shown = [float(row["value"]) for row in rows if row["value"]]
    assert len(shown) < len(rows)
    assert all(value >= 10 for value in shown)
    assert "Fewer than 10" in reader.read(address)


def test_the_schedule_is_of_every_category(reader: Reader) -> None:
    address = f"/measure/age-specific-fertility-rate/{CITY}"
    rows = _rows(reader, address, "schedule")
    assert [row["category"] for row in rows][:2] == ["15-19", "20-24"]
    one = _rows(reader, f"{address}?category=25-29", "over-years")[-1]["value"]
    assert one == next(r["value"] for r in rows if r["category"] == "25-29")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (f"/measure/crude-birth-rates/{CITY}", "Did you mean crude-birth-rate?"),
        (f"{RATE}?sex=female", "sex: &#39;female&#39; is not one of total"),
        (f"{RATE}?by=village", "county, township"),
        (f"/compare/{CITY}?measures=births-by-order", "a figure for each category"),
        (f"/compare/{CITY}?sort=deaths", "none of the measures shown"),
        (f"/compare/{CITY}?areas=110000000000", "area"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    reader: Reader, address: str, says: str
) -> None:
    answer = reader.get(address)
    assert answer.status_code == 404
    assert says in answer.content.decode()


def test_measures_are_found_by_name_key_and_pinyin(reader: Reader) -> None:
    for wanted in ("births per 1,000", "crude-birth", "chushenglv", "csl", "出生率"):
        page = reader.read(f"/measures/{CITY}?q={wanted}")
        assert 'id="m-crude-birth-rate"' in page, wanted
        assert 'id="m-marriages"' not in page, wanted
    assert "No measure is called so" in reader.read(f"/measures/{CITY}?q=zzz")


def test_areas_are_compared_in_the_order_asked_for(reader: Reader) -> None:
    address = f"/compare/{CITY}?measures=births,deaths&sort=-births"
    rows = _rows(reader, address, "compare-table")
    births = [float(row["births"]) for row in rows[1:]]
    assert births == sorted(births, reverse=True)
    table = _table(reader.read(address), "compare-table")
    assert [row.get("id")[4:] for row in table.all("tr") if row.get("id")] == [
        row["area"] for row in rows
    ]


def test_an_area_and_a_measure_are_added_without_a_script(reader: Reader) -> None:
    rows = _rows(reader, f"/compare/{CITY}", "compare-table")
    first = rows[1]["area"]
    page = f"/compare/{CITY}?areas={first}&measures=births&measure=deaths"
    added = _rows(reader, f"{page}&area={rows[2]['area']}", "compare-table")
    assert [row["area"] for row in added] == [CITY, first, rows[2]["area"]]
    assert {"births", "deaths"} <= set(added[0])
