"""Figures kept for many days are those that `measure` gives for each day alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy.sparse import csr_array
from tests.oracle.city import random_city
from tests.oracle.parquet_files import write
from tests.unit.kept_figures.conftest import MID_MONTH, kept

import renkou
from renkou.engines import Workspace
from renkou.engines.periods import Period
from renkou.engines.tables import Tables, days_wanted, make_day, make_tables, place_of
from renkou.engines.tables.axes import Array, Axes, axes_of
from renkou.engines.tables.changes import Changes
from renkou.engines.tables.evaluating import evaluate
from renkou.engines.tables.history import countable_measure
from renkou.engines.tables.recorded import Recorded, Rows
from renkou.indicators import MEASURES
from renkou.schema.progress import silent
from renkou.snapshot import Manifest
from renkou.snapshot.manifest import write_manifest

City = tuple[Workspace, Tables]
QUICK = [key for key, what in MEASURES.items() if countable_measure(what)]
LEVELS = ("city", "county", "township")


def measured(
    work: Workspace,
    axes: Axes,
    keys: list[str],
    day: date,
    population: str = "resident",
    sex: str = "total",
) -> Array:
    """What `renkou.measure` gives as known on a day, on the axes of kept figures."""
    years = [year for year in axes.years if Period(year).last <= day]
    found = axes.nothing()
    table = renkou.measure(
        keys,
        snapshot=work,
        by=LEVELS,
        years=years,
        population=population,
        sex=sex,
        known_on=day,
    )
    axes.put(table, found)
    return found


def of_series(axes: Axes, keys: list[str], **of: str) -> list[int]:
    return [
        at
        for series, at in axes.series_at.items()
        if series.measure in keys
        and all(getattr(series, name) == value for name, value in of.items())
    ]


def whole(tables: Tables, day: date) -> Array:
    """Every kept figure known on a day."""
    known, axes = tables.on(day), tables.axes
    return np.stack(
        [
            np.stack([known.line(series, area) for area in axes.areas])
            for series in axes.series
        ]
    )


def same(ours: Array, theirs: Array) -> npt.NDArray[np.bool_]:
    close: npt.NDArray[np.bool_] = np.isclose(
        ours, theirs, rtol=1e-8, atol=1e-9, equal_nan=True
    )
    return close


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("city", ["corrected", "shared_out"])
def test_kept_figures_are_those_measured(
    city: str, seed: int, request: pytest.FixtureRequest
) -> None:
    work, tables = request.getfixturevalue(city)
    drawn = Random(f"{city} {seed}")
    day = drawn.choice(tables.days)
    population = drawn.choice(["resident", "registered"])
    sex = drawn.choice(["total", "male", "female"])
    of = {"population": population, "sex": sex}
    axes = tables.axes
    keys = [key for key in QUICK if sex == "total" or MEASURES[key].by_sex]
    theirs = measured(work, axes, keys, day, **of)
    at = of_series(axes, keys, **of)
    ours = whole(tables, day)
    assert same(ours[at], theirs[at]).all()
    assert np.isfinite(ours[at, ..., 0]).sum() > 100


def test_some_places_of_the_second_city_are_shared_out(shared_out: City) -> None:
    work, _tables = shared_out
    found = work.shares(work.tree.list_for(None), "township")
    assert not found.whole


def test_first_publications_are_those_measured_on_their_day(corrected: City) -> None:
    work, tables = corrected
    year = 2016
    day = Period(year).published
    theirs = measured(work, tables.axes, ["births", "crude-death-rate"], day)
    axes, known = tables.axes, tables.on(tables.last_day)
    when = axes.year_at[year]
    for at in of_series(axes, ["births", "crude-death-rate"], sex="total"):
        series = axes.series[at]
        if series.population == "resident":
            first = known.first_column(series, year)
            assert same(first, theirs[at, :, when, 0]).all()


def test_households_and_mothers_are_kept_for_the_last_day_alone(
    corrected: City,
) -> None:
    work, tables = corrected
    axes = tables.axes
    slow = [key for key in MEASURES if key not in QUICK]
    of = {"population": "resident", "sex": "total"}
    at = of_series(axes, slow, **of)
    theirs = measured(work, axes, slow, tables.last_day, **of)
    assert same(whole(tables, tables.last_day)[at], theirs[at]).all()
    assert np.isnan(whole(tables, tables.days[-2])[at]).all()


def test_a_last_day_that_is_no_month_end_is_a_day_of_its_own(corrected: City) -> None:
    _work, tables = corrected
    assert tables.days == days_wanted(MID_MONTH)
    assert tables.days[-2:] == [date(2018, 6, 30), MID_MONTH]
    known = tables.on(MID_MONTH)
    assert known.axes.years[-1] == 2017


def test_a_day_between_is_made_when_it_is_asked_for(corrected: City) -> None:
    work, tables = corrected
    day = date(2017, 3, 17)
    assert day not in tables.days
    make_day(work, tables, day)
    try:
        at = of_series(tables.axes, QUICK, population="resident", sex="total")
        theirs = measured(work, tables.axes, QUICK, day)
        assert same(whole(tables, day)[at], theirs[at]).all()
    finally:
        (tables.place / f"{day}.npz").unlink()


def test_figures_without_days_of_recording_are_kept_for_the_last_day(
    tmp_path: Path,
) -> None:
    folder = write(random_city(5, persons=60), tmp_path / "city")
    stated = Manifest(last_day=date(2017, 12, 31), recorded="unknown")
    write_manifest(folder, stated)
    work, tables = kept(folder)
    assert tables.days == [date(2017, 12, 31)]
    assert not tables.has_first
    axes = tables.axes
    theirs = axes.nothing()
    years = list(axes.years)
    axes.put(renkou.measure("births", snapshot=work, by=LEVELS, years=years), theirs)
    at = of_series(axes, ["births"], population="resident", sex="total")
    assert same(whole(tables, tables.last_day)[at], theirs[at]).all()


class BrokenOff(Exception):
    """The power went out."""


def test_what_was_broken_off_is_begun_again(corrected: City, tmp_path: Path) -> None:
    work, tables = corrected
    again = Tables(place_of(work.snapshot, tmp_path))

    def progress(share: float, _text: object) -> None:
        if share > 0.5:
            raise BrokenOff

    with pytest.raises(BrokenOff):
        make_tables(work, again, progress=progress)
    assert again.days == []
    make_tables(work, again)
    assert again.days == tables.days
    day = tables.days[3]
    np.testing.assert_array_equal(whole(again, day), whole(tables, day))


def counted(work: Workspace, days: list[date]) -> Iterator[Array]:
    """Births of the city on each of the days, straight from the counting."""
    axes, found = axes_of(work), []
    births = [MEASURES["births"]]
    evaluate(work, axes, births, days, lambda *put: found.append(put), silent)
    for series, areas, figures in found:
        if series.sex == "total" and areas.start == 0:
            yield figures


def test_a_row_that_is_never_taken_away_is_noticed(
    corrected: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, tables = corrected
    days = [tables.days[0], tables.last_day]
    right = list(counted(work, days))
    sparse = Recorded._sparse

    def only_added(self: Recorded, rows: Rows, *of: Any) -> csr_array:
        return sparse(self, {**rows, "number": np.abs(rows["number"])}, *of)

    monkeypatch.setattr(Recorded, "_sparse", only_added)
    wrong = list(counted(work, days))
    assert not all(same(a, b).all() for a, b in zip(right, wrong, strict=True))


def test_a_day_keeps_what_differs_and_no_more(corrected: City) -> None:
    _work, tables = corrected
    axes = tables.axes
    now = np.zeros((1, len(axes.years), 5))
    then = np.zeros((2, 1, len(axes.years), 5))
    then[0, 0, 2, 0], then[1, 0, 5, 1] = 7.0, 1e-300
    then[0, 0, -1, 0] = 9.0  # of a year that was not over
    then[0, 0, 3, 4] = np.nan
    changes = Changes(axes, [len(axes.years) - 1, len(axes.years)])
    changes.add(4, slice(2, 3), then, now)
    first, second = changes.by_day()
    start = np.ravel_multi_index((4, 2, 0), axes.shape[:3])
    assert first[0].tolist() == [start + 2, start + 3]
    assert second[0].tolist() == [start + 5]
    assert first[1][0, 0] == 7.0


def test_days_wanted_are_month_ends_and_the_last_day() -> None:
    days = days_wanted(date(2024, 3, 31))
    assert len(days) == 36
    assert all((day + timedelta(days=1)).day == 1 for day in days)
