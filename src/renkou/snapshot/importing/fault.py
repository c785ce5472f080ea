"""What is wrong with the rows of a city's files, each with file, row and column."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from renkou.schema import Text
from renkou.schema.problem import Problem, language

SHOWN = 20
KEPT = 100_000  # faults kept to be written to a file; all are counted


@dataclass(frozen=True, slots=True)
class CellFault:
    """One cell, or row, that cannot go into a snapshot as it is."""

    file: str
    row: int
    column: str
    value: str
    rule: Text
    mend: Text

    def said(self) -> Text:
        """The fault as one line."""
        column = Text(f", column {self.column}", f"“{self.column}”列")
        value = Text(f", value {self.value!r}", f"，值“{self.value}”")
        en = f"{self.file}, row {self.row}{column.en if self.column else ''}"
        zh = f"{self.file}第{self.row}行{column.zh if self.column else ''}"
        en += value.en if self.value else ""
        zh += value.zh if self.value else ""
        return Text(
            f"{en}: {self.rule.en}. {self.mend.en}.",
            f"{zh}：{self.rule.zh}。{self.mend.zh}。",
        )


@dataclass(frozen=True, slots=True)
class Faults:
    """All faults of an import: how many, and the first of them."""

    count: int
    kept: tuple[CellFault, ...]

    def problem(self) -> Problem:
        """The first twenty, and how many there are."""
        shown = [fault.said() for fault in self.kept[:SHOWN]]
        en = [f"{self.count:,} faults; nothing was written."]
        zh = [f"共{self.count:,}处问题，未写出任何内容。"]
        en += [text.en for text in shown]
        zh += [text.zh for text in shown]
        if self.count > len(shown):
            en.append("The others: --errors FILE.csv lists them.")
            zh.append("其余问题可用--errors FILE.csv列出。")
        return Problem("\n".join(en), "\n".join(zh))


def write_faults(path: Path, faults: Sequence[CellFault]) -> None:
    """Write the faults as CSV (UTF-8 with mark, for spreadsheets)."""
    in_ = language()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "row", "column", "value", "rule", "mend"))
        for f in faults:
            words = (f.rule.in_(in_), f.mend.in_(in_))
            writer.writerow((f.file, f.row, f.column, f.value, *words))
