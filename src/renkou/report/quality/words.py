"""The fixed words of the Quality page, written in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

WORDS: dict[str, Text] = {
    "title": Text("How far to trust the figures", "数据可信程度"),
    "event": Text("What is counted", "统计对象"),
    "delays": Text("Delays and revisions by township", "登记时滞与各乡镇修订"),
    "recent": Text(
        "Recent months, and years since publication", "最近各月与公布后修订"
    ),
    "look_back": Text(
        "As first published, at closings, and now", "首次公布、年末与现在"
    ),
    "look_back_measured": Text(
        "A year is first published on the last day of the next January. Hollow: then",
        "年度数据于次年1月末首次公布。空心：当时",
    ),
    "nowcast": Text("What recent months will have come to", "最近各月应有数"),
    "below": Text("Areas within", "下辖地区"),
    "below_measured": Text(
        "Recorded within 30 days and revised: of the year. Recorded and expected: of "
        "the newest month. Findings: of the last day, places within included",
        "30日内登记与修订按年；已登记与应有为最近一个月；发现为最后一日所知，含下辖各地",
    ),
    "findings": Text("Findings", "发现"),
    "findings_measured": Text(
        "A finding is a question to an office. It accuses nobody and names no person. "
        "Open leads to the months and delays of the place",
        "发现是对单位的疑问，不指责任何人，也不涉及个人。“查看”可打开该地的月份与时滞",
    ),
    "settle": Text("What would settle it:", "如何核实："),
    "looked": Text("What was tested, and found quiet", "检查过的内容"),
    "looked_measured": Text(
        "Each detector: its stated and measured false alarms, what it found where "
        "something had been planted, and what it could not have seen here. Measured "
        "on synthetic cities",
        "各检测方法：声明与实测的误报率、在预设问题中找出多少、在此无法识别什么。"
        "实测均用合成城市",
    ),
    "show_as": Text("Show as", "显示为"),
}


def outlines_missing(number: int) -> Text:
    """Townships that the city's own file has no outline of."""
    en = "1 township has" if number == 1 else f"{number} townships have"
    return Text(
        f"{en} no outline in areas.geojson; the tiles show all.",
        f"areas.geojson缺少{number}个乡镇的边界；方格图显示全部乡镇。",
    )
