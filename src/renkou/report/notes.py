"""Notes on methods and sources, and the conflicts between sources kept visible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from renkou import reference
from renkou.schema.text import Text

from .city import City
from .numbers import long_date

UN = Text(
    "United Nations, World Population Prospects 2024, CC BY 3.0 IGO",
    "联合国《世界人口展望2024》，CC BY 3.0 IGO",
)


@dataclass(frozen=True, slots=True)
class Note:
    """A heading and its paragraphs."""

    title: Text
    lines: Sequence[Text]


def notes(city: City) -> list[Note]:
    """The notes of the page."""
    found = [_reading(city), _methods(), _sources(city)]
    if city.conflicts:
        found.append(
            Note(Text("Where sources disagree", "来源之间的不一致"), city.conflicts)
        )
    return found


def nation_note(city: City) -> Text:
    """What stands under the key figures about the nation's."""
    if not city.nation:
        return Text("No national figures stand beside.", "未附全国数据。")
    of_year = [b for (_, year), b in city.nation.items() if year == city.year]
    ahead = any(b.projected for b in of_year)
    how = Text(
        f"projected for {city.year}" if ahead else f"estimated for {city.year}",
        f"{city.year}年为预测" if ahead else f"{city.year}年为估计",
    )
    return Text(
        f"China: {UN.en}, {how.en}.",
        f"全国：{UN.zh}，{how.zh}。",
    )


def _reading(city: City) -> Note:
    lines = [
        Text(
            "Solid: counted, as known now. Hollow ochre: as first published. "
            "Dashed: estimated or projected. Band or whisker: 95% interval. "
            "Stripes: assumed or synthetic. A dash: no figure, with the reason.",
            "实心：已登记，现在所知。空心赭石色：首次公布。虚线：估计或预测。色带与须线："
            "95%区间。斜纹：假定或合成。短横：无数据，附原因。",
        ),
        Text(
            "Residents live here; the registered have their household registration "
            "here. The two differ by migration. Stocks are of 31 December, rates are "
            "per person-year.",
            "常住人口指实际居住者，户籍人口指户口登记在本地者，两者之差来自迁移。"
            "存量为12月31日数，率以人年为分母。",
        ),
        Text(
            "Small counts are shown in full, for the statistician's use. This file is "
            "not protected for publication.",
            "小数目照实列出，供统计人员使用；本文件未经披露控制，不宜公开发布。",
        ),
    ]
    if city.synthetic:
        lines.append(
            Text(
                "The city is synthetic: no line of it is about a real person.",
                "本城市为合成，任何一行都不涉及真实个人。",
            )
        )
    return Note(Text("How to read this page", "如何阅读本页"), lines)


def _methods() -> Note:
    return Note(
        Text("How figures are computed", "如何计算"),
        [
            Text(
                "Known on a day: the records made up to that day and not yet "
                "replaced on it. A year is first published on the last day of the "
                "January after it.",
                "“截至某日所知”：该日及以前登记、且当日尚未被更正的记录。年度数据的"
                "首次公布日为次年1月最后一日。",
            ),
            Text(
                "Intervals are 95%, of chance alone: Poisson for rates, Wilson or "
                "Clopper–Pearson for shares and ratios; counts have none. They do not "
                "cover births that were never recorded.",
                "区间为95%，只反映偶然波动：率用泊松分布，比例与比用威尔逊或"
                "Clopper–Pearson方法，计数不设区间；不含从未登记的出生。",
            ),
            Text(
                "A figure has no more digits than its interval bears. The handbook "
                "gives each measure's formula and source: renkou measures.",
                "数字位数以区间所能支持为限。"
                "各指标的公式与出处见手册：renkou measures。",
            ),
        ],
    )


def _sources(city: City) -> Note:
    return Note(Text("Sources", "来源"), city.sources)


def sources(city: City, recorded_on: date, shown_on: date) -> list[Text]:
    """Where the figures of the page come from, each in a sentence."""
    recorded, shown = long_date(recorded_on), long_date(shown_on)
    day = long_date(city.known_on)
    return [
        Text(
            f"The city, its counties and townships: the register's snapshot, as known "
            f"on {day.en}.",
            f"市、县市区与乡镇街道：登记快照，截至{day.zh}所知。",
        ),
        Text(
            "Areas: statistical codes of the National Bureau of Statistics, recorded "
            f"on the list of {recorded.en}, shown on that of {shown.en}.",
            f"地区：国家统计局统计用区划代码，按{recorded.zh}名录登记，"
            f"按{shown.zh}名录显示。",
        ),
        Text(
            f"China: {reference.ATTRIBUTION}",
            "全国：© 联合国经济和社会事务部人口司，《世界人口展望2024》及《世界人口展望"
            "2019》。CC BY 3.0 IGO"
            "（https://creativecommons.org/licenses/by/3.0/igo/）。",
        ),
        Text(
            "Census outline and comparison: sixth (2010) and seventh (2020) national "
            "population censuses, county tables.",
            "普查轮廓与对照：第六次（2010年）、第七次（2020年）全国人口普查分县资料。",
        ),
    ]
