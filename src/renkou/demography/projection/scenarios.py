"""The usual "what if" courses of fertility, mortality and migration."""

from __future__ import annotations

from typing import TypedDict

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import (
    Floats,
    not_negative,
    numeric,
    one_of,
    positive,
    refuse,
)

SCENARIOS = (
    "constant",
    "instant-replacement",
    "zero-migration",
    "low",
    "medium",
    "high",
)
_CHILD = {"low": -0.5, "high": 0.5}


class Components(TypedDict):
    """What `project` takes besides the population: `project(n, **components)`."""

    survival: Floats
    fertility: Floats
    sex_ratio: Floats
    migration: Floats | None
    width: float


def scenario(
    name: str,
    *,
    survival: npt.ArrayLike,
    fertility: npt.ArrayLike,
    sex_ratio: npt.ArrayLike,
    migration: npt.ArrayLike | None,
    width: float,
) -> Components:
    """The components of a scenario, made of those of the medium one.

    The arguments are those of `project` and so are the entries of the dict returned.

    - "medium": as given;
    - "constant": survival, fertility, sex ratio and migration of the first step last;
    - "instant-replacement": from the first step on fertility is scaled to a net
      reproduction rate of 1 at the survival of each step:
      Σ f(x)·L(x)/(1 + sex ratio) = 1 with L(0) = width·S(0), L(x) = L(x−1)·S(x) of
      females, S being `survival`;
    - "zero-migration": nobody moves;
    - "low", "high": half a child less or more in the total fertility rate,
      width·Σ f(x), of every step, its age pattern as given.

    ValueError names argument and step where a rate cannot be scaled: no fertility, or
    half a child or less to take half a child from.

    Source: United Nations, World Population Prospects 2019, definition of projection
    variants; there "low" and "high" reach half a child in the third step only.

    >>> found = scenario("high", survival=np.ones((1, 2, 4)), sex_ratio=1.05,
    ...                  fertility=[[0.0, 0.1, 0.0]], migration=None, width=15)
    >>> float(15 * found["fertility"].sum())
    2.0
    """
    one_of("name", name, SCENARIOS)
    if not (np.isfinite(width) and width > 0):
        raise ValueError(f"width: {width} must be above 0")
    S, f = not_negative("survival", survival), not_negative("fertility", fertility)
    ratio = positive("sex_ratio", sex_ratio)
    m = None if migration is None else numeric("migration", migration)
    if f.ndim < 2 or S.ndim < 3 or S.shape[-1] != f.shape[-1] + 1:
        raise ValueError(
            f"fertility, survival: {f.shape} and {S.shape} must end in steps and ages, "
            "survival with two sexes between and one age more"
        )
    if name == "constant":
        S, f = _first(S, -3), _first(f, -2)
        ratio = _first(ratio, -1) if ratio.ndim else ratio
        m = None if m is None else _first(m, -3)
    elif name == "instant-replacement":
        net = _net_reproduction(S, f, ratio, width)
        refuse("fertility", net <= 0, net, "be above 0 in net reproduction, each step")
        f = f / net[..., None]
    elif name == "zero-migration" and m is not None:
        m = np.zeros_like(m)
    elif name in _CHILD:
        f = _with_more(f, _CHILD[name], width)
    return Components(
        survival=S, fertility=f, sex_ratio=ratio, migration=m, width=float(width)
    )


def _first(values: Floats, axis: int) -> Floats:
    """The first step in place of all of them."""
    first = np.take(values, [0], axis=axis)
    return np.broadcast_to(first, values.shape).copy()


def _net_reproduction(S: Floats, f: Floats, ratio: Floats, width: float) -> Floats:
    lived = width * np.cumprod(S[..., 1, :-1], axis=-1)
    net: Floats = (f * lived).sum(axis=-1) / (1 + ratio)
    return net


def _with_more(f: Floats, children: float, width: float) -> Floats:
    total = width * f.sum(axis=-1)
    refuse("fertility", total <= max(0.0, -children), total, _rule(children))
    scaled: Floats = f * ((total + children) / total)[..., None]
    return scaled


def _rule(children: float) -> str:
    return f"total above {max(0.0, -children):g} children in each step"
