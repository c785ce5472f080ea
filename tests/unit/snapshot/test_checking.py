"""Every rule of the check is proved by a fault planted in a sound snapshot."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.snapshot.hand_made import D, Rows, city, write
from tests.unit.snapshot.planted import BOUNDARIES, PLANTED, Change

from renkou.schema.problem import Problem
from renkou.snapshot import Manifest, check, write_manifest
from renkou.snapshot.checking import Finding
from renkou.snapshot.checking.rules import ALL_RULES


def found(folder: Path, rule: str) -> Finding:
    """The one finding of `rule` in a snapshot; fails where there is none or more."""
    report = check(folder)
    matching = [finding for finding in report.findings if finding.rule.key == rule]
    keys = [finding.rule.key for finding in report.findings]
    assert len(matching) == 1, keys
    return matching[0]


def test_a_sound_snapshot_passes_with_nothing_to_say(snapshot: Path) -> None:
    report = check(snapshot)
    assert report.findings == ()
    assert report.passed
    assert report.rows["persons"] == 6


@pytest.mark.parametrize(
    ("rule", "table", "column", "count", "value", "change"),
    PLANTED,
    ids=[f"{rule}-{table}-{column}" for rule, table, column, *_ in PLANTED],
)
def test_a_planted_fault_is_found(
    rule: str,
    table: str,
    column: str,
    count: int,
    value: str,
    change: Change,
    with_rows: Callable[[Rows], Path],
) -> None:
    rows = city()
    change(rows)
    finding = found(with_rows(rows), rule)
    assert (finding.table, finding.column) == (table, column)
    assert finding.count == count
    if count:
        assert finding.examples[0].value == value
        assert finding.examples[0].file == f"{table}.parquet"
        assert finding.examples[0].row >= 1


@pytest.mark.parametrize(
    ("rule", "change"), BOUNDARIES, ids=[rule for rule, _ in BOUNDARIES]
)
def test_what_is_just_right_is_left_alone(
    rule: str, change: Change, with_rows: Callable[[Rows], Path]
) -> None:
    rows = city()
    change(rows)
    assert rule not in [f.rule.key for f in check(with_rows(rows)).findings]


def test_three_spells_with_a_gap_and_an_overlap_are_told_apart(
    with_rows: Callable[[Rows], Path],
) -> None:
    rows = city()
    first = rows["residence_spells"][0]
    first["valid_to"] = D("2011-01-01")
    rows["residence_spells"] += [
        {**first, "valid_from": D("2013-01-01"), "valid_to": D("2015-01-01")},
        {**first, "valid_from": D("2014-12-31"), "valid_to": None},
    ]
    finding = found(with_rows(rows), "overlap")
    assert finding.count == 1
    assert finding.examples[0].value == "1, actual, 2014-12-31"


def rewrite(file: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    pq.write_table(change(pq.read_table(file)), file)


def test_dates_with_a_time_of_day_are_found(snapshot: Path) -> None:
    def change(table: pa.Table) -> pa.Table:
        at = table.column_names.index("occurred_on")
        moments = pa.array([datetime(2015, 2, 3, 16)], pa.timestamp("us"))
        return table.set_column(at, "occurred_on", moments)

    rewrite(snapshot / "deaths.parquet", change)
    finding = found(snapshot, "time-of-day")
    assert finding.examples[0].value == "2015-02-03 16:00:00"


def test_a_null_where_none_may_be_is_found(snapshot: Path) -> None:
    def change(table: pa.Table) -> pa.Table:
        at = table.column_names.index("birth_date")
        days = [None, *table.column("birth_date").to_pylist()[1:]]
        return table.set_column(at, "birth_date", pa.array(days, pa.date32()))

    rewrite(snapshot / "persons.parquet", change)
    finding = found(snapshot, "empty")
    assert (finding.column, finding.count) == ("birth_date", 1)
    assert finding.examples[0].row == 1


@pytest.mark.parametrize("name", ["姓名", "surname", "ID_card", "phone"])
def test_a_column_that_names_people_is_found(snapshot: Path, name: str) -> None:
    rewrite(
        snapshot / "persons.parquet", lambda t: t.append_column(name, pa.nulls(len(t)))
    )
    assert found(snapshot, "identifying-column").column == name


def test_an_undeclared_column_is_mentioned(snapshot: Path) -> None:
    rewrite(
        snapshot / "persons.parquet", lambda t: t.append_column("x", pa.nulls(len(t)))
    )
    assert found(snapshot, "extra-column").column == "x"
    assert check(snapshot).passed


def test_identity_numbers_in_place_of_pseudonyms_are_found(
    with_rows: Callable[[Rows], Path],
) -> None:
    rows = city()
    for some in rows.values():
        for row in some:
            for column in row:
                if column.endswith("_id") and row[column] is not None:
                    row[column] = 510000199003070000 + row[column]
    report = check(with_rows(rows))
    columns = {
        (f.table, f.column)
        for f in report.findings
        if f.rule.key == "identifying-value"
    }
    assert ("persons", "person_id") in columns
    assert ("births", "mother_id") in columns
    assert "510000" not in str(report.findings)


def test_a_register_fails_for_its_names(snapshot: Path) -> None:
    (snapshot / "names").mkdir()
    (snapshot / "names" / "a.parquet").touch()
    assert found(snapshot, "identifying-column").table == "names"


def test_every_fault_of_structure_is_listed_and_the_rest_is_checked(
    snapshot: Path,
) -> None:
    rewrite(snapshot / "births.parquet", lambda t: t.drop_columns(["sex", "area"]))
    rewrite(
        snapshot / "moves.parquet",
        lambda t: t.set_column(
            t.column_names.index("person_id"), "person_id", pa.array([99, 6])
        ),
    )
    report = check(snapshot)
    told = [(f.rule.key, f.table, f.column) for f in report.findings]
    assert told == [
        ("structure", "births", "area"),
        ("structure", "births", "sex"),
        ("points-nowhere", "moves", "person_id"),
    ]


def test_a_missing_table_is_found(snapshot: Path) -> None:
    (snapshot / "residence_spells.parquet").unlink()
    assert found(snapshot, "missing-table").table == "residence_spells"


def test_a_file_of_no_table_is_mentioned(snapshot: Path) -> None:
    (snapshot / "person.parquet").touch()
    assert found(snapshot, "unknown-file").table == "person"


def test_several_files_are_told_apart(snapshot: Path) -> None:
    file = snapshot / "persons.parquet"
    table = pq.read_table(file)
    file.unlink()
    file.mkdir()
    at = table.column_names.index("sex")
    broken = table.set_column(at, "sex", pa.array([1, 2, 1, 2, 9, 2], pa.int8()))
    pq.write_table(broken[:3], file / "a.parquet")
    pq.write_table(broken[3:], file / "b.parquet")
    [example] = found(snapshot, "code").examples
    assert (example.file, example.row, example.value) == ("b.parquet", 2, "9")


def test_a_code_on_no_list_is_found_with_the_list(
    with_rows: Callable[[Rows], Path],
) -> None:
    rows = city()
    rows["births"][0]["area"] = "511002999999"
    finding = found(with_rows(rows), "area-unknown")
    assert (finding.table, finding.column, finding.count) == ("births", "area", 1)
    assert finding.examples[0].value == "511002999999"
    assert finding.detail is not None
    assert "has 2 of the 3 codes" in finding.detail.en


def test_the_list_with_most_codes_is_named_where_another_is_stated(
    snapshot: Path,
) -> None:
    rows = city()
    for row in rows["residence_spells"]:
        row["area"] = "511028101001"  # Longchang before it became a city of its own
    write(snapshot, {"residence_spells": rows["residence_spells"]})
    manifest = Manifest(last_day=D("2019-12-31"), area_list=D("2023-06-30"))
    write_manifest(snapshot, manifest)
    findings = [f for f in check(snapshot).findings if f.table == "residence_spells"]
    assert [f.rule.key for f in findings] == ["area-unknown"]
    assert findings[0].count == 12


def test_a_city_may_bring_its_own_list(snapshot: Path) -> None:
    rows = city()
    for some in rows.values():
        for row in some:
            for column in ("area", "origin"):
                if column in row:
                    row[column] = "990101001001"
    write(snapshot, rows)
    assert not check(snapshot).passed
    (snapshot / "areas.csv").write_text(
        "vintage,code,name\n2019-01-01,9901,Our city\n".replace("9901", "990100")
        + "2019-01-01,990101,County\n2019-01-01,990101001,Township\n"
        "2019-01-01,990101001001,Village\n"
    )
    assert check(snapshot).passed


def test_at_most_five_rows_are_shown(with_rows: Callable[[Rows], Path]) -> None:
    rows = city()
    for row in rows["persons"]:
        row["sex"] = 0
    finding = found(with_rows(rows), "code")
    assert finding.count == 6
    assert [example.row for example in finding.examples] == [1, 2, 3, 4, 5]


def test_where_recording_is_unknown_its_days_are_not_judged(snapshot: Path) -> None:
    rows = city()
    rows["marriages"][0]["recorded_at"] = datetime(2000, 1, 1)
    manifest = Manifest(last_day=date(2019, 12, 31), recorded="unknown")
    write(snapshot, rows, manifest)
    assert check(snapshot).passed
    write_manifest(snapshot, Manifest(last_day=date(2019, 12, 31)))
    assert not check(snapshot).passed


def test_without_a_last_day_the_clock_decides(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_manifest(snapshot, Manifest())
    monkeypatch.setenv("RENKOU_TODAY", "2018-12-31")
    assert not check(snapshot).passed
    monkeypatch.setenv("RENKOU_TODAY", "2019-01-02")
    assert check(snapshot).passed


def test_a_folder_without_tables_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="persons is missing"):
        check(tmp_path)


def test_every_rule_is_proved() -> None:
    """By a row of PLANTED, or a test of its own above."""
    here = Path(__file__).read_text(encoding="utf-8")
    own = set(re.findall(r'found\([^"]*"([a-z0-9-]+)"\)', here))
    proved = {rule for rule, *_ in PLANTED} | own | {"structure"}
    assert {rule.key for rule in ALL_RULES} == proved
