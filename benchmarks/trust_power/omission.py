"""Births left out in townships of full size: found how soon, and how often wrongly.

The mechanism of the synthetic city drawn again, births alone: its delays, its
certificates, its late townships; the sizes of the townships of a city of four million.
The detectors are those of `renkou trust`, asked at each month's end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from renkou.engines.trust.certificates import Certificates
from renkou.engines.trust.months import Months, number
from renkou.engines.trust.omitting import (
    FALSE_A_MONTH,
    RATE,
    SKIP,
    SKIP_LATE,
    TWICE,
    look,
)
from renkou.engines.trust.register import day_of
from renkou.engines.trust.walking import new_flags
from renkou.integrity.control_limits import false_discovery
from renkou.integrity.signs import shortfall
from renkou.snapshot.synthetic.delays import DELAYS, Delay
from renkou.snapshot.synthetic.extracts import HOSPITAL

TOWNSHIPS, BIRTHS = 83, 22_000
OMITTING, LATE = slice(0, 6), slice(6, 12)
FIRST, SINCE, LAST = date(2012, 1, 1), date(2019, 1, 1), date(2023, 12, 31)
LATE_DELAY = Delay(90, 0.7, 0.015, 1.5)
UNMATCHED, MISSING = 0.003, 0.055
NEVER = 1 << 40
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Trial:
    """Flags (month-ends, townships) of both detectors; births a year by township."""

    person: Flags
    count: Flags
    births: npt.NDArray[np.float64]
    months: Months


def trial(seed: int, share: float) -> Trial:
    """One city: six townships leave out `share` from 2019 on, six are late."""
    rng = np.random.default_rng((seed, int(1000 * share)))
    months = Months.between(FIRST, LAST)
    size = rng.lognormal(0, 0.7, TOWNSHIPS)
    births = BIRTHS * size / size.sum()
    certificates, level = _births(rng, births, share, months)
    late = np.zeros(TOWNSHIPS, dtype=bool)
    late[LATE] = True  # found within a year by their delays: taken as known
    looks = range(months.of(np.array([number(SINCE)]))[0] - 24, months.count)
    person, count, doubtful = [], [], late
    for place in looks:
        today = day_of(months, int(place))
        seen, _ = look(certificates, today, TOWNSHIPS, doubtful)
        flagged = seen.adjusted <= FALSE_A_MONTH / TOWNSHIPS
        doubtful = late | flagged | (seen.delay > TWICE)
        person.append(flagged)
        count.append(_count(certificates, level, months, int(place), late))
    return Trial(np.array(person), np.array(count), births, months)


def _births(
    rng: np.random.Generator,
    births: npt.NDArray[np.float64],
    share: float,
    months: Months,
) -> tuple[Certificates, npt.NDArray[np.float64]]:
    """Births with certificates, and each township's fertility against the city's."""
    level = np.exp(rng.normal(0, 0.1, TOWNSHIPS))
    days = int(months.bounds[-1] - months.bounds[0])
    n = rng.poisson(births * days / 365.25)
    area = np.repeat(np.arange(TOWNSHIPS), n)
    day = months.bounds[0] + np.sort(rng.integers(0, days, len(area)))
    area = rng.permutation(area)
    wait = DELAYS["births"].days(rng, len(day))
    slow = (area >= LATE.start) & (area < LATE.stop)
    wait[slow] = LATE_DELAY.days(rng, int(slow.sum()))
    registered = day + wait
    lost = (area < OMITTING.stop) & (day >= number(SINCE))
    lost &= rng.random(len(day)) < share
    registered[lost] = NEVER
    certified = day + HOSPITAL.days(rng, len(day))
    certified[rng.random(len(day)) < MISSING] = NEVER
    found = rng.random(len(day)) >= UNMATCHED
    registered = np.where(found | (registered == NEVER), registered, NEVER)
    return Certificates(day, area, certified, registered, 0), level


def _count(
    births: Certificates,
    level: npt.NDArray[np.float64],
    months: Months,
    place: int,
    late: Flags,
) -> Flags:
    """What counts alone flag: the register's births, with certificate or without."""
    known = births.registered <= day_of(months, place)
    month = months.of(births.day)
    known &= month <= place
    cell = births.area[known] * (place + 1) + month[known]
    observed = np.bincount(cell, minlength=TOWNSHIPS * (place + 1))
    table = observed.reshape(TOWNSHIPS, place + 1).astype(np.float64)
    women = table.sum(axis=1, keepdims=True) / level[:, None]
    expected = women / women.sum() * table.sum(axis=0)
    skip = np.where(late, SKIP_LATE, SKIP)
    return false_discovery(shortfall(table, expected, skip=skip).p, rate=RATE).flagged


Trials = dict[float, list[Trial]]


def trials_of(seeds: Iterable[int], shares: Iterable[float]) -> Trials:
    """The trials of every share, one for each seed."""
    chosen = list(seeds)
    return {share: [trial(seed, share) for seed in chosen] for share in shares}


def found_by_month(flags: list[Flags]) -> npt.NDArray[np.float64]:
    """The share of omitting townships flagged at each month's end from the first on."""
    found: npt.NDArray[np.float64] = np.stack(flags)[:, _BEFORE:, OMITTING].mean((0, 2))
    return found


def power(made: Trials) -> list[str]:
    """The tables: found by months elapsed, and false flags a month."""
    by_person = [_HEAD.format("by certificate"), _RULE]
    by_count = [_HEAD.format("counts alone"), _RULE]
    sizes: list[str] = [
        "| left out | births a year | found by certificate within 3 months |",
        "|---|---|---|",
    ]
    for share, trials in made.items():
        by_person.append(_row(share, [t.person for t in trials]))
        by_count.append(_row(share, [t.count for t in trials]))
        sizes += _by_size(share, trials)
    return [*by_person, "", *by_count, "", *sizes]


_MONTHS = (2, 4, 6, 12, 24, 36, 48, 60)
_HEAD = (
    "| left out, {} | "
    + " | ".join(str(m) for m in _MONTHS)
    + " | false flags a month | of them late townships |"
)
_RULE = "|" + "---|" * (len(_MONTHS) + 3)
_BEFORE = 24


def _row(share: float, flags: list[Flags]) -> str:
    """Shares found after so many months, the first counted; false flags a month."""
    reached = found_by_month(flags)
    found = [f"{100 * reached[m - 1]:.0f}%" for m in _MONTHS]
    others = [f.copy() for f in flags]
    for f in others:
        f[_BEFORE:, OMITTING] = False
    false = np.mean([new_flags(f).mean() for f in others])
    late = np.mean([new_flags(f[:, LATE]).mean() for f in others])
    return (
        f"| {100 * share:.0f}% | "
        + " | ".join(found)
        + f" | {false:.2f} | {late:.2f} |"
    )


def _by_size(share: float, trials: list[Trial]) -> list[str]:
    """Found by the fourth month-end, by births a year."""
    births = np.concatenate([t.births[OMITTING] for t in trials])
    found = np.concatenate([t.person[_BEFORE + 3, OMITTING] for t in trials])
    rows = []
    for low, high in ((0, 150), (150, 300), (300, 10_000)):
        inside = (births >= low) & (births < high)
        if inside.any():
            name = f"{low}–{high}" if high < 10_000 else f"{low} and more"
            rows.append(
                f"| {100 * share:.0f}% | {name} | {int(found[inside].sum())} of "
                f"{int(inside.sum())} |"
            )
    return rows
