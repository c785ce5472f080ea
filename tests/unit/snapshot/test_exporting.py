"""A snapshot written as CSV holds what the snapshot does."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from renkou.schema.problem import Problem
from renkou.snapshot.exporting import export_csv


def test_tables_are_written_as_csv(snapshot: Path, tmp_path: Path) -> None:
    counts = export_csv(snapshot, tmp_path / "csv")
    assert counts["persons"] == 6
    with (tmp_path / "csv" / "deaths.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert row == {
        "record_id": "1",
        "version": "1",
        "recorded_at": "2019-01-02 09:30:00",
        "superseded_at": "",
        "person_id": "5",
        "occurred_on": "2015-02-03",
        "area": "511002001001",
        "underlying_cause": "",
    }
    assert (tmp_path / "csv" / "snapshot.toml").is_file()


def test_a_mark_is_written_where_asked_for(snapshot: Path, tmp_path: Path) -> None:
    export_csv(snapshot, tmp_path / "csv", mark=True)
    assert (tmp_path / "csv" / "persons.csv").read_bytes()[:3] == b"\xef\xbb\xbf"


def test_what_is_there_is_not_written_over(snapshot: Path, tmp_path: Path) -> None:
    export_csv(snapshot, tmp_path / "csv")
    with pytest.raises(Problem, match="--replace"):
        export_csv(snapshot, tmp_path / "csv")
