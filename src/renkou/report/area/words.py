"""The fixed words of the page of an area, written in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

AREA: dict[str, Text] = {
    "changed": Text("What changed", "变动明细"),
    "link": Text("Link to this view", "本页链接"),
    "since": Text("What changed since", "变动明细"),
    "since_measured": Text(
        "The same figures as known on an earlier day; the difference is what was "
        "recorded or corrected between",
        "同一指标在较早日期所知的数值；差异来自其间的补报与更正",
    ),
    "since_day": Text("Known on", "截至"),
    "no_since": Text(
        "No earlier day on which this year was over is kept, so nothing can be set "
        "beside. Choose an earlier year, or a later day of knowledge.",
        "没有更早且该年已结束的保存日期，无法对照。请选择更早的年份或更晚的已知日期。",
    ),
    "below": Text("Areas below", "下级地区"),
    "no_below": Text(
        "Nothing below a township has a page: in villages, chance would drown rates.",
        "乡镇街道以下不设页面：村社区规模过小，各种率会被偶然波动淹没。",
    ),
    "columns": Text("Columns", "栏目"),
    "find_here": Text("Find in the table", "在表中查找"),
    "none_found": Text(
        "No area here fits. Search by name, pinyin or code.",
        "没有符合的地区。请按名称、拼音或代码查找。",
    ),
    "not_kept": Text(
        "Households are put together anew for each day and are kept for the last day "
        "alone: on an earlier day they are missing.",
        "家庭户需逐日重新归并，只保存最后一日；较早日期没有此项数据。",
    ),
    "codes": Text("Earlier codes and names", "曾用代码与名称"),
    "codes_measured": Text(
        "From the lists of areas at hand; a change is somewhere between two lists",
        "据现有各期区划名录；变更发生在相邻两期名录之间",
    ),
    "no_codes": Text(
        "Code, name and area above are the same on every list at hand.",
        "现有各期名录中，代码、名称与上级均无变化。",
    ),
    "no_months": Text(
        "Births of this year were first published before the month-ends that are kept; "
        "only the first and the present number are known.",
        "该年出生首次公布早于所保存的各月末，只有首次公布数与现在的数。",
    ),
    "not_published": Text(
        "This year was not yet first published on the day of knowledge.",
        "截至所选日期，该年数据尚未首次公布。",
    ),
    "quality_note": Text(
        "Quality, a bar for each: recorded in time, settled, narrow interval.",
        "质量三格依次为：及时登记、数值稳定、区间较窄。",
    ),
    "about": Text("About this number", "关于此数"),
    "up": Text("largest first", "从大到小"),
    "no_outline": Text(
        "No census outline: the censuses at hand go down to counties.",
        "未附普查轮廓：现有普查资料只到县一级。",
    ),
    "outline_of_residents": Text(
        "No census outline: the census by age counted residents.",
        "未附普查轮廓：普查的年龄数据为常住人口。",
    ),
}
