"""`renkou areas`: find an area, or list what lies below one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from renkou.schema.problem import Problem
from renkou.schema.suggestion import meant
from renkou.schema.text import Text

from .bilingual import Group, argument, format_option, option, say
from .commands import COMMANDS

if TYPE_CHECKING:
    from renkou.areas import AreaTree, Unit

command = Group("areas", COMMANDS["areas"].text)
COLUMNS = ("code", "name", "level", "vintage", "area_km2")
LEVEL = {
    "province": Text("province", "省"),
    "city": Text("city", "市"),
    "county": Text("county", "县"),
    "township": Text("township", "乡镇"),
    "village": Text("village", "村"),
}
_LISTS = option(
    "--lists",
    text=Text("The city's own lists (CSV).", "本市自有的地区名录（CSV）。"),
    type=click.Path(path_type=Path),
)
_DAY = option(
    "--on",
    "day",
    text=Text("The list in force on this day.", "采用该日的地区名录。"),
    metavar="DATE",
    shown_default="newest",
)


@command.add(
    Text(
        "Find areas by name, pinyin or code, former names and codes too.",
        "按名称、拼音或代码查找地区，含曾用名称和代码。",
    ),
    "search",
)
@argument("words", text=Text("What to look for.", "要查找的内容。"), metavar="TEXT")
@_DAY
@_LISTS
@option(
    "--limit",
    text=Text("At most so many.", "最多显示的数量。"),
    type=click.IntRange(min=1),
    default=20,
)
@format_option("table", "csv", "json")
def search(
    words: str, day: str | None, lists: Path | None, limit: int, form: str
) -> int:
    """Print the areas found; 1 where there is none."""
    tree = _tree(lists)
    vintage = tree.list_for(_day(day)) if day else None
    found = tree.search(words, vintage=vintage, limit=limit)
    click.echo(_written(found, form))
    return 0 if found else 1


@command.add(
    Text(
        "List the areas of a level, such as an area's own.",
        "列出某一级或某地下辖的地区。",
    ),
    "list",
)
@argument(
    "within",
    text=Text("The code of an area.", "某地区的代码。"),
    metavar="[CODE]",
    required=False,
)
@option(
    "--level",
    text=Text(
        "province, city, county, township or village.",
        "级别：province省、city市、county县、township乡镇、village村。",
    ),
    default="township",
)
@_DAY
@_LISTS
@format_option("table", "csv", "json")
def list_(
    within: str | None, level: str, day: str | None, lists: Path | None, form: str
) -> int:
    """Print the areas of the level."""
    if level not in LEVEL:
        hint = meant(level, LEVEL)
        raise Problem(
            f"--level: {level!r} is not a level. {hint.en}",
            f"--level：没有级别{level!r}。{hint.zh}",
        )
    tree = _tree(lists)
    vintage = tree.list_for(_day(day))
    key = tree.by_code(within, vintage).key if within else None
    click.echo(_written(tree.units(vintage, level, within=key), form))
    return 0


def _tree(lists: Path | None) -> AreaTree:
    from renkou import areas

    return areas.AreaTree.from_csv(lists) if lists else areas.bundled()


def _day(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        raise Problem(
            f"--on: {day!r} is not a date such as 2023-06-30.",
            f"--on：{day!r}不是日期，应如2023-06-30。",
        ) from None


def _written(units: Sequence[Unit], form: str) -> str:
    rows = [[str(getattr(unit, name) or "") for name in COLUMNS] for unit in units]
    if form == "json":
        plain = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        return json.dumps(plain, ensure_ascii=False, indent=1)
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([COLUMNS, *rows])
        return out.getvalue().rstrip("\n")
    if not rows:
        return say(Text("No such area.", "没有找到。"))
    return "\n".join(
        f"{code}  {say(LEVEL[level])}  {name}  ({vintage})"
        for code, name, level, vintage, _ in rows
    )
