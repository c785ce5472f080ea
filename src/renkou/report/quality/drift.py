"""Townships by drift: as tiles, or on the city's own outlines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from markupsafe import Markup

from renkou.engines.lookback.drift import FEWEST_EVENTS, LATE, drift, flags
from renkou.engines.quality import Outlines
from renkou.engines.quality.delays import Array
from renkou.schema.text import Text

from ..chart import Chart
from ..city import Place
from ..data_table import Cell, Column, DataTable, Row, digits, interval_cell, value_cell
from ..drawing import Drawing
from ..markup import one_line
from ..numbers import Form, plain, signed
from ..tile_map import Layout, Tile, draw_legend, legend_lines, tile_map
from .asked import Asked, exact_cell

TILES, MAP = "tiles", "map"
STEPS = (0.01, 0.02, 0.05, 0.10)
YEARS = 3
LAYOUT = Layout(width=381, left=92, size=22, gap=4, across=11)
FLAG = Text("later than chance explains", "迟于偶然所能解释")
HERE = Text("this area", "本地区")
LEGEND = (
    (Tile("m0"), Text("under 1%", "1%以下"), 82),
    (Tile("m1"), Text("1 to 2%", "1～2%"), 74),
    (Tile("m2"), Text("2 to 5%", "2～5%"), 74),
    (Tile("m3"), Text("5 to 10%", "5～10%"), 78),
    (Tile("m4"), Text("over 10%", "10%以上"), 73),
    (Tile("few", few=True), Text("too few to say", "过少，无法判断"), 130),
    (Tile("m0", marked=True), FLAG, 220),
)
Link = Callable[[Place], str]


@dataclass(frozen=True, eq=False)
class Drifted:
    """Townships in order, their counties, and their events then and now."""

    places: Sequence[Place]
    first: Array
    now: Array
    years: tuple[int, int]

    @cached_property
    def share(self) -> Array:
        """Of what is known now, what came after first publication."""
        return drift(self.first, self.now, events=True).share

    @cached_property
    def few(self) -> Sequence[bool]:
        """Where there are too few events to say."""
        return [not n >= FEWEST_EVENTS for n in self.now]

    @cached_property
    def late(self) -> Sequence[bool]:
        """Where more came late than chance and the usual spread explain."""
        return [flag == LATE for flag in flags(self.first, self.now)]


def drift_chart(
    asked: Asked,
    drifted: Drifted,
    link: Link,
    outlines: Outlines | None = None,
) -> Chart:
    """The tiles, or the map where outlines are given."""
    tiles = _tiles(drifted, asked, link)
    mapped = outlines is not None
    drawing = _map(outlines, drifted, tiles) if outlines else _tile_rows(drifted, tiles)
    first, last = drifted.years
    return Chart(
        id=MAP if mapped else TILES,
        title=_title(drifted),
        measured=Text(
            f"{asked.event.title.en} of {first}–{last}, {asked.of_whom.en}: change "
            "since first publication as a share of what is known now"
            + ("" if mapped else "; one tile a township, the largest first"),
            f"{first}—{last}年{asked.event.many.zh}，{asked.of_whom.zh}："
            "首次公布后的变动占现在所知的比例"
            + ("" if mapped else "；每格一个乡镇，由大到小"),
        ),
        drawing=drawing,
        table=_table(asked, drifted),
        note=Text(
            "Outlines are the city's own file. Renkou draws no boundary."
            if mapped
            else "This is no map: no boundary is drawn. A tile leads to its township.",
            "边界来自本市自备文件，系统不绘制任何边界。"
            if mapped
            else "这不是地图，未绘任何边界。点击方格可查看该乡镇。",
        ),
    )


def _title(drifted: Drifted) -> Text:
    over = int(
        sum(
            abs(share) > STEPS[-1] and not few
            for share, few in zip(drifted.share, drifted.few, strict=True)
        )
    )
    many = "1 township was" if over == 1 else f"{over or 'No'} townships were"
    if over == 0:
        many = "No township was"
    return Text(
        f"{many} revised by more than 10%",
        f"{over}个乡镇的修订超过10%" if over else "没有乡镇的修订超过10%",
    )


def _tiles(drifted: Drifted, asked: Asked, link: Link) -> list[Tile]:
    found = []
    for place, share, few, late in zip(
        drifted.places, drifted.share, drifted.few, drifted.late, strict=True
    ):
        step = 0 if np.isnan(share) else sum(abs(share) > s for s in STEPS)
        found.append(
            Tile(
                f"m{step}",
                few=few,
                marked=late,
                here=place.code == asked.place.code,
                title=_said(place, float(share), few=few, late=late),
                address=link(place),
            )
        )
    return found


def _said(place: Place, share: float, *, few: bool, late: bool) -> Text:
    if few or np.isnan(share):
        what = Text("too few to say", "过少，无法判断")
    else:
        text = f"{signed(100 * share, 1)}%"
        what = Text(text, text)
    if late:
        what = Text(f"{what.en}, {FLAG.en}", f"{what.zh}，{FLAG.zh}")
    return Text(f"{place.name.en}: {what.en}", f"{place.chinese}：{what.zh}")


def _tile_rows(drifted: Drifted, tiles: Sequence[Tile]) -> Markup:
    groups: dict[str, list[int]] = {}
    for at in np.argsort(-np.nan_to_num(drifted.now), kind="stable").tolist():
        groups.setdefault(drifted.places[at].parent, []).append(at)
    rows = [
        (_county(drifted.places[ats[0]]), [tiles[at] for at in ats])
        for _, ats in sorted(groups.items())
    ]
    return tile_map(rows, LEGEND, LAYOUT, f"{TILES}-title")


def _county(place: Place) -> Text:
    return place.parent_name or place.name


def _map(outlines: Outlines, drifted: Drifted, tiles: Sequence[Tile]) -> Markup:
    width = int(np.ceil(max(outlines.width, LAYOUT.width)))
    lines = legend_lines(LEGEND, width)
    drawing = Drawing(width, int(np.ceil(outlines.height)) + 24 + 20 * lines)
    late: list[tuple[float, float]] = []
    for place, tile in zip(drifted.places, tiles, strict=True):
        path = outlines.paths.get(place.code)
        if path is not None:
            drawing.link(tile.address, _area(drawing, path, tile))
            if tile.marked:
                late.append(_middle(path))
    for x, y in late:
        drawing.dot("late", x, y, 3.5)
    draw_legend(drawing, LEGEND, outlines.height + 16, width)
    return drawing.figure(f"{MAP}-title", role="group")


def _area(drawing: Drawing, path: str, tile: Tile) -> Callable[[], None]:
    def draw() -> None:
        said = one_line(tile.title) if tile.title is not None else ""
        drawing.parts.append(Markup("<title>{}</title>").format(said))
        ink = "few" if tile.few else tile.ink
        drawing.path(f"{ink} area{' here-area' if tile.here else ''}", path)

    return draw


def _middle(path: str) -> tuple[float, float]:
    """The middle of the box around the first ring of a path."""
    ring = path[1:].partition("z")[0].partition("h")[0]
    points = np.array([p.split() for p in ring.split("L")], dtype=float)
    x, y = ((points.min(axis=0) + points.max(axis=0)) / 2).tolist()
    return x, y


def missing_outlines(outlines: Outlines, places: Sequence[Place]) -> int:
    """How many townships have no outline."""
    return sum(place.code not in outlines.paths for place in places)


def _table(asked: Asked, drifted: Drifted) -> DataTable:
    order = np.argsort(-np.nan_to_num(drifted.now), kind="stable").tolist()
    found = drift(drifted.first, drifted.now, events=True)
    numbers: Mapping[str, Array] = {
        "first": drifted.first,
        "now": drifted.now,
        "share": 100 * found.share,
        "low": 100 * found.low,
        "high": 100 * found.high,
    }
    late, few = drifted.late, drifted.few
    rows = tuple(
        _row(
            drifted.places[at],
            {k: _number(v[at]) for k, v in numbers.items()},
            few=few[at],
            late=late[at],
        )
        for at in order
    )
    return DataTable(
        f"{TILES}-table",
        Text(
            f"{asked.event.title.en} since first publication, by township",
            f"各乡镇{asked.event.many.zh}：首次公布后的变动",
        ),
        Text("Township", "乡镇街道"),
        ("area", "name"),
        (
            Column(("first",), Text("First published", "首次公布")),
            Column(("now",), Text("Known now", "现在所知")),
            Column(("share",), Text("Came later", "后来增加")),
            Column(("lower", "upper"), Text("95% interval", "95%区间"), kind="num iv"),
            Column(("flag",), Text("Note", "说明"), kind=""),
        ),
        rows,
    )


def _row(
    place: Place, number: Mapping[str, float | None], *, few: bool, late: bool
) -> Row:
    note: Text | Markup = Markup("")
    if few or late:
        note = Text("too few to say", "过少，无法判断") if few else FLAG
    said = "few" if few else "late" if late else ""
    return Row(
        key=f"tile-{place.code}",
        head=place.name,
        head_raw=(place.code, place.chinese),
        cells=(
            exact_cell(number["first"]),
            exact_cell(number["now"]),
            _share(number["share"]),
            interval_cell(number["low"], number["high"], Form.PERCENT, 1),
            Cell(note, (said,)),
        ),
    )


def _share(value: float | None) -> Cell:
    if value is None:
        return value_cell(None, Form.PERCENT, 1)
    text = f"{plain(value, 1)}%"
    return Cell(Text(text, text), (digits(value),), None, value)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
