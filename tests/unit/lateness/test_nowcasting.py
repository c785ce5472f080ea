"""Births of recent months, foretold from how late earlier ones came."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from renkou.cli import main
from renkou.engines import Workspace, measure
from renkou.engines.nowcasting import nowcast_births, triangles
from renkou.engines.nowcasting.months import (
    last_whole,
    month_of,
    months_of,
    steps_late,
)
from renkou.schema.problem import Problem

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")


def _days(*texts: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(texts, dtype="datetime64[D]").astype(np.int64)


@pytest.mark.parametrize(
    ("day", "late"),
    [("2024-03-31", [0, 0, 1, 2]), ("2024-03-15", [0, 0, 0, 1])],
)
def test_delays_end_on_the_day_asked_about(day: str, late: list[int]) -> None:
    born = _days("2024-01-02", "2024-01-31", "2024-01-31", "2024-01-10")
    recorded = _days("2024-01-20", "2024-01-31", "2024-02-03", "2024-03-01")
    found = steps_late(born, recorded, date.fromisoformat(day))
    assert found.tolist() == late
    assert months_of(born).tolist() == [month_of(date(2024, 1, 1))] * 4
    assert last_whole(date(2024, 3, 30)) == month_of(date(2024, 2, 1))


@pytest.mark.parametrize("day", [date(2022, 6, 30), date(2022, 7, 12)])
def test_triangles_hold_what_births_counts(late_city: Workspace, day: date) -> None:
    found = triangles(
        late_city,
        ("county",),
        population="registered",
        known_on=day,
        area_list=None,
        longest=200,
    )["county"]
    assert len(found.units) == 5
    seen = np.nansum(found.counts[:, -18:], axis=2)
    table = measure(
        "births",
        snapshot=late_city,
        by="county",
        years="2021-2022",
        period="month",
        population="registered",
        known_on=day,
    )
    counted = np.array(table["value"].to_pylist()).reshape(5, -1)
    assert counted[:, -18:].sum() > 100
    assert seen.tolist() == counted[:, -18:].tolist()
    known = np.isfinite(found.counts).sum(axis=2)[0]
    assert known[-3:].tolist() == [3, 2, 1]


def test_what_stood_earlier_is_cut_out(late_city: Workspace) -> None:
    asked: dict[str, Any] = {
        "population": "registered",
        "area_list": None,
        "longest": 24,
    }
    now, then = (
        triangles(late_city, ("county",), known_on=day, **asked)["county"]
        for day in (date(2022, 12, 31), date(2022, 6, 30))
    )
    cut = now.as_of(6, 24)
    assert cut.shape == then.counts.shape
    assert np.array_equal(np.isnan(cut), np.isnan(then.counts))
    # Births whose mother's home became known, or was mended, in between may move.
    assert np.nansum(np.abs(cut - then.counts)) < 0.05 * np.nansum(cut)


def test_late_offices_births_are_foretold(
    late_city: Workspace, late_offices: set[str]
) -> None:
    table = nowcast_births(
        late_city,
        by="township",
        months=36,
        population="registered",
        known_on="2022-06-30",
        method="hierarchical",
    )
    frame = table.to_pandas()
    ages = frame.groupby("area").cumcount(ascending=False)
    newest = frame[ages == 2].set_index("area").share_recorded
    others = newest[~newest.index.isin(late_offices)]
    assert newest[sorted(late_offices)].max() < 0.85 < others.median()


def test_foretold_is_nearer_than_recorded(clean_city: Workspace) -> None:
    months = measure(
        "births",
        snapshot=clean_city,
        years="2020-2021",
        period="month",
        population="registered",
    ).to_pandas()
    now = months.set_index("period").value
    off: dict[str, list[float]] = {"observed": [], "value": []}
    inside = []
    for day in [f"2021-{m:02}-28" for m in range(1, 13)]:
        frame = nowcast_births(
            clean_city,
            months=3,
            population="registered",
            known_on=day,
            method="hierarchical",
        ).to_pandas()
        came = now[frame.period].to_numpy()
        inside += list((frame.lower <= came) & (came <= frame.upper))
        for name, errors in off.items():
            errors.append(abs(frame[name].sum() - came.sum()))
    assert np.mean(off["value"]) < 0.8 * np.mean(off["observed"])
    assert np.mean(inside) > 0.85


def test_methods_and_levels_stand_side_by_side(
    clean_city: Workspace, tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "out.json"
    asked = ["--snapshot", str(clean_city.snapshot.path), "--by", "city,county"]
    asked += ["--known-on", "2020-05-31", "--months", "4"]
    call = ["nowcast", "births", *asked]
    assert main([*call, "--quiet", "--format", "json", "--out", str(out)]) == 0
    rows = json.loads(out.read_text())
    assert len(rows) == 2 * (1 + 5) * 4
    assert {row["period"] for row in rows} == {f"2020-0{m}" for m in range(2, 6)}
    for row in rows:
        if row["upper"] is not None:
            assert row["observed"] <= row["lower"] <= row["upper"]
    assert capsys.readouterr() == ("", "")
    assert main(call) == 0
    shown, err = capsys.readouterr()
    assert "Together" in shown
    assert "areas together" in err


def test_what_cannot_be_told_is_refused(clean_city: Workspace) -> None:
    with pytest.raises(Problem, match="needs 12"):
        nowcast_births(clean_city, known_on="2011-06-30")
    with pytest.raises(Problem, match="months: 0"):
        nowcast_births(clean_city, months=0)
    with pytest.raises(Problem, match="--window"):
        nowcast_births(clean_city, window=2)
    with pytest.raises(Problem, match="method"):
        nowcast_births(clean_city, method="guess")
    path = str(clean_city.snapshot.path)
    assert main(["nowcast", "deaths", "--snapshot", path]) == 2
