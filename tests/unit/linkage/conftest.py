"""A city without a fault, and the same city with one fault of each kind."""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from renkou.linkage import Reconciled, reconcile
from renkou.snapshot.synthetic.build import build_city

SIZE, SEED = 2_000, 5


@dataclass(frozen=True)
class Town:
    """A built town without its truth, and where results go."""

    register: Path
    extracts: Path
    room: Path

    def planted(self, name: str) -> Path:
        """A folder with the town's extracts, to plant a fault in."""
        folder = self.room / name
        shutil.copytree(self.extracts, folder)
        return folder


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    room = tmp_path_factory.mktemp("linkage")
    none = room / "none.toml"
    none.write_text("", encoding="utf-8")
    build_city(SIZE, SEED, room / "town", none)
    shutil.rmtree(room / "town" / "truth")
    return Town(room / "town" / "register", room / "town" / "extracts", room)


@dataclass(frozen=True)
class Result:
    """A reconciliation and its tables."""

    made: Reconciled

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """The rows of a query over `{people}`, `{links}`, `{differences}`."""
        named = {
            name: f"'{self.made.out / name}.parquet'"
            for name in ("people", "differences")
        }
        named["links"] = f"'{self.made.out}/links/*.parquet'"
        with duckdb.connect() as connection:
            return connection.execute(query.format(**named)).fetchall()


@pytest.fixture(scope="session")
def clean(town: Town) -> Result:
    out, key = town.room / "clean", town.room / "key"
    return Result(reconcile(town.register, town.extracts, out, key=key))


def read_rows(path: Path, encoding: str = "utf-8") -> list[list[str]]:
    """The rows of a CSV file, the heading first."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def write_rows(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> None:
    """Write rows as a CSV file."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
