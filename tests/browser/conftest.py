"""Tests in a real Chromium: `make browser` alone, since a bare machine has none.

Install once: `apt-get install chromium` (root) and `pip install 'renkou[browser]'`.
RENKOU_CHROMIUM names another executable. Run with the others only when asked for.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Collect this folder only where it was named on the command line."""
    named = any("browser" in argument for argument in config.invocation_params.args)
    return None if named else True


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    executable = os.environ.get("RENKOU_CHROMIUM") or shutil.which("chromium")
    if executable is None:
        pytest.fail("no Chromium: see the head of tests/browser/conftest.py")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield started
        started.close()
