"""Style rules that follow from the tables: which columns a set shows, and the
names of the cells where a narrow page turns rows into blocks."""

from __future__ import annotations

from collections.abc import Sequence

from .area_tables import EVERY_SET
from .data_table import DataTable
from .markup import CHINESE

NARROW = "@media screen and (max-width:760px)"


def styles(areas: Sequence[DataTable], others: Sequence[DataTable]) -> str:
    """The rules for the tables of areas, and for others that turn into blocks."""
    return "\n".join([_shown(areas), _named([*areas, *others])])


def _shown(tables: Sequence[DataTable]) -> str:
    wide, narrow = [], []
    for table in tables:
        groups = [column.group for column in table.columns]
        for each in dict.fromkeys(groups):
            places = [i + 2 for i, group in enumerate(groups) if group == each]
            chosen = "" if each == EVERY_SET else f'[data-set="{each}"]'
            cells = (
                f"html.js #{table.id}{chosen} "
                f"tr>:nth-child(n+{places[0]}):nth-child(-n+{places[-1]})"
            )
            wide.append(f"{cells}{{display:table-cell}}")
            narrow.append(f"{cells}{{display:flex}}")
    return "\n".join([*wide, f"{NARROW}{{", *narrow, "}"])


def _named(tables: Sequence[DataTable]) -> str:
    """On a narrow page each figure has its name before it, its interval beside it."""
    rules = [f"{NARROW}{{"]
    for table in tables:
        for index, column in enumerate(table.columns):
            if "iv" in column.kind:
                continue
            cell = f"#{table.id} tbody td:nth-child({index + 2})::before"
            for lang, name in (("en", column.title.en), (CHINESE, column.title.zh)):
                rules.append(f'html[lang={lang}] {cell}{{content:"{name}"}}')
    return "\n".join([*rules, "}"])
