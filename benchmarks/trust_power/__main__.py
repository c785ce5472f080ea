"""`make trust-power`: what the detectors find, how soon, and how often wrongly."""

from __future__ import annotations

from pathlib import Path

from renkou.schema.whole_file import whole_file

from .clean import PERSONS, SEEDS, clean_cities
from .invention import invention
from .omission import power, trials_of
from .picture import picture

UNSEEN = range(101, 106)
SHARES = (0.05, 0.15, 0.30)
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


def main() -> None:
    """Print the tables of docs/trust.md, draw its picture; some minutes of one core."""
    trials = trials_of(UNSEEN, SHARES)
    _print("Births left out, full-size townships", power(trials))
    for language in ("en", "zh"):
        with whole_file(PICTURES / f"trust-power-{language}.svg") as unfinished:
            unfinished.write_text(picture(trials, language), encoding="utf-8")
    _print("Invented counts, 180 months", invention(range(101, 121)))
    _print("Clean cities", clean_cities(PERSONS, SEEDS))


def _print(title: str, lines: list[str]) -> None:
    print("\n".join([f"\n## {title}\n", *lines]), flush=True)


if __name__ == "__main__":
    main()
