"""Cities whose every figure is computed and kept, made once for all tests here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.oracle.city import random_city
from tests.oracle.parquet_files import write

from renkou.engines import Workspace
from renkou.engines.tables import Tables, make_tables, place_of
from renkou.snapshot import Manifest
from renkou.snapshot.manifest import write_manifest
from renkou.snapshot.synthetic.build import build_city

MID_MONTH = date(2018, 7, 12)


def kept(snapshot: Path) -> tuple[Workspace, Tables]:
    """A snapshot and the tables of it, computed where they are not."""
    work = Workspace(snapshot)
    tables = Tables(place_of(work.snapshot))
    make_tables(work, tables)
    return work, tables


@pytest.fixture(scope="session")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Tables]:
    """A random city of late, corrected and withdrawn rows; its last day is the 12th."""
    folder = write(random_city(11, persons=60), tmp_path_factory.mktemp("corrected"))
    write_manifest(folder, Manifest(last_day=MID_MONTH))
    return kept(folder)


@pytest.fixture(scope="session")
def shared_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Tables]:
    """A synthetic city on an older list: some of its places are shared out today."""
    folder = tmp_path_factory.mktemp("shared") / "city"
    build_city(1_500, 3, folder)
    return kept(folder / "snapshot")
