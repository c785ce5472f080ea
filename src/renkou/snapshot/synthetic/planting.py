"""Which offices go wrong, and in which births and months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from renkou.schema.problem import Problem

from .draws import some, stream
from .faults import KINDS, OFFICE, Fault
from .lives import ELSEWHERE, START, Lives
from .reported import Invention, neighbours, townships
from .successors import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A fault with the 2023 areas it was planted in; none for everywhere."""

    fault: Fault
    areas: tuple[str, ...]
    villages: NDArray[Any] | None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All faults to plant: `late` and `omitted` by birth, `invented` by 2019 township.

    `late` is the median delay in days, NaN where it is the usual one.
    """

    planted: tuple[Planted, ...]
    late: NDArray[np.float32]
    omitted: NDArray[Any]
    invented: dict[str, Invention]


def plan(lives: Lives, faults: tuple[Fault, ...], places: Places) -> Plan:
    """Draw the areas and births of the faults that offices make.

    Townships drawn for one fault are not drawn for another. Raises Problem where more
    are asked for than there are.
    """
    planted = _planted(lives, faults, places)
    births = lives.births
    late = np.full(len(births), np.nan, np.float32)
    omitted = np.zeros(len(births), np.bool_)
    invented: dict[str, Invention] = {}
    for place, each in enumerate(planted):
        fault = each.fault
        if KINDS[fault.kind].made_in != OFFICE:
            continue
        draw = stream(lives.seed, f"planted {fault.kind} {place}")
        share = float(draw.uniform(*fault.share))
        if fault.kind == "invented":
            invented |= _inventions(fault, share, each.areas, places)
            continue
        hit = some(draw, share, len(births))
        hit &= births.day >= max(START + 1, day_number(fault.since))
        hit &= each.villages[births.village] & (births.village != ELSEWHERE)  # type: ignore[index]
        if fault.kind == "omitted":
            omitted |= hit
        else:
            late[hit] = fault.strength
    return Plan(planted=planted, late=late, omitted=omitted, invented=invented)


def day_number(day: date | None) -> int:
    """Days since 1970; a day before everything for None."""
    if day is None:
        return -(1 << 30)
    return (day - date(1970, 1, 1)).days


def _planted(
    lives: Lives, faults: tuple[Fault, ...], places: Places
) -> tuple[Planted, ...]:
    free = _in_random_order(lives, places)
    named = {
        code
        for fault in faults
        if isinstance(fault.areas, tuple)
        for code in fault.areas
    }
    free = [code for code in free if code[:9] not in {c[:9] for c in named}]
    planted = []
    for fault in faults:
        areas: tuple[str, ...] = ()
        if isinstance(fault.areas, int):
            areas = _draw(free, fault, places, lives)
        elif fault.areas is not None:
            where = f"[{fault.kind}] areas"
            areas = tuple(places.named(code, where) for code in fault.areas)
        villages = None
        if fault.areas is not None:
            villages = np.logical_or.reduce([places.within(code) for code in areas])
        planted.append(Planted(fault=fault, areas=areas, villages=villages))
    return tuple(planted)


def _in_random_order(lives: Lives, places: Places) -> list[str]:
    codes = np.array(places.townships())
    return [str(code) for code in stream(lives.seed, "townships").permutation(codes)]


def _draw(
    free: list[str], fault: Fault, places: Places, lives: Lives
) -> tuple[str, ...]:
    """Take townships off the list; for `invented` those that are one office's first."""
    wanted = int(fault.areas) if isinstance(fault.areas, int) else 0
    if wanted > len(free):
        raise Problem(
            f"[{fault.kind}] areas is {wanted}; only {len(free)} townships are free. "
            "Ask for fewer.",
            f"[{fault.kind}] areas为{wanted}，但只剩{len(free)}个乡镇可用。"
            "请减少数量。",
        )
    ranked = list(free)
    if fault.kind == "invented":
        codes, _ = townships(lives)
        ranked.sort(key=lambda code: not _one_office(code, places, codes))
    chosen = ranked[:wanted]
    for code in chosen:
        free.remove(code)
    return tuple(sorted(chosen))


def _one_office(code: str, places: Places, codes: tuple[str, ...]) -> bool:
    """Whether a 2023 township was one whole 2019 township, with neighbours."""
    former = places.former_townships(code)
    if len(former) != 1:
        return False
    inside = places.within(code)
    own = np.array([v[:9] == former[0][:9] for v in places.villages])
    near = neighbours(codes, codes.index(former[0]))
    return bool(np.array_equal(inside, own)) and len(near) > 1


def _inventions(
    fault: Fault, share: float, areas: tuple[str, ...], places: Places
) -> dict[str, Invention]:
    found: dict[str, Invention] = {}
    for area in areas:
        if not area.endswith("000"):
            raise Problem(
                f"[{fault.kind}] areas: {area} is a village; counts are reported by "
                "townships. Name a township or county.",
                f"[{fault.kind}] areas：{area}是村，而上报以乡镇为单位。"
                "请填写乡镇或县。",
            )
        made = Invention(
            since=day_number(fault.since),
            share=share,
            smallest=float(fault.strength or 0),
        )
        found |= dict.fromkeys(places.former_townships(area), made)
    return found
