"""The scenarios side by side, each named by what it assumes."""

from __future__ import annotations

from renkou.schema.text import Text

from .. import vega
from ..chart import Chart
from ..data_table import Cell, Column, DataTable, Row, value_cell
from ..drawing import Drawing
from ..numbers import Form, count_in_text
from .outlook import Outlook
from .plot import LEFT, WIDTH, Plot, Track
from .sentences import scenarios_title
from .words import SCENARIOS

ID = "scenarios"
TOP, FOOT, LEGEND, LINE = 14, 196, 240, 18
HEIGHT = LEGEND + LINE * len(SCENARIOS)


def scenario_lines(outlook: Outlook) -> Chart:
    """Persons on the central course of each scenario, without changes of one's own."""
    tracks = {
        name: Track(
            words,
            outlook.years,
            list(outlook.course.scenarios[name]),
            ink="l" if name == outlook.course.asked.scenario else "l2",
        )
        for name, words in SCENARIOS.items()
    }
    plot = Plot(Drawing(WIDTH, HEIGHT), list(tracks.values()), TOP, FOOT)
    plot.grid()
    for track in sorted(tracks.values(), key=lambda t: t.ink == "l"):
        plot.draw(track)
    _legend(plot, list(tracks.values()))
    title, table = scenarios_title(outlook), _table(outlook)
    measured = Text(
        f"{outlook.whom.en.capitalize()} at year's end, {plot.axis.unit.en}; "
        "central courses, blue: the one chosen",
        f"年末{outlook.whom.zh}，{plot.axis.unit.zh}；各情景的中间走势，蓝色为所选情景",
    )
    traces = [
        vega.Trace(name, track.name, ink="main" if track.ink == "l" else "second")
        for name, track in tracks.items()
    ]
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=plot.drawing.figure(f"{ID}-title"),
        table=table,
        spec=vega.over_time(
            title,
            measured,
            table,
            traces,
            form=Form.COUNT,
            unit=outlook.whom,
            zero=False,
        ),
    )


def _legend(plot: Plot, tracks: list[Track]) -> None:
    """Numbers at the ends of the lines, and what each number assumes."""
    ends = []
    for number, track in enumerate(tracks, start=1):
        shown = count_in_text(track.values[-1])
        ink = "em" if track.ink == "l" else ""
        text = Text(f"{number}: {shown.en}", f"{number}：{shown.zh}")
        ends.append((track.values[-1], [(text, ink)]))
        at = LEGEND + LINE * (number - 1) + 8
        plot.drawing.text(LEFT - 18, at, str(number), ink="em", anchor="end")
        plot.drawing.text(LEFT - 6, at, track.name, ink=ink)
    plot.labels(ends)


def _table(outlook: Outlook) -> DataTable:
    def cell(name: str, year: int) -> Cell:
        persons = float(outlook.course.scenarios[name][year - outlook.base])
        return value_cell(round(persons), Form.COUNT, 0)

    return DataTable(
        f"{ID}-table",
        Text("Persons by scenario", "各情景人口"),
        Text("Year", "年份"),
        ("period",),
        tuple(Column((name,), words) for name, words in SCENARIOS.items()),
        tuple(
            Row(
                key=f"{ID}-{year}",
                head=Text(str(year), str(year)),
                head_raw=(str(year),),
                cells=tuple(cell(name, year) for name in SCENARIOS),
            )
            for year in outlook.years
        ),
    )
