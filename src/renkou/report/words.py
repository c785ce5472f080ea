"""The fixed words of the page, written in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

WORDS: dict[str, Text] = {
    "skip": Text("Skip to content", "跳到正文"),
    "synthetic": Text("Synthetic city: no real people", "合成城市：非真实人口"),
    "search": Text("Area, pinyin or code", "地区、拼音或代码"),
    "clocks": Text("Period and date of knowledge", "时期与已知日期"),
    "key": Text("Key figures", "主要指标"),
    "people": Text("People and change", "人口与变动"),
    "trends": Text("Trends", "趋势"),
    "counties": Text("Counties", "县市区"),
    "townships": Text("Townships", "乡镇街道"),
    "known": Text("Births as known", "出生数修订"),
    "revised": Text("Births, first published and now", "出生数：首次公布与现在"),
    "revised_measured": Text(
        "By year of birth, residents. First publication is the last day of the month "
        "after the year ends",
        "按出生年份，常住人口。首次公布日为年度结束后次月最后一日",
    ),
    "not_known": Text(
        "This snapshot does not say when its records were made, so that what was known "
        "on an earlier day cannot be shown.",
        "该快照未注明各条记录的登记时间，无法显示较早日期所知的情况。",
    ),
    "census": Text("Beside the census", "与普查对照"),
    "notes": Text("Methods and sources", "方法与来源"),
    "table": Text("Table", "数据表"),
    "csv": Text("CSV", "CSV下载"),
    "csv_years": Text("CSV, all years", "CSV下载（全部年份）"),
    "sets": Text("Columns", "栏目"),
    "filter": Text("Find", "查找"),
    "why": Text(
        "Not computed for this year, or nothing to divide by",
        "本年未计算，或分母为零",
    ),
    "year": Text("Year", "年份"),
    "keys_title": Text("Keys", "快捷键"),
    "keys_on": Text("Single keys are on", "启用单键快捷键"),
    "close": Text("Close", "关闭"),
    "key_search": Text("search", "搜索"),
    "key_table": Text("table of the chart", "图表数据"),
    "key_all": Text("all keys", "全部快捷键"),
}
SHORT: dict[str, Text] = {
    "num cs": Text("China", "全国"),
    "num fp": Text("first", "首次"),
    "num rv": Text("since", "此后"),
}
KEYS: tuple[tuple[str, Text], ...] = (
    ("/", Text("Search areas by name, pinyin or code", "按名称、拼音或代码查找地区")),
    (
        "t",
        Text("Table of the chart in view, open and close", "展开或收起当前图表的数据"),
    ),
    ("?", Text("This list", "显示本列表")),
    ("Esc", Text("Close", "关闭")),
)
