"""Estimates from answers: as designed, and honest where answers are few."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from renkou.cli import main
from renkou.engines.spot_checks import Frame, draw_sample, estimate
from renkou.engines.spot_checks.estimating import share_interval
from renkou.schema.problem import Problem

Captured = pytest.CaptureFixture[str]
Rows = list[dict[str, Any]]


def _drawn(strata: dict[str, int], n: int, units: str = "villages") -> Rows:
    ids = [f"{name}-{at}" for name, size in strata.items() for at in range(size)]
    of = [one.split("-")[0] for one in ids]
    frame = Frame(units, tuple(ids), tuple(of), tuple(ids), {})
    rows: Rows = draw_sample(frame, n, seed="public").to_pylist()
    return rows


def _write(rows: Rows, path: Path) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _filled(rows: Rows, found: list[int], counted: list[int]) -> Rows:
    pairs = zip(rows, found, counted, strict=True)
    return [{**row, "births_found": f, "births_counted": c} for row, f, c in pairs]


def _figures(path: Path) -> dict[str, dict[str, Any]]:
    return {row["figure"]: row for row in estimate(path).to_pylist()}


def test_a_sample_without_strata_by_hand(tmp_path: Path) -> None:
    found, counted = [9, 20, 31, 12], [9, 18, 30, 9]
    path = _write(_filled(_drawn({"a": 40}, 4), found, counted), tmp_path / "f.csv")
    figures = _figures(path)
    share = sum(counted) / sum(found)
    assert figures["births-counted"]["estimate"] == pytest.approx(share)
    off = np.array(counted) - share * np.array(found)
    se = np.sqrt((1 - 4 / 40) * 4 / 3 * (off**2).sum()) / sum(found)
    assert figures["births-counted"]["se"] == pytest.approx(se)
    assert figures["births-found"]["estimate"] == pytest.approx(10 * sum(found))
    assert figures["births-missed"]["estimate"] == pytest.approx(60)
    assert figures["births-counted"]["missed"] == 6


def test_strata_are_weighed_by_their_units(tmp_path: Path) -> None:
    rows = _drawn({"a": 90, "b": 10}, 20)
    found = [10] * 20
    counted = [10 if row["stratum"] == "a" else 5 for row in rows]
    figures = _figures(_write(_filled(rows, found, counted), tmp_path / "f.csv"))
    assert figures["births-counted"]["estimate"] == pytest.approx(0.95)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Villages that differ, whole villages drawn: coverage over 600 redraws."""
    rng = np.random.default_rng(6)
    births = rng.poisson(12, 400) + 1
    counted = rng.binomial(births, rng.beta(18, 2, 400))
    truth = counted.sum() / births.sum()
    held = 0
    for _ in range(600):
        at = rng.choice(400, 40, replace=False)
        x, y = births[at], counted[at]
        share = y.sum() / x.sum()
        off = y - share * x
        se = np.sqrt((1 - 0.1) * 40 / 39 * (off**2).sum()) / x.sum()
        low, high = share_interval(share, se, float(x.sum()), 39, 0.95)
        held += low <= truth <= high
    assert 0.925 <= held / 600 <= 0.99


def test_nothing_missed_is_not_certainty() -> None:
    low, high = share_interval(1.0, 0.0, 50, 10, 0.95)
    assert high == 1.0
    assert 0.9 < low < 0.95


def test_unanswered_rows_and_thin_strata_are_told(tmp_path: Path) -> None:
    rows = _drawn({"a": 50, "b": 50, "c": 50}, 12)
    filled = _filled(rows, [10] * 12, [9] * 12)
    for row in filled:
        if row["stratum"] == "b" or row["id"] == rows[0]["id"]:
            row |= {"births_found": "", "births_counted": ""}
    figures = _figures(_write(filled, tmp_path / "f.csv"))
    assert figures["births-found"]["units_answered"] == 7
    assert figures["births-found"]["units_drawn"] == 12
    assert figures["births-found"]["estimate"] == pytest.approx(1_500)


def test_persons_are_found_and_agree(tmp_path: Path) -> None:
    rows = _drawn({"a": 1_000}, 40, "persons")
    for at, row in enumerate(rows):
        row |= {"found": "是" if at % 10 else "否", "agrees": "1" if at % 4 else "0"}
    figures = _figures(_write(rows, tmp_path / "f.csv"))
    assert figures["found"]["estimate"] == pytest.approx(0.9)
    assert figures["agrees"]["of"] == 36
    assert figures["agrees"]["lower"] < figures["agrees"]["estimate"] < 1


@pytest.mark.parametrize(
    ("column", "value", "wrong"),
    [
        ("births_found", "many", "row 3, births_found: 'many' must be a whole number"),
        ("births_found", "-1", "must be a whole number from 0"),
        ("births_counted", "11", "row 3, births_counted: '11' must be no more than"),
        ("births_counted", "", "must be filled in where the other is"),
        ("stratum_units", "7", "must be the same in each row"),
        ("id", "a-0", "stands already"),
    ],
)
def test_a_wrong_cell_is_named(
    tmp_path: Path, column: str, value: str, wrong: str
) -> None:
    rows = _filled(_drawn({"a": 4}, 4), [10] * 4, [9] * 4)
    rows[1][column] = value
    if column == "id":
        rows[0][column] = value
    with pytest.raises(Problem, match=wrong):
        estimate(_write(rows, tmp_path / "f.csv"))


def test_what_lacks_answers_is_refused(tmp_path: Path) -> None:
    rows = _drawn({"a": 4}, 4)
    with pytest.raises(Problem, match="0 units are answered"):
        estimate(_write(rows, tmp_path / "f.csv"))
    with pytest.raises(Problem, match="no births were found"):
        estimate(_write(_filled(rows, [0] * 4, [0] * 4), tmp_path / "f.csv"))
    bare = [{k: v for k, v in row.items() if k != "births_found"} for row in rows]
    with pytest.raises(Problem, match="births_found is missing"):
        estimate(_write(bare, tmp_path / "f.csv"))


def test_the_command_judges_by_the_plan(tmp_path: Path, capsys: Captured) -> None:
    filled = _filled(_drawn({"a": 40}, 8), [10] * 8, [10] * 7 + [6])
    path = str(_write(filled, tmp_path / "f.csv"))
    assert main(["sample", "estimate", path, "--accept", "4"]) == 0
    assert "accepted by the plan" in capsys.readouterr().out
    assert main(["sample", "estimate", path, "--accept", "3"]) == 1
    assert "more than the plan accepts" in capsys.readouterr().out
    assert main(["sample", "estimate", str(tmp_path / "none.csv")]) == 2
