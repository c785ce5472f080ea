"""What the spread of each figure comes from: fertility, mortality or migration."""

from __future__ import annotations

from renkou.demography.plan import Figure, Verdict
from renkou.demography.plan.sentences import SOURCES
from renkou.schema.text import Text

from ..chart import Chart
from ..drawing import Drawing
from .table import drivers_table, name, text

ID = "drivers"
WIDTH, LEFT, RIGHT, TOP, PITCH, THICK = 381, 150, 376, 34, 30, 14
_INKS = {"fertility": "bm", "mortality": "k2", "migration": "mv"}


def drivers(verdict: Verdict) -> Chart:
    """A bar a figure, parted by the shares of its variance."""
    return Chart(
        id=ID,
        title=_title(verdict),
        measured=Text(
            "Shares of each figure's variance over the projection, per cent",
            "各项数字在推算中的方差构成，%",
        ),
        drawing=_draw(verdict).figure(f"{ID}-title"),
        table=drivers_table(verdict),
    )


def _title(verdict: Verdict) -> Text:
    """The source that moves the most figures, and how many."""
    varying = [dict(verdict.drivers[f.label]) for f in verdict.figures]
    varying = [shares for shares in varying if any(shares.values())]
    if not varying:
        return Text("Nothing varies: all is of the base", "均为基期数字，没有变动")
    main = [max(shares, key=lambda s: shares[s]) for shares in varying]
    first = max(SOURCES, key=main.count)
    source, times = SOURCES[first], main.count(first)
    return Text(
        f"{source.en.capitalize()} drives {times} of {len(varying)} figures",
        f"{len(varying)}项数字中，{times}项主要取决于{source.zh}",
    )


def _draw(verdict: Verdict) -> Drawing:
    drawing = Drawing(WIDTH, TOP + PITCH * len(verdict.figures) + 8)
    x = float(LEFT)
    for key, source in SOURCES.items():
        drawing.bar(_INKS[key], x, 4, 12, 10)
        drawing.text(x + 17, 13, text(source))
        x += 80
    for row, figure in enumerate(verdict.figures):
        _row(drawing, verdict, figure, TOP + PITCH * row)
    return drawing


def _row(drawing: Drawing, verdict: Verdict, figure: Figure, top: float) -> None:
    title = name(figure)
    short = Text(title.en.split(", ")[0], title.zh.split("，")[0])
    drawing.text(0, top + THICK - 2, _cut(short))
    shares, x = verdict.drivers[figure.label], float(LEFT)
    if not any(shares.values()):
        drawing.text(LEFT, top + THICK - 2, Text("of the base", "基期数字"))
        return
    for key in SOURCES:
        width = shares[key] * (RIGHT - LEFT)
        if width >= 0.5:
            drawing.bar(_INKS[key], x, top, width, THICK)
        x += width


def _cut(title: Text, most: int = 22) -> Text:
    en = title.en if len(title.en) <= most else title.en[: most - 1] + "…"
    return Text(en, title.zh)
