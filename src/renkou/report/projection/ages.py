"""Persons of the ages that schools, work and care are planned for, a panel each."""

from __future__ import annotations

from renkou.schema.text import Text

from ..chart import Chart
from ..drawing import Drawing
from ..numbers import Form, count_in_text
from ..vega.of_years import Trace, over_time
from .outlook import GROUPS as KEYS
from .outlook import Outlook
from .plot import LEFT, RIGHT, WIDTH, Plot, Track
from .sentences import ages_title
from .words import GROUPS
from .years import ages_table

ID = "ages"
SHOWN = (0, 2, 3, 4)  # of GROUPS: care, school, work, old
PANEL, HEAD, GAP = 60, 18, 12


def ages(outlook: Outlook) -> Chart:
    """Each on its own scale: the numbers differ tenfold."""
    height = len(SHOWN) * (PANEL + HEAD + GAP) + 14
    drawing = Drawing(WIDTH, height)
    for number, group in enumerate(SHOWN):
        _panel(drawing, outlook, group, number * (PANEL + HEAD + GAP))
    title, table = ages_title(outlook), ages_table(outlook)
    measured = Text(
        f"{outlook.whom.en.capitalize()} at year's end, each on its own scale; "
        "dashed: median; bands: 80%",
        f"年末{outlook.whom.zh}，各用其标度；虚线：中位数；色带：80%区间",
    )
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=drawing.figure(f"{ID}-title"),
        table=table,
        spec=over_time(
            title,
            Text(
                f"{outlook.whom.en.capitalize()} at year's end, one scale; bands: 80%",
                f"年末{outlook.whom.zh}，同一标度；色带：80%区间",
            ),
            table,
            [_trace(group) for group in SHOWN],
            form=Form.COUNT,
            unit=outlook.whom,
        ),
    )


def _trace(group: int) -> Trace:
    key = KEYS[group]
    return Trace(key, GROUPS[group], bounds=(f"{key}_lower_80", f"{key}_upper_80"))


def _panel(drawing: Drawing, outlook: Outlook, group: int, top: float) -> None:
    low, high = (list(outlook.of_age(group, at)) for at in ("low80", "high80"))
    values = list(outlook.of_age(group, "median"))
    track = Track(
        GROUPS[group],
        outlook.years,
        values,
        bands=((low, high, "b"),),
        counted=[(outlook.base, values[0])],
    )
    last = group == SHOWN[-1]
    start = top + HEAD
    plot = Plot(drawing, [track], start, start + PANEL, most=3, years=last)
    plot.grid()
    plot.draw(track)
    drawing.text(LEFT, top + 10, track.name, ink="em")
    then, now = count_in_text(values[-1]), count_in_text(values[0])
    drawing.text(RIGHT + 9, plot.y(values[-1]) + 4, then, ink="em")
    year = outlook.base
    told = Text(f"{year}: {now.en}", f"{year}年{now.zh}")
    drawing.text(RIGHT, top + 10, told, anchor="end")
