"""Control limits against figures printed elsewhere."""

import pytest

from renkou.integrity.control_limits import poisson_interval


@pytest.mark.printed(
    "control_limits.poisson_interval",
    source="Aragon (2020), epitools, pois.exact",
    address="search.r-project.org/CRAN/refmans/epitools/html/pois.conf.int.html",
)
def test_nothing_observed() -> None:
    assert round(float(poisson_interval(0).high), 3) == 3.689
