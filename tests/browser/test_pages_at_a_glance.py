"""The pages in a real browser, the little that every test run looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.serving import Opened

PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_the_first_page_is_read_on_a_desk_and_on_a_phone(
    visit: Opened, locale: str
) -> None:
    """Given a reader, when they open the address printed, then they read the city."""
    for viewport in ({"width": 1440, "height": 900}, PHONE):
        page = visit(locale=locale, viewport=viewport)
        lead = page.locator(".lead").inner_text()
        assert ("people lived in Neijiang" in lead) == (locale == "en-GB")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0
