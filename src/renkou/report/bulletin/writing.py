"""From a snapshot to a bulletin's files; what is not computed is computed first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from renkou.areas.unit import level_of
from renkou.engines import Workspace
from renkou.engines.tables import Tables, make_day, make_tables, place_of
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text

from .edition import Edition, OpenCity, open_city
from .foreseen import make_foreseen, read_foreseen
from .making import make_bulletin
from .pdf import require_printing, write_pdf
from .rewritten import Rewritten
from .value import Bulletin
from .word import write_docx

WRITERS: dict[str, Callable[[Bulletin, Path], Path]] = {
    "pdf": write_pdf,
    "docx": write_docx,
}
COMPUTED, PROJECTED = 0.5, 0.7  # shares of the work that are then over


def name_of(area: str, year: int, language: str, form: str) -> str:
    """The name of a bulletin's file.

    >>> name_of("511000000000", 2024, "en", "pdf")
    'bulletin-511000000000-2024-en.pdf'
    """
    return f"bulletin-{area}-{year}-{language}.{form}"


def write_bulletin(
    snapshot: Path,
    out: Path,
    *,
    area: str,
    year: int,
    known_on: date | None = None,
    languages: Sequence[str] = ("en", "zh"),
    formats: Sequence[str] = ("pdf", "docx"),
    words: Mapping[str, Rewritten] | None = None,
    folder: Path | None = None,
    progress: Progress = silent,
) -> list[Path]:
    """Write the bulletin of an area and year into the folder `out`; the files.

    As known on `known_on`, by default the snapshot's last day. `words` are rewritten
    words by language, `folder` where figures are kept, by default beside the snapshot.
    Raises Problem, before anything is written, where the area, the year or the day is
    none that the snapshot has, where words may not stand, or where this machine cannot
    make the files.
    """
    _require(out, formats)
    edition = _edition(snapshot, area, year, known_on, folder, progress)
    place = edition.place
    bulletins = [
        make_bulletin(edition, language, (words or {}).get(language))
        for language in languages
    ]
    out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for bulletin in bulletins:
        for form in formats:
            name = name_of(place.code, year, bulletin.language, form)
            share = len(made) / (len(bulletins) * len(formats))
            progress(
                PROJECTED + (1 - PROJECTED) * share,
                Text(f"Writing {name}", f"正在写入{name}"),
            )
            made.append(WRITERS[form](bulletin, out / name))
    progress(1.0, Text("The bulletin is written", "公报已写出"))
    return made


def _require(out: Path, formats: Sequence[str]) -> None:
    if out.exists() and not out.is_dir():
        raise Problem(
            f"{out}: this is a file. Name the folder to write to.",
            f"{out}：这是文件。请给出要写入的文件夹。",
        )
    if "pdf" in formats:
        require_printing(out)


def _edition(
    snapshot: Path,
    area: str,
    year: int,
    known_on: date | None,
    folder: Path | None,
    progress: Progress,
) -> Edition:
    """The edition asked for, its figures and its projection computed."""
    work = Workspace(snapshot)
    tables = Tables(place_of(work.snapshot, folder))
    make_tables(work, tables, progress=_part(progress, 0.0, COMPUTED))
    day = known_on or work.last_day
    if day not in tables.days:
        _require_recording(work, day)
        make_day(work, tables, day, progress=_part(progress, 0.0, COMPUTED))
    here = open_city(work, folder)
    place = here.place(area)
    return edition_of(here, place.code, year, day, work, progress)


def edition_of(
    here: OpenCity,
    code: str,
    year: int,
    day: date,
    work: Workspace | None = None,
    progress: Progress = silent,
) -> Edition:
    """The edition of an area; with `work`, its projection is computed where absent."""
    place, year = here.place(code), here.year(year, day)
    if work is not None:
        level = level_of(place.code)
        report = _part(progress, COMPUTED, PROJECTED)
        make_foreseen(work, here.tables, day, level, report)
    return Edition(here, place, year, day, read_foreseen(here.tables, day, place.code))


def _require_recording(work: Workspace, day: date) -> None:
    if not work.snapshot.recording_known:
        raise Problem(
            f"known-on: this snapshot does not say when its records were made, so that "
            f"what was known on {day} cannot be told. Leave --known-on out.",
            f"已知日期：该快照未注明记录的登记时间，无法得知{day}所知。请去掉--known-on。",
        )


def _part(progress: Progress, start: float, end: float) -> Progress:
    """A progress of a part of the work."""

    def report(done: float, message: Text, /) -> None:
        progress(start + (end - start) * done, message)

    return report
