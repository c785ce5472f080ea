"""A small city, lived once for all tests."""

from __future__ import annotations

import pytest

from renkou.snapshot.synthetic.live import live
from renkou.snapshot.synthetic.lives import Lives

PERSONS = 200_000


@pytest.fixture(scope="session")
def city() -> Lives:
    return live(PERSONS, seed=1)
