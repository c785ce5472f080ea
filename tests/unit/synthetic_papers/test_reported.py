from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.unit.synthetic_papers.conftest import City

from renkou.snapshot.synthetic.lives import START, Lives
from renkou.snapshot.synthetic.reported import (
    Invention,
    neighbours,
    reported_counts,
    townships,
)
from renkou.snapshot.synthetic.walk import UNKNOWN


def test_offices_report_what_they_had_recorded_by_the_first_publication(
    city: City,
) -> None:
    reports = city.table("snapshot", "reported_counts")
    made_up = city.table("truth", "invented")
    keys = ["area", "month", "kind"]
    for frame in (reports, made_up):
        frame[keys] = frame[keys].astype(str)
    honest = reports.merge(made_up[keys], how="left", on=keys, indicator=True)
    honest = honest[honest._merge == "left_only"]
    counted = pd.concat([_counted(city, kind) for kind in ("births", "deaths")])
    both = honest.merge(counted, how="left", on=keys).fillna({"count": 0})
    assert (both["value"] == both["count"]).all()
    assert both["count"].sum() > 300


def _counted(city: City, kind: str) -> pd.DataFrame:
    rows = city.table("snapshot", kind)
    day = pd.to_datetime(rows.occurred_on)
    rows["month"] = day.dt.to_period("M").dt.to_timestamp().dt.date.astype(str)
    publication = day.dt.to_period("M") + 1
    night = publication.dt.end_time.dt.floor("s")
    known = (rows.recorded_at <= night) & (
        rows.superseded_at.isna() | (rows.superseded_at > night)
    )
    rows["area"] = rows.area.astype(str).str[:9] + "000"
    counted = rows[known].groupby(["area", "month"]).size().reset_index(name="count")
    return counted.assign(kind=kind)


def test_reports_leave_on_the_last_day_of_the_month_after(city: City) -> None:
    reports = city.table("snapshot", "reported_counts")
    month = pd.to_datetime(reports.month)
    due = (month.dt.to_period("M") + 1).dt.end_time.dt.floor("D")
    assert (reports.recorded_at.dt.floor("D") == due).all()
    assert month.min() == pd.Timestamp("2010-11-01")
    assert month.max() == pd.Timestamp("2025-11-01")
    assert len(reports) == 121 * 2 * 181


def _even(lives: Lives, per_village: int) -> dict[str, np.ndarray]:
    """So many births in each village in November 2010, recorded the next day."""
    village = np.repeat(np.arange(len(lives.villages)), per_village)
    return {
        "area": village,
        "occurred_on": np.full(len(village), START + 5),
        "recorded_at": np.full(len(village), (START + 6) * 86_400),
        "superseded_at": np.full(len(village), UNKNOWN),
    }


@pytest.mark.parametrize(("smallest", "invents"), [(5, True), (10_000, False)])
def test_invented_counts_are_the_neighbours_mean_give_or_take_one(
    lives: Lives, smallest: float, invents: bool
) -> None:
    codes, index = townships(lives)
    rows = _even(lives, 3)
    liar = codes[30]
    how = {liar: Invention(since=0, share=1.0, smallest=smallest)}
    found = reported_counts(lives, {"births": rows, "deaths": rows}, how)
    first = found["month"] == START
    value = found["value"][first & (found["kind"] == 0)]
    size = np.bincount(index) * 3
    honest = np.delete(value, 30)
    assert (honest == np.delete(size, 30)).all()
    mean = size[neighbours(codes, 30)].mean()
    if invents:
        assert abs(value[30] - mean) <= 1.5
        assert found["made_up"][first].sum() == 2
    else:
        assert value[30] == size[30]
        assert not found["made_up"].any()


def test_neighbours_are_the_nearest_of_the_same_county(lives: Lives) -> None:
    codes, _ = townships(lives)
    for place in range(len(codes)):
        near = neighbours(codes, place)
        assert place not in near
        assert len(near) <= 4
        assert all(codes[other][:6] == codes[place][:6] for other in near)
