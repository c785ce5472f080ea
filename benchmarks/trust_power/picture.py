"""Power by months elapsed, drawn: by certificate, and from counts alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.report.drawing import Drawing, Scale
from renkou.report.markup import reading
from renkou.schema.text import Text

from .omission import Trials, found_by_month

WIDTH, HEIGHT, MONTHS, WANTED = 760, 300, 60, 90
PANELS = (
    (44, Text("By birth certificate", "按出生证明逐人核对"), "person"),
    (424, Text("From counts alone", "只凭数量"), "count"),
)
ACROSS, TOP, FOOT = 268, 64, 250
TITLE = Text(
    "Townships that leave out births: per cent found, by months since they began",
    "漏登出生的乡镇：按开始后的月数，被发现的百分比",
)
STYLE = (
    "text{font:12px 'Segoe UI',-apple-system,Roboto,'PingFang SC','Microsoft YaHei',"
    "'Noto Sans CJK SC',sans-serif;fill:#43525e}.em{font-weight:600;fill:#15212b}"
    ".a{stroke:#d3dbe0;fill:none}.ax{stroke:#7a8893;fill:none}"
    ".l{stroke:#134f86;stroke-width:2;fill:none}"
    ".est{stroke:#a8531a;stroke-width:1.5;stroke-dasharray:4 3;fill:none}"
)


def picture(trials: Trials, language: str) -> str:
    """The drawing as SVG, in one language."""
    drawing = Drawing(WIDTH, HEIGHT)
    with reading(language):
        drawing.text(0, 12, TITLE, ink="em")
        for left, name, by in PANELS:
            _panel(drawing, trials, left, name, by)
        note = Text("Months since the first birth was left out", "首例漏登后的月数")
        drawing.text(PANELS[0][0], HEIGHT - 8, note)
        return drawing.document(TITLE, STYLE, margin=16)


def _panel(drawing: Drawing, trials: Trials, left: int, name: Text, by: str) -> None:
    x = Scale(1, MONTHS, left, left + ACROSS)
    y = Scale(0, 100, FOOT, TOP)
    drawing.text(left, 42, name, ink="em")
    for mark in (0, 50, 100):
        drawing.line(
            "ax" if mark == 0 else "a", [(left, y(mark)), (x(MONTHS), y(mark))]
        )
        drawing.text(left - 8, y(mark) + 4, f"{mark}%", anchor="end")
    drawing.line("est", [(left, y(WANTED)), (x(MONTHS), y(WANTED))])
    for month in (1, 12, 24, 36, 48, 60):
        drawing.text(x(month), FOOT + 18, str(month), anchor="middle")
    ends = []
    for share, made in trials.items():
        reached = 100 * found_by_month([getattr(trial, by) for trial in made])
        _line(drawing, reached[:MONTHS], x, y)
        ends.append((y(float(reached[MONTHS - 1])), share))
    spot = 0.0
    for at, share in sorted(ends, key=lambda end: (end[0], -end[1])):
        spot = max(at + 4, spot + 15)
        left_out = Text(f"{share:.0%} left out", f"漏登{share:.0%}")
        drawing.text(x(MONTHS) + 6, spot, left_out)


def _line(
    drawing: Drawing, reached: npt.NDArray[np.float64], x: Scale, y: Scale
) -> None:
    points = [(x(month), y(float(value))) for month, value in enumerate(reached, 1)]
    drawing.line("l", points)
