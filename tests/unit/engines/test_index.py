"""The facts kept beside a large snapshot: made once, and never believed too long."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from renkou.engines import Workspace, index, measure
from renkou.engines.population import KnownStock

KEYS = ("population", "births", "person-years", "one-person-households")


def figures(snapshot: Path | Workspace) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = measure(
        KEYS, snapshot=snapshot, years="2014-2016", by="county"
    ).to_pylist()
    return rows


@pytest.fixture
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "LARGE", 1)


def kept(city: Path) -> list[str]:
    return sorted(file.name for file in (city / index.FOLDER).iterdir())


@pytest.mark.usefixtures("small_is_large")
def test_the_index_says_what_the_snapshot_says(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_index, again = figures(city), figures(city)
    assert len(kept(city)) == 1
    monkeypatch.setattr(index, "LARGE", 10**9)
    assert with_index == again == figures(city)


@pytest.mark.usefixtures("small_is_large")
def test_a_changed_snapshot_makes_a_new_index(city: Path) -> None:
    KnownStock.of(Workspace(city))
    before, old = figures(city), kept(city)
    spells = city / "residence_spells.parquet"
    pq.write_table(pq.read_table(spells).slice(0, 40), spells)
    assert figures(city) != before
    KnownStock.of(Workspace(city))
    assert len(kept(city)) == len(old) == 2
    assert not set(kept(city)) & set(old)


@pytest.mark.usefixtures("small_is_large")
def test_a_broken_index_is_made_again_or_done_without(city: Path) -> None:
    expected = figures(city)
    place = index.place_of(Workspace(city).snapshot)
    assert place is not None
    place.write_bytes(b"not a database")
    assert figures(city) == expected


@pytest.mark.usefixtures("small_is_large")
def test_where_nothing_can_be_kept_facts_are_made_in_memory(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "can_write", lambda place: False)
    found = figures(city)
    assert not (city / index.FOLDER).exists()
    monkeypatch.setattr(index, "LARGE", 10**9)
    assert found == figures(city)


@pytest.mark.usefixtures("small_is_large")
def test_a_full_disk_leaves_nothing_behind(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    assert figures(city)
    assert kept(city) == []
    shutil.rmtree(city)
