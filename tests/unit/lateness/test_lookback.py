"""What was first published, what came later, and who is later than others."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from renkou.cli import main
from renkou.engines import Workspace, measure
from renkou.engines.lookback import closings, look_back
from renkou.engines.lookback.drift import flags
from renkou.engines.periods import Period
from renkou.schema.problem import Problem

YEARS = "2012-2024"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")


def _births(work: Workspace, **asked: Any) -> pd.DataFrame:
    settings: dict[str, Any] = {"years": YEARS, "population": "registered", **asked}
    frame: pd.DataFrame = look_back("births", snapshot=work, **settings).to_pandas()
    return frame


def _flagged(frame: pd.DataFrame) -> set[str]:
    return set(frame[frame.flag == "late"].area)


def test_late_offices_are_found_and_stand_first(
    late_city: Workspace, late_offices: set[str]
) -> None:
    frame = _births(late_city)
    assert _flagged(frame) == late_offices
    assert set(frame.area.unique()[:2]) == late_offices
    whole = frame[(frame.period == "all") & (frame.stage == "now")]
    late = whole[whole.flag == "late"]
    assert (late.drift_lower > 0.1).all()
    assert (late.drift_upper < 0.6).all()


def test_a_city_without_late_offices_is_quiet(clean_city: Workspace) -> None:
    frame = _births(clean_city)
    assert _flagged(frame) == set()
    assert "few" in set(frame.flag)


def test_every_look_is_what_was_known_that_day(late_city: Workspace) -> None:
    frame = _births(late_city, by="city", years="2019,2021")
    years = frame[frame.period == "2019"]
    assert list(years.known_on) == [
        *("2020-01-31", "2020-12-31", "2021-12-31", "2022-12-31"),
        *("2023-12-31", "2024-12-31", "2025-12-31"),
    ]
    assert list(years.stage) == ["first", *["closing"] * 5, "now"]
    for day, value in zip(years.known_on, years.value, strict=True):
        table = measure(
            *("births",),
            snapshot=late_city,
            years=2019,
            population="registered",
            known_on=day,
        )
        assert table["value"].to_pylist() == [value]
    now = frame[(frame.period == "all") & (frame.stage == "now")].iloc[0]
    each = frame[(frame.stage == "now") & (frame.period != "all")]
    assert now.value == each.value.sum()
    assert now.drift == each.drift.sum()


def test_months_are_published_a_month_after(late_city: Workspace) -> None:
    frame = _births(late_city, by="city", years="2024", period="month")
    first = frame[(frame.stage == "first") & (frame.period != "all")]
    assert dict(zip(first.period, first.known_on, strict=True))["2024-01"] == (
        "2024-02-29"
    )
    assert len(first) == 12


def test_rates_are_averaged_and_never_flagged(late_city: Workspace) -> None:
    table = look_back(
        "crude-birth-rate", snapshot=late_city, by="city", years="2020-2022"
    )
    frame = table.to_pandas()
    now = frame[frame.stage == "now"]
    whole, each = now[now.period == "all"], now[now.period != "all"]
    assert whole.value.iloc[0] == pytest.approx(each.value.mean())
    assert set(frame.flag) == {""}
    assert frame.drift_lower.isna().all()


def test_days_of_publication() -> None:
    assert Period(2023).published == date(2024, 1, 31)
    assert Period(2023, 12).published == date(2024, 1, 31)
    assert Period(2023, 11).published == date(2023, 12, 31)
    assert closings(Period(2023, 11), date(2024, 12, 31)) == ()
    assert closings(Period(2023), date(2025, 1, 1)) == (date(2024, 12, 31),)


def test_chance_alone_is_seldom_flagged() -> None:
    rng = np.random.default_rng(4)
    now = rng.integers(20, 2_000, (400, 90)).astype(float)
    late = rng.binomial(now.astype(int), 0.03)
    flagged = [
        (flags(n - k, n) == "late").any() for n, k in zip(now, late, strict=True)
    ]
    assert np.mean(flagged) < 0.03  # 0.01 is what is claimed, of 400 looks


def test_what_cannot_be_told_is_refused(late_city: Workspace) -> None:
    with pytest.raises(Problem, match="first published on 2026-01-31"):
        _births(late_city, years="2025")
    with pytest.raises(Problem, match="births"):
        look_back("birhts", snapshot=late_city)


def test_the_command_writes_what_the_function_gives(
    late_city: Workspace, tmp_path: Path, capsys: Captured
) -> None:
    asked = ["--snapshot", str(late_city.snapshot.path), "--years", "2020-2024"]
    asked += ["--population", "registered", "--by", "county,township"]
    out = tmp_path / "out.json"
    form = ["--format", "json", "--out", str(out)]
    assert main(["lookback", "births", *asked, *form, "--quiet"]) == 0
    told = look_back(
        "births",
        snapshot=late_city,
        by="county,township",
        years="2020-2024",
        population="registered",
    )
    assert json.loads(out.read_text()) == told.to_pylist()
    assert capsys.readouterr() == ("", "")
    assert main(["lookback", "births", *asked]) == 0
    shown, err = capsys.readouterr()
    assert "Came later" in shown
    assert "2024-12-31" in shown
    assert "As known on 2025-12-31" in err
    assert main(["lookback", "births", *asked, "--known-on", "yesterday"]) == 2
    assert main(["lookback", "--snapshot", "nowhere", "births"]) == 2
