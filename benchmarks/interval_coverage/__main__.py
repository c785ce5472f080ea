"""`make interval-coverage`: every cell of the grid, printed, and the page's tables."""

from __future__ import annotations

from pathlib import Path

from .grid import cells
from .judging import judge
from .tables import line, summary, write

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {
    "en": DOCS / "interval-coverage.md",
    "zh": DOCS / "zh" / "interval-coverage.md",
}


def main() -> None:
    """Judge every cell, print it at once, and write the pages."""
    found = []
    for cell in cells():
        found.append(judge(cell))
        print(line(found[-1]), flush=True)
    print(f"\n{summary(found, 'en')}")
    for language, page in PAGES.items():
        write(page, found, language)


if __name__ == "__main__":
    main()
