"""What holds of the projection of a city and its areas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from renkou.engines import Workspace, measure
from renkou.engines.projection import project_city
from renkou.engines.projection.asking import question
from renkou.engines.projection.components import observed
from renkou.engines.projection.course import Course, course
from renkou.schema import Scope

KEYS = ["measure", "level", "period", "category"]
QUICK: dict[str, Any] = {"to": 2035, "draws": 60}


def _frame(work: Workspace, **asked: Any) -> pd.DataFrame:
    frame: pd.DataFrame = project_city(work, **(QUICK | asked)).to_pandas()
    return frame


def _city(frame: pd.DataFrame, name: str, year: int, category: str = "") -> float:
    found = frame[
        (frame.measure == name)
        & (frame.period == str(year))
        & (frame.category == category)
    ]
    return float(found.value.sum())


def _course(work: Workspace, level: str) -> Course:
    asked = question(
        work,
        Scope(purpose="test"),
        by=level,
        to=2040,
        draws=40,
        seed=1,
        population="resident",
        known_on=None,
        area_list=None,
        recent=5,
        scenario="medium",
        migration="fading",
        broad_ages="0,15,60",
    )
    seen = observed(
        work, (level,), asked.learned_from, "resident", asked.known_on, None
    )
    return course(seen[level][1], asked)


def test_areas_sum_to_the_city(projected: pd.DataFrame) -> None:
    sums = projected.groupby(KEYS).value.sum().unstack("level")
    assert len(sums) > 50
    np.testing.assert_allclose(sums["county"], sums["city"], rtol=1e-9)


def test_every_year_once_from_the_base(projected: pd.DataFrame) -> None:
    city = projected[projected.level == "city"]
    stock = city[city.measure == "population"].period.tolist()
    assert stock == [str(year) for year in range(2025, 2041)]
    assert city[city.measure == "births"].period.tolist() == stock[1:]
    assert set(projected.category) == {"", "0-14", "15-59", "60+"}
    assert not projected.isna().any().any()


def test_it_begins_with_what_is_known(projected: pd.DataFrame, work: Workspace) -> None:
    base = projected[(projected.measure == "population") & (projected.period == "2025")]
    table = measure("population", snapshot=work, by=["city", "county"], years=2025)
    known = dict(
        zip(table["area"].to_pylist(), table["value"].to_pylist(), strict=True)
    )
    assert dict(zip(base.area, base.value, strict=True)) == pytest.approx(known)
    for bound in ("lower", "upper", "lower_80", "upper_80"):
        np.testing.assert_allclose(base[bound], base.value, rtol=1e-6)


def test_broad_ages_at_the_base_are_the_stock(projected: pd.DataFrame) -> None:
    base = projected[(projected.level == "city") & (projected.period == "2025")]
    groups = base[base.measure == "population-by-broad-age"].value.sum()
    assert groups == pytest.approx(_city(base, "population", 2025))


def test_intervals_are_nested_and_widen(projected: pd.DataFrame) -> None:
    later = projected[projected.period > "2025"]
    assert (later.lower <= later.lower_80).all()
    assert (later.lower_80 < later.value).all()
    assert (later.value < later.upper_80).all()
    assert (later.upper_80 <= later.upper).all()
    assert (later.lower >= 0).all()
    width = (later.upper - later.lower) / later.value
    stock = later[later.measure == "population"].assign(width=width)
    by_year = stock[stock.level == "city"].width.to_numpy()
    assert (np.diff(by_year) > 0).all()
    narrow = stock[stock.period == "2040"].groupby("level").width.min()
    assert narrow["county"] > narrow["city"]


def test_the_seed_fixes_the_figures(work: Workspace) -> None:
    first, again, other = (_frame(work, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert (first.lower != other.lower).any()


def test_as_known_on_a_day(work: Workspace) -> None:
    then = _frame(work, known_on="2020-12-31")
    assert then.period.min() == "2020"
    table = measure("population", snapshot=work, years=2020, known_on="2020-12-31")
    assert _city(then, "population", 2020) == table["value"][0].as_py()
    assert set(then.known_on) == {"2020-12-31"}
    # A day before the year's last: that year is not over.
    assert _frame(work, known_on="2020-12-30").period.min() == "2019"


def test_scenarios_stand_in_order(work: Workspace) -> None:
    born = {
        name: _city(_frame(work, scenario=name), "births", 2030)
        for name in ("low", "medium", "high", "instant-replacement")
    }
    assert born["low"] < born["medium"] < born["high"] < born["instant-replacement"]


def test_migration_fades_or_is_held_or_ends(work: Workspace) -> None:
    total = {
        name: _city(_frame(work, **asked), "population", 2035)
        for name, asked in {
            "fading": {},
            "held": {"migration": "held"},
            "none": {"scenario": "zero-migration"},
        }.items()
    }
    moved = {name: value - total["none"] for name, value in total.items()}
    assert abs(moved["held"]) > abs(moved["fading"]) > 0
    assert moved["held"] * moved["fading"] > 0


def test_registered_population(work: Workspace) -> None:
    registered = _frame(work, population="registered")
    table = measure("population", snapshot=work, years=2025, population="registered")
    assert _city(registered, "population", 2025) == table["value"][0].as_py()


@pytest.mark.parametrize("level", ["city", "county", "township"])
def test_central_courses_sum_in_every_cell(work: Workspace, level: str) -> None:
    found = _course(work, level)
    base, moved = found.population, found.migration
    np.testing.assert_allclose(base[1:].sum(axis=0), base[0])
    assert moved.shape == (len(base), 15, 2, 101)
    from renkou.demography.projection import project

    people = project(
        base,
        found.survival,
        found.fertility,
        found.sex_ratio,
        moved,
        width=1,
        timing="end",
    ).population
    np.testing.assert_allclose(people[1:].sum(axis=0), people[0], rtol=1e-9, atol=1e-9)


def test_small_areas_borrow_from_the_city(work: Workspace) -> None:
    counties, townships = (_course(work, name) for name in ("county", "township"))
    for name in ("mortality", "fertility"):
        spread = [
            float(np.ptp(getattr(found.levels, name).ratio))
            for found in (counties, townships)
        ]
        assert spread[1] < 1.0, name
    # Who moves from an area of a few hundred is less certain.
    assert counties.moving[1:].max() < townships.moving[1:].mean()
