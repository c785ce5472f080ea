"""The draws of one area in NumPy alone: what the fast kernel must agree with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .mortality_shift import Shift, log_power
from .step_inputs import BIRTHS, DEATHS, GROUPS, TOTAL, Central, Ints, Reals, Shocks

BLOCK = 128


def run(
    central: Central,
    shocks: Shocks,
    group_of_age: Ints,
    out: Reals,
    added: Reals,
    count_late: bool,
) -> None:
    """Carry every draw of one area forward; fills `out` and `added`.

    `out` as `step_inputs.rows` makes it; `added` (draws,), the persons by whom cells
    of age and sex would have fallen below 0, where they are kept. With `count_late`
    who joins at the end of a step counts among the women exposed.
    """
    draws = out.shape[-1]
    for first in range(0, draws, BLOCK):
        part = slice(first, min(first + BLOCK, draws))
        block = Shocks(*(shock[..., part] for shock in shocks))
        _block(
            central,
            block,
            group_of_age,
            out[..., part],
            added[part],
            count_late=count_late,
        )


def _block(
    central: Central,
    shocks: Shocks,
    group_of_age: Ints,
    out: Reals,
    added: Reals,
    *,
    count_late: bool,
) -> None:
    starts = np.flatnonzero(np.diff(group_of_age, prepend=-1))
    people = np.repeat(central.people[..., None], out.shape[-1], axis=-1)
    _record(people, starts, out[:, 0])
    for t in range(len(central.boys)):
        extra = shocks.migration[t] * out[TOTAL, t]
        start = people + _joining(central.early[t], central.early_pattern[t], extra)
        _keep(start, added)
        dying = _dying(central, shocks, t)
        dead = start * dying[:, 1:]
        survivors = _older(start - dead)
        late = _joining(central.late[t], central.late_pattern[t], extra)
        people = survivors + late
        shown = np.maximum(people[1], 0) if count_late else survivors[1]
        exposed = start[1, 1:] + shown[1:]
        births = shocks.fertility[t] * np.einsum(
            "a,ad->d", central.fertility[t, 1:], exposed
        )
        born = np.stack([central.boys[t] * births, (1 - central.boys[t]) * births])
        born_dead = born * dying[:, 0]
        people[:, 0] += born - born_dead
        _keep(people, added)
        out[BIRTHS, t + 1] = births
        out[DEATHS, t + 1] = dead.sum(axis=(0, 1)) + born_dead.sum(axis=0)
        _record(people, starts, out[:, t + 1])


def _dying(central: Central, shocks: Shocks, t: int) -> Reals:
    """1 − S^k = 1 − S − S·(e^(−(k − 1)·h) − 1), (2, A + 1, draws)."""
    exponent = -central.hazard[t, ..., None] * shocks.power[t, :, None]
    change = np.expm1(exponent, out=exponent)
    change *= -central.survival[t, ..., None]
    change += central.dying[t, ..., None]
    dying: Reals = change
    return dying


def _keep(people: Reals, added: Reals) -> None:
    """Nobody below 0, in place."""
    lacking = np.minimum(people, 0)
    if lacking.any():
        people -= lacking
        added -= lacking.sum(axis=(0, 1))


def _joining(migrants: Reals, pattern: Reals, extra: Reals) -> Reals:
    joining: Reals = migrants[..., None] + pattern[..., None] * extra
    return joining


def _older(kept: Reals) -> Reals:
    older = np.zeros_like(kept)
    older[:, 1:] = kept[:, :-1]
    older[:, -1] += kept[:, -1]
    return older


def _record(people: Reals, starts: Ints, out: Reals) -> None:
    both = people.sum(axis=0)
    np.add.reduceat(both, starts, axis=0, out=out[GROUPS:])
    np.sum(out[GROUPS:], axis=0, out=out[TOTAL])


def accumulate(path: Reals, kept: Reals, odds: Reals) -> None:
    """Noise (steps, draws) to deviations, in place: x(t) += φ(t) · x(t − 1).

    `kept` (steps,) are the φ; `odds` (draws,), if any, multiply the odds of each.
    """
    lost = 1 - kept
    for t in range(1, len(path)):
        own = odds * kept[t]
        path[t] += (own / (own + lost[t]) if odds.size else kept[t]) * path[t - 1]


def polynomial(shift: Sequence[Reals], years: Reals) -> Reals:
    """Logs of the powers that move e0 of both sexes by `years`, (steps, 2, draws).

    `shift`: the parts of a `mortality_shift.Shift` by step and sex, in the precision of
    `years` (steps, draws).
    """
    return log_power(Shift(*shift), years[:, None])
