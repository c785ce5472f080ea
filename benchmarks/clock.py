"""Timing a piece of work, and the table that the figures are printed in."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Figures:
    """Lines of the benchmark, printed as they come."""

    lines: list[tuple[str, str]] = field(default_factory=list)

    def say(self, what: str, figure: str) -> None:
        """Print a figure and keep it."""
        self.lines.append((what, figure))
        print(f"{what:<66} {figure}", flush=True)


def median_seconds(work: Callable[[], Any], *, runs: int = 3) -> float:
    """The median wall time of `runs` runs, after one that warms the file cache."""
    work()
    taken = []
    for _run in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def peak_gigabytes() -> float:
    """The largest memory of this process alone: what `resource` tells a new process
    begins with the peak of the one that started it.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes.split()[1]) / 1e6


def once(work: Callable[[], Any]) -> tuple[float, Any]:
    """The wall time of one run, and what it gave."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result
