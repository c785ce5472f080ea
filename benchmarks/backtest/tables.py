"""The tables of the backtest's page, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks import written
from benchmarks.written import table
from renkou.schema import Text

from .ground import Floats, sichuan
from .trial import METHODS, PARENTS, Outcome, outcome

COMMAND = "make backtest"
CLASSES = (0, 50_000, 150_000, 400_000, 800_000)
PARENT = {
    "province": Text("Parent: Sichuan", "上级地区：四川省"),
    "prefecture": Text("Parent: the county's prefecture", "上级地区：所属市州"),
}
METHOD = {
    "no-change": Text("no change", "人口不变"),
    "growth": Text("the parent's growth", "随上级地区增长"),
    "hamilton-perry": Text(
        "Hamilton–Perry from the parent", "汉密尔顿—佩里法（用上级地区）"
    ),
    "renkou": Text("`project_areas`, left out", "`project_areas`（留出）"),
}
HEADLINE = Text(
    "method | total: mean error | median error | bias | by age and sex: mean error",
    "方法 | 总人口：平均误差 | 误差中位数 | 偏差 | 分年龄性别：平均误差",
)
INTERVALS = Text(
    "80% interval | held the total | mean width | held the cells by age and sex",
    "80%区间 | 覆盖总人口 | 平均宽度 | 覆盖分年龄性别人数",
)
OWN = Text("`project_areas`, left out", "`project_areas`（留出）")
CONSTANT = Text("one width for all, left out", "统一宽度（留出）")
SIZE = Text(
    "persons in 2010 | counties | no change | growth | H–P | `project_areas` | bias "
    "| held | width | one width held",
    "2010年人口 | 县数 | 不变 | 随增长 | 汉—佩 | `project_areas` | 偏差 "
    "| 覆盖 | 宽度 | 统一宽度覆盖",
)
PREFECTURE = Text(
    "prefecture left out | counties | mean error | held | mean error | held",
    "留出的市州 | 县数 | 平均误差 | 覆盖 | 平均误差 | 覆盖",
)


@dataclass(frozen=True)
class Score:
    """How one method did on some areas: errors in per cent of the truth."""

    mean: float
    median: float
    bias: float
    cells: float


def score(found: Floats, on: npt.NDArray[np.bool_] | slice = slice(None)) -> Score:
    """Errors of `found` (areas, 2, 18) against 2020; cells without people left out."""
    truth = sichuan().after[on]
    total = found[on].sum(axis=(1, 2)) / truth.sum(axis=(1, 2)) - 1
    there = truth > 0
    cells = np.abs(found[on][there] / truth[there] - 1)
    return Score(
        100 * float(np.abs(total).mean()),
        100 * float(np.median(np.abs(total))),
        100 * float(total.mean()),
        100 * float(cells.mean()),
    )


@dataclass(frozen=True, eq=False)
class Held:
    """Of each area: was its total held, and how wide the interval, of the median."""

    own: npt.NDArray[np.bool_]
    width: Floats
    constant: npt.NDArray[np.bool_]
    constant_width: Floats
    cells: npt.NDArray[np.bool_]


def held(made: Outcome) -> Held:
    """What the intervals held, those of the method and those of one width for all."""
    truth, middle = sichuan().after, made.methods["renkou"].sum(axis=(1, 2))
    total = truth.sum(axis=(1, 2))
    return Held(
        (made.total_low <= total) & (total <= made.total_high),
        (made.total_high - made.total_low) / middle,
        np.abs(np.log(total / middle)) <= made.constant,
        2 * np.sinh(made.constant),
        (made.low <= truth) & (truth <= made.high),
    )


def tables(language: str) -> dict[str, str]:
    """Every table as Markdown, by its name in the page."""
    found = {}
    for parent in PARENTS:
        made = outcome(parent)
        found[f"{parent}-errors"] = _errors(made, language)
        found[f"{parent}-intervals"] = _intervals(made, language)
        found[f"{parent}-sizes"] = _sizes(made, language)
    return found | {"prefectures": _prefectures(language)}


def _per_cent(*values: float) -> list[str]:
    return [f"{value:.1f}%".replace("-", "−") for value in values]


def _errors(made: Outcome, language: str) -> str:
    rows = []
    for name in METHODS:
        s = score(made.methods[name])
        figures = _per_cent(s.mean, s.median, s.bias, s.cells)
        rows.append([METHOD[name].in_(language), *figures])
    return table(HEADLINE.in_(language), rows)


def _intervals(made: Outcome, language: str) -> str:
    h = held(made)
    own = _per_cent(*(100 * float(v.mean()) for v in (h.own, h.width, h.cells)))
    one = _per_cent(*(100 * float(v.mean()) for v in (h.constant, h.constant_width)))
    rows = [[OWN.in_(language), *own], [CONSTANT.in_(language), *one, "–"]]
    return table(INTERVALS.in_(language), rows)


def _sizes(made: Outcome, language: str) -> str:
    size, h, rows = sichuan().before.sum(axis=(1, 2)), held(made), []
    tops = [*CLASSES[1:], np.inf]
    for low, top in zip(CLASSES, tops, strict=True):
        on = (size >= low) & (size < top)
        scores = [score(made.methods[name], on) for name in METHODS]
        inside = (h.own[on].mean(), h.width[on].mean(), h.constant[on].mean())
        figures = _per_cent(*(s.mean for s in scores), scores[-1].bias)
        shares = _per_cent(*(100 * float(v) for v in inside))
        name = _class(low, top, language)
        rows.append([name, str(int(on.sum())), *figures, *shares])
    return table(SIZE.in_(language), rows)


def _class(low: float, top: float, language: str) -> str:
    if top == np.inf:
        return Text(f"{low:,.0f} and more", f"{low / 1e4:g}万及以上").in_(language)
    if not low:
        return Text(f"under {top:,.0f}", f"{top / 1e4:g}万以下").in_(language)
    return Text(f"{low:,.0f} to {top:,.0f}", f"{low / 1e4:g}万至{top / 1e4:g}万").in_(
        language
    )


def _prefectures(language: str) -> str:
    ground, rows = sichuan(), []
    for code in np.unique(ground.prefecture).tolist():
        on = ground.prefecture == code
        figures = []
        for parent in PARENTS:
            made = outcome(parent)
            mean = score(made.methods["renkou"], on).mean
            figures += _per_cent(mean, 100 * float(held(made).own[on].mean()))
        rows.append([f"{code}00", str(int(on.sum())), *figures])
    return table(PREFECTURE.in_(language), rows)


def shown(page: Path, name: str) -> str:
    """The table of that name as `page` has it."""
    return written.shown(page, name, COMMAND)


def write(page: Path, language: str) -> None:
    """Put every table where `page` has a place for it."""
    written.write(page, tables(language), COMMAND)
