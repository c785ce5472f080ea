"""Listening: on this machine's own address alone, on a port that nobody has."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from renkou.schema.problem import Problem

LOOPBACK = ("127.0.0.1", "::1", "localhost")
WORKERS, THREADS = 2, 2
PATIENCE = 5  # seconds for a page under way when the server is stopped


def ready_to_listen(host: str, port: int) -> None:
    """Problem where the address is not this machine's own, or the port is taken."""
    if host not in LOOPBACK:
        raise Problem(
            f"host: {host} can be reached from other machines, and these pages have no "
            f"sign-in yet. Use {LOOPBACK[0]}.",
            f"监听地址：其他机器可访问{host}，而页面尚无登录功能。请使用{LOOPBACK[0]}。",
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise Problem(
                f"port: {port} cannot be used: {error.strerror}. Another server, "
                f"perhaps this one, has it. Name another, such as --port {port + 1} "
                f"(with make: PORT={port + 1}), or stop the other.",
                f"端口：无法使用{port}（{error.strerror}）。可能已有服务在此运行。"
                f"请换一个，如--port {port + 1}（用make时为PORT={port + 1}），"
                "或停止另一服务。",
            ) from error


def serve(snapshot: Path, tables: Path | None, host: str, port: int) -> None:
    """Serve the pages of a snapshot until the process is told to end."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["DJANGO_SETTINGS_MODULE"] = "renkou.config.settings"
    os.environ["RENKOU_SNAPSHOT"] = str(snapshot.resolve())
    if tables is not None:
        os.environ["RENKOU_TABLES"] = str(tables.resolve())
    Granian(
        "renkou.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,  # what Django could not answer is not swallowed
    ).serve()
