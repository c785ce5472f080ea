"""`renkou serve`: the pages of one's own city, on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click

from renkou.schema.problem import Problem
from renkou.schema.progress import Progress
from renkou.schema.text import Text

from .bilingual import command as cli_command
from .bilingual import option, quiet_option, say
from .progress import progress

HOST, PORT = "127.0.0.1", 8765


def port_option() -> Callable[..., Any]:
    """The option `--port`."""
    return option(
        "--port",
        text=Text("The port to listen on.", "监听端口。"),
        type=click.IntRange(1, 65535),
        default=PORT,
    )


@cli_command(
    Text(
        "Show a city's figures in a browser.\n\nComputes what is not computed "
        "yet, keeps it beside the snapshot, and serves it at an address of this "
        "machine alone until it is stopped with Ctrl+C.",
        "在浏览器中显示一座城市的数据。\n\n先计算尚未计算的部分并存于快照旁，"
        "然后仅在本机地址提供页面，按Ctrl+C停止。",
    ),
    "serve",
)
@option(
    "--data",
    text=Text("The city's folder, or its snapshot.", "城市文件夹，或其中的快照。"),
    type=click.Path(path_type=Path),
    required=True,
)
@port_option()
@option(
    "--host",
    text=Text(
        "The address to listen on; this machine's own alone is allowed.",
        "监听地址；只允许本机地址。",
    ),
    default=HOST,
)
@option(
    "--tables",
    text=Text(
        "Where to keep the computed figures (default: beside the snapshot).",
        "计算结果的保存位置（默认在快照旁）。",
    ),
    type=click.Path(path_type=Path),
)
@quiet_option()
def command(data: Path, port: int, host: str, tables: Path | None, quiet: bool) -> int:
    """Compute, then serve; 0 once it is stopped."""
    from renkou.config.serving import ready_to_listen

    snapshot = snapshot_in(data)
    ready_to_listen(host, port)
    with progress(quiet=quiet) as report:
        prepare(snapshot, tables, report)
    show_pages(snapshot, tables, host, port)
    return 0


def snapshot_in(data: Path) -> Path:
    """The snapshot of a city's folder, or the folder itself where it is one.

    Raises Problem where there is neither.
    """
    inside = data / "snapshot"
    found = inside if inside.is_dir() else data
    if any((found / f"residence_spells{end}").exists() for end in ("", ".parquet")):
        return found
    raise Problem(
        f"{data}: there is no snapshot here. Build a synthetic city with `renkou city "
        f"build --out {data}`, or make a snapshot of your own with `renkou snapshot "
        "from-csv`.",
        f"{data}：此处没有快照。可用renkou city build --out {data}生成一座合成城市，"
        "或用renkou snapshot from-csv由自己的数据制作快照。",
    )


def prepare(snapshot: Path, tables: Path | None, report: Progress) -> None:
    """Compute and make what the pages need and is not there yet."""
    from renkou.engines.index import FOLDER
    from renkou.ui.chart_script import make_script

    compute(snapshot, tables, report)
    report(1.0, Text("Preparing interactive charts, once", "首次准备交互图表"))
    make_script(tables or snapshot / FOLDER)


def compute(snapshot: Path, folder: Path | None, report: Progress) -> None:
    """Compute what is not computed yet: the figures, and how late records came."""
    from renkou.engines import Workspace
    from renkou.engines.projection.preparing import prepare
    from renkou.engines.quality import make_quality
    from renkou.engines.tables import Tables, make_tables, place_of

    prepare()
    work = Workspace(snapshot)
    tables = Tables(place_of(work.snapshot, folder))
    make_tables(work, tables, progress=report)
    make_quality(work, tables, progress=report)


def show_pages(snapshot: Path, tables: Path | None, host: str, port: int) -> None:
    """Print the address and serve the pages until the process is stopped."""
    from renkou.config.serving import ready_to_listen, serve

    ready_to_listen(host, port)  # computing may have taken a while
    print(say(_address(host, port)), flush=True)
    with looking_closer(snapshot, tables):
        serve(snapshot, tables, host, port)


@contextmanager
def looking_closer(snapshot: Path, folder: Path | None) -> Iterator[None]:
    """Nowcasts and findings take minutes: another process computes them meanwhile.

    Birth certificates are taken from `extracts` beside the snapshot.
    """
    from renkou.engines.quality import look_closer

    extracts = snapshot.resolve().parent / "extracts"
    process = get_context("spawn").Process(
        target=look_closer, args=(snapshot, folder, extracts), daemon=True
    )
    process.start()
    try:
        yield
    finally:
        process.terminate()


def _address(host: str, port: int) -> Text:
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    return Text(
        f"Open {address} in a browser. Stop with Ctrl+C (process {os.getpid()}).",
        f"请在浏览器中打开{address}。按Ctrl+C停止（进程{os.getpid()}）。",
    )
