"""The page that says how far to trust the figures."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.pages.reader import Reader

CITY, LAST, PAST = "/quality/511000000000", "2025-12-31", "2024-03-31"
LATE, QUIET = "511024100000", "511002100000"
FAULTS = f'[late]\nshare = 1\nareas = ["{LATE}"]\nstrength = 120\n'
NO_FAULT = "[missing]\nshare = 0.01\n"


def kept_city(folder: Path, persons: int, faults: str) -> Path:
    """A city with all that the Quality page shows kept for its last day alone."""
    from renkou.engines import Workspace
    from renkou.engines.quality import keep_findings, make_nowcasts, make_quality
    from renkou.engines.tables import Tables, axes_of, place_of
    from renkou.snapshot.synthetic.build import build_city

    (folder / "faults.toml").write_text(faults, encoding="utf-8")
    build_city(persons, 3, folder / "city", folder / "faults.toml")
    work = Workspace(folder / "city" / "snapshot")
    tables = Tables(place_of(work.snapshot))
    axes = axes_of(work)
    tables.begin(axes, work)
    tables.keep_base(work.last_day, axes.nothing())
    make_quality(work, tables)
    make_nowcasts(work, tables, [work.last_day])
    keep_findings(work, tables.place, extracts=folder / "city" / "extracts")
    return folder / "city" / "snapshot"


@pytest.fixture(scope="module")
def late_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One township records all its births months late."""
    return kept_city(tmp_path_factory.mktemp("late"), 20_000, FAULTS)


@pytest.fixture(scope="module")
def clean_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No office goes wrong."""
    return kept_city(tmp_path_factory.mktemp("clean"), 6_000, NO_FAULT)


def read(reader: Reader, snapshot: Path, address: str) -> str:
    """A page of another city than the served one."""
    from django.test import override_settings

    with override_settings(RENKOU_SNAPSHOT=snapshot):
        return reader.read(address)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_page_stands_in_both_languages(reader: Reader) -> None:
    page, chinese = reader.read(CITY), Reader("zh").read(CITY)
    assert "are known now" in page
    assert "现知" in chinese
    assert "How far to trust the figures" in page
    for id_ in ("triangle", "tiles", "back", "below", "findings"):
        assert f'id="{id_}"' in page
        assert f'id="{id_}"' in chinese
    shown = chinese.partition("<footer")[0]
    words = re.sub(r"<(style|script|svg)\b.*?</\1>|<[^>]+>", " ", shown, flags=re.S)
    body = words[words.index("数据可信程度") :]
    left = set(re.findall(r"[A-Za-z]{3,}", body)) - {"Renkou", "CSV", "XLSX", "PNG"}
    assert not left


def test_the_downloaded_triangle_is_the_one_shown(reader: Reader) -> None:
    address = f"{CITY}?known={PAST}&year=2023"
    page = reader.read(address)
    rows = rows_of(reader.read(f"{address}&as=csv&of=triangle"))
    months = [row for row in rows if row["month"].startswith("2023-")]
    year = next(row for row in rows if row["month"] == "2023")
    assert len(months) == 12
    assert float(year["known"]) == sum(float(row["known"]) for row in months)
    shown = f'<span data-d="Known">{float(year["known"]):,.0f}</span>'
    assert shown in page
    newest = rows[-1]
    assert newest["month"] == "2024-03"
    assert newest["delay_0_estimated"] == "0"
    assert newest["delay_1_estimated"] == "1"  # yet to pass
    for kind in ("xlsx", "png", "svg"):
        answer = reader.get(f"{address}&as={kind}&of=triangle")
        assert answer.status_code == 200
        assert len(answer.content) > 1000


@pytest.mark.parametrize("of", ["tiles", "look-back", "children"])
def test_each_table_can_be_downloaded(reader: Reader, of: str) -> None:
    rows = rows_of(reader.read(f"{CITY}?as=csv&of={of}&event=deaths"))
    assert len(rows) >= 5


def test_every_level_has_its_page(reader: Reader) -> None:
    county = reader.read(f"/quality/511024000000?known={LAST}")
    assert f'href="/quality/{LATE}?' in county
    assert 'id="below"' in county
    township = reader.read(f"/quality/{LATE}?known={LAST}&event=deaths")
    assert 'id="triangle"' in township
    assert 'id="below"' not in township


def test_what_is_not_there_is_refused_with_what_is(reader: Reader) -> None:
    for query, word in (("event=moves", "births, deaths"), ("show=globe", "tiles")):
        answer = reader.get(f"{CITY}?{query}")
        assert answer.status_code == 404
        assert word in answer.content.decode()


def test_a_planted_fault_is_found_and_leads_to_its_triangle(
    reader: Reader, late_city: Path
) -> None:
    """Given one late office, when its finding is opened, then its delays are shown."""
    page = read(reader, late_city, CITY)
    opened = set(re.findall(r'class="open" href="([^"#]+)#triangle"', page))
    (address,) = {a.replace("&amp;", "&") for a in opened if LATE in a}
    township = read(reader, late_city, address)
    assert 'id="triangle"' in township
    assert "Delays longer than the others&#39;" in township
    late = float(re.findall(r">(\d+)% of births are recorded in", township)[0])
    whole = float(re.findall(r">(\d+)% of births are recorded in", page)[0])
    assert late < whole
    found = rows_of(read(reader, late_city, f"{CITY}?as=csv&of=findings-table"))
    assert any(row["area"] == LATE and float(row["p"]) < 0.01 for row in found)
    assert "登记时滞长于他处" in read(Reader("zh"), late_city, address)


def test_a_clean_city_is_quiet(reader: Reader, clean_city: Path) -> None:
    page = read(reader, clean_city, f"/quality/{QUIET}")
    assert "12 detectors looked and were quiet" in page
    assert page.count(">quiet<") == 12
    assert "12种检测方法均无提示" in read(Reader("zh"), clean_city, f"/quality/{QUIET}")
    assert "synthetic cities without a fault" in page
    assert "planted offices" in page


def test_findings_are_of_the_last_day_and_may_be_under_way(
    reader: Reader, clean_city: Path, tmp_path: Path
) -> None:
    from renkou.engines import Workspace
    from renkou.engines.quality.finding_file import FINDINGS, begun
    from renkou.engines.tables import place_of

    assert "not run again" in reader.read(f"{CITY}?known={PAST}")
    without = tmp_path / "snapshot"
    shutil.copytree(clean_city, without)
    folder = place_of(Workspace(without).snapshot)
    (folder / FINDINGS).unlink()
    with begun(folder):
        assert "Findings are being computed" in read(reader, without, CITY)
    assert "No findings are computed yet" in read(reader, without, CITY)


def test_a_city_brings_its_own_outlines(reader: Reader, clean_city: Path) -> None:
    from renkou.engines import Workspace
    from renkou.engines.quality import make_quality
    from renkou.engines.quality.outlines import FILE
    from renkou.engines.tables import Tables, place_of
    from renkou.web.staff.pages import quality

    square = [[105.0, 29.5], [105.1, 29.5], [105.1, 29.6], [105.0, 29.6], [105.0, 29.5]]
    feature = {
        "type": "Feature",
        "properties": {"code": QUIET},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    given = clean_city.parent / FILE
    given.write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    work = Workspace(clean_city)
    make_quality(work, Tables(place_of(work.snapshot)))
    quality._kept.cache_clear()
    tiles = read(reader, clean_city, CITY)
    assert 'aria-label="Show as"' in tiles
    assert "show=map" in tiles
    mapped = read(reader, clean_city, f"{CITY}?show=map")
    assert 'figure id="map"' in mapped
    assert "have no outline in areas.geojson" in mapped
    given.write_text("{}", encoding="utf-8")
    make_quality(work, Tables(place_of(work.snapshot)))
    quality._kept.cache_clear()
    assert "has no list of features" in read(reader, clean_city, CITY)


def test_measured_figures_are_those_of_the_documents() -> None:
    from renkou.report.quality.measured import measured

    text = (Path(__file__).parents[2] / "docs" / "trust.md").read_text("utf-8")
    of = measured()
    clean = dict(re.findall(r"^\| `([\w-]+)` \| (\d+) \| [\d–]+% \|$", text, re.M))
    assert {key: int(number) for key, number in clean.items()} == of.spoke
    assert f"{of.cities} cities of {of.persons:,} registered persons" in text
    assert f"{of.full_persons:,} persons, seed 11" in text
    full = re.findall(
        r"^\| (`[^|]+`) \| (\d+) \| \d+ \| (\d+) \| (\d+) \| ([\d.]+|last[^|]*) \|$",
        text,
        re.M,
    )
    stated = {}
    for keys, claimed, planted, found, months in full:
        after = None if months.startswith("last") else float(months)
        for key in re.findall(r"`([\w-]+)`", keys):
            stated[key] = (int(planted), int(found), int(claimed), after)
    assert stated == {
        key: (f.planted, f.found, f.claimed, f.months) for key, f in of.found.items()
    }


def test_a_day_is_told_with_its_newest_month(reader: Reader) -> None:
    rows = rows_of(reader.read(f"{CITY}?known={PAST}&as=csv&of=triangle"))
    assert date.fromisoformat(PAST).strftime("%Y-%m") == rows[-1]["month"]
