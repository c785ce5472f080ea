from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from tests.unit.synthetic_papers.toy import toy_lives

from renkou.snapshot.synthetic.build import write_city
from renkou.snapshot.synthetic.faults import DEFAULTS, Fault
from renkou.snapshot.synthetic.ids import REGISTER_BASE
from renkou.snapshot.synthetic.live import live
from renkou.snapshot.synthetic.lives import Lives
from renkou.snapshot.synthetic.summary import Built

# The usual faults, but more births omitted in more townships: a toy has few of them.
MANY_OMITTED = Fault(kind="omitted", share=(0.4, 0.4), areas=40, since=date(2012, 1, 1))
FAULTS = (MANY_OMITTED, *DEFAULTS[1:])


@dataclass(frozen=True)
class City:
    lives: Lives
    path: Path
    built: Built

    def table(self, folder: str, name: str) -> pd.DataFrame:
        return pq.read_table(self.path / folder / f"{name}.parquet").to_pandas()

    def standing(self, name: str) -> pd.DataFrame:
        """The snapshot's rows that nothing superseded, with `row` of the lives."""
        rows = self.table("snapshot", name)
        return rows[rows.superseded_at.isna()]

    def row_of(self) -> pd.Series:
        """Row of the lives by snapshot id."""
        persons = self.table("truth", "persons")
        return pd.Series(
            persons.register_id.to_numpy() - REGISTER_BASE, persons.snapshot_id
        )

    def extract(self, name: str) -> pd.DataFrame:
        encoding = "gbk" if name == "civil_affairs" else "utf-8"
        path = self.path / "extracts" / f"{name}.csv"
        return pd.read_csv(path, dtype=str, encoding=encoding)


@pytest.fixture(scope="session")
def lives() -> Lives:
    return toy_lives(700, 3, places=260)


@pytest.fixture(scope="session", params=["toy", "lived"])
def city(
    request: pytest.FixtureRequest,
    lives: Lives,
    tmp_path_factory: pytest.TempPathFactory,
) -> City:
    """A toy city, where everything happens often, and one as it is really built."""
    chosen = lives if request.param == "toy" else live(4_000, seed=2)
    path = tmp_path_factory.mktemp("city") / "city"
    return City(chosen, path, write_city(chosen, path, FAULTS))


@pytest.fixture(scope="session")
def many() -> Lives:
    """A larger toy, for rates."""
    return toy_lives(2500, 4, places=120)


@pytest.fixture
def binomial() -> Callable[[int, int, float], bool]:
    """Whether a count of hits among n may come of this share (4.5 deviations)."""

    def fits(hits: int, n: int, share: float) -> bool:
        spread = float(np.sqrt(n * share * (1 - share)))
        return abs(hits - n * share) <= 4.5 * spread + 1

    return fits
