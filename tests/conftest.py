"""What all tests share: the built documentation, and what they report at the end."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.repo.site import build

# Times are reported, never asserted: a slow machine must not fail an example.
settings.register_profile("renkou", deadline=None)
settings.load_profile("renkou")


@pytest.fixture(scope="session")
def documentation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the documentation was built, once for all workers."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "documentation"
    with (shared / "documentation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "zh" / "index.html").exists():
            build(folder)
    return folder


@pytest.hookimpl
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every property that a test recorded under the name `reported`."""
    for report in terminalreporter.getreports("passed"):
        for name, value in getattr(report, "user_properties", ()):
            if name == "reported" and report.when == "call":
                terminalreporter.write_line(f"reported: {value}")
