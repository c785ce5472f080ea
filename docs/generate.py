"""Write the pages that derive from the declarations: `python -m docs.generate`."""

from __future__ import annotations

from pathlib import Path

from docs.writers import diagram, dictionary, glossary, handbook, printed

DOCS = Path(__file__).parent
FOLDERS = {"en": DOCS / "generated", "zh": DOCS / "zh" / "generated"}
PAGES = {
    "handbook.md": handbook.page,
    "dictionary.md": dictionary.page,
    "glossary.md": glossary.page,
    "printed.md": printed.page,
    "architecture.svg": diagram.picture,
}


def main() -> None:
    """Write every generated page, in both languages."""
    for language, folder in FOLDERS.items():
        folder.mkdir(parents=True, exist_ok=True)
        for name, write in PAGES.items():
            (folder / name).write_text(write(language), encoding="utf-8")


if __name__ == "__main__":
    main()
