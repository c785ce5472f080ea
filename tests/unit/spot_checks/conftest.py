"""A small built city to draw from."""

from __future__ import annotations

import pytest

from renkou.engines import Workspace
from renkou.snapshot.synthetic.build import build_city


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    out = tmp_path_factory.mktemp("checked") / "city"
    build_city(4_000, 2, out)
    return Workspace(out / "snapshot")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")
