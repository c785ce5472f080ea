"""The whole city: lives, papers and faults, written as one folder or not at all."""

from __future__ import annotations

import errno
import shutil
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import FrameType

from renkou.schema import REGISTER
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text
from renkou.snapshot.folder import new_folder, refuse_existing
from renkou.snapshot.manifest import Manifest, write_manifest

from .comparison import census_comparison, events_of
from .errors import first_written
from .extracts import sheet
from .faults import DEFAULTS, EXTRACTS, Fault, read_faults
from .handing_over import write_extract
from .identity import Digits, as_text, identity_numbers
from .ids import Ids, pseudonyms, register_ids
from .live import live
from .lives import Lives
from .names import Names, draw_names
from .planting import Plan, plan
from .recording import record
from .records import Columns, Papers, version_rows
from .reported import townships
from .spoiling import Spoiler
from .successors import LIVED_ON, Places
from .summary import Built
from .tables import arrow_table, write_parquet
from .truth import write_invented, write_lives, write_offices, write_papers

SMALLEST, LARGEST = 100, 10_000_000
BYTES_AT_LEAST, BYTES_A_PERSON = 10_000_000, 600
"""Room on the disk for a city of any size, and for each registered person."""
LAST_DAY = date(2025, 12, 31)
FOLDERS = ("register", "snapshot", "extracts", "truth")


def build_city(
    persons: int,
    seed: int,
    out: str | Path,
    faults: str | Path | None = None,
    *,
    replace: bool = False,
    progress: Progress = silent,
) -> Built:
    """Build a synthetic city of `persons` registered on 2010-11-01 into folder `out`.

    `faults` is a FAULTS.toml that is planted in place of the default faults. `out` is
    written whole or not at all; what stands there is replaced only by `replace`, once
    the new one is complete. Raises Problem for a size that cannot be built, a folder
    that is not empty, a file of faults that does not fit, and a disk without room.

    >>> built = build_city(300, 1, "city")
    >>> built.rows["register"]["names"] > 300
    True
    >>> sorted(path.name for path in built.path.iterdir())
    ['extracts', 'register', 'snapshot', 'truth']
    """
    _check_size(persons, seed)
    chosen = DEFAULTS if faults is None else read_faults(faults)
    target = Path(out).absolute()
    _check_place(target, persons, replace)
    lives = live(persons, seed, progress=_part(progress, 0.0, 0.5))
    return write_city(
        lives, out, chosen, replace=replace, progress=_part(progress, 0.5, 1.0)
    )


def write_city(
    lives: Lives,
    out: str | Path,
    faults: tuple[Fault, ...] = DEFAULTS,
    *,
    replace: bool = False,
    progress: Progress = silent,
) -> Built:
    """Write the papers of these lives into folder `out`, as `build_city` does."""
    target = Path(out).absolute()
    persons = lives.registered_at_start
    _check_place(target, persons, replace)
    with (
        _stoppable(),
        _room(target, persons),
        new_folder(target, replace=replace) as to,
    ):
        for name in FOLDERS:
            (to / name).mkdir()
        writer = _Writer(lives, to, faults, progress)
        writer.write()
        return Built(
            path=target,
            persons=persons,
            seed=lives.seed,
            rows=writer.rows,
            census=census_comparison(lives),
            events=events_of(lives, 2022),
        )


@dataclass
class _Writer:
    lives: Lives
    folder: Path
    faults: tuple[Fault, ...]
    progress: Progress
    rows: dict[str, dict[str, int]] = field(default_factory=dict)

    def write(self) -> None:
        self.progress(0.0, Text("Planting faults", "正在设置差错"))
        drawn = plan(self.lives, self.faults, Places(self.lives.villages))
        self.progress(0.02, Text("Recording", "正在登记"))
        known = record(self.lives, drawn.late, drawn.omitted)
        papers = Papers(
            lives=self.lives,
            known=known,
            first=first_written(self.lives, known),
            invented=drawn.invented,
        )
        register, public = register_ids(self.lives), pseudonyms(self.lives)
        self._truth(papers, drawn, register, public)
        names, digits = self._people(papers)
        self._tables(papers, register, public, names, digits)
        self._extracts(papers, drawn, register, public, names, digits)
        write_manifest(
            self.folder / "snapshot",
            Manifest(
                area_list=LIVED_ON,
                last_day=LAST_DAY,
                synthetic=True,
                made_by=f"renkou city build --persons {self.lives.registered_at_start} "
                f"--seed {self.lives.seed}",
            ),
        )

    def _truth(self, papers: Papers, drawn: Plan, register: Ids, public: Ids) -> None:
        self.progress(0.15, Text("Writing the truth", "正在写入真值"))
        truth = self.folder / "truth"
        write_lives(truth, papers, drawn, register, public)
        write_offices(truth, drawn.planted)

    def _people(self, papers: Papers) -> tuple[Names, Digits]:
        self.progress(0.25, Text("Naming people", "正在取名"))
        return draw_names(self.lives), identity_numbers(self.lives, papers.home)

    def _tables(
        self, papers: Papers, register: Ids, public: Ids, names: Names, digits: Digits
    ) -> None:
        for place, table in enumerate(REGISTER):
            share = 0.3 + 0.4 * place / len(REGISTER)
            text = Text(
                f"Writing {table.title.en.lower()}", f"正在写入{table.title.zh}"
            )
            self.progress(share, text)
            rows = version_rows(table.name, papers)
            codes = self.lives.villages
            if table.name == "reported_counts":
                codes, _ = townships(self.lives)
                write_invented(self.folder / "truth", rows, codes)
            if table.identified:
                who = names.take(rows["person_id"])
                rows |= {"surname": who.surnames(), "given": who.given()}
                rows["identity_number"] = as_text(digits[rows["person_id"]])
            self._both(table.name, table.identified, rows, codes, register, public)

    def _both(
        self,
        name: str,
        identified: bool,
        rows: Columns,
        codes: tuple[str, ...],
        register: Ids,
        public: Ids,
    ) -> None:
        """Write a table into the register and, unless identified, the snapshot."""

        def put(folder: str, ids: Ids, ordered: bool) -> None:
            table = arrow_table(name, rows, ids, codes, ordered=ordered)
            write_parquet(self.folder / folder, name, table)
            self.rows.setdefault(folder, {})[name] = len(table)

        with ThreadPoolExecutor(1) as beside:
            other = beside.submit(put, "register", register, False)
            if not identified:
                put("snapshot", public, True)
            other.result()

    def _extracts(
        self,
        papers: Papers,
        drawn: Plan,
        register: Ids,
        public: Ids,
        names: Names,
        digits: Digits,
    ) -> None:
        persons = self.lives.persons
        spoiler = Spoiler(
            self.lives.seed, drawn.planted, names, digits, persons.birth_day
        )
        for place, name in enumerate(EXTRACTS):
            share = 0.7 + 0.3 * place / len(EXTRACTS)
            title = name.replace("_", " ")
            self.progress(
                share, Text(f"Writing {title}", f"正在写入{_DEPARTMENT[name]}数据")
            )
            spoilt = spoiler.spoil(sheet(name, papers))
            write_extract(
                self.folder / "extracts", spoilt, persons.sex, self.lives.villages
            )
            write_papers(self.folder / "truth", spoilt, register, public)
            self.rows.setdefault("extracts", {})[name] = len(spoilt.sheet)


_DEPARTMENT = {
    "public_security": "公安",
    "health": "卫生健康",
    "civil_affairs": "民政",
    "social_security": "社会保障",
}


def _check_size(persons: int, seed: int) -> None:
    if seed < 0:
        raise Problem(
            f"--seed is {seed}; it must be 0 or more.", f"--seed为{seed}；应为0或以上。"
        )
    if not SMALLEST <= persons <= LARGEST:
        raise Problem(
            f"--persons is {persons:,}; a city has from {SMALLEST} to {LARGEST:,} "
            "registered persons. The real one has 4,278,501.",
            f"--persons为{persons:,}；城市规模应为{SMALLEST}至{LARGEST:,}名户籍人口。"
            "真实城市为4,278,501人。",
        )


def _check_place(target: Path, persons: int, replace: bool) -> None:
    if not replace:
        refuse_existing(target)
    parent = target.parent
    while not parent.exists():
        parent = parent.parent
    needed = _bytes_needed(persons)
    if shutil.disk_usage(parent).free < needed:
        raise _no_room(target, needed)


def _bytes_needed(persons: int) -> int:
    return BYTES_AT_LEAST + persons * BYTES_A_PERSON


def _no_room(target: Path, needed: int) -> Problem:
    size = f"{needed / 1e9:.1f} GB" if needed >= 1e9 else f"{needed / 1e6:.0f} MB"
    return Problem(
        f"{target}: there is not enough room on this disk; the city needs about "
        f"{size}. Nothing was left there. Free some space or choose another disk.",
        f"{target}：磁盘空间不足，生成此城市约需{size}。未留下任何内容。"
        "请清理空间或换一个磁盘。",
    )


@contextmanager
def _room(target: Path, persons: int) -> Iterator[None]:
    """Say it plainly where the disk fills in spite of the check beforehand."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        if full or "No space left on device" in str(error):
            raise _no_room(target, _bytes_needed(persons)) from error
        raise


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let a request to end (SIGTERM) clean up as an interrupt from the keyboard does.

    Only the first is heard, so that nothing cuts the cleaning short.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGTERM, signal.SIGINT)

    def stop(number: int, frame: FrameType | None) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _part(progress: Progress, low: float, high: float) -> Progress:
    """A stretch of a progress, as a progress of its own."""

    def stretch(done: float, message: Text, /) -> None:
        progress(low + done * (high - low), message)

    return stretch
