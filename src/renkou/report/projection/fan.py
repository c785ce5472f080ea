"""The fan: what was counted, the median ahead, and its 80% and 95% bands."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from renkou.schema.text import Text

from ..chart import Chart
from ..drawing import Drawing
from ..numbers import Form, count_in_text, interval
from ..vega.of_years import Trace, over_time
from .outlook import Outlook
from .plot import WIDTH, Plot, Track
from .sentences import fan_title
from .years import fan_table

ID = "fan"
TRACES = (
    Trace("population", Text("Median", "中位数"), bounds=("lower_80", "upper_80")),
)
HEIGHT, TOP, FOOT = 318, 14, 284


def fan(outlook: Outlook) -> Chart:
    """Persons, year by year."""
    track, plot = _plotted(outlook)
    title, measured, table = (
        fan_title(outlook),
        _measured(outlook, plot),
        fan_table(outlook),
    )
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=_draw(outlook, track, plot),
        table=table,
        spec=over_time(
            title, measured, table, TRACES, form=Form.COUNT, unit=outlook.whom
        ),
    )


def _measured(outlook: Outlook, plot: Plot) -> Text:
    base, paths = outlook.base, len(outlook.course.paths)
    said = Text(
        f"{outlook.whom.en.capitalize()} at year's end, {plot.axis.unit.en}; solid: "
        f"counted to {base}; dashed: median of 1,000 courses; bands: 80% and 95%",
        f"年末{outlook.whom.zh}，{plot.axis.unit.zh}；实线：{base}年及以前的统计数；"
        f"虚线：1000次模拟的中位数；色带：80%与95%区间",
    )
    if not paths:
        return said
    return Text(
        f"{said.en}; thin lines: {paths} courses", f"{said.zh}；细线：{paths}条走势"
    )


def _plotted(outlook: Outlook) -> tuple[Track, Plot]:
    def values(at: str) -> list[float]:
        return list(outlook.total(at))

    track = Track(
        Text("Median", "中位数"),
        outlook.years,
        values("median"),
        bands=(
            (values("low95"), values("high95"), "b2"),
            (values("low80"), values("high80"), "b"),
        ),
        counted=outlook.counted["population"],
    )
    return track, Plot(Drawing(WIDTH, HEIGHT), [track], TOP, FOOT)


def _draw(outlook: Outlook, track: Track, plot: Plot) -> Markup:
    plot.grid()
    plot.draw(track)
    for path in outlook.course.paths:
        inside = np.clip(path, plot.y.low, plot.y.high)
        plot.drawing.line("n", plot.points(outlook.years, list(inside)))
    ends = {at: float(outlook.total(at)[-1]) for at in ("low80", "high80")}
    last = track.values[-1]
    year = outlook.years[-1]
    shown = count_in_text(last)
    around = interval(ends["low80"], ends["high80"], Form.COUNT, 0)
    plot.labels(
        [
            (
                last,
                [
                    (Text(f"{year}: {shown.en}", f"{year}年{shown.zh}"), "em"),
                    (Text("80% between", "80%区间"), ""),
                    *_in_two(around),
                ],
            )
        ]
    )
    return plot.drawing.figure(f"{ID}-title")


def _in_two(around: Text) -> list[tuple[Text, str]]:
    """An interval on two lines, since the margin is narrow."""
    en, zh = around.en.split(" – "), around.zh.split("～")
    first = Text(f"{en[0]} –", f"{zh[0]}～")
    return [(first, ""), (Text(en[-1], zh[-1]), "")]
