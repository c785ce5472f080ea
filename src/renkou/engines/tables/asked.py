"""A day asked for that is not kept: computed once, by one process for all servers.

Who asks first begins the process and hands it the lock of the day, which it holds until
it ends; whoever asks meanwhile reads how far it has come. Days are computed one at a
time. What went wrong is kept until somebody tries again.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from renkou.schema.problem import Problem
from renkou.schema.progress import Progress
from renkou.schema.text import Text
from renkou.schema.whole_file import whole_file

from ..workspace import Workspace
from .making import make_day, require_day
from .store import Tables

FOLDER = "asked"
NICENESS = 10  # pages come first
OPENING = Text("Opening the snapshot", "正在打开快照")
QUEUED = Text("Waiting for its turn", "正在排队")


@dataclass(frozen=True, slots=True)
class Underway:
    """How far the computing of a day has come."""

    done: float
    now: Text


@dataclass(frozen=True, slots=True)
class Failed:
    """The computing of a day ended without its figures, and why."""

    why: Text


class Asked:
    """The days asked for of one snapshot's tables."""

    def __init__(self, tables: Tables, snapshot: Path) -> None:
        self.tables, self.snapshot = tables, snapshot
        self.folder = tables.place / FOLDER
        self._begun: list[subprocess.Popen[bytes]] = []

    def ask(self, day: date, *, again: bool = False) -> Underway | Failed | None:
        """Where the computing of a day stands, begun if nobody has; None once kept.

        `again` begins what failed anew. Raises Problem for a day out of range, or where
        nothing can be kept.
        """
        self._begun = [each for each in self._begun if each.poll() is None]
        if day in self.tables.days:
            return None
        require_day(self.tables, day)
        failed = self._failed(day)
        if failed is not None and not again:
            return failed
        try:
            self.folder.mkdir(exist_ok=True)
            with self._file(day, "lock").open("a") as lock:
                return self._begin(day, lock.fileno(), again=again)
        except OSError as error:
            raise Problem(
                f"{self.folder}: the figures known on {day} cannot be kept here "
                f"({error.strerror}). Make room, or allow writing.",
                f"{self.folder}：无法在此保存截至{day}所知的数据（{error.strerror}）。"
                "请腾出空间或开放写入权限。",
            ) from error

    def _begin(self, day: date, lock: int, *, again: bool) -> Underway | Failed | None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return self._underway(day)
        if day in self.tables.days:  # kept since this was asked
            return None
        if self._file(day, "progress").exists() and not again:
            self.fail(day, ENDED)
            return Failed(ENDED)
        self._file(day, "failed").unlink(missing_ok=True)
        self.tell(day, 0.0, QUEUED)
        where = [str(self.snapshot), str(self.tables.place), day.isoformat()]
        begun = subprocess.Popen(  # it holds the lock from here on
            [sys.executable, "-m", "renkou.engines.tables", *where],
            pass_fds=[lock],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._begun.append(begun)
        return Underway(0.0, QUEUED)

    def _underway(self, day: date) -> Underway:
        try:
            told = json.loads(self._file(day, "progress").read_text("utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return Underway(0.0, QUEUED)
        return Underway(told["done"], Text(*told["now"]))

    def _failed(self, day: date) -> Failed | None:
        try:
            return Failed(Text(*json.loads(self._file(day, "failed").read_text())))
        except FileNotFoundError:
            return None

    def tell(self, day: date, done: float, now: Text) -> None:
        """Say how far the computing of a day has come."""
        with whole_file(self._file(day, "progress")) as unfinished:
            unfinished.write_text(json.dumps({"done": done, "now": [now.en, now.zh]}))

    def fail(self, day: date, why: Text) -> None:
        """Say why a day could not be computed."""
        with whole_file(self._file(day, "failed")) as unfinished:
            unfinished.write_text(json.dumps([why.en, why.zh]))

    def forget(self, day: date) -> None:
        """Leave no file of a day that is kept or has failed but what is to be told."""
        for kind in ("progress", "lock"):
            self._file(day, kind).unlink(missing_ok=True)

    def turn(self) -> Path:
        """The file whose lock says whose turn it is."""
        return self.folder / "turn.lock"

    def _file(self, day: date, kind: str) -> Path:
        return self.folder / f"{day}.{kind}"


ENDED = Text(
    "The computing ended without saying why; the machine may have had too little "
    "memory. Close other programs and try again.",
    "计算进程意外结束，可能是内存不足。请关闭其他程序后重试。",
)


class Orphaned(Exception):
    """The server that asked for a day has ended."""


def compute_asked(snapshot: Path, place: Path, day: date) -> int:
    """Compute a day as the process that `Asked.ask` begins; 0 where it is kept."""
    asked, parent = Asked(Tables(place), snapshot), os.getppid()
    os.nice(NICENESS)

    def tell(done: float, now: Text, /) -> None:
        if os.getppid() != parent:
            raise Orphaned
        asked.tell(day, done, now)

    try:
        _compute(asked, day, tell)
    except Orphaned:
        return 1
    except Exception as error:  # noqa: BLE001 - told to whoever asked
        asked.fail(day, _why(error))
        return 1
    finally:
        with suppress(OSError):
            asked.forget(day)
    return 0


def _compute(asked: Asked, day: date, tell: Progress) -> None:
    with asked.turn().open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        tell(0.0, OPENING)
        work = Workspace(asked.snapshot)
        make_day(work, asked.tables, day, progress=tell)


def _why(error: Exception) -> Text:
    if isinstance(error, Problem):
        return error.text
    said = f"{type(error).__name__}: {error}"
    return Text(
        f"The computing failed ({said}). Report it if trying again fails too.",
        f"计算失败（{said}）。如重试仍失败，请报告。",
    )
