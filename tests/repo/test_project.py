"""The project's frame: its commands, its continuous check and its records."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

from tests.repo.tree import ROOT

ASKED_FOR = {"demo", "test", "check", "fix", "bench", "city", "docs", "mutate"}
PAGE = 45  # lines of a decision


def _targets(makefile: str) -> set[str]:
    """The commands of a Makefile that `make help` explains."""
    return set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))


def _outside(hooks: str) -> list[str]:
    """The places that hooks would be fetched from."""
    repos = re.findall(r"^\s*- repo:\s*(\S+)", hooks, re.MULTILINE)
    return [repo for repo in repos if repo != "local"]


def _wrapped(changelog: str) -> list[str]:
    """The lines of a changelog that go on from the one before."""
    return [line for line in changelog.splitlines() if line.startswith("  ")]


def _decisions() -> list[Path]:
    return sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))


def test_every_command_is_there_and_explained() -> None:
    assert _targets((ROOT / "Makefile").read_text()) >= ASKED_FOR
    assert _targets("demo: ready\n\tdo\n") == set()


def test_the_continuous_check_is_what_a_person_runs() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    commands = [
        line
        for line in run.read_text().splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["make test"]


def test_hooks_are_local_and_run_the_check() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text()
    assert _outside(hooks) == []
    assert "entry: make check" in hooks
    assert _outside("repos:\n  - repo: https://host.example/hooks\n") != []


def test_the_changelog_has_one_line_a_change() -> None:
    assert _wrapped((ROOT / "CHANGELOG.md").read_text()) == []
    assert _wrapped("- one\n  and a half\n") != []


def test_a_decision_has_a_number_of_its_own_and_one_page() -> None:
    numbers = Counter(path.name[:4] for path in _decisions())
    assert [number for number, times in numbers.items() if times > 1] == []
    for path in _decisions():
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= PAGE, path.name
        assert text.startswith(f"# {int(path.name[:4])}. "), path.name
