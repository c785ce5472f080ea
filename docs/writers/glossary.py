"""The glossary, from `docs/glossary.toml`: one list, two pages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from renkou.schema import Text

SOURCE = Path(__file__).parents[1] / "glossary.toml"
TITLE = Text("Glossary", "术语表")
INTRODUCTION = Text(
    "The words of this field as Renkou uses them, with their Chinese. To the day, what "
    "each measure counts stands in [the conventions](../conventions.md).",
    "本系统所用的人口统计术语，附英文。各指标精确到日的口径见[统计口径](../conventions.md)。",
)
GROUPS: dict[str, Text] = {
    "populations": Text("Populations and ages", "人口与年龄"),
    "births": Text("Births", "出生与生育"),
    "deaths": Text("Deaths", "死亡"),
    "change": Text("Change", "人口变动"),
    "structure": Text("Structure", "人口结构"),
    "families": Text("Families", "婚姻与家庭"),
    "trust": Text("How far to trust a figure", "数字的可信程度"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field, and what it means here, in both languages."""

    group: str
    name: Text
    meaning: Text


def terms() -> tuple[Term, ...]:
    """Every term of the list, in its order."""
    rows = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["term"]
    return tuple(
        Term(
            row["group"],
            Text(row["en"], row["zh"]),
            Text(row["means"], row["means_zh"]),
        )
        for row in rows
    )


def page(language: str) -> str:
    """The glossary in one language, each term with its name in the other."""
    other = "zh" if language == "en" else "en"
    lines = [f"# {TITLE.in_(language)}\n", INTRODUCTION.in_(language) + "\n"]
    for group, title in GROUPS.items():
        lines.append(f"## {title.in_(language)}\n")
        for term in terms():
            if term.group == group:
                lines.append(f"**{term.name.in_(language)}** {term.name.in_(other)}")
                lines.append(f": {term.meaning.in_(language)}\n")
    return "\n".join(lines)
