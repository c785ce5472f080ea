"""Delays on the grid of a day within a month: nothing is lost in the first month."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

import renkou
from renkou.engines import Workspace
from renkou.engines.quality.delays import count_delays
from renkou.snapshot.synthetic.build import build_city

DAY = date(2025, 3, 30)


def test_what_was_told_early_in_the_first_month_counts(tmp_path: Path) -> None:
    build_city(6_000, 3, tmp_path / "city")
    work = Workspace(tmp_path / "city" / "snapshot")
    delays = count_delays(work, "births", "resident", ("city",), DAY)
    assert delays.step.min() == 0
    measured = renkou.measure("births", snapshot=work, years="2011-2024", known_on=DAY)
    reporting = delays.on(0, DAY)
    for year, births in zip(
        range(2011, 2025), measured["value"].to_pylist(), strict=True
    ):
        months = list(reporting.months_of(year))
        assert np.isclose(reporting.known[months].sum(), births)
