"""A series with its interval, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from renkou.schema.text import Text

from .axis import CountAxis, rate_labels
from .city import Beside
from .drawing import Drawing, Point, Scale, ticks
from .figures import Figure
from .numbers import Form, bare, decimals, interval

WIDTH, HEIGHT = 381, 230
LEFT, RIGHT, TOP, FOOT = 44, 292, 14, 196


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its name, its figures by year, and its ink."""

    name: Text
    figures: Sequence[Figure]
    second: bool = False


@dataclass(frozen=True)
class LineChart:
    """Series over years, with the nation's where it is known."""

    years: Sequence[int]
    lines: Sequence[Line]
    form: Form
    what: Text
    nation: Sequence[Beside | None] = ()
    first: Sequence[float | None] = ()  # the first line's values as first published

    @property
    def axis(self) -> CountAxis:
        """The axis, where the figures are counts."""
        return CountAxis.up_to(self._reach()[1], self.what)

    def _values(self) -> list[float]:
        bounds = [
            v
            for line in self.lines
            for f in line.figures
            for v in (f.value, f.lower, f.upper)
            if v is not None
        ]
        bounds += [b.value for b in self.nation if b]
        return bounds + [value for value in self.first if value is not None]

    def _reach(self) -> tuple[float, float]:
        values = self._values() or [0.0, 1.0]
        low, high = min(values), max(values)
        if self.form.value.count:
            return min(0.0, low * 1.05), max(0.0, high * 1.05) or 1.0
        margin = (high - low) * 0.08 or 1.0
        return low - margin, high + margin

    def draw(self, labelled_by: str) -> Markup:
        """The drawing, named by the element `labelled_by`."""
        drawing = Drawing(WIDTH, HEIGHT)
        low, high = self._reach()
        y = Scale(low, high, FOOT, TOP)
        x = Scale(self.years[0], self.years[-1], LEFT, RIGHT)
        self._grid(drawing, x, y, ticks(low, high, 5))
        self._nation(drawing, x, y)
        ends: list[tuple[float, Line, Figure]] = []
        for line in self.lines:
            self._series(drawing, line, x, y)
            last = line.figures[-1]
            if last.value is not None:
                ends.append((y(last.value), line, last))
        for year, value in zip(self.years, self.first, strict=False):
            if value is not None:
                drawing.dot("h", x(year), y(value), 3)
        self._labels(drawing, ends, y)
        return drawing.figure(labelled_by)

    def _grid(
        self, drawing: Drawing, x: Scale, y: Scale, marks: Sequence[float]
    ) -> None:
        marks = list(marks)
        count = self.form.value.count
        labels = self.axis.labels(marks) if count else rate_labels(marks)
        for mark, label in zip(marks, labels, strict=True):
            ink = "ax" if count and mark == 0 else "a"
            drawing.line(ink, [(LEFT, y(mark)), (RIGHT, y(mark))])
            drawing.text(LEFT - 6, y(mark) + 4, label, anchor="end")
        for year in self.years:
            if (year - self.years[-1]) % 4 == 0:
                drawing.text(x(year), FOOT + 22, str(year), anchor="middle")

    def _series(self, drawing: Drawing, line: Line, x: Scale, y: Scale) -> None:
        firm = list(zip(self.years, line.figures, strict=True))
        bounded = [(t, f) for t, f in firm if f.lower is not None]
        drawing.band(
            [(x(t), y(f.lower or 0.0)) for t, f in bounded],
            [(x(t), y(f.upper or 0.0)) for t, f in bounded],
            ink="b2" if line.second else "b",
        )
        for run in _runs([(t, f.value) for t, f in firm]):
            points: list[Point] = [(x(t), y(v)) for t, v in run]
            drawing.line("l2" if line.second else "l", points)
            if len(points) == 1:
                drawing.dot("k" if line.second else "d", *points[0], 2.2)
        last = line.figures[-1]
        if last.value is not None:
            end = x(self.years[-1])
            if last.lower is not None and last.upper is not None and not line.second:
                drawing.line("w", [(end, y(last.lower)), (end, y(last.upper))])
            drawing.dot("k" if line.second else "d", end, y(last.value), 3.5)

    def _nation(self, drawing: Drawing, x: Scale, y: Scale) -> None:
        known = [
            (year, b)
            for year, b in zip(self.years, self.nation, strict=False)
            if b is not None
        ]
        if not known:
            return
        firm = [(x(t), y(b.value)) for t, b in known if not b.projected]
        ahead = [(x(t), y(b.value)) for t, b in known if b.projected]
        drawing.line("n", firm)
        drawing.line("n", firm[-1:] + ahead, stroke_dasharray="3 2.5")

    def _labels(
        self, drawing: Drawing, ends: list[tuple[float, Line, Figure]], y: Scale
    ) -> None:
        """Direct labels at the right, kept apart from one another."""
        wanted: list[tuple[float, Text, Text | None, str]] = []
        for at, line, last in ends:
            places = decimals(self.form, last.lower, last.upper)
            shown = bare(last.value, self.form, places)
            bounds = interval(last.lower, last.upper, self.form, places)
            name = Text(f"{line.name.en} {shown.en}", f"{line.name.zh} {shown.zh}")
            below = None if last.lower is None else bounds
            wanted.append((at, name, below, "em"))
        last_nation = self.nation[-1] if self.nation else None
        if last_nation is not None:
            value = bare(last_nation.value, self.form, self.form.value.decimals)
            text = Text(f"China {value.en}", f"全国 {value.zh}")
            wanted.append((y(last_nation.value), text, None, ""))
        spot = -99.0
        for at, name, below, ink in sorted(wanted, key=lambda label: label[0]):
            spot = max(at + 4, spot)
            drawing.text(RIGHT + 9, spot, name, ink=ink)
            spot += 15
            if below is not None:
                drawing.text(RIGHT + 9, spot, below)
                spot += 15


def _runs(points: list[tuple[int, float | None]]) -> list[list[tuple[int, float]]]:
    """The points, parted where a year has no figure."""
    runs: list[list[tuple[int, float]]] = [[]]
    for year, value in points:
        if value is None:
            runs.append([])
        else:
            runs[-1].append((year, value))
    return [run for run in runs if run]
