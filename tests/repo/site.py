"""The documentation as it is built, and what its pages link to."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.repo.tree import ROOT

MAKEFILE = ROOT / "Makefile"


def build(folder: Path) -> None:
    """Run the steps of `make docs`, into `folder`; a warning fails it."""
    text = MAKEFILE.read_text()
    (options,) = re.findall(r"^SPHINX := (.*)$", text, re.MULTILINE)
    steps = re.findall(r"^\t@\$\(BIN\)/python -m ((?:docs|sphinx).*)$", text, re.M)
    for step in steps:
        words = step.replace("$(SPHINX)", options).split()
        words = [word.replace("docs/_build/html", str(folder)) for word in words]
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"{step}\n{done.stdout}{done.stderr}")


class Page(HTMLParser):
    """A page: its language, its anchors, what it links to and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language = ""
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag names."""
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        if "id" in given:
            self.anchors.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.add(given["href"])
        if tag in {"script", "img", "source"} and "src" in given:
            self.loads.add(given["src"])
        if tag == "link" and given.get("rel") in {"stylesheet", "icon", "preload"}:
            self.loads.add(given["href"])


def pages(folder: Path) -> dict[Path, Page]:
    """Every page of a built site."""
    return {path: Page(path.read_text("utf-8")) for path in folder.rglob("*.html")}


def broken(site: dict[Path, Page]) -> Iterator[str]:
    """The links and files of the site's pages that lead nowhere within it."""
    by_place = {path.resolve(): page for path, page in site.items()}
    for path, page in site.items():
        for address in page.links | page.loads:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve()
            target = target if parts.path else path.resolve()
            if not target.exists():
                yield f"{path.name}: {address}"
            elif parts.fragment and target in by_place:
                anchors = by_place[target].anchors
                if unquote(parts.fragment) not in anchors | {""}:
                    yield f"{path.name}: {address}"


def remote(site: dict[Path, Page]) -> list[str]:
    """What the pages would fetch from elsewhere."""
    return [
        f"{path.name}: {address}"
        for path, page in site.items()
        for address in page.loads
        if urlsplit(address).netloc
    ]
