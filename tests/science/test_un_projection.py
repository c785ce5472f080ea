"""The UN's own projection from its base and its rates.

Both are package data: World Population Prospects 2019 (cran/wpp2019, commit a1693cc).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from renkou.reference import period_figures, population
from renkou.reference.un_projection import Reproduction, reproduced

ROOT = Path(__file__).parents[2]
# A total, and any age of either sex at any step, may be off by this share. Sweden is
# asked for 2% of the total alone.
BOUNDS = {"CHN": (0.003, 0.01), "SWE": (0.02, 0.01)}


@pytest.fixture(scope="module", params=["CHN", "SWE"])
def nation(request: pytest.FixtureRequest) -> tuple[str, Reproduction]:
    return request.param, reproduced(request.param)


@pytest.mark.printed(
    "projection.project",
    source="United Nations (2019), World Population Prospects, medium variant",
    address="cran/wpp2019 (a1693cc), kept in src/renkou/reference/data",
)
def test_to_2100_by_age_and_sex(nation: tuple[str, Reproduction]) -> None:
    iso3, found = nation
    total, cell = BOUNDS[iso3]
    assert found.year.tolist() == list(range(2025, 2101, 5))
    assert np.abs(found.total_error).max() < total
    assert np.abs(found.error).max() < cell


def test_it_is_compared_with_what_is_printed(
    nation: tuple[str, Reproduction],
) -> None:
    iso3, found = nation
    np.testing.assert_array_equal(found.published[-1], population(iso3, "med", 2100))
    # Another variant is far off: the comparison could fail.
    other = population(iso3, "low", 2100).sum() / found.ours[-1].sum() - 1
    assert abs(other) > 0.1


def test_migrants_are_the_nets_and_the_children_they_bear(
    nation: tuple[str, Reproduction],
) -> None:
    iso3, found = nation
    ratio = found.migrants.sum(axis=(1, 2)) / period_figures(iso3).net_migrants[14:]
    assert (ratio > 1.05).all()
    assert (ratio < 1.1).all()


def test_the_command_prints_both_nations() -> None:
    command = [sys.executable, "-m", "benchmarks.un_projection"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    lines = run.stdout.splitlines()
    assert sum(line.startswith("2100 ") for line in lines) == 2
    assert sum(line.startswith("100+") for line in lines) == 2
    assert "CC BY 3.0 IGO" in run.stdout
