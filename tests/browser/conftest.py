"""Tests in a real Chromium: `make browser` runs them all, `make test` a few.

Install once: `apt-get install chromium` (root) and `pip install 'renkou[browser]'`.
RENKOU_CHROMIUM names another executable. Where either lacks, the few are skipped with
the reason; the others run only when this folder is named on the command line.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.serving import Served, served
from tests.pages.conftest import _django as _django
from tests.pages.conftest import pages as pages
from tests.pages.conftest import served_city as served_city

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.serving import Opened

FEW = "test_pages_at_a_glance.py"
FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _all_asked_for(config: pytest.Config) -> bool:
    return any("browser" in argument for argument in config.invocation_params.args)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Collect the few always, the others where the folder was named."""
    if _all_asked_for(config) or collection_path.is_dir():
        return None
    return None if collection_path.name == FEW else True


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """One Chromium for all tests."""
    lacking = pytest.fail if _all_asked_for(pytestconfig) else pytest.skip
    executable = os.environ.get("RENKOU_CHROMIUM") or shutil.which("chromium")
    if executable is None:
        lacking("no Chromium: see the head of tests/browser/conftest.py")
    if importlib.util.find_spec("playwright") is None:
        lacking("no Playwright: `make browser` installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def pages_served(served_city: Path) -> Iterator[Served]:
    """The real server, `renkou serve`, on the small city."""
    with served(served_city) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, pages_served: Served) -> Iterator[Opened]:
    """Opens a page; what it says to the console or asks of another site fails."""
    faults: list[str] = []
    contexts = []

    def open_page(address: str = "/", **settings: Any) -> Any:
        context = browser.new_context(**{"locale": "en-GB", **settings})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((pages_served.address, "data:", "blob:"))
                else faults.append(f"asked for {request.url}")
            ),
        )
        page.goto(pages_served.address + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
