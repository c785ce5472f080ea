"""What a bulletin is, in one language, before it is a file: the same for every writer.

Everything is text already, so that no writer can write a number in another way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph; a number has the line of the appendix it is traced by."""

    text: str
    trace: int | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column, with the unit and the trace of all that stands below."""

    title: str
    unit: str = ""
    trace: int | None = None
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its head, its cells, and the trace of all that stands in it."""

    head: str
    cells: tuple[str, ...]
    trace: int | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption."""

    id: str
    title: str
    heads: tuple[Head, ...]  # the first is that of the rows' heads
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: an SVG document, what is seen on it and what is measured."""

    id: str
    title: str
    measured: str
    svg: str
    traces: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its paragraphs, then what they speak of."""

    id: str
    title: str
    paragraphs: tuple[tuple[Run, ...], ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """A line of the appendix: what a number is, and the command that gives it again."""

    number: int
    measure: str
    title: str
    area: str
    period: str
    population: str
    known_on: str
    made_of: str
    command: str


@dataclass(frozen=True)
class Bulletin:
    """A bulletin: title page, sections, and the appendix of its numbers."""

    language: str  # "en" or "zh"
    title: str
    subtitle: str
    running: tuple[str, str]  # heads of every page, left and right
    front: Sequence[tuple[str, str]]  # facts of the title page: name and value
    marks: Sequence[str]  # what the title page says before all else
    sections: Sequence[Section]
    appendix: str
    appendix_note: str
    traces: Sequence[Trace]

    @property
    def tag(self) -> str:
        """The language as BCP 47 has it."""
        return "zh-Hans" if self.language == "zh" else "en-GB"
