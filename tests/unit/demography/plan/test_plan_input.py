"""A plan that cannot be read says where, what and how to mend it, in both languages."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from renkou.demography import plan
from renkou.demography.plan import PlanError
from renkou.demography.plan.figure import last_digit
from renkou.demography.plan.reading import read
from renkou.demography.plan.units import COUNT, RATE, RATIO, factor

PEOPLE = {"male": [500] * 18, "female": [500] * 18}
HAN = re.compile(r"[\u4e00-\u9fff]")


def _plan(figure: dict[str, Any] | None = None, /, **sections: Any) -> dict[str, Any]:
    return {
        "plan": {"area": "511000", "start": 2021, "end": 2025},
        "base": {"date": "2020-12-31", "population": PEOPLE},
        "figure": [{"name": "births", "at_most": 100, **(figure or {})}],
    } | sections


@pytest.mark.parametrize(
    ("figure", "english", "chinese"),
    [
        ({"name": "brths"}, "figure 1: name 'brths'", "您是指births吗？"),
        ({"name": "happiness"}, "Known are: births", "可用：births"),
        ({"name": 7}, "name is 7", "name为7"),
        ({"unit": "furlongs"}, "unit 'furlongs' is not known", "未知单位“furlongs”"),
        ({"unit": "‰"}, "unit '‰' is of a rate, but births", "用于比率"),
        ({"unit": 5}, "unit is 5", "unit为5"),
        ({"name": "e0", "unit": "万"}, "is of a count of persons", "用于人数"),
        ({"at_mots": 5}, "Did you mean at_most?", "您是指at_most吗？"),
        ({"at_most": "48,000"}, "at_most is '48,000'", "不加引号"),
        ({"at_most": True}, "at_most is True", "at_most为True"),
        ({"at_most": float("nan")}, "at_most is nan", "at_most为nan"),
        ({"at_most": -1}, "births cannot be below 0", "不能小于0"),
        ({"about": 90}, "needs one of at_most, at_least or about", "并用"),
        ({"at_least": 200}, "at_least 200 is above at_most 100", "请对调"),
        ({"tolerance": 5}, "tolerance goes with about", "只与about同用"),
        ({"year": 2019}, "2019 lies outside 2020–2025", "2019年不在2020～2025年"),
        ({"year": 2026}, "2026 lies outside", "2026年不在"),
        ({"year": "soon"}, "year is 'soon'", "应为年份"),
        ({"year": 2021, "years": [2021, 2022]}, "has year and years", "只留一个"),
        ({"years": [2023, 2021]}, "years is [2023, 2021]", "首尾两个年份"),
        ({"years": [2021, 2023, 2025]}, "the first and the last year", "首尾"),
    ],
)
def test_a_wrong_figure_is_refused(
    figure: dict[str, Any], english: str, chinese: str
) -> None:
    with pytest.raises(PlanError) as caught:
        read(_plan(figure))
    assert english in caught.value.en
    assert chinese in caught.value.zh
    assert caught.value.en.startswith("figure 1")
    assert caught.value.zh.startswith("第1项")
    assert not HAN.search(re.sub(r"万|个|岁", "", caught.value.en))


@pytest.mark.parametrize(
    ("sections", "english", "chinese"),
    [
        ({"base": None}, "the plan has no [base]", "计划缺少[base]"),
        ({"plan": None}, "the plan has no [plan]", "计划缺少[plan]"),
        ({"figure": []}, "figure: the plan has none", "没有列出任何数字"),
        ({"figure": ["births"]}, "is 'births'; it is a table", "应为一个表"),
        ({"figrue": []}, "Did you mean figure?", "您是指figure吗"),
        ({"base": {"date": "2020-12-31"}}, "has no population", "缺少人口数"),
        ({"base": {"population": 4_000_000}}, "by age and sex", "须分年龄、性别"),
        ({"base": {"population": {"male": [5] * 18}}}, "by age and sex", "须分年龄"),
        ({"base": {"file": "base.csv"}}, "names the file 'base.csv'", "须先读入"),
        (
            {"base": {"male": [5] * 18, "female": [5] * 17}},
            "18 age groups of males and 17 of females",
            "男性有18个年龄组",
        ),
        (
            {"base": {"male": [5, -1, 5], "female": [5] * 3}},
            "population of male is -1.0 in age group 1",
            "第1个年龄组为-1.0",
        ),
        ({"base": {"male": [0] * 3, "female": [5] * 3}}, "0 at all ages", "均为0"),
        ({"base": {"male": [5], "female": [5]}}, "three age groups", "至少三个年龄组"),
        (
            {"base": {"population": PEOPLE, "age": [0, 5]}},
            "age must be 18 rising lower bounds",
            "18个年龄组下限",
        ),
        (
            {"base": {"population": PEOPLE, "unit": "‰"}},
            "unit '‰' is of a rate",
            "用于比率",
        ),
        (
            {"base": {"population": PEOPLE, "assumed": 1}},
            "true or false",
            "true或false",
        ),
        ({"base": {"population": PEOPLE, "date": 2023}}, "within the plan", "计划期"),
        ({"base": {"population": PEOPLE, "date": "x"}}, "date is 'x'", "date为'x'"),
        ({"base": {"population": PEOPLE, "date": 1970}}, "more than 30 years", "30年"),
        ({"base": {"popluation": PEOPLE}}, "Did you mean population?", "population吗"),
        ({"plan": {"start": 2021}}, "end is None", "end为None"),
        ({"plan": {"start": 2025, "end": 2021}}, "end 2021 is before", "请对调"),
        ({"rates": {"life_expectancy": 700}}, "from 30 to 95", "30至95之间"),
        ({"rates": {"life_expectancy": [70]}}, "male and female", "分male与female"),
        ({"rates": {"tfr": 2}}, "[rates]: has no 'tfr'", "没有“tfr”"),
        ({"spread": {"net_migration": 1}}, "from 0 to 0.05", "0至0.05之间"),
    ],
)
def test_a_wrong_section_is_refused(
    sections: dict[str, Any], english: str, chinese: str
) -> None:
    given = {k: v for k, v in _plan(**sections).items() if v is not None}
    with pytest.raises(PlanError) as caught:
        read(given)
    assert english in caught.value.en
    assert chinese in caught.value.zh


def test_a_plan_that_is_no_mapping_and_no_draws_are_refused() -> None:
    with pytest.raises(ValueError, match=r"the mapping read from PLAN\.toml"):
        plan.check([1])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="draws: 1 must be 2 or more"):
        plan.check(_plan(), draws=1)


@pytest.mark.parametrize(
    ("value", "digit"),
    [
        (48_000, 1_000),
        (4_400_000, 100_000),
        (440, 10),
        (10, 1),
        (11, 1),
        (7, 1),
        (1.5, 0.1),
        (4.4, 0.1),
        (Decimal("4.40"), 0.01),
        (48_000.0, 1_000),
        (-3, 1),
    ],
)
def test_about_allows_one_unit_of_the_last_digit_given(
    value: float | Decimal, digit: float
) -> None:
    assert last_digit(value) == digit


def test_a_tolerance_may_be_a_number_or_a_share() -> None:
    about = {"about": 200, "unit": "千"}
    for tolerance, low in ((20, 180_000), ("5%", 190_000), (None, 190_000)):
        given = about if tolerance is None else {**about, "tolerance": tolerance}
        (figure,) = read(_without_bound(given)).figures
        assert figure.low == pytest.approx(low)
    with pytest.raises(PlanError, match="tolerance is '-5'"):
        read(_without_bound({**about, "tolerance": "-5"}))


def _without_bound(figure: dict[str, Any]) -> dict[str, Any]:
    return _plan(figure=[{"name": "births", **figure}])


@pytest.mark.parametrize(
    ("unit", "dimension", "plain"),
    [
        ("persons", COUNT, 1),
        ("births a year", COUNT, 1),
        ("thousand persons", COUNT, 1e3),
        ("万", COUNT, 1e4),
        ("万人", COUNT, 1e4),
        ("人/年", COUNT, 1),
        ("ten thousand people", COUNT, 1e4),
        ("10,000 persons per year", COUNT, 1e4),
        ("百万人", COUNT, 1e6),
        ("Millions", COUNT, 1e6),
        ("per mille", RATE, 1e-3),
        ("Per 1,000", RATE, 1e-3),
        ("‰", RATE, 1e-3),
        ("％", RATE, 1e-2),
        ("per cent a year", RATE, 1e-2),
        ("per 1,000 population", RATE, 1e-3),
        ("per 100 girls", RATIO, 1),
        ("boys per girl", RATIO, 100),
        ("furlongs", COUNT, None),
        ("万", RATE, None),
        ("%", COUNT, None),
    ],
)
def test_units_are_converted(unit: str, dimension: Any, plain: float | None) -> None:
    assert factor(unit, dimension) == plain


@pytest.mark.parametrize(
    ("given", "years"),
    [
        ({"years": [2021, 2025]}, (2021, 2025)),
        ({"years": "2021-2025"}, (2021, 2025)),
        ({"years": "2021～2023年"}, (2021, 2023)),
        ({"years": [2021, 2022, 2023]}, (2021, 2023)),
        ({"year": 2022}, (2022, 2022)),
        ({"year": date(2022, 12, 31)}, (2022, 2022)),
        ({}, (2021, 2025)),
        ({"name": "population"}, (2025, 2025)),
        ({"year": 2020}, (2020, 2020)),
    ],
)
def test_years_are_read_as_people_write_them(
    given: dict[str, Any], years: tuple[int, int]
) -> None:
    (figure,) = read(_plan(given)).figures
    assert (figure.first, figure.last) == years


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2020-12-31", 2020),
        ("2021-01-01", 2020),
        (date(2020, 11, 1), 2020),
        (2020, 2020),
    ],
)
def test_the_base_stands_at_the_nearest_end_of_a_year(day: Any, year: int) -> None:
    base = {"date": day, "population": PEOPLE}
    assert read(_plan(base=base)).base_year == year


def test_a_base_without_a_day_is_taken_for_the_eve_of_the_plan_and_assumed() -> None:
    found = read(_plan(base={"population": [[5] * 18, [5] * 18], "unit": "千人"}))
    assert (found.base_year, found.assumed) == (2020, True)
    assert found.base.sum() == pytest.approx(180_000)


@pytest.mark.parametrize(
    "base",
    [
        {"population": {"age": [0, 15, 50], "male": [3, 4, 5], "female": [6, 7, 8]}},
        {"male": [3, 4, 5], "female": [6, 7, 8], "age": ["0-14", "15-49", "50+"]},
        {
            "population": [
                {"age": 0, "male": 3, "female": 6},
                {"age": 15, "male": 4, "female": 7},
                {"age": 50, "male": 5, "female": 8},
            ]
        },
        {"population": [[3, 4, 5], [6, 7, 8]], "age": [0, 15, 50]},
    ],
)
def test_a_base_may_be_written_in_several_ways(base: dict[str, Any]) -> None:
    found = read(_plan(base=base)).base
    assert found[:, 15:50].sum(axis=1) == pytest.approx([4, 7])
    assert found.sum(axis=1) == pytest.approx([12, 21])


def test_groups_keep_their_totals_in_single_ages() -> None:
    age = ["0", "1-4", "5-9", "10-14", "15+"]
    male, female = [10, 38, 60, 55, 400], [9, 40, 57, 51, 420]
    base = {"male": male, "female": female, "age": age}
    found = read(_plan(base=base)).base
    bounds = [0, 1, 5, 10, 15, 101]
    for sex, counts in enumerate((male, female)):
        sums = [found[sex, a:b].sum() for a, b in pairwise(bounds)]
        assert sums == pytest.approx(counts)
    assert (found >= 0).all()
