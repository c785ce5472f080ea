"""`make trust-power`: print what the detectors find, how soon, and how often wrongly."""

from __future__ import annotations

from .clean import PERSONS, SEEDS, clean_cities
from .invention import invention
from .omission import power

UNSEEN = range(101, 106)
SHARES = (0.05, 0.15, 0.30)


def main() -> None:
    """Print the tables of docs/trust.md; some twenty minutes of one core."""
    parts = (
        ("Births left out, full-size townships", lambda: power(UNSEEN, SHARES)),
        ("Invented counts, 180 months", lambda: invention(range(101, 121))),
        ("Clean cities", lambda: clean_cities(PERSONS, SEEDS)),
    )
    for title, table in parts:
        print(f"\n## {title}\n")
        for line in table():
            print(line, flush=True)


if __name__ == "__main__":
    main()
