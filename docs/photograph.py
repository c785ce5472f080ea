"""Take the tour's pictures of a city's page: `python -m docs.photograph city.html`.

Needs Debian's chromium. The pictures are committed, since a reader of the documentation
has neither the page nor the browser at hand.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PICTURES = Path(__file__).parent / "pictures"
WIDTH = 1440  # the page's full width, at which no column folds away
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
    "--virtual-time-budget=4000",
)


@dataclass(frozen=True, slots=True)
class View:
    """A part of the page: the sections that stay visible, and the picture's height."""

    name: str
    sections: tuple[str, ...]
    height: int


VIEWS = (
    View("city", (), 1400),
    View("townships", ("townships",), 620),
    View("known", ("known",), 420),
)


def _style(view: View) -> str:
    if not view.sections:
        return ""
    kept = ", ".join(f"#{name}" for name in view.sections)
    return (
        "<style>.top, .nav, .rail, .foot, .wrap > * { display: none !important }"
        f" .wrap > :is({kept}) {{ display: block !important; margin-top: 8px }}"
        " .body { display: block !important }</style>"
    )


def photograph(page: Path, view: View, language: str, chromium: str) -> None:
    """Write one picture of a page, as a reader of that language sees it."""
    text = page.read_text(encoding="utf-8").replace("</head>", _style(view) + "</head>")
    with TemporaryDirectory() as folder:
        shown = Path(folder) / "page.html"
        shown.write_text(text, encoding="utf-8")
        picture = PICTURES / f"{view.name}-{language}.png"
        subprocess.run(
            [
                chromium,
                *OPTIONS,
                f"--user-data-dir={folder}/profile",
                f"--window-size={WIDTH},{view.height}",
                f"--screenshot={picture}",
                f"file://{shown}#{language}",
            ],
            check=True,
            stderr=subprocess.DEVNULL,
        )


def main() -> int:
    """Take every picture of the page named, in both languages."""
    chromium = shutil.which("chromium")
    if chromium is None or len(sys.argv) != 2:
        print("python -m docs.photograph city.html (and chromium)", file=sys.stderr)
        return 2
    PICTURES.mkdir(exist_ok=True)
    for view in VIEWS:
        for language in ("en", "zh"):
            photograph(Path(sys.argv[1]), view, language, chromium)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
