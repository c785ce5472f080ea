"""What an area was called before, under which codes, and what became of a code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from renkou.areas import AreaTree, Unit
from renkou.areas.unit import padded, stem
from renkou.schema.problem import Problem
from renkou.schema.text import Text

from ..numbers import long_date, plain
from ..places import english


@dataclass(frozen=True, slots=True)
class Spell:
    """A code, a name and an area above, from the first list that has them on."""

    code: str
    name: str
    above: str
    since: date
    until: date | None  # the first list that has others; None where it is so today


def _pinyin(name: str) -> str:
    """A name for readers of English.

    >>> _pinyin("隆昌县")
    'Longchang'
    """
    return english(name).en


def spells(tree: AreaTree, key: str) -> list[Spell]:
    """All that an area was called, oldest first; one entry where nothing changed."""

    def called(unit: Unit) -> tuple[str, str, str]:
        above = tree.unit(unit.parent, unit.vintage).name if unit.parent else ""
        return unit.code, unit.name, above

    runs = [(what, next(units)) for what, units in groupby(tree.history(key), called)]
    days: Sequence[date | None] = [unit.vintage for _, unit in runs] + [None]
    return [
        Spell(*what, since, until)
        for (what, _), (since, until) in zip(runs, _pairs(days), strict=True)
    ]


def _pairs(days: Sequence[date | None]) -> Iterator[tuple[date, date | None]]:
    for since, until in pairwise(days):
        if since is not None:
            yield since, until


def earlier(tree: AreaTree, key: str) -> list[Text]:
    """A line for each code and name that an area had before today's."""
    lines = []
    for spell in spells(tree, key):
        if spell.until is None:
            continue
        since, until = long_date(spell.since), long_date(spell.until)
        within = f", {_pinyin(spell.above)}" if spell.above else ""
        lines.append(
            Text(
                f"{stem(spell.code)}, {_pinyin(spell.name)}{within}: on lists from "
                f"{since.en}, no longer on that of {until.en}",
                f"{stem(spell.code)}，{spell.above}{spell.name}："
                f"见于{since.zh}名录，至{until.zh}名录已变更",
            )
        )
    return lines


def successor(tree: AreaTree, unit: Unit, day: date) -> tuple[str, float] | None:
    """The code of the area that took most of one that is no more, and its share."""
    try:
        walk = tree.crosswalk(unit.vintage, day, unit.level)
    except Problem:
        return None
    rows = (walk.source == unit.code).nonzero()[0]
    if not len(rows):
        return None
    largest = rows[walk.share[rows].argmax()]
    return str(walk.target[largest]), float(walk.share[largest])


def what_became_of(tree: AreaTree, code: str, now: Unit) -> Text:
    """Why a link with `code` leads to the area `now`."""
    unit = tree.by_code(code)
    written = stem(padded(code))
    here = Text(
        f"{_pinyin(now.name)} ({stem(now.code)})", f"{now.name}（{stem(now.code)}）"
    )
    if unit.key == now.key:
        then = next(u for u in tree.history(unit.key) if u.code == padded(code))
        day = long_date(then.vintage)
        return Text(
            f"Code {written} was {_pinyin(then.name)} on the list of {day.en}. "
            f"It is {here.en} today.",
            f"代码{written}在{day.zh}名录中为{then.name}，现为{here.zh}。",
        )
    if tree.stands(unit.key, now.vintage):
        return Text(
            f"{_pinyin(unit.name)} ({written}) lies in {here.en}. "
            "Figures are kept down to townships, so this is its township's page.",
            f"{unit.name}（{written}）属于{here.zh}。数据只保存到乡镇街道，"
            "此处显示所属乡镇街道。",
        )
    return _gone(tree, unit, written, now, here)


def _gone(tree: AreaTree, unit: Unit, written: str, now: Unit, here: Text) -> Text:
    found = successor(tree, unit, now.vintage)
    day = long_date(unit.vintage)
    most = Text("It went", "已并入")
    if found is not None and found[1] < 1:
        share = plain(100 * found[1])
        most = Text(f"Most of it, {share}%, went", f"其中{share}%并入")
    return Text(
        f"{_pinyin(unit.name)} ({written}) is on no list after {day.en}. "
        f"{most.en} to {here.en}.",
        f"{unit.name}（{written}）在{day.zh}之后的名录中已不存在，{most.zh}{here.zh}。",
    )
