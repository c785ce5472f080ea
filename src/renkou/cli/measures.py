"""`renkou measures`: what there is to measure, and what each figure means."""

from __future__ import annotations

import json
from typing import Any

from renkou.schema.text import Text

from .bilingual import argument, format_option, say
from .bilingual import command as cli_command

LABELS = {
    "unit": Text("unit", "单位"),
    "definition": Text("what it is", "定义"),
    "formula": Text("formula", "公式"),
    "interval": Text("interval", "区间"),
    "source": Text("source", "出处"),
    "categories": Text("groups", "分组"),
    "by_sex": Text("by sex", "分性别"),
    "worked": Text("worked examples", "算例"),
}


@cli_command(
    Text(
        "List the measures, or explain one.\n\nWithout KEY: every measure with its "
        "unit. With KEY: its definition, formula, interval, source, worked examples.",
        "列出全部指标，或说明其中一项。\n\n不带KEY时列出全部指标及单位；"
        "带KEY时给出定义、公式、区间、出处与算例。",
    ),
    "measures",
)
@argument("key", text=Text("A measure.", "指标。"), required=False, metavar="[KEY]")
@format_option("table", "json")
def command(key: str | None, form: str) -> int:
    """Print the list, or one measure."""
    from renkou.engines.request import one_of
    from renkou.indicators import MEASURES

    if key is not None:
        one_of("measure", key, tuple(MEASURES), "指标")
    picked = [MEASURES[key]] if key else list(MEASURES.values())
    if form == "json":
        print(json.dumps([_plain(m) for m in picked], ensure_ascii=False, indent=1))
    elif key:
        print("\n".join(_explained(picked[0])))
    else:
        wide = max(len(m.key) for m in picked)
        for m in picked:
            print(f"{m.key:{wide}}  {say(m.title)} ({say(m.unit)})")
    return 0


def _plain(measure: Any) -> dict[str, Any]:
    texts = {
        name: {"en": getattr(measure, name).en, "zh": getattr(measure, name).zh}
        for name in ("title", "unit", "definition", "interval")
    }
    return {
        "key": measure.key,
        **texts,
        "formula": measure.formula,
        "source": measure.source,
        "categories": list(measure.categories),
        "by_sex": measure.by_sex,
        "public": measure.public,
        "accountable": measure.accountable,
    }


def _explained(measure: Any) -> list[str]:
    groups = ", ".join(name for name in measure.categories if name)
    lines = [
        f"{measure.key}: {say(measure.title)}",
        f"  {say(LABELS['definition'])}: {say(measure.definition)}",
        f"  {say(LABELS['unit'])}: {say(measure.unit)}",
        f"  {say(LABELS['formula'])}: {measure.formula}",
        f"  {say(LABELS['interval'])}: {say(measure.interval)}",
        f"  {say(LABELS['source'])}: {measure.source}",
    ]
    if groups:
        lines.append(f"  {say(LABELS['categories'])}: {groups}")
    lines.append(f"  {say(LABELS['worked'])}:")
    for worked in measure.worked:
        answer = ", ".join(
            f"{name} {_answer(value)}".strip()
            for name, value in worked.expected.items()
            if value != 0 or len(worked.expected) < 5
        )
        lines += [
            f"    {worked.period}, {worked.population}, {worked.sex}: {answer}",
            f"      {say(worked.why)}",
            *(f"      | {line}" for line in worked.town.drawn.strip().splitlines()),
        ]
    return lines


def _answer(value: float | None) -> str:
    return "missing" if value is None else f"{value:g}"
