"""Tables are written in the declared form and order; folders whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.snapshot.hand_made import Rows, arrow

from renkou.schema import BY_NAME
from renkou.schema.arrow import arrow_schema
from renkou.schema.problem import Problem
from renkou.snapshot import new_folder, write_table


def test_a_table_is_written_in_the_declared_form(tmp_path: Path, rows: Rows) -> None:
    table = arrow("residence_spells", rows["residence_spells"])
    shuffled = table.take([7, 0, 11, 3, 5, 1, 2, 4, 6, 8, 9, 10])
    file = write_table(tmp_path, "residence_spells", shuffled)
    back = pq.read_table(file)
    keys = back.select(["area", "kind", "person_id"]).to_pylist()
    order = [tuple(key.values()) for key in keys]
    assert order == sorted(order)
    assert back.schema.metadata[b"renkou.schema"] == b"1"
    assert [f.name for f in back.schema] == list(BY_NAME["residence_spells"].names)
    assert back.schema.field("valid_from").type == (
        arrow_schema(BY_NAME["residence_spells"]).field("valid_from").type
    )
    assert pq.read_metadata(file).row_group(0).column(0).compression == "ZSTD"


def test_a_null_where_none_may_be_is_refused(tmp_path: Path, rows: Rows) -> None:
    table = arrow("deaths", rows["deaths"])
    broken = table.set_column(table.column_names.index("area"), "area", [[None]])
    with pytest.raises(ValueError, match=r"deaths\.area"):
        write_table(tmp_path, "deaths", broken)


def test_an_unknown_column_is_refused(tmp_path: Path, rows: Rows) -> None:
    table = arrow("deaths", rows["deaths"]).append_column("name", [["王"]])
    with pytest.raises(ValueError, match="unknown"):
        write_table(tmp_path, "deaths", table)


def test_after_an_error_what_was_there_is_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "old").touch()

    def fail() -> None:
        with new_folder(out, replace=True) as folder:
            (folder / "new").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert [p.name for p in out.iterdir()] == ["old"]


def test_a_second_run_needs_to_be_told_to_replace(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with new_folder(out) as folder:
        (folder / "first").touch()
    with pytest.raises(Problem, match="--replace"), new_folder(out):
        pass
    with new_folder(out, replace=True) as folder:
        (folder / "second").touch()
    assert [p.name for p in out.iterdir()] == ["second"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
