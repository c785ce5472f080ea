"""The words of the page that compares areas."""

from __future__ import annotations

from renkou.schema.text import Text

WORDS: dict[str, Text] = {
    "title": Text("Areas compared", "地区比较"),
    "add_area": Text("Add an area", "添加地区"),
    "add_measure": Text("Add a measure", "添加指标"),
    "add": Text("Add", "添加"),
    "areas": Text("Areas", "地区"),
    "measures": Text("Measures", "指标"),
    "remove": Text("Remove", "移除"),
    "sort": Text("Sort by", "排序"),
    "own_order": Text("own order", "默认次序"),
    "counties": Text("All counties", "全部县市区"),
    "townships": Text("All townships", "全部乡镇街道"),
    "usual": Text("Usual measures", "常用指标"),
    "chosen": Text("What is compared", "比较内容"),
    "choose": Text("choose", "选择"),
    "note": Text(
        "Below each figure its 95% interval, where the measure has one. Where two "
        "intervals overlap much, chance may explain the difference; the measure's page "
        "says which areas cannot be told apart.",
        "各数值下为95%区间（如该指标有区间）。两区间重叠较多时，差异可能出于偶然；"
        "指标页说明哪些地区无法区分。",
    ),
}
