"""The inks of the drawings for pictures that stand alone, in their light colours."""

from __future__ import annotations

import re

from markupsafe import escape

from .template import asset

FONT = '"Noto Sans CJK SC","Noto Sans CJK JP",sans-serif'
SHEETS = ("city.css", "trust.css", "quality.css")  # whose inks drawings name


def inks() -> str:
    """The drawings' rules of the style sheets, their light colours put in."""
    sheet = asset("city.css")
    light = dict(re.findall(r"(--[\w-]+):([^;}]+)", sheet[: sheet.index("@media")]))
    every = "\n".join(asset(name) for name in SHEETS)
    rules = re.findall(r"^(?:svg|\.)[\w-]+[^{@]*\{[^}]*\}", every, re.MULTILINE)
    drawn = "\n".join(rule for rule in rules if re.search("stroke|fill|font", rule))
    for name, value in light.items():
        drawn = drawn.replace(f"var({name})", value)
    text = f"text{{font:12px {FONT};fill:#43525e}}.title{{font-size:16px}}"
    return str(escape(drawn + text + ".foot{fill:#5b6a76}")).replace("&#34;", '"')
