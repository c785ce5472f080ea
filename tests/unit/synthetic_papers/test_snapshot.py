from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.synthetic_papers.conftest import City

from renkou import areas
from renkou.schema import BY_NAME, REGISTER, SNAPSHOT, Kind, Table
from renkou.schema.arrow import arrow_schema
from renkou.snapshot.manifest import read_manifest
from renkou.snapshot.synthetic.ids import REGISTER_BASE
from renkou.snapshot.synthetic.successors import LIVED_ON

HORIZON = pd.Timestamp("2025-12-31 23:59:59")


@pytest.mark.parametrize("table", SNAPSHOT, ids=lambda table: table.name)
def test_a_snapshot_file_keeps_the_schema(city: City, table: Table) -> None:
    schema = pq.read_schema(city.path / "snapshot" / f"{table.name}.parquet")
    declared = arrow_schema(table)
    absent = [c.name for c in table.columns if c.absent]
    assert schema.names == [n for n in declared.names if n not in absent]
    assert schema.metadata[b"renkou.schema"] == declared.metadata[b"renkou.schema"]
    for field in schema:
        kept = declared.field(field.name)
        assert field.nullable == kept.nullable
        if kept.type == pa.timestamp("s"):
            assert field.type == pa.timestamp("ms"), "Parquet has no whole seconds"
        else:
            assert field.type == kept.type, field.name


@pytest.mark.parametrize("table", SNAPSHOT, ids=lambda table: table.name)
def test_a_snapshot_file_is_sorted_and_never_empty_where_it_may_not_be(
    city: City, table: Table
) -> None:
    rows = city.table("snapshot", table.name)
    for column in table.columns:
        if column.name in rows and not column.optional:
            assert rows[column.name].notna().all(), column.name
    keys = list(table.sort)
    texts = rows.assign(
        **{k: rows[k].astype(str) for k in keys if rows[k].dtype == "category"}
    )
    ordered = texts.sort_values(keys, kind="stable")
    assert ordered[keys].equals(texts[keys])


def test_the_snapshot_tells_nobodys_name(city: City) -> None:
    files = {path.stem for path in (city.path / "snapshot").glob("*.parquet")}
    assert files == {table.name for table in SNAPSHOT}
    for name in files:
        columns = pq.read_schema(city.path / "snapshot" / f"{name}.parquet").names
        assert not {"surname", "given", "identity_number"} & set(columns)


@pytest.mark.parametrize("table", REGISTER, ids=lambda table: table.name)
def test_versions_follow_one_another(city: City, table: Table) -> None:
    folder = "register" if table.identified else "snapshot"
    rows = city.table(folder, table.name).sort_values(["record_id", "version"])
    again = rows.record_id.eq(rows.record_id.shift())
    assert (rows.version == rows.groupby("record_id").cumcount() + 1).all()
    replaced = rows.superseded_at.shift()[again]
    assert (rows.recorded_at[again] == replaced).all()
    assert rows.superseded_at[~again.shift(-1, fill_value=False)].isna().all()
    assert (rows.recorded_at <= HORIZON).all()
    assert (rows.recorded_at >= pd.Timestamp("2010-11-01")).all()


@pytest.mark.parametrize("table", SNAPSHOT, ids=lambda table: table.name)
@pytest.mark.parametrize("day", ["2013-06-30", "2019-12-31", "2025-12-31"])
def test_keys_stand_once_among_what_is_known_on_a_day(
    city: City, table: Table, day: str
) -> None:
    rows = city.table("snapshot", table.name)
    night = pd.Timestamp(f"{day} 23:59:59")
    known = rows[
        (rows.recorded_at <= night)
        & (rows.superseded_at.isna() | (rows.superseded_at > night))
    ]
    assert len(known) > 0 or table.name == "adoptions", "the lives may have none"
    assert not known.duplicated(list(table.key)).any()


def test_a_person_has_one_home_of_a_kind_at_a_time_on_any_known_day(
    city: City,
) -> None:
    rows = city.table("snapshot", "residence_spells")
    for day in ("2014-03-31", "2020-10-31", "2025-12-31"):
        night = pd.Timestamp(f"{day} 23:59:59")
        known = rows[
            (rows.recorded_at <= night)
            & (rows.superseded_at.isna() | (rows.superseded_at > night))
        ].sort_values(["person_id", "kind", "valid_from"])
        same = known.person_id.eq(known.person_id.shift(-1)) & known.kind.eq(
            known.kind.shift(-1)
        )
        end = pd.to_datetime(known.valid_to)
        start = pd.to_datetime(known.valid_from).shift(-1)
        assert (end[same] <= start[same]).all()


@pytest.mark.parametrize("table", SNAPSHOT, ids=lambda table: table.name)
def test_ids_name_persons_who_are_there(city: City, table: Table) -> None:
    persons = set(city.table("snapshot", "persons").person_id)
    rows = city.table("snapshot", table.name)
    for column in table.columns:
        if column.refers_to == "persons.person_id":
            assert set(rows[column.name].dropna()) <= persons, column.name


def test_pseudonyms_differ_from_the_registers_ids(city: City) -> None:
    for name in BY_NAME:
        if BY_NAME[name].identified:
            continue
        public, own = city.table("snapshot", name), city.table("register", name)
        for column in BY_NAME[name].columns:
            if column.kind is Kind.ID:
                assert not set(public[column.name]) & set(own[column.name].dropna())
    public = city.row_of()
    ranks = public.sort_index().to_numpy()
    assert abs(np.corrcoef(ranks, np.arange(len(ranks)))[0, 1]) < 0.06
    assert public.min() == 0
    assert (public.index.to_numpy() < REGISTER_BASE).all()


def test_register_and_snapshot_say_the_same(city: City) -> None:
    truth = city.table("truth", "persons")
    own = pd.Series(truth.snapshot_id.to_numpy(), truth.register_id)
    for name in ("births", "residence_spells", "deaths"):
        public, register = city.table("snapshot", name), city.table("register", name)
        who = "child_id" if name == "births" else "person_id"
        register[who] = register[who].map(own)
        keys = [who, "recorded_at", "version", "area"]
        keys += ["valid_from", "kind"] if name == "residence_spells" else []
        left = public[keys].sort_values(keys).reset_index(drop=True)
        right = register[keys].sort_values(keys).reset_index(drop=True)
        assert left.equals(right)


def test_areas_are_villages_of_the_list_the_manifest_names(city: City) -> None:
    manifest = read_manifest(city.path / "snapshot")
    assert manifest.area_list == LIVED_ON
    assert manifest.synthetic
    assert str(manifest.last_day) == "2025-12-31"
    codes = {u.code for u in areas.bundled().units(LIVED_ON, "village")}
    for name in ("births", "deaths", "residence_spells", "marriages"):
        assert set(city.table("snapshot", name).area) <= codes
    moves = city.table("snapshot", "moves")
    ends = set(moves.origin) | set(moves.destination)
    assert ends <= codes | {"elsewhere"}
    assert "elsewhere" in ends


def test_the_built_counts_are_those_of_the_files(city: City) -> None:
    for folder in ("register", "snapshot"):
        for name, count in city.built.rows[folder].items():
            path = city.path / folder / f"{name}.parquet"
            assert pq.read_metadata(path).num_rows == count
    for name, count in city.built.rows["extracts"].items():
        assert len(city.extract(name)) == count
