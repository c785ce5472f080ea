"""What is served is what was kept: nothing counted, one snapshot, any day asked for."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.pages.reader import Reader

CITY = "/area/511000000000"
PATIENCE = 600.0  # seconds; a busy machine takes its time


@pytest.fixture(scope="module")
def copied(served_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city of one's own, which a test may spoil; its figures are as computed."""
    return shutil.copytree(served_city, tmp_path_factory.mktemp("own") / "city")


@pytest.fixture
def own_city(copied: Path, reader: Reader) -> Iterator[Path]:
    """The copy, served in place of the city that all tests share."""
    from django.test import override_settings

    with override_settings(RENKOU_SNAPSHOT=copied / "snapshot"):
        yield copied


def forbidden(*_of: object, **_named: object) -> Any:
    raise AssertionError("a page asked the engine")


def test_no_page_asks_the_engine(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks.pages import addresses

    reader.read("/")  # the city is open from here on
    drawn = list(addresses(random.Random(7), 12))
    monkeypatch.setattr("duckdb.connect", forbidden)
    monkeypatch.setattr("renkou.engines.Workspace.__init__", forbidden)
    monkeypatch.setattr("renkou.engines.Workspace.table", forbidden)
    monkeypatch.setattr("renkou.engines.Workspace.fact", forbidden)
    monkeypatch.setattr("ibis.backends.duckdb.Backend.to_pyarrow", forbidden)
    monkeypatch.setattr("renkou.snapshot.opening.read_table", forbidden)
    for address in drawn:
        reader.read(address)


def test_every_kind_of_page_is_among_the_addresses_drawn(reader: Reader) -> None:
    from benchmarks.pages import addresses

    kinds = {a.split("/")[1].partition("?")[0] for a in addresses(random.Random(1), 40)}
    assert {"area", "about"} <= kinds
    assert not kinds & {"known", "language"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("known=2025-02-30", "is not a date"),
        ("known=2010-03-01", "figures can be computed as known on days from"),
        ("known=2031-01-31", "not on 2031-01-31. Choose a day between"),
        ("year=1850", "year: 1850 cannot be shown"),
        ("year=2024&known=2024-06-30", "the years 2011 to 2023 can"),
        ("population=everybody", "is not one of resident, registered"),
    ],
)
def test_what_there_is_none_of_is_refused_with_what_there_is(
    reader: Reader, query: str, said: str
) -> None:
    answer = reader.get(f"{CITY}?{query}")
    assert answer.status_code == 404
    assert said in answer.content.decode().replace("&#39;", "'")


def test_an_area_that_is_none_is_refused(reader: Reader) -> None:
    answer = reader.get("/area/519999000000")
    assert answer.status_code == 404
    assert "519999000000" in answer.content.decode()


def test_a_day_chosen_in_the_past_takes_its_last_year(reader: Reader) -> None:
    page = reader.read(f"{CITY}?year=2024&known=2024-06-30&near=1")
    assert "at the end of 2023" in page


def test_when_figures_were_computed_is_told_in_both_languages(
    reader: Reader, served_city: Path
) -> None:
    assert "Computed " in reader.read(CITY)
    about = reader.read("/about")
    assert str(served_city / "snapshot") in about
    assert "31 Dec 2025" in about
    assert about.count('<th scope="row">') >= 36
    assert "计算于" in Reader("zh").read(CITY)
    assert "合成城市" in Reader("zh").read("/about")


def test_a_snapshot_replaced_or_removed_is_noticed(
    reader: Reader, own_city: Path
) -> None:
    births = own_city / "snapshot" / "births.parquet"
    away, was = births.with_suffix(".away"), births.stat()
    reader.read(CITY)
    births.rename(away)
    try:
        answer = reader.get(CITY)
        assert answer.status_code == 503
        assert "Put them back" in answer.content.decode()
    finally:
        away.rename(births)
    reader.read(CITY)
    os.utime(births, ns=(was.st_atime_ns, was.st_mtime_ns + 1))
    try:
        answer = reader.get(CITY)
        assert answer.status_code == 503
        assert "was replaced" in answer.content.decode()
        assert "已被替换" in Reader("zh").get(CITY).content.decode()
    finally:
        os.utime(births, ns=(was.st_atime_ns, was.st_mtime_ns))
    reader.read(CITY)


def test_noticing_costs_a_look_at_each_file(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    from renkou.web.staff.site import site

    opened, looks, stat = site(), [], Path.stat

    def look(path: Path, **of: bool) -> os.stat_result:
        looks.append(path)
        return stat(path, **of)

    monkeypatch.setattr(Path, "stat", look)
    assert site() is opened
    assert len(looks) == 1 + len(opened.snapshot.tables)


def test_a_day_between_is_computed_once_and_then_shown(
    reader: Reader, own_city: Path
) -> None:
    day = date(2025, 3, 17)
    address = f"{CITY}?known={day}"
    (place,) = (own_city / "snapshot" / ".renkou").glob("tables-*/")
    (place / f"{day}.npz").unlink(missing_ok=True)
    first = reader.get(address)
    page = first.content.decode()
    assert first.status_code == 202
    assert "as known on 17 Mar 2025" not in page
    assert 'http-equiv="refresh"' in page
    assert f'hx-get="/known/{day}"' in page
    assert f'href="{CITY}?' in page or f'href="{CITY}"' in page
    assert "只需计算一次" in Reader("zh").get(address).content.decode()
    until = time.monotonic() + PATIENCE
    while (answer := reader.get(address)).status_code == 202:
        assert time.monotonic() < until
        time.sleep(0.5)
    assert answer.status_code == 200
    assert "17 Mar 2025" in answer.content.decode()
    told = reader.get(f"/known/{day}")
    assert told.headers["HX-Refresh"] == "true"
    (place / f"{day}.npz").unlink()


def test_what_failed_is_told_and_can_be_tried_again(
    reader: Reader, own_city: Path
) -> None:
    from renkou.schema.text import Text
    from renkou.web.staff.site import site

    day = date(2025, 4, 9)
    asked = site().asked
    asked.folder.mkdir(exist_ok=True)
    asked.fail(day, Text("The disk is full. Make room.", "磁盘已满，请腾出空间。"))
    try:
        answer = reader.get(f"{CITY}?known={day}")
        assert answer.status_code == 503
        page = answer.content.decode()
        assert "The disk is full" in page
        assert "again=1" in page
        assert reader.get(f"/known/{day}").headers["HX-Refresh"] == "true"
        assert "磁盘已满" in Reader("zh").get(f"{CITY}?known={day}").content.decode()
    finally:
        (asked.folder / f"{day}.failed").unlink()
