"""Where each number comes from: numbered lines, each with its command."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from renkou.areas.unit import level_of
from renkou.engines.tables import Known, Series
from renkou.indicators import MEASURES
from renkou.schema.text import Text

from ..data_table import digits
from .value import Trace

SNAPSHOT = "SNAPSHOT"  # stands in commands for the snapshot's folder
POPULATIONS = {
    "resident": Text("residents", "常住人口"),
    "registered": Text("registered", "户籍人口"),
}
SEXES = {"male": Text("men", "男"), "female": Text("women", "女")}


@dataclass(frozen=True, slots=True)
class Cite:
    """What a number is of. `level` is that of many areas, where a column has them."""

    measure: str
    area: str
    years: tuple[int, ...]
    known_on: date
    population: str = "resident"
    sex: str = "total"
    compare: tuple[str, ...] = ()
    versus: date | None = None
    level: str = ""
    projected: bool = False

    @property
    def command(self) -> str:
        """The command that gives the number again."""
        level = self.level or level_of(self.area)
        if self.projected:
            return (
                f"renkou project --snapshot {SNAPSHOT} --by {level} "
                f"--to {self.years[-1]} --known-on {self.known_on} --format csv"
            )
        parts = [f"renkou measure {self.measure} --snapshot {SNAPSHOT} --by {level}"]
        parts.append(f"--years {_years(self.years)} --known-on {self.known_on}")
        if self.population != "resident":
            parts.append(f"--population {self.population}")
        if self.sex != "total":
            parts.append(f"--sex {self.sex}")
        if self.compare:
            parts.append(f"--compare {','.join(self.compare)}")
        if self.versus:
            parts.append(f"--vs {self.versus}")
        return " ".join([*parts, "--format csv"])


def _years(years: tuple[int, ...]) -> str:
    if len(years) > 2 and years == tuple(range(years[0], years[-1] + 1)):
        return f"{years[0]}-{years[-1]}"
    return ",".join(map(str, years))


@dataclass
class Citations:
    """The numbered lines so far, in the order in which numbers are met."""

    known: Known
    names: dict[str, Text]
    language: str
    _numbers: dict[Cite, int] = field(default_factory=dict)

    def number(self, cite: Cite | None) -> int | None:
        """The line of what is cited, a new one where it is cited first."""
        if cite is None:
            return None
        return self._numbers.setdefault(cite, len(self._numbers) + 1)

    @property
    def traces(self) -> tuple[Trace, ...]:
        """Every line."""
        return tuple(self._trace(cite, at) for cite, at in self._numbers.items())

    def _trace(self, cite: Cite, number: int) -> Trace:
        say = self.language
        of = POPULATIONS[cite.population].in_(say)
        if cite.sex != "total":
            joint = "，" if say == "zh" else ", "
            of += joint + joint.join(SEXES[sex].in_(say) for sex in cite.sex.split(","))
        return Trace(
            number=number,
            measure=cite.measure,
            title=_title(cite).in_(say),
            area=self._area(cite).in_(say),
            period=_years(cite.years).replace("-", "–").replace(",", ", "),
            population=of,
            known_on=cite.known_on.isoformat(),
            made_of=self._made_of(cite),
            command=cite.command,
        )

    def _area(self, cite: Cite) -> Text:
        name = self.names[cite.area]
        if not cite.level:
            return Text(f"{name.en}, {cite.area}", f"{name.zh}，{cite.area}")
        return Text(
            f"{cite.level} areas of {name.en}, {cite.area}",
            f"{name.zh}（{cite.area}）下辖各地区",
        )

    def _made_of(self, cite: Cite) -> str:
        """Numerator and denominator of the newest year, where it is made of two."""
        if cite.level or cite.projected:
            return ""
        series = Series(cite.measure, cite.population, cite.sex)
        cell = self.known.cell(series, cite.area, cite.years[-1])
        if cell is None or np.isnan(cell[3:]).any():
            return ""
        return f"{digits(float(cell[3]))} / {digits(float(cell[4]))}"


def _title(cite: Cite) -> Text:
    titles = [MEASURES[key].title for key in cite.measure.split()]
    title = Text(", ".join(t.en for t in titles), "、".join(t.zh for t in titles))
    if cite.projected:
        return Text(f"{title.en}, projected", f"{title.zh}，预测")
    return title
