"""Feeney's removal of a zigzag from five-year groups."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Flags, Floats, not_negative, numeric, refuse

from ..age_rules import lower_bounds, place

_STEPS = 100
_HALVINGS = 40
_SETTLED = 1e-11
_RIDGE = 1e-12  # makes the step certain where two shares cannot be told apart


class Zigzag(NamedTuple):
    """Smoothed counts and how they came about."""

    counts: Floats
    """(..., A), those outside the bounds as given."""
    adjustments: Floats
    """(..., J), the share that each middle group gives away."""
    objective: Floats
    """(...), what is left of the zigzag."""


class _Window(NamedTuple):
    """The groups from the one below the bounds to the one above them."""

    counts: Floats  # (..., 2J + 3)
    place: slice  # of them in the whole
    scored: Floats  # (2J + 1,), 0 for a group beside the open one


def zigzag(
    counts: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    age_min: int = 40,
    age_max: int = 80,
    open_group: bool = True,
) -> Zigzag:
    """Five-year groups with the zigzag between `age_min` and `age_max` removed.

    The middle groups age_min + 5, age_min + 15, … up to age_max give away a share p
    each, half of it to either neighbour (a share below 0 takes); the shares are those
    that minimise `zigzag_objective`. It is convex in them, so that there is one
    minimum. The total is kept; no group falls below 0.

    `counts` (..., A), persons or deaths; `age` lower bounds, five-year groups from
    age_min − 5 to age_max + 5 (0 and 1–4 may stand apart below). With `open_group`
    the last is open: it is never changed, and the group beside it, if within the
    bounds, is changed but not scored. ValueError for counts that are negative or,
    within the bounds, 0, for other groups, or fewer than one middle group.

    Source: Feeney (2013), Removing "Zigzag" from Age Data.

    >>> heaped = [90, 80, 70, 60, 50, 45, 25, 25, 5, 3]
    >>> found = zigzag(heaped, range(0, 50, 5), age_min=10, age_max=30)
    >>> found.counts.round(1)
    array([90. , 80. , 69. , 61.9, 52.4, 38.3, 28.3, 25. ,  5. ,  3. ])
    """
    people = not_negative("counts", counts)
    window = _window(people, age, age_min, age_max, open_group)
    given = _middle(window)
    moved = np.zeros(given.shape)
    for _ in range(_STEPS):
        step = _step(window, moved)
        moved = moved + step
        if np.all(np.abs(step) <= _SETTLED * given):
            break
    out = people.copy()
    out[..., window.place] = _after(window, moved)
    return Zigzag(out, moved / given, _objective(window, moved))


def zigzag_objective(
    counts: npt.ArrayLike,
    age: npt.ArrayLike,
    adjustments: npt.ArrayLike,
    *,
    age_min: int = 40,
    age_max: int = 80,
    open_group: bool = True,
) -> Floats:
    """What is left of the zigzag when the middle groups give away `adjustments`.

    Σ (S(x) − ½(S(x−5) + S(x+5)))²/S(x) over the groups from age_min to age_max, S
    being the counts after the middle groups age_min + 5, age_min + 15, … have given
    away the share adjustments[j], half to either neighbour.

    `adjustments` (..., J), one for each middle group; the rest as `zigzag`. Shape
    (...). ValueError also for adjustments that leave a group without anybody.

    Source: Feeney (2013), Removing "Zigzag" from Age Data.

    >>> line = [90, 80, 70, 60, 50, 40, 30]
    >>> float(zigzag_objective(line, range(0, 35, 5), [0.0], age_min=10, age_max=20))
    0.0
    """
    people = not_negative("counts", counts)
    window = _window(people, age, age_min, age_max, open_group)
    shares, given = numeric("adjustments", adjustments), _middle(window)
    if shares.ndim == 0 or shares.shape[-1] != given.shape[-1]:
        raise ValueError(
            f"adjustments: shape {shares.shape} must have {given.shape[-1]} for the "
            "middle groups"
        )
    moved = shares * given
    left = np.min(_after(window, moved)[..., 1:-1], axis=-1)
    bad = ~(np.isfinite(left) & (left > 0))[..., None] & np.ones(moved.shape, bool)
    refuse("adjustments", bad, shares, "leave every group above 0")
    return _objective(window, moved)


def _window(
    people: Floats, age: npt.ArrayLike, age_min: int, age_max: int, open_group: bool
) -> _Window:
    bounds = lower_bounds(age, people)
    pairs = (age_max - age_min) // 10
    if pairs < 1:
        raise ValueError(f"age_max: {age_max} must be 10 or more above {age_min}")
    wanted = age_min - 5 + 5 * np.arange(2 * pairs + 3)
    where = place(bounds, wanted, "five-year groups")
    within = (bounds > wanted[0]) & (bounds < wanted[-1])
    rule = f"be above 0 from {age_min} to {wanted[-2] + 4}"
    refuse("counts", within & (people <= 0), people, rule)
    scored = np.ones(2 * pairs + 1)
    if open_group and where.stop == bounds.size:
        scored[-1] = 0.0
    return _Window(people[..., where], where, scored)


def _middle(window: _Window) -> Floats:
    return window.counts[..., 2:-2:2]


def _template(pairs: int) -> Floats:
    """What one person who leaves a middle group adds to each group, (2J + 3, J)."""
    out = np.zeros((2 * pairs + 3, pairs))
    for j in range(pairs):
        out[2 * j + 1 : 2 * j + 4, j] = (0.5, -1.0, 0.5)
    return out


def _after(window: _Window, moved: Floats) -> Floats:
    after: Floats = window.counts + moved @ _template(moved.shape[-1]).T
    return after


def _bend(counts: Floats) -> Floats:
    """Each inner group less the mean of its neighbours, along the last axis."""
    return counts[..., 1:-1] - (counts[..., :-2] + counts[..., 2:]) / 2


def _objective(window: _Window, moved: Floats) -> Floats:
    S = _after(window, moved)
    terms = window.scored * _bend(S) ** 2 / S[..., 1:-1]
    total: Floats = terms.sum(axis=-1)
    return total


def _step(window: _Window, moved: Floats) -> Floats:
    """Newton's step for the numbers moved, halved until it lowers the objective."""
    template = _template(moved.shape[-1])
    D, E = _bend(template.T).T, template[1:-1]
    S = _after(window, moved)
    inner, weight = S[..., 1:-1], window.scored / S[..., 1:-1]
    ratio = _bend(S) / inner
    u = D - ratio[..., None] * E
    gradient = np.einsum(
        "...i,...ij->...j", window.scored * ratio, 2 * D - ratio[..., None] * E
    )
    hessian = 2 * np.einsum("...i,...ij,...ik->...jk", weight, u, u)
    # Each share in its own measure, or a nearly empty group drowns the others.
    size = np.sqrt(np.einsum("...jj->...j", hessian)) + np.finfo(np.float64).tiny
    hessian = hessian / (size[..., :, None] * size[..., None, :])
    hessian = hessian + _RIDGE * np.eye(size.shape[-1])
    step = -np.linalg.solve(hessian, (gradient / size)[..., None])[..., 0] / size
    return _damped(window, moved, step)


def _damped(window: _Window, moved: Floats, step: Floats) -> Floats:
    now = _objective(window, moved)
    for _ in range(_HALVINGS):
        too_far = _worse(window, moved + step, now)
        if not too_far.any():
            break
        step = np.where(too_far[..., None], step / 2, step)
    return np.where(_worse(window, moved + step, now)[..., None], 0.0, step)


def _worse(window: _Window, moved: Floats, than: Floats) -> Flags:
    empty = np.any(_after(window, moved)[..., 1:-1] <= 0, axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        higher = ~(_objective(window, moved) <= than)
    return np.asarray(empty | higher)
