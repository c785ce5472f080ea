"""`renkou city compare`, on a city of few people."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from renkou.cli import main
from renkou.snapshot.synthetic import comparison
from renkou.snapshot.synthetic.comparison import CensusComparison, census_comparison
from renkou.snapshot.synthetic.live import live
from renkou.snapshot.synthetic.lives import Lives

PERSONS = "2000"
COMPARE = ["city", "compare", "--persons", PERSONS, "--seed", "3"]


@pytest.fixture(scope="module")
def compared() -> CensusComparison:
    return census_comparison(live(int(PERSONS), seed=3))


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")


def test_the_table_has_every_county_the_city_and_the_verdict(
    compared: CensusComparison, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "census.svg"
    assert main([*COMPARE, "--picture", str(picture)]) == 0
    told = capsys.readouterr()
    for name in ("Shizhong", "Dongxing", "Weiyuan", "Zizhong", "Longchang", "Neijiang"):
        assert name in told.out
    assert f"{compared.simulated.sum():,}" in told.out
    assert "within the bound: 2% by county" in told.out
    assert "3 standard deviations" in told.out
    assert "%" in told.err
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")


def test_csv_and_json_hold_the_same_plain_figures(
    compared: CensusComparison, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*COMPARE, "--format", "csv", "--quiet"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert [row["area"][:6] for row in rows] == list(compared.counties)
    assert [int(row["simulated"]) for row in rows] == [
        int(count) for count in compared.simulated.sum((1, 2))
    ]
    assert main([*COMPARE, "--format", "json"]) == 0
    told = capsys.readouterr()
    read = json.loads(told.out)
    assert "within the bound" in told.err
    assert all(row["within"] is True for row in read)
    for before, after in zip(rows, read, strict=True):
        assert list(before) == list(after)
        assert float(before["error"]) == after["error"]


def test_a_city_outside_the_bound_exits_with_1(
    compared: CensusComparison,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fewer = compared.simulated.copy()
    fewer[4] = fewer[4] // 3

    def planted(lives: Lives) -> CensusComparison:
        return replace(compared, simulated=fewer)

    monkeypatch.setattr(comparison, "census_comparison", planted)
    assert main([*COMPARE, "--quiet"]) == 1
    told = capsys.readouterr().out
    assert "Outside the bound: Neijiang Development Zone." in told
    monkeypatch.setenv("RENKOU_LANG", "zh")
    assert main([*COMPARE, "--quiet"]) == 1
    assert "超出限度：内江经济开发区。" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--persons", "0"], "--persons is 0"),
        (["--seed", "-1"], "--seed is -1"),
        (["--picture", "census.png"], "ends in .svg"),
        (["--picture", "nowhere/census.svg"], "no folder nowhere"),
    ],
)
def test_what_cannot_be_is_said_before_any_work(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*COMPARE, *words]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
