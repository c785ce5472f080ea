"""The data dictionary: every table and column, from `renkou.schema`."""

from __future__ import annotations

from collections.abc import Iterator

from renkou.schema import ALL, Column, Kind, Sensitivity, Table, Text

INTRODUCTION = Text(
    "What a city's register and snapshot hold: the whole of it, written out from "
    "`renkou.schema`. What is not declared here cannot be known. A snapshot leaves out "
    "the tables and columns that say who a person is; those about a person are marked.",
    "本页由 `renkou.schema` 自动生成，列出登记册与快照的全部内容；"
    "未在此声明的信息，系统无从得知。能识别个人身份的表与列不进入快照；"
    "涉及个人的列均有标明。",
)
HEADS = Text(
    "| column | what it is | values | meaning |",
    "| 列名 | 名称 | 取值 | 说明 |",
)
KINDS: dict[Kind, Text] = {
    Kind.ID: Text("whole number or text", "整数或文本"),
    Kind.DATE: Text("date", "日期"),
    Kind.MOMENT: Text("date and time", "日期时间"),
    Kind.AREA: Text("12-digit area code", "12位地区代码"),
    Kind.CODE: Text("one of", "取值之一"),
    Kind.COUNT: Text("whole number, 0 or more", "非负整数"),
    Kind.FLAG: Text("true or false", "真或假"),
    Kind.TEXT: Text("text", "文本"),
}
SENSITIVITY: dict[Sensitivity, Text] = {
    Sensitivity.PERSONAL: Text("about a person, pseudonymous", "涉及个人，化名"),
    Sensitivity.IDENTIFYING: Text("identifies a person", "可识别个人身份"),
}
MAY_BE_EMPTY = Text("may be empty", "可为空")
MAY_BE_ABSENT = Text("the column may be left out", "该列可省略")
REFERS_TO = Text("refers to", "引用")
ONLY_ONCE = Text("Known at one time, only once each", "同一时点唯一")
SORTED_BY = Text("Sorted by", "排序")
IN_REGISTER = Text(
    "In a register only; never in a snapshot.", "仅存于登记册，不进入快照。"
)
TITLE = Text("Data dictionary", "数据字典")


def _values(column: Column, language: str) -> str:
    if column.kind is Kind.CODE:
        stop = "; " if language == "en" else "；"
        parts = [
            f"`{code}` {text.in_(language)}" for code, text in column.codes.items()
        ]
        return stop.join(parts)
    unit = f" ({column.unit})" if column.unit else ""
    return KINDS[column.kind].in_(language) + unit


def _notes(column: Column, language: str) -> str:
    notes = [column.help.in_(language)]
    if column.refers_to:
        notes.append(f"{REFERS_TO.in_(language)} `{column.refers_to}`")
    if column.optional:
        notes.append(MAY_BE_EMPTY.in_(language))
    if column.absent:
        notes.append(MAY_BE_ABSENT.in_(language))
    if column.sensitivity in SENSITIVITY:
        notes.append(SENSITIVITY[column.sensitivity].in_(language))
    return "<br>".join(notes)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(table: Table, language: str) -> Iterator[str]:
    colon = ": " if language == "en" else "："
    yield f"## {table.title.in_(language)} `{table.name}`\n"
    yield table.help.in_(language) + "\n"
    if table.identified:
        yield f"**{IN_REGISTER.in_(language)}**\n"
    yield f"{ONLY_ONCE.in_(language)}{colon}{_names(table.key)}  "
    yield f"{SORTED_BY.in_(language)}{colon}{_names(table.sort)}\n"
    yield HEADS.in_(language)
    yield "|---|---|---|---|"
    for column in table.columns:
        title = column.title.in_(language)
        values, notes = _values(column, language), _notes(column, language)
        yield f"| `{column.name}` | {title} | {values} | {notes} |"
    yield ""


def page(language: str) -> str:
    """The data dictionary in one language, as Markdown."""
    lines = [f"# {TITLE.in_(language)}\n", INTRODUCTION.in_(language) + "\n"]
    for table in ALL:
        lines += _table(table, language)
    return "\n".join(lines)
