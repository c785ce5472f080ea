"""A bulletin as PDF: A4, tagged, with its language and title, heads repeated."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from markupsafe import Markup

from renkou.schema.problem import Problem
from renkou.schema.whole_file import whole_file

from ..printing import missing, writer
from ..template import asset, environment
from .texts import WORDS
from .told import told
from .value import Bulletin, Table


def render(bulletin: Bulletin) -> str:
    """The bulletin as the HTML page that is printed."""
    page: str = (
        environment()
        .get_template("annual.html")
        .render(
            it=bulletin,
            words={key: text.in_(bulletin.language) for key, text in WORDS.items()},
            style=Markup(asset("annual.css")),
            address=_address,
            shares=shares,
            told=told,
        )
    )
    return page


def write_pdf(bulletin: Bulletin, out: Path) -> Path:
    """Write the bulletin to `out`; what was there stays until the new one is whole.

    Raises Problem that names the packages where this machine cannot print.
    """
    require_printing(out)
    with whole_file(out) as unfinished:
        writer()(string=render(bulletin)).write_pdf(
            unfinished, pdf_tags=True, pdf_variant="pdf/ua-1"
        )
    return out


def require_printing(out: Path) -> None:
    """Problem where this machine cannot make a PDF, with the packages to install."""
    lacking = missing()
    if lacking is not None:
        raise Problem(
            f"{out}: a PDF cannot be made here. {lacking.en} Or make a DOCX: "
            "--format docx.",
            f"{out}：本机无法生成PDF。{lacking.zh}可改用--format docx。",
        )


def shares(table: Table) -> list[float]:
    """The width of each column in per cent, from the longest text that stands in it.

    Stated widths spare the printer from measuring every cell.
    """
    rows = [(line.head, *line.cells) for line in table.lines]
    longest = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    heads = [
        max(_width(word) for word in f"{h.title} {h.unit}".split())
        + (5.0 if h.trace else 0.0)
        for h in table.heads
    ]
    marks = [4.0 if any(line.trace for line in table.lines) else 0.0]
    marks += [0.0] * len(heads)
    wide = [
        max(cell + mark, 0.9 * head, 5.0)
        for cell, head, mark in zip(longest, heads, marks, strict=False)
    ]
    return [round(100 * each / sum(wide), 2) for each in wide]


def _width(text: str) -> float:
    """How wide a text is, in digits: a Chinese character takes two."""
    return sum(1.8 if ord(mark) > 0x2E80 else 1.0 for mark in text) + 1.5


def _address(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
