"""The numbers of a bulletin's PDF and DOCX are the kept figures, and stay so."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from renkou.cli import main
from renkou.engines import Workspace
from renkou.engines.tables import Series
from renkou.report.bulletin import (
    Bulletin,
    Edition,
    Rewritten,
    make_bulletin,
    make_foreseen,
    open_city,
    read_foreseen,
)
from renkou.report.bulletin.paragraphs import SECTIONS, original
from renkou.report.bulletin.pdf import render, write_pdf
from renkou.report.bulletin.slots import slots
from renkou.report.bulletin.word import write_docx
from renkou.report.numbers import count
from renkou.report.printing import missing, writer
from renkou.schema.problem import Problem
from renkou.schema.progress import silent

COUNTY, YEAR, KNOWN = "511024000000", 2024, date(2025, 12, 31)
ASKED = ["--area", COUNTY, "--year", "2024"]
LACKING = missing()
prints = pytest.mark.skipif(LACKING is not None, reason=f"{LACKING}")
MARK = re.compile(r"\[\d+\]")


@pytest.fixture(scope="module")
def edition(served_city: Path) -> Edition:
    """The bulletin of a county with a projection of few draws."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("renkou.report.bulletin.foreseen.DRAWS", 40)
        work = Workspace(served_city / "snapshot")
        here = open_city(work)
        make_foreseen(work, here.tables, KNOWN, "county", silent)
        found = read_foreseen(here.tables, KNOWN, COUNTY)
    assert found is not None
    return Edition(here, here.place(COUNTY), YEAR, KNOWN, found)


@pytest.fixture(scope="module", params=["en", "zh"])
def bulletin(edition: Edition, request: pytest.FixtureRequest) -> Bulletin:
    """It in each language."""
    return make_bulletin(edition, request.param)


def _words(bulletin: Bulletin) -> list[str]:
    """Every cell and paragraph of a bulletin, as a reader should find it."""
    found = []
    for section in bulletin.sections:
        found += ["".join(run.text for run in runs) for runs in section.paragraphs]
        for table in section.tables:
            found += [cell for line in table.lines for cell in line.cells]
    return found


def _printed(bulletin: Bulletin) -> str:
    """The text of the laid-out pages, without the marks of the appendix."""
    pages = writer()(string=render(bulletin)).render().pages
    boxes = [box for page in pages for box in page._page_box.descendants()]
    texts = [box.text for box in boxes if hasattr(box, "text")]
    return _bare(" ".join(texts))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", MARK.sub("", text))


def test_the_figures_are_the_kept_ones(edition: Edition, bulletin: Bulletin) -> None:
    births = edition.known.cell(Series("births"), COUNTY, YEAR)
    assert births is not None
    first = edition.known.first_published(Series("births"), COUNTY, YEAR)
    assert first is not None
    told = slots(edition)
    assert told["births"].text == count(float(births[0]))
    assert told["births-first"].text == count(first)
    restated = next(
        table
        for section in bulletin.sections
        for table in section.tables
        if table.id == "restated-table"
    )
    title = "Births, 2024" if bulletin.language == "en" else "出生人数，2024年"
    (line,) = [line for line in restated.lines if line.head == title]
    assert line.cells[1:] == (
        f"{first:,.0f}",
        f"{births[0]:,.0f}",
        f"+{births[0] - first:.0f}" if births[0] > first else "0",
    )


@prints
def test_the_pdf_prints_every_word_of_it(bulletin: Bulletin, tmp_path: Path) -> None:
    printed = _printed(bulletin)
    absent = [text for text in _words(bulletin) if _bare(text) not in printed]
    assert absent == []
    file = write_pdf(bulletin, tmp_path / "bulletin.pdf")
    data = file.read_bytes()
    assert data.startswith(b"%PDF")
    inside = _unpacked(data)
    assert b"/StructTreeRoot" in inside
    assert f"/Lang ({bulletin.tag})".encode() in inside


def _unpacked(data: bytes) -> bytes:
    """What the compressed streams of a PDF hold."""
    found = b""
    for stream in re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL):
        try:
            found += zlib.decompress(stream)
        except zlib.error:
            continue
    return found


def test_the_docx_holds_every_word_of_it(bulletin: Bulletin, tmp_path: Path) -> None:
    file = write_docx(bulletin, tmp_path / "bulletin.docx")
    document = docx.Document(str(file))
    assert document.core_properties.language == bulletin.tag
    tables = [table for s in bulletin.sections for table in s.tables]
    assert len(document.tables) == len(tables)
    for made, table in zip(document.tables, tables, strict=True):
        cells = [c.text for row in made.rows[1:] for c in row.cells[1:]]
        assert cells == [cell for line in table.lines for cell in line.cells]
        assert made.rows[0]._tr.xpath(".//w:tblHeader")
    text = _bare("".join(p.text for p in document.paragraphs))
    for section in bulletin.sections:
        for runs in section.paragraphs:
            assert _bare("".join(run.text for run in runs)) in text
    again = write_docx(bulletin, tmp_path / "again.docx").read_bytes()
    assert again == file.read_bytes(), "the same bulletin is the same file"


def test_every_mark_leads_to_a_line_with_its_command(bulletin: Bulletin) -> None:
    numbers = [trace.number for trace in bulletin.traces]
    assert numbers == list(range(1, len(numbers) + 1))
    html = render(bulletin)
    assert set(re.findall(r'href="#n(\d+)"', html)) == {str(n) for n in numbers}
    for trace in bulletin.traces:
        assert trace.command.startswith("renkou ")
        assert f"--known-on {trace.known_on}" in trace.command


def test_a_command_of_the_appendix_gives_the_number_again(
    edition: Edition, served_city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bulletin = make_bulletin(edition, "en")
    trace = next(t for t in bulletin.traces if t.measure == "births")
    command = trace.command.replace("SNAPSHOT", str(served_city / "snapshot"))
    assert main([*command.split()[1:], "--quiet"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    value = head.replace('"', "").split(",").index("value")
    (row,) = [row for row in rows if COUNTY in row]
    births = edition.known.cell(Series("births"), COUNTY, YEAR)
    assert births is not None
    assert float(row.split(",")[value]) == births[0]


def test_rewritten_words_leave_the_numbers_as_they_are(edition: Edition) -> None:
    """Words around, another order, nothing else: the numbers in the PDF are equal."""
    before = make_bulletin(edition, "en")
    templates = original(slots(edition), "en")
    sections = {
        key: [f"In our words: {text}" for text in reversed(templates[key])]
        for key in SECTIONS
    }
    words = Rewritten(COUNTY, YEAR, "en", sections)
    after = make_bulletin(edition, "en", words)
    for one, other in zip(before.sections, after.sections, strict=True):
        assert one.tables == tuple(
            replace(t, heads=b.heads, lines=b.lines)
            for t, b in zip(other.tables, one.tables, strict=True)
        )
        assert _numbers(one.paragraphs) == _numbers(other.paragraphs)
    assert "In our words" in _words(after)[0]


def _numbers(paragraphs: object) -> list[str]:
    runs = [run for paragraph in paragraphs for run in paragraph]  # type: ignore[attr-defined]
    return sorted(run.text for run in runs if run.number)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--area", "119999", "--year", "2024"], "119999"),
        (["--area", COUNTY, "--year", "1990"], "no bulletin of 1990"),
        (
            ["--area", COUNTY, "--year", "2024", "--known-on", "2025-02-30"],
            "not a date",
        ),
        (["--area", COUNTY, "--year", "2025", "--known-on", "2025-11-30"], "2025"),
        (["--area", COUNTY, "--year", "2024", "--format", "odt"], "'odt'"),
        (
            ["--area", COUNTY, "--year", "2024", "--words", "absent.toml"],
            "no such file",
        ),
    ],
)
def test_bad_questions_are_refused_before_anything_is_written(
    served_city: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    asked: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENKOU_LANG", "en")
    out = tmp_path / "out"
    where = ["--data", str(served_city), "--out", str(out), "--quiet"]
    asked = ["--format", "docx", *asked]  # which any machine can make
    assert main(["report", "annual", *asked, *where]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_words_of_another_bulletin_are_refused(edition: Edition) -> None:
    with pytest.raises(Problem, match="this bulletin is of"):
        make_bulletin(edition, "en", Rewritten(COUNTY, 2020, "en", {}))
    typed = Rewritten(COUNTY, YEAR, "en", {"births": ["There were 12."]})
    with pytest.raises(Problem, match="is a number that was typed"):
        make_bulletin(edition, "en", typed)
