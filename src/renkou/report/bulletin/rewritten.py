"""The words of a bulletin as a file: one a bulletin and language, earlier ones kept.

`bulletins/511000000000-2024-en.toml` holds the paragraphs of every section with their
placeholders. Saving writes a new file whole; what stood there is kept beside it with
its version in its name. Who saved is not known until there is sign-in.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from renkou.schema.problem import Problem
from renkou.schema.whole_file import whole_file

from .paragraphs import SECTIONS

FOLDER = "bulletins"
NOBODY = "not known until there is sign-in"


@dataclass(frozen=True)
class Rewritten:
    """The paragraphs that somebody wrote, by section; and when, and over what."""

    area: str
    year: int
    language: str
    sections: Mapping[str, Sequence[str]]
    version: int = 1
    known_on: str = ""
    saved_at: str = ""


def file_of(folder: Path, area: str, year: int, language: str) -> Path:
    """The file of a bulletin's words in a city's folder."""
    return folder / FOLDER / f"{area}-{year}-{language}.toml"


def folder_of(snapshot: Path) -> Path:
    """The folder of a city, where its bulletins' words belong: beside the snapshot."""
    return snapshot.resolve().parent


def read_words(file: Path) -> Rewritten:
    """The words of a file; Problem that names what is wrong with it."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Problem(
            f"{file}: there is no such file. Leave --words out for the original words.",
            f"{file}：没有该文件。不加--words即用原文。",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(
            f"{file}: this is not a file of words ({error}). Save it anew on the "
            "bulletin's page.",
            f"{file}：不是文字文件（{error}）。请在公报页面重新保存。",
        ) from error
    sections = content.get("sections")
    if not isinstance(sections, dict) or not all(map(_paragraphs, sections.values())):
        raise Problem(
            f"{file}: [sections] must give each section a list of paragraphs.",
            f"{file}：[sections]中每节须为段落列表。",
        )
    unknown = [name for name in sections if name not in SECTIONS]
    if unknown:
        raise Problem(
            f"{file}: there is no section {unknown[0]!r}. There are "
            f"{', '.join(SECTIONS)}.",
            f"{file}：没有章节{unknown[0]!r}。可用{'、'.join(SECTIONS)}。",
        )
    return _from(content, file)


def _from(content: Mapping[str, object], file: Path) -> Rewritten:
    area, year, language = (content.get(k) for k in ("area", "year", "language"))
    if not (
        isinstance(area, str) and isinstance(year, int) and language in ("en", "zh")
    ):
        raise Problem(
            f"{file}: area (text), year (number) and language (en or zh) must stand "
            "above the sections.",
            f"{file}：章节之前须写明area（文本）、year（数字）、language（en或zh）。",
        )
    version = content.get("version")
    return Rewritten(
        area=area,
        year=year,
        language=str(language),
        sections=content["sections"],  # type: ignore[arg-type]
        version=version if isinstance(version, int) else 1,
        known_on=str(content.get("known_on", "")),
        saved_at=str(content.get("saved_at", "")),
    )


def _paragraphs(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def current(folder: Path, area: str, year: int, language: str) -> Rewritten | None:
    """The words in force of a bulletin; None where nobody rewrote the original."""
    file = file_of(folder, area, year, language)
    return read_words(file) if file.exists() else None


def save(
    folder: Path,
    area: str,
    year: int,
    language: str,
    sections: Mapping[str, Sequence[str]],
    known_on: date,
) -> Rewritten:
    """Keep new words as the next version; the version before stays beside them."""
    file = file_of(folder, area, year, language)
    words = Rewritten(
        area,
        year,
        language,
        {key: list(sections.get(key, ())) for key in SECTIONS},
        version=newest_version(folder, area, year, language) + 1,
        known_on=known_on.isoformat(),
        saved_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    _set_aside(file)
    with whole_file(file) as unfinished:
        unfinished.write_text(as_toml(words), encoding="utf-8")
    return words


def restore(folder: Path, area: str, year: int, language: str) -> None:
    """Go back to the original words; what stood there is kept as a version."""
    file = file_of(folder, area, year, language)
    if file.exists():
        _set_aside(file)
        file.unlink()


def newest_version(folder: Path, area: str, year: int, language: str) -> int:
    """The highest version that was ever saved; 0 where none was."""
    file = file_of(folder, area, year, language)
    found = [int(each.stem.rpartition(".")[2]) for each in _earlier(file)]
    if file.exists():
        found.append(read_words(file).version)
    return max(found, default=0)


def _earlier(file: Path) -> list[Path]:
    every = file.parent.glob(f"{file.stem}.*.toml")
    return [each for each in every if each.stem.rpartition(".")[2].isdecimal()]


def _set_aside(file: Path) -> None:
    if not file.exists():
        return
    kept = file.with_name(f"{file.stem}.{read_words(file).version}.toml")
    with whole_file(kept) as unfinished:
        unfinished.write_bytes(file.read_bytes())


def as_toml(words: Rewritten) -> str:
    """The file's text; a JSON string is a TOML string too."""
    head = [
        "# The words of a bulletin. {name} stands for a number of the register.",
        f"area = {json.dumps(words.area)}",
        f"year = {words.year}",
        f"language = {json.dumps(words.language)}",
        f"version = {words.version}",
        f"known_on = {json.dumps(words.known_on)}",
        f"saved_at = {json.dumps(words.saved_at)}",
        f"saved_by = {json.dumps(NOBODY)}",
        "",
        "[sections]",
    ]
    for key, paragraphs in words.sections.items():
        lines = "".join(
            f"  {json.dumps(text, ensure_ascii=False)},\n" for text in paragraphs
        )
        head.append(f"{key} = [\n{lines}]" if lines else f"{key} = []")
    return "\n".join(head) + "\n"
