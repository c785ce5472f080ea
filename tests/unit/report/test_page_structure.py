"""The page is whole without a script, a server or a net, for every reader."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from tests.unit.report.page_reader import (
    HAN,
    Element,
    one_language_only,
    read_page,
)

from renkou.report import page as page_module
from renkou.report.city import City
from renkou.report.page import render, write_page

LOADED = re.compile(
    r"""(?:src|href|action|data)\s*=\s*["']?(?:https?:)?//|url\(|@import|fetch\(|"""
    r"XMLHttpRequest|import\(|WebSocket|sendBeacon"
)


def test_it_has_one_h1_and_the_landmarks(page: Element) -> None:
    assert len(page.all("h1")) == 1
    for landmark in ("header", "nav", "main", "footer"):
        assert page.all(landmark), landmark
    assert {s["id"] for s in page.all("section") if s.get("id")} >= {
        link["href"][1:] for link in page.all("nav")[0].all("a")
    }


def test_headings_skip_no_level(page: Element) -> None:
    levels = [int(e.tag[1]) for e in page.walk() if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_what_is_referred_to_is_there(page: Element) -> None:
    ids = [e["id"] for e in page.walk() if e.get("id")]
    assert len(ids) == len(set(ids))
    for element in page.walk():
        for name in ("aria-labelledby", "for"):
            if element.get(name):
                assert element[name] in ids
        href = element.get("href") or ""
        if href.startswith("#"):
            assert href[1:] in ids


def test_every_chart_has_a_name_and_its_table(page: Element) -> None:
    charts = [f for f in page.all("figure") if f.all("svg")]
    assert len(charts) >= 9
    for chart in charts:
        (svg,) = chart.all("svg")
        assert svg["role"] in ("img", "group")
        (title,) = (h for h in chart.all("h3") if h["id"] == svg["aria-labelledby"])
        assert title.text("en").strip()
        (details,) = chart.all("details")
        assert details.all("td")


def test_other_drawings_are_ornaments_beside_numbers(page: Element) -> None:
    for svg in page.all("svg"):
        named = svg.get("aria-labelledby") is not None
        assert named or svg.get("aria-hidden") == "true"


def test_every_table_has_a_caption_and_scopes(page: Element) -> None:
    tables = page.all("table")
    assert len(tables) >= 13
    for table in tables:
        (caption,) = table.all("caption")
        assert caption.text("en").strip()
        assert HAN.search(caption.text("zh-Hans"))
        assert all(th.get("scope") in ("col", "row") for th in table.all("th"))
        columns = len(table.all("thead")[0].all("th"))
        for body in table.all("tbody"):
            for row in body.all("tr"):
                assert len(row.all("td")) + len(row.all("th")) == columns


def test_every_text_is_in_both_languages(page: Element) -> None:
    assert one_language_only(page) == []
    odd = read_page('<p><span lang="en">Births 出生</span> deaths</p>')
    assert one_language_only(odd) == ["Births 出生", "deaths"]


def test_languages_come_in_pairs(page: Element) -> None:
    for element in page.walk():
        own = [
            child["lang"]
            for child in element.inside
            if isinstance(child, Element)
            and child.tag != "html"
            and child.get("lang")
            and "keep" not in child.classes
        ]
        assert own.count("en") == own.count("zh-Hans"), element.text()


def test_neither_language_is_empty_where_the_other_is_not(page: Element) -> None:
    for element in page.walk():
        if element.tag in ("p", "th", "h2", "h3", "caption", "summary", "figcaption"):
            english, chinese = (
                element.text("en").strip(),
                element.text("zh-Hans").strip(),
            )
            assert bool(english) == bool(chinese), element.text()


def test_it_loads_nothing(html: str) -> None:
    found = [html[m.start() : m.start() + 60] for m in LOADED.finditer(html)]
    assert found == []
    assert "<link" not in html.replace('<link rel="icon" href="data:,">', "")
    assert LOADED.search('<script src="https://example.org/x.js">')


def test_it_reads_in_english_without_a_script(page: Element) -> None:
    assert page.all("html")[0]["lang"] == "en"
    steering = [
        e for e in page.walk() if e.tag in ("input", "select") or e.get("data-to")
    ]
    for element in steering:
        chain = [element, *element.ancestors()]
        assert any("needs-script" in e.classes or e.tag == "dialog" for e in chain)
    townships = page.all("table", id="townships-table")[0]
    assert len(townships.all("tbody")[1].all("tr")) == 6


def test_it_is_small(html: str) -> None:
    assert len(html.encode()) < 3_000_000


def test_a_missing_figure_says_why_in_both_languages(page: Element) -> None:
    dashes = [e for e in page.all("abbr") if e.text() == "–"]
    assert dashes
    assert all(e["title"] for e in dashes)
    chinese = [e for e in dashes if e.above and e.above.get("lang") == "zh-Hans"]
    assert len(chinese) * 2 == len(dashes)
    assert all(HAN.search(e["title"]) for e in chinese)


def test_assumed_rows_are_marked_in_words(page: Element) -> None:
    (row,) = page.with_class("assumed")
    assert row["id"] == "a-511025107000"
    assert "assumed" in row.text("en") or "apportioned" in row.text("en")


def test_synthetic_figures_are_tagged_and_others_are_not(city: City) -> None:
    assert read_page(render(city)).with_class("synth")
    real = read_page(render(replace(city, synthetic=False)))
    assert not real.with_class("synth")
    assert "synthetic:" not in real.all("main")[0].text("en")


def test_the_united_nations_are_named_where_their_figures_stand(city: City) -> None:
    for lang, name in (
        ("en", "World Population Prospects 2024"),
        ("zh-Hans", "联合国"),
    ):
        main = read_page(render(city)).all("main")[0]
        key = main.all("section", id="key")[0].text(lang)
        assert name in key
        assert "CC BY 3.0 IGO" in key
    without = read_page(render(replace(city, nation=None)))
    assert "CC BY" not in without.all("section", id="key")[0].text("en")


def test_without_days_of_recording_the_page_says_so(city: City) -> None:
    plain = replace(city, first_known=None, first_counts=(), month_counts=())
    page = read_page(render(plain))
    section = page.all("section", id="known")[0]
    assert "does not say when its records were made" in section.text("en")
    assert not page.with_class("f")


def test_conflicts_between_sources_stand_in_the_notes(page: Element) -> None:
    notes = page.all("section", id="notes")[0]
    assert "101.05 against 101.58" in notes.text("en")
    assert "101.05与101.58" in notes.text("zh-Hans")


def test_names_are_escaped(city: City) -> None:
    odd = replace(city.place, chinese="<b>内&江</b>")
    html = render(replace(city, place=odd))
    assert "<b>内&江" not in html
    read_page(html)


def test_a_failed_write_leaves_the_old_page(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "city.html"
    write_page(city, out)
    before = out.read_bytes()

    def fail(_: City) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(page_module, "render", fail)
    with pytest.raises(OSError, match="No space"):
        write_page(city, out)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["city.html"]
