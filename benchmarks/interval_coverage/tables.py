"""The tables of the page on coverage, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks import written
from benchmarks.written import table
from renkou.schema import Text

from .judging import Found

COMMAND = "make interval-coverage"
KIND = {
    True: Text("at least", "至少"),
    False: Text("about", "近似"),
}
VERDICT = {
    "met": Text("met", "达标"),
    "chance": Text("by chance", "偶然"),
    "unsure": Text("cannot be told", "难以判定"),
    "step": Text("no method could", "任何方法都做不到"),
    "wide": Text("too often", "偏高"),
    "short": Text("too seldom", "偏低"),
    "refused": Text("mostly refused", "多数拒绝作答"),
}
SUMMARY = Text(
    "method | 95% is promised | cells met | lowest | highest "
    "| by chance | cannot be told | no method could | too often | too seldom | refused",
    "方法 | 承诺95% | 达标格数 | 最低 | 最高 "
    "| 偶然 | 难以判定 | 都做不到 | 偏高 | 偏低 | 拒绝",
)
ALL = Text("all", "合计")
FAILING = Text(
    "method | mechanism | redraws | coverage | again | mean width | unbounded "
    "| refused | why",
    "方法 | 机制 | 抽取次数 | 覆盖率 | 再抽 | 平均宽度 | 无界 | 拒绝 | 原因",
)
EXACT = Text(
    "method | mechanism | coverage | mean width | unbounded",
    "方法 | 机制 | 覆盖率 | 平均宽度 | 无界",
)


def tables(found: Sequence[Found], language: str) -> dict[str, str]:
    """Every table as Markdown, by its name in the page."""
    return {
        "summary": summary(found, language),
        "failing": failing(found, language),
        "exact": exact(found, language),
    }


def summary(found: Sequence[Found], language: str) -> str:
    """Each method's cells met of all, and its lowest and highest coverage."""
    methods = dict.fromkeys(cell.method for cell in found)
    rows = []
    for method in methods:
        cells = [cell for cell in found if cell.method == method]
        promised = KIND[cells[0].exact].in_(language)
        rows.append([f"`{method}`", promised, *_counted(cells)])
    for is_exact, kind in KIND.items():
        cells = [cell for cell in found if cell.exact == is_exact]
        if cells:
            rows.append([ALL.in_(language), kind.in_(language), *_counted(cells)])
    return table(SUMMARY.in_(language), rows)


def _counted(cells: Sequence[Found]) -> list[str]:
    held = [cell.coverage for cell in cells if not np.isnan(cell.coverage)]
    return [
        f"{sum(cell.met for cell in cells)} / {len(cells)}",
        f"{100 * min(held):.1f}%",
        f"{100 * max(held):.1f}%",
        *(
            str(sum(cell.verdict == verdict for cell in cells) or "–")
            for verdict in VERDICT
            if verdict != "met"
        ),
    ]


def failing(found: Sequence[Found], language: str) -> str:
    """Every cell that is not met, and why."""
    rows = [
        [
            f"`{cell.method}`",
            cell.where,
            f"{cell.redraws:,}",
            _coverage(cell),
            "–" if cell.again is None else f"{100 * cell.again:.1f}%",
            f"{cell.width:.4g}",
            _share(cell.unbounded),
            _share(cell.refused),
            VERDICT[cell.verdict].in_(language),
        ]
        for cell in found
        if not cell.met
    ]
    return table(FAILING.in_(language), rows)


def exact(found: Sequence[Found], language: str) -> str:
    """The exact methods, cell by cell, with their widths."""
    rows = [
        [
            f"`{cell.method}`",
            cell.where,
            _coverage(cell),
            f"{cell.width:.4g}",
            _share(cell.unbounded),
        ]
        for cell in found
        if cell.exact
    ]
    return table(EXACT.in_(language), rows)


def _coverage(cell: Found) -> str:
    return f"{100 * cell.coverage:.2f} ± {100 * cell.se:.2f}%"


def _share(share: float) -> str:
    return f"{100 * share:.1f}%" if share else "–"


def line(cell: Found) -> str:
    """A cell as the command prints it, a failing one with a mark."""
    again = "" if cell.again is None else f"again {100 * cell.again:.2f}  "
    return (
        f"{' ' if cell.met else '✗'} {cell.method:<50} {cell.where:<34} "
        f"{_coverage(cell):>15}  width {cell.width:<9.4g} "
        f"unbounded {_share(cell.unbounded):<6} refused {_share(cell.refused):<6} "
        f"{cell.redraws:>6,} redraws  {again}{VERDICT[cell.verdict].en}"
    )


def write(page: Path, found: Sequence[Found], language: str) -> None:
    """Put every table where `page` has a place for it."""
    written.write(page, tables(found, language), COMMAND)
