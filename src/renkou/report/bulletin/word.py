"""A bulletin as DOCX: headings, pictures, tables whose heads repeat, traced numbers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from renkou.schema.problem import Problem
from renkou.schema.whole_file import whole_file

from .texts import WORDS
from .told import told
from .value import Bulletin, Picture, Run, Table
from .word_xml import (
    bookmark,
    describe,
    keep_row,
    link,
    page_number,
    repeat_head,
    set_fonts,
    set_language,
)

SCALE = 2.5  # pixels of a picture for one of its drawing
PICTURE_CM, SMALL = 12.5, 8
WIDE = 9  # columns of a table from which its text is smaller


def write_docx(bulletin: Bulletin, out: Path) -> Path:
    """Write the bulletin to `out`; what was there stays until the new one is whole.

    Raises Problem that names the package where this machine cannot write it.
    """
    try:
        import docx  # noqa: F401 - asked for before anything is made
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise Problem(
            f"{out}: a DOCX cannot be made here: {error.name} is not installed. Run: "
            "pip install 'renkou[reports]'",
            f"{out}：本机无法生成DOCX：未安装{error.name}。"
            "请运行：pip install 'renkou[reports]'",
        ) from error
    data = _Writer(bulletin).data()
    with whole_file(out) as unfinished:
        unfinished.write_bytes(data)
    return out


class _Writer:
    def __init__(self, bulletin: Bulletin) -> None:
        import docx

        self.it = bulletin
        self.document: Any = docx.Document()
        self.words = {key: t.in_(bulletin.language) for key, t in WORDS.items()}
        self.marks = 0

    def data(self) -> bytes:
        self._prepare()
        self._front()
        for section in self.it.sections:
            self.document.add_heading(section.title, 1)
            for paragraph in section.paragraphs:
                self._runs(paragraph)
            for picture in section.pictures:
                self._picture(picture)
            for table in section.tables:
                self._table(table)
        self._appendix()
        out = io.BytesIO()
        self.document.save(out)
        return _timeless(out.getvalue())

    def _prepare(self) -> None:
        from docx.shared import Cm

        it, document = self.it, self.document
        core = document.core_properties
        core.title, core.author = f"{it.title} {it.subtitle}", "Renkou"
        core.subject, core.language = ". ".join(it.running), it.tag
        core.comments = ""
        set_fonts(document)
        set_language(document, it.tag)
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(1.8)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
        section.different_first_page_header_footer = True
        head = section.header.paragraphs[0]
        head.text = f"{it.running[0]}\t\t{it.running[1]}"
        page_number(section.footer.paragraphs[0])

    def _front(self) -> None:
        from docx.enum.text import WD_BREAK

        self.document.add_paragraph(self.it.subtitle, "Subtitle")
        self.document.add_paragraph(self.it.title, "Title")
        for name, value in self.it.front:
            line = self.document.add_paragraph(f"{name}  ")
            line.add_run(value).bold = True
        for each in self.it.marks:
            self.document.add_paragraph(each)
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _runs(self, paragraph: Sequence[Run]) -> None:
        line = self.document.add_paragraph()
        for run in paragraph:
            line.add_run(run.text).bold = run.number
            self._mark(line, run.trace)

    def _mark(self, line: Any, number: int | None) -> None:
        if number is not None:
            link(line, f"[{number}]", f"n{number}")

    def _picture(self, picture: Picture) -> None:
        import vl_convert
        from docx.shared import Cm

        self.document.add_heading(picture.title, 2)
        line = self.document.add_paragraph(picture.measured + " ")
        for number in picture.traces:
            self._mark(line, number)
        line.paragraph_format.keep_with_next = True
        png = vl_convert.svg_to_png(picture.svg, scale=SCALE)
        shape = self.document.add_picture(io.BytesIO(png), width=Cm(PICTURE_CM))
        describe(shape, picture.id, f"{picture.title}. {picture.measured}")
        if picture.note:
            self.document.add_paragraph(picture.note)

    def _table(self, table: Table) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        self.document.add_heading(table.title, 2)
        heads = [
            head.title + (f" {head.unit}" if head.unit else "") for head in table.heads
        ]
        rows: list[Sequence[str]] = [heads, *((x.head, *x.cells) for x in table.lines)]
        marks = [
            *((0, at, head.trace) for at, head in enumerate(table.heads)),
            *((row, 0, x.trace) for row, x in enumerate(table.lines, start=1)),
        ]
        made = self.document.add_table(rows=len(rows), cols=len(heads))
        made.style = "Light List"
        size = Pt(SMALL - 1 if len(heads) >= WIDE else SMALL)
        numeric = [head.numeric for head in table.heads]
        # python-docx finds a cell anew each time it is asked for: rows are asked once.
        lines = [list(row._tr.tc_lst) for row in made.rows]
        _fill(made, lines, rows, numeric, size, WD_ALIGN_PARAGRAPH.RIGHT)
        for row, at, number in marks:
            if number is not None:
                self._mark(_paragraph(made, lines[row][at]), number)
        repeat_head(made.rows[0])
        self.document.add_paragraph(table.note)

    def _appendix(self) -> None:
        self.document.add_heading(self.it.appendix, 1)
        self.document.add_paragraph(self.it.appendix_note)
        for at, trace in enumerate(self.it.traces):
            line = self.document.add_paragraph(told(trace, self.words))
            bookmark(line, f"n{trace.number}", at)
            keep_row(line)
            self.document.add_paragraph(trace.command, "Command")


def _paragraph(table: Any, cell: Any) -> Any:
    from docx.text.paragraph import Paragraph

    return Paragraph(cell.p_lst[0], table)


def _fill(
    table: Any,
    lines: Sequence[Sequence[Any]],
    rows: Sequence[Sequence[str]],
    numeric: Sequence[bool],
    size: Any,
    right: Any,
) -> None:
    for cells, texts in zip(lines, rows, strict=True):
        for cell, text, is_number in zip(cells, texts, numeric, strict=True):
            line = _paragraph(table, cell)
            line.add_run(text).font.size = size
            line.paragraph_format.space_after = 0
            if is_number:
                line.alignment = right


def _timeless(data: bytes) -> bytes:
    """The same archive without the time at which it was made."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
