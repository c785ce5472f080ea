"""A process for each mutant, forked from one that has imported what is slow."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import ibis

from .mutant import Mutant, install

Check = Callable[[Mutant], str | None]  # what it died of, None where it lives
PAUSE = 0.02


@dataclass
class _Child:
    mutant: Mutant
    pipe: int
    deadline: float


def verdicts(
    mutants: Iterable[Mutant], check: Check, *, workers: int = 2, seconds: float = 120
) -> Iterator[tuple[Mutant, str | None]]:
    """What each mutant died of, in the order in which they end.

    A mutant that takes more than `seconds` is ended, and counts as killed.
    """
    _warmed()
    waiting, running = iter(mutants), dict[int, _Child]()
    more = True
    while more or running:
        while more and len(running) < workers:
            mutant = next(waiting, None)
            more = mutant is not None
            if mutant is not None:
                pid, pipe = _fork(mutant, check)
                running[pid] = _Child(mutant, pipe, time.monotonic() + seconds)
        for pid in list(running):
            if (end := _end(pid, running[pid])) is not None:
                yield running.pop(pid).mutant, end or None
        time.sleep(PAUSE)


def _warmed() -> None:
    """Have Ibis load what it loads on its first query, once for all the forks."""
    one = ibis.table({"at": "int32", "day": "date"}, name="one")
    other = ibis.table({"at": "int32", "until": "date"}, name="other")
    joined = one.join(other, ["at", one.day < other.until])
    later = joined.mutate(last=ibis.greatest(joined.day, joined.until))
    counted = later.group_by("at").agg(number=later.count())
    ibis.to_sql(counted, dialect="duckdb")
    gc.freeze()  # what is here stays: no fork need copy it to look it over


def _fork(mutant: Mutant, check: Check) -> tuple[int, int]:
    out, back = os.pipe()
    pid = os.fork()
    if pid:
        os.close(back)
        return pid, out
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    reason: str | None = "ended"
    try:
        install(mutant)
        reason = check(mutant)
    except Exception as error:  # noqa: BLE001 - whatever is raised kills the mutant
        reason = f"{type(error).__name__}: {error}"
    finally:
        os.write(back, (reason or "").encode()[:1000])
        os._exit(0)


def _end(pid: int, child: _Child) -> str | None:
    """Why the child's mutant is dead, "" where it lives; None while it runs."""
    if os.waitpid(pid, os.WNOHANG)[0]:
        with os.fdopen(child.pipe, "rb") as pipe:
            return pipe.read().decode(errors="replace")
    if time.monotonic() > child.deadline:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(child.pipe)
        return "took too long"
    return None
