"""The glossary's pages: one list, which the pages of figures read too, two pages."""

from __future__ import annotations

from renkou.report.glossary import GROUPS, terms
from renkou.schema import Text

TITLE = Text("Glossary", "术语表")
INTRODUCTION = Text(
    "The words of this field as Renkou uses them, with their Chinese. To the day, what "
    "each measure counts stands in [the conventions](../conventions.md).",
    "本系统所用的人口统计术语，附英文。各指标精确到日的口径见[统计口径](../conventions.md)。",
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
