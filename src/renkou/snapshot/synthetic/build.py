"""The whole city: lives, papers and faults, written as one folder or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from renkou.schema import REGISTER
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text
from renkou.snapshot.folder import new_folder
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
from .room import check_place, check_size, room, stoppable
from .spoiling import Spoiler
from .successors import LIVED_ON, Places
from .summary import Built
from .tables import arrow_table, write_parquet
from .truth import write_invented, write_lives, write_offices, write_papers

FIRST_DAY = date(2010, 11, 1)
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
    check_size(persons, seed)
    chosen = DEFAULTS if faults is None else read_faults(faults)
    target = Path(out).absolute()
    check_place(target, persons, replace)
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
    check_place(target, persons, replace)
    with (
        stoppable(),
        room(target, persons),
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
                first_day=FIRST_DAY,
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


def _part(progress: Progress, low: float, high: float) -> Progress:
    """A stretch of a progress, as a progress of its own."""

    def stretch(done: float, message: Text, /) -> None:
        progress(low + done * (high - low), message)

    return stretch
