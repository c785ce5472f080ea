"""Invented series: found how often, and honest ones how often taken for invented.

Poisson counts with season and trend at the sizes of full townships; invented ones as
the synthetic city makes them, the mean of the four neighbours give or take one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from renkou.engines.trust.inventing import flagged_offices
from renkou.engines.trust.months import Months
from renkou.engines.trust.reports import Reports

OFFICES, MONTHS, INVENTING = 121, 180, 8
LEVELS = (6.0, 12.0, 22.0, 35.0, 150.0)
TESTS = ("reported-not-recorded", "neighbours-mean", "too-smooth", "last-digits")


def reports(rng: np.random.Generator, level: float, *, invent: bool) -> Reports:
    """Honest offices of mean `level`, of which the first eight may invent."""
    codes = tuple(f"51{i % 6:04d}{i // 6:03d}000" for i in range(OFFICES))
    codes = tuple(sorted(codes))
    months = np.arange(MONTHS)
    season = 1 + 0.15 * np.sin(2 * np.pi * months / 12)
    trend = np.linspace(1.2, 0.8, MONTHS)
    size = level * np.exp(rng.normal(0, 0.3, OFFICES))
    held = rng.poisson(size[:, None] * season * trend).astype(np.float64)
    made = Reports(
        "births", Months(480, MONTHS), codes, np.arange(OFFICES), held.copy(), held
    )
    if invent:
        for office in range(0, OFFICES, OFFICES // INVENTING)[:INVENTING]:
            mean = held[made.neighbours(office)].mean(axis=0)
            noise = rng.integers(-1, 2, MONTHS)
            made.reported[office] = np.maximum(np.rint(mean) + noise, 0)
    return made


def invention(seeds: Iterable[int]) -> list[str]:
    """The table: by size, offices found that invent; clean sets with a flag."""
    lines = [
        "| mean of a month | " + " | ".join(TESTS) + " |",
        "|" + "---|" * (len(TESTS) + 1),
    ]
    for level in LEVELS:
        found: Counter[str] = Counter()
        spoke: Counter[str] = Counter()
        chosen = list(seeds)
        for seed in chosen:
            rng = np.random.default_rng((seed, int(level)))
            inventing = set(range(0, OFFICES, OFFICES // INVENTING)[:INVENTING])
            for key, rows in flagged_offices(reports(rng, level, invent=True)).items():
                found[key] += len(inventing & set(rows.tolist()))
            for key, rows in flagged_offices(reports(rng, level, invent=False)).items():
                spoke[key] += bool(rows.size)
        total = INVENTING * len(chosen)
        cells = [
            f"{found[key]} of {total}; {spoke[key]} of {len(chosen)} clean"
            for key in TESTS
        ]
        lines.append(f"| {level:g} | " + " | ".join(cells) + " |")
    return lines
