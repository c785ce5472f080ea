"""Each figure on a scale of its own: as typed, what the others leave, projected."""

from __future__ import annotations

import math

from renkou.demography.plan import Figure, Verdict
from renkou.demography.plan.sentences import number, percent, percent_zh
from renkou.schema.text import Text

from ..chart import Chart
from ..drawing import Drawing, Scale
from .table import figures_table, name

ID = "ranges"
WIDTH, LEFT, RIGHT, TOP, PITCH = 794, 232, 640, 10, 54
_MARGIN = 0.08  # of a row's reach, at both ends
_LANE = 12  # between the lines that join figures which cannot hold together


def ranges(verdict: Verdict) -> Chart:
    """The figures one under another, with lines between those that cannot all hold."""
    return Chart(
        id=ID,
        title=_title(verdict),
        measured=Text(
            "Each row on its own scale, in the figure's unit; bracket: as typed; grey: "
            "what the base and the others leave; dashed: projected, 80% interval",
            "每行各用其单位和标度；括线：所写；灰色：基期与其他各项容许；虚线：推算，80%区间",
        ),
        drawing=_draw(verdict).figure(f"{ID}-title"),
        table=figures_table(verdict, f"{ID}-table"),
    )


def _title(verdict: Verdict) -> Text:
    likely = sum(verdict.fits[f.label] for f in verdict.figures)
    all_ = len(verdict.figures)
    return Text(
        f"{likely} of {all_} figures lie where the base leads",
        f"{all_}项数字中有{likely}项与基期的走势相符",
    )


def _draw(verdict: Verdict) -> Drawing:
    foot = TOP + PITCH * len(verdict.figures)
    drawing = Drawing(WIDTH, foot + 44)
    for row, figure in enumerate(verdict.figures):
        _row(drawing, verdict, figure, TOP + PITCH * row)
    _joined(drawing, verdict)
    _legend(drawing, foot + 30)
    return drawing


def _row(drawing: Drawing, verdict: Verdict, figure: Figure, top: float) -> None:
    middle, label = top + PITCH / 2, figure.label
    drawing.line("a", [(0, top + PITCH), (WIDTH, top + PITCH)])
    title = name(figure)
    en, zh = title.en.split(", ")[0], title.zh.split("，")[0]
    drawing.text(0, middle - 3, Text(en, zh), ink="em")
    drawing.text(
        0,
        middle + 13,
        Text(
            f"{figure.period}, {figure.measured.en}",
            f"{figure.period}年，{figure.measured.zh}",
        ),
    )
    x = _scale(verdict, figure)
    implied, projected = verdict.implied[label], verdict.projected[label]
    _band(drawing, x, implied.low, implied.high, middle)
    _bracket(drawing, x, figure, middle)
    low, high = x(projected.low), x(projected.high)
    drawing.line("w", [(low, middle), (high, middle)], stroke_dasharray="4 3")
    for end in (low, high):
        drawing.line("w", [(end, middle - 4), (end, middle + 4)])
    drawing.dot("d", x(projected.median), middle, 4.5)
    drawing.text(
        x(projected.median),
        middle - 12,
        number(projected.median),
        ink="em",
        anchor="middle",
    )
    likely = verdict.probability[label]
    shown = Text(percent(likely), percent_zh(likely))
    drawing.text(RIGHT + 60, middle + 4, shown, ink="em", anchor="end")


def _scale(verdict: Verdict, figure: Figure) -> Scale:
    """The row's reach: all of the projection and the target, and what is near them."""
    label = figure.label
    reach = [*verdict.projected[label]]
    reach += [b / figure.scale for b in (figure.low, figure.high) if math.isfinite(b)]
    reach += [b for b in verdict.implied[label] if math.isfinite(b)]
    low, high = min(reach), max(reach)
    room = _MARGIN * (high - low) or 1.0
    return Scale(low - room, high + room, LEFT, RIGHT)


def _band(drawing: Drawing, x: Scale, low: float, high: float, middle: float) -> None:
    start = x(low) if math.isfinite(low) else LEFT
    end = x(high) if math.isfinite(high) else RIGHT
    drawing.bar("b2", start, middle - 6, max(end - start, 2.0), 12)


def _bracket(drawing: Drawing, x: Scale, figure: Figure, middle: float) -> None:
    """The target: closed where it has a bound, running out where it has none."""
    top, foot = middle - 10, middle + 10
    low, high = figure.low / figure.scale, figure.high / figure.scale
    start = x(low) if math.isfinite(low) else LEFT
    end = x(high) if math.isfinite(high) else RIGHT
    for bound, at, inward in ((low, start, 5), (high, end, -5)):
        if math.isfinite(bound):
            feet = [(at + inward, top), (at, top), (at, foot), (at + inward, foot)]
            drawing.line("r", feet)
    drawing.line("r", [(start, foot), (end, foot)], stroke_dasharray="1 3")
    if math.isfinite(low) and math.isfinite(high) and high > low:
        shown = f"{number(low)}–{number(high)}"
    else:
        shown = number(high if math.isfinite(high) else low)
    finite = [at for b, at in ((low, start), (high, end)) if math.isfinite(b)]
    drawing.text(sum(finite) / len(finite), foot + 13, shown, anchor="middle")


def _joined(drawing: Drawing, verdict: Verdict) -> None:
    """A line for each group that cannot hold, with a dot at each of its rows."""
    place = {f.number: row for row, f in enumerate(verdict.figures)}
    for lane, conflict in enumerate(verdict.conflicts):
        x = min(RIGHT + 80 + _LANE * lane, WIDTH - 4)
        rows = [TOP + PITCH * (place[n] + 0.5) for n in conflict.figures]
        drawing.line("tl", [(x, min(rows)), (x, max(rows))])
        for y in rows:
            drawing.text(x, y + 4, "✕", ink="em", anchor="middle")


def _legend(drawing: Drawing, y: float) -> None:
    drawing.line("r", [(9, y - 10), (4, y - 10), (4, y + 2), (9, y + 2)])
    drawing.text(16, y, Text("as typed", "所写"))
    drawing.bar("b2", 112, y - 10, 24, 12)
    drawing.text(142, y, Text("the others leave", "其他各项容许"))
    drawing.line("w", [(262, y - 4), (292, y - 4)], stroke_dasharray="4 3")
    drawing.dot("d", 277, y - 4, 4.5)
    drawing.text(300, y, Text("projected from the base", "由基期推算"))
    drawing.text(RIGHT + 60, y, Text("is met", "达到概率"), anchor="end")
    drawing.text(RIGHT + 76, y, Text("✕ cannot hold", "✕ 不能成立"))
