"""A small city with its figures computed, and a reader who asks for its pages."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

import renkou
from tests.pages.reader import Reader
from tests.pages.walk import Page, walk

PERSONS, SEED = 6_000, 1
ABOVE = ("ui", "web", "config", "report", "cli", "linkage")  # make no figure


@pytest.fixture(scope="session")
def served_city(pytestconfig: pytest.Config) -> Path:
    """The folder of the city: made once, and again when what makes it changes."""
    from renkou.cli.serve import compute
    from renkou.engines import Workspace
    from renkou.engines.quality import keep_findings
    from renkou.engines.tables import place_of
    from renkou.schema.progress import silent
    from renkou.snapshot.synthetic.build import build_city

    kept = pytestconfig.cache.mkdir("served-cities")
    folder = kept / _what_makes_it()
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            for old in kept.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            build_city(PERSONS, SEED, folder)
            compute(folder / "snapshot", None, silent)
            # A server looks for findings while its pages are read: here they are there.
            work = Workspace(folder / "snapshot")
            place = place_of(work.snapshot)
            keep_findings(work, place, extracts=folder / "extracts")
            (folder / "done").touch()
    return folder


def _what_makes_it() -> str:
    """A word for everything below the pages, and for the city asked for."""
    source = Path(renkou.__file__).parent
    stated = hashlib.sha256(f"{PERSONS} {SEED}".encode())
    for path in sorted(source.rglob("*")):
        room = path.relative_to(source).parts[0]
        made = "__pycache__" in path.parts  # by Python, and by Numba when it runs
        if path.is_file() and not made and room not in ABOVE:
            stated.update(path.read_bytes())
    return stated.hexdigest()[:16]


@pytest.fixture(scope="session")
def _django(served_city: Path) -> None:
    """Django, set up once a process, and its settings turned to the small city.

    The environment is read when settings are first needed, which another test in this
    process may have done before.
    """
    os.environ["RENKOU_SNAPSHOT"] = str(served_city / "snapshot")
    os.environ["DJANGO_SETTINGS_MODULE"] = "renkou.config.settings"
    import django
    from django.conf import settings

    django.setup()
    settings.RENKOU_SNAPSHOT = served_city / "snapshot"


@pytest.fixture
def reader(_django: None) -> Reader:
    """Somebody who asks for pages, in English unless told otherwise."""
    return Reader()


@pytest.fixture(scope="session")
def pages(_django: None) -> Sequence[Page]:
    """Every page in both languages, asked for once."""
    return walk()
