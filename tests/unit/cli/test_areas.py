"""Areas are found and listed from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from renkou.cli import main


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")


@pytest.mark.parametrize("words", ["隆昌", "longchang", "511028", "511083"])
def test_an_area_is_found_by_name_pinyin_or_code(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["areas", "search", words, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found[0]["code"] == "511083000000"


def test_what_is_not_there_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["areas", "search", "亚特兰蒂斯"]) == 1
    assert capsys.readouterr().out == "No such area.\n"


def test_townships_of_a_county_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    call = ["areas", "list", "511083", "--on", "2016-12-31", "--format", "csv"]
    assert main(call) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert header == "code,name,level,vintage,area_km2"
    assert rows
    assert all(row.startswith("511028") for row in rows)  # its code at the time


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["list", "--level", "vilage"], "Did you mean village?"),
        (["list", "--on", "yesterday"], "'yesterday' is not a date"),
        (["list", "999999"], "999999"),
        (["search", "x", "--limit", "0"], "'0' is not a whole number that fits"),
        (["search"], "TEXT is missing"),
        (["search", "x", "--limt", "1"], "Did you mean --limit?"),
        (["search", "x", "y"], "more than this command takes: y"),
        (["search", "x", "--format", "jsn"], "Did you mean json?"),
        (["search", "x", "--on"], "--on needs a value"),
    ],
)
def test_a_wrong_call_is_refused(
    call: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["areas", *call]) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert out == ""


def test_a_city_may_bring_its_own_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "areas.csv"
    file.write_text(
        "vintage,code,name\n2020-01-01,990100,Ours\n2020-01-01,990101,East\n"
    )
    assert main(["areas", "list", "--level", "county", "--lists", str(file)]) == 0
    assert "East" in capsys.readouterr().out
