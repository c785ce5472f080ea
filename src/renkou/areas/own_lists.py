"""Lists of areas from CSV: what a row must be, and what is said where it is not."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from renkou.schema.problem import Problem
from renkou.schema.text import Text

from .listing import Listing, Row, leaf_level
from .unit import LEVELS, level_of, padded, parent_code, stem

REQUIRED = ("vintage", "code", "name")
OPTIONAL = ("parent", "area_km2", "former_code", "successor")
_SHOWN = 10


@dataclass
class _Faults:
    """Everything that is wrong with one file."""

    file: str
    found: list[Text] = field(default_factory=list)

    def add(self, line: int, column: str, value: str, rule: Text, mend: Text) -> None:
        self.found.append(
            Text(
                f"{self.file}, row {line}, column {column}, value {value!r}: "
                f"{rule.en}. {mend.en}.",
                f"{self.file}第{line}行{column}列，值“{value}”：{rule.zh}。{mend.zh}。",
            )
        )

    def check(self) -> None:
        """Raise what was found, the first ten in full."""
        if not self.found:
            return
        shown, more = self.found[:_SHOWN], len(self.found) - _SHOWN
        en, zh = [fault.en for fault in shown], [fault.zh for fault in shown]
        if more > 0:
            en.append(f"… and {more} more of {len(self.found)} faults.")
            zh.append(f"……另有{more}处，共{len(self.found)}处问题。")
        raise Problem("\n".join(en), "\n".join(zh))


def read_listings(path: Path) -> tuple[Listing, ...]:
    """A city's own lists, checked; raises `Problem` for all that does not fit."""
    faults = _Faults(path.name)
    rows = list(_rows(path, faults))
    faults.check()
    if not rows:
        raise Problem(
            f"{path.name}: the file has no rows. Give one row for each area and list.",
            f"{path.name}：文件没有数据行。请按名录逐个地区填写一行。",
        )
    rows = _with_parents(rows, faults)
    _check_duplicates(rows, faults)
    faults.check()
    _check_whole(rows, faults)
    _check_declared(rows, faults)
    faults.check()
    return listings_of(rows)


def packaged_listings(paths: Sequence[Path]) -> tuple[Listing, ...]:
    """The lists of the package: as own lists, with areas around that go less deep."""
    rows: list[Row] = []
    for path in paths:
        faults = _Faults(path.name)
        rows += _rows(path, faults)
        faults.check()
    faults = _Faults(", ".join(path.name for path in paths))
    rows = _with_parents(rows, faults)
    _check_duplicates(rows, faults)
    faults.check()
    return listings_of(rows)


def listings_of(rows: Sequence[Row]) -> tuple[Listing, ...]:
    """The lists that checked rows make, oldest first."""
    leaf = leaf_level(rows)
    by_vintage: dict[dt.date, list[Row]] = defaultdict(list)
    for row in rows:
        by_vintage[row.vintage].append(row)
    return tuple(Listing.of(day, by_vintage[day], leaf) for day in sorted(by_vintage))


def _rows(path: Path, faults: _Faults) -> Iterator[Row]:
    columns = {*REQUIRED, *OPTIONAL}
    reader = csv.DictReader(io.StringIO(_read(path), newline=""))
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise Problem(
            f"{path.name}, row 1: the column {', '.join(missing)} is missing. The "
            f"first row names the columns: {', '.join(REQUIRED)}, and where wanted "
            f"{', '.join(OPTIONAL)}.",
            f"{path.name}第1行：缺少{'、'.join(missing)}列。首行应列出列名："
            f"{'、'.join(REQUIRED)}，可选{'、'.join(OPTIONAL)}。",
        )
    try:
        for record in reader:
            cells = {k: (v or "").strip() for k, v in record.items() if k in columns}
            if any(cells.values()):
                row = _row(cells, reader.line_num, faults)
                if row is not None:
                    yield row
    except csv.Error as error:
        raise Problem(
            f"{path.name}, row {reader.line_num}: the row is not CSV ({error}). Save "
            "the file as CSV UTF-8.",
            f"{path.name}第{reader.line_num}行：不符合CSV格式（{error}）。"
            "请另存为CSV UTF-8格式。",
        ) from error


def _read(path: Path) -> str:
    """The text of a file in UTF-8 (with or without mark) or GB 18030 (GBK)."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Problem(
            f"{path}: the file cannot be read ({error.strerror}). Check the name and "
            "the rights to it.",
            f"{path}：无法读取该文件（{error.strerror}）。请核对文件名与读取权限。",
        ) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem(
        f"{path.name}: the file is neither in UTF-8 nor in GBK. Save it as CSV UTF-8.",
        f"{path.name}：文件编码既非UTF-8也非GBK。请另存为CSV UTF-8格式。",
    )


def _row(cells: dict[str, str], line: int, faults: _Faults) -> Row | None:
    before = len(faults.found)
    vintage = _date(cells["vintage"], line, faults)
    code = _code(cells["code"], "code", line, faults)
    if not cells["name"]:
        faults.add(
            line,
            "name",
            "",
            Text("an area has a name", "地区须有名称"),
            Text("Fill it in", "请填写"),
        )
    codes = {
        column: tuple(
            _code(each, column, line, faults)
            for each in _several(cells.get(column, ""))
        )
        for column in ("parent", "former_code", "successor")
    }
    area = _area(cells.get("area_km2", ""), line, faults)
    if vintage is None or len(faults.found) > before:
        return None
    return Row(
        vintage=vintage,
        code=code,
        name=cells["name"],
        parent=codes["parent"][0] if codes["parent"] else None,
        area_km2=area,
        former=codes["former_code"],
        successor=codes["successor"],
        line=line,
    )


def _several(cell: str) -> list[str]:
    """Codes in one cell, apart by space, semicolon or comma."""
    if not cell:
        return []
    for mark in ";；，、,":
        cell = cell.replace(mark, " ")
    return cell.split()


def _date(value: str, line: int, faults: _Faults) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        faults.add(
            line,
            "vintage",
            value,
            Text("the date of the list, as YYYY-MM-DD", "名录日期，格式为YYYY-MM-DD"),
            Text("Write it like 2023-06-30", "请写作如2023-06-30"),
        )
        return None


def _code(value: str, column: str, line: int, faults: _Faults) -> str:
    if not (value.isascii() and value.isdecimal() and len(value) in (6, 9, 12)):
        faults.add(
            line,
            column,
            value,
            Text("a code has 6, 9 or 12 digits", "代码应为6、9或12位数字"),
            Text(
                "Write all its digits, as text and not as a number",
                "请以文本格式填写全部数字",
            ),
        )
    return padded(value)


def _area(value: str, line: int, faults: _Faults) -> float | None:
    if not value:
        return None
    try:
        area = float(value)
    except ValueError:
        area = math.nan
    if not (math.isfinite(area) and area > 0):
        faults.add(
            line,
            "area_km2",
            value,
            Text("an area in km², above 0", "面积以平方公里计，须大于0"),
            Text("Mend the number, or leave it empty", "请改正数字，或留空"),
        )
        return None
    return area


def _with_parents(rows: Sequence[Row], faults: _Faults) -> list[Row]:
    """Give each row its parent: the one it names, else the one its digits give."""
    codes: dict[dt.date, set[str]] = defaultdict(set)
    for row in rows:
        codes[row.vintage].add(row.code)
    top = {
        day: min((level_of(c) for c in of_day), key=LEVELS.index)
        for day, of_day in codes.items()
    }
    result = []
    for row in rows:
        parent = row.parent or parent_code(row.code)
        if parent is not None and parent not in codes[row.vintage]:
            if row.parent is not None or row.level != top[row.vintage]:
                _orphan(row, parent, faults)
            parent = None
        elif parent is not None and not _is_above(parent, row.code):
            _wrong_parent(row, parent, faults)
        result.append(replace(row, parent=parent))
    return result


def _is_above(parent: str, code: str) -> bool:
    return LEVELS.index(level_of(parent)) < LEVELS.index(level_of(code))


def _orphan(row: Row, parent: str, faults: _Faults) -> None:
    faults.add(
        row.line,
        "code" if row.parent is None else "parent",
        stem(row.code if row.parent is None else row.parent),
        Text(
            f"the area above, {stem(parent)}, is not on the list of {row.vintage}",
            f"上级地区{stem(parent)}不在{row.vintage}的名录中",
        ),
        Text(
            "Add a row for it, or name another in the column parent",
            "请补充该地区的一行，或在parent列另行指明上级",
        ),
    )


def _wrong_parent(row: Row, parent: str, faults: _Faults) -> None:
    faults.add(
        row.line,
        "parent",
        stem(parent),
        Text(
            f"the area above must be of a level above {row.level}",
            f"上级地区的层级须高于{row.level}",
        ),
        Text("Name the area that this one lies in", "请填写本地区所属的上级地区"),
    )


def _check_duplicates(rows: Sequence[Row], faults: _Faults) -> None:
    first: dict[tuple[dt.date, str], int] = {}
    for row in rows:
        line = first.setdefault((row.vintage, row.code), row.line)
        if line != row.line:
            faults.add(
                row.line,
                "code",
                stem(row.code),
                Text(
                    f"a code stands once on a list; {row.vintage} has it in row {line}",
                    f"同一名录中代码不得重复；{row.vintage}的第{line}行已有此代码",
                ),
                Text("Mend the code, or take one row out", "请改正代码，或删去一行"),
            )


def _check_whole(rows: Sequence[Row], faults: _Faults) -> None:
    """Every list goes down to the same level, and every area down to it."""
    leaf = leaf_level(rows)
    parents = {(row.vintage, row.parent) for row in rows}
    for row in rows:
        if row.level != leaf and (row.vintage, row.code) not in parents:
            faults.add(
                row.line,
                "code",
                stem(row.code),
                Text(
                    f"the lists go down to the {leaf}, and this {row.level} has no "
                    f"area below it on the list of {row.vintage}",
                    f"名录细至{leaf}级，而该{row.level}在{row.vintage}的名录中没有下级地区",
                ),
                Text(
                    "Add its areas below, or one that stands for the whole",
                    "请补充其下级地区，或以一个地区代表其整体",
                ),
            )


def _check_declared(rows: Sequence[Row], faults: _Faults) -> None:
    """A former code stands on the list before, a successor on the list after."""
    days = sorted({row.vintage for row in rows})
    codes = {(row.vintage, row.code) for row in rows}
    for row in rows:
        place = days.index(row.vintage)
        before = days[place - 1] if place else None
        after = days[place + 1] if place + 1 < len(days) else None
        checks = (
            ("former_code", row.former, before),
            ("successor", row.successor, after),
        )
        for column, named, day in checks:
            for code in named:
                if (day, code) not in codes or level_of(code) != row.level:
                    _not_declared(row, column, code, day, faults)


def _not_declared(
    row: Row, column: str, code: str, day: dt.date | None, faults: _Faults
) -> None:
    which, which_zh = ("before", "前") if column == "former_code" else ("after", "后")
    where = f"of {day}" if day else "(there is none)"
    faults.add(
        row.line,
        column,
        stem(code),
        Text(
            f"it names a {row.level} on the list {which} this one, {where}",
            f"应为{which_zh}一份名录（{day or '无'}）中的{row.level}级代码",
        ),
        Text("Mend the code, or leave it empty", "请改正代码，或留空"),
    )
