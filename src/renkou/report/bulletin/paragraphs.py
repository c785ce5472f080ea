"""The sentences of a bulletin before anybody rewrote them.

Each sentence has its fallbacks: the first stands all of whose numbers there are; where
there is none, the sentence is left out. None calls a figure good or bad.
"""

from __future__ import annotations

from collections.abc import Mapping

from renkou.schema.text import Text

from .editing import placeholders
from .slot import Slot

Sentence = tuple[Text, ...]
Paragraph = tuple[Sentence, ...]


def original(
    slots: Mapping[str, Slot], language: str, *, coming: bool = False
) -> dict[str, list[str]]:
    """The paragraphs of every section, with placeholders, in "en" or "zh".

    `coming` takes for granted what the projection will give, once it is computed.
    """
    there = {
        name
        for name, slot in slots.items()
        if slot.text is not None or (coming and name.startswith("projected-"))
    }
    return {
        section: [
            text for each in paragraphs if (text := _written(each, there, language))
        ]
        for section, paragraphs in PARAGRAPHS.items()
    }


def _written(paragraph: Paragraph, there: set[str], language: str) -> str:
    sentences = [_first(sentence, there, language) for sentence in paragraph]
    joint = "" if language == "zh" else " "
    return joint.join(sentence for sentence in sentences if sentence)


def _first(sentence: Sentence, there: set[str], language: str) -> str:
    for text in sentence:
        written = text.in_(language)
        if there.issuperset(placeholders(written)):
            return written
    return ""


SECTIONS: dict[str, Text] = {
    "summary": Text("In short", "概要"),
    "people": Text("People", "人口"),
    "births": Text("Births", "出生"),
    "deaths": Text("Deaths", "死亡"),
    "moves": Text("Moves", "迁移"),
    "areas": Text("Areas below", "下辖地区"),
    "restated": Text("Earlier years, restated", "往年数据修订"),
    "projection": Text("Years to come", "未来人口"),
    "quality": Text("How far to trust these figures", "数据质量"),
}
PARAGRAPHS: dict[str, tuple[Paragraph, ...]] = {
    "summary": (
        (
            (
                Text(
                    "At the end of {year}, {population} people lived in {area}, "
                    "{population-change}: {natural-balance}, and {moves-balance}.",
                    "{year}年末，{area}常住人口{population}人，{population-change}："
                    "{natural-balance}，{moves-balance}。",
                ),
                Text(
                    "At the end of {year}, {population} people lived in {area}.",
                    "{year}年末，{area}常住人口{population}人。",
                ),
            ),
            (
                Text(
                    "{registered} people were registered here.",
                    "户籍人口{registered}人。",
                ),
            ),
        ),
        (
            (
                Text(
                    "{births} children were born and {deaths} people died: "
                    "{crude-birth-rate} and {crude-death-rate}.",
                    "全年出生{births}人，死亡{deaths}人；出生率{crude-birth-rate}，"
                    "死亡率{crude-death-rate}。",
                ),
            ),
            (
                Text(
                    "The total fertility rate was {total-fertility-rate}, life "
                    "expectancy at birth {life-expectancy}.",
                    "总和生育率{total-fertility-rate}，平均预期寿命{life-expectancy}。",
                ),
            ),
        ),
        (
            (
                Text(
                    "All figures are as known on {known-on}.",
                    "所有数据截至{known-on}所知。",
                ),
            ),
        ),
    ),
    "people": (
        (
            (
                Text(
                    "Half of the people were younger than {median-age}.",
                    "年龄中位数为{median-age}。",
                ),
            ),
            (
                Text(
                    "The largest group was aged {largest-age-group}.",
                    "人数最多的年龄组是{largest-age-group}。",
                ),
            ),
            (
                Text(
                    "The old-age dependency ratio was {old-dependency}, "
                    "{old-dependency-change}.",
                    "老年抚养比（每百名劳动年龄人口）为{old-dependency}，"
                    "{old-dependency-change}。",
                ),
                Text(
                    "The old-age dependency ratio was {old-dependency}.",
                    "老年抚养比（每百名劳动年龄人口）为{old-dependency}。",
                ),
            ),
        ),
    ),
    "births": (
        (
            (
                Text(
                    "{births} children were born to residents, {births-change}.",
                    "常住人口出生{births}人，{births-change}。",
                ),
                Text(
                    "{births} children were born to residents.",
                    "常住人口出生{births}人。",
                ),
            ),
            (
                Text(
                    "The birth rate was {crude-birth-rate} ({level} interval: "
                    "{crude-birth-rate-interval}).",
                    "出生率{crude-birth-rate}（{level}区间：{crude-birth-rate-interval}）。",
                ),
            ),
            (
                Text(
                    "In {parent} it was {crude-birth-rate-parent}, in China "
                    "{crude-birth-rate-china}.",
                    "{parent}为{crude-birth-rate-parent}，"
                    "全国为{crude-birth-rate-china}。",
                ),
                Text(
                    "In China it was {crude-birth-rate-china}.",
                    "全国为{crude-birth-rate-china}。",
                ),
            ),
        ),
        (
            (
                Text(
                    "The total fertility rate was {total-fertility-rate} ({level} "
                    "interval: {total-fertility-rate-interval}).",
                    "总和生育率{total-fertility-rate}"
                    "（{level}区间：{total-fertility-rate-interval}）。",
                ),
            ),
            (
                Text(
                    "Mothers were on average {mean-age-at-birth} of age.",
                    "平均生育年龄{mean-age-at-birth}。",
                ),
            ),
            (
                Text(
                    "Boys to girls at birth: {sex-ratio-at-birth} ({level} interval: "
                    "{sex-ratio-at-birth-interval}).",
                    "出生性别比（以女孩为百）{sex-ratio-at-birth}"
                    "（{level}区间：{sex-ratio-at-birth-interval}）。",
                ),
            ),
        ),
    ),
    "deaths": (
        (
            (
                Text(
                    "{deaths} residents died, {deaths-change}.",
                    "常住人口死亡{deaths}人，{deaths-change}。",
                ),
                Text("{deaths} residents died.", "常住人口死亡{deaths}人。"),
            ),
            (
                Text(
                    "The death rate was {crude-death-rate} ({level} interval: "
                    "{crude-death-rate-interval}).",
                    "死亡率{crude-death-rate}（{level}区间：{crude-death-rate-interval}）。",
                ),
            ),
            (
                Text(
                    "Life expectancy was {life-expectancy}: {life-expectancy-women} "
                    "for women, {life-expectancy-men} for men.",
                    "平均预期寿命{life-expectancy}，女性{life-expectancy-women}，"
                    "男性{life-expectancy-men}。",
                ),
                Text(
                    "Life expectancy was {life-expectancy}.",
                    "平均预期寿命{life-expectancy}。",
                ),
            ),
        ),
    ),
    "moves": (
        (
            (
                Text(
                    "{in-migrants} people moved in and {out-migrants} moved out: "
                    "{moves-balance}.",
                    "迁入{in-migrants}人，迁出{out-migrants}人，{moves-balance}。",
                ),
            ),
            (
                Text(
                    "Net migration was {net-migration-rate}.",
                    "净迁移率{net-migration-rate}。",
                ),
            ),
        ),
    ),
    "areas": (
        (
            (
                Text(
                    "The tables give the figures of {year} for {area} and for each "
                    "area below it, with {level} intervals. Where intervals overlap, "
                    "chance alone may explain a difference.",
                    "以下各表列出{year}年{area}及下辖各地区的数据和{level}区间。"
                    "区间相互重叠时，差异可能只是偶然波动。",
                ),
            ),
        ),
    ),
    "restated": (
        (
            (
                Text(
                    "The births of {year} were first published on "
                    "{first-published-on} as {births-first}; as known now they are "
                    "{births}, {births-revision}. "
                    "{births-known-at-first} were known then.",
                    "{year}年出生数于{first-published-on}首次公布为{births-first}人，"
                    "现为{births}人，{births-revision}；首次公布时已知"
                    "{births-known-at-first}。",
                ),
                Text(
                    "This register does not say what was known on the day of first "
                    "publication, or that day is still to come.",
                    "登记册未注明首次公布时所知的情况，或首次公布日尚未到来。",
                ),
            ),
            (
                Text(
                    "The table sets earlier years as first published beside what is "
                    "known now. A difference is no fault: records arrive late and are "
                    "mended.",
                    "下表将往年的首次公布数与现在所知对照。差异并非差错："
                    "登记会迟到，也会更正。",
                ),
            ),
        ),
    ),
    "projection": (
        (
            (
                Text(
                    "If fertility and mortality follow the United Nations' trends for "
                    "China from the level of this area, and net migration fades, "
                    "{projected-population} people will live in {area} at the end of "
                    "{projected-year} (median; {level} interval: "
                    "{projected-population-interval}).",
                    "若生育与死亡从本地区水平出发、依联合国对中国的趋势变化，"
                    "且净迁移逐渐减弱，{projected-year}年末{area}人口为"
                    "{projected-population}人（中位数；{level}区间："
                    "{projected-population-interval}）。",
                ),
                Text(
                    "No projection of this area is at hand.",
                    "暂无本地区的人口预测。",
                ),
            ),
            (
                Text(
                    "Of them {projected-aged-60} will be in the oldest of the three "
                    "age groups of the table ({level} interval: "
                    "{projected-aged-60-interval}).",
                    "其中表列最年长年龄组{projected-aged-60}人"
                    "（{level}区间：{projected-aged-60-interval}）。",
                ),
            ),
        ),
        (
            (
                Text(
                    "It begins from the end of {projected-from}, as known on "
                    "{known-on}. A projection says what follows from its assumptions. "
                    "It is nobody's quota.",
                    "预测以{projected-from}年末为起点，截至{known-on}所知。"
                    "预测只说明由假定得出的结果，并非任何人的指标。",
                ),
            ),
        ),
    ),
    "quality": (
        (
            (
                Text(
                    "{recorded-within-30-days} of the births of {year} were recorded "
                    "within {soon}.",
                    "{year}年的出生中，{recorded-within-30-days}在{soon}内登记。",
                ),
            ),
            (
                Text(
                    "More are still to come: of the births of {previous-year} known "
                    "today, {births-known-a-year-ago} were known a year ago.",
                    "其余仍会陆续登记：现在所知的{previous-year}年出生中，"
                    "一年前已知{births-known-a-year-ago}。",
                ),
                Text(
                    "Records of {year} may still arrive; how many cannot be told from "
                    "what is kept.",
                    "{year}年的登记仍可能补报，现有数据不足以推知数量。",
                ),
            ),
        ),
        (
            (
                Text(
                    "Intervals hold chance alone, not births or deaths that were never "
                    "recorded.",
                    "区间只反映偶然波动，不含从未登记的出生和死亡。",
                ),
            ),
        ),
    ),
}
