"""A few mutants that every test run tries, and one that changes nothing.

Run as `python -m tests.mutation.handful`: a line for each, what it is and what it died
of, with a tab between; nothing after the tab where it lives.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from .mutant import Mutant, rewritten

HARMLESS = (
    "renkou/engines/facts.py",
    "after_death = gone(joined.death_date)",
    "after_death = gone(joined.death_date)  # the day after",
)
KILLED = (
    # Whether a day belongs to a stay that ends on it, and to one that begins on it.
    (
        "renkou/engines/facts.py",
        "events.occurred_on < spells.valid_to",
        "events.occurred_on <= spells.valid_to",
    ),
    ("renkou/engines/facts.py", "events.occurred_on < spells.valid_to,", ""),
    ("renkou/engines/facts.py", "events.occurred_on >= spells.valid_from,", ""),
    ("renkou/engines/ages.py", "_.valid_to > day", "_.valid_to >= day"),
    # Whose birthday it is today has had it.
    (
        "renkou/engines/known.py",
        "_month_day(day) < _month_day(birth)",
        "_month_day(day) <= _month_day(birth)",
    ),
    # What is replaced today is known no more; what belongs to one population only.
    ("renkou/engines/knowledge.py", "rows.known_to > day", "rows.known_to >= day"),
    ("renkou/engines/knowledge.py", "rows.filter(rows.kind == kind)", "rows"),
    # A move within an area is no move across its border.
    ("renkou/engines/counting.py", "mine.unit == theirs.unit_other", ""),
    ("renkou/indicators/births.py", "_all.delay <= ON_TIME", "_all.delay < ON_TIME"),
    ("renkou/indicators/deaths.py", "_all.age < years", "_all.age <= years"),
    ("renkou/indicators/population.py", "ages(15, 65)", "ages(15, 64)"),
    ("renkou/indicators/households.py", "minor_children > 0", "minor_children >= 0"),
    ("renkou/definitions/groups.py", "(age >= bound)", "(age > bound)"),
    (
        "renkou/definitions/measure.py",
        "over(plus - minus, exposure)",
        "over(plus + minus, exposure)",
    ),
)


def handful() -> dict[str, Mutant]:
    """The mutants by what is changed, the harmless one under `nothing`."""
    found = {f"{file}: {old} → {new}": (file, old, new) for file, old, new in KILLED}
    found["nothing"] = HARMLESS
    return {name: rewritten(*change) for name, change in found.items()}


def main() -> None:
    """Try them all and print what became of each."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process that forks has no threads
    from .check import prepared
    from .forks import verdicts

    mutants = handful()
    names = {id(mutant): name for name, mutant in mutants.items()}
    with TemporaryDirectory(prefix="renkou-mutants-") as folder:
        check = prepared(Path(folder), small=True)
        for mutant, death in verdicts(mutants.values(), check):
            print(names[id(mutant)], " ".join((death or "").split()), sep="\t")


if __name__ == "__main__":
    main()
