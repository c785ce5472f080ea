"""The page of a city in a browser: given a reader, when they act, then they see."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from renkou.report.page import write_page
from tests.unit.report.sample_city import sample_city

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Opened = Callable[..., "Page"]


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(sample_city(), tmp_path_factory.mktemp("page") / "city.html")


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    """Opens the page; whatever it asks of the net or says to the console fails."""
    faults: list[str] = []
    contexts = []

    def open_page(state: str = "", **settings: Any) -> Page:
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("file:", "data:"))
                else faults.append(request.url)
            ),
        )
        page.goto(f"file://{file}{state}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _names(page: Page) -> list[str]:
    rows = page.locator("#townships-table tbody:not(.total) tr:visible th")
    return [" ".join(text.split()) for text in rows.all_inner_texts()]


def test_a_reader_of_english_changes_to_chinese_and_back(opened: Opened) -> None:
    page = opened()
    assert "people lived in Neijiang" in page.locator(".lead").inner_text()
    page.get_by_role("button", name="中文").click()
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.title() == "内江市2024年 · 人口"
    assert "年末内江市常住人口" in page.locator(".lead").inner_text()
    assert "lived" not in page.locator("main").inner_text()
    page.get_by_role("button", name="English").click()
    assert page.title() == "Neijiang, 2024, Renkou"


def test_a_link_opens_the_same_view(opened: Opened) -> None:
    page = opened("#/lang=zh&set=births&find=qiuxi&year=2013")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert _names(page) == ["球溪镇"]
    assert page.locator("#townships-table").get_attribute("data-set") == "births"
    assert page.locator("#townships .of-year:visible").inner_text() == "2013"


@pytest.mark.parametrize("typed", ["qiuxi", "球溪", "511025104"])
def test_a_township_is_found_by_pinyin_name_or_code(opened: Opened, typed: str) -> None:
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert _names(page) == ["Qiuxi 球溪镇"]
    assert "1 of 6 townships" in page.locator("#said").inner_text()
    assert page.locator("#townships-table .total tr:visible").count() == 1


def test_a_press_on_a_head_sorts_and_a_third_restores(opened: Opened) -> None:
    page = opened()
    before = _names(page)
    head = page.locator("#townships-table thead th").nth(2)
    orders = []
    for state in ("descending", "ascending", None):
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == state
        orders.append(_names(page))
    assert orders[0] == list(reversed(orders[1]))
    assert orders[2] == before
    assert orders[0] != before


def test_missing_figures_come_last_either_way(opened: Opened) -> None:
    page = opened("#/set=births")
    head = page.locator("#townships-table thead th", has_text="Sex ratio")
    for _ in range(2):
        head.get_by_role("button").click()
        assert _names(page)[-1] == "Chengdong 城东街道"


def test_the_slider_turns_pyramid_title_outline_and_table(opened: Opened) -> None:
    page = opened()
    figure = page.locator("#pyramid")
    figure.locator("summary").click()
    first = figure.locator("tbody tr").first.inner_text()
    page.locator("#pyramid-year").focus()
    page.keyboard.press("Home")
    assert figure.locator("output").inner_text() == "2010"
    assert "2010 census" in (figure.locator("svg").text_content() or "")
    assert figure.locator("tbody tr").first.inner_text() != first
    city = sample_city()
    value = f"{city.by_age(2010, 'male')[0]:,.0f}"
    assert value in figure.locator("tbody tr").first.inner_text()


def test_another_year_of_the_tables_is_written_by_the_same_rules(
    opened: Opened,
) -> None:
    page = opened("#/set=births")
    shown = page.locator("#townships-table").inner_html()
    page.locator("select.year").last.select_option("2025")
    assert page.locator("#townships .late:visible").count() == 1
    page.locator("select.year").first.select_option("2024")
    assert page.locator("#townships .late:visible").count() == 0
    back = page.locator("#townships-table tbody")
    for row in (0, 3):
        text = back.last.locator("tr").nth(row).inner_text()
        assert " ".join(text.split()) in " ".join(_plain(page, shown).split())


def _plain(page: Page, html: str) -> str:
    """The text of a table as it was, in the language that is shown."""
    return str(
        page.evaluate(
            """html => {
              const table = document.createElement("table");
              table.className = "grid"; table.id = "townships-table";
              table.dataset.set = "births"; table.innerHTML = html;
              document.getElementById("townships-table").replaceWith(table);
              return table.innerText;
            }""",
            html,
        )
    )


def test_a_key_opens_the_table_of_a_chart_and_keys_can_be_off(opened: Opened) -> None:
    page = opened()
    page.locator("#components").focus()
    page.keyboard.press("t")
    assert page.locator("#components details").get_attribute("open") is not None
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert not page.locator("#keys").is_visible()


def test_the_csv_is_a_file(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    with page.expect_download() as waiting:
        page.locator("#townships a.csv").first.click()
    assert waiting.value.suggested_filename == "townships.csv"
    waiting.value.save_as(tmp_path / "townships.csv")
    with (tmp_path / "townships.csv").open(encoding="utf-8-sig", newline="") as got:
        rows = list(csv.DictReader(got))
    assert len(rows) == 7
    assert rows[0]["area_name"] == "内江市"


@pytest.mark.parametrize("lang", ["", "#/lang=zh"])
@pytest.mark.parametrize("width", [320, 390, 768, 1100, 1440])
def test_nothing_scrolls_sideways(opened: Opened, width: int, lang: str) -> None:
    page = opened(lang, viewport={"width": width, "height": 900})
    for button in page.locator("#townships button[data-set]").all():
        button.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_every_figure_is_there(browser: Browser, file: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"file://{file}")
    assert page.locator(".lead:visible").count() == 1
    assert page.locator("#townships-table tbody tr:visible").count() == 7
    assert (
        page.locator("#townships-table tbody tr").nth(1).locator("td:visible").count()
    )
    assert page.locator("input:visible, button:visible, select:visible").count() == 0
    assert page.locator("[lang=zh-Hans]:not(.keep):visible").count() == 0
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_page(opened: Opened, scheme: str) -> None:
    page = opened(color_scheme=scheme)
    ratios = page.evaluate(CONTRAST)
    assert min(ratios.values()) >= 4.5, ratios


CONTRAST = """() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map((v) => {
      const c = v / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const ground = light(getComputedStyle(document.body).backgroundColor);
  const found = {};
  for (const place of ["h1", ".lead", ".quiet", "th", "td", "a", ".unit"]) {
    const element = document.querySelector("main " + place);
    found[place] = ratio(light(getComputedStyle(element).color), ground);
  }
  for (const text of document.querySelectorAll("svg text")) {
    const ink = light(getComputedStyle(text).fill);
    found["svg " + text.getAttribute("class")] = ratio(ink, ground);
  }
  return found;
}"""


def test_a_keyboard_reaches_everything_in_the_order_of_reading(
    opened: Opened,
) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    tops = []
    for _ in range(25):
        page.keyboard.press("Tab")
        tops.append(page.evaluate("document.activeElement.offsetTop ?? 0"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_page_of_a_real_city_has_no_synthetic_tag(
    browser: Browser, tmp_path: Path
) -> None:
    city = replace(sample_city(), synthetic=False)
    page = browser.new_page()
    page.goto(f"file://{write_page(city, tmp_path / 'city.html')}")
    assert page.locator(".synth").count() == 0
    page.close()
