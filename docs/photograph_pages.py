"""Take pictures of the pages: `python -m docs.photograph_pages CITY [FOLDER]`.

Starts `renkou serve` on a city whose figures are computed, and takes every page of the
navigation in both languages, light and dark, on a desk and on a phone: as PNG in
FOLDER, to be looked at, and a choice of them as WebP beside the documentation.
"""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from renkou.web.staff.shell import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = Path(__file__).parent / "pictures" / "pages"
CITY = "511000000000"
DESK, PHONE = (1440, 900), (390, 844)
TALL = 1150  # how much of a page the documentation shows
QUALITY = 62
PATIENCE = 600.0
FLAGS = ["--no-sandbox", "--headless", "--disable-gpu", "--hide-scrollbars"]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: which page, for which reader, on what."""

    page: str
    language: str
    theme: str
    size: tuple[int, int]

    @property
    def name(self) -> str:
        """The name of its file."""
        device = "desk" if self.size == DESK else "phone"
        return f"{self.page}-{self.language}-{self.theme}-{device}"

    @property
    def chosen(self) -> bool:
        """Whether the documentation shows it: each page once in each language."""
        if self.page == "area":
            return (self.theme == "light") == (self.size == DESK)
        return self.theme == "light" and self.size == DESK


def shots() -> list[Shot]:
    """Every page of the navigation, in every way that it can be read."""
    every = product(
        (word for word, _, _ in PAGES), ("en", "zh"), ("light", "dark"), (DESK, PHONE)
    )
    return [Shot(*each) for each in every]


@contextmanager
def served(city: Path) -> Iterator[str]:
    """The address of a server that has started, until it is no longer needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "renkou", "serve", "--quiet", "--data", str(city)]
    with subprocess.Popen([*command, "--port", str(port)]) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(process, address)
            yield address
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            urlopen(address + "/static/frame.css", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The server did not start; its reason stands above.")


def photograph(browser: Browser, address: str, shot: Shot, folder: Path | None) -> None:
    """Take one picture, for the folder and, where it is chosen, the documentation."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN" if shot.language == "zh" else "en-GB",
        color_scheme="dark" if shot.theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{address}/{shot.page}/{CITY}")
    page.wait_for_load_state("networkidle")
    if folder is not None:
        page.screenshot(path=folder / f"{shot.name}.png", full_page=True)
    if shot.chosen:
        page.set_viewport_size({"width": width, "height": TALL})
        taken = context.new_cdp_session(page).send(
            "Page.captureScreenshot", {"format": "webp", "quality": QUALITY}
        )
        PICTURES.mkdir(parents=True, exist_ok=True)
        picture = PICTURES / f"{shot.name}.webp"
        picture.write_bytes(base64.b64decode(taken["data"]))
    context.close()


def main() -> int:
    """Take every picture of the city named."""
    chromium = shutil.which("chromium")
    if chromium is None or len(sys.argv) not in (2, 3):
        print("python -m docs.photograph_pages CITY [FOLDER]", file=sys.stderr)
        print("(it needs chromium and `renkou[browser]`)", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    folder = Path(sys.argv[2]) if len(sys.argv) == 3 else None
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with served(Path(sys.argv[1])) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for shot in shots():
            photograph(browser, address, shot, folder)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
