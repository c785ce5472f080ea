"""`city.html`: collect a city's figures and write its page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text

from .city import City
from .collecting import collect
from .page import write_page


def write_city_html(
    snapshot: str | Path,
    out: str | Path = "city.html",
    *,
    year: int | None = None,
    first_year: int = 2011,
    known_on: date | None = None,
    progress: Progress = silent,
) -> City:
    """Write the page of a snapshot's city to `out` and return its figures.

    One file in English and Chinese that needs no server and fetches nothing. `year` is
    the year of the page: by default the latest that was first published by `known_on`,
    by default the snapshot's last day; the trends begin at `first_year`. What stood at
    `out` stays until the new page is whole. Raises renkou.schema.problem.Problem for a
    snapshot that cannot be read, a year that it does not reach, an `out` that is a
    folder.

    >>> write_city_html("demo/snapshot", "city.html")   # doctest: +SKIP
    """
    if Path(out).is_dir():
        raise Problem(
            f"{out}: this is a folder. Name the file to write, such as city.html.",
            f"{out}：这是文件夹。请给出要写入的文件名，如city.html。",
        )
    city = collect(
        snapshot, year=year, first_year=first_year, known_on=known_on, progress=progress
    )
    progress(0.95, Text("Writing the page", "正在写入网页"))
    write_page(city, Path(out))
    return city
