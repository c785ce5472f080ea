"""How a long piece of work says how far it has come."""

from __future__ import annotations

from typing import Protocol

from .text import Text


class Progress(Protocol):
    """Called with the share done, 0 to 1, and what is being done now.

    >>> def work(progress: Progress = silent) -> None:
    ...     progress(0.5, Text("Writing births", "正在写入出生记录"))
    >>> work()
    """

    def __call__(self, done: float, message: Text, /) -> None:
        """Say that the share `done` of the work is over and `message` is under way."""


def silent(done: float, message: Text, /) -> None:
    """A progress that says nothing; the default of every function that takes one."""
