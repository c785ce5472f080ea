"""Tables that a command writes into pages, between marks that name the command."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path


def table(head: str, rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; `head` with " | " between columns, all but one to the right."""
    columns = head.count("|") + 1
    lines = [head, "---|" + "--:|" * (columns - 1), *(" | ".join(row) for row in rows)]
    lines[1] = lines[1].rstrip("|").replace("|", " | ")
    return "\n".join(f"| {line} |" for line in lines)


def _block(name: str, command: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<=<!-- {name}: written by `{command}` -->\n\n).*?(?=\n\n<!-- end -->)",
        re.DOTALL,
    )


def shown(page: Path, name: str, command: str) -> str:
    """The table of that name as `page` has it."""
    return _shown(page.read_text(encoding="utf-8"), page, name, command)


def _shown(text: str, page: Path, name: str, command: str) -> str:
    found = _block(name, command).search(text)
    if found is None:
        raise ValueError(f"{page.name}: has no table {name}")
    return found[0]


def write(page: Path, tables: Mapping[str, str], command: str) -> None:
    """Put every table where `page` has a place for it."""
    text = page.read_text(encoding="utf-8")
    for name, found in tables.items():
        text = text.replace(_shown(text, page, name, command), found)
    page.write_text(text, encoding="utf-8")
