"""A few mutants that every test run tries, and one that changes nothing.

Run as `python -m tests.mutation.handful`: a line for each, what it is and what it died
of, with a tab between; nothing after the tab where it lives.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from .mutant import Mutant, rewritten

FACTS, KNOWLEDGE = "renkou/engines/facts.py", "renkou/engines/knowledge.py"
CAME = "events.occurred_on >= spells.valid_from"
WENT = "events.occurred_on < spells.valid_to"
KILLED = (
    # A module, what stands there, what instead, and the measure that must notice.
    # Whether a day belongs to a stay that ends on it, and to one that begins on it.
    (FACTS, WENT, WENT.replace("<", "<="), "births"),
    (FACTS, f"{WENT},", "", "births"),
    (FACTS, f"{CAME},", "", "births"),
    (
        "renkou/engines/counting.py",
        "stays.valid_to > days.last",
        "stays.valid_to >= days.last",
        "women-by-children",
    ),
    # Whose birthday it is today has had it.
    ("renkou/engines/known.py", "(day) < _month", "(day) <= _month", "deaths-by-age"),
    # What is replaced today is known no more; what belongs to one population only.
    (KNOWLEDGE, "rows.known_to > day", "rows.known_to >= day", "births"),
    (KNOWLEDGE, "rows.filter(rows.kind == kind)", "rows", "births"),
    # A move within an area is no move across its border.
    ("renkou/engines/counting.py", "mine.unit == theirs.unit_other", "", "in-migrants"),
    (
        "renkou/indicators/births.py",
        "_all.delay <= ON_TIME",
        "_all.delay < ON_TIME",
        "recorded-within-30-days",
    ),
    (
        "renkou/indicators/deaths.py",
        "_all.age < years",
        "_all.age <= years",
        "infant-mortality-rate",
    ),
    (
        "renkou/indicators/ageing.py",
        "ages(15, 65)",
        "ages(15, 64)",
        "old-dependency",
    ),
    (
        "renkou/definitions/measure.py",
        "over(plus - minus, exposure)",
        "over(plus + minus, exposure)",
        "growth-rate",
    ),
)
HARMLESS = (FACTS, f"{WENT},", f"{WENT},  # a day not there", None)


def handful() -> dict[str, tuple[Mutant, str | None]]:
    """Mutants by what is changed, each with who must notice; `nothing` is harmless."""
    found = {f"{change[0]}: {change[1]} → {change[2]}": change for change in KILLED}
    return {
        name: (rewritten(file, old, new), measure)
        for name, (file, old, new, measure) in {**found, "nothing": HARMLESS}.items()
    }


def main() -> None:
    """Try them all and print what became of each."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process that forks has no threads
    from .check import prepared
    from .forks import verdicts

    mutants = handful()
    names = {id(mutant): name for name, (mutant, _) in mutants.items()}
    owners = {
        (m.module, m.scope): measure for m, measure in mutants.values() if measure
    }
    with TemporaryDirectory(prefix="renkou-mutants-") as folder:
        check = replace(prepared(Path(folder), small=True), owners=owners)
        for mutant, death in verdicts((m for m, _ in mutants.values()), check):
            print(names[id(mutant)], " ".join((death or "").split()), sep="\t")


if __name__ == "__main__":
    main()
