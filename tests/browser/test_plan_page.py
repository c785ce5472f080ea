"""The page of a checked plan in a browser: given a reader, then they see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from renkou.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    plan, page = folder / "PLAN.toml", folder / "plan.html"
    assert main(["plan", "example", "2006-2010", "--out", str(plan)]) == 0
    call = ["plan", "check", str(plan), "--out", str(page), "--draws", "200", "--quiet"]
    assert main(call) == 1
    return page


@pytest.fixture(params=[1440, 390])
def page(
    request: pytest.FixtureRequest, browser: Browser, file: Path
) -> Iterator[Page]:
    """The page at two widths; what it asks of the net or says to the console fails."""
    faults: list[str] = []
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    opened.on("console", lambda message: faults.append(message.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(f"file://{file}")
    yield opened
    opened.close()
    assert faults == []


def test_a_planner_reads_the_verdict_in_both_languages(page: Page) -> None:
    assert "cannot all hold" in page.locator(".lead").inner_text()
    assert "sets nobody a quota" in page.locator(".advice").inner_text()
    page.get_by_role("button", name="中文").click()
    assert "不能同时成立" in page.locator(".lead").inner_text()
    assert "hold" not in page.locator("main").inner_text()
    assert page.title() == "内江市2006～2010年计划，以2005年末人口为基期"


def test_nothing_but_the_chart_scrolls_sideways(page: Page) -> None:
    across = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(across) <= 0


def test_a_chart_opens_its_table(page: Page) -> None:
    page.locator("#drivers summary").click()
    assert page.locator("#drivers tbody tr:visible").count() == 10
