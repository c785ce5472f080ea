"""Exit statuses and messages of the command line, in both languages."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from renkou.cli import main
from renkou.cli.app import group
from renkou.schema.problem import Problem

SRC = Path(__file__).parents[3] / "src"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Makes `renkou doctor` fail in the way given."""

    def install(error: BaseException) -> None:
        def fail() -> None:
            raise error

        command = click.Command("doctor", callback=fail)
        monkeypatch.setattr(type(group), "get_command", lambda *_: command)

    return install


def test_a_mistyped_command_is_told_what_is_near(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["mesure"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("There is no command mesure. Did you mean measure")
    assert err.count("\n") == 1


def test_the_same_in_chinese(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKOU_LANG", "zh")
    assert main(["mesure"]) == 2
    assert capsys.readouterr().err.startswith("没有命令mesure。您是否想用measure")


@pytest.mark.parametrize(("lang", "word"), [("en", "Commands"), ("zh", "命令")])
def test_help_is_in_the_language_of_the_reader(
    lang: str,
    word: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RENKOU_LANG", lang)
    assert main(["--help"]) == 0
    assert word in capsys.readouterr().out


def test_no_command_at_all_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "A command is missing: measure" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (Problem("no such area", "没有该地区"), 2, "no such area\n"),
        (OSError(errno.ENOSPC, "full", "x.parquet"), 2, "x.parquet: the disk is full"),
        (PermissionError(errno.EACCES, "no", "x"), 2, "x: this may not be read"),
        (FileNotFoundError(errno.ENOENT, "no", "x"), 2, "x: there is no such file"),
        (MemoryError(), 2, "There is not enough memory"),
        (KeyboardInterrupt(), 130, "Interrupted.\n"),
        (ZeroDivisionError("oh"), 70, "Traceback"),
    ],
)
def test_each_failure_has_its_message_and_status(
    error: BaseException,
    status: int,
    said: str,
    failing: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing(error)
    assert main(["doctor"]) == status
    assert capsys.readouterr().err.startswith(said)


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        check=False,
    )


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from renkou.cli import main; main(['--help']);"
        "print(sorted({'numpy', 'pyarrow', 'duckdb', 'ibis', 'pandas', 'rich'}"
        " & set(sys.modules)))"
    )
    assert run(code).stdout.endswith("[]\n")


def test_a_closed_pipe_ends_quietly() -> None:
    command = f"{sys.executable} -m renkou --help | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout.strip() in ("0", "141")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_full_disk_is_told_in_one_message() -> None:
    # Buffered, as it is for everybody: what cannot be written is still there at exit.
    environment = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONUNBUFFERED": ""}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "renkou", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("the disk is full.")
    assert done.stderr.count("\n") == 1


def test_a_request_to_end_cleans_up_like_an_interrupt(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, click; from pathlib import Path;"
        "from renkou.cli.app import group, run;"
        "from renkou.snapshot import new_folder\n"
        "def stop():\n"
        f"    with new_folder(Path({str(tmp_path)!r}) / 'out') as folder:\n"
        "        (folder / 'half').touch(); os.kill(os.getpid(), signal.SIGTERM)\n"
        "command = click.Command('doctor', callback=stop)\n"
        "type(group).get_command = lambda *_: command\n"
        "sys.exit(run(['doctor']))"
    )
    done = run(code)
    assert done.returncode == 130
    assert done.stderr == "Interrupted.\n"
    assert list(tmp_path.iterdir()) == []
