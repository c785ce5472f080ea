"""How a cell of text becomes a value, in SQL, and what is said where it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from renkou.schema import ELSEWHERE, Column, Kind, Text

from ..contents import quoted
from .mapping import MOMENTS, ImportPlan, Source

_FULL_WIDTH = "０１２３４５６７８９ＸｘＴＦＹＮ－／：．　\u00a0\t\r\n"
_HALF_WIDTH = "0123456789XxTFYN-/:.     "
YES = ("true", "t", "yes", "y", "1", "是", "有")
NO = ("false", "f", "no", "n", "0", "否", "无")
# 15 digits, as given until 1999: born in 19…, the check digit not yet there.
_OLD_NUMBER = r"[1-9]\d{5}\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}"
_ROUNDED = r"\d(\.\d+)?[Ee]\+?\d+"


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of one source: SQL for its text and value, and the rule it keeps.

    `text` reads the cell; `value` makes the value of the text, there named `said`.
    """

    column: Column
    header: str
    said: str
    text: str
    value: str
    rule: Text
    mend: Text


def cells_of(plan: ImportPlan, source: Source) -> list[Cell]:
    """How `source` gives each column that it gives."""
    given = [c for c in source.table.columns if source.gives(c.name)]
    return [_cell(plan, source, c, f"said_{i}") for i, c in enumerate(given)]


def _cell(plan: ImportPlan, source: Source, column: Column, said: str) -> Cell:
    headers = source.columns.get(column.name, ())
    texts = ", ".join(cell_text(header, source.empty) for header in headers)
    text = f"coalesce({texts})" if len(headers) > 1 else texts
    if column.name in source.constants:
        constant = quoted(source.constants[column.name])
        text = f"coalesce({texts}, {constant})" if headers else constant
    rule, mend = _words(plan, source, column)
    value = _value(plan, source, column, said)
    return Cell(column, " / ".join(headers), said, text, value, rule, mend)


def cell_text(header: str, empty: tuple[str, ...]) -> str:
    """SQL for a cell without spaces around it, its digits plain; null where empty."""
    name = '"' + header.replace('"', '""') + '"'
    half = f"translate({name}, {quoted(_FULL_WIDTH)}, {quoted(_HALF_WIDTH)})"
    # Most cells are plain: as many bytes as characters, and no white space but spaces.
    spaced = f"regexp_matches({name}, '[\\t\\r\\n]')"
    plain = f"strlen({name}) = length({name}) AND NOT {spaced}"
    text = f"nullif(trim(CASE WHEN {plain} THEN {name} ELSE {half} END), '')"
    for word in empty:
        text = f"nullif({text}, {quoted(word)})"
    return text


def _value(plan: ImportPlan, source: Source, column: Column, said: str) -> str:
    """SQL that makes the value of the text `said`; null where it has none."""
    own = source.codes.get(column.name, {})
    match column.kind:
        case Kind.ID:
            return _pseudonym(source, column, said)
        case Kind.DATE:
            return _day(f"CAST(try_strptime({said}, {_list(source.dates)}) AS DATE)")
        case Kind.MOMENT:
            return _day(f"try_strptime({said}, {_list((*source.dates, *MOMENTS))})")
        case Kind.AREA:
            return _area(plan, column, said)
        case Kind.CODE:
            return _coded(column, own, said)
        case Kind.COUNT:
            whole = f"regexp_full_match({said}, '[0-9]{{1,9}}(\\.0+)?')"
            number = f"CAST(CAST({said} AS DOUBLE) AS INTEGER)"
            return f"CASE WHEN {whole} THEN {number} END"
        case Kind.FLAG:
            return _flag(own, said)
        case Kind.TEXT:
            return _case(own, said) if own else said


def _day(parsed: str) -> str:
    """03.02.15 read with a year of four digits is no day of the year 3."""
    return f"CASE WHEN {parsed} >= DATE '1000-01-01' THEN {parsed} END"


def _list(formats: tuple[str, ...]) -> str:
    return "[" + ", ".join(quoted(f) for f in dict.fromkeys(formats)) + "]"


def _case(codes: Mapping[str, str], said: str) -> str:
    whens = " ".join(
        f"WHEN {quoted(own)} THEN {quoted(code)}" for own, code in codes.items()
    )
    return f"CASE {said} {whens} END"


def _coded(column: Column, own: Mapping[str, str], said: str) -> str:
    """The city's own words, and each code by itself and by its name."""
    known = {str(code): str(code) for code in column.codes}
    for code, title in column.codes.items():
        known |= {title.en: str(code), title.zh: str(code)}
    value = _case({**known, **own}, said)
    numeric = all(isinstance(code, int) for code in column.codes)
    return f"CAST({value} AS INTEGER)" if numeric else value


def _flag(own: Mapping[str, str], said: str) -> str:
    yes = [*YES, *(word.lower() for word, code in own.items() if code in YES)]
    no = [*NO, *(word.lower() for word, code in own.items() if code in NO)]
    yeses, noes = (", ".join(quoted(word) for word in words) for words in (yes, no))
    return (
        f"CASE WHEN lower({said}) IN ({yeses}) THEN true "
        f"WHEN lower({said}) IN ({noes}) THEN false END"
    )


def _pseudonym(source: Source, column: Column, said: str) -> str:
    """A number that says nothing; one person's is the same in every table."""
    plain = f"upper(replace({said}, ' ', ''))"
    if column.refers_to or column.name == "person_id":
        made = f"pseudonym('person', identity_number({plain}))"
    elif column.name == "record_id":
        made = f"pseudonym('record {source.table.name}', {plain})"
    else:
        made = f"pseudonym('{column.name}', {plain})"
    rounded = f"regexp_full_match({said}, '{_ROUNDED}')"
    return f"CASE WHEN NOT {rounded} THEN {made} END"


IDENTITY_NUMBER = f"""
    CREATE TEMP MACRO identity_number(said) AS
    CASE WHEN regexp_full_match(said, '{_OLD_NUMBER}')
    THEN left(said, 6) || '19' || right(said, 9) || substr('10X98765432', 1 +
        list_sum(list_transform(range(17), lambda i:
            CAST(substr(left(said, 6) || '19' || right(said, 9), i + 1, 1) AS INTEGER)
            * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][i + 1]))::INTEGER
        % 11, 1)
    ELSE said END"""


def _area(plan: ImportPlan, column: Column, said: str) -> str:
    digits = f"regexp_full_match({said}, '[0-9]{{6}}|[0-9]{{9}}|[0-9]{{12}}')"
    padded = f"CASE WHEN {digits} THEN rpad({said}, 12, '0') END"
    value = padded
    if plan.areas is not None:
        value = f"(SELECT code FROM area_codes WHERE own = {said})"
        if column.name == "birth_area":  # may be anywhere
            value = f"coalesce({value}, {padded})"
    if column.name not in ("origin", "destination"):
        return value
    words = ", ".join(quoted(word) for word in plan.elsewhere)
    if plan.unlisted_is_elsewhere:
        value = f"coalesce({value}, '{ELSEWHERE}')"
    return f"CASE WHEN {said} IN ({words}) THEN '{ELSEWHERE}' ELSE {value} END"


def _words(plan: ImportPlan, source: Source, column: Column) -> tuple[Text, Text]:
    match column.kind:
        case Kind.ID:
            return (
                Text(
                    "the number was rounded by a spreadsheet",
                    "号码已被电子表格四舍五入",
                ),
                Text(
                    "Export it again with the column formatted as text",
                    "请将该列设为文本格式后重新导出",
                ),
            )
        case Kind.DATE | Kind.MOMENT:
            return (
                Text("not a day that exists", "不是有效日期"),
                Text(
                    "Write it like 2024-11-28, or state its format under dates",
                    "请写成2024-11-28，或在dates中写明格式",
                ),
            )
        case Kind.AREA if plan.areas is not None:
            name = plan.areas.file.name
            return (
                Text(f"the code is not in {name}", f"{name}中没有该代码"),
                Text("Add it there, or mend it", "请在其中补充，或更正代码"),
            )
        case Kind.AREA:
            return (
                Text("a code has 6, 9 or 12 digits", "代码应为6、9或12位数字"),
                Text(
                    "Mend it, or give a file of own codes under [areas]",
                    "请更正，或在[areas]中提供本地代码对照表",
                ),
            )
        case Kind.CODE | Kind.FLAG | Kind.TEXT:
            known = "、".join(_known(source, column))
            return (
                Text(f"not one of {known}", f"不在{known}之中"),
                Text(
                    f"Mend it, or say what it means under codes.{column.name}",
                    f"请更正，或在codes.{column.name}中说明其含义",
                ),
            )
        case Kind.COUNT:
            return (
                Text("not a whole number", "不是整数"),
                Text("Mend the number", "请更正"),
            )


def _known(source: Source, column: Column) -> list[str]:
    own = list(source.codes.get(column.name, {}))
    if column.kind is Kind.FLAG:
        return [*own, "是", "否"]
    return [*own, *(title.zh for title in column.codes.values())]
