"""Titles say what the figures bear out, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.report.sample_city import CITY, sample_city

from renkou.report import sentences
from renkou.report.city import City
from renkou.report.figures import Figure, Figures, Key
from renkou.schema.text import Text

NAME = Text("Births per 1,000", "出生率")


def _with(**values: float) -> City:
    """The sample city of 2024 with these numbers of events, and no others."""
    keys = {name.replace("_", "-"): value for name, value in values.items()}
    return replace(
        sample_city(),
        figures=Figures(
            {
                (key, CITY, 2024, "total", "", "resident"): Figure(value)
                for key, value in keys.items()
            }
        ),
    )


@pytest.mark.parametrize(
    ("births", "deaths", "came", "left", "title"),
    [
        (10, 50, 5, 10, "Natural decrease exceeds net migration out"),
        (10, 20, 5, 50, "Net migration out exceeds natural decrease"),
        (90, 20, 50, 10, "Natural increase exceeds net migration in"),
        (20, 30, 90, 10, "Net migration in exceeds natural decrease"),
        (20, 30, 10, 20, "Births, deaths and moves"),
    ],
)
def test_what_moved_the_number_most(
    births: float, deaths: float, came: float, left: float, title: str
) -> None:
    city = _with(births=births, deaths=deaths, in_migrants=came, out_migrants=left)
    assert sentences.components(city).en == title


def test_without_moves_the_measure_s_name_stands() -> None:
    city = _with(births=10, deaths=50)
    assert sentences.components(city).en == "Births, deaths and moves"


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        (Figure(10, 9, 11), Figure(7, 6, 8), "Births per 1,000: down since 2011"),
        (Figure(7, 6, 8), Figure(10, 9, 11), "Births per 1,000: up since 2011"),
        (Figure(10, 9, 11), Figure(9, 8, 10), "Births per 1,000"),
        (Figure(None), Figure(9, 8, 10), "Births per 1,000"),
        (Figure(100), Figure(110), "Births per 1,000"),
        (Figure(100), Figure(200), "Births per 1,000: up since 2011"),
    ],
)
def test_a_trend_is_told_only_where_intervals_part(
    first: Figure, last: Figure, title: str
) -> None:
    assert sentences.trend(NAME, [first, last], [2011, 2024]).en == title


def test_counties_that_chance_explains_cannot_be_told_apart() -> None:
    city = sample_city()
    low, high = (place.code for place in city.counties)

    def of(second: Figure) -> Text:
        rates = {low: Figure(5, 4, 6), high: second}
        keys = {
            ("crude-birth-rate", code, 2024, "total", "", "resident"): figure
            for code, figure in rates.items()
        }
        told = replace(city, figures=Figures(keys))
        return sentences.counties_apart(told, "crude-birth-rate", NAME)

    assert of(Figure(6, 5, 7)).zh == "出生率：各地难分高低"
    assert of(Figure(9, 8, 10)).en == "Births per 1,000: Zizhong is above Shizhong"
    assert of(Figure()).en == "Births per 1,000"


def _beside(city: City, more: dict[Key, Figure]) -> City:
    assert isinstance(city.figures, Figures)
    return replace(city, figures=city.figures | Figures(more))


def test_the_lead_says_how_many_and_why() -> None:
    city = _with(
        population=30_000, births=200, deaths=300, in_migrants=50, out_migrants=20
    )
    before = {("population", CITY, 2023, "total", "", "resident"): Figure(30_070)}
    lead = sentences.lead(_beside(city, before))
    assert "30,000 people lived in Neijiang at the end of 2024" in lead
    assert "70 fewer than a year before: 100 more deaths than births, and" in lead
    assert "30 more moves in than out." in lead
    assert "2024年末内江市常住人口3.00万人" in lead
    assert "比上年末减少70人：死亡比出生多100人，迁入比迁出多30人。" in lead


def test_the_largest_group_is_named_and_the_open_one_in_words() -> None:
    def of(group: str) -> Text:
        key = ("population-by-age", CITY, 2024, "male", group, "resident")
        city = replace(sample_city(), figures=Figures({key: Figure(5.0)}))
        return sentences.largest_age_group(city, 2024)

    assert of("50-54") == Text("The largest group is aged 50–54", "50–54岁人数最多")
    assert of("85+").en == "The largest group is aged 85 and over"
    assert of("no such group").en == "Age and sex"


def test_no_title_judges_a_number_of_births() -> None:
    words = ("better", "worse", "good", "bad", "too", "excess", "improve", "violat")
    texts = " ".join(
        value.en for value in vars(sentences).values() if isinstance(value, Text)
    )
    assert not [word for word in words if word in texts.lower()]


def test_the_lead_gives_no_reasons_that_are_not_known() -> None:
    city = _with(population=30_000)
    before = {("population", CITY, 2023, "total", "", "resident"): Figure(30_000)}
    lead = sentences.lead(_beside(city, before))
    assert "as many as a year before.</span>" in lead
    assert "与上年末相同。</span>" in lead
