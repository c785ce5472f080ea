"""The fixed words of the frame, written in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

WORDS: dict[str, Text] = {
    "html_lang": Text("en", "zh-Hans"),
    "language_key": Text("en", "zh"),
    "where": Text("Where you are", "所在位置"),
    "pages": Text("Pages", "页面"),
    "find": Text("Area, measure or code", "地区、指标或代码"),
    "about": Text("Figures about", "数据年份"),
    "of_whom": Text("Of whom", "人口口径"),
    "as_known_on": Text("as known on", "截至"),
    "show": Text("Show", "显示"),
    "look": Text("Look into it", "细看"),
    "look_failed": Text("The chart's script did not come", "图表脚本未能载入"),
    "to_now": Text("Go to today.", "回到今天。"),
    "earlier": Text("The month-end before", "上一月末"),
    "later": Text("The next month-end", "下一月末"),
    "sibling_before": Text("The area before", "上一地区"),
    "sibling_after": Text("The next area", "下一地区"),
    "comma": Text(", ", "，"),
    "figures": Text("Figures", "数据"),
    "language": Text("Language", "语言"),
    "filter_areas": Text("Name, pinyin or code", "名称、拼音或代码"),
    "link": Text("Link", "链接"),
    "slow": Text(
        "Still working. What you see is from before.",
        "仍在处理，当前显示的是之前的内容。",
    ),
    "lost": Text(
        "The server did not answer. What you see is from before; try again.",
        "服务器没有应答。当前显示的是之前的内容，可再试一次。",
    ),
    "reference": Text("Reference number:", "查询编号："),
    "progress": Text("How much is computed", "计算进度"),
    "try_again": Text("Try again", "重试"),
    "another_day": Text("Another day", "其他日期"),
    "the_day": Text("The day", "日期"),
    "snapshot": Text("Snapshot", "快照"),
    "computed": Text("About these figures", "关于这些数据"),
    "computed_how": Text(
        "Every figure here was computed once from the snapshot below and kept beside "
        "it. Nothing is counted when a page is opened, and a page is never of another "
        "snapshot: one that is replaced is noticed.",
        "此处的全部数据由下列快照一次算出，并保存于快照旁。打开页面时不再计算；"
        "快照如被替换，系统会发现并提示，页面绝不混用。",
    ),
    "to_city": Text("Go to the city's page", "前往全市页面"),
}
KEYS: tuple[tuple[str, Text], ...] = (
    ("/", Text("Search for an area, a measure or a code", "查找地区、指标或代码")),
    ("[", Text("The month-end before", "上一月末")),
    ("]", Text("The next month-end", "下一月末")),
    (
        "t",
        Text("Table of the chart in view, open and close", "展开或收起当前图表的数据"),
    ),
    ("j k", Text("Move in a table of areas; Enter opens", "在地区表中移动，Enter打开")),
    ("?", Text("This list", "显示本列表")),
    ("Esc", Text("Close", "关闭")),
)
HTMX = (  # no style element of its own, no eval; answers that refuse are shown too
    '{"includeIndicatorStyles":false,"allowEval":false,"responseHandling":['
    '{"code":"204","swap":false},{"code":"[23]..","swap":true},'
    '{"code":"[45]..","swap":true,"error":true,"target":"#main","select":"#main",'
    '"swapOverride":"outerHTML"}]}'
)
