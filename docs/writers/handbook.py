"""The handbook of measures: what each means, from `renkou.indicators`."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from renkou.definitions import Measure, Worked
from renkou.indicators import MEASURES
from renkou.schema import Text

TITLE = Text("Handbook of measures", "指标手册")
INTRODUCTION = Text(
    "Every measure, written out from its definition. Each is computed for the resident "
    "and for the registered population, at every level of area, for years and months, "
    "as known on any day. The tests run its worked examples. What is counted, to "
    "the day, stands in [the conventions](../conventions.md).",
    "全部指标，由其定义自动生成。每项指标均可按常住与户籍两种口径、各级地区、年与月、"
    "任意已知日期计算。所附算例在测试中实际运行。精确到日的口径见"
    "[统计口径](../conventions.md)。",
)
UNIT = Text("Unit", "单位")
FORMULA = Text("Formula", "公式")
INTERVAL = Text("Interval", "区间")
SOURCE = Text("Source", "出处")
BY_SEX = Text("By sex", "分性别")
CATEGORIES = Text("Categories", "分类")
YES = Text("total, male, female", "合计、男、女")
NO = Text("total only", "仅合计")
WORKED = Text("Worked examples", "算例")
HEADS = Text(
    "| population | period | sex | result | why |",
    "| 口径 | 时期 | 性别 | 结果 | 理由 |",
)
POPULATIONS = {
    "resident": Text("resident", "常住"),
    "registered": Text("registered", "户籍"),
}
SEXES = {
    "total": Text("total", "合计"),
    "male": Text("male", "男"),
    "female": Text("female", "女"),
}
OTHERS = Text("all others: 0", "其余：0")
MANY = 8  # categories; of more, those that are 0 are not listed
MISSING = Text("missing", "缺失")
ALL_MEASURES = Text("All measures", "指标一览")
LIST_HEADS = Text("| key | measure | unit |", "| 键 | 指标 | 单位 |")


def _number(value: float | None, language: str) -> str:
    if value is None:
        return MISSING.in_(language)
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def _result(worked: Worked, language: str) -> str:
    shown = dict(worked.expected)
    if len(shown) > MANY:
        shown = {name: value for name, value in shown.items() if value != 0}
    results = [
        (f"{name}: " if name else "") + _number(value, language)
        for name, value in shown.items()
    ]
    if len(shown) < len(worked.expected):
        results.append(OTHERS.in_(language))
    return "<br>".join(results)


def _example(worked: Worked, language: str) -> str:
    population = POPULATIONS[worked.population].in_(language)
    sex = SEXES[worked.sex].in_(language)
    why = worked.why.in_(language)
    result = _result(worked, language)
    return f"| {population} | {worked.period} | {sex} | {result} | {why} |"


def _examples(measure: Measure, language: str) -> Iterator[str]:
    """The worked examples, those of one drawn town together, folded away."""
    towns: dict[str, list[Worked]] = {}
    for worked in measure.worked:
        towns.setdefault(worked.town.drawn, []).append(worked)
    yield f"<details><summary>{WORKED.in_(language)}</summary>\n"
    for drawn, examples in towns.items():
        yield f"```text\n{drawn.strip()}\n```\n"
        yield HEADS.in_(language)
        yield "|---|---|---|---|---|"
        for worked in examples:
            yield _example(worked, language)
        yield ""
    yield "</details>\n"


def _facts(measure: Measure, language: str) -> Iterator[tuple[Text, str]]:
    yield UNIT, measure.unit.in_(language)
    if measure.formula:
        yield FORMULA, measure.formula
    yield INTERVAL, measure.interval.in_(language)
    yield BY_SEX, (YES if measure.by_sex else NO).in_(language)
    if measure.categories != ("",):
        yield CATEGORIES, ", ".join(f"`{name}`" for name in measure.categories)
    yield SOURCE, measure.source


def _measure(measure: Measure, language: str) -> Iterator[str]:
    yield f"(measure-{measure.key})="
    yield f"## {measure.title.in_(language)}\n"
    yield f"`{measure.key}`\n"
    yield measure.definition.in_(language) + "\n"
    yield "| | |\n|---|---|"
    for name, value in _facts(measure, language):
        yield f"| {name.in_(language)} | {escape(value).replace('|', chr(92) + '|')} |"
    yield ""
    yield from _examples(measure, language)


def _list(language: str) -> Iterator[str]:
    yield f"## {ALL_MEASURES.in_(language)}\n"
    yield LIST_HEADS.in_(language)
    yield "|---|---|---|"
    for measure in MEASURES.values():
        title, unit = measure.title.in_(language), measure.unit.in_(language)
        key = measure.key
        yield f"| `{key}` | [{title}](#measure-{key}) | {unit} |"
    yield ""


def page(language: str) -> str:
    """The handbook of measures in one language, as Markdown."""
    lines = [f"# {TITLE.in_(language)}\n", INTRODUCTION.in_(language) + "\n"]
    lines += _list(language)
    for measure in MEASURES.values():
        lines += _measure(measure, language)
    return "\n".join(lines)
