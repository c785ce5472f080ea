"""Births left out: person by person against certificates, and from counts alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.integrity.control_limits import false_discovery
from renkou.integrity.signs import (
    DelayCurve,
    Lacking,
    Shortfall,
    delay_curve,
    lacking,
    shortfall,
    smallest_loss,
    smallest_share,
)
from renkou.integrity.signs.omission import WINDOWS
from renkou.schema.text import Text

from ..workspace import Workspace
from .certificates import Certificates
from .finding import Detector, Finding
from .register import Register, day_of, expected_share
from .walking import run_began
from .wording import by_chance, discovery, month_name, per_cent

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
FALSE_A_MONTH = 0.9
RATE = 0.05
CURVE_DAYS = 5 * 365
SKIP, SKIP_LATE = 3, 12
TWICE = 2.0  # times the usual delay: such a township does not set what is usual


@dataclass(frozen=True, eq=False)
class ByPerson:
    """Certificates that the register lacks: the last look, and every look's flags."""

    last: Lacking
    flags: Flags
    looks: tuple[int, ...]
    usual_delay: int
    findings: tuple[Finding, ...]
    detectors: tuple[Detector, ...]


@dataclass(frozen=True, eq=False)
class ByCount:
    """Births against those expected: the last look, and every look's flags."""

    ratio: Floats
    p: Floats
    flags: Flags
    looks: tuple[int, ...]
    findings: tuple[Finding, ...]
    detectors: tuple[Detector, ...]


def look(
    certificates: Certificates,
    today: int,
    areas: int,
    doubtful: Flags | None = None,
) -> tuple[Lacking, DelayCurve]:
    """One look at the certificates as they and the register stood on a day.

    Townships that are `doubtful` do not enter the curve of usual delays.
    """
    rows, age, delay = certificates.known(today, today - CURVE_DAYS)
    area = certificates.area[rows]
    waited = np.where(delay >= 0, delay, np.nan).astype(np.float64)
    usual = np.ones(len(rows), bool) if doubtful is None else ~doubtful[area]
    curve = delay_curve(waited[usual], age[usual])
    recent = age <= WINDOWS[-1]
    found = lacking(area[recent], waited[recent], age[recent], areas=areas, curve=curve)
    return found, curve


def by_person(
    certificates: Certificates,
    register: Register,
    names: tuple[Text, ...],
    late: Flags,
) -> ByPerson:
    """Every month-end's look; `late` are townships known to be late, (areas,)."""
    months, n = register.months, len(register.units)
    looks = tuple(range(min(6, months.count - 1), months.count))
    flags = np.zeros((len(looks), n), dtype=bool)
    doubtful = late.copy()
    for at, place in enumerate(looks):
        found, curve = look(certificates, day_of(months, place), n, doubtful)
        flags[at] = found.adjusted <= FALSE_A_MONTH / n
        doubtful = late | flags[at] | (found.delay > TWICE)
    began = run_began(flags)
    rows = np.arange(n)
    births, absent = found.births, found.lacking
    chosen = births[rows, found.window], absent[rows, found.window]
    detector = _person_detector(births[:, 2], found, curve, n)
    last = months.name(months.count - 1)
    findings = tuple(
        Finding(
            detector=detector,
            area=register.units[i].code,
            name=names[i],
            period=last,
            score=float(
                (chosen[1][i] - found.expected[i, found.window[i]]) / chosen[0][i]
            ),
            p=float(found.adjusted[i]),
            found_on=months.last_day(looks[began[i]]),
            what=_person_text(
                chosen[1][i], chosen[0][i], found.expected[i, found.window[i]], last
            ),
            sure=by_chance(float(found.adjusted[i]), n),
            why=Text(
                "The births that were recorded came at the usual pace, so that late "
                "recording does not explain it. Lost papers, a wrong place on the "
                "certificate or families registered elsewhere may.",
                "已登记的出生时滞正常，故不能以登记迟解释。"
                "可能是材料遗失、证明上的地点有误或家庭在外地登记。",
            ),
        )
        for i in np.flatnonzero(began >= 0)
    )
    return ByPerson(found, flags, looks, curve.usual_delay(), findings, (detector,))


def _person_text(absent: float, births: float, usual: float, month: str) -> Text:
    name = month_name(month)
    return Text(
        f"The register lacks {absent:,.0f} of {births:,.0f} births with a certificate "
        f"up to {name.en}; {usual:,.1f} would be usual.",
        f"截至{name.zh}，{births:,.0f}例有出生证明的出生中，登记册缺{absent:,.0f}例；"
        f"通常约为{usual:,.1f}例。",
    )


def _person_detector(
    births: Floats, found: Lacking, curve: DelayCurve, n: int
) -> Detector:
    middle = max(float(np.median(births)), 1.0)
    usual = float(curve.unrecorded(180))
    level = FALSE_A_MONTH / n / len(WINDOWS)
    least = [
        min(float(smallest_share(max(size, 1.0), usual, p=level)), 1.0)
        for size in (middle, 500.0)
    ]
    return Detector(
        key="certificates-not-registered",
        kind="omitted",
        title=Text("Born by certificate, not in the register", "有出生证明而未登记"),
        wrong=Text(
            f"At most {FALSE_A_MONTH:g} false flags a month over all {n} townships.",
            f"全部{n}个乡镇合计，每月误报不超过{FALSE_A_MONTH:g}例。",
        ),
        settle=Text(
            "Take the certificates that the register lacks to the families' villages "
            "and see whether each child is registered, here or elsewhere; register "
            "those who are not.",
            "持登记册所缺的出生证明到村核实，逐一查明孩子是否已在本地或外地登记；"
            "未登记的予以登记。",
        ),
        sees=Text(
            f"With {middle:,.0f} births a year nothing under {per_cent(least[0])} left "
            f"out would mostly be seen; with 500, nothing under {per_cent(least[1])}.",
            f"以每年{middle:,.0f}例出生计，漏登低于{per_cent(least[0])}的多半看不出来；"
            f"500例时为{per_cent(least[1])}。",
        ),
    )


def by_count(
    work: Workspace,
    register: Register,
    names: tuple[Text, ...],
    late: Flags,
) -> ByCount:
    """Every month-end's look at counts; `late` (looks, areas) ends with the last."""
    share = expected_share(work, register)
    months, n = register.months, len(register.units)
    looks = tuple(range(min(40, months.count - 1), months.count))
    flags = np.zeros((len(looks), n), dtype=bool)
    known_late = np.zeros(n, dtype=bool)
    for at, place in enumerate(looks):
        back = len(late) - (months.count - place)
        if back >= 0:
            known_late |= late[back]
        found = count_look(register, share, place, known_late)
        flags[at] = false_discovery(found.p, rate=RATE).flagged
    began = run_began(flags)
    detector = _count_detector(found.expected, n)
    last = months.name(months.count - 1 - SKIP)
    findings = tuple(
        Finding(
            detector=detector,
            area=register.units[i].code,
            name=names[i],
            period=last,
            score=float(1 - found.ratio[i]),
            p=float(found.p[i]),
            found_on=months.last_day(looks[began[i]]),
            what=Text(
                f"{per_cent(1 - found.ratio[i])} fewer births in {found.window[i]} "
                f"months than the {found.expected[i]:,.0f} that its women and its own "
                "past let expect.",
                f"{found.window[i]}个月内的出生比按本地妇女及既往水平应有的"
                f"{found.expected[i]:,.0f}例少{per_cent(1 - found.ratio[i])}。",
            ),
            sure=by_chance(float(found.p[i]), n),
            why=Text(
                "Births may have been left out; or couples who bear children moved "
                "without a change of registration, or the area's fertility fell "
                "faster than the city's. Counts alone do not say which.",
                "可能有漏登，也可能是育龄夫妇外出而户籍未动，或本地生育下降快于全市；"
                "仅凭计数无法区分。",
            ),
        )
        for i in np.flatnonzero(began >= 0)
    )
    return ByCount(found.ratio, found.p, flags, looks, findings, (detector,))


def count_look(register: Register, share: Floats, place: int, late: Flags) -> Shortfall:
    """One look at counts as known at the end of month `place`."""
    observed = register.counts(day_of(register.months, place))[:, : place + 1]
    expected = share[:, : place + 1] * observed.sum(axis=0)
    return shortfall(observed, expected, skip=np.where(late, SKIP_LATE, SKIP))


def _count_detector(expected: Floats, n: int) -> Detector:
    positive = expected[expected > 0]
    middle = float(np.median(positive)) if positive.size else 1.0
    level = RATE / n / 4
    least = [
        min(float(smallest_loss(3 * size, 8 * size, p=level)), 1.0)
        for size in (max(middle / 3, 0.1), 270.0)
    ]
    return Detector(
        key="births-below-own-past",
        kind="omitted",
        title=Text("Fewer births than its women let expect", "出生少于妇女人数所应有"),
        wrong=discovery(RATE),
        settle=Text(
            "Ask for the health department's certificates of the months, or draw "
            "villages by lot and ask there for children under three.",
            "调取相应月份的出生证明，或随机抽取村，入户了解三岁以下儿童。",
        ),
        sees=Text(
            f"In 36 months a township of {max(middle / 3, 0.1):,.0f} births a year "
            f"would mostly not show a loss under {per_cent(least[0])}; one of 270, "
            f"under {per_cent(least[1])}.",
            f"36个月内，每年约{max(middle / 3, 0.1):,.0f}例出生的乡镇，"
            f"少于{per_cent(least[0])}的缺口多半看不出来；270例的乡镇为{per_cent(least[1])}。",
        ),
    )
