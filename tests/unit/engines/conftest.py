"""A random city of the oracle's, with corrections and late records, as a snapshot."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.oracle.city import random_city
from tests.oracle.parquet_files import write


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return write(random_city(11, persons=60), tmp_path / "city")
