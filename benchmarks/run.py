"""`make bench`: build the full city, then time Renkou beside hand-written code.

All figures of one run, on one machine, medians of three after a first run that warms
the file cache. Nothing is asserted: a slow day is not a fault.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from renkou import measure
from renkou.engines import Workspace
from renkou.engines.population import (
    KnownStock,
    population_known_on,
    year_end_population,
)

from . import by_hand
from .clock import Figures, median_seconds, once

FULL = 4_280_000
ALL_LEVELS = "city,county,township,village"
YEARS = f"{by_hand.FIRST}-{by_hand.LAST}"


def main() -> int:
    """Run the benchmark and print its figures."""
    asked = _arguments()
    figures = Figures()
    figures.say("machine", f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory(dir=asked.work) as work:
        city = Path(asked.city) if asked.city else _built(Path(work), asked, figures)
        _measured(city / "snapshot", figures, asked)
        pages = ["-m", "benchmarks.pages", "--city", str(city)]
        subprocess.run([sys.executable, *pages], check=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    figures.say(
        "peak memory of measuring, pandas and Polars included", f"{peak:.1f} GB"
    )
    # In a process of its own, so that its memory can be told.
    subprocess.run([sys.executable, "-m", "benchmarks.projection"], check=True)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=FULL)
    parser.add_argument("--city", help="a city built before; else one is built")
    parser.add_argument("--work", default=".", help="the folder to build in")
    parser.add_argument(
        "--fast", action="store_true", help="leave pandas and Polars out"
    )
    return parser.parse_args()


def _built(work: Path, asked: argparse.Namespace, figures: Figures) -> Path:
    """Build the city in a process of its own, so that its memory can be told."""
    out = work / "city"
    size = ["--persons", str(asked.persons), "--seed", "1", "--out", str(out)]
    command = [sys.executable, "-m", "renkou", "city", "build", *size, "--quiet"]
    seconds, _ = once(
        lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    figures.say(
        f"city of {asked.persons:,}, all files", f"{seconds:.0f} s, {peak:.1f} GB"
    )
    return out


def _measured(snapshot: Path, figures: Figures, asked: argparse.Namespace) -> None:
    shutil.rmtree(snapshot / ".renkou", ignore_errors=True)
    work = Workspace(snapshot)
    seconds, _ = once(lambda: KnownStock.of(work))
    figures.say("facts prepared, once for a snapshot", f"{seconds:.0f} s")
    _population(snapshot, work, figures, fast=asked.fast)
    _others(snapshot, work, figures)
    _known_on(work, figures)
    seconds, table = once(
        lambda: measure("all", snapshot=work, by=ALL_LEVELS, years=YEARS)
    )
    figures.say(
        f"all measures, {YEARS}, all areas, residents ({table.num_rows:,} rows)",
        f"{seconds:.1f} s (aim 20)",
    )


def _population(
    snapshot: Path, work: Workspace, figures: Figures, *, fast: bool
) -> None:
    years = range(by_hand.FIRST, by_hand.LAST + 1)
    scan = median_seconds(lambda: by_hand.scan(snapshot))
    stock = KnownStock.of(work)
    ours = median_seconds(
        lambda: year_end_population(work, years, "resident", stock=stock)
    )
    join = median_seconds(lambda: by_hand.persons_by_years(snapshot))
    figures.say("bare scan of the columns", f"{scan:.2f} s")
    what = "village × sex × single age × year-ends"
    figures.say(
        f"{what}: Renkou", f"{ours:.2f} s, {ours / scan:.1f} × the scan (aim 5)"
    )
    figures.say(
        f"{what}: DuckDB, persons × years", f"{join:.2f} s, {join / ours:.1f} × (aim 3)"
    )
    if fast:
        return
    for name, work_of in (
        ("Polars", by_hand.polars_persons_by_years),
        ("pandas", by_hand.pandas_persons_by_years),
    ):
        seconds, _ = once(partial(work_of, snapshot))
        figures.say(
            f"{what}: {name}, one run", f"{seconds:.2f} s, {seconds / ours:.1f} ×"
        )


def _others(snapshot: Path, work: Workspace, figures: Figures) -> None:
    pairs: tuple[tuple[str, str, Callable[[Path], int]], ...] = (
        ("births", "county", by_hand.births_by_county),
        ("sex-ratio-at-birth-by-order", "county", by_hand.sex_ratio_by_order),
        ("deaths", "township", by_hand.deaths_by_township),
        ("total-fertility-rate", "county", by_hand.fertility_by_county),
    )
    for key, level, sql in pairs:
        ours = partial(measure, key, snapshot=work, by=level, years=YEARS)
        theirs = median_seconds(partial(sql, snapshot))
        seconds = median_seconds(ours)
        figures.say(
            f"{key} by {level} and year",
            f"{seconds:.2f} s; SQL by hand {theirs:.2f} s: "
            f"{seconds / theirs:.2f} × (aim 1.3)",
        )


def _known_on(work: Workspace, figures: Figures) -> None:
    """Both populations by village × sex × age, known on days drawn at random."""
    drawn, stock = random.Random(2025), KnownStock.of(work)
    ends = [
        date(y, m, 1) - timedelta(1) for y in range(2012, 2026) for m in range(1, 13)
    ]
    any_day = [date(2012, 1, 1) + timedelta(drawn.randrange(5000)) for _ in range(9)]
    for what, days, aim in (
        ("a month-end", drawn.sample(ends, 9), "aim 0.3"),
        ("any day", any_day, "aim 3"),
    ):
        population_known_on(work, stock, days[0])
        taken = sorted(
            once(partial(population_known_on, work, stock, day))[0] for day in days
        )
        figures.say(
            f"both populations, village × sex × age, as known on {what}",
            f"median {taken[len(taken) // 2]:.2f} s, worst {taken[-1]:.2f} s ({aim})",
        )


if __name__ == "__main__":
    raise SystemExit(main())
