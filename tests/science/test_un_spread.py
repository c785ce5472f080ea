"""The spread of our population beside the UN's, which nothing was fitted to.

The processes of TFR, e0 and migration are fitted to the UN's bounds of these three
(World Population Prospects 2024, in the package data); the bounds of the population
are what comes out. `make un-spread` prints all of it.
"""

import numpy as np
import pytest
from benchmarks.un_spread import widths

from renkou.demography.projection import project
from renkou.demography.projection.spread import UN_CHINA
from renkou.reference import medium_path, projection_bounds, un_spread

NATIONS = ("CHN", "SWE")


@pytest.mark.parametrize("iso3", NATIONS)
def test_population_bounds_are_as_wide_as_the_uns(iso3: str) -> None:
    found = widths(iso3, draws=6000, seed=2024)
    for year in (2030, 2050, 2100):
        np.testing.assert_allclose(found[year], 1.0, atol=0.15, err_msg=str(year))


@pytest.mark.parametrize("iso3", NATIONS)
def test_the_processes_hold_the_uns_bounds_of_what_they_were_fitted_to(
    iso3: str,
) -> None:
    bounds = projection_bounds(iso3)
    migration = un_spread(iso3)[2].share_within(
        (bounds.migration_high - bounds.migration_low) / 2 / bounds.population
    )
    expectation = un_spread(iso3)[1].share_within(
        (bounds.expectation_high - bounds.expectation_low) / 2
    )
    for share in (migration, expectation):
        np.testing.assert_allclose(share.mean(axis=-1), [0.80, 0.95], atol=0.01)
        np.testing.assert_allclose(share[0], 0.80, atol=0.05)
        np.testing.assert_allclose(share[1], 0.95, atol=0.05)


def test_the_default_spread_is_what_the_fit_to_china_gives() -> None:
    for kept, fitted in zip(UN_CHINA, un_spread("CHN"), strict=True):
        np.testing.assert_allclose(
            np.sqrt(kept.variance(77)), np.sqrt(fitted.variance(77)), rtol=0.01
        )


@pytest.mark.parametrize(("iso3", "apart"), [("CHN", 0.006), ("SWE", 0.015)])
def test_the_central_path_is_near_the_uns(iso3: str, apart: float) -> None:
    path = medium_path(iso3)
    course = project(
        path.population,
        path.survival,
        path.fertility,
        path.sex_ratio,
        path.migration,
        width=1,
    )
    totals = course.population.sum(axis=(-1, -2))[1:]
    np.testing.assert_allclose(totals, projection_bounds(iso3).population, rtol=apart)
