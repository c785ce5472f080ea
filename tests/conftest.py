"""What a test reports instead of asserting (times, sizes) is printed at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repo.site import build


@pytest.fixture(scope="session")
def documentation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the documentation was built; share it in group `site`."""
    folder = tmp_path_factory.mktemp("site")
    build(folder)
    return folder


@pytest.hookimpl
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every property that a test recorded under the name `reported`."""
    for report in terminalreporter.getreports("passed"):
        for name, value in getattr(report, "user_properties", ()):
            if name == "reported" and report.when == "call":
                terminalreporter.write_line(f"reported: {value}")
