"""The draws of one area in Numba: the arithmetic of `plain_kernel`, in cache.

Draws are innermost, so that each loop over `b` below is a few vector instructions, and
a block of them is small enough for the state to stay in the second-level cache. A loop
names few arrays, by row numbers rather than by slices: beyond that the compiler gives
up proving them apart and works number by number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numba import njit

from .step_inputs import BIRTHS, DEATHS, GROUPS, TOTAL, Central, Ints, Reals, Shocks

# Draws in a block, a multiple of what one turn of a compiled loop takes.
_BLOCK, _TURN = 512, 32
# Rows of the block's working room.
_FIRST, _SECOND, _DYING, _EXTRA, _TOTAL, _BORN, _DEAD, _ADDED = range(8)
# Reciprocals of factorials: 1, 1/2 … 1/720.
_SERIES = (1.0, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720)
# Up to these |y| three and six terms of the series of e^y − 1 are right to the last
# digits of each precision; beyond, y is halved until they are, and the result doubled
# up again.
_REACH = {np.dtype(np.float32): (0.03, 0.3), np.dtype(np.float64): (1e-5, 0.01)}
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
    """0, 2, how far three and six terms reach, and the terms, in one precision."""


def run(
    central: Central,
    shocks: Shocks,
    group_of_age: Ints,
    out: Reals,
    added: Reals,
    count_late: bool,
) -> None:
    """Carry every draw of one area forward; as `plain_kernel.run`."""
    real, draws = out.dtype, out.shape[-1]
    even = -(-draws // -(-draws // _BLOCK))
    block = -(-even // _TURN) * _TURN
    room = _Room(
        state=np.zeros((2 * central.people.shape[1], block), real),
        work=np.zeros((8, block), real),
        groups=np.zeros((len(out) - GROUPS, block), real),
        power=np.zeros((2, block), real),
        largest=np.abs(shocks.power).max(axis=(1, 2)),
        number=np.array((0.0, 2.0, *_REACH[real], *_SERIES), real),
    )
    _carry(central, shocks, group_of_age, out, added, count_late, room)


def accumulate(path: Reals, kept: Reals, odds: Reals) -> None:
    """Noise to deviations, in place; as `plain_kernel.accumulate`."""
    _accumulate(path, kept, 1 - kept, odds)


def polynomial(shift: Sequence[Reals], years: Reals) -> Reals:
    """Shifts of e0 to logs of powers; as `plain_kernel.polynomial`."""
    nodes, terms, low, high = shift
    out = np.empty((*low.shape, years.shape[-1]), years.dtype)
    _polynomial(nodes, terms, low, high, years, out)
    return out


def _compiled(function: Any) -> Any:
    return njit(function, nogil=True, cache=True, error_model="numpy", fastmath=_FAST)


@_compiled
def _carry(
    central: Central,
    shocks: Shocks,
    group_of_age: Ints,
    out: Reals,
    added: Reals,
    count_late: bool,
    room: _Room,
) -> None:
    # All loops run over the whole block; the last may hold fewer draws than that.
    work, zero, one = room.work, room.number[0], room.number[4]
    block = work.shape[1]
    for first in range(0, out.shape[2], block):
        n = min(block, out.shape[2] - first)
        _begin(central, group_of_age, room)
        _record(room, out, 0, first, n)
        for t in range(len(central.boys)):
            for b in range(n):
                work[_EXTRA, b] = shocks.migration[t, first + b] * work[_TOTAL, b]
                room.power[0, b] = shocks.power[t, 0, first + b]
                room.power[1, b] = shocks.power[t, 1, first + b]
            work[_BORN] = zero
            work[_DEAD] = zero
            room.groups[:] = zero
            for s in range(2):
                _grow_older(central, group_of_age, room, t, s, count_late)
            for b in range(n):
                work[_BORN, b] *= shocks.fertility[t, first + b]
                out[BIRTHS, t + 1, first + b] = work[_BORN, b]
            _add_newborn(central, room, t, 0, central.boys[t])
            _add_newborn(central, room, t, 1, one - central.boys[t])
            for b in range(n):
                out[DEATHS, t + 1, first + b] = work[_DEAD, b]
            _record(room, out, t + 1, first, n)
        for b in range(n):
            added[first + b] = work[_ADDED, b]


@_compiled
def _begin(central: Central, group_of_age: Ints, room: _Room) -> None:
    """Every draw at the population given."""
    ages = central.people.shape[1]
    room.groups[:] = room.number[0]
    room.work[:] = room.number[0]
    for s in range(2):
        for a in range(ages):
            for b in range(room.state.shape[1]):
                room.state[s * ages + a, b] = central.people[s, a]
                room.groups[group_of_age[a], b] += central.people[s, a]


@_compiled
def _grow_older(
    central: Central,
    group_of_age: Ints,
    room: _Room,
    t: int,
    s: int,
    count_late: bool,
) -> None:
    """One sex through step t but for its newborn, oldest first; births by women."""
    state, work, groups = room.state, room.work, room.groups
    power, number, largest = room.power, room.number, room.largest[t]
    early, pattern = central.early[t, s], central.early_pattern[t, s]
    late, late_pattern = central.late[t, s], central.late_pattern[t, s]
    hazard, dying = central.hazard[t, s], central.dying[t, s]
    survival, zero = central.survival[t, s], number[0]
    last = len(early) - 1
    o, own, below = s * len(early), _FIRST, _SECOND
    _die(
        state,
        o + last,
        early[last],
        pattern[last],
        work,
        own,
        power,
        s,
        number,
        hazard[last + 1],
        largest,
        dying[last + 1],
        survival[last + 1],
    )
    for b in range(work.shape[1]):
        # The open group's own survivors wait here for those who enter it.
        state[o + last, b] = work[own, b] - work[_DYING, b]
    for a in range(last, 0, -1):
        _die(
            state,
            o + a - 1,
            early[a - 1],
            pattern[a - 1],
            work,
            below,
            power,
            s,
            number,
            hazard[a],
            largest,
            dying[a],
            survival[a],
        )
        if a == last:
            for b in range(work.shape[1]):
                work[_DYING, b] -= state[o + a, b]
        rate = central.fertility[t, a]
        bears = s == 1 and rate > zero
        if bears and not count_late:
            _bear_early(work, own, below, rate)
        _arrive(
            state,
            o + a,
            work,
            below,
            late[a],
            late_pattern[a],
            zero,
            groups,
            group_of_age[a],
        )
        if bears and count_late:
            _bear(state, o + a, work, own, rate)
        own, below = below, own


@_compiled
def _add_newborn(central: Central, room: _Room, t: int, s: int, share: Any) -> None:
    state, work, zero = room.state, room.work, room.number[0]
    o = s * central.people.shape[1]
    for b in range(work.shape[1]):
        state[o, b] = share * work[_BORN, b]
    _die(
        state,
        o,
        zero,
        zero,
        work,
        _FIRST,
        room.power,
        s,
        room.number,
        central.hazard[t, s, 0],
        room.largest[t],
        central.dying[t, s, 0],
        central.survival[t, s, 0],
    )
    late, pattern = central.late[t, s, 0], central.late_pattern[t, s, 0]
    _arrive(state, o, work, _FIRST, late, pattern, zero, room.groups, 0)


@_compiled
def _die(
    state: Any,
    i: int,
    migrants: Any,
    pattern: Any,
    work: Any,
    k: int,
    power: Any,
    s: int,
    number: Any,
    hazard: Any,
    largest: Any,
    dying: Any,
    survival: Any,
) -> None:
    """Row i of the state with whoever joins it, into row k; and its deaths.

    Of each person 1 − S^k = 1 − S − S·(e^y − 1) with y = −(k − 1)·h.
    """
    factor, reach, halvings, two = -hazard, hazard * largest, 0, number[1]
    zero, c1, c2, c3 = number[0], number[4], number[5], number[6]
    c4, c5, c6 = number[7], number[8], number[9]
    if reach <= number[2]:
        for b in range(work.shape[1]):
            value = state[i, b] + (migrants + pattern * work[_EXTRA, b])
            kept = value if value > zero else zero
            work[_ADDED, b] += kept - value
            work[k, b] = kept
            y = power[s, b] * factor
            dead = kept * (dying - survival * (y * (c1 + y * (c2 + y * c3))))
            work[_DYING, b] = dead
            work[_DEAD, b] += dead
        return
    if reach <= number[3]:
        for b in range(work.shape[1]):
            value = state[i, b] + (migrants + pattern * work[_EXTRA, b])
            kept = value if value > zero else zero
            work[_ADDED, b] += kept - value
            work[k, b] = kept
            y = power[s, b] * factor
            y *= c1 + y * (c2 + y * (c3 + y * (c4 + y * (c5 + y * c6))))
            dead = kept * (dying - survival * y)
            work[_DYING, b] = dead
            work[_DEAD, b] += dead
        return
    while reach > number[3]:
        reach /= two
        factor /= two
        halvings += 1
    for b in range(work.shape[1]):
        value = state[i, b] + (migrants + pattern * work[_EXTRA, b])
        kept = value if value > zero else zero
        work[_ADDED, b] += kept - value
        work[k, b] = kept
        y = power[s, b] * factor
        y *= c1 + y * (c2 + y * (c3 + y * (c4 + y * (c5 + y * c6))))
        work[_DYING, b] = y
    for _ in range(halvings):
        for b in range(work.shape[1]):
            work[_DYING, b] *= work[_DYING, b] + two
    for b in range(work.shape[1]):
        dead = work[k, b] * (dying - survival * work[_DYING, b])
        work[_DYING, b] = dead
        work[_DEAD, b] += dead


@_compiled
def _arrive(
    state: Any,
    i: int,
    work: Any,
    k: int,
    migrants: Any,
    pattern: Any,
    zero: Any,
    groups: Any,
    g: int,
) -> None:
    """The group one older: the survivors of row k and whoever joins at the end."""
    for b in range(work.shape[1]):
        value = work[k, b] - work[_DYING, b]
        value += migrants + pattern * work[_EXTRA, b]
        kept = value if value > zero else zero
        work[_ADDED, b] += kept - value
        state[i, b] = kept
        groups[g, b] += kept


@_compiled
def _bear(state: Any, i: int, work: Any, k: int, rate: Any) -> None:
    for b in range(work.shape[1]):
        work[_BORN, b] += rate * (work[k, b] + state[i, b])


@_compiled
def _bear_early(work: Any, own: int, below: int, rate: Any) -> None:
    for b in range(work.shape[1]):
        survivors = work[below, b] - work[_DYING, b]
        work[_BORN, b] += rate * (work[own, b] + survivors)


@_compiled
def _record(room: _Room, out: Any, t: int, first: int, n: int) -> None:
    groups, work = room.groups, room.work
    work[_TOTAL] = room.number[0]
    for g in range(len(groups)):
        for b in range(n):
            work[_TOTAL, b] += groups[g, b]
        for b in range(n):
            out[GROUPS + g, t, first + b] = groups[g, b]
    for b in range(n):
        out[TOTAL, t, first + b] = work[_TOTAL, b]


@_compiled
def _accumulate(path: Reals, kept: Reals, lost: Reals, odds: Reals) -> None:
    for t in range(1, len(path)):
        if len(odds) == 0:
            for d in range(path.shape[1]):
                path[t, d] += kept[t] * path[t - 1, d]
        else:
            for d in range(path.shape[1]):
                own = odds[d] * kept[t]
                path[t, d] += own / (own + lost[t]) * path[t - 1, d]


@_compiled
def _polynomial(
    nodes: Reals, terms: Reals, low: Reals, high: Reals, years: Reals, out: Reals
) -> None:
    within = np.empty(years.shape[1], years.dtype)
    last = terms.shape[2] - 1
    for t in range(len(years)):
        for s in range(2):
            least, most, end = low[t, s], high[t, s], terms[t, s, last]
            for d in range(years.shape[1]):
                x = years[t, d]
                x = least if x < least else x
                within[d] = most if x > most else x
                out[t, s, d] = end
            for j in range(last - 1, -1, -1):
                node, term = nodes[t, s, j], terms[t, s, j]
                for d in range(years.shape[1]):
                    out[t, s, d] = out[t, s, d] * (within[d] - node) + term
