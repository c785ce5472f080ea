"""Dated totals of a city that come from outside: a CSV of area, period and value."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from renkou.schema.problem import Problem

from .periods import Period

COLUMNS = ("area", "period", "value")


def read_totals(
    path: Path, codes: Sequence[str], periods: Sequence[Period]
) -> npt.NDArray[np.float64]:
    """Totals (areas, periods) from `path`; NaN where the file has none.

    The file has columns `area` (a code; shorter ones are padded), `period` (2024 or
    2024-03) and `value`. A bad row is a Problem that names it.
    """
    array = np.full((len(codes), len(periods)), np.nan)
    area_at = {code: at for at, code in enumerate(codes)}
    period_at = {str(period): at for at, period in enumerate(periods)}
    for number, row in enumerate(_rows(path), start=2):
        area = area_at.get((row["area"] or "").strip().ljust(12, "0"))
        period = period_at.get((row["period"] or "").strip())
        value = _value(path, number, row["value"])
        if area is not None and period is not None:
            array[area, period] = value
    return array


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = set(COLUMNS) - set(reader.fieldnames or ())
            if missing:
                raise Problem(
                    f"{path}: the columns {', '.join(COLUMNS)} are needed; "
                    f"{', '.join(sorted(missing))} is not there.",
                    f"{path}：需要{'、'.join(COLUMNS)}三列，缺少"
                    f"{'、'.join(sorted(missing))}。",
                )
            return list(reader)
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(
            f"{path}: cannot be read as UTF-8 text ({error}).",
            f"{path}：无法按UTF-8文本读取（{error}）。",
        ) from error


def _value(path: Path, number: int, text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError:
        raise Problem(
            f"{path}, row {number}, column value: {text!r} is not a number. Write "
            "plain digits.",
            f"{path}第{number}行value列：{text!r}不是数字，请只写数字。",
        ) from None
