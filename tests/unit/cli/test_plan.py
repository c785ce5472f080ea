"""`renkou plan`: a verdict as text, JSON and page; an example to begin from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from renkou.cli import main

SMALL = """
[plan]
area = "Somewhere"
start = 2021
end = 2025

[base]
date = 2020-12-31
file = "base.csv"

[[figure]]
name = "population"
about = 1.80
tolerance = 0.2
unit = "万"
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")
    monkeypatch.chdir(tmp_path)


def _write(
    plan: str = SMALL, head: str = "age,male,female", encoding: str = "utf-8"
) -> None:
    ages = [f"{a}-{a + 4}" for a in range(0, 85, 5)] + ["85+"]
    rows = [head, *(f"{age},500,500" for age in ages)]
    Path("base.csv").write_text("\n".join(rows) + "\n", encoding=encoding)
    Path("PLAN.toml").write_text(plan, encoding="utf-8")


def _check(*options: str) -> int:
    return main(["plan", "check", "PLAN.toml", "--draws", "100", "--quiet", *options])


def test_the_worked_example_is_found_wanting_and_says_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["plan", "example", "2006-2010", "--out", "PLAN.toml"]) == 0
    text = Path("PLAN.toml").read_text(encoding="utf-8")
    assert "4,278,501 registered persons" in text
    assert "back-projected" in text
    assert "assumed = true" in text
    capsys.readouterr()
    assert _check("--format", "json", "--out", "plan.html") == 1
    verdict = json.loads(capsys.readouterr().out)
    assert not verdict["consistent"]
    found = {"figures": [7], "names": ["women-20-29"], "base": True}
    assert found in verdict["conflicts"]
    reasons = {f["number"]: f["reason"]["en"] for f in verdict["figures"]}
    assert reasons[2] == reasons[3] == "fits"
    assert reasons[7] == "cannot be reached from the base"
    assert reasons[4].startswith("unlikely: fits only with net migration of")
    assert verdict["figures"][3]["low"] == pytest.approx(4.39)  # 4.40 has two digits
    page = Path("plan.html").read_text(encoding="utf-8")
    for said in ("sets nobody a quota", "不向下分解到地区", "不能同时成立", "<svg"):
        assert said in page


def test_the_sound_example_is_met(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "example", "2021-2025", "--out", "PLAN.toml"]) == 0
    assert _check() == 0
    assert "The figures can hold together" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_base_may_stand_in_a_file_beside_the_plan(
    encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(head="年龄,男,女", encoding=encoding)
    assert _check() == 0
    assert "of Somewhere, 2021–2025" in capsys.readouterr().out


def test_a_file_with_a_row_for_each_sex_gives_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _write()
    said = []
    for _ in range(2):
        assert _check("--format", "json") == 0
        said.append(json.loads(capsys.readouterr().out))
        ages = [f"{a}-{a + 4}" for a in range(0, 85, 5)] + ["85+"]
        rows = [f"{a},{sex},500" for sex in ("男", "女") for a in ages]
        Path("base.csv").write_text("\n".join(["年龄,性别,人数", *rows]))
    assert said[0] == said[1]


def test_the_text_is_in_the_readers_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _write()
    monkeypatch.setenv("RENKOU_LANG", "zh")
    assert _check() == 0
    out = capsys.readouterr().out
    assert "各项数字可以同时成立" in out
    assert "不给任何人下达生育数量" in out


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (SMALL.replace("population", "happiness"), "PLAN.toml: figure 1: name"),
        (SMALL.replace("万", "furlongs"), "unit 'furlongs' is not known"),
        (SMALL.replace("[base]", "[bass]"), "Did you mean base?"),
        (SMALL.replace('file = "base.csv"', ""), "base: has no population"),
        (SMALL.replace("base.csv", "none.csv"), "none.csv"),
        (SMALL.replace("start = 2021", "start ="), "is not TOML"),
        (SMALL.replace("about = 1.80", 'about = "1.80"'), "about is '1.80'"),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused(
    plan: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(plan)
    assert _check("--out", "plan.html") == 2
    out, err = capsys.readouterr()
    assert said in err
    assert out == ""
    assert not Path("plan.html").exists()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "is empty"),
        ("age,male\n0,5\n", "has no column female"),
        ("age,male,female\n0,5\n", "row 2 has 2 fields"),
        ("age,male,female\n0,5,many\n", "row 2, female: 'many' is no number"),
        ("age,sex,persons\n0,x,5\n", "row 2, sex: 'x' is neither male nor female"),
        ("age,sex,number\n0,male,5\n", "has no column persons"),
    ],
)
def test_a_base_file_that_cannot_be_read_is_refused(
    rows: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _write()
    Path("base.csv").write_text(rows)
    assert _check() == 2
    assert said in capsys.readouterr().err


def test_wrong_calls_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    _write()
    assert main(["plan", "example", "2006-2011"]) == 2
    assert "Did you mean 2006-2010?" in capsys.readouterr().err
    assert main(["plan", "check", "none.toml"]) == 2
    assert "none.toml" in capsys.readouterr().err
    assert _check("--out", ".") == 2
    assert "this is a folder" in capsys.readouterr().err
