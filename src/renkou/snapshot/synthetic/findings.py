"""FINDINGS.csv: what detectors claim to have found."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from renkou.schema.findings import FINDING_COLUMNS
from renkou.schema.problem import Problem
from renkou.schema.suggestion import meant

from .faults import KINDS, OFFICE

NOT_PLANTED = ("sex_ratio",)
"""Kinds that a detector may claim and no FAULTS.toml can plant."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of FINDINGS.csv; `line` is where it stands in the file."""

    detector: str
    kind: str
    area: str
    person: str
    period: str
    found_on: date | None
    line: int


def read_findings(path: Path) -> list[Finding]:
    """The findings of a file; Problem, with line and column, where it does not fit."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(
            f"{path}: this is not UTF-8. Save it as UTF-8.",
            f"{path}：不是UTF-8编码。请另存为UTF-8。",
        ) from error
    except OSError as error:
        raise Problem(
            f"{path}: it could not be read ({error.strerror}). Check the name.",
            f"{path}：无法读取（{error.strerror}）。请核对文件名。",
        ) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    heads = reader.fieldnames or []
    missing = [name for name in FINDING_COLUMNS if name not in heads]
    if missing:
        raise Problem(
            f"{path}: the column {missing[0]} is missing. The first line must name: "
            f"{', '.join(FINDING_COLUMNS)}.",
            f"{path}：缺少{missing[0]}列。首行应为：{', '.join(FINDING_COLUMNS)}。",
        )
    return [_finding(path, reader.line_num, row) for row in reader]


def _finding(path: Path, line: int, row: dict[str, Any]) -> Finding:
    kind = row["kind"] or ""
    if kind not in KINDS and kind not in NOT_PLANTED:
        hint = meant(kind, KINDS)
        raise misfit(path, line, "kind", kind, hint.en, hint.zh)
    if not row["detector"]:
        raise misfit(path, line, "detector", "", "It must be named.", "不能为空。")
    wanted = "area" if is_of_areas(kind) else "person_id"
    if not row[wanted]:
        raise misfit(
            path,
            line,
            wanted,
            "",
            f"A finding of {kind} must name one.",
            f"{kind}的发现必须给出该列。",
        )
    return Finding(
        detector=row["detector"],
        kind=kind,
        area=row["area"] or "",
        person=row["person_id"] or "",
        period=row["period"] or "",
        found_on=_day(path, line, row["found_on"] or ""),
        line=line,
    )


def _day(path: Path, line: int, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        told = "It must be a date such as 2024-03-31."
        raise misfit(
            path, line, "found_on", text, told, "应为日期，如2024-03-31。"
        ) from error


def is_of_areas(kind: str) -> bool:
    """Whether findings of a kind name areas; else they name persons.

    >>> is_of_areas("late"), is_of_areas("sex_ratio"), is_of_areas("doubled")
    (True, True, False)
    """
    return kind in NOT_PLANTED or KINDS[kind].made_in == OFFICE


def misfit(path: Path, line: int, column: str, value: str, en: str, zh: str) -> Problem:
    """The refusal of a value, by file, line and column."""
    return Problem(
        f"{path}, line {line}, {column}: {value!r} does not fit. {en}",
        f"{path}第{line}行{column}列：{value!r}不符合要求。{zh}",
    )
