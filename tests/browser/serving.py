"""`renkou serve` in a process of its own, until the tests have ended."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opened = Callable[..., Page]

PATIENCE = 120.0  # seconds until the server must answer


@dataclass(frozen=True)
class Served:
    """A running server: where it is, and what it has written so far."""

    address: str
    log: Path


@contextmanager
def served(city: Path) -> Iterator[Served]:
    """The pages of a city, served on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = city.parent / f"served-{port}.log"
    command = [sys.executable, "-m", "renkou", "serve", "--data", str(city), "--quiet"]
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, "--port", str(port)], stdout=out, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(process, address, log)
            yield Served(address, log)
        finally:
            process.terminate()
            process.wait(timeout=30)
            log.unlink()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"the server ended: {log.read_text()}")
        try:
            urlopen(address + "/static/frame.css", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"the server does not answer: {log.read_text()}")
