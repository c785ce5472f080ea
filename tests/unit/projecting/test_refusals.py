"""What a projection is not made of, and how that is said."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from renkou.engines import Workspace
from renkou.engines.projection import project_city
from renkou.schema import Scope
from renkou.schema.problem import Problem

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"to": 2025}, "2025 is not after 2025"),
        ({"to": 2101}, "2101 is after 2100"),
        ({"by": "hamlet"}, "city, county, township, village"),
        ({"population": "everyone"}, "resident, registered"),
        ({"draws": 39}, "draws: 39 is not from 40"),
        ({"seed": -1}, "seed: -1 is not from 0"),
        ({"recent": 0}, "recent: 0 is not from 1"),
        ({"scenario": "best"}, "scenario: 'best' is not one of constant"),
        ({"migration": "none"}, "migration: 'none' is not one of fading, held"),
        ({"broad_ages": "15,60"}, "ages: '15,60' is not a rising list"),
        ({"broad_ages": "0,60,15"}, "ages: '0,60,15'"),
        ({"broad_ages": "0,old"}, "ages: '0,old'"),
        ({"broad_ages": (0, 120)}, "ages: '0,120'"),
        ({"known_on": "31.12.2020"}, "2024-12-31"),
        ({"area_list": "1999-01-01"}, "1999-01-01"),
        ({"known_on": "2011-06-30"}, "the snapshot begins on 2010-11-01"),
        ({"scope": Scope(purpose="x", areas=frozenset("a"))}, "outside what this"),
        ({"scope": Scope(purpose="x", populations=("registered",))}, "outside what"),
    ],
)
def test_refused(work: Workspace, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(Problem) as caught:
        project_city(work, **({"to": 2030} | wrong))
    assert says in caught.value.text.en
    assert HAN.search(caught.value.text.zh)


def test_a_snapshot_without_deaths(snapshot: Path, tmp_path: Path) -> None:
    other = shutil.copytree(snapshot, tmp_path / "city")
    (other / "deaths.parquet").unlink()
    with pytest.raises(Problem, match="deaths"):
        project_city(other, to=2030)


def test_a_snapshot_that_begins_too_late(snapshot: Path, tmp_path: Path) -> None:
    """Without a first day, years before anybody is there teach nothing."""
    other = shutil.copytree(snapshot, tmp_path / "city")
    manifest = other / "snapshot.toml"
    lines = manifest.read_text().splitlines()
    kept = [line for line in lines if not line.startswith("first_day")]
    manifest.write_text("\n".join(kept) + "\n")
    with pytest.raises(Problem, match="fewer than half"):
        project_city(other, to=2030, recent=20)
