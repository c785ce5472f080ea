"""The fixed words of the page of findings, written in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

WORDS: dict[str, Text] = {
    "skip": Text("Skip to content", "跳到正文"),
    "synthetic": Text("Synthetic city: no real people", "合成城市：非真实人口"),
    "table": Text("Table", "数据表"),
    "csv": Text("CSV", "CSV下载"),
    "csv_years": Text("CSV, all years", "CSV下载（全部年份）"),
    "findings": Text("Findings", "发现"),
    "findings_measured": Text(
        "A finding is a question to an office. It accuses nobody and names no person",
        "发现是对单位的疑问，不指责任何人，也不涉及个人",
    ),
    "none": Text(
        "No detector found anything that chance does not explain. What they could not "
        "see is said below.",
        "各检测方法均未发现超出偶然的情况。无从识别之处见下。",
    ),
    "late": Text("Late recording", "登记时滞"),
    "shares": Text("Townships beside one another", "各乡镇对照"),
    "looked": Text("What was looked for, and what could be seen", "检查内容与识别能力"),
    "looked_measured": Text(
        "Each detector, its false alarms, and what it could not have seen here",
        "各检测方法、其误报率，以及在此无法识别的情况",
    ),
    "notes": Text("How to read this page", "如何阅读本页"),
}
NOTES = (
    Text(
        "Solid: counted, as known now. Dashed: estimated. Ochre: late or revised. "
        "Diagonal line: too few births to say.",
        "实心：已登记，现在所知。虚线：估计。赭石色：迟报或修订。斜线：出生过少，无法判断。",
    ),
    Text(
        "A probability is that of chance where nothing is wrong. Townships that differ "
        "for good reasons are flagged too: that is why somebody looks first.",
        "概率指在一切正常时偶然出现的可能性。因正当原因而不同的乡镇也会被提示，故须先核实。",
    ),
    Text(
        "Certificates are matched by day of birth, sex, place and the mother's day of "
        "birth. No name is read, and nothing of any person is written.",
        "出生证明按出生日期、性别、地点及母亲出生日期比对，不读取姓名，也不写出任何个人信息。",
    ),
    Text(
        "Found on: the first month's end from which a finding shows without a break, "
        "as the register stood then. Delays by rank, growth after publication "
        "and sex ratios are looked at on the last day alone.",
        "“发现日期”：按登记册当时的状况逐月回看，自该月末起持续可见。"
        "时滞秩检验、公布后增加与性别比仅在最后一日检查。",
    ),
    Text(
        "Tiles are townships grouped by county, the largest first. They are no map: no "
        "boundary is drawn.",
        "方格为按县市区分组的乡镇，由大到小排列。这不是地图，未绘任何边界。",
    ),
)
