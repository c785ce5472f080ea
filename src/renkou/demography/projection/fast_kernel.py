"""The draws of one area in Numba: the arithmetic of `plain_kernel`, in cache.

Draws are innermost, so that each loop over `b` below is a few vector instructions, and
a block of them is small enough for the state to stay in the second-level cache. A loop
names few arrays, by row numbers rather than by slices: beyond that the compiler gives
up proving them apart and works number by number.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from .step_inputs import BIRTHS, DEATHS, GROUPS, TOTAL, Central, Ints, Reals, Shocks

BLOCK = 512
# Rows of the block's working room.
_FIRST, _SECOND, _CHANGE, _EXTRA, _TOTAL, _BORN, _DEAD, _LOWEST = range(8)
# Reciprocals of factorials: 1, 1/2 … 1/720.
_SERIES = (1.0, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720)
# Up to here the series of e^y − 1 is right to the last digits of each precision;
# beyond, y is halved until it is, and the result doubled up again.
_REACH = {np.dtype(np.float32): 0.3, np.dtype(np.float64): 0.01}
_FAST = {"contract", "nsz", "reassoc", "nnan", "ninf"}


class _Room(NamedTuple):
    """What one block of draws works in, draws last."""

    state: Reals
    """Persons by sex and age, (2A, draws)."""
    work: Reals
    groups: Reals
    """Persons by broad age."""
    power: Reals
    """k − 1 of the step, (2, draws)."""
    largest: Reals
    """Its greatest size, (steps,)."""
    number: Reals
    """0, 2, the series' reach and its terms, in the precision worked in."""


def run(
    central: Central,
    shocks: Shocks,
    group_of_age: Ints,
    out: Reals,
    lowest: Reals,
    count_late: bool,
) -> None:
    """Carry every draw of one area forward; as `plain_kernel.run`."""
    real, draws = out.dtype, out.shape[-1]
    block = min(BLOCK, draws)
    room = _Room(
        state=np.zeros((2 * central.people.shape[1], block), real),
        work=np.zeros((8, block), real),
        groups=np.zeros((len(out) - GROUPS, block), real),
        power=np.zeros((2, block), real),
        largest=np.abs(shocks.power).max(axis=(1, 2)),
        number=np.array((0.0, 2.0, _REACH[real], *_SERIES), real),
    )
    _carry(central, shocks, group_of_age, out, lowest, count_late, room, block)


def _compiled(function: Any) -> Any:
    return njit(function, nogil=True, cache=True, error_model="numpy", fastmath=_FAST)


@_compiled
def _carry(
    central: Central,
    shocks: Shocks,
    group_of_age: Ints,
    out: Reals,
    lowest: Reals,
    count_late: bool,
    room: _Room,
    block: int,
) -> None:
    work, zero, one = room.work, room.number[0], room.number[3]
    for first in range(0, out.shape[2], block):
        n = min(block, out.shape[2] - first)
        _begin(central, group_of_age, room, n)
        _record(room.groups, work, out, 0, first, n, zero)
        for t in range(len(central.boys)):
            for b in range(n):
                work[_EXTRA, b] = shocks.migration[t, first + b] * work[_TOTAL, b]
                work[_BORN, b] = zero
                work[_DEAD, b] = zero
                room.power[0, b] = shocks.power[t, 0, first + b]
                room.power[1, b] = shocks.power[t, 1, first + b]
            room.groups[:] = zero
            for s in range(2):
                _grow_older(central, group_of_age, room, t, s, n, count_late)
            for b in range(n):
                work[_BORN, b] *= shocks.fertility[t, first + b]
                out[BIRTHS, t + 1, first + b] = work[_BORN, b]
            _add_newborn(central, room, t, 0, n, central.boys[t])
            _add_newborn(central, room, t, 1, n, one - central.boys[t])
            for b in range(n):
                out[DEATHS, t + 1, first + b] = work[_DEAD, b]
            _record(room.groups, work, out, t + 1, first, n, zero)
        for b in range(n):
            lowest[first + b] = work[_LOWEST, b]


@_compiled
def _begin(central: Central, group_of_age: Ints, room: _Room, n: int) -> None:
    """Every draw at the population given."""
    ages = central.people.shape[1]
    room.groups[:] = room.number[0]
    for s in range(2):
        for a in range(ages):
            for b in range(n):
                room.state[s * ages + a, b] = central.people[s, a]
                room.groups[group_of_age[a], b] += central.people[s, a]
    for b in range(n):
        room.work[_LOWEST, b] = room.number[0]


@_compiled
def _grow_older(
    central: Central,
    group_of_age: Ints,
    room: _Room,
    t: int,
    s: int,
    n: int,
    count_late: bool,
) -> None:
    """One sex through step t but for its newborn, oldest first; births by women."""
    state, work, zero = room.state, room.work, room.number[0]
    early, pattern = central.early[t, s], central.early_pattern[t, s]
    hazard, largest = central.hazard[t, s], room.largest[t]
    dying, survival = central.dying[t, s], central.survival[t, s]
    last = len(early) - 1
    o, own, below = s * len(early), _FIRST, _SECOND
    _join(state, o + last, work, early[last], pattern[last], own, n, zero)
    _change(room.power, s, work, hazard[last + 1], largest, room.number, n)
    _die(work, own, dying[last + 1], survival[last + 1], n)
    for b in range(n):
        # The open group's own survivors wait here for those who enter it.
        state[o + last, b] = work[own, b] - work[_CHANGE, b]
    for a in range(last, 0, -1):
        _join(state, o + a - 1, work, early[a - 1], pattern[a - 1], below, n, zero)
        _change(room.power, s, work, hazard[a], largest, room.number, n)
        _die(work, below, dying[a], survival[a], n)
        if a == last:
            for b in range(n):
                work[_CHANGE, b] -= state[o + a, b]
        rate = central.fertility[t, a]
        if s == 1 and rate > zero and not count_late:
            _bear_early(work, own, below, rate, n)
        late, late_pattern = central.late[t, s, a], central.late_pattern[t, s, a]
        _arrive(state, o + a, work, below, late, late_pattern, n, zero)
        _add(room.groups, group_of_age[a], state, o + a, n)
        if s == 1 and rate > zero and count_late:
            _bear(state, o + a, work, own, rate, n)
        own, below = below, own


@_compiled
def _add_newborn(
    central: Central, room: _Room, t: int, s: int, n: int, share: Any
) -> None:
    state, work, zero = room.state, room.work, room.number[0]
    o = s * central.people.shape[1]
    for b in range(n):
        work[_FIRST, b] = share * work[_BORN, b]
    hazard, largest = central.hazard[t, s, 0], room.largest[t]
    _change(room.power, s, work, hazard, largest, room.number, n)
    _die(work, _FIRST, central.dying[t, s, 0], central.survival[t, s, 0], n)
    late, pattern = central.late[t, s, 0], central.late_pattern[t, s, 0]
    _arrive(state, o, work, _FIRST, late, pattern, n, zero)
    _add(room.groups, 0, state, o, n)


@_compiled
def _join(
    state: Any,
    i: int,
    work: Any,
    migrants: Any,
    pattern: Any,
    k: int,
    n: int,
    zero: Any,
) -> None:
    """Those of a group with whoever joins at the start."""
    for b in range(n):
        value = state[i, b] + (migrants + pattern * work[_EXTRA, b])
        work[_LOWEST, b] = value if value < work[_LOWEST, b] else work[_LOWEST, b]
        work[k, b] = value if value > zero else zero


@_compiled
def _change(
    power: Any, s: int, work: Any, hazard: Any, largest: Any, number: Any, n: int
) -> None:
    """e^(−(k − 1)·h) − 1."""
    factor, reach, halvings, two = -hazard, hazard * largest, 0, number[1]
    while reach > number[2]:
        reach /= two
        factor /= two
        halvings += 1
    c1, c2, c3 = number[3], number[4], number[5]
    c4, c5, c6 = number[6], number[7], number[8]
    for b in range(n):
        y = power[s, b] * factor
        work[_CHANGE, b] = y * (c1 + y * (c2 + y * (c3 + y * (c4 + y * (c5 + y * c6)))))
    for _ in range(halvings):
        for b in range(n):
            work[_CHANGE, b] *= work[_CHANGE, b] + two


@_compiled
def _die(work: Any, k: int, dying: Any, survival: Any, n: int) -> None:
    """Deaths among a group, in the place of the change of its survival."""
    for b in range(n):
        dead = work[k, b] * (dying - survival * work[_CHANGE, b])
        work[_CHANGE, b] = dead
        work[_DEAD, b] += dead


@_compiled
def _arrive(
    state: Any,
    i: int,
    work: Any,
    k: int,
    migrants: Any,
    pattern: Any,
    n: int,
    zero: Any,
) -> None:
    """The group one older: the survivors and whoever joins at the end."""
    for b in range(n):
        value = work[k, b] - work[_CHANGE, b]
        value += migrants + pattern * work[_EXTRA, b]
        work[_LOWEST, b] = value if value < work[_LOWEST, b] else work[_LOWEST, b]
        state[i, b] = value if value > zero else zero


@_compiled
def _add(groups: Any, g: int, state: Any, i: int, n: int) -> None:
    for b in range(n):
        groups[g, b] += state[i, b]


@_compiled
def _bear(state: Any, i: int, work: Any, k: int, rate: Any, n: int) -> None:
    for b in range(n):
        work[_BORN, b] += rate * (work[k, b] + state[i, b])


@_compiled
def _bear_early(work: Any, own: int, below: int, rate: Any, n: int) -> None:
    for b in range(n):
        survivors = work[below, b] - work[_CHANGE, b]
        work[_BORN, b] += rate * (work[own, b] + survivors)


@_compiled
def _record(
    groups: Any, work: Any, out: Any, t: int, first: int, n: int, zero: Any
) -> None:
    for b in range(n):
        work[_TOTAL, b] = zero
    for g in range(len(groups)):
        for b in range(n):
            work[_TOTAL, b] += groups[g, b]
        for b in range(n):
            out[GROUPS + g, t, first + b] = groups[g, b]
    for b in range(n):
        out[TOTAL, t, first + b] = work[_TOTAL, b]
