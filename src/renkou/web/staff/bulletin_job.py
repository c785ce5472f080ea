"""Making a bulletin's files beside the pages: a process each, kept by what it is of.

The pages answer at once; the files are made by `renkou report annual` in a process of
its own at low priority, which writes its progress where every reader's page finds it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from renkou.engines.tables import Tables
from renkou.report.bulletin.rewritten import Rewritten, as_toml
from renkou.report.bulletin.writing import name_of
from renkou.schema.problem import Problem

FOLDER, LOG, ENDED, RUNNER = "bulletins", "progress.txt", "ended", "process"
WORDS = "words.toml"
FORMS = ("pdf", "docx")
AT_ONCE = 2  # bulletins that are made at the same time
LINE = re.compile(r"^\s*(\d+)%  (.*)$")


@dataclass(frozen=True)
class State:
    """How far the files of a bulletin are: one of absent, working, failed, ready."""

    word: str
    share: int = 0  # per cent that is done
    message: str = ""
    files: Sequence[str] = ()


@dataclass(frozen=True)
class Job:
    """The files of one bulletin in one language, over figures that are kept."""

    tables: Tables
    snapshot: Path
    area: str
    year: int
    known_on: str
    language: str
    words: Rewritten | None

    @property
    def place(self) -> Path:
        """The folder of the files; another where anything that they hold differs."""
        text = as_toml(self.words) if self.words else ""
        stated = f"{self.area} {self.year} {self.known_on} {self.language} {text}"
        word = hashlib.sha256(stated.encode()).hexdigest()[:16]
        return self.tables.place / FOLDER / word

    def file(self, form: str) -> Path:
        """One of the files, whether it is there or not."""
        return self.place / name_of(self.area, self.year, self.language, form)

    def state(self) -> State:
        """How far it is, from what stands in the folder."""
        if not self.place.exists():
            return State("absent")
        share, message = _told(self.place / LOG)
        ended = self.place / ENDED
        if ended.exists() and ended.read_text() == "0":
            files = [form for form in FORMS if self.file(form).exists()]
            return State("ready", 100, "", files)
        if ended.exists() or not _alive(self.place / RUNNER):
            return State("failed", share, message)
        return State("working", share, message)

    def start(self) -> None:
        """Begin to make the files, unless somebody did; Problem if too many are."""
        if self.state().word == "working":
            return
        _require_room(self.tables.place / FOLDER)
        if self.place.exists():
            shutil.rmtree(self.place)
        try:
            self.place.mkdir(parents=True)
        except FileExistsError:
            return  # another reader was quicker
        if self.words is not None:
            (self.place / WORDS).write_text(as_toml(self.words), encoding="utf-8")
        self._run()

    def _run(self) -> None:
        environment = {**os.environ, "RENKOU_LANG": self.language}
        with (self.place / LOG).open("wb") as log:
            process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                start_new_session=True,
            )
        (self.place / RUNNER).write_text(str(process.pid))
        threading.Thread(target=_wait, args=(process, self.place), daemon=True).start()

    def _command(self) -> list[str]:
        nice = shutil.which("nice")
        asked = {
            "--area": self.area,
            "--year": str(self.year),
            "--known-on": self.known_on,
            "--language": self.language,
            "--snapshot": str(self.snapshot),
            "--tables": str(self.tables.place.parent),
            "--out": str(self.place),
        }
        if self.words is not None:
            asked["--words"] = str(self.place / WORDS)
        options = [part for pair in asked.items() for part in pair]
        runs = [sys.executable, "-m", "renkou", "report", "annual", *options]
        return [nice, "-n", "10", *runs] if nice else runs


def _wait(process: subprocess.Popen[bytes], place: Path) -> None:
    status = process.wait()
    if place.exists():
        (place / ENDED).write_text(str(status))


def _told(log: Path) -> tuple[int, str]:
    """The last line of progress, or the message with which it ended."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0, ""
    share, message = 0, ""
    for line in lines:
        found = LINE.match(line)
        share, message = (int(found[1]), found[2]) if found else (share, line)
    return share, message


def _alive(runner: Path) -> bool:
    """Whether the process that makes the files still runs."""
    try:
        os.kill(int(runner.read_text()), 0)
    except FileNotFoundError:
        return True  # about to be begun
    except (OSError, ValueError):
        return False
    return True


def _require_room(folder: Path) -> None:
    running = [
        runner
        for runner in folder.glob(f"*/{RUNNER}")
        if not (runner.parent / ENDED).exists() and _alive(runner)
    ]
    if len(running) >= AT_ONCE:
        raise Problem(
            f"{len(running)} bulletins are being made already. Wait until one is done, "
            "then ask again.",
            f"已有{len(running)}份公报正在生成。请待其中一份完成后再试。",
        )
