"""Names of areas, and what stands beside the city's own figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.report.sample_city import CITY, sample_city

from renkou import areas
from renkou.report import beside
from renkou.report.city import City
from renkou.report.figures import Figure, Figures
from renkou.report.places import assumed_townships, english
from renkou.schema.text import Text

REGISTERED = ("population", CITY, 2010, "total", "", "registered")


@pytest.fixture
def half() -> City:
    """A synthetic city with half as many registered as the census of 2010 counted."""
    figures = Figures({REGISTERED: Figure(4_278_501 / 2)})
    return replace(sample_city(), figures=figures, scale=0.5)


@pytest.mark.parametrize(
    ("chinese", "name"),
    [
        ("市中区", "Shizhong"),
        ("球溪镇", "Qiuxi"),
        ("四川省", "Sichuan"),
        ("城东街道", "Chengdong"),
    ],
)
def test_english_names_are_pinyin_without_the_kind(chinese: str, name: str) -> None:
    assert english(chinese) == Text(name, chinese)


def test_a_township_is_assumed_where_an_old_village_was_shared_with_another() -> None:
    tree = areas.bundled()
    old, new = date(2019, 10, 31), date(2023, 6, 30)
    walk = tree.crosswalk(old, new, "village")
    expected = set()
    for village in sorted(set(walk.source[walk.assumed].tolist())):
        rows = (walk.source == village) & walk.assumed
        townships = {code[:9] + "000" for code in walk.target[rows].tolist()}
        expected |= townships if len(townships) > 1 else set()
    assert assumed_townships(tree, old, new) == expected
    assert assumed_townships(tree, new, new) == set()


def test_a_synthetic_city_is_scaled_and_a_real_one_is_not(half: City) -> None:
    assert beside.scale(half) == pytest.approx(0.5)
    assert beside.scale(replace(half, synthetic=False)) == 1.0
    nearly = Figures({REGISTERED: Figure(4_278_501 * 0.99)})
    assert beside.scale(replace(half, figures=nearly)) == 1.0


def test_outlines_are_the_censuses_on_the_city_s_scale(half: City) -> None:
    first, second = beside.outlines(half)
    assert (first.year, second.year) == (2010, 2020)
    assert sum(second.men) + sum(second.women) == pytest.approx(3_140_678 / 2)
    assert half.outline(2009) is None


def test_counts_of_a_census_are_scaled_and_ratios_are_not(half: City) -> None:
    whole = replace(half, scale=1.0)
    for one, other in zip(
        beside.census_rows(half), beside.census_rows(whole), strict=True
    ):
        factor = 2 if half.form(one.measure).value.count else 1
        assert one.census * factor == pytest.approx(other.census)


def test_the_nation_is_estimated_up_to_2023_and_projected_after() -> None:
    found = beside.nation(range(2022, 2026))
    years = {year: b.projected for (key, year), b in found.items() if "birth-" in key}
    assert years == {2022: False, 2023: False, 2024: True, 2025: True}
    assert found["total-fertility-rate", 2023].value == pytest.approx(1.0, abs=0.01)


def test_an_area_without_a_census_has_no_outline_and_no_rows() -> None:
    place = replace(sample_city().place, code="999900000000")
    elsewhere = replace(sample_city(), place=place)
    assert beside.outlines(elsewhere) == []
    assert beside.census_rows(elsewhere) == []


def test_conflicts_name_areas_in_the_language_of_the_sentence() -> None:
    found = beside.conflicts(sample_city())
    assert any(text.en.startswith("Neijiang (511000), 2020") for text in found)
    assert any(text.zh.startswith("内江市（511000），2020年") for text in found)
    assert any(text.en.startswith("China (000000)") for text in found)
