"""Every detector over a small city with faults and over a clean one, without truth."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.unit.trust.conftest import City

from renkou.engines.trust import Examination, examine, table_of
from renkou.schema.findings import FINDING_COLUMNS
from renkou.schema.problem import Problem

Change = Callable[[int, int], npt.NDArray[np.int64]]


def claimed(found: Examination, key: str) -> set[str]:
    return {f.area for f in found.findings if f.detector.key == key}


def test_births_left_out_are_found_by_certificate_and_late_ones_are_not(
    city: City, found: Examination
) -> None:
    areas = claimed(found, "certificates-not-registered")
    assert len(areas & city.planted["omitted"]) >= 3
    assert areas <= city.planted["omitted"]


def test_late_townships_are_found(city: City, found: Examination) -> None:
    for key in ("delay-distribution", "recorded-within-30-days", "drift"):
        assert claimed(found, key) <= city.planted["late"], key
    assert len(claimed(found, "delay-distribution") & city.planted["late"]) >= 3


def test_drift_counts_what_was_not_known_at_first_publication(
    city: City, found: Examination
) -> None:
    births = pq.read_table(city.path / "snapshot" / "births.parquet").to_pylist()
    first, last = found.late.years
    told: dict[str, date] = {}  # when a birth was first recorded, corrected or not
    for row in births:
        day = row["recorded_at"].date()
        told[row["record_id"]] = min(day, told.get(row["record_id"], day))
    late = closed = 0
    for row in births:
        year = row["occurred_on"].year
        if row["superseded_at"] is None and first <= year <= last:
            closed += 1
            late += told[row["record_id"]] > date(year + 1, 1, 31)
    assert found.late.closed.sum() == closed
    assert found.late.unseen.sum() == late > 0


def test_invented_counts_are_found(city: City, found: Examination) -> None:
    areas = claimed(found, "reported-not-recorded")
    assert areas == city.planted["invented"]


def test_counts_alone_find_no_township_that_did_not_omit(
    city: City, found: Examination
) -> None:
    assert claimed(found, "births-below-own-past") <= city.planted["omitted"]


def test_a_clean_city_is_quiet(quiet: Examination) -> None:
    areas = [f for f in quiet.findings if f.detector.key != "sex-ratio-of-city"]
    assert areas == []
    assert len(quiet.detectors) >= 11


def test_without_certificates_counts_alone_are_asked(city: City) -> None:
    found = examine(city.path / "snapshot", known_on="2020-06-30")
    assert found.person is None
    assert found.register.known_on == date(2020, 6, 30)
    assert (
        int(found.register.recorded.max())
        <= (date(2020, 6, 30) - date(1970, 1, 1)).days
    )


def test_findings_have_the_columns_and_both_languages(found: Examination) -> None:
    table = table_of(found.findings)
    assert table.column_names[: len(FINDING_COLUMNS)] == list(FINDING_COLUMNS)
    for name in ("what", "where", "sure", "why", "settle"):
        for lang in ("en", "zh"):
            assert all(table[f"{name}_{lang}"].to_pylist())
    assert set(table["person_id"].to_pylist()) == {""}
    found_on = pc.max(table["found_on"]).as_py()
    assert found_on <= found.register.known_on


def _with_reports(city: City, to: Path, change: Change) -> Path:
    """A copy of the snapshot whose reports of births are made anew."""
    shutil.copytree(city.path / "snapshot", to)
    table = pq.read_table(to / "reported_counts.parquet")
    births = pc.equal(table["kind"].cast("string"), "births").to_numpy()
    codes = np.array(table["area"].to_pylist())
    month = table["month"].to_numpy().astype("datetime64[M]").astype(int)
    offices, office = np.unique(codes, return_inverse=True)
    month -= month.min()
    value = table["value"].to_numpy().copy()
    made = change(len(offices), month.max() + 1)
    value[births] = made[office, month][births]
    at = table.column_names.index("value")
    table = table.set_column(at, "value", pa.array(value, table["value"].type))
    pq.write_table(table, to / "reported_counts.parquet")
    return to


@pytest.mark.parametrize("planted", ["smooth", "same", "digits", "honest"])
def test_reports_that_vary_too_little(
    clean: City, tmp_path: Path, planted: str
) -> None:
    rng = np.random.default_rng(9)

    def change(offices: int, months: int) -> npt.NDArray[np.int64]:
        made = rng.poisson(150, (offices, months))
        if planted == "smooth":
            made[7] = 150 + rng.integers(-2, 3, months)
        if planted == "same":
            made[7] = np.resize(rng.poisson(150, 12), months)
        if planted == "digits":
            made[7] = 100 + 11 * rng.integers(0, 9, months)
        return made

    path = _with_reports(clean, tmp_path / "snapshot", change)
    found = examine(path)
    keys = {"smooth": "too-smooth", "same": "same-each-year", "digits": "last-digits"}
    for key in (*keys.values(), "neighbours-mean"):
        places = claimed(found, key)
        assert len(places) <= 1, key
        if key == keys.get(planted):
            assert len(places) == 1, key
        elif planted == "honest":
            assert places == set(), key


def test_bad_extracts_are_refused(city: City, clean: City, tmp_path: Path) -> None:
    snapshot = city.path / "snapshot"
    with pytest.raises(Problem, match="no such file"):
        examine(snapshot, extracts=tmp_path)
    text = (city.path / "extracts" / "health.csv").read_text(encoding="utf-8")
    other = tmp_path / "health.csv"
    other.write_text(text.replace("place", "ort", 1), encoding="utf-8")
    with pytest.raises(Problem, match="the column place is missing"):
        examine(snapshot, extracts=tmp_path)
    other.write_bytes(text.encode("gbk", errors="replace"))
    with pytest.raises(Problem, match="UTF-8"):
        examine(snapshot, extracts=tmp_path)
    shifted = text.replace(",201", ",199")
    other.write_text(shifted, encoding="utf-8")
    with pytest.raises(Problem, match="Another city, year or layout"):
        examine(snapshot, extracts=tmp_path)
