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
    "past": Text(
        "You read the register as known on an earlier day.",
        "当前显示较早日期所知的数据。",
    ),
    "to_now": Text("Go to today.", "回到今天。"),
    "progress": Text("How much is computed", "计算进度"),
    "try_again": Text("Try again", "重试"),
    "another_day": Text("Another day", "其他日期"),
    "the_day": Text("The day", "日期"),
    "computed": Text("About these figures", "关于这些数据"),
    "to_city": Text("Go to the city's page", "前往全市页面"),
}
