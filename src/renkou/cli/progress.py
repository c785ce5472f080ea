"""Progress on standard error: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text

from .bilingual import say

EVERY = 5.0  # seconds between plain lines about the same thing


@contextmanager
def progress(
    *, quiet: bool = False, stream: TextIO | None = None
) -> Iterator[Progress]:
    """A progress to hand to a long piece of work; nothing is shown if `quiet`.

    >>> with progress(quiet=True) as report:
    ...     report(1.0, Text("Done", "完成"))
    """
    out = sys.stderr if stream is None else stream
    if quiet:
        yield silent
    elif out.isatty():
        with _bar(out) as report:
            yield report
    else:
        yield Lines(out)


class Lines:
    """A line for each new thing under way, and every few seconds while it lasts."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._last: Text | None = None
        self._at = 0.0

    def __call__(self, done: float, message: Text, /) -> None:
        """Write a line, unless the same was written a moment ago."""
        now = time.monotonic()
        if message == self._last and now - self._at < EVERY:
            return
        self._last, self._at = message, now
        print(f"{done:4.0%}  {say(message)}", file=self._out, flush=True)


@contextmanager
def _bar(out: TextIO) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.progress import Progress as Display

    columns = (
        BarColumn(bar_width=28),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Display(*columns, console=Console(file=out), transient=True) as display:
        task = display.add_task("", total=1.0)

        def report(done: float, message: Text, /) -> None:
            display.update(task, completed=done, description=say(message))

        yield report
