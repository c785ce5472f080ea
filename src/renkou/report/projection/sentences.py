"""What a projection says in words; every sentence is made of its figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from renkou.schema.text import Text

from ..numbers import count_in_text, long_date, plain, signed
from .outlook import Outlook
from .words import SCENARIOS


def lead(outlook: Outlook) -> Text:
    """Where the course leads by the last year, and how sure that is."""
    total, year = outlook.total("median"), outlook.years[-1]
    then, low, high, apart = (
        count_in_text(float(v))
        for v in (
            total[-1],
            outlook.total("low80")[-1],
            outlook.total("high80")[-1],
            abs(total[-1] - total[0]),
        )
    )
    fewer = total[-1] < total[0]
    name = outlook.place
    return Text(
        f"{name.name.en} has {then.en} {outlook.whom.en} at the end of {year} on the "
        f"median course, {apart.en} {'fewer' if fewer else 'more'} than in "
        f"{outlook.base}. Four courses of five lie between {low.en} and {high.en}.",
        f"按中位数走势，{year}年末{name.chinese}{outlook.whom.zh}为{then.zh}人，"
        f"比{outlook.base}年{'少' if fewer else '多'}{apart.zh}人。"
        f"五条走势中有四条在{low.zh}至{high.zh}人之间。",
    )


def basis(outlook: Outlook) -> Sequence[tuple[Text, Text]]:
    """The base, the years that rates come from, and what is assumed in ten years."""
    asked, base = outlook.course.asked, count_in_text(float(outlook.total("median")[0]))
    births = outlook.counted["births"]
    born = count_in_text(births[-1][1]) if births else Text("–", "–")
    first, last = asked.learned_from[0], asked.learned_from[-1]
    day = long_date(asked.known_on)
    at = min(10, asked.steps) - 1
    went = outlook.course.assumed

    def told(values: object, places: int) -> tuple[str, str]:
        array = np.asarray(values)
        return plain(float(array[0]), places), plain(float(array[at]), places)

    tfr, lived = told(went.tfr, 2), told(went.life_expectancy, 1)
    moves = [signed(float(went.net_migration[t]), 1) for t in (0, at)]
    years = (outlook.base + 1, outlook.base + 1 + at)
    return (
        (
            Text("Base", "基期"),
            Text(
                f"{base.en} {outlook.whom.en} at the end of {outlook.base}, by sex and "
                f"single age, as known on {day.en}",
                f"{outlook.base}年末{outlook.whom.zh}{base.zh}人，分性别、按一岁年龄，"
                f"截至{day.zh}所知",
            ),
        ),
        (
            Text("Births of the base year", "基期年出生"),
            Text(f"{born.en} in {outlook.base}", f"{outlook.base}年{born.zh}人"),
        ),
        (
            Text("Rates learned from", "比率依据"),
            Text(
                f"births, deaths and change of {first}–{last}; then the trends for "
                "China of World Population Prospects 2024 at this area's level, small "
                "areas drawn towards the city's",
                f"{first}～{last}年的出生、死亡与人口变动；此后按《世界人口展望2024》"
                "中国趋势与本地水平推算，人口少的地区向全市水平靠拢",
            ),
        ),
        (
            Text("Assumed", "假定"),
            Text(
                f"total fertility {tfr[0]} in {years[0]}, {tfr[1]} in {years[1]}; life "
                f"expectancy {lived[0]}, {lived[1]} years; net migration {moves[0]}, "
                f"{moves[1]} per 1,000 people a year",
                f"总和生育率{years[0]}年{tfr[0]}，{years[1]}年{tfr[1]}；"
                f"预期寿命{lived[0]}岁、{lived[1]}岁；"
                f"净迁移每千人每年{moves[0]}、{moves[1]}人",
            ),
        ),
        (
            Text("Method", "方法"),
            Text(
                "two-sex cohort components by single ages, 1,000 random courses; this "
                "area is projected alone, its medium course summing with its "
                "neighbours' to the city's. Not in the intervals: errors of the "
                "register, a place cleared or built up, a law that changes",
                "分性别、按一岁年龄的队列要素法，1000次随机模拟；本地区单独预测，其中间走势"
                "与同级地区之和等于全市。区间不含登记差错、整村搬迁或新建、法规变化",
            ),
        ),
    )


def fan_title(outlook: Outlook) -> Text:
    """By what share the number changes to the last year."""
    total, year = outlook.total("median"), outlook.years[-1]
    share = abs(100 * (total[-1] / total[0] - 1)) if total[0] else 0.0
    fewer = total[-1] < total[0]
    return Text(
        f"{share:.0f}% {'fewer' if fewer else 'more'} people by {year}",
        f"到{year}年人口{'减少' if fewer else '增加'}{share:.0f}%",
    )


def change_title(outlook: Outlook) -> Text:
    """Deaths for each birth, in the last year."""
    births, deaths = (
        float(outlook.events(what, "median")[-1]) for what in ("births", "deaths")
    )
    year = outlook.years[-1]
    if births < 1:
        return Text("Births, deaths and net moves", "出生、死亡与净迁移")
    ratio = f"{deaths / births:.1f}"
    return Text(
        f"{ratio} deaths for each birth in {year}", f"{year}年死亡为出生的{ratio}倍"
    )


def ages_title(outlook: Outlook) -> Text:
    """What becomes of those of school age."""
    school = outlook.of_age(2, "median")
    year, now, then = outlook.years[-1], float(school[0]), float(school[-1])
    if now < 1:
        return Text("School, work and care ages", "学龄、劳动年龄与照料年龄")
    share, fewer = f"{abs(100 * (then / now - 1)):.0f}%", then < now
    return Text(
        f"{share} {'fewer' if fewer else 'more'} children of school age by {year}",
        f"到{year}年学龄人口{'减少' if fewer else '增加'}{share}",
    )


def scenarios_title(outlook: Outlook) -> Text:
    """Between which numbers the scenarios end."""
    ends = {name: outlook.course.scenarios[name][-1] for name in SCENARIOS}
    low, high = (count_in_text(float(f(ends.values()))) for f in (min, max))
    year = outlook.years[-1]
    return Text(
        f"Scenarios end between {low.en} and {high.en} in {year}",
        f"各情景{year}年在{low.zh}至{high.zh}人之间",
    )
