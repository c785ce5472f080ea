"""Late recording: share within 30 days, delays by rank, drift since publication."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.integrity.control_limits import false_discovery
from renkou.integrity.signs import beside_others, later
from renkou.schema.text import Text

from ..periods import Period
from .finding import Detector, Finding
from .months import Ints
from .register import Register, day_of
from .walking import run_began
from .wording import by_chance, discovery, month_name, per_cent

Floats = npt.NDArray[np.float64]
SOON, YEAR = 30, 12
RATE = 0.05
SETTLE = Text(
    "Draw 30 of the office's births by lot and ask, for each, when the family came and "
    "when it was entered.",
    "随机抽取该处30例出生，逐例核实家庭何时来登记、何时录入。",
)


@dataclass(frozen=True, eq=False)
class Lateness:
    """What the tests of lateness saw, by township.

    `soon` of `born` births of the last twelve months that are over by more than thirty
    days were recorded within thirty; `z` of delays by rank; of the `closed` births of
    the last closed years `unseen` were not known at first publication.
    """

    born: Floats
    soon: Floats
    z: Floats
    closed: Floats
    unseen: Floats
    years: tuple[int, int]
    flags: npt.NDArray[np.bool_]
    findings: tuple[Finding, ...]
    detectors: tuple[Detector, ...]


def lateness(register: Register, names: tuple[Text, ...]) -> Lateness:
    """Every sign of late recording as known on the register's day."""
    months, n = register.months, len(register.units)
    looks = list(range(YEAR + 1, months.count))
    flags = np.zeros((len(looks), n), dtype=bool)
    born = soon = share = others = p = np.zeros(n)
    for at, place in enumerate(looks):
        born, soon = within_30_days(register, place)
        share, others, p = beside_others(soon, born)
        flags[at] = false_discovery(p, rate=RATE).flagged
    began = run_began(flags) if looks else np.full(n, -1)
    detector = _soon_detector(born)
    last = months.name(months.count - 2)
    found = [
        Finding(
            detector=detector,
            area=register.units[i].code,
            name=names[i],
            period=last,
            score=float(share[i]),
            p=float(p[i]),
            found_on=months.last_day(looks[began[i]]),
            what=_soon_text(share[i], others[i], born[i], last),
            sure=by_chance(float(p[i]), n),
            why=_LATE_WHY,
        )
        for i in np.flatnonzero(began >= 0)
    ]
    z, ranked, by_rank = _ranks(register, names)
    closed, unseen, years, drifted, by_drift = _drift(register, names)
    return Lateness(
        born,
        soon,
        z,
        closed,
        unseen,
        years,
        flags,
        (*found, *ranked, *drifted),
        tuple(each for each in (detector, by_rank, by_drift) if each),
    )


def within_30_days(register: Register, place: int) -> tuple[Floats, Floats]:
    """Births of the twelve months up to the one before `place`, those soon recorded.

    As known at the end of month `place`: births recorded by then, all of them more than
    thirty days old.
    """
    today = day_of(register.months, place)
    bounds = register.months.bounds
    start, end = bounds[max(place - YEAR, 0)], min(bounds[place], today - SOON)
    rows = slice(*np.searchsorted(register.day, [start, end]))
    known = register.recorded[rows] <= today
    fast = register.recorded[rows] - register.day[rows] <= SOON
    n, area = len(register.units), register.area[rows]
    born = np.bincount(area[known], minlength=n).astype(np.float64)
    soon = np.bincount(area[known & fast], minlength=n).astype(np.float64)
    return born, soon


def _ranks(
    register: Register, names: tuple[Text, ...]
) -> tuple[Floats, tuple[Finding, ...], Detector | None]:
    """Delays of births a year old and older by rank, those beyond a year cut off.

    Cutting at a year lets old and new births be compared; four years back.
    """
    n, today = len(register.units), day_of(register.months, register.months.count - 1)
    delay = register.recorded - register.day
    rows = (register.day > today - 5 * 365) & (register.day <= today - 365)
    rows &= delay <= 365
    if not rows.any():
        return np.zeros(n), (), None
    z, p = later(delay[rows], register.area[rows], areas=n)
    flagged = false_discovery(p, rate=RATE).flagged
    middle = float(np.median(delay[rows]))
    detector = Detector(
        key="delay-distribution",
        kind="late",
        title=Text("Delays longer than the others'", "登记时滞长于他处"),
        wrong=discovery(RATE),
        settle=SETTLE,
        sees=_rank_power(register.area[rows], n),
    )
    found = []
    for i in np.flatnonzero(flagged):
        own = float(np.median(delay[rows][register.area[rows] == i]))
        found.append(
            Finding(
                detector=detector,
                area=register.units[i].code,
                name=names[i],
                period=register.months.name(register.months.count - YEAR - 1),
                score=own,
                p=float(p[i]),
                found_on=register.known_on,
                what=Text(
                    f"Half of the births recorded here waited more than {own:.0f} "
                    f"days; in all townships {middle:.0f}.",
                    f"本处登记的出生有一半等待超过{own:.0f}天；各乡镇合计为{middle:.0f}天。",
                ),
                sure=by_chance(float(p[i]), n),
                why=_LATE_WHY,
            )
        )
    return z, tuple(found), detector


def _drift(
    register: Register, names: tuple[Text, ...]
) -> tuple[Floats, Floats, tuple[int, int], tuple[Finding, ...], Detector | None]:
    """Births of the three last years published eleven months ago or more."""
    n, months = len(register.units), register.months
    day = months.last_day(months.count - 1)
    last = day.year - 1 if day.month == 12 else day.year - 2
    first = last - 2
    year = register.day.astype("datetime64[D]").astype("datetime64[Y]").astype(int)
    year = year + 1970
    rows = (year >= first) & (year <= last)
    days = [Period(y).published for y in range(first, last + 1)]
    published = np.array(days, "datetime64[D]").astype(np.int64)[year[rows] - first]
    area = register.area[rows]
    closed = np.bincount(area, minlength=n).astype(np.float64)
    late = area[register.recorded[rows] > published]
    unseen = np.bincount(late, minlength=n).astype(np.float64)
    if not rows.any():
        return closed, unseen, (first, last), (), None
    share, others, p = beside_others(unseen, closed, side="upper")
    flagged = false_discovery(p, rate=RATE).flagged
    detector = Detector(
        key="drift",
        kind="late",
        title=Text("Figures that grow after publication", "公布后不断增加的数字"),
        wrong=discovery(RATE),
        settle=Text(
            "Compare what the office closed each year with what its books hold now, "
            "birth by birth.",
            "将该处各年结账时的数字与现有登记逐例比对。",
        ),
        sees=_drift_power(closed, others),
    )
    span = Text(f"{first}–{last}", f"{first}—{last}年")
    found = [
        Finding(
            detector=detector,
            area=register.units[i].code,
            name=names[i],
            period=str(last),
            score=float(share[i]),
            p=float(p[i]),
            found_on=register.known_on,
            what=Text(
                f"Of the births of {span.en} {per_cent(share[i])} were not known at "
                f"first publication; elsewhere {per_cent(others[i])}.",
                f"{span.zh}的出生中，首次公布时尚不知者占{per_cent(share[i])}；"
                f"他处为{per_cent(others[i])}。",
            ),
            sure=by_chance(float(p[i]), n),
            why=_LATE_WHY,
        )
        for i in np.flatnonzero(flagged)
    ]
    return closed, unseen, (first, last), tuple(found), detector


_LATE_WHY = Text(
    "Families may come late, an office may enter papers in batches, or a line was "
    "down. The dates alone do not say which.",
    "可能是家庭来得晚、录入积压成批或线路中断，仅凭日期无法区分。",
)


def _soon_text(share: float, others: float, born: float, month: str) -> Text:
    name = month_name(month)
    return Text(
        f"{per_cent(share)} of {born:,.0f} births of the twelve months to {name.en} "
        f"were recorded within 30 days; elsewhere {per_cent(others)}.",
        f"截至{name.zh}的12个月内{born:,.0f}例出生中，30日内登记的占{per_cent(share)}；"
        f"他处为{per_cent(others)}。",
    )


def _soon_detector(born: Floats) -> Detector:
    from scipy.special import ndtri

    middle = float(np.median(born)) if born.size else 0.0
    reach = -float(ndtri(RATE / max(born.size, 1))) + 0.84
    drop = min(reach * 0.3 / np.sqrt(max(middle, 1.0)), 1.0)
    return Detector(
        key="recorded-within-30-days",
        kind="late",
        title=Text("Few recorded within 30 days", "30日内登记者少"),
        wrong=discovery(RATE),
        settle=SETTLE,
        sees=Text(
            f"With {middle:,.0f} births a year, as half of the townships have, a share "
            f"less than {100 * drop:.0f} points under the others' would mostly not be "
            "seen.",
            f"以每年{middle:,.0f}例出生（半数乡镇的规模）计，"
            f"低于他处不足{100 * drop:.0f}个百分点的多半看不出来。",
        ),
    )


def _rank_power(area: Ints, n: int) -> Text:
    from scipy.special import ndtri

    middle = float(np.median(np.bincount(area, minlength=n)))
    reach = -float(ndtri(RATE / max(n, 1))) + 0.84
    # Of normal (logarithms of) delays ranks are 3/π as efficient as the mean.
    shift = reach / np.sqrt(max(middle, 1.0)) * np.sqrt(np.pi / 3)
    return Text(
        f"With {middle:,.0f} births in four years a shift of delays by less than "
        f"{shift:.1f} standard deviations of their logarithm would mostly not be seen.",
        f"以四年{middle:,.0f}例出生计，时滞（取对数）的移动不足其{shift:.1f}个标准差时，"
        "多半看不出来。",
    )


def _drift_power(closed: Floats, others: Floats) -> Text:
    from renkou.integrity.signs import smallest_share

    middle = max(float(np.median(closed)), 1.0)
    usual = float(np.median(others))
    least = float(smallest_share(middle, usual, p=RATE / max(len(closed), 1)))
    return Text(
        f"With {middle:,.0f} births in three years a share unknown at publication of "
        f"less than {per_cent(min(usual + least, 1))} would mostly not be seen.",
        f"以三年{middle:,.0f}例出生计，公布时尚不知的比例低于"
        f"{per_cent(min(usual + least, 1))}的多半看不出来。",
    )
