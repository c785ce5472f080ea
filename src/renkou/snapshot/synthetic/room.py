"""Where a city is to stand: its size, the disk's room, and a clean stop."""

from __future__ import annotations

import errno
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from renkou.schema.problem import Problem
from renkou.snapshot.folder import refuse_existing

SMALLEST, LARGEST = 100, 10_000_000
BYTES_AT_LEAST, BYTES_A_PERSON = 10_000_000, 600
"""Room on the disk for a city of any size, and for each registered person."""


def check_size(persons: int, seed: int) -> None:
    """Raise Problem for a size or seed of which no city can be built."""
    if seed < 0:
        raise Problem(
            f"--seed is {seed}; it must be 0 or more.", f"--seed为{seed}；应为0或以上。"
        )
    if not SMALLEST <= persons <= LARGEST:
        raise Problem(
            f"--persons is {persons:,}; a city has from {SMALLEST} to {LARGEST:,} "
            "registered persons. The real one has 4,278,501.",
            f"--persons为{persons:,}；城市规模应为{SMALLEST}至{LARGEST:,}名户籍人口。"
            "真实城市为4,278,501人。",
        )


def check_place(target: Path, persons: int, replace: bool) -> None:
    """Raise Problem where something stands already or the disk lacks room."""
    if not replace:
        refuse_existing(target)
    parent = target.parent
    while not parent.exists():
        parent = parent.parent
    needed = _bytes_needed(persons)
    if shutil.disk_usage(parent).free < needed:
        raise _noroom(target, needed)


def _bytes_needed(persons: int) -> int:
    return BYTES_AT_LEAST + persons * BYTES_A_PERSON


def _noroom(target: Path, needed: int) -> Problem:
    size = f"{needed / 1e9:.1f} GB" if needed >= 1e9 else f"{needed / 1e6:.0f} MB"
    return Problem(
        f"{target}: there is not enough room on this disk; the city needs about "
        f"{size}. Nothing was left there. Free some space or choose another disk.",
        f"{target}：磁盘空间不足，生成此城市约需{size}。未留下任何内容。"
        "请清理空间或换一个磁盘。",
    )


@contextmanager
def room(target: Path, persons: int) -> Iterator[None]:
    """Say it plainly where the disk fills in spite of the check beforehand."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        if full or "No space left on device" in str(error):
            raise _noroom(target, _bytes_needed(persons)) from error
        raise


@contextmanager
def stoppable() -> Iterator[None]:
    """Let a request to end (SIGTERM) clean up as an interrupt from the keyboard does.

    Only the first is heard, so that nothing cuts the cleaning short.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGTERM, signal.SIGINT)

    def stop(number: int, frame: FrameType | None) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
