"""What changes the number ahead: births, deaths and net migration of each year."""

from __future__ import annotations

from renkou.schema.text import Text

from ..chart import Chart
from ..drawing import Drawing
from ..numbers import Form
from ..vega.of_years import Trace, over_time
from .outlook import Outlook
from .plot import WIDTH, Plot, Track
from .sentences import change_title
from .years import change_table

ID = "change"
HEIGHT, TOP, FOOT = 268, 14, 234
NAMES = {
    "births": Text("Births", "出生"),
    "deaths": Text("Deaths", "死亡"),
    "migrants": Text("Net moves", "净迁移"),
}


TRACES = (
    Trace("births", NAMES["births"], bounds=("births_lower_80", "births_upper_80")),
    Trace(
        "deaths",
        NAMES["deaths"],
        bounds=("deaths_lower_80", "deaths_upper_80"),
        ink="second",
    ),
    Trace("net_moves", NAMES["migrants"], ink="third"),
)


def change(outlook: Outlook) -> Chart:
    """Births and deaths with their 80% bands, and net migrants."""
    tracks = [
        _events(outlook, "births", "l", "b"),
        _events(outlook, "deaths", "l2", "b2"),
        Track(
            NAMES["migrants"],
            outlook.years[1:],
            list(outlook.net_migrants),
            ink="n",
        ),
    ]
    plot = Plot(Drawing(WIDTH, HEIGHT), tracks, TOP, FOOT)
    plot.grid()
    for track in tracks:
        plot.draw(track)
    plot.labels([_label(track, plot) for track in tracks])
    title, table = change_title(outlook), change_table(outlook)
    measured = Text(
        f"A year, {outlook.whom.en}, {plot.axis.unit.en}; bands: 80%; net moves on "
        "the median course",
        f"每年，{outlook.whom.zh}，{plot.axis.unit.zh}；色带：80%区间；"
        "净迁移为中间走势",
    )
    return Chart(
        id=ID,
        title=title,
        measured=measured,
        drawing=plot.drawing.figure(f"{ID}-title"),
        table=table,
        spec=over_time(
            title, measured, table, TRACES, form=Form.COUNT, unit=outlook.whom
        ),
    )


def _events(outlook: Outlook, what: str, ink: str, band: str) -> Track:
    low, high = (list(outlook.events(what, at)) for at in ("low80", "high80"))
    return Track(
        NAMES[what],
        outlook.years[1:],
        list(outlook.events(what, "median")),
        bands=((low, high, band),),
        counted=outlook.counted[what],
        ink=ink,
    )


def _label(track: Track, plot: Plot) -> tuple[float, list[tuple[Text, str]]]:
    last = track.values[-1]
    return last, [(track.name, "em"), (plot.axis.change(last), "")]
