"""Two small cities of the same lives: in one, two townships record births late."""

from __future__ import annotations

from pathlib import Path

import pytest

from renkou.engines import Workspace
from renkou.snapshot.synthetic.build import build_city

LATE = {"511024100000", "511083106000"}
FAULTS = f"""
[late]
share = 1.0
areas = {sorted(LATE)}
strength = 90
"""


def _built(folder: Path, faults: str) -> Workspace:
    (folder / "faults.toml").write_text(faults)
    build_city(20_000, 5, folder / "city", folder / "faults.toml")
    return Workspace(folder / "city" / "snapshot")


@pytest.fixture(scope="session")
def late_city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return _built(tmp_path_factory.mktemp("late"), FAULTS)


@pytest.fixture(scope="session")
def clean_city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return _built(tmp_path_factory.mktemp("clean"), "")


@pytest.fixture(scope="session")
def late_offices() -> set[str]:
    return LATE
