"""`python -m benchmarks.linkage CITY`: a built city's extracts reconciled and scored.

A clerk is simulated who looks at one link in a thousand and errs in one of fifty; the
threshold comes from what the clerk said. Then a day's changes are linked on top.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.clock import Figures
from renkou.linkage import choose_threshold, clerical_sample, reconcile
from renkou.schema.text import Text

from .changes import write_changes
from .truth import scored_links, scores

CLERK_ERROR, REVIEWED = 0.02, 0.001
WANTED = 0.9995  # precision that the threshold is chosen for


def main() -> int:
    """Print the figures of one city."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("city", type=Path)
    parser.add_argument("--changes", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    room = Path(tempfile.mkdtemp(prefix="renkou-linkage-benchmark-"))
    try:
        _run(asked.city, room, asked.changes, asked.seed)
    finally:
        shutil.rmtree(room)
    return 0


def _run(city: Path, room: Path, changes: int, seed: int) -> None:
    figures, key = Figures(), room / "key"
    start = time.perf_counter()

    def told(done: float, message: Text, /) -> None:
        print(f"  {time.perf_counter() - start:6.1f} s  {message.en}", flush=True)

    made = reconcile(
        city / "register",
        city / "extracts",
        room / "first",
        key=key,
        probability=0.5,
        progress=told,
    )
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures.say("wall time, seconds", f"{time.perf_counter() - start:.0f}")
    figures.say("processor time, seconds", f"{used.ru_utime + used.ru_stime:.0f}")
    figures.say("largest memory, GB", f"{used.ru_maxrss / 1e6:.1f}")
    for each in made.left_out:
        figures.say("left out", each.text().en)
    with duckdb.connect() as connection:
        scored_links(connection, city, room / "first", key)
        _say_scores(figures, connection, "true", "from even odds on")
        _clerk(figures, connection, seed)
    _day(figures, city, room, changes, seed)


def _say_scores(
    figures: Figures, connection: duckdb.DuckDBPyConnection, kept: str, words: str
) -> None:
    for each in scores(connection, kept):
        figures.say(
            f"{each.source}, {words}: links, precision, recall",
            f"{each.made:>9,}  {each.precision:.6f}  {each.recall:.6f}",
        )


def _clerk(figures: Figures, connection: duckdb.DuckDBPyConnection, seed: int) -> None:
    """Let the clerk look at some of what the model found, and score the threshold."""
    found = connection.execute(
        "SELECT weight, is_right FROM scored ORDER BY source, role, row"
    ).fetchnumpy()
    weight, right = (np.asarray(found[name]) for name in ("weight", "is_right"))
    size = int(REVIEWED * len(weight))
    sampled = clerical_sample(weight, size, seed=seed)
    wrong = np.random.default_rng(seed).random(len(sampled)) < CLERK_ERROR
    said = right[sampled].astype(np.bool_) ^ wrong
    chosen = choose_threshold(weight, sampled, said, precision=WANTED)
    figures.say("pairs the clerk looked at", f"{chosen.labelled:,}")
    figures.say("threshold, bits", f"{chosen.weight:.2f}")
    figures.say("precision expected by the clerk", f"{chosen.precision:.5f}")
    _say_scores(
        figures, connection, f"weight >= {chosen.weight}", "from the threshold on"
    )


def _day(figures: Figures, city: Path, room: Path, changes: int, seed: int) -> None:
    rows = write_changes(city / "extracts", room / "day", changes, seed)
    start = time.perf_counter()
    reconcile(
        city / "register",
        room / "day",
        room / "second",
        key=room / "key",
        earlier=room / "first",
        probability=0.5,
    )
    seconds = time.perf_counter() - start
    figures.say(f"a day's {rows:,} changes, seconds", f"{seconds:.1f}")
    first, second = (f"'{room / x / 'links.parquet'}'" for x in ("first", "second"))
    with duckdb.connect() as connection:
        new, gone, strange = connection.execute(
            f"""
            SELECT (SELECT count(*) FROM {second}) - (SELECT count(*) FROM {first}),
                (SELECT count(*) FROM {first} a ANTI JOIN {second} b
                    ON a.entry = b.entry AND a.person = b.person),
                (SELECT count(*) FROM (FROM {second} WHERE entry NOT IN
                    (SELECT entry FROM {first})) b
                    WHERE person NOT IN (SELECT person FROM {first}))"""
        ).fetchall()[0]
    figures.say("links added by the day", f"{new:,}")
    figures.say("links of before that changed or went", f"{gone:,}")
    figures.say("ids of the day that were not there before", f"{strange:,}")


if __name__ == "__main__":
    raise SystemExit(main())
