"""What can be wrong with a question about areas, said in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from renkou.schema.problem import Problem

from .unit import LEVELS, Unit, stem


def before_first_list(day: dt.date, first: dt.date) -> Problem:
    """A day for which no list was in force yet."""
    return Problem(
        f"area list: {day} is before the first list, of {first}. Ask for a day from "
        f"{first} on, or add an older list.",
        f"地区名录：{day}早于最早的名录（{first}）。请选择{first}或之后的日期，"
        "或补充更早的名录。",
    )


def no_such_list(day: dt.date, days: Sequence[dt.date]) -> Problem:
    """A date that is no list's."""
    return Problem(
        f"area list: there is no list of {day}. The lists are of {_days(days, ', ')}.",
        f"地区名录：没有{day}的名录。现有名录：{_days(days, '、')}。",
    )


def no_code_known(codes: Sequence[str], days: Sequence[dt.date]) -> Problem:
    """Codes of which none stands on any list."""
    some = codes[:3]
    return Problem(
        f"area codes: none of the {len(codes)} codes ({', '.join(some)} …) stands on a "
        f"list of {_days(days, ', ')}. Load the city's own lists, or use their codes.",
        f"地区代码：{len(codes)}个代码（{'、'.join(some)}……）均不在{_days(days, '、')}"
        "的名录中。请载入本市自己的名录，或改用名录中的代码。",
    )


def unknown_code(code: str, nearest: Sequence[Unit]) -> Problem:
    """A code that no list has."""
    near = ", ".join(f"{stem(unit.code)} {unit.name}" for unit in nearest)
    near_zh = "、".join(f"{stem(unit.code)}{unit.name}" for unit in nearest)
    return Problem(
        f"area: no list has the code {code!r}."
        + (f" Nearest: {near}." if near else ""),
        f"地区：各年名录均无代码“{code}”。"
        + (f"最接近的有：{near_zh}。" if near else ""),
    )


def not_a_code(code: str) -> Problem:
    """A text that is no code of any level."""
    return Problem(
        f"area: {code!r} is not an area code. A code has 6, 9 or 12 digits, such as "
        "511083, 511083001 or 511083001001.",
        f"地区：“{code}”不是地区代码。代码应为6、9或12位数字，如511083、511083001、"
        "511083001001。",
    )


def unknown_key(key: str) -> Problem:
    """A key that the tree never gave out."""
    return Problem(
        f"area: the tree has no area with the key {key!r}. Find it by code or name.",
        f"地区：没有键为“{key}”的地区。请按代码或名称查找。",
    )


def not_on_list(history: Sequence[Unit], day: dt.date) -> Problem:
    """An area that did not exist, or not yet, on a list."""
    last = history[-1]
    days = [unit.vintage for unit in history]
    return Problem(
        f"area: {last.name} ({stem(last.code)}) is not on the list of {day}; it is on "
        f"those of {_days(days, ', ')}. Ask for one of these, or carry its figures "
        "over with the crosswalk.",
        f"地区：{last.name}（{stem(last.code)}）不在{day}的名录中，见于"
        f"{_days(days, '、')}的名录。请选用这些名录，或用对照表折算其数字。",
    )


def unknown_level(level: str) -> Problem:
    """A level that areas do not have."""
    return Problem(
        f"level: {level!r} is not one of {', '.join(LEVELS)}.",
        f"层级：“{level}”不是{'、'.join(LEVELS)}之一。",
    )


def level_absent(level: str, levels: Sequence[str]) -> Problem:
    """A level that the lists do not have, or not throughout."""
    return Problem(
        f"level: the lists do not have the level {level} throughout. They have "
        f"{', '.join(levels)}: ask for one of these, or complete the lists.",
        f"层级：名录未完整包含{level}级，完整的层级有{'、'.join(levels)}。"
        "请选用其中之一，或补全名录。",
    )


def not_neighbours(
    source: dt.date, target: dt.date, days: Sequence[dt.date]
) -> Problem:
    """Decisions are kept from one list to the next only."""
    return Problem(
        f"decisions: {target} is not the list after {source}. Decisions are kept from "
        f"each list to the next: {_days(days, ', ')}.",
        f"判定：{target}不是{source}之后的下一份名录。判定按相邻名录保存："
        f"{_days(days, '、')}。",
    )


def no_pinyin() -> Problem:
    """Pinyin was asked for where the library is missing."""
    return Problem(
        "search by pinyin needs the package pypinyin, which is not installed. Install "
        "renkou[engine], or search by name or code.",
        "按拼音查找需要pypinyin软件包，尚未安装。请安装renkou[engine]，"
        "或改用名称、代码查找。",
    )


def _days(days: Sequence[dt.date], separator: str) -> str:
    return separator.join(day.isoformat() for day in days)
