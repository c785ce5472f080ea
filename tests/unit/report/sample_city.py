"""A small invented city in the shape of what the engine returns, for the page's tests.

Deterministic and plausible, with no claim to be right: rates drift over the years and
differ by area, intervals follow the size of the area, and a few figures are missing.
"""

from __future__ import annotations

import math
import zlib
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from renkou.report.city import (
    AGE_GROUPS,
    Beside,
    CensusRow,
    City,
    Known,
    Outline,
    Place,
)
from renkou.report.figures import Figure, Figures
from renkou.schema.text import Text

NO_INTERVAL = Text("None: a complete count.", "无：全数。")
YEARS = range(2011, 2026)
STOCK_YEARS = range(2010, 2026)
CITY = "511000000000"
PERSONS = Text("persons", "人")
RATE = Text("per 1,000", "‰")
YEARS_UNIT = Text("years", "岁")
HUNDRED = Text("per 100", "每百")


@dataclass(frozen=True)
class SampleLabel:
    """A measure's title and unit."""

    title: Text
    unit: Text
    interval: Text = NO_INTERVAL


# measure: title, unit, level in 2011, yearly drift, half-width of the city's interval
MEASURES: dict[str, tuple[Text, Text, float, float, float | None]] = {
    "population": (Text("Population", "人口"), PERSONS, 173_000, -2_000, None),
    "births": (Text("Births", "出生数"), PERSONS, 1_900, -70, 70),
    "deaths": (Text("Deaths", "死亡数"), PERSONS, 1_300, 45, 75),
    "in-migrants": (Text("In-migrants", "迁入人数"), PERSONS, 2_100, 10, None),
    "out-migrants": (Text("Out-migrants", "迁出人数"), PERSONS, 4_600, -130, None),
    "crude-birth-rate": (Text("Crude birth rate", "粗出生率"), RATE, 11.0, -0.32, 0.4),
    "crude-death-rate": (Text("Crude death rate", "粗死亡率"), RATE, 7.5, 0.3, 0.45),
    "natural-increase-rate": (
        Text("Natural increase rate", "自然增长率"),
        RATE,
        3.5,
        -0.6,
        0.6,
    ),
    "net-migration-rate": (
        Text("Net migration rate", "净迁移率"),
        RATE,
        -14.0,
        0.8,
        0.8,
    ),
    "growth-rate": (Text("Growth rate", "人口增长率"), RATE, -10.5, 0.2, None),
    "total-fertility-rate": (
        Text("Total fertility rate", "总和生育率"),
        Text("children per woman", "个/妇女"),
        1.62,
        -0.035,
        0.07,
    ),
    "mean-age-at-birth": (
        Text("Mean age at birth", "平均生育年龄"),
        YEARS_UNIT,
        26.4,
        0.16,
        0.3,
    ),
    "sex-ratio-at-birth": (
        Text("Sex ratio at birth", "出生人口性别比"),
        HUNDRED,
        113.0,
        -0.4,
        11.0,
    ),
    "life-expectancy": (
        Text("Life expectancy at birth", "出生时预期寿命"),
        YEARS_UNIT,
        75.1,
        0.27,
        0.6,
    ),
    "infant-mortality-rate": (
        Text("Infant mortality rate", "婴儿死亡率"),
        RATE,
        11.2,
        -0.5,
        4.0,
    ),
    "median-age": (Text("Median age", "年龄中位数"), YEARS_UNIT, 40.2, 0.6, None),
    "young-dependency": (
        Text("Young dependency", "少儿抚养比"),
        HUNDRED,
        24.0,
        -0.1,
        None,
    ),
    "old-dependency": (
        Text("Old dependency", "老年抚养比"),
        HUNDRED,
        17.5,
        1.3,
        None,
    ),
    "total-dependency": (
        Text("Total dependency", "总抚养比"),
        HUNDRED,
        41.5,
        1.2,
        None,
    ),
    "ageing-index": (Text("Ageing index", "老少比"), HUNDRED, 73.0, 5.0, None),
    "women-15-49": (
        Text("Women 15–49", "15–49岁妇女"),
        PERSONS,
        45_000,
        -800,
        None,
    ),
    "women-20-29": (
        Text("Women 20–29", "20–29岁妇女"),
        PERSONS,
        11_000,
        -250,
        None,
    ),
    "household-size": (
        Text("Mean household size", "平均家庭户规模"),
        PERSONS,
        2.94,
        -0.04,
        None,
    ),
    "one-person-households": (
        Text("One-person households", "一人户"),
        Text("households", "户"),
        9_000,
        300,
        None,
    ),
    "single-parent-households": (
        Text("Single-parent households", "单亲户"),
        Text("households", "户"),
        1_200,
        20,
        None,
    ),
    "empty-nest-households": (
        Text("Empty-nest households", "空巢户"),
        Text("households", "户"),
        4_000,
        260,
        None,
    ),
    "left-behind-households": (
        Text("Left-behind households", "留守户"),
        Text("households", "户"),
        5_000,
        -90,
        None,
    ),
    "marriages": (
        Text("Marriages", "结婚数"),
        Text("events", "件"),
        1_500,
        -60,
        None,
    ),
    "mean-age-at-first-marriage": (
        Text("Mean age at first marriage", "平均初婚年龄"),
        YEARS_UNIT,
        24.8,
        0.2,
        0.3,
    ),
    "recorded-within-30-days": (
        Text("Births recorded within 30 days", "30日内登记的出生"),
        Text("per cent", "%"),
        76.0,
        0.8,
        2.4,
    ),
    "density": (
        Text("Density", "人口密度"),
        Text("persons per km²", "人/平方公里"),
        0.0,
        0.0,
        None,
    ),
}
COUNTS = {"persons", "households", "events"}
LABELS = {key: SampleLabel(title, unit) for key, (title, unit, *_) in MEASURES.items()}


def wobble(*parts: object) -> float:
    """A number in [−1, 1) that depends on `parts` alone."""
    return zlib.crc32(repr(parts).encode()) / 2**31 - 1


def places() -> tuple[Place, list[Place], list[Place]]:
    """The city, two counties, and three townships in each; one is assumed."""
    city = replace(
        _place(CITY, "Neijiang", "内江市"), parent_name=Text("Sichuan", "四川省")
    )
    counties = [
        _place("511002000000", "Shizhong", "市中区"),
        _place("511025000000", "Zizhong", "资中县"),
    ]
    names = (
        ("511002001000", "Chengdong", "城东街道", 0),
        ("511002105000", "Baima", "白马镇", 0),
        ("511002106000", "Shijia", "史家镇", 0),
        ("511025101000", "Chonglong", "重龙镇", 1),
        ("511025104000", "Qiuxi", "球溪镇", 1),
        ("511025107000", "Luoquan", "罗泉镇", 1),
    )
    townships = [
        replace(
            _place(code, english, chinese),
            parent=counties[county].code,
            parent_name=counties[county].name,
            assumed=APPORTIONED if code == "511025107000" else None,
        )
        for code, english, chinese, county in names
    ]
    return city, counties, townships


APPORTIONED = Text("part apportioned", "部分分摊")


def _place(code: str, english: str, chinese: str) -> Place:
    search = f"{code.rstrip('0')} {chinese} {english.lower()}"
    return Place(code, Text(english, chinese), chinese, search)


def figure(measure: str, area: str, share: float, year: int) -> Figure:
    """One invented figure."""
    _, unit, level, drift, half = MEASURES[measure]
    if measure == "density":
        return Figure()
    if measure == "sex-ratio-at-birth" and area == "511002001000":
        return Figure()  # no girls were born
    count = unit.en in COUNTS
    value = (level + drift * (year - 2011)) * (share if count else 1.0)
    value *= 1 + 0.04 * wobble(measure, area) * (0.0 if area == CITY else 1.0)
    value += abs(level) * 0.01 * wobble(measure, area, year) * (share if count else 1.0)
    value = float(round(value)) if count else value
    width = None if half is None else half * (share**0.5 if count else share**-0.5)
    lower = None if width is None else value - width
    if lower is not None and value > 0 and measure != "natural-increase-rate":
        lower = max(lower, 0.0)
    upper = None if width is None else value + width
    earlier = value * (0.93 if "birth" in measure or measure == "births" else 1.002)
    return Figure(value, lower, upper, float(round(earlier)) if count else earlier)


def sample_figures() -> Figures:
    """All figures of the sample city."""
    city, counties, townships = places()
    shares = [(city.code, 1.0)]
    shares += [(p.code, 0.4 if i else 0.6) for i, p in enumerate(counties)]
    shares += [(p.code, 0.02 + 0.05 * i) for i, p in enumerate(townships)]
    found = {}
    for code, share in shares:
        for year in STOCK_YEARS:
            for measure in MEASURES:
                key = (measure, code, year, "total", "", "resident")
                found[key] = figure(measure, code, share, year)
            resident = found[("population", code, year, "total", "", "resident")]
            registered = round((resident.value or 0.0) * 1.28)
            key = ("population", code, year, "total", "", "registered")
            found[key] = Figure(float(registered), None, None, float(registered + 20))
    for year in STOCK_YEARS:
        for sex, more in (("male", -2.6), ("female", 2.7)):
            life = figure("life-expectancy", CITY, 0.5, year)
            found[("life-expectancy", CITY, year, sex, "", "resident")] = Figure(
                (life.value or 0) + more,
                (life.lower or 0) + more,
                (life.upper or 0) + more,
            )
            for i, group in enumerate(AGE_GROUPS):
                size = 5_200 * math.exp(-(((i - 9 - (year - 2010) / 5) / 7) ** 2))
                size *= 1 + 0.15 * math.sin(i * 1.3 - (year - 2010) / 4)
                size *= 1.02 if sex == "male" else 1.0
                key = ("population-by-age", CITY, year, sex, group, "resident")
                found[key] = Figure(float(round(size)))
    return Figures(found)


NATION = (
    ("crude-birth-rate", 13.3, -0.55),
    ("crude-death-rate", 7.1, 0.09),
    ("natural-increase-rate", 6.2, -0.63),
    ("net-migration-rate", -0.2, 0.0),
    ("total-fertility-rate", 1.67, -0.05),
    ("sex-ratio-at-birth", 117.0, -0.5),
    ("life-expectancy", 76.0, 0.16),
)


def sample_city() -> City:
    """The sample city as known on the last day of 2025."""
    city, counties, townships = places()
    figures = sample_figures()

    def city_value(measure: str, year: int) -> float:
        return figures.get(measure, CITY, year).value or 0.0

    outline = tuple(5_000 * math.exp(-(((i - 10) / 7) ** 2)) for i in range(18))
    return City(
        place=city,
        figures=figures,
        labels=LABELS,
        year=2024,
        years=YEARS,
        stock_years=STOCK_YEARS,
        known_on=date(2025, 12, 31),
        first_known=date(2025, 1, 31),
        counties=counties,
        townships=townships,
        synthetic=True,
        scale=0.0467,
        nation={
            (measure, year): Beside(value + slope * (year - 2011), year > 2023)
            for measure, value, slope in NATION
            for year in YEARS
        },
        outlines=[
            Outline(2010, outline, outline),
            Outline(2020, outline[::-1], outline),
        ],
        census_rows=[
            CensusRow(measure, year, census, city_value(measure, year))
            for measure, year, census in (
                ("population", 2010, 172_912.4),
                ("population", 2020, 146_660.0),
                ("old-dependency", 2020, 27.25),
            )
        ],
        first_counts=[
            Known(year, date(year + 1, 1, 31), round(0.93 * city_value("births", year)))
            for year in range(2019, 2025)
        ],
        month_counts=[
            Known(
                2024,
                date(2025, month, monthrange(2025, month)[1]),
                round(city_value("births", 2024) * (1 - 0.07 * math.exp(-month / 3))),
            )
            for month in range(1, 13)
        ],
        conflicts=[
            Text("Sex ratio 101.05 against 101.58.", "性别比：101.05与101.58。")
        ],
        sources=[Text("An invented city.", "虚构的城市。")],
    )
