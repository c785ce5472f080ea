"""`snapshot.toml`: what the rows of a snapshot cannot say of themselves."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from renkou.schema.arrow import SCHEMA_VERSION
from renkou.schema.problem import Problem
from renkou.schema.suggestion import meant
from renkou.schema.text import Text

MANIFEST = "snapshot.toml"
CITY_TIME = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts a snapshot states about itself; each may be left out of the file.

    `area_list` is the day of the list whose codes the rows carry; `first_day` the
    day from which every event is there (empty: from before any question); `last_day`
    the last
    day the snapshot covers; `recorded` is "known", or "unknown" where the source gave
    no day of recording; `timezone` is that of moments stored without one.

    >>> Manifest(last_day=date(2025, 12, 31)).recorded
    'known'
    """

    schema: int = SCHEMA_VERSION
    area_list: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    synthetic: bool = False
    recorded: str = "known"
    timezone: str = CITY_TIME
    made_by: str = ""


_TYPES: dict[str, type] = {
    "schema": int,
    "area_list": date,
    "first_day": date,
    "last_day": date,
    "synthetic": bool,
    "recorded": str,
    "timezone": str,
    "made_by": str,
}
_TOML_NAME = {
    int: Text("whole number", "整数"),
    bool: Text("true or false", "布尔值（true或false）"),
    str: Text("text in quotes", "带引号的文本"),
    date: Text(
        "date such as 2025-12-31, without quotes", "日期（如2025-12-31，不加引号）"
    ),
}


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the snapshot in `folder`; the defaults where it has none.

    Raises Problem for text that is not TOML, an unknown key, a value of another type,
    or a schema newer than this Renkou knows.

    >>> read_manifest(Path("extract-without-one")).recorded
    'known'
    """
    path = folder / MANIFEST
    if not path.is_file():
        return Manifest()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(
            f"{path}: this is not TOML in UTF-8 ({error}). Mend that place.",
            f"{path}：不是UTF-8编码的TOML（{error}）。请修正该处。",
        ) from error
    for key, value in values.items():
        _check(path, key, value)
    return Manifest(**values)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `snapshot.toml` into `folder`; what is not known is left out.

    >>> write_manifest(Path(), Manifest(recorded="unknown"))
    >>> read_manifest(Path()).recorded
    'unknown'
    """
    lines = ["# What the rows of this snapshot cannot say of themselves."]
    for key in _TYPES:
        value = getattr(manifest, key)
        if value is not None and value != "":
            lines.append(f"{key} = {_toml(value)}")
    (folder / MANIFEST).write_text("\n".join(lines) + "\n", encoding="utf-8")


def future_schema(path: Path, version: int) -> Problem:
    """The refusal of a file written by a later Renkou."""
    return Problem(
        f"{path}: written with schema {version}; this Renkou reads up to "
        f"{SCHEMA_VERSION}. Upgrade Renkou, or write the snapshot with this one.",
        f"{path}：数据结构版本为{version}，本程序最高支持{SCHEMA_VERSION}。"
        "请升级Renkou，或用本版本重新生成快照。",
    )


def _check(path: Path, key: str, value: Any) -> None:
    expected = _TYPES.get(key)
    if expected is None:
        hint = meant(key, _TYPES)
        raise Problem(
            f"{path}: {key!r} is not known here. {hint.en}",
            f"{path}：未知的键{key!r}。{hint.zh}",
        )
    if not _is(value, expected):
        raise Problem(
            f"{path}: {key} is {value!r}; it must be a TOML {_TOML_NAME[expected].en}.",
            f"{path}：{key}的值为{value!r}，应为TOML的{_TOML_NAME[expected].zh}。",
        )
    if key == "schema" and value > SCHEMA_VERSION:
        raise future_schema(path, value)
    if key == "recorded" and value not in ("known", "unknown"):
        raise Problem(
            f'{path}: recorded is {value!r}; it is "known" or "unknown".',
            f'{path}：recorded的值为{value!r}，只能是"known"或"unknown"。',
        )
    if key == "timezone":
        _check_zone(path, value)


def _is(value: Any, expected: type) -> bool:
    return type(value) is expected  # a bool is no whole number, a datetime no date


def _check_zone(path: Path, name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Problem(
            f"{path}: timezone {name!r} is not a zone such as {CITY_TIME}.",
            f"{path}：时区{name!r}不存在，应如{CITY_TIME}。",
        ) from error


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)
