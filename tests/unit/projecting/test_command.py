"""`renkou project`: its formats, its exit statuses, and what it writes when."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from renkou.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")


def _run(snapshot: Path, *more: str) -> int:
    asked = ["--by", "county", "--to", "2032", "--draws", "50"]
    return main(["project", "--snapshot", str(snapshot), *asked, *more])


def test_a_table_on_the_screen(snapshot: Path, capsys: Captured) -> None:
    assert _run(snapshot) == 0
    out, err = capsys.readouterr()
    years = {line.split()[1] for line in out.splitlines() if "–" in line}
    assert years >= {"2025", "2030", "2032"}
    assert "2031" not in years
    assert "80% interval" in out
    assert "Projecting by county" in err


def test_it_speaks_chinese(
    snapshot: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKOU_LANG", "zh")
    assert _run(snapshot, "--quiet") == 0
    out, err = capsys.readouterr()
    assert "常住人口预测" in out
    assert err == ""


def test_the_formats_hold_the_same(
    snapshot: Path, tmp_path: Path, capsys: Captured
) -> None:
    files = {form: tmp_path / f"out.{form}" for form in ("csv", "json", "parquet")}
    for form, file in files.items():
        assert _run(snapshot, "--quiet", "--format", form, "--out", str(file)) == 0
    assert capsys.readouterr().out == ""
    parquet = pd.read_parquet(files["parquet"])
    assert len(parquet) > 100
    text = {"area": str, "period": str, "category": str}
    read_csv = pd.read_csv(files["csv"], dtype=text, keep_default_na=False)
    pd.testing.assert_frame_equal(read_csv, parquet, check_dtype=False)
    read = pd.DataFrame(json.loads(files["json"].read_text()))
    pd.testing.assert_frame_equal(read, parquet, check_dtype=False)


def test_nothing_is_written_where_anything_is_wrong(
    snapshot: Path, tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "out.csv"
    for wrong in (["--to", "1999"], ["--to", "soon"], ["--draws", "1"], ["--tpo", "1"]):
        assert _run(snapshot, "--out", str(out), *wrong) == 2
        error = capsys.readouterr().err.splitlines()
        assert len(error) == 1
    assert main(["project", "--snapshot", str(tmp_path / "no"), "--to", "2030"]) == 2
    assert list(tmp_path.iterdir()) == []


def test_other_ages_and_scenarios(snapshot: Path, capsys: Captured) -> None:
    more = ["--quiet", "--format", "csv", "--ages", "0,3,65", "--scenario", "low"]
    assert _run(snapshot, *more) == 0
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert {row["category"] for row in rows} == {"", "0-2", "3-64", "65+"}
