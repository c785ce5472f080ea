"""`make backtest`: project Sichuan's counties again and write what it showed."""

from __future__ import annotations

from pathlib import Path

from .picture import picture
from .tables import tables, write
from .trial import model_without

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": DOCS / "backtest.md", "zh": DOCS / "zh" / "backtest.md"}
PICTURE = "backtest-{}.svg"


def main() -> None:
    """Print the tables and the model; write the tables and pictures of the pages."""
    for name, table in tables("en").items():
        print(f"\n{name}\n\n{table}")
    print(f"\nAs estimated from all prefectures:\n\n{model_without(None)}")
    for language, page in PAGES.items():
        write(page, language)
        to = DOCS / "pictures" / PICTURE.format(language)
        to.write_text(picture(language), encoding="utf-8")


if __name__ == "__main__":
    main()
