from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.synthetic_papers.conftest import City
from tests.unit.synthetic_papers.test_score import findings, planted

from renkou.cli import main


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")


def test_build_prints_counts_and_real_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ["city", "build", "--persons", "300", "--seed", "1"]
    assert main([*args, "--out", str(tmp_path / "city")]) == 0
    told = capsys.readouterr()
    assert "residence_spells" in told.out
    assert "22,600" in told.out
    assert "%" in told.err
    assert main([*args, "--out", str(tmp_path / "city")]) == 2
    told = capsys.readouterr()
    assert "something is there already" in told.err
    again = [*args, "--out", str(tmp_path / "city"), "--replace", "--quiet"]
    assert main(again) == 0
    assert capsys.readouterr().err == ""


def test_a_bad_size_and_a_bad_file_of_faults_exit_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ["city", "build", "--seed", "1", "--out", str(tmp_path / "city")]
    assert main([*args, "--persons", "1000000000"]) == 2
    assert "--persons is 1,000,000,000" in capsys.readouterr().err
    bad = tmp_path / "faults.toml"
    bad.write_text("[lost]\nshare = 1")
    assert main([*args, "--persons", "300", "--faults", str(bad)]) == 2
    assert "no such fault: lost" in capsys.readouterr().err
    assert not (tmp_path / "city").exists()


def test_score_prints_a_line_for_each_detector_and_kind(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"detector": "delay", "kind": "late", "area": area}
        for area in planted(city, "late")
    ]
    path = findings(tmp_path, *rows)
    assert main(["city", "score", str(city.path), str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t")[:3] == ["detector", "kind", "claimed"]
    assert lines[1].split("\t")[:8] == ["delay", "late", *"6666", "1.000", "1.000"]
    assert lines[1].split("\t")[8:] == ["", "0.000"]
    assert len(lines) == 10


def test_score_says_how_long_it_took_and_fails_on_a_false_claim(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"detector": "d", "kind": "omitted", "area": area, "found_on": "2012-04-01"}
        for area in planted(city, "omitted")
    ]
    wrong = {"detector": "d", "kind": "omitted", "area": planted(city, "late")[0]}
    path = findings(tmp_path, *rows, wrong)
    assert main(["city", "score", str(city.path), str(path)]) == 1
    line = capsys.readouterr().out.splitlines()[1].split("\t")
    assert line[8] == "3.0", "from 1 January to 1 April 2012"
    assert line[9] == "0.005", "one in 182 months"
