"""A small city with its figures computed, and a reader who asks for its pages."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.pages.reader import Reader
from tests.pages.walk import Page, walk

PERSONS, SEED = 6_000, 1


@pytest.fixture(scope="session")
def served_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the city, made once for all workers."""
    from renkou.cli.serve import compute
    from renkou.schema.progress import silent
    from renkou.snapshot.synthetic.build import build_city

    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "served-city"
    with (shared / "served-city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            build_city(PERSONS, SEED, folder)
            compute(folder / "snapshot", None, silent)
            (folder / "done").touch()
    return folder


@pytest.fixture(scope="session")
def _django(served_city: Path) -> None:
    """Django, set up once a process: its settings are read from the environment."""
    os.environ["RENKOU_SNAPSHOT"] = str(served_city / "snapshot")
    os.environ["DJANGO_SETTINGS_MODULE"] = "renkou.config.settings"
    import django

    django.setup()


@pytest.fixture
def reader(_django: None) -> Reader:
    """Somebody who asks for pages, in English unless told otherwise."""
    return Reader()


@pytest.fixture(scope="session")
def pages(_django: None) -> Sequence[Page]:
    """Every page in both languages, asked for once."""
    return walk()
