"""The page of a checked plan: whole in both languages, without a script or a net."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.unit.report.page_reader import Element, one_language_only, read_page

from renkou.demography import plan
from renkou.demography.plan import Verdict
from renkou.report.plan import render_plan, write_plan_html

LOADED = re.compile(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|url\(|@import|fetch\(""")


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    people = {"male": [90_000] * 18, "female": [90_000] * 18}
    return plan.check(
        {
            "plan": {"area": "511000", "start": 2021, "end": 2025},
            "base": {"date": "2020-12-31", "population": people},
            "figure": [
                {"name": "births", "about": 3.6, "unit": "万"},
                {"name": "crude-birth-rate", "at_most": 11, "unit": "per mille"},
                {"name": "crude-death-rate", "at_least": 9, "unit": "‰"},
                {"name": "natural-increase-rate", "at_least": 3, "unit": "‰"},
                {"name": "women-20-29", "year": 2020, "about": 18, "unit": "万"},
                {"name": "growth-rate", "at_least": -0.5, "unit": "%"},
            ],
        },
        draws=100,
    )


@pytest.fixture(scope="module")
def html(verdict: Verdict) -> str:
    return render_plan(verdict)


@pytest.fixture(scope="module")
def page(html: str) -> Element:
    return read_page(html)


def test_it_has_one_h1_no_level_skipped_and_nothing_dangling(page: Element) -> None:
    levels = [int(e.tag[1]) for e in page.walk() if re.fullmatch("h[1-6]", e.tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [e["id"] for e in page.walk() if e.get("id")]
    assert len(ids) == len(set(ids))
    for element in page.walk():
        if element.get("aria-labelledby"):
            assert element["aria-labelledby"] in ids


def test_every_text_is_in_both_languages(page: Element) -> None:
    assert one_language_only(page) == []


def test_it_loads_nothing(html: str) -> None:
    assert LOADED.findall(html.replace('href="data:,', "")) == []


def test_each_figure_has_its_row_with_target_range_chance_and_verdict(
    page: Element, verdict: Verdict
) -> None:
    rows = page.all("table", id="figures-table")[0].all("tbody")[0].all("tr")
    assert len(rows) == len(verdict.figures)
    first = rows[0].text("en")
    assert "1. Births a year, 2021–2025" in first
    assert "about 3.6 ± 0.1 ten thousand persons" in first
    assert "约3.6 ± 0.1万人" in rows[0].text("zh-Hans")
    assert "✕ cannot hold with 3 and 4" in rows[1].text("en")
    assert "✓ fits" in rows[4].text("en")


def test_the_head_says_whose_advice_it_is(page: Element) -> None:
    (advice,) = page.with_class("advice")
    assert "sets nobody a quota" in advice.text("en")
    assert "不向下分解" in advice.text("zh-Hans")
    assert "cannot all hold" in page.with_class("lead")[0].text("en")


def test_charts_have_a_name_a_table_and_a_mark_for_each_contradiction(
    page: Element, verdict: Verdict
) -> None:
    charts = page.all("figure")
    assert [chart["id"] for chart in charts] == ["ranges", "drivers"]
    for chart in charts:
        (svg,) = chart.all("svg")
        assert svg["role"] == "img"
        assert chart.all("details")[0].all("td")
    crosses = [t for t in charts[0].all("text") if t.text() == "✕"]
    assert len(crosses) == sum(len(c.figures) for c in verdict.conflicts)
    assert "of the base" in charts[1].text("en")


def test_the_download_has_plain_numbers(page: Element, verdict: Verdict) -> None:
    (link,) = [a for a in page.all("a") if a.get("download") == "plan.csv"]
    text = unquote(link["href"].partition(",")[2]).lstrip("\ufeff")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["figure"] for row in rows] == [f.quantity.key for f in verdict.figures]
    assert float(rows[0]["probability"]) == verdict.probability["births"]


def test_a_folder_is_no_page(verdict: Verdict, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="this is a folder"):
        write_plan_html(verdict, tmp_path)
    assert list(tmp_path.iterdir()) == []
