"""The words of the sheets, in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

TITLE = Text("Spot check of births", "出生登记抽查")
PERSONS_TITLE = Text("Spot check of persons", "人口登记抽查")
WORDS = {
    "sheet": Text("Sheet", "表"),
    "line": Text("Line", "序号"),
    "drawn": Text("How this was drawn", "抽取办法"),
    "seed": Text("Seed", "种子"),
    "frame": Text("Drawn from", "抽样框"),
    "hash": Text("SHA-256 of the list", "名单的SHA-256"),
    "units": Text("Drawn", "抽取"),
    "strata": Text("Strata", "分层"),
    "stratum": Text("Stratum", "层"),
    "known_on": Text("List as known on", "名单所知日期"),
    "where": Text("Where", "地点"),
    "place": Text("Place", "地点"),
    "id": Text("Number", "编号"),
    "list": Text("What was drawn", "抽取结果"),
    "rule": Text(
        "Of each stratum those were taken whose SHA-256 of the text seed|number is "
        "smallest. Whoever has the list and the seed can draw again and gets the same. "
        "Nobody chose. Replace nothing: what cannot be visited stays, with the reason.",
        "每层取“种子|编号”的SHA-256值最小者。凡持有名单与种子者均可重抽，结果相同。"
        "无人挑选。不得替换：无法走访的保留原样并注明原因。",
    ),
    "how": Text("How to fill in", "填写方法"),
    "checked_on": Text("Checked on", "核查日期"),
    "checker": Text("Checked by", "核查人"),
    "second": Text("Seen by a second person", "复核人"),
    "total_found": Text("Births found", "找到的出生数"),
    "office": Text(
        "Filled in at the office, by somebody else: of these in the register",
        "由他人在办公室填写：其中已登记",
    ),
    "born_on": Text("Born on", "出生日期"),
    "sex": Text("Sex", "性别"),
    "mother_born": Text("Mother born in", "母亲出生年份"),
    "lives_here": Text("Lives here", "居住于此"),
    "told_by": Text("Told by", "信息来源"),
    "found": Text("Found", "找到"),
    "yes_no": Text("□ yes  □ no", "□是 □否"),
    "sexes": Text("□ m  □ f", "□男 □女"),
}
UNITS = {
    "villages": Text("villages", "个村（社区）"),
    "households": Text("households", "户"),
    "persons": Text("persons", "人"),
    "units": Text("units", "个单位"),
}


BELONGS = {
    "resident": Text("who lives here", "居住在此地"),
    "registered": Text("who is registered here", "户籍在此地"),
    "": Text("who belongs here", "属于此地"),
}


def births_steps(since: Text | None, population: str) -> tuple[Text, ...]:
    """What the checker of a village or household does, step by step."""
    span = (
        Text(f"since {since.en}", f"自{since.zh}以来")
        if since
        else Text("in the last twelve months", "近十二个月内")
    )
    who = BELONGS[population]
    return (
        Text(
            f"Find every birth {span.en} to a mother {who.en}, whether or not it is "
            "registered: ask households, the clinic, the school, the shop.",
            f"找到{span.zh}母亲{who.zh}的每一例出生，不论是否登记：可询问住户、卫生室、"
            "学校、商店。",
        ),
        Text(
            "Write one line a birth, also of a child who has since died or moved. "
            "Write no names. Where there was none, write 0 as the total.",
            "每例出生写一行，已死亡或迁出的孩子也要写。不写姓名。没有出生的，合计写0。",
        ),
        Text(
            "Ask nobody for papers, and about nothing but the birth. No answer has "
            "consequences for a family.",
            "不索要证件，只问出生。任何回答都不会给家庭带来后果。",
        ),
        Text(
            "The register's figure is not on this sheet. Do not look it up, and do not "
            "ask for it, until the sheet is handed in.",
            "本表不载登记数。交表之前不得查阅或询问。",
        ),
    )


PERSON_STEPS = (
    Text(
        "The office gives the way to each number in a sealed envelope. Ask what the "
        "columns ask, and write what is answered.",
        "各编号的去处由办公室密封提供。按各栏询问，如实填写回答。",
    ),
    Text(
        "Write no names. Nobody must answer, and no answer has consequences.",
        "不写姓名。任何人可不回答，回答不会带来后果。",
    ),
    Text(
        "The register's answers are not on this sheet. Somebody else compares them at "
        "the office, when the sheet is handed in.",
        "本表不载登记内容。交表后由他人在办公室比对。",
    ),
)
