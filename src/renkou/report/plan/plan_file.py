"""PLAN.toml, and the file of its base population where it names one."""

from __future__ import annotations

import csv
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from renkou.schema.problem import Problem

_HEADS = {
    "age": ("age", "age_group", "年龄", "年龄组"),
    "male": ("male", "males", "m", "男", "男性"),
    "female": ("female", "females", "f", "女", "女性"),
}
_SEX = ("sex", "性别")
_PERSONS = ("persons", "population", "count", "value", "人数", "人口")
_SEXES = {"male": ("male", "m", "1", "男"), "female": ("female", "f", "2", "女")}


def read_plan(file: Path) -> dict[str, Any]:
    """The mapping of a PLAN.toml, its base read in; digits are kept as written."""
    plan = parse_plan(_text(file), str(file))
    base = plan.get("base")
    if isinstance(base, dict):
        _with_file(base, file.parent)
    return plan


def parse_plan(text: str, name: str = "PLAN.toml") -> dict[str, Any]:
    """The mapping of the text of a PLAN.toml; digits are kept as written."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Problem(
            f"{name}: is not TOML: {error}. Mend that line.",
            f"{name}：不是合格的TOML：{error}。请改正该处。",
        ) from error


def decoded(raw: bytes, name: str) -> str:
    """The text of a file, UTF-8 or GB18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem(
        f"{name}: is neither UTF-8 nor GB18030 text. Save it as UTF-8.",
        f"{name}：既不是UTF-8也不是GB18030文本。请另存为UTF-8。",
    )


def _with_file(base: dict[str, Any], folder: Path) -> None:
    """Put the population and the ages of the file that the base names into it."""
    named = base.get("file", base.get("population"))
    if not isinstance(named, str):
        return
    base["file"] = named
    base["age"], base["population"] = _population(folder / named)


def _population(file: Path) -> tuple[list[str], dict[str, list[float]]]:
    rows = list(csv.reader(_text(file).splitlines()))
    if not rows:
        raise Problem(
            f"{file}: is empty. It needs the columns age, male, female.",
            f"{file}：为空。须有age、male、female三列。",
        )
    head = [name.strip().lower() for name in rows[0]]
    body = [(i, row) for i, row in enumerate(rows[1:], 2) if any(row)]
    for i, row in body:
        if len(row) != len(head):
            raise Problem(
                f"{file}: row {i} has {len(row)} fields; it needs {len(head)}.",
                f"{file}：第{i}行有{len(row)}个字段，应有{len(head)}个。",
            )
    if any(name in head for name in _SEX):
        return _long(file, head, body)
    place = {key: _place(key, head, file) for key in _HEADS}
    counts = {
        sex: [_number(file, i, sex, row[place[sex]]) for i, row in body]
        for sex in ("male", "female")
    }
    return [row[place["age"]] for _, row in body], counts


def _long(
    file: Path, head: list[str], body: list[tuple[int, list[str]]]
) -> tuple[list[str], dict[str, list[float]]]:
    """A row for each age and sex: age, sex, persons."""
    sex_at = next(i for i, name in enumerate(head) if name in _SEX)
    age_at = _place("age", head, file)
    at = next((i for i, name in enumerate(head) if name in _PERSONS), None)
    if at is None:
        raise Problem(
            f"{file}: has no column persons. Name it in the first row.",
            f"{file}：没有persons列，请在首行写明。",
        )
    ages = list(dict.fromkeys(row[age_at] for _, row in body))
    counts = {sex: [0.0] * len(ages) for sex in ("male", "female")}
    for i, row in body:
        named = [s for s in counts if row[sex_at].strip().lower() in _SEXES[s]]
        if not named:
            raise Problem(
                f"{file}: row {i}, sex: {row[sex_at]!r} is neither male nor female.",
                f"{file}：第{i}行性别“{row[sex_at]}”既不是男也不是女。",
            )
        counts[named[0]][ages.index(row[age_at])] += _number(
            file, i, "persons", row[at]
        )
    return ages, counts


def _place(key: str, head: list[str], file: Path) -> int:
    for name in _HEADS[key]:
        if name in head:
            return head.index(name)
    raise Problem(
        f"{file}: has no column {key}. Name it in the first row: age, male, female.",
        f"{file}：没有{key}列。请在首行写明age、male、female。",
    )


def _number(file: Path, row: int, column: str, text: str) -> float:
    try:
        return float(text.replace(",", "").strip())
    except ValueError:
        raise Problem(
            f"{file}: row {row}, {column}: {text!r} is no number.",
            f"{file}：第{row}行{column}：“{text}”不是数字。",
        ) from None


def _text(file: Path) -> str:
    return decoded(file.read_bytes(), str(file))
