"""What is kept for the Quality page says what the figures and the commands say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from renkou.engines import Workspace
from renkou.engines.lookback import look_back
from renkou.engines.nowcasting import nowcast_births, triangles
from renkou.engines.quality import (
    EVENTS,
    LONGEST,
    Quality,
    make_nowcasts,
    open_quality,
)
from renkou.engines.tables import Series, Tables, place_of
from renkou.schema import POPULATIONS


@pytest.fixture(scope="module")
def work(served_city: Path) -> Workspace:
    return Workspace(served_city / "snapshot")


@pytest.fixture(scope="module")
def tables(work: Workspace) -> Tables:
    return Tables(place_of(work.snapshot))


@pytest.fixture(scope="module")
def kept(work: Workspace, tables: Tables) -> Quality:
    make_nowcasts(work, tables, [work.last_day])
    return open_quality(tables)


@pytest.mark.parametrize("population", POPULATIONS)
@pytest.mark.parametrize("event", EVENTS)
def test_the_triangle_adds_up_to_the_kept_figures_on_every_kept_day(
    event: str, population: str, kept: Quality, tables: Tables
) -> None:
    compared = 0
    for day in [*tables.days[::5], tables.days[-1]]:
        delays = kept.delays(event, population, day)
        assert delays is not None
        for year in (2012, 2019, day.year - 1):
            figures = tables.on(day).column(Series(event, population), year)[:, 0]
            (known,) = delays.known_by(year, [day])
            np.testing.assert_allclose(known, figures)
            compared += int(np.isfinite(figures).sum())
    assert compared > 1000


def test_an_areas_rows_add_up_to_what_is_known_of_its_years(
    kept: Quality, tables: Tables
) -> None:
    day = date(2024, 6, 30)
    delays = kept.delays("births", "resident", day)
    assert delays is not None
    shown = delays.on(0, day)
    of_year = shown.months_of(2023)
    assert len(of_year) == 12
    figure = tables.on(day).cell(Series("births"), tables.axes.areas[0], 2023)
    assert figure is not None
    assert shown.known[of_year.start : of_year.stop].sum() == figure[0]


def test_an_earlier_day_is_the_triangle_of_that_day(
    work: Workspace, kept: Quality, tables: Tables
) -> None:
    """Cutting gives what the nowcast's own count of births as known then gives."""
    day = date(2024, 3, 31)
    delays = kept.delays("births", "resident", day)
    assert delays is not None
    counted = triangles(
        work,
        ("township",),
        population="resident",
        known_on=day,
        area_list=None,
        longest=LONGEST,
    )["township"].counts
    first = len(tables.axes.areas) - len(counted)
    cut = delays.everywhere(slice(first, None), day)[:, :, : counted.shape[2]]
    np.testing.assert_allclose(cut, counted, atol=1e-9)


def test_looking_back_is_that_of_the_command(
    work: Workspace, kept: Quality, tables: Tables
) -> None:
    delays = kept.delays("births", "resident", work.last_day)
    assert delays is not None
    rows = look_back("births", snapshot=work, by="city", years=2022).to_pylist()
    stages = {
        date.fromisoformat(row["known_on"]): row["value"]
        for row in rows
        if row["period"] == "2022"
    }
    days = sorted(stages)
    known = delays.known_by(2022, days, 0)[:, 0]
    assert known.tolist() == [stages[day] for day in days]


def test_the_nowcast_of_the_last_day_is_that_of_the_command(
    work: Workspace, kept: Quality, tables: Tables
) -> None:
    found = nowcast_births(work, by="county", months=12, method="hierarchical")
    rows = [row for row in found.to_pylist() if row["area"] == tables.axes.areas[1]]
    nowcasts = kept.nowcasts(work.last_day)
    assert nowcasts is not None
    told = nowcasts.area("births", "resident", 1)
    assert told is not None
    for at, field in enumerate(("value", "lower", "upper")):
        expected = [row[field] - row["observed"] for row in rows]
        assert told.to_come[-12:, at] == pytest.approx(expected, abs=1e-3)
