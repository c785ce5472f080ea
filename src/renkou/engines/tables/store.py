"""The kept figures on disk: those of the last day whole, other days as what differs."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

import renkou
from renkou.indicators import MEASURES
from renkou.schema.problem import Problem
from renkou.schema.whole_file import whole_file
from renkou.snapshot import Snapshot

from .. import index
from ..periods import Period
from ..workspace import Workspace
from .axes import FIELDS, Array, Axes, Series
from .changes import Positions, write

SETTLED = 1_000_000_000  # nanoseconds after which a change has a moment of its own
VERSION = 2  # of the form; a new one makes old tables useless
AXES, ABOUT, FIRST, BASE = "axes.json", "about.json", "first.npy", "last.npy"


def place_of(snapshot: Snapshot, folder: Path | None = None) -> Path:
    """Where the tables of a snapshot belong: beside it, or in a folder of one's own."""
    stated = f"{VERSION} {renkou.__version__} {','.join(MEASURES)}"
    word = hashlib.sha256(stated.encode()).hexdigest()[:8]
    name = f"tables-{index.fingerprint(snapshot)}-{word}"
    return (folder or snapshot.path / index.FOLDER) / name


@dataclass(frozen=True)
class Known:
    """Every figure as known on one day, looked up by series, area and year.

    A figure is five fields (`axes.FIELDS`), NaN where missing: of a year not over on
    the day, or of a series that is kept for the last day alone.
    """

    day: date
    axes: Axes
    base: Array
    first: Array | None
    at: Positions
    figures: Array
    last: bool  # whether `day` is the last day

    def cell(self, series: Series, area: str, year: int) -> Array | None:
        """The five fields of one figure; None where such a figure is not kept."""
        at = self.axes.series_at.get(series)
        where, when = self.axes.area_at.get(area), self.axes.year_at.get(year)
        if at is None or where is None or when is None:
            return None
        found: Array = self._figures(at, np.array([where]), np.array([when]))[0]
        return found

    def line(self, series: Series, area: str) -> Array:
        """(years, fields) of one series of one area; NaN where it is not kept."""
        at, where = self.axes.series_at.get(series), self.axes.area_at.get(area)
        years = np.arange(len(self.axes.years))
        if at is None or where is None:
            return np.full((len(years), len(FIELDS)), np.nan)
        return self._figures(at, np.full(len(years), where), years)

    def column(self, series: Series, year: int) -> Array:
        """(areas, fields) of one series in one year, in the order of `axes.areas`."""
        at, when = self.axes.series_at.get(series), self.axes.year_at.get(year)
        areas = np.arange(len(self.axes.areas))
        if at is None or when is None:
            return np.full((len(areas), len(FIELDS)), np.nan)
        return self._figures(at, areas, np.full(len(areas), when))

    def _figures(
        self, series: int, areas: npt.NDArray[np.intp], years: npt.NDArray[np.intp]
    ) -> Array:
        """The fields of cells of one series: (cells, fields)."""
        found: Array = np.array(self.base[series, areas, years])
        if self.last:
            return found
        _, wide, long = self.axes.shape[:3]
        flat = (series * wide + areas) * long + years
        near = np.minimum(np.searchsorted(self.at, flat), max(len(self.at) - 1, 0))
        if len(self.at):
            differs = self.at[near] == flat
            found[differs] = self.figures[near[differs]]
        found[years >= self._over] = np.nan
        if self.axes.series[series].measure in self.axes.last_only:
            found[:] = np.nan
        return found

    @cached_property
    def _over(self) -> int:
        """How many of the years were over on the day."""
        return sum(Period(year).last <= self.day for year in self.axes.years)

    def first_published(self, series: Series, area: str, year: int) -> float | None:
        """The value when its year was first published, where it was by this day."""
        at, when = self.axes.series_at.get(series), self.axes.year_at.get(year)
        where = self.axes.area_at.get(area)
        told = Period(year).published <= self.day
        if self.first is None or None in (at, where, when) or not told:
            return None
        value = float(self.first[at, where, when])
        return None if np.isnan(value) else value

    def first_column(self, series: Series, year: int) -> Array:
        """(areas,) values when a year was first published; NaN before that."""
        at, when = self.axes.series_at.get(series), self.axes.year_at.get(year)
        told = Period(year).published <= self.day
        if self.first is None or at is None or when is None or not told:
            return np.full(len(self.axes.areas), np.nan)
        found: Array = np.array(self.first[at, :, when])
        return found


class Tables:
    """The tables in one folder; what is there is read, what is made is added."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._known: dict[date, Known] = {}
        self._seen: tuple[int, list[date]] = 0, []  # when the folder had changed

    def begin(self, axes: Axes, work: Workspace) -> None:
        """Make the folder and say what the tables are of, where that is not done."""
        try:
            self.place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(
                f"{self.place}: the computed figures cannot be kept here ({error}). "
                "Name another folder with --tables.",
                f"{self.place}：无法在此保存计算结果（{error}）。"
                "请用--tables另指定文件夹。",
            ) from error
        if not (self.place / AXES).exists():
            axes.write(self.place / AXES)
            about = {
                "snapshot": str(work.snapshot.path.resolve()),
                "last_day": work.last_day.isoformat(),
                "begun": datetime.now(UTC).isoformat(timespec="seconds"),
                "renkou": renkou.__version__,
            }
            with whole_file(self.place / ABOUT) as unfinished:
                unfinished.write_text(json.dumps(about), encoding="utf-8")

    @cached_property
    def axes(self) -> Axes:
        """The axes; Problem where nothing is computed yet."""
        try:
            return Axes.read(self.place / AXES)
        except FileNotFoundError:
            raise Problem(
                f"{self.place}: no figures are computed yet. Run `renkou serve`.",
                f"{self.place}：尚无计算结果。请运行renkou serve。",
            ) from None

    @cached_property
    def about(self) -> dict[str, str]:
        """From what the tables were made, and when that began."""
        found: dict[str, str] = json.loads((self.place / ABOUT).read_text("utf-8"))
        return found

    @property
    def last_day(self) -> date:
        """The last day of the snapshot."""
        return date.fromisoformat(self.about["last_day"])

    @property
    def days(self) -> list[date]:
        """The days of knowledge that are there, oldest first."""
        try:
            changed = self.place.stat().st_mtime_ns
        except FileNotFoundError:
            return []
        if self._seen[0] == changed:
            return self._seen[1]
        days = self._days()
        if time.time_ns() - changed > SETTLED:
            self._seen = changed, days
        return days

    def _days(self) -> list[date]:
        names = (file.stem for file in self.place.glob("????-??-??.npz"))
        days = [date.fromisoformat(name) for name in names]
        if (self.place / BASE).exists():
            days.append(self.last_day)
        return sorted(days)

    @property
    def has_first(self) -> bool:
        """Whether the first publications are there."""
        return (self.place / FIRST).exists()

    def made_on(self, day: date) -> datetime:
        """When the figures known on `day` were computed."""
        file = self.place / BASE if day == self.last_day else self._file(day)
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)

    def on(self, day: date) -> Known:
        """The figures known on a day that is there."""
        if day not in self._known:
            none = np.empty(0, dtype=np.int64), np.empty((0, len(FIELDS)))
            last = day == self.last_day
            at, figures = none if last else _read(self._file(day))
            first = _mapped(self.place / FIRST) if self.has_first else None
            self._known[day] = Known(
                day, self.axes, self.base, first, at, figures, last
            )
        return self._known[day]

    @cached_property
    def base(self) -> Array:
        """The figures known on the last day: (series, areas, years, fields)."""
        return _mapped(self.place / BASE)

    def keep_base(self, day: date, figures: Array) -> None:
        """Keep the figures known on the last day, whole."""
        if day != self.last_day:
            raise ValueError(f"day is {day}; the last day is {self.last_day}")
        _save(self.place / BASE, figures)

    def keep(self, day: date, at: Positions, figures: Array) -> None:
        """Keep what differs on another day: positions that rise, and their fields."""
        write(self._file(day), at, figures)

    def keep_first(self, values: Array) -> None:
        """Keep the first publications, (series, areas, years)."""
        _save(self.place / FIRST, values)

    def _file(self, day: date) -> Path:
        return self.place / f"{day.isoformat()}.npz"


def _mapped(file: Path) -> Array:
    found: Array = np.asarray(np.load(file, mmap_mode="r"))  # a plain view is faster
    return found


def _read(file: Path) -> tuple[Positions, Array]:
    with np.load(file) as arrays:
        return arrays["at"], arrays["figures"]


def _save(file: Path, array: Array) -> None:
    with whole_file(file) as unfinished, unfinished.open("wb") as out:
        np.save(out, array)
