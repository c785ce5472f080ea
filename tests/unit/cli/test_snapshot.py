"""`renkou snapshot …` from the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from renkou.cli import main


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    assert main(["snapshot", "from-csv", "--example", str(tmp_path / "own")]) == 0
    return tmp_path / "own"


def bring(own: Path) -> tuple[int, Path]:
    city = own.parent / "city"
    mapping = str(own / "mapping.toml")
    return main(["snapshot", "from-csv", mapping, "--out", str(city), "--quiet"]), city


def test_own_files_are_brought_in_checked_and_exported(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, city = bring(own)
    assert status == 0
    assert "persons  7" in capsys.readouterr().out
    assert main(["snapshot", "check", str(city), "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("Check passed: 0 errors, 0 warnings")
    out = own.parent / "csv"
    assert main(["snapshot", "export", str(city), "--out", str(out), "--quiet"]) == 0
    assert (out / "persons.csv").is_file()


def test_a_fault_gives_one_message_and_nothing_else(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (own / "people.csv").read_text(encoding="gbk")
    (own / "people.csv").write_text(text.replace(",男,", ",牡,", 1), encoding="gbk")
    capsys.readouterr()
    status, city = bring(own)
    assert status == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "people.csv, row 2, column 性别, value '牡'" in said.err
    assert not city.exists()


def test_a_wrong_call_says_what_to_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["snapshot", "from-csv"]) == 2
    assert "Give MAPPING.toml and --out DIR" in capsys.readouterr().err


def test_findings_are_written_in_each_form(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, city = bring(own)
    manifest = city / "snapshot.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("2024-12-31", "2020-12-31"), encoding="utf-8")
    call = ["snapshot", "check", str(city), "--quiet", "--format"]
    capsys.readouterr()
    assert main([*call, "table"]) == 1
    shown = capsys.readouterr().out
    assert "error future  births.occurred_on (1 rows)" in shown
    assert "births.parquet, row 3: 2021-01-18" in shown
    assert "Check failed" in shown
    assert main([*call, "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert not report["passed"]
    found = {(f["rule"], f["table"], f["column"]) for f in report["findings"]}
    assert ("future", "persons", "birth_date") in found
    monkeypatch.setenv("RENKOU_LANG", "zh")
    assert main([*call, "csv"]) == 1
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    [row] = [r for r in rows if (r["table"], r["column"]) == ("births", "occurred_on")]
    assert (row["file"], row["row"], row["value"]) == (
        "births.parquet",
        "3",
        "2021-01-18",
    )
    assert row["what"] == "日期晚于快照的最后一日"


def test_progress_is_told_on_standard_error_alone(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, city = bring(own)
    capsys.readouterr()
    assert main(["snapshot", "check", str(city), "--format", "json"]) == 0
    said = capsys.readouterr()
    json.loads(said.out)
    assert "Checking areas" in said.err
