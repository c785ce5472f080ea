"""Sheets: printed on A4 in both languages, and nothing of the register on them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from renkou.cli import main
from renkou.cli.doctor.examination import examine
from renkou.engines import Workspace
from renkou.engines.spot_checks import draw_sample, frame_of_snapshot
from renkou.report import printing
from renkou.report.sheets import missing, write_sheets
from renkou.report.sheets.page import render_sheets

LACKING = missing()
prints = pytest.mark.skipif(LACKING is not None, reason=f"{LACKING}")


def _rows(work: Workspace, units: str, n: int = 12) -> list[dict[str, Any]]:
    frame = frame_of_snapshot(work, units=units, by="county")
    rows: list[dict[str, Any]] = draw_sample(frame, n, seed="8 13 21").to_pylist()
    return rows


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("units", ["villages", "households", "persons"])
def test_the_checker_cannot_see_the_register(
    work: Workspace, units: str, language: str
) -> None:
    rows = _rows(work, units)
    planted = [{**row, "register_says": "19870654 answers"} for row in rows]
    planted = [{**row, "births_counted": "98765", "agrees": "98765"} for row in planted]
    page = render_sheets(planted, language)
    assert "19870654" not in page
    assert "98765" not in page
    assert page == render_sheets(rows, language)
    for row in rows:
        assert row["id"] in page
        assert row["place_name"] in page


def test_sheets_are_in_one_language(work: Workspace) -> None:
    rows = _rows(work, "villages")
    names = "".join(row["place_name"] + row["stratum_name"] for row in rows)
    english = re.sub(f"[{re.escape(names)}]", "", render_sheets(rows, "en"))
    assert not re.search(r"[\u4e00-\u9fff]", english)
    chinese = render_sheets(rows, "zh")
    assert "出生登记抽查" in chinese
    assert "Spot check" not in chinese


@prints
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_pdf_on_a4(work: Workspace, tmp_path: Path, language: str) -> None:
    from weasyprint import HTML

    rows = _rows(work, "villages")
    pages = HTML(string=render_sheets(rows, language)).render().pages
    assert len(pages) == 13
    assert {(round(p.width), round(p.height)) for p in pages} == {(794, 1123)}
    persons = HTML(string=render_sheets(_rows(work, "persons", 40), language))
    assert len(persons.render().pages) == 1 + 3
    frame = frame_of_snapshot(work)
    out = tmp_path / "sheets.pdf"
    write_sheets(draw_sample(frame, 2, seed="8 13 21"), out, language)
    assert out.read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["sheets.pdf"]


@pytest.mark.parametrize("lacking", [printing.PACKAGE, printing.PANGO, printing.FONTS])
def test_what_is_missing_is_said_before_anything_is_written(
    work: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lacking: Any,
) -> None:
    monkeypatch.setattr("renkou.report.sheets.missing", lambda: lacking)
    asked = ["--snapshot", str(work.snapshot.path), "--n", "4", "--seed", "x"]
    out = ["--out", str(tmp_path / "d.csv"), "--sheets", str(tmp_path / "s.pdf")]
    assert main(["sample", "draw", *asked, *out]) == 2
    assert lacking.en in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    verdict = examine()[-1]
    assert not verdict.good
    assert not verdict.needed
    assert lacking.en in str(verdict.found)


def test_a_library_that_cannot_be_loaded_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lost() -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(printing, "writer", lost)
    assert missing() == printing.PANGO
    monkeypatch.setattr(printing, "writer", lambda: None)
    monkeypatch.setattr(printing, "_has_chinese", lambda: False)
    assert missing() == printing.FONTS
