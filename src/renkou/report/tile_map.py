"""One tile an area, in rows by the area above; no boundary is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from renkou.schema.text import Text

from .drawing import Drawing
from .markup import one_line


@dataclass(frozen=True, slots=True)
class Tile:
    """An area: its ink, its name and address where it is a link, and its marks."""

    ink: str
    few: bool = False  # too few to say: crossed
    marked: bool = False
    here: bool = False
    title: Text | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in pixels; `across` is how many tiles stand in a row."""

    width: int = 381
    left: int = 98
    size: int = 16
    gap: int = 4
    across: int = 14

    @property
    def step(self) -> int:
        """From a tile to the next."""
        return self.size + self.gap


Group = tuple[Text, Sequence[Tile]]
Key = tuple[Tile, Text, int]  # how a tile looks, what it says, how wide that is


def tile_map(
    groups: Sequence[Group], legend: Sequence[Key], layout: Layout, labelled_by: str
) -> Markup:
    """The tiles with their legend below, in as many lines as it needs."""
    lines = [-(-len(tiles) // layout.across) for _, tiles in groups]
    rows = _legend_rows(legend, layout.width)
    height = sum(lines) * layout.step + 12 * len(lines) + 10 + 20 * len(rows)
    drawing, top = Drawing(layout.width, height), 2.0
    linked = False
    for (name, tiles), count in zip(groups, lines, strict=True):
        drawing.text(0, top + 12, name)
        for at, tile in enumerate(tiles):
            x = layout.left + layout.step * (at % layout.across)
            y = top + layout.step * (at // layout.across)
            _placed(drawing, tile, x, y, layout.size)
            linked = linked or bool(tile.address)
        top += count * layout.step + 12
    draw_legend(drawing, legend, top + 4, layout.width)
    return drawing.figure(labelled_by, role="group" if linked else "img")


def _placed(drawing: Drawing, tile: Tile, x: float, y: float, size: int) -> None:
    if not tile.address:
        _tile(drawing, tile, x, y, size)
        return

    def draw() -> None:
        if tile.title is not None:
            drawing.parts.append(
                Markup("<title>{}</title>").format(one_line(tile.title))
            )
        _tile(drawing, tile, x, y, size)

    drawing.link(tile.address, draw)


def _tile(drawing: Drawing, tile: Tile, x: float, y: float, size: int) -> None:
    drawing.bar("few" if tile.few else tile.ink, x, y, size, size)
    if tile.few:
        drawing.line("ax", [(x, y + size), (x + size, y)])
    if tile.marked:
        drawing.dot("late", x + size - 4, y + 4, 3.5)
    if tile.here:
        drawing.bar("here", x - 2, y - 2, size + 4, size + 4)


def _legend_rows(legend: Sequence[Key], width: int) -> list[list[Key]]:
    rows: list[list[Key]] = [[]]
    used = 0
    for key in legend:
        if used + key[2] > width and rows[-1]:
            rows.append([])
            used = 0
        rows[-1].append(key)
        used += key[2]
    return rows


def draw_legend(
    drawing: Drawing, legend: Sequence[Key], top: float, width: int
) -> None:
    """What the inks mean, in lines of a width."""
    for row in _legend_rows(legend, width):
        x = 0.0
        for tile, text, wide in row:
            _tile(drawing, tile, x, top, 12)
            drawing.text(x + 17, top + 10, text)
            x += wide
        top += 20


def legend_lines(legend: Sequence[Key], width: int) -> int:
    """In how many lines a legend is written."""
    return len(_legend_rows(legend, width))
