"""The documentation in a real Chromium, from the disk, in both languages."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--virtual-time-budget=20000",
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")


def _seen(page: Path, profile: Path, query: str = "") -> str:
    """The page as it stands in the browser after its scripts have run."""
    done = subprocess.run(
        [
            str(CHROMIUM),
            *OPTIONS,
            f"--user-data-dir={profile}",
            "--dump-dom",
            f"file://{page}{query}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize(
    ("language", "question", "found"),
    [
        ("", "person-years", "generated/glossary.html"),
        ("zh", "总和生育率", "generated/glossary.html"),
        ("zh", "户籍", "generated/dictionary.html"),
    ],
)
def test_given_a_phrase_when_searched_then_its_page_is_found(
    documentation: Path, tmp_path: Path, language: str, question: str, found: str
) -> None:
    page = _seen(
        documentation / language / "search.html", tmp_path, f"?q={quote(question)}"
    )
    results = page.partition('id="search-results"')[2].partition("</ul>")[0]
    assert found in re.findall(r'<a href="([^"]*)"', results)


def test_given_a_phrase_that_stands_nowhere_then_nothing_is_found(
    documentation: Path, tmp_path: Path
) -> None:
    page = _seen(documentation / "zh" / "search.html", tmp_path, f"?q={quote('鲸鱼')}")
    results = page.partition('id="search-results"')[2].partition("</ul>")[0]
    assert "<li" not in results
