"""`make trust-power`: what the detectors find, how soon, and how often wrongly."""

from __future__ import annotations

from .clean import PERSONS, SEEDS, clean_cities
from .invention import invention
from .omission import power

UNSEEN = range(101, 106)
SHARES = (0.05, 0.15, 0.30)


def main() -> None:
    """Print the tables of docs/trust.md; some twenty minutes of one core."""
    _print("Births left out, full-size townships", power(UNSEEN, SHARES))
    _print("Invented counts, 180 months", invention(range(101, 121)))
    _print("Clean cities", clean_cities(PERSONS, SEEDS))


def _print(title: str, lines: list[str]) -> None:
    print("\n".join([f"\n## {title}\n", *lines]), flush=True)


if __name__ == "__main__":
    main()
