"""Small SVG drawings, drawn 1:1 so that their text is 12 px."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from renkou.schema.text import Text

from .markup import both_in_svg, one_line

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from values to pixels.

    >>> Scale(0, 10, 300, 0)(5)
    150.0
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where `value` lies, in pixels."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + share * (self.end - self.start)


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """At most `most` round values between `low` and `high`.

    >>> ticks(0, 37, 5)
    [0.0, 10.0, 20.0, 30.0]
    """
    span = (high - low) or 1.0
    step = 10.0 ** math.floor(math.log10(span / most))
    for factor in (1, 2, 5, 10, 20, 50):
        first = math.ceil(low / (step * factor) - 1e-9)
        last = math.floor(high / (step * factor) + 1e-9)
        if last - first + 1 <= most:
            return [round(step * factor * i, 10) for i in range(first, last + 1)]
    return [low, high]


def tick_places(values: Sequence[float]) -> int:
    """The decimals that tell the ticks apart."""
    for places in range(4):
        if all(abs(v - round(v, places)) < 1e-9 for v in values):
            return places
    return 4


def pixels(value: float) -> str:
    """A coordinate to a tenth of a pixel, as short as it can be written.

    >>> pixels(12.04), pixels(3.25)
    ('12', '3.2')
    """
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def path_of(points: Iterable[Point]) -> str:
    """The path through `points`."""
    return "M" + "L".join(f"{pixels(x)} {pixels(y)}" for x, y in points)


@dataclass
class Drawing:
    """What is drawn so far; classes name the ink, the style sheet colours it."""

    width: int
    height: int
    parts: list[Markup] = field(default_factory=list)

    def path(self, ink: str, d: str, **attributes: str) -> None:
        """A path, as SVG path data."""
        more = _written(attributes) if attributes else ""
        self._add(f'<path class="{ink}" d="{d}"{more}/>')

    def line(self, ink: str, points: Sequence[Point], **attributes: str) -> None:
        """Straight lines from point to point."""
        if len(points) > 1:
            self.path(ink, path_of(points), **attributes)

    def band(
        self, lower: Sequence[Point], upper: Sequence[Point], *, ink: str = "b"
    ) -> None:
        """The area between two lines: an interval of a series."""
        if len(lower) > 1:
            self.path(ink, path_of([*upper, *reversed(lower)]) + "Z")

    def bar(self, ink: str, x: float, y: float, width: float, height: float) -> None:
        """A bar from its upper left corner."""
        d = f"M{pixels(x)} {pixels(y)}h{pixels(width)}v{pixels(height)}"
        self.path(ink, f"{d}h{pixels(-width)}z")

    def dot(self, ink: str, x: float, y: float, radius: float) -> None:
        """A dot: solid is as known now, hollow as first published."""
        at = f'cx="{pixels(x)}" cy="{pixels(y)}" r="{pixels(radius)}"'
        self._add(f'<circle class="{ink}" {at}/>')

    def whisker(self, low: float, high: float, y: float) -> None:
        """An interval across, with caps."""
        a, b, y0 = pixels(low), pixels(high), pixels(y)
        cap = pixels(y - 4)
        self.path("w", f"M{a} {y0}H{b}M{a} {cap}v8M{b} {cap}v8")

    def text(
        self, x: float, y: float, text: Text | str, *, ink: str = "", anchor: str = ""
    ) -> None:
        """A label, 12 px; `anchor` is "", "middle" or "end"."""
        styled = f' class="{ink}"' if ink else ""
        styled += f' text-anchor="{anchor}"' if anchor else ""
        at = f'x="{pixels(x)}" y="{pixels(y)}"'
        self._add(f"<text {at}{styled}>{both_in_svg(text)}</text>")

    def _add(self, drawn: str) -> None:
        """Add markup of our own making: numbers, inks, and texts already escaped."""
        self.parts.append(Markup(drawn))

    def link(self, target: str, draw: Callable[[], None]) -> None:
        """What `draw` draws, as a link to `target`."""
        self.parts.append(Markup('<a href="{}">').format(target))
        draw()
        self.parts.append(Markup("</a>"))

    def figure(self, labelled_by: str, *, role: str = "img") -> Markup:
        """The drawing as a figure of its own, named by another element."""
        return Markup(
            '<svg viewBox="0 0 {} {}" role="{}" aria-labelledby="{}">{}</svg>'
        ).format(self.width, self.height, role, labelled_by, self._inside())

    def document(self, title: Text, style: str, *, margin: int = 0) -> str:
        """The drawing as a file of its own, with the style that its inks need."""
        across, down = self.width + 2 * margin, self.height + 2 * margin
        return str(
            Markup(
                '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" '
                'viewBox="{2} {2} {0} {1}" role="img" aria-labelledby="title">\n'
                '<title id="title">{3}</title>\n<style>{4}</style>\n{5}\n</svg>\n'
            ).format(
                across,
                down,
                -margin,
                one_line(title),
                Markup(style),
                Markup("\n").join(self.parts),
            )
        )

    def inline(self) -> Markup:
        """The drawing as an ornament of numbers that stand beside it."""
        return Markup(
            '<svg width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-hidden="true">'
            "{2}</svg>"
        ).format(self.width, self.height, self._inside())

    def _inside(self) -> Markup:
        return Markup("").join(self.parts)


def _written(attributes: dict[str, str]) -> Markup:
    return Markup("").join(
        Markup(' {}="{}"').format(name.replace("_", "-"), escape(value))
        for name, value in attributes.items()
    )
