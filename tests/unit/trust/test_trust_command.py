"""`renkou trust`: what it writes, says and returns."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.trust.conftest import City

from renkou.cli import main
from renkou.snapshot.synthetic.findings import read_findings


def test_findings_and_page_are_written(
    city: City,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RENKOU_LANG", "zh")
    out, page = tmp_path / "findings.csv", tmp_path / "trust.html"
    args = ["trust", "--snapshot", str(city.path / "snapshot"), "--quiet"]
    args += ["--extracts", str(city.path / "extracts")]
    assert main([*args, "--out", str(out), "--page", str(page)]) == 1
    told = capsys.readouterr()
    assert "条发现" in told.out
    assert told.err == ""
    rows = read_findings(out)
    assert {row.kind for row in rows} >= {"omitted", "late", "invented"}
    html = page.read_text(encoding="utf-8")
    for words in ("有出生证明而未登记", "Born by certificate", "certificates-not"):
        assert words in html
    assert "http" not in html.replace("http://www.w3.org", "")


def test_a_folder_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ["trust", "--snapshot", str(tmp_path / "none"), "--out"]
    assert main([*args, str(tmp_path / "findings.csv"), "--quiet"]) == 2
    assert not (tmp_path / "findings.csv").exists()
    assert main(["trust", "--snapshot", "x", "--page", str(tmp_path)]) == 2
    assert capsys.readouterr().out == ""
