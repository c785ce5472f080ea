"""The fixed words of a bulletin, written in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

WORDS: dict[str, Text] = {
    "yearly": Text("Population bulletin", "人口公报"),
    "synthetic": Text(
        "Synthetic city: no line of this bulletin is about a real person.",
        "合成城市：本公报任何一行都不涉及真实个人。",
    ),
    "not_protected": Text(
        "Small counts are shown in full. Not protected for publication.",
        "小数目照实列出，未经披露控制，不宜公开发布。",
    ),
    "rewritten": Text(
        "The words were rewritten by the office; the numbers are the register's.",
        "文字经人工改写；数字均来自登记册。",
    ),
    "area": Text("Area", "地区"),
    "code": Text("Code", "代码"),
    "year": Text("Year", "年份"),
    "known": Text("As known on", "截至"),
    "first": Text("First published", "首次公布"),
    "words_from": Text("Words", "文字"),
    "figures": Text("The year's figures", "主要数据"),
    "figure": Text("Figure", "指标"),
    "value": Text("Value", "数值"),
    "interval": Text("95% interval", "95%区间"),
    "change": Text("On the year before", "比上年"),
    "china": Text("China", "全国"),
    "revised": Text("Since revised by", "此后修订"),
    "difference": Text("Difference", "差"),
    "now": Text("Known now", "现在所知"),
    "first_on": Text("First published on", "首次公布日期"),
    "dash": Text(
        "–: no figure, or nothing to divide by. Numbers in brackets lead to the "
        "appendix.",
        "–：无数据或分母为零。方括号内的编号对应附录。",
    ),
    "un": Text("* projected by the UN", "*为联合国预测"),
    "median": Text("Median", "中位数"),
    "inner": Text("80% interval", "80%区间"),
    "births": Text("Births", "出生"),
    "deaths": Text("Deaths", "死亡"),
    "projected": Text("Population projected, 31 December", "人口预测，年末"),
    "broad": Text("Projected by broad age", "分年龄段预测"),
    "aged": Text("Aged", "年龄"),
    "restated": Text("First published and known now", "首次公布与现在所知"),
    "methods": Text("Methods and sources", "方法与来源"),
    "appendix": Text("Where each number comes from", "数字出处"),
    "appendix_note": Text(
        "Each line is a number or a column of this bulletin. SNAPSHOT stands for the "
        "folder of the snapshot whose fingerprint is {}; the command gives the number "
        "again, among others of its level.",
        "每行对应本公报中的一个数字或一列。SNAPSHOT代表快照文件夹，其指纹为{}；"
        "运行所列命令可再次得到该数字（同级地区一并列出）。",
    ),
    "made_of": Text("Made of", "分子／分母"),
    "measure": Text("Measure", "指标"),
    "period": Text("Period", "时期"),
    "population": Text("Population", "人口口径"),
    "command": Text("Command", "命令"),
    "number": Text("No.", "编号"),
    "contents": Text("Contents", "目录"),
    "page": Text("page", "页"),
    "findings": Text(
        "Findings of the detectors are not part of this bulletin. They are given by: "
        "renkou trust --snapshot SNAPSHOT --known-on {}",
        "检测发现不列入本公报，可由以下命令得到：renkou trust --snapshot SNAPSHOT "
        "--known-on {}",
    ),
    "assumptions": Text(
        "Projection: two sexes, single years of age, from rates of the last five years "
        "counted. Fertility and mortality follow the United Nations' rates for China "
        "at the level of the city and the area; net migration halves every ten years. "
        "Median and intervals are those of {} random courses, seed {}.",
        "预测：分性别、按一岁年龄，依最近五个已统计年份的比率。生育与死亡按本市及本地区"
        "水平依联合国对中国的趋势变化；净迁移每十年减半。"
        "中位数与区间取自{}次模拟，种子数{}。",
    ),
}
