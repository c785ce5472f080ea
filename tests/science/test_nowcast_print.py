"""Delays and nowcasts against figures printed elsewhere."""

import numpy as np
import pytest

from renkou.integrity.nowcast import lawless


@pytest.mark.printed(
    "nowcast.lawless",
    source="Johnson and others (2025), baselinenowcast, its example of a triangle",
    address="epinowcast/baselinenowcast reference/example_reporting_triangle.html, "
    "reference/estimate_delay.html (29f48f4)",
)
def test_the_delays_of_baselinenowcast() -> None:
    nan = np.nan
    # Its last day, which has not been asked about delays yet, is left out.
    triangle = np.array(
        [
            [100, 55, 30, 12],
            [70, 40, 24, 8],
            [80, 50, 25, 10],
            [100, 50, 20, nan],
            [90, 45, nan, nan],
            [110, nan, nan, nan],
        ]
    )
    found = lawless(triangle)
    shares = np.diff(found.cdf, prepend=0)
    printed = [0.51499404, 0.28090584, 0.14457631, 0.05952381]
    assert shares == pytest.approx(printed, abs=6e-9)
