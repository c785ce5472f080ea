"""Lines over years, counted and projected: solid before the base, dashed after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from renkou.schema.text import Text

from ..axis import CountAxis
from ..drawing import Drawing, Point, Scale, ticks

WIDTH = 381
LEFT, RIGHT = 44, 292
DASHES = "5 3"
PERSONS = Text("persons", "人")
Label = tuple[float, Sequence[tuple[Text, str]]]  # where, and lines with their ink


@dataclass(frozen=True, slots=True)
class Track:
    """One quantity: its years ahead, its bands (widest first), what was counted."""

    name: Text
    years: Sequence[int]
    values: Sequence[float]
    bands: Sequence[tuple[Sequence[float], Sequence[float], str]] = ()
    counted: Sequence[tuple[int, float]] = ()
    ink: str = "l"

    @property
    def reach(self) -> list[float]:
        """Every value that must fit."""
        bounds = [v for low, high, _ in self.bands for v in (*low, *high)]
        return [*self.values, *bounds, *(v for _, v in self.counted)]


@dataclass
class Plot:
    """A drawing with years across and persons up."""

    drawing: Drawing
    tracks: Sequence[Track]
    top: float
    foot: float
    most: int = 5  # ticks up
    years: bool = True  # whether the years are written below
    x: Scale = field(init=False)
    y: Scale = field(init=False)
    axis: CountAxis = field(init=False)

    def __post_init__(self) -> None:
        years = [y for t in self.tracks for y in t.years]
        years += [y for t in self.tracks for y, _ in t.counted]
        values = [v for t in self.tracks for v in t.reach]
        low, high = min(values), max(values)
        room = (high - low) * 0.06 or 1.0
        self.x = Scale(min(years), max(years), LEFT, RIGHT)
        bottom = low - room if low < 0 else max(low - room, 0.0)
        self.y = Scale(bottom, high + room, self.foot, self.top)
        self.axis = CountAxis.up_to(max(abs(low), abs(high)), PERSONS)

    def grid(self) -> None:
        """The lines of values and the years below."""
        marks = ticks(self.y.low, self.y.high, self.most)
        for mark, label in zip(marks, self.axis.labels(marks), strict=True):
            ink = "ax" if mark == 0 else "a"
            self.drawing.line(ink, [(LEFT, self.y(mark)), (RIGHT, self.y(mark))])
            self.drawing.text(LEFT - 6, self.y(mark) + 4, label, anchor="end")
        if not self.years:
            return
        for year in ticks(self.x.low, self.x.high, 5):
            at = self.x(year)
            self.drawing.text(at, self.foot + 20, f"{year:.0f}", anchor="middle")

    def draw(self, track: Track) -> None:
        """The bands, the counted line, and the median after it."""
        for low, high, ink in track.bands:
            self.drawing.band(
                self.points(track.years, low), self.points(track.years, high), ink=ink
            )
        counted = [(self.x(year), self.y(value)) for year, value in track.counted]
        self.drawing.line(track.ink, counted)
        ahead = self.points(track.years, track.values)
        self.drawing.line(track.ink, ahead, stroke_dasharray=DASHES)
        if counted:
            self.drawing.dot("d" if track.ink == "l" else "k", *counted[-1], 3)

    def points(self, years: Sequence[int], values: Sequence[float]) -> list[Point]:
        """Where the values of years lie."""
        pairs = zip(years, values, strict=True)
        return [(self.x(year), self.y(value)) for year, value in pairs]

    def labels(
        self, wanted: Sequence[tuple[float, Sequence[tuple[Text, str]]]]
    ) -> None:
        """Lines of text at the right, kept apart; each (value, (text, ink)…)."""
        spot = -99.0
        for value, lines in sorted(wanted, key=lambda each: -each[0]):
            spot = max(self.y(value) + 4 - 7 * (len(lines) - 1), spot)
            for text, ink in lines:
                self.drawing.text(RIGHT + 9, spot, text, ink=ink)
                spot += 15
