"""`renkou demo`: a small invented city, its key figures, and its page."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from renkou.schema.problem import Problem
from renkou.schema.progress import Progress
from renkou.schema.text import Text

from .asking import city_seed_option, persons_option
from .bilingual import command as cli_command
from .bilingual import option, quiet_option, say
from .progress import progress
from .serve import HOST, port_option, prepare, show_pages

if TYPE_CHECKING:
    from renkou.report.city import City

PLAIN_WIDTH = 110  # columns where the output is no terminal


@cli_command(
    Text(
        "Build a small invented city and show its figures.\n\nThe city is built once "
        "and used again; its key figures are printed and its page is written, one file "
        "in English and Chinese that opens without a net. With --serve every figure is "
        "then computed, kept, and shown at an address of this machine until Ctrl+C.",
        "生成一座小型虚构城市并展示其数据。\n\n城市只生成一次，以后直接使用；"
        "命令行列出主要指标，并写出一个中英双语、无需联网即可打开的网页文件。"
        "加上--serve则随后计算并保存全部数据，在本机地址提供页面，按Ctrl+C停止。",
    ),
    "demo",
)
@persons_option(default=200_000)
@city_seed_option(default=1)
@option(
    "--out",
    text=Text("The city's folder.", "城市文件夹。"),
    type=click.Path(path_type=Path),
    default="demo",
)
@option(
    "--page",
    text=Text("The page to write.", "要写出的网页文件。"),
    type=click.Path(path_type=Path),
    default="city.html",
)
@option(
    "--language",
    text=Text("en or zh; by default the system's.", "语言：en或zh；默认随系统。"),
    type=click.Choice(["en", "zh"]),
)
@option(
    "--serve/--no-serve",
    "serving",
    text=Text(
        "Serve the pages afterwards (default: end).",
        "随后提供页面服务（默认结束）。",
    ),
    default=False,
)
@port_option()
@quiet_option()
def command(
    persons: int,
    seed: int,
    out: Path,
    page: Path,
    language: str | None,
    serving: bool,
    port: int,
    quiet: bool,
) -> int:
    """Build or reuse the city, print its key figures, write its page; then serve."""
    if language:
        os.environ["RENKOU_LANG"] = language
    if serving:
        _ready(port)
    with progress(quiet=quiet) as report:
        snapshot = city_snapshot(out, persons, seed, report)
        from renkou.report import write_city_html

        city = write_city_html(snapshot, page, progress=report)
    show(city, snapshot)
    print(say(_written(page)), flush=True)
    if serving:
        with progress(quiet=quiet) as report:
            prepare(snapshot, None, report)
        show_pages(snapshot, None, HOST, port)
    return 0


def _ready(port: int) -> None:
    from renkou.config.serving import ready_to_listen

    ready_to_listen(HOST, port)


def city_snapshot(out: Path, persons: int, seed: int, report: Progress) -> Path:
    """The snapshot of the city of this size and seed in `out`, built if absent.

    Raises Problem where another city stands there; it is left as it is.
    """
    snapshot = out / "snapshot"
    if snapshot.is_dir():
        _require_same(snapshot, persons, seed)
        return snapshot
    from renkou.snapshot.synthetic.build import build_city

    build_city(persons, seed, out, progress=report)
    return snapshot


def _require_same(snapshot: Path, persons: int, seed: int) -> None:
    from renkou.snapshot import read_manifest

    made_by = read_manifest(snapshot).made_by
    found = re.search(r"--persons (\d+) --seed (\d+)", made_by)
    if found and (int(found[1]), int(found[2])) == (persons, seed):
        return
    there = Text(
        f"a city of {int(found[1]):,} persons, seed {found[2]}" if found else "a city",
        f"一座{found[1]}人、种子数为{found[2]}的城市" if found else "一座城市",
    )
    folder = snapshot.parent
    raise Problem(
        f"{folder}: {there.en} stands here already, not one of {persons:,} persons, "
        f"seed {seed}. Choose another folder with --out, or remove this one.",
        f"{folder}：此处已有{there.zh}，与所需的{persons}人、种子数{seed}不同。"
        "请用--out另选文件夹，或删除此文件夹。",
    )


def show(city: City, snapshot: Path) -> None:
    """Print the key figures as a table, with what they are of and where from."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from renkou.report.key_figures import key_figures, summary
    from renkou.report.notes import UN

    width = None if sys.stdout.isatty() else PLAIN_WIDTH
    console = Console(width=width, highlight=False)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left")
    for at, head in enumerate(HEADS):
        grid.add_column(say(head), justify="right" if at in (2, 3, 4) else "left")
    for figure in key_figures(city):
        grid.add_row(*(say(text) for text in summary(city, figure)))
    console.print(say(_title(city)), style="bold")
    console.print(grid)
    sources = Text(
        f"Register: {snapshot}, synthetic. UN: {UN.en}; * projected.",
        f"登记：{snapshot}，合成数据。UN：{UN.zh}；*为预测。",
    )
    console.print(say(sources), style="dim")


HEADS = (
    Text("Key figure", "主要指标"),
    Text("Of", "口径与时期"),
    Text("Value", "数值"),
    Text("95% interval", "95%区间"),
    Text("China", "全国"),
    Text("Source", "来源"),
)


def _title(city: City) -> Text:
    from renkou.report.numbers import long_date

    day = long_date(city.known_on)
    name = city.place
    return Text(
        f"{name.name.en} {name.chinese}, {city.year}, as known on {day.en}",
        f"{name.chinese}，{city.year}年，截至{day.zh}所知",
    )


def _written(page: Path) -> Text:
    where = page.absolute()
    return Text(
        f"The page is {where}\nOpen it in a browser; it needs no net.",
        f"网页已写入{where}\n用浏览器打开即可，无需联网。",
    )
