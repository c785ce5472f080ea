"""axe on every page: language × theme × desk and phone. Zero violations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.serving import Opened, Served
    from tests.pages.walk import Page

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_axe_finds_nothing(
    visit: Opened,
    pages: Sequence[Page],
    pages_served: Served,
    locale: str,
    theme: str,
    viewport: dict[str, int],
) -> None:
    """Given a reader of any kind, when a page is opened, then axe has no complaint."""
    from axe_playwright_python.sync_playwright import Axe

    page = visit(locale=locale, color_scheme=theme, viewport=viewport)
    faults = []
    for address in dict.fromkeys(each.address for each in pages):
        page.goto(pages_served.address + address)
        options = {"runOnly": {"type": "tag", "values": RULES}}
        found = Axe().run(page, options=options).response["violations"]
        faults += [
            f"{address}: {each['id']}: {node['html'][:160]} {node['failureSummary']}"
            for each in found
            for node in each["nodes"][:3]
        ]
    assert faults == [], "\n".join(faults)
