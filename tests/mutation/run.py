"""Changes the definitions and the engine one place at a time; the tests must notice.

Run as `python tests/mutation/run.py [FILE …]`, each FILE a path under `src/`. Ends with
1 where a mutant lives that `survivors.toml` does not list, or one listed is dead.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

# Before NumPy is imported: a process that forks must have no threads of its own.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.mutation import listed  # noqa: E402
from tests.mutation.check import prepared  # noqa: E402
from tests.mutation.forks import Check, verdicts  # noqa: E402
from tests.mutation.mutant import SRC, Mutant  # noqa: E402
from tests.mutation.operators import DEFINITIONS, ENGINE, mutants  # noqa: E402

ROOMS = ("renkou/definitions", "renkou/indicators")
MODULES = ("ages", "counting", "facts", "homes", "increments", "knowledge", "known")


def sections() -> dict[str, list[Mutant]]:
    """Every mutant of the definitions, and those of the engine's bounds and joins."""
    rooms = [
        path.relative_to(SRC).as_posix()
        for room in ROOMS
        for path in sorted((SRC / room).glob("*.py"))
    ]
    engine = [f"renkou/engines/{module}.py" for module in MODULES]
    found = {
        "Definitions and indicators": (rooms, DEFINITIONS),
        "Engine: bounds, join keys, filters": (engine, ENGINE),
    }
    return {
        title: [mutant for file in files for mutant in mutants(file, operators)]
        for title, (files, operators) in found.items()
    }


def tried(title: str, wanted: Sequence[Mutant], check: Check) -> list[Mutant]:
    """Try the mutants of a section, saying how it goes; those that live."""
    killers: Counter[str] = Counter()
    alive = []
    began = time.monotonic()
    for number, (mutant, death) in enumerate(verdicts(wanted, check), start=1):
        killers[(death or "survived").partition(":")[0]] += 1
        if death is None:
            alive.append(mutant)
            print(f"survived  {mutant}", flush=True)
        if number % 50 == 0:
            print(f"{number} of {len(wanted)}", flush=True)
    seconds = time.monotonic() - began
    print(f"\n{title}: {len(wanted)} mutants, {len(alive)} alive, {seconds:.0f} s")
    told = (f"{who} {count}" for who, count in killers.most_common())
    print("  " + ", ".join(told), flush=True)
    return alive


def main(files: Sequence[str]) -> int:
    """Try all mutants, or those of `files`; 0 where the list of survivors is right."""
    chosen = {
        title: [m for m in found if not files or m.file in files]
        for title, found in sections().items()
    }
    with TemporaryDirectory(prefix="renkou-mutants-") as folder:
        check = prepared(Path(folder))
        alive = [m for t, some in chosen.items() if some for m in tried(t, some, check)]
    every = [mutant for some in chosen.values() for mutant in some]
    outcome = listed.compared(every, alive, listed.reasons())
    for mutant, reason in outcome.listed:
        print(f"listed    {mutant}\n          {reason}")
    for key in outcome.stale:
        print(f"STALE     listed, but no survivor: {' | '.join(key)}")
    for mutant in outcome.unlisted:
        print(f"UNLISTED  {mutant}\n{listed.entry(mutant)}")
    return 0 if outcome.good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
