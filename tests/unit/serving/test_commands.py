"""`renkou serve` and `renkou demo --serve`: what they refuse, and how they end."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from renkou.cli import main
from renkou.snapshot.synthetic.build import build_city

REFUSED = 2
PATIENCE = 600.0


@pytest.fixture(scope="module")
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serving") / "city"
    build_city(300, 1, folder)
    return folder


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")


def test_a_folder_without_a_snapshot_names_what_to_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--data", str(tmp_path)]) == REFUSED
    told = capsys.readouterr().err
    assert f"renkou city build --out {tmp_path}" in told
    assert "renkou snapshot from-csv" in told


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "renkou.example"])
def test_an_address_that_others_reach_is_refused(
    host: str, small_city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--data", str(small_city), "--host", host]) == REFUSED
    assert "no sign-in yet. Use 127.0.0.1" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_two_servers_on_one_port(
    command: str, small_city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = {"serve": ["--data", str(small_city)], "demo": ["--serve"]}[command]
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main([command, *where, "--port", str(port)]) == REFUSED
    assert f"--port {port + 1}" in " ".join(capsys.readouterr().err.split())


def test_tables_that_cannot_be_written(
    small_city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    place = ["--tables", str(tmp_path / "file"), "--port", str(_free_port())]
    assert main(["serve", "--data", str(small_city), *place]) == REFUSED
    assert "Name another folder with --tables" in " ".join(
        capsys.readouterr().err.split()
    )


def test_it_serves_until_it_is_stopped_and_leaves_nobody_behind(
    small_city: Path,
) -> None:
    port = str(_free_port())
    command = ["-m", "renkou", "serve", "--data", str(small_city), "--port", port]
    server = subprocess.Popen(
        [sys.executable, *command, "--quiet"],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert server.stdout is not None
    printed = server.stdout.readline()
    assert f"http://127.0.0.1:{port}/" in printed
    _wait_for(int(port))
    assert _running(server.pid)
    server.send_signal(signal.SIGINT)
    assert server.wait(PATIENCE) == 0
    assert not _running(server.pid)


def _running(group: int) -> list[str]:
    """Processes of a group that run: not those that ended and wait for a parent."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended while it was looked at
            name, _, fields = (process / "stat").read_text().rpartition(")")
            state, _, pgid, *_ = fields.split()
            if int(pgid) == group and state != "Z":
                found.append(name)
    return found


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(port)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
