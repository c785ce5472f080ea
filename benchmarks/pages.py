"""`python -m benchmarks.pages`: a city's pages served, and how fast they are read.

The addresses are drawn from the pages that there are: area, year, population and
month-end as known at random. The server keeps no page: each is made anew. Nothing is
asserted: a slow day is not a fault.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.urls import get_resolver

from .clock import Figures, once

ADDRESSES, READERS, SEED = 500, 50, 2025
PLACES = {"code", "key", "measure"}
THINKS = 5.0, 15.0  # seconds that a reader looks at a page
ROUNDS = 4  # pages that each of the readers opens
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")  # in a route
# What a page calls for or leads to, not a page that is read.
NO_PAGES = {"language", "known", "tour", "make", "state", "words"}


@dataclass(frozen=True)
class Answer:
    """One page as it came."""

    address: str
    status: int
    seconds: float
    kilobytes: float


def main() -> int:
    """Compute where need be, serve, read, print."""
    asked = _arguments()
    snapshot, figures = Path(asked.city) / "snapshot", Figures()
    if not asked.kept:
        _computed(snapshot, figures)
    os.environ["DJANGO_SETTINGS_MODULE"] = "renkou.config.settings"
    os.environ["RENKOU_SNAPSHOT"] = str(snapshot)
    with _served(Path(asked.city)) as port:
        drawn = list(addresses(random.Random(SEED), ADDRESSES))
        _one_by_one(port, drawn, figures)
        _at_once(port, drawn, figures)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--city", required=True, help="the folder of a city")
    parser.add_argument(
        "--kept", action="store_true", help="do not compute the figures anew"
    )
    return parser.parse_args()


def _computed(snapshot: Path, figures: Figures) -> None:
    """Compute the figures in a process of its own, so that its memory can be told."""
    for old in (snapshot / ".renkou").glob("tables-*"):
        shutil.rmtree(old)
    work = (
        "import sys; from pathlib import Path; from renkou.cli.serve import compute; "
        "from renkou.schema.progress import silent; "
        "compute(Path(sys.argv[1]), None, silent)"
    )
    command = [sys.executable, "-c", work, str(snapshot)]
    seconds, _ = once(lambda: subprocess.run(command, check=True))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    (tables,) = (snapshot / ".renkou").glob("tables-*")
    size = sum(file.stat().st_size for file in tables.iterdir()) / 1e6
    figures.say(
        "every figure computed and kept: 36 month-ends and the last day",
        f"{seconds:.0f} s, {peak:.1f} GB of memory, {size:.0f} MB on disk",
    )


@contextmanager
def _served(city: Path) -> Iterator[int]:
    """The city served at a free port, as `renkou serve` serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = ["-m", "renkou", "serve", "--data", str(city), "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, *command, "--quiet"], stdout=subprocess.DEVNULL
    )
    try:
        while server.poll() is None and not _answers(port):
            time.sleep(0.2)
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def addresses(drawn: random.Random, number: int) -> Iterator[str]:
    """Addresses of pages at random, each kind of page as often as another."""
    import django

    django.setup()
    from renkou.indicators import MEASURES
    from renkou.web.staff.site import site
    from renkou.web.staff.view import years_known

    here = site()
    kinds = [route for route in routes() if route]
    for at in range(number):
        known = drawn.choice(here.stops)
        year = drawn.choice(years_known(here, known))
        fills = {
            "code": drawn.choice(list(here.by_code)),
            "key": drawn.choice(list(MEASURES)),
            "measure": drawn.choice(list(MEASURES)),
        }
        path = filled(kinds[at % len(kinds)], fills)
        population = drawn.choice(["resident", "registered"])
        asked = f"year={year}&known={known}&population={population}"
        if path == "find":
            asked += "&" + urlencode({"q": here.by_code[fills["code"]].chinese})
        yield f"/{path}?{asked}"


def filled(route: str, fills: Mapping[str, str]) -> str:
    """A route with something in each of its places."""
    return PLACE.sub(lambda place: fills[place[1]], route)


def routes() -> list[str]:
    """The routes of the pages that an area and a measure lead to."""
    found = []
    for pattern in get_resolver().url_patterns:
        for page in getattr(pattern, "url_patterns", ()):
            route = str(page.pattern)
            needed = set(PLACE.findall(route))
            if needed <= PLACES and not NO_PAGES & set(route.split("/")):
                found.append(route)
    return found


def read(port: int, address: str) -> Answer:
    """One page, from asking to its last byte."""
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    taken = time.perf_counter() - start
    return Answer(address, answer.status, taken, len(body) / 1e3)


def _one_by_one(port: int, drawn: Sequence[str], figures: Figures) -> None:
    answers = [read(port, address) for address in drawn]
    figures.say(f"{len(answers)} pages one after the other", _times(answers))
    largest = max(answers, key=lambda answer: answer.kilobytes)
    figures.say(
        "the largest page", f"{largest.kilobytes:.0f} kB (aim 200): {largest.address}"
    )
    refused = sum(a.status >= http.HTTPStatus.BAD_REQUEST for a in answers)
    led = sum(a.status == http.HTTPStatus.FOUND for a in answers)
    figures.say(
        "answers that are no page", f"{refused}; {led} lead on to what was found"
    )
    for kind in sorted({address.split("/")[1].partition("?")[0] for address in drawn}):
        mine = [a for a in answers if re.match(rf"/{kind}[/?]", a.address)]
        size = max(a.kilobytes for a in mine)
        figures.say(f"  /{kind}, {len(mine)} pages", f"{_times(mine)}, {size:.0f} kB")


def _times(answers: Sequence[Answer]) -> str:
    taken = sorted(answer.seconds * 1e3 for answer in answers)
    p95 = taken[min(int(len(taken) * 0.95), len(taken) - 1)]
    median = statistics.median(taken)
    return f"median {median:.0f}, p95 {p95:.0f} (aim 300), worst {taken[-1]:.0f} ms"


def _at_once(port: int, drawn: Sequence[str], figures: Figures) -> None:
    """Fifty readers, each of whom looks at a page for a while; then all in one beat."""

    def reader(number: int) -> list[Answer]:
        own = random.Random(number)
        answers = []
        for _page in range(ROUNDS):
            time.sleep(own.uniform(*THINKS))
            answers.append(read(port, own.choice(drawn)))
        return answers

    with ThreadPoolExecutor(READERS) as pool:
        several = list(pool.map(reader, range(READERS)))
        beat = list(pool.map(lambda address: read(port, address), drawn[:READERS]))
    every = [answer for answers in several for answer in answers]
    low, high = THINKS
    figures.say(
        f"{READERS} readers, a page each {low:.0f} to {high:.0f} s",
        f"{_times(every)}; over 1 s: {sum(a.seconds > 1 for a in every)}",
    )
    figures.say(f"{READERS} readers in one beat", _times(beat))


if __name__ == "__main__":
    raise SystemExit(main())
