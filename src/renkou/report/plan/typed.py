"""A plan typed into a form, as the text of a PLAN.toml."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.schema.problem import Problem
from renkou.schema.text import Text

Floats = npt.NDArray[np.float64]
HOW = {
    "about": Text("about", "约"),
    "at_most": Text("at most", "不高于"),
    "at_least": Text("at least", "不低于"),
}
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)")
YEARS = re.compile(r"(\d{4})(?:\s*[-–~～至]\s*(\d{4}))?年?")


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """One row of the form, each field as it was typed."""

    name: str = ""
    when: str = ""
    how: str = "about"
    value: str = ""
    tolerance: str = ""
    unit: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is asked of it."""
        return not self.value.strip()


@dataclass(frozen=True)
class TypedPlan:
    """What stands in the form: the plan's years and its figures."""

    start: str
    end: str
    figures: Sequence[TypedFigure]

    def toml(self, code: str, name: Text, base: Floats, day: str) -> str:
        """The PLAN.toml; `base` (2, 18) are persons by sex and five-year age.

        Problem names the row, the field and the rule.
        """
        lines = [
            "[plan]",
            f"area = {_quoted(code)}",
            f"name = {{ en = {_quoted(name.en)}, zh = {_quoted(name.zh)} }}",
            f"start = {_year(self.start, Text('first year', '起始年'))}",
            f"end = {_year(self.end, Text('last year', '结束年'))}",
            "",
            "[base]",
            f"date = {day}",
            "",
            "[base.population]",
        ]
        for sex, row in zip(("male", "female"), base, strict=True):
            lines.append(f"{sex} = [{', '.join(str(round(x)) for x in row)}]")
        for row_number, figure in enumerate(self.figures, start=1):
            if not figure.blank:
                lines += _figure(row_number, figure)
        return "\n".join([*lines, ""])


def _figure(row: int, figure: TypedFigure) -> list[str]:
    value = _number(row, Text("value", "数值"), figure.value)
    how = figure.how if figure.how in HOW else "about"
    lines = ["", "[[figure]]", f"name = {_quoted(figure.name.strip())}"]
    if figure.when.strip():
        lines.append(_when(row, figure.when.strip()))
    lines.append(f"{how} = {value}")
    tolerance = figure.tolerance.strip()
    if tolerance:
        share = tolerance.endswith(("%", "％"))
        said = _quoted(tolerance) if share else ""
        lines.append(
            "tolerance = "
            + (said or _number(row, Text("tolerance", "容差"), tolerance))
        )
    if figure.unit.strip():
        lines.append(f"unit = {_quoted(figure.unit.strip())}")
    return lines


def _tolerance(row: int, text: str) -> str:
    if text.endswith(("%", "％")):
        return _quoted(text)
    return _number(row, Text("tolerance", "容差"), text)


def _when(row: int, text: str) -> str:
    found = YEARS.fullmatch(text)
    if found is None:
        raise Problem(
            f"row {row}, year: {text!r} is not a year or years. Write 2030 or "
            "2026-2030.",
            f"第{row}行年份：{text!r}不是年份。请写成2030或2026-2030的形式。",
        )
    first, last = found.groups()
    return f"year = {first}" if last is None else f"years = [{first}, {last}]"


def _number(row: int, field: Text, text: str) -> str:
    """The number as TOML writes it, its digits kept."""
    plain = text.strip().replace("−", "-")
    if NUMBER.fullmatch(plain) is None:
        raise Problem(
            f"row {row}, {field.en}: {text!r} is not a number. Write it as 48000 or "
            "4.40.",
            f"第{row}行{field.zh}：{text!r}不是数字。请写成48000或4.40的形式。",
        )
    digits = plain.replace(",", "").lstrip("+")
    sign = "-" if digits.startswith("-") else ""
    whole, point, rest = digits.lstrip("-").partition(".")
    return f"{sign}{whole.lstrip('0') or '0'}{point}{rest}"


def _year(text: str, field: Text) -> str:
    if re.fullmatch(r"\d{4}", text.strip()) is None:
        raise Problem(
            f"{field.en}: {text!r} is not a year. Write it as 2026.",
            f"{field.zh}：{text!r}不是年份。请写成2026的形式。",
        )
    return text.strip()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
