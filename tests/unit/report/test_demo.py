"""`renkou demo` on a very small city: what it shows is what is measured."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.unit.report.page_reader import Element, one_language_only, read_page
from tests.unit.report.sample_city import sample_city

import renkou
from renkou.cli import main
from renkou.cli.demo import show
from renkou.report import write_city_html
from renkou.report.figures import Figures
from renkou.schema.problem import Problem

PERSONS = 600
COMMAND = ["demo", "--persons", str(PERSONS), "--quiet"]


@dataclass(frozen=True)
class Demo:
    """What one run of the command left behind."""

    folder: Path
    printed: str
    page: Element

    @property
    def snapshot(self) -> Path:
        return self.folder / "demo" / "snapshot"

    def csv(self, table: str) -> list[dict[str, str]]:
        """The rows of a download, by its name."""
        (link,) = self.page.all("a", download=f"{table}.csv")
        text = unquote(link["href"].partition(",")[2]).lstrip("\ufeff")
        return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("RENKOU_LANG", "en")
        out = io.StringIO()
        patch.setattr("sys.stdout", out)
        assert main(COMMAND) == 0
    html = (folder / "city.html").read_text()
    return Demo(folder, out.getvalue(), read_page(html))


def _measured(demo: Demo, key: str, **asked: object) -> float:
    table = renkou.measure(key, snapshot=demo.snapshot, years=2024, **asked)  # type: ignore[arg-type]
    value = table["value"].to_pylist()[0]
    assert isinstance(value, float | int)
    return float(value)


def test_it_prints_each_figure_with_what_it_is_of_and_where_from(demo: Demo) -> None:
    residents = f"{_measured(demo, 'population'):,.0f}"
    (line,) = [w for w in demo.printed.splitlines() if "Residents, 31 December" in w]
    assert residents in line
    assert "residents, end of 2024" in line
    assert "Register" in line
    assert "as known on 31 Dec 2025" in demo.printed
    assert "World Population Prospects 2024, CC BY 3.0 IGO" in demo.printed
    assert str(demo.folder / "city.html") in demo.printed


def test_the_page_shows_what_is_measured_now_and_on_the_earlier_day(demo: Demo) -> None:
    rows = {(r["measure"], r["population"]): r for r in demo.csv("key-figures")}
    births = rows["crude-birth-rate", "resident"]
    now = _measured(demo, "crude-birth-rate")
    then = _measured(demo, "crude-birth-rate", known_on="2025-01-31")
    assert float(births["value"]) == pytest.approx(now)
    assert float(births["first_published"]) == pytest.approx(then)
    registered = rows["population", "registered"]
    asked = _measured(demo, "population", population="registered")
    assert float(registered["value"]) == asked


def test_each_text_of_a_whole_city_is_in_both_languages(demo: Demo) -> None:
    assert one_language_only(demo.page) == []


def test_areas_add_up_on_the_list_of_2023(demo: Demo) -> None:
    for table, areas in (("counties", 5), ("townships", 83)):
        total, *rows = demo.csv(table)
        assert len(rows) == areas
        summed = sum(float(row["population"]) for row in rows)
        assert summed == pytest.approx(float(total["population"]))


def test_other_years_stand_in_the_download_of_all_years(demo: Demo) -> None:
    rows = demo.csv("townships-all-years")
    assert {row["period"] for row in rows} == {str(y) for y in range(2011, 2026)}
    shown = {row["area"]: row for row in demo.csv("townships")}
    for row in (row for row in rows if row["period"] == "2024"):
        for name, value in row.items():
            other = shown[row["area"]][name]
            if name in ("area", "area_name", "period", "county") or not other:
                assert value == other
            else:
                assert float(value) == pytest.approx(float(other), rel=1e-5)


def test_a_second_run_builds_nothing_and_another_city_is_refused(
    demo: Demo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(demo.folder)
    monkeypatch.setenv("RENKOU_LANG", "en")
    before = {p: p.stat().st_mtime_ns for p in demo.folder.rglob("*") if p.is_file()}
    monkeypatch.setattr("renkou.report.write_city_html", lambda *_, **__: sample_city())
    assert main(COMMAND) == 0
    assert main([*COMMAND, "--seed", "2"]) == 2
    message = capsys.readouterr().err
    assert "a city of 600 persons, seed 1 stands here already" in message
    assert "--out" in message
    after = {p: p.stat().st_mtime_ns for p in demo.folder.rglob("*") if p.is_file()}
    assert after == before


def test_it_speaks_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RENKOU_LANG", "zh")
    show(sample_city(), Path("demo/snapshot"))
    printed = capsys.readouterr().out
    assert "内江市，2024年，截至2025年12月31日所知" in printed
    assert "年末常住人口" in printed
    assert "万" in printed
    assert "联合国《世界人口展望2024》" in printed


def test_without_days_of_recording_nothing_earlier_is_claimed(
    demo: Demo, tmp_path: Path
) -> None:
    snapshot = shutil.copytree(demo.snapshot, tmp_path / "snapshot")
    manifest = snapshot / "snapshot.toml"
    text = manifest.read_text().replace('recorded = "known"', 'recorded = "unknown"')
    manifest.write_text(text)
    city = write_city_html(snapshot, tmp_path / "city.html", first_year=2023)
    assert city.first_known is None
    page = read_page((tmp_path / "city.html").read_text())
    assert "does not say when its records were made" in page.text("en")
    assert isinstance(city.figures, Figures)
    assert all(f.earlier is None for f in city.figures.by_key.values())


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="this is a folder"):
        write_city_html("no-such-snapshot", tmp_path)


def test_a_year_out_of_reach_is_refused(demo: Demo, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="year: 2030 is not among the years"):
        write_city_html(
            demo.snapshot, tmp_path / "city.html", year=2030, first_year=2024
        )
    assert not list(tmp_path.iterdir())
