"""A draw: by a public rule, of every unit once, in proportion."""

from __future__ import annotations

import csv
from hashlib import sha256
from pathlib import Path

import pytest

from renkou.cli import main
from renkou.engines import Workspace, measure
from renkou.engines.spot_checks import (
    UNITS,
    Frame,
    design,
    draw_sample,
    frame_of_file,
    frame_of_snapshot,
)
from renkou.engines.spot_checks.drawing import allocated
from renkou.schema.problem import Problem

SEED = "2026-11-24 08 13 21"
Captured = pytest.CaptureFixture[str]


def _frame(ids: list[str], strata: list[str] | None = None) -> Frame:
    of = strata or ["all"] * len(ids)
    return Frame("units", tuple(ids), tuple(of), tuple(ids), {})


def test_anybody_can_draw_again_by_hand() -> None:
    ids = [f"village {number}" for number in range(40)]
    drawn = draw_sample(_frame(ids), 7, seed=SEED)["id"].to_pylist()
    by_hand = sorted(ids, key=lambda one: sha256(f"{SEED}|{one}".encode()).digest())
    assert drawn == by_hand[:7]
    assert draw_sample(_frame(ids[::-1]), 7, seed=SEED)["id"].to_pylist() == drawn
    assert draw_sample(_frame(ids), 7, seed="other")["id"].to_pylist() != drawn


def test_strata_get_their_share_and_two_at_least() -> None:
    assert allocated({"a": 500, "b": 300, "c": 200}, 100) == {"a": 50, "b": 30, "c": 20}
    assert allocated({"a": 990, "b": 9, "c": 1}, 20) == {"a": 17, "b": 2, "c": 1}
    strata = ["a"] * 30 + ["b"] * 10
    table = draw_sample(_frame([str(n) for n in range(40)], strata), 8, seed=SEED)
    rows = table.to_pylist()
    assert [row["stratum"] for row in rows] == ["a"] * 6 + ["b"] * 2
    assert sum(row["weight"] for row in rows) == 40


def test_n_must_fit_the_frame() -> None:
    frame = _frame(["a", "b", "c"], ["x", "x", "y"])
    with pytest.raises(Problem, match="4 is more than the 3 units"):
        draw_sample(frame, 4, seed=SEED)
    with pytest.raises(Problem, match="2 strata need two units each, 3 in all"):
        draw_sample(frame, 2, seed=SEED)


def test_own_frames_are_checked(tmp_path: Path) -> None:
    file = tmp_path / "frame.csv"
    file.write_bytes("id,stratum,place\n7,甲镇,一村\n8,甲镇,二村\n".encode("gbk"))
    frame = frame_of_file(file)
    assert frame.ids == ("7", "8")
    assert frame.strata == ("甲镇", "甲镇")
    for text, wrong in (
        ("id\n7\n8\n7\n", "row 4, id: '7' stands already in row 2"),
        ("id\n7\n\n ,\n", "row 3, id: it is empty"),
        ("number\n7\n", "column id is missing"),
        ("id\n", "no rows"),
    ):
        file.write_text(text)
        with pytest.raises(Problem, match=wrong):
            frame_of_file(file)


@pytest.mark.parametrize("units", UNITS)
def test_a_snapshot_gives_everybody_who_is_there_once(
    work: Workspace, units: str
) -> None:
    frame = frame_of_snapshot(work, units=units, by="county", known_on="2020-12-31")
    assert len(set(frame.ids)) == len(frame.ids)
    assert set(frame.strata) == {place[:6].ljust(12, "0") for place in frame.places}
    if units == "persons":
        table = measure("population", snapshot=work, years=2020, known_on="2020-12-31")
        assert table["value"].to_pylist() == [len(frame.ids)]
    within = frame_of_snapshot(work, units=units, area="511024", known_on="2020-12-31")
    assert set(within.ids) == {
        one
        for one, place in zip(frame.ids, frame.places, strict=True)
        if place.startswith("511024")
    }
    with pytest.raises(Problem, match="999999 is not a code"):
        frame_of_snapshot(work, units=units, area="999999")


def test_the_command_writes_a_table_for_the_answers(
    work: Workspace, tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "draw.csv"
    asked = ["--snapshot", str(work.snapshot.path), "--n", "30", "--by", "county"]
    assert main(["sample", "draw", *asked, "--seed", SEED, "--out", str(out)]) == 0
    told, progress = capsys.readouterr()
    with out.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 30
    assert {row["births_found"] + row["births_counted"] for row in rows} == {""}
    assert {row["born_since"] for row in rows} == {"2025-01-01"}
    assert rows[0]["frame_hash"] in told
    assert "Listing" in progress
    assert main(["sample", "draw", "--n", "3", "--seed", "x", "--out", str(out)]) == 2
    assert "--snapshot or --frame" in capsys.readouterr().err


def test_a_design_meets_both_risks(capsys: Captured) -> None:
    found = design(good=0.02, bad=0.3, producer_risk=0.05, consumer_risk=0.05)
    assert found.good_accepted >= 0.95
    assert found.bad_accepted <= 0.05
    assert found.n < design().n
    assert design(lot=100).n < design().n
    assert main(["sample", "design"]) == 0
    assert "Check 65 births" in capsys.readouterr().out
    for wrong in (["--good", "0.2"], ["--bad", "2"], ["--lot", "1"]):
        assert main(["sample", "design", *wrong]) == 2
