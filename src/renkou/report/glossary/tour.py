"""The guided tour: what stands where on an area's page, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from renkou.schema.text import Text


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its place on an area's page, its name, what is said there."""

    at: str
    title: Text
    said: Text


HELP: dict[str, Text] = {
    "title": Text("Help", "帮助"),
    "terms": Text("Terms", "术语"),
    "tour": Text("Guided tour", "导览"),
    "first": Text(
        "New here? The tour shows in five steps what stands on this page.",
        "初次使用？导览分五步介绍本页内容。",
    ),
    "begin": Text("Take the tour", "开始导览"),
    "skip": Text("Not now", "暂不"),
    "done": Text(
        "Go to the page, and do not offer the tour again", "进入页面，不再提示导览"
    ),
    "show": Text("Show it on the page", "在页面上查看"),
    "every": Text(
        "Every measure explains itself: open any figure.", "每个数字都可点开查看说明。"
    ),
}
STEPS = (
    Step(
        "main",
        Text("Two clocks", "两个时间"),
        Text(
            "The strip on top holds the year that figures are about and the day on "
            "which they were known. Choose an earlier day and the whole page goes back "
            "to what was known then.",
            "页首的控制条有两个时间：数据所属年份，以及截至哪一天所知。"
            "选择较早的日期，全页即回到当时所知。",
        ),
    ),
    Step(
        "key",
        Text("Key figures", "主要指标"),
        Text(
            "Each row holds a value, its interval, its course, what stands beside it, "
            "and what was first published. Three bars say how far to trust it. Open "
            "any value to read what it is made of.",
            "每行依次为数值、区间、走势、对照和首次公布数，三格表示可信程度。"
            "点开任一数值可查看其来历。",
        ),
    ),
    Step(
        "since",
        Text("What changed", "变动明细"),
        Text(
            "Set the same figures beside those of an earlier day of your choice.",
            "可将同一指标与任选较早日期所知的数值对照。",
        ),
    ),
    Step(
        "below",
        Text("Down and up", "上下级地区"),
        Text(
            "The table leads to the areas below; the names on top lead up again. Its "
            "heads sort it, and the address keeps the order.",
            "表中可进入下级地区，页首名称可返回上级。点表头排序，链接会保留次序。",
        ),
    ),
    Step(
        "find",
        Text("Find and keys", "查找与快捷键"),
        Text(
            "Search takes names, pinyin, initials and codes, former ones too. Press ? "
            "for the keys.",
            "可按名称、拼音、首字母、代码（含曾用代码）查找。按?查看快捷键。",
        ),
    ),
)
