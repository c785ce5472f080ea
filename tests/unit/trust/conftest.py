from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from renkou.engines.trust import Examination, examine
from renkou.snapshot.synthetic.build import write_city
from renkou.snapshot.synthetic.faults import Fault
from renkou.snapshot.synthetic.live import live
from renkou.snapshot.synthetic.lives import Lives

# More is left out than by default, and small counts are invented too: so few people.
FAULTS = (
    Fault(kind="omitted", share=(0.5, 0.5), areas=5, since=date(2016, 1, 1)),
    Fault(kind="late", share=(1.0, 1.0), areas=5, strength=90),
    Fault(kind="invented", share=(1.0, 1.0), areas=5, strength=0),
    Fault(kind="missing", share=(0.05, 0.05)),
    Fault(kind="doubled", share=(0.005, 0.005)),
    Fault(kind="no_number", share=(0.02, 0.02)),
    Fault(kind="mistyped", share=(0.01, 0.01), strength=0.5),
    Fault(kind="wrong_date", share=(0.005, 0.005)),
)
CLEAN = FAULTS[3:]


@dataclass(frozen=True)
class City:
    """A built city whose truth was taken away; where offices' faults were planted."""

    path: Path
    planted: dict[str, frozenset[str]]


def _built(lives: Lives, path: Path, faults: tuple[Fault, ...]) -> City:
    write_city(lives, path, faults)
    planted: dict[str, set[str]] = {"omitted": set(), "late": set(), "invented": set()}
    for row in pq.read_table(path / "truth" / "faults.parquet").to_pylist():
        if row["kind"] in planted:
            planted[row["kind"]].add(row["area"])
    shutil.copytree(path / "truth", path.with_name(f"{path.name}-truth"))
    shutil.rmtree(path / "truth")
    return City(path, {kind: frozenset(areas) for kind, areas in planted.items()})


@pytest.fixture(scope="session")
def lives() -> Lives:
    return live(60_000, 5)


@pytest.fixture(scope="session")
def city(lives: Lives, tmp_path_factory: pytest.TempPathFactory) -> City:
    return _built(lives, tmp_path_factory.mktemp("planted") / "city", FAULTS)


@pytest.fixture(scope="session")
def clean(lives: Lives, tmp_path_factory: pytest.TempPathFactory) -> City:
    return _built(lives, tmp_path_factory.mktemp("clean") / "city", CLEAN)


@pytest.fixture(scope="session")
def found(city: City) -> Examination:
    return examine(city.path / "snapshot", extracts=city.path / "extracts")


@pytest.fixture(scope="session")
def quiet(clean: City) -> Examination:
    return examine(clean.path / "snapshot", extracts=clean.path / "extracts")
