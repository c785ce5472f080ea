"""What a snapshot may look like, and what is refused before any row is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from renkou.schema.problem import Problem
from renkou.snapshot import Manifest, open_snapshot, write_manifest


def rewrite(file: Path, change: object) -> None:
    table = pq.read_table(file)
    pq.write_table(change(table), file)  # type: ignore[operator]


def cast(file: Path, column: str, kind: pa.DataType) -> None:
    def change(table: pa.Table) -> pa.Table:
        at = table.column_names.index(column)
        return table.set_column(at, column, table.column(column).cast(kind))

    rewrite(file, change)


def refusal(folder: Path) -> str:
    with pytest.raises(Problem) as caught:
        open_snapshot(folder)
    assert caught.value.text.zh != caught.value.text.en
    return caught.value.text.en


def read(folder: Path, table: str, column: str) -> list[object]:
    query = open_snapshot(folder)[table].sql([column])
    return [row[0] for row in duckdb.sql(query).fetchall()]


def test_a_snapshot_opens(snapshot: Path) -> None:
    opened = open_snapshot(snapshot)
    assert opened["persons"].rows == 6
    assert opened.has("births")
    assert not opened.has("adoptions")
    assert opened.recording_known
    assert opened.last_day() == date(2019, 12, 31)


def test_the_last_day_is_the_latest_of_all_days(snapshot: Path) -> None:
    write_manifest(snapshot, Manifest())
    assert open_snapshot(snapshot).last_day() == date(2019, 1, 2)


def test_a_table_may_be_a_folder_of_files(snapshot: Path) -> None:
    whole = pq.read_table(snapshot / "births.parquet")
    (snapshot / "births.parquet").unlink()
    (snapshot / "births").mkdir()
    pq.write_table(whole[:1], snapshot / "births" / "a.parquet")
    pq.write_table(whole[1:], snapshot / "births" / "b.parquet")
    assert read(snapshot, "births", "child_id") == [3, 4]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_moments_of_any_unit_read_alike(snapshot: Path, unit: str) -> None:
    file = snapshot / "deaths.parquet"
    cast(file, "recorded_at", pa.timestamp(unit))
    assert str(read(snapshot, "deaths", "recorded_at")) == (
        "[datetime.datetime(2019, 1, 2, 9, 30)]"
    )


def test_moments_with_a_zone_are_turned_into_city_time(snapshot: Path) -> None:
    cast(snapshot / "deaths.parquet", "recorded_at", pa.timestamp("us", "UTC"))
    [moment] = read(snapshot, "deaths", "recorded_at")
    assert str(moment) == "2019-01-02 17:30:00"


def test_text_ids_and_plain_codes_are_read(snapshot: Path) -> None:
    for file in snapshot.glob("*.parquet"):
        for column in pq.read_schema(file).names:
            if column.endswith("_id"):
                cast(file, column, pa.string())
            if column in ("area", "kind", "role"):
                cast(file, column, pa.string())
    cast(snapshot / "persons.parquet", "sex", pa.uint64())
    assert read(snapshot, "births", "child_id") == ["3", "4"]
    assert read(snapshot, "persons", "sex") == [1, 2, 1, 2, 1, 2]


def test_dates_may_be_timestamps_at_midnight(snapshot: Path) -> None:
    cast(snapshot / "deaths.parquet", "occurred_on", pa.timestamp("ns"))
    assert read(snapshot, "deaths", "occurred_on") == [date(2015, 2, 3)]


def test_an_optional_column_may_be_all_null(snapshot: Path) -> None:
    def change(table: pa.Table) -> pa.Table:
        table = table.drop_columns(["superseded_at"])
        return table.append_column("superseded_at", pa.nulls(len(table)))

    rewrite(snapshot / "persons.parquet", change)
    assert read(snapshot, "persons", "superseded_at") == [None] * 6


def test_underlying_cause_may_be_left_out(snapshot: Path) -> None:
    rewrite(snapshot / "deaths.parquet", lambda t: t.drop_columns(["underlying_cause"]))
    assert read(snapshot, "deaths", "underlying_cause") == [None]


def test_a_missing_column_is_named_with_what_may_be_meant(snapshot: Path) -> None:
    rewrite(
        snapshot / "persons.parquet",
        lambda t: t.rename_columns(
            ["birthdate" if n == "birth_date" else n for n in t.column_names]
        ),
    )
    said = refusal(snapshot)
    assert "persons.parquet" in said
    assert "birth_date is missing" in said
    assert "Is it birthdate?" in said


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("persons", "birth_date", pa.int32()),
        ("persons", "sex", pa.string()),
        ("persons", "mother_id", pa.float64()),
        ("residence_spells", "area", pa.int64()),
    ],
)
def test_a_wrong_type_is_refused(
    snapshot: Path, table: str, column: str, kind: pa.DataType
) -> None:
    cast(snapshot / f"{table}.parquet", column, kind)
    said = refusal(snapshot)
    assert f"{table}.parquet" in said
    assert column in said
    assert str(kind) in said


def test_ids_as_text_here_and_numbers_there_are_refused(snapshot: Path) -> None:
    cast(snapshot / "deaths.parquet", "person_id", pa.string())
    assert "deaths.person_id holds person ids as text" in refusal(snapshot)


def test_a_future_schema_is_refused(snapshot: Path) -> None:
    rewrite(
        snapshot / "births.parquet",
        lambda t: t.replace_schema_metadata({"renkou.schema": "99"}),
    )
    assert "written with schema 99" in refusal(snapshot)


def test_a_future_manifest_is_refused(snapshot: Path) -> None:
    (snapshot / "snapshot.toml").write_text("schema = 2\n")
    assert "written with schema 2" in refusal(snapshot)


def test_a_misspelt_key_of_the_manifest_is_refused(snapshot: Path) -> None:
    (snapshot / "snapshot.toml").write_text('recordd = "unknown"\n')
    assert "Did you mean recorded?" in refusal(snapshot)


def test_half_a_file_is_refused(snapshot: Path) -> None:
    file = snapshot / "births.parquet"
    file.write_bytes(file.read_bytes()[:-20])
    assert "not a whole Parquet file" in refusal(snapshot)


def test_a_missing_table_is_named(snapshot: Path) -> None:
    (snapshot / "residence_spells.parquet").unlink()
    assert "the table residence_spells is missing" in refusal(snapshot)


def test_the_folder_above_is_told_of_the_snapshot_within(snapshot: Path) -> None:
    inner = snapshot.parent / "up"
    inner.mkdir()
    snapshot.rename(inner / "snapshot")
    assert f"Did you mean {inner / 'snapshot'}?" in refusal(inner)


def test_a_register_with_names_is_no_snapshot(snapshot: Path) -> None:
    (snapshot / "names.parquet").touch()
    assert "this is a register" in refusal(snapshot)


def test_what_needs_an_absent_table_says_so(snapshot: Path) -> None:
    with pytest.raises(Problem, match="adoptions"):
        open_snapshot(snapshot)["adoptions"]


def test_without_days_of_recording_no_past_day_can_be_asked(snapshot: Path) -> None:
    write_manifest(snapshot, Manifest(recorded="unknown"))
    opened = open_snapshot(snapshot)
    assert not opened.recording_known
    with pytest.raises(Problem, match="gave no day of recording"):
        opened.require_recording()
