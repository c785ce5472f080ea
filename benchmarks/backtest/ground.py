"""Sichuan's counties in 2010 and 2020 on the same ground, and their parents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from renkou import reference
from renkou.demography.life_table import LifeTable
from renkou.demography.projection.area_course import Setting

Floats = npt.NDArray[np.float64]

WIDTH, GROUPS = 5, 18
SAME_GROUND = {
    "510116": ("510122",),
    "510117": ("510124",),
    "510118": ("510132",),
    "510185": ("512081",),
    "510604": ("510626",),
    "510705": ("510724",),
    "510981": ("510922",),
    "511083": ("511028",),
    "511403": ("511422",),
    "511503": ("511522",),
    "511803": ("511821",),
    "513201": ("513229",),
    "513301": ("513321",),
}
"""Counties under another code in 2020, and theirs of 2010."""
TOGETHER = (
    (("511002", "511011"), ("511002", "511011", "511071")),
    (("511502", "511521"), ("511502", "511504")),
    (("511602",), ("511602", "511603")),
    (("511702", "511721"), ("511702", "511703", "511771")),
    (("511902",), ("511902", "511903", "511971")),
)
"""Counties between which ground was moved, codes of 2010 and of 2020: one area."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Counties on one ground at both censuses, named by their first code of 2020."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    before: Floats
    """(areas, 2, 18) on 1 November 2010, ages 0–4 … 85+"""
    after: Floats
    """(areas, 2, 18) on 1 November 2020"""
    prefecture: npt.NDArray[np.str_]
    """(areas,), four digits, as in 2020"""


@cache
def sichuan() -> Ground:
    """The counties of Sichuan, every person of both censuses in one of them."""
    first, second = reference.census(2010), reference.census(2020)
    old = {code: (code,) for code in first.codes} | {
        was: (was,) for (was,) in SAME_GROUND.values()
    }
    pairs: list[tuple[tuple[str, ...], tuple[str, ...]]] = list(TOGETHER)
    merged = {code for was, now in TOGETHER for code in (*was, *now)}
    for code in second.codes:
        if code.endswith("00") or code in merged:
            continue
        pairs.append((SAME_GROUND.get(code, old.get(code, (code,))), (code,)))
    pairs.sort(key=lambda pair: pair[1])
    return Ground(
        tuple(now[0] for _, now in pairs),
        tuple("、".join(second.names[second.index(c)] for c in n) for _, n in pairs),
        np.stack([_people(first, was) for was, _ in pairs]),
        np.stack([_people(second, now) for _, now in pairs]),
        np.array([now[0][:4] for _, now in pairs]),
    )


def _people(census: reference.Census, codes: tuple[str, ...]) -> Floats:
    """Persons of `codes` together by sex and five-year group, (2, 18)."""
    counts = sum(census.population[census.index(code)] for code in codes)
    grouped = np.add.reduceat(counts, [0, *range(2, 19)], axis=-1)
    return np.asarray(grouped, dtype=np.float64)


@cache
def rates() -> tuple[Floats, Floats, Floats]:
    """Survival (2, 2, 19), fertility (2, 18), sex ratio (2,) of China, 2010 to 2020.

    From the UN's revision of 2024: death rates of 2010–2015 and 2015–2020; total
    fertility, its pattern and the sex ratio at birth of the same years.
    """
    died, pattern = reference.mortality_rates(), reference.fertility_pattern()
    un = reference.indicators()
    survival, fertility, boys = [], [], []
    for period in ((2010, 2015), (2015, 2020)):
        at = died.periods.index(period)
        both = [
            LifeTable.from_rates(died.values[at, s], died.age, sex=sex)
            for s, sex in enumerate(("male", "female"))
        ]
        survival.append([t.survival_ratios(WIDTH, open_age=85) for t in both])
        years = (un.year >= period[0]) & (un.year < period[1])
        by_age = np.zeros(GROUPS)
        shares = pattern.values[pattern.periods.index(period)]
        by_age[3:10] = un.tfr[years].mean() * shares / WIDTH
        fertility.append(by_age)
        boys.append(un.srb[years].mean())
    return np.array(survival), np.array(fertility), np.array(boys)


def setting(before: Floats, after: Floats) -> Setting:
    """A parent's course from `before` to `after` (2, 18), ten years later.

    Between them each cohort changes by the square root of its change in ten years;
    the children of the middle are those who survive to the end, the oldest those of
    the start who survive.
    """
    survival, fertility, _ = rates()
    halfway = np.empty_like(before)
    halfway[:, 1:-2] = np.sqrt(before[:, :-3] * after[:, 2:-1])
    halfway[:, -2] = before[:, -3] * survival[0, :, -3]
    halfway[:, -1] = (before[:, -2:] * survival[0, :, -2:]).sum(axis=-1)
    halfway[:, 0] = after[:, 1] / survival[1, :, 1]
    return Setting(np.stack([before, halfway, after]), survival, fertility, WIDTH)
