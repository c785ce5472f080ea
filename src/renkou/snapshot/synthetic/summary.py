"""What a built city holds, in figures to print beside the real ones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from renkou.schema.text import Text

from .comparison import REAL_2022, CensusComparison

REAL_REGISTERED_2010 = 4_278_501
"""Registered persons of the real city at the census of 2010."""


@dataclass(frozen=True, kw_only=True)
class Built:
    """A city that has been built: where, how large, and a few figures of its truth.

    `rows` is the number of rows of each file by folder and table; `census` its
    residents of 2020 beside the real ones; `events` the births and deaths of 2022 by
    population.
    """

    path: Path
    persons: int
    seed: int
    rows: dict[str, dict[str, int]]
    census: CensusComparison
    events: dict[str, dict[str, int]]

    @property
    def scale(self) -> float:
        """How large the city is beside the real one."""
        return self.persons / REAL_REGISTERED_2010


def counts(built: Built) -> str:
    """The rows of every file: a line for each table, a column for each folder."""
    tables = list(dict.fromkeys(name for rows in built.rows.values() for name in rows))
    width = max(len(name) for name in tables)
    heading = "".join(f"{folder:>14}" for folder in built.rows)
    lines = [f"{'':{width}}{heading}"]
    for name in tables:
        found = [rows.get(name) for rows in built.rows.values()]
        cells = ("" if count is None else f"{count:,}" for count in found)
        lines.append(f"{name:{width}}" + "".join(f"{cell:>14}" for cell in cells))
    return "\n".join(lines)


def comparison(built: Built) -> Text:
    """Residents of 2020, births and deaths of 2022, beside the real city's."""
    residents = _residents(built)
    born, died = _events(built, "births"), _events(built, "deaths")
    return Text(
        f"{residents.en}\nBirths in 2022: {born.en}\nDeaths in 2022: {died.en}",
        f"{residents.zh}\n2022年出生：{born.zh}\n2022年死亡：{died.zh}",
    )


def _residents(built: Built) -> Text:
    census = built.census
    here, real = census.simulated.sum((1, 2)), census.census.sum((1, 2))
    rows = [("", here.sum(), real.sum(), here.sum() / real.sum() - 1)]
    rows += zip(census.counties, here, real, census.county_errors(), strict=True)
    en = [_line(name or "city", *row) for name, *row in rows]
    zh = [_line(name or "全市", *row) for name, *row in rows]
    head_en = "Residents on 2020-11-01, beside the real census at this size"
    head_zh = "2020年11月1日常住人口，与按此规模折算的真实普查对照"
    return Text("\n".join([head_en, *en]), "\n".join([head_zh, *zh]))


def _line(name: str, here: float, real: float, error: float) -> str:
    return f"  {name:<8}{here:>12,.0f}{real:>12,.0f}{error:>+9.2%}"


def _events(built: Built, name: str) -> Text:
    """Events of both populations, and the real city's own figure."""
    found, real = built.events[name], REAL_2022[name]
    resident, registered = f"{found['resident']:,}", f"{found['registered']:,}"
    en, zh = f"real city {real:,}", f"真实城市{real:,}"
    if abs(built.scale - 1) >= 0.005:
        scaled = f"{real * built.scale:,.0f}"
        en, zh = f"{en}, at this size {scaled}", f"{zh}，按此规模{scaled}"
    return Text(
        f"{resident} of the resident, {registered} of the registered population ({en})",
        f"常住人口{resident}，户籍人口{registered}（{zh}）",
    )
