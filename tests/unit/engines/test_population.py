"""Population arrays agree with the measure, whenever it was known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from renkou.engines import Workspace, measure
from renkou.engines.population import KnownStock, population_known_on

DAYS = (date(2013, 12, 31), date(2015, 3, 9), date(2017, 12, 31))


@pytest.mark.parametrize("day", DAYS)
def test_stock_as_known_equals_the_measure(city: Path, day: date) -> None:
    work = Workspace(city)
    found = population_known_on(work, KnownStock.of(work), day)
    year = day.year if day.month == 12 else day.year - 1
    for at, population in enumerate(("resident", "registered")):
        table = measure(
            "population",
            snapshot=work,
            years=year,
            by="village",
            population=population,
            sex="male,female",
            known_on=day,
            area_list=work.area_list,
        )
        expected = {
            (row["area"], row["sex"]): row["value"]
            for row in table.to_pylist()
            if row["value"]
        }
        sums = found[at].sum(axis=2)
        got = {
            (code, sex): float(sums[place, s])
            for place, code in enumerate(work.codes)
            for s, sex in enumerate(("male", "female"))
            if sums[place, s]
        }
        assert got == expected
        assert got


def test_ages_equal_the_measure(city: Path) -> None:
    work = Workspace(city)
    found = population_known_on(work, KnownStock.of(work), DAYS[-1])
    ages = found[0].sum(axis=(0, 1))
    groups = [ages[low : low + 5].sum() for low in range(0, 85, 5)]
    table = measure("population-by-age", snapshot=work, years=2017, known_on=DAYS[-1])
    assert [*groups, ages[85:].sum()] == table["value"].to_pylist()
    assert np.sum(groups) > 0
