"""Fixtures: the hand-made snapshot, as it is and changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.snapshot.hand_made import Rows, city, write


@pytest.fixture
def rows() -> Rows:
    return city()


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    return write(tmp_path / "city", city())


@pytest.fixture
def with_rows(tmp_path: Path) -> Callable[[Rows], Path]:
    """Writes changed rows as a snapshot."""
    return lambda changed: write(tmp_path / "changed", changed)
