"""Every detector over one snapshot: the findings and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from renkou.areas import Unit
from renkou.areas.name import proper_name
from renkou.areas.search import spell
from renkou.schema.problem import Problem
from renkou.schema.progress import Progress, silent
from renkou.schema.text import Text

from ..request import day_of
from ..workspace import Workspace
from .certificates import Certificates, read_certificates
from .finding import Detector, Finding
from .inventing import Inventions, inventions
from .lateness import Lateness, lateness
from .omitting import ByCount, ByPerson, by_count, by_person
from .register import Register, read_register
from .reports import Reports, read_reports
from .sexes import SexRatios, sex_ratios


@dataclass(frozen=True, eq=False)
class Examination:
    """What the detectors found in a snapshot as known on a day, and what they saw.

    `person` is None where no certificates were given. `names` go with the register's
    townships, `counties` are each township's county.
    """

    register: Register
    names: tuple[Text, ...]
    counties: tuple[Unit, ...]
    city: tuple[str, Text]
    synthetic: bool
    late: Lateness
    person: ByPerson | None
    count: ByCount
    reports: tuple[Reports, ...]
    invented: Inventions
    sexes: SexRatios

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, the surest of each kind first."""
        found = [
            *(self.person.findings if self.person else ()),
            *self.count.findings,
            *self.late.findings,
            *self.invented.findings,
            *self.sexes.findings,
        ]
        order = {"omitted": 0, "invented": 1, "late": 2}
        return tuple(sorted(found, key=lambda f: (order.get(f.detector.kind, 3), f.p)))

    @property
    def detectors(self) -> tuple[Detector, ...]:
        """Every detector that looked, each once."""
        told = [
            *(self.person.detectors if self.person else ()),
            *self.count.detectors,
            *self.late.detectors,
            *self.invented.detectors,
            *self.sexes.detectors,
        ]
        return tuple({each.key: each for each in told}.values())


def examine(
    snapshot: str | Path | Workspace,
    *,
    extracts: str | Path | None = None,
    known_on: date | str | None = None,
    progress: Progress = silent,
) -> Examination:
    """Look for every sign of a bad number in a snapshot, as known on `known_on`.

    `extracts` is the folder with the health department's birth certificates
    (health.csv); without it births left out are sought from counts alone. Raises
    renkou.schema.problem.Problem for a snapshot or extract that cannot be read.

    >>> from renkou.engines.trust import examine
    >>> found = examine("city/snapshot", extracts="city/extracts")  # doctest: +SKIP
    """
    work = (
        snapshot
        if isinstance(snapshot, Workspace)
        else Workspace(snapshot, progress=progress)
    )
    day = day_of("known-on", known_on, "已知日期") or work.last_day
    progress(0.0, Text("Reading births", "正在读取出生记录"))
    register = read_register(work, day)
    names, counties, city = _named(work, register)
    progress(0.2, Text("Looking for late recording", "正在检查登记时滞"))
    late = lateness(register, names)
    person = None
    if extracts is not None:
        progress(0.3, Text("Matching certificates", "正在比对出生证明"))
        certificates = read_certificates(Path(extracts), work, register, day)
        _require_matches(certificates, Path(extracts))
        person = by_person(certificates, register, names, late.flags[-1])
    progress(0.6, Text("Looking at counts", "正在检查计数"))
    count = by_count(work, register, names, late.flags)
    progress(0.8, Text("Looking at reports", "正在检查上报数"))
    reports = read_reports(work, register, day)
    return Examination(
        register=register,
        names=names,
        counties=counties,
        city=city,
        synthetic=work.snapshot.synthetic,
        late=late,
        person=person,
        count=count,
        reports=reports,
        invented=inventions(reports, register, names),
        sexes=sex_ratios(register, names, city),
    )


def _require_matches(certificates: Certificates, folder: Path) -> None:
    """Problem where hardly a certificate is in the register: two other cities."""
    total = len(certificates.day) + certificates.outside
    known = int((certificates.registered < 1 << 40).sum())
    if known * 2 < total or not total:
        raise Problem(
            f"{folder}: of {total:,} birth certificates only {known:,} are in the "
            "register. Another city, year or layout? Nothing was taken from it.",
            f"{folder}：{total:,}份出生证明中只有{known:,}份在登记册内。"
            "是否为别的城市、年份或版式？未采用其中任何内容。",
        )


def _named(
    work: Workspace, register: Register
) -> tuple[tuple[Text, ...], tuple[Unit, ...], tuple[str, Text]]:
    newest = work.tree.list_for(None)
    above = [work.tree.ancestors(unit.key, newest) for unit in register.units]
    counties = tuple(
        next((up for up in ups if up.level == "county"), unit)
        for unit, ups in zip(register.units, above, strict=True)
    )
    names = tuple(
        Text(f"{_english(u)}, {_english(c)}", f"{c.name}{u.name}")
        for u, c in zip(register.units, counties, strict=True)
    )
    born = np.bincount(register.area, minlength=len(register.units))
    ups = above[int(born.argmax())]
    city = next((up for up in ups if up.level == "city"), register.units[0])
    return names, counties, (city.code, Text(_english(city), city.name))


def _english(unit: Unit) -> str:
    spelt = spell(proper_name(unit.name))[0].capitalize()
    return spelt or unit.name
