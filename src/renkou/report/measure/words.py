"""The words of the pages of measures, in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

WORDS: dict[str, Text] = {
    "measures": Text("Measures", "指标"),
    "definition": Text("Definition", "定义"),
    "formula": Text("Formula", "公式"),
    "source": Text("Source", "出处"),
    "interval": Text("Interval", "区间"),
    "key": Text("Key", "标识"),
    "worked": Text("Worked examples", "算例"),
    "worked_note": Text(
        "A drawn town, and what the measure must say of it. Every engine is tested "
        "on it.",
        "一个虚构小镇，以及该指标应得的结果。每个计算引擎都以此检验。",
    ),
    "period": Text("Period", "时期"),
    "result": Text("Result", "结果"),
    "missing": Text("missing", "缺"),
    "sex": Text("Sex", "性别"),
    "category": Text("Category", "类别"),
    "by": Text("Areas", "地区"),
    "tie": Text("Ties", "无法区分"),
    "plot": Text("Plot", "图"),
    "rule": Text(
        "A bracket joins areas that cannot be told apart: no difference between any "
        "two of them is more than chance makes among so many pairs. Each pair is "
        "judged by its two intervals; of all pairs told apart, at most one in twenty "
        "is, on average, alike. Areas of different brackets need not differ.",
        "括线所连各地区无法区分：其中任意两地的差异都不超过如此多对比较中偶然会有的差异。"
        "每一对以两者的区间判断；在判为不同的各对中，平均至多二十分之一其实相同。"
        "不在同一括线内的地区未必不同。",
    ),
    "no_ties": Text(
        "No interval, so no ties are marked: the order is that of the counts as they "
        "are registered.",
        "该指标没有区间，不标注无法区分的地区；排列按登记数。",
    ),
    "dots_key": Text(
        "Dot: now, with 95% interval; a line without an end goes on. Hollow: as first "
        "published. Dotted: all areas together.",
        "实心点：现在，附95%区间，线端未封口表示超出图幅。空心点：首次公布。点线：全部地区合计。",
    ),
    "no_funnel": Text("No funnel", "无漏斗图"),
    "none": Text(
        "No area has this figure for this year as known on this day.",
        "按该日所知，各地区均无本年此项数据。",
    ),
    "none_last": Text(
        "This figure is kept as known on the last day alone.",
        "该指标只保存最后一日所知的数据。",
    ),
    "search": Text("Name, key or pinyin", "名称、标识或拼音"),
    "find": Text("Find a measure", "查找指标"),
    "searching": Text("Search", "查找"),
    "nothing": Text(
        "No measure is called so. Try one word, such as birth, or leave the field "
        "empty for all.",
        "没有这样的指标。可换一个词，如“出生”，或清空后查看全部。",
    ),
}
SEXES = {
    "total": Text("Both sexes", "男女合计"),
    "female": Text("Female", "女"),
    "male": Text("Male", "男"),
}
LEVELS = {
    "county": Text("Counties", "县市区"),
    "township": Text("Townships", "乡镇街道"),
}
HEADS = {
    "county": Text("County", "县市区"),
    "township": Text("Township", "乡镇街道"),
}
WHO = {
    "resident": Text("residents", "常住人口"),
    "registered": Text("registered population", "户籍人口"),
}
