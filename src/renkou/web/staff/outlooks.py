"""Projections of an area, run from the counts kept beside the tables."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
from django.http import QueryDict

from renkou.areas.unit import level_of
from renkou.engines.projection.asking import Changes, Question, checked
from renkou.engines.projection.one_area import Ground, ground_of, on_ground
from renkou.engines.tables import Series, read_by_age
from renkou.report.projection import BROAD_AGES, Outlook
from renkou.schema.problem import Problem
from renkou.schema.text import Text

from .site import Site, site
from .view import View

PATHS = 10
AHEAD = 25  # years projected where none is asked for
FIELDS = {"tfr": "tfr", "life": "life_expectancy", "moves": "net_migration"}
NAMES = {
    "to": Text("to", "预测终点"),
    "at": Text("at", "金字塔年份"),
    "tfr": Text("tfr", "总和生育率"),
    "life": Text("life", "预期寿命"),
    "moves": Text("moves", "净迁移"),
}


@dataclass(frozen=True)
class Wanted:
    """What an address asks of a projection."""

    to: int
    scenario: str = "medium"
    changes: Changes = field(default_factory=Changes)
    paths: bool = False
    at: int | None = None  # the pyramid's year

    @classmethod
    def of(cls, given: QueryDict, base: int) -> Wanted:
        """The settings of an address; Problem names what is no number."""
        changes = {
            name: _number(given, key)
            for key, name in FIELDS.items()
            if given.get(key, "").strip()
        }
        return cls(
            to=_whole(given, "to", base + AHEAD),
            scenario=given.get("scenario") or "medium",
            changes=Changes(**changes),
            paths=given.get("paths") == "1",
            at=_whole(given, "at", None) if given.get("at") else None,
        )

    @property
    def query(self) -> Mapping[str, str]:
        """The settings that differ from what is shown unasked, for an address."""
        found = {"to": str(self.to)}
        if self.scenario != "medium":
            found["scenario"] = self.scenario
        for key, name in FIELDS.items():
            value = getattr(self.changes, name)
            if value is not None:
                found[key] = f"{value:g}"
        if self.paths:
            found["paths"] = "1"
        return found


def base_year(day: date) -> int:
    """The last year that was over on a day."""
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def outlook(here: Site, view: View, wanted: Wanted) -> Outlook:
    """The projection of the view's area as its address asks for it."""
    level = level_of(view.place.code)
    asked = checked(
        (level,),
        view.known,
        view.population,
        first_day=here.snapshot.manifest.first_day,
        to=wanted.to,
        scenario=wanted.scenario,
        broad_ages=BROAD_AGES,
        changes=wanted.changes,
    )
    ground, codes = _ground(view.known, view.population, level, asked.to, asked.recent)
    at = codes.index(view.place.code)
    course = on_ground(ground, at, asked, paths=PATHS if wanted.paths else 0)
    shown = asked.to if wanted.at is None else wanted.at
    if not asked.base <= shown <= asked.to:
        raise Problem(
            f"at: {shown} is not from {asked.base} to {asked.to}, the years projected.",
            f"金字塔年份：{shown}不在预测年份{asked.base}至{asked.to}之间。",
        )
    counted = {
        name: _counted(here, view, name, asked)
        for name in ("population", "births", "deaths")
    }
    return Outlook(view.place, view.population, course, counted, shown)


@lru_cache(maxsize=32)
def _ground(
    day: date, population: str, level: str, to: int, recent: int
) -> tuple[Ground, tuple[str, ...]]:
    """What the areas of a level share; kept, as sliders ask for it again and again."""
    tables = site().tables
    kept = read_by_age(tables, day, population)
    codes, counts = kept.of_level(tables.axes, level)
    asked = checked((level,), day, population, first_day=None, to=to, recent=recent)
    return ground_of(counts.last(recent), level, asked), codes


def _counted(
    here: Site, view: View, measure: str, asked: Question
) -> list[tuple[int, float]]:
    known = here.known(view.known)
    line = known.line(Series(measure, view.population), view.place.code)[:, 0]
    years = here.tables.axes.years
    return [
        (year, float(value))
        for year, value in zip(years, line, strict=True)
        if year <= asked.base and not np.isnan(value)
    ]


def command_of(view: View, wanted: Wanted) -> str:
    """The command that gives the page's figures."""
    words = [
        "renkou project --snapshot snapshot",
        f"--area {view.place.code}",
        f"--to {wanted.to}",
        f"--known-on {view.known.isoformat()}",
        f"--population {view.population}",
        f"--ages {','.join(map(str, BROAD_AGES))}",
    ]
    if wanted.scenario != "medium":
        words.append(f"--scenario {shlex.quote(wanted.scenario)}")
    for name in FIELDS.values():
        value = getattr(wanted.changes, name)
        if value is not None:
            words.append(f"--{name.replace('_', '-')} {value:g}")
    return " ".join([*words, "--format csv"])


def _number(given: QueryDict, key: str) -> float:
    text = str(given[key]).strip().replace("−", "-")
    try:
        return float(text)
    except ValueError:
        name = NAMES[key]
        raise Problem(
            f"{name.en}: {text!r} is not a number. Write it as 1.4.",
            f"{name.zh}：{text!r}不是数字。请写成1.4的形式。",
        ) from None


def _whole(given: QueryDict, key: str, default: int | None) -> int:
    text = str(given.get(key, "")).strip()
    if not text and default is not None:
        return default
    if text.isdecimal() and len(text) == 4:
        return int(text)
    name = NAMES[key]
    raise Problem(
        f"{name.en}: {text!r} is not a year. Write it as 2050.",
        f"{name.zh}：{text!r}不是年份。请写成2050的形式。",
    )
