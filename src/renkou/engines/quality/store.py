"""What is kept of quality in the folder of the tables, read once and held."""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from renkou.schema.text import Text

from .delays import Array, Delays, Grid, grid_of
from .finding_file import FINDINGS, Kept, State, kept_findings, under_way
from .nowcasts import Nowcasts
from .outlines import Outlines

MAP = "quality-map.json"


class Quality:
    """Delays, nowcasts, findings and outlines of one folder; absent ones are None."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._delays: dict[Path, Delays] = {}
        self._nowcasts: dict[date, Nowcasts] = {}
        self._findings = Kept(State.NONE)
        self.known_by = lru_cache(maxsize=256)(self._known_by)

    def delays_file(self, event: str, population: str, grid: Grid) -> Path:
        """Where the delays of an event are kept."""
        return self.place / f"quality-{event}-{population}-{grid.day}.npz"

    def nowcast_file(self, day: date) -> Path:
        """Where the nowcasts as known on a day are kept."""
        return self.place / f"quality-nowcast-{day}.npz"

    @property
    def map_file(self) -> Path:
        """Where the outlines are kept."""
        return self.place / MAP

    def delays(self, event: str, population: str, day: date) -> Delays | None:
        """The delays on the grid of a day; None where they are not computed."""
        file = self.delays_file(event, population, grid_of(day))
        if file not in self._delays and file.exists():
            self._delays[file] = Delays.read(file)
        return self._delays.get(file)

    def nowcasts(self, day: date) -> Nowcasts | None:
        """The nowcasts as known on a day; None until they are computed."""
        file = self.nowcast_file(day)
        if day not in self._nowcasts and file.exists():
            self._nowcasts[day] = Nowcasts.read(file)
        return self._nowcasts.get(day)

    @property
    def under_way(self) -> bool:
        """Whether what is lacking is being computed."""
        return under_way(self.place)

    def _known_by(
        self, event: str, population: str, year: int, days: tuple[date, ...]
    ) -> Array | None:
        """What each area was known to have had in a year on some days of one grid."""
        delays = self.delays(event, population, days[-1])
        return None if delays is None else delays.known_by(year, days)

    @property
    def findings(self) -> Kept:
        """The findings; read again until they are there."""
        if self._findings.state in (State.NONE, State.UNDER_WAY):
            self._findings = kept_findings(self.place)
        return self._findings

    @property
    def has_findings(self) -> bool:
        """Whether the detectors have run."""
        return (self.place / FINDINGS).exists()

    @cached_property
    def outlines(self) -> Outlines | None:
        """The city's own outlines; None where it brings none."""
        if not self.map_file.exists():
            return None
        content = json.loads(self.map_file.read_text("utf-8"))
        problem = content["problem"]
        return Outlines(
            content["paths"],
            content["width"],
            content["height"],
            Text(**problem) if problem else None,
        )
