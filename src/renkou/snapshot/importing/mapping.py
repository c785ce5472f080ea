"""`MAPPING.toml`: how a city's own files become the tables of a snapshot."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from renkou.schema import BY_NAME, SNAPSHOT, Column, Kind, Table
from renkou.schema.problem import Problem
from renkou.schema.suggestion import meant

DATES = (
    "%Y%m%d",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日",
)
_TIMES = ("%H:%M:%S", "%H:%M", "%H%M%S", "%H时%M分%S秒")
MOMENTS = (
    *(f"{day} {time}" for day in DATES for time in _TIMES),
    "%Y%m%d%H%M%S",
    "%Y-%m-%dT%H:%M:%S",
    *DATES,
)
ELSEWHERE_WORDS = ("elsewhere", "市外", "省外", "外地", "境外")
# Made where no column of the file gives them.
MADE = ("record_id", "version", "superseded_at", "recorded_at", "synthetic")


@dataclass(frozen=True, slots=True)
class Source:
    """One file as a source of one table; `columns` gives headers, the first filled
    one counting."""

    table: Table
    file: Path
    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    rows_with: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ","
    dates: tuple[str, ...] = DATES
    empty: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that is read, once."""
        named = [header for headers in self.columns.values() for header in headers]
        return tuple(dict.fromkeys([*named, *self.rows_with]))

    def gives(self, column: str) -> bool:
        """Whether the file or a constant gives `column`."""
        return column in self.columns or column in self.constants


@dataclass(frozen=True, slots=True)
class AreaCodes:
    """The file that takes the city's own area codes to 12 digits."""

    file: Path
    own: str
    code: str
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that a mapping says."""

    path: Path
    recorded: str
    sources: tuple[Source, ...]
    first_day: date | None = None
    last_day: date | None = None
    area_list: date | None = None
    synthetic: bool = False
    areas: AreaCodes | None = None
    area_lists: Path | None = None
    key_file: Path | None = None
    key_variable: str | None = None
    elsewhere: tuple[str, ...] = ELSEWHERE_WORDS
    unlisted_is_elsewhere: bool = False


_SNAPSHOT = {
    "recorded": str,
    "first_day": date,
    "last_day": date,
    "area_list": date,
    "synthetic": bool,
    "areas_csv": str,
}
_PSEUDONYMS = {"key_file": str, "key_env": str}
_AREAS = {
    "file": str,
    "from": str,
    "to": str,
    "encoding": str,
    "elsewhere": list,
    "unlisted": str,
}
_SOURCE = {
    "file": str,
    "encoding": str,
    "delimiter": str,
    "columns": dict,
    "constants": dict,
    "codes": dict,
    "rows_with": list,
    "dates": list,
    "empty": list,
}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one mapping; every refusal names the file and the key."""

    path: Path
    values: dict[str, Any] = field(default_factory=dict)

    def refuse(self, place: str, en: str, zh: str) -> Problem:
        return Problem(f"{self.path}: [{place}] {en}", f"{self.path}：[{place}]{zh}")

    def section(self, place: str, value: Any, keys: Mapping[str, type]) -> Any:
        """`value` as a TOML table with none but `keys`, each of its type."""
        if not isinstance(value, dict):
            raise self.refuse(place, "must be a TOML table.", "须为TOML表。")
        for key, given in value.items():
            if key not in keys:
                hint = meant(key, keys)
                raise self.refuse(
                    place,
                    f"{key!r} is not known here. {hint.en}",
                    f"没有{key!r}这一项。{hint.zh}",
                )
            if type(given) is not keys[key]:
                kind = keys[key].__name__
                raise self.refuse(
                    place,
                    f"{key} is {given!r}; it must be a TOML {kind}.",
                    f"{key}的值为{given!r}，类型应为{kind}。",
                )
        return value

    def file(self, name: str) -> Path:
        """A file named in the mapping, beside which it is looked for."""
        return self.path.parent / name


def read_mapping(path: str | Path) -> ImportPlan:
    """Read and check a mapping; Problem where it cannot be followed."""
    file = Path(path)
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(
            f"{file}: this is not TOML in UTF-8 ({error}). Mend that place.",
            f"{file}：不是UTF-8编码的TOML（{error}）。请修正该处。",
        ) from error
    reader = _Reader(file, values)
    known = ("snapshot", "pseudonyms", "areas", *(table.name for table in SNAPSHOT))
    for key in values:
        if key not in known:
            hint = meant(key, known)
            raise Problem(
                f"{file}: {key!r} is neither a table nor a section. {hint.en}",
                f"{file}：{key!r}既不是表也不是已知的部分。{hint.zh}",
            )
    sources = tuple(_sources(reader))
    if not sources:
        raise Problem(
            f"{file}: no table is given. Begin with [[persons]].",
            f"{file}：没有给出任何表。请从[[persons]]开始。",
        )
    plan = _plan(reader, sources)
    for source in sources:
        _check_needed(reader, plan, source)
    return plan


def _plan(reader: _Reader, sources: tuple[Source, ...]) -> ImportPlan:
    about = reader.section("snapshot", reader.values.get("snapshot", {}), _SNAPSHOT)
    keys = reader.section(
        "pseudonyms", reader.values.get("pseudonyms", {}), _PSEUDONYMS
    )
    areas = reader.section("areas", reader.values.get("areas", {}), _AREAS)
    recorded = about.get("recorded", "known")
    if recorded not in ("known", "unknown"):
        raise reader.refuse(
            "snapshot",
            f'recorded is {recorded!r}; it is "known" or "unknown".',
            f'recorded的值为{recorded!r}，只能是"known"或"unknown"。',
        )
    if areas.get("unlisted", "refused") not in ("refused", "elsewhere"):
        raise reader.refuse(
            "areas",
            'unlisted is "refused" or "elsewhere".',
            'unlisted只能是"refused"或"elsewhere"。',
        )
    listed = about.get("areas_csv")
    key_file = keys.get("key_file")
    return ImportPlan(
        reader.path,
        recorded,
        sources,
        first_day=about.get("first_day"),
        last_day=about.get("last_day"),
        area_list=about.get("area_list"),
        synthetic=about.get("synthetic", False),
        areas=_area_codes(reader, areas),
        area_lists=reader.file(listed) if listed else None,
        key_file=reader.file(key_file) if key_file else None,
        key_variable=keys.get("key_env"),
        elsewhere=(*ELSEWHERE_WORDS, *map(str, areas.get("elsewhere", []))),
        unlisted_is_elsewhere=areas.get("unlisted") == "elsewhere",
    )


def _area_codes(reader: _Reader, areas: Any) -> AreaCodes | None:
    if "file" not in areas:
        return None
    for key in ("from", "to"):
        if key not in areas:
            raise reader.refuse(
                "areas", f"{key} is missing: the header.", f"缺少{key}（列名）。"
            )
    file = reader.file(areas["file"])
    return AreaCodes(file, areas["from"], areas["to"], areas.get("encoding", ""))


def _sources(reader: _Reader) -> Iterator[Source]:
    for name in (table.name for table in SNAPSHOT):
        given = reader.values.get(name, [])
        for value in given if isinstance(given, list) else [given]:
            yield _source(reader, BY_NAME[name], value)


def _source(reader: _Reader, table: Table, value: Any) -> Source:
    section = reader.section(table.name, value, _SOURCE)
    if "file" not in section:
        raise reader.refuse(table.name, "file is missing.", "缺少file。")
    columns = {
        name: tuple(map(str, headers)) if isinstance(headers, list) else (str(headers),)
        for name, headers in section.get("columns", {}).items()
    }
    constants = {k: _plain(v) for k, v in section.get("constants", {}).items()}
    codes = {
        name: {str(own): _plain(code) for own, code in some.items()}
        for name, some in section.get("codes", {}).items()
    }
    for name in (*columns, *constants, *codes):
        if name not in table.names:
            hint = meant(name, table.names)
            raise reader.refuse(
                table.name,
                f"the table has no column {name!r}. {hint.en}",
                f"该表没有列{name!r}。{hint.zh}",
            )
    _check_codes(reader, table, codes)
    delimiter = section.get("delimiter", ",")
    if len(delimiter) != 1:
        raise reader.refuse(
            table.name, "delimiter must be one character.", "delimiter须为一个字符。"
        )
    return Source(
        table,
        reader.file(section["file"]),
        columns,
        constants,
        codes,
        rows_with=tuple(map(str, section.get("rows_with", []))),
        encoding=section.get("encoding", ""),
        delimiter=delimiter,
        dates=(*map(str, section.get("dates", [])), *DATES),
        empty=tuple(map(str, section.get("empty", []))),
    )


def _check_codes(
    reader: _Reader, table: Table, codes: Mapping[str, Mapping[str, str]]
) -> None:
    """A word may only stand for a code that the column has."""
    for name, words in codes.items():
        known = [str(code) for code in table[name].codes]
        if table[name].kind is Kind.FLAG:
            known = ["true", "false"]
        for word, code in words.items():
            if known and code not in known:
                hint = meant(code, known)
                raise reader.refuse(
                    f"{table.name}.codes.{name}",
                    f"{word!r} stands for {code!r}, which is no code. {hint.en}",
                    f"{word!r}对应的{code!r}不是有效代码。{hint.zh}",
                )


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _check_needed(reader: _Reader, plan: ImportPlan, source: Source) -> None:
    table = source.table
    for column in table.columns:
        if column.optional or source.gives(column.name):
            continue
        if column.name == "recorded_at" and plan.recorded == "known":  # never guessed
            raise reader.refuse(
                table.name,
                "no column gives recorded_at, the day each row was recorded. Map it; "
                'if the files do not have it, state recorded = "unknown" in '
                "[snapshot]: figures as known on a past day are then refused.",
                "没有列给出recorded_at（登记日期）。请补上对应列；若文件中确无此项，"
                '请在[snapshot]中写明recorded = "unknown"，'
                "此后按某日已知情况的统计将被拒绝。",
            )
        if not _is_made(column):
            raise reader.refuse(
                table.name,
                f"nothing gives {column.name} ({column.title.en}). Name its header "
                "under columns, or a value for all rows under constants.",
                f"未给出{column.name}（{column.title.zh}）。"
                "请在columns中写明列名，或在constants中给出统一的值。",
            )


def _is_made(column: Column) -> bool:
    return column.name in MADE or column.name == "delivery_id"
