"""A small built city, projected once by county for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from renkou.engines import Workspace
from renkou.engines.projection import project_city
from renkou.snapshot.synthetic.build import build_city


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("projected")
    build_city(6_000, 3, out)
    return out / "snapshot"


@pytest.fixture(scope="session")
def work(snapshot: Path) -> Workspace:
    return Workspace(snapshot)


@pytest.fixture(scope="session")
def projected(work: Workspace) -> pd.DataFrame:
    table = project_city(work, by="city,county", to=2040, draws=200)
    frame: pd.DataFrame = table.to_pandas()
    return frame
