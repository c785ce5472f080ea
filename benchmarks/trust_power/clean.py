"""Clean cities: how often each detector says something where nothing is wrong."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from renkou.chance.intervals import proportion_interval
from renkou.engines.trust import examine
from renkou.engines.trust.walking import new_flags
from renkou.snapshot.synthetic.build import write_city
from renkou.snapshot.synthetic.faults import Fault
from renkou.snapshot.synthetic.live import live

PERSONS, SEEDS = 60_000, range(201, 221)
PAPER = (
    Fault(kind="missing", share=(0.03, 0.08)),
    Fault(kind="doubled", share=(0.005, 0.005)),
    Fault(kind="no_number", share=(0.02, 0.02)),
    Fault(kind="mistyped", share=(0.01, 0.01), strength=0.5),
    Fault(kind="wrong_date", share=(0.005, 0.005)),
)
"""No office goes wrong; the departments' papers are as slovenly as ever."""


@dataclass(frozen=True)
class Clean:
    """One clean city: which detectors spoke, and false flags a month by certificate."""

    spoke: frozenset[str]
    looked: frozenset[str]
    flags_a_month: float
    count_looks: int
    count_looks_with_flags: int


def clean_city(persons: int, seed: int) -> Clean:
    """Build a clean city, examine it, and let it go."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city"
        write_city(live(persons, seed), path, PAPER)
        found = examine(path / "snapshot", extracts=path / "extracts")
    counts, person = found.count.flags, found.person
    new = new_flags(person.flags) if person else np.zeros(1)
    return Clean(
        frozenset(f.detector.key for f in found.findings),
        frozenset(d.key for d in found.detectors),
        float(new.mean()),
        len(counts),
        int(counts.any(axis=1).sum()),
    )


def clean_cities(persons: int, seeds: Iterable[int]) -> list[str]:
    """The table of clean cities in which a detector spoke, with its interval."""
    cities = [clean_city(persons, seed) for seed in seeds]
    spoke = Counter(key for city in cities for key in city.spoke)
    looked = {key: None for city in cities for key in sorted(city.looked)}
    n = len(cities)
    lines = [
        f"| detector | cities of {n} in which it spoke | 95% interval |",
        "|---|---|---|",
    ]
    for key in looked:
        low, high = proportion_interval(spoke[key], n)
        lines.append(f"| {key} | {spoke[key]} | {100 * low:.0f}–{100 * high:.0f}% |")
    flags = np.mean([city.flags_a_month for city in cities])
    looks = sum(city.count_looks for city in cities)
    spoken = sum(city.count_looks_with_flags for city in cities)
    lines += [
        "",
        f"New flags by certificate: {flags:.2f} a month over all townships.",
        f"Month-ends on which counts alone flagged any township: {spoken} of {looks}.",
    ]
    return lines
