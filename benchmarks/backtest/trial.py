"""Every county projected by a model that has not seen its prefecture, and by others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from renkou.demography.projection.area_model import AreaModel
from renkou.demography.projection.small_area import around, middle

from .estimate import HELD, Case, Learned, estimate
from .ground import Floats, rates, setting, sichuan

PARENTS = ("province", "prefecture")
METHODS = ("no-change", "growth", "hamilton-perry", "renkou")


@dataclass(frozen=True, eq=False)
class Outcome:
    """What was projected for 2020, (areas, 2, 18), and the 80% intervals."""

    methods: dict[str, Floats]
    low: Floats
    high: Floats
    total_low: Floats
    total_high: Floats
    constant: Floats
    """(areas,): the log half-width of an interval that is the same for all"""


@cache
def cases() -> dict[str, Case]:
    """The province with all its counties, and each prefecture with its own."""
    ground = sichuan()
    whole = {"": np.ones(len(ground.codes), dtype=np.bool_)}
    each = {p: ground.prefecture == p for p in np.unique(ground.prefecture).tolist()}
    return {
        code: Case(
            ground.before[on],
            setting(ground.before[on].sum(axis=0), ground.after[on].sum(axis=0)),
            ground.after[on],
        )
        for code, on in (whole | each).items()
    }


def without(left_out: str | None) -> Learned:
    """All that may be learned from when one prefecture is left out."""
    seen, all_cases = sichuan().prefecture != left_out, cases()
    others = [
        (case, np.ones(len(case.areas), dtype=np.bool_))
        for code, case in all_cases.items()
        if code not in ("", left_out)
    ]
    return [(all_cases[""], seen), *others]


@cache
def model_without(left_out: str | None) -> AreaModel:
    """The model estimated without a prefecture; None leaves none out."""
    return estimate(without(left_out))


@cache
def outcome(parent: str) -> Outcome:
    """Every county as projected under `parent`, its own prefecture left out."""
    ground = sichuan()
    parts: list[tuple[npt.NDArray[np.intp], Outcome]] = []
    for code in np.unique(ground.prefecture).tolist():
        rows = np.flatnonzero(ground.prefecture == code)
        case = cases()["" if parent == "province" else code]
        own = rows if parent == "province" else np.arange(len(rows))
        parts.append((rows, _left_out(case, own, code)))
    order = np.argsort(np.concatenate([rows for rows, _ in parts]))
    joined = {
        name: np.concatenate([getattr(part, name) for _, part in parts])[order]
        for name in ("low", "high", "total_low", "total_high", "constant")
    }
    methods = {
        name: np.concatenate([part.methods[name] for _, part in parts])[order]
        for name in METHODS
    }
    return Outcome(methods, **joined)


def _left_out(case: Case, rows: npt.NDArray[np.intp], code: str) -> Outcome:
    """The `rows` of `case`, projected by the model that has not seen them."""
    model = model_without(code)
    median, wide = middle(case.areas, case.setting, None, model)
    ends = around(
        median[rows],
        wide[rows],
        case.setting,
        model,
        tail=(1 - HELD) / 2,
        seed=1,
        draws=1000,
    )
    base, parent = case.areas[rows], case.setting.parent
    return Outcome(
        {
            "no-change": base,
            "growth": base * parent[-1].sum() / parent[0].sum(),
            "hamilton-perry": hamilton_perry(base, parent),
            "renkou": median[rows, -1],
        },
        ends.low[:, -1],
        ends.high[:, -1],
        ends.total_low[:, -1],
        ends.total_high[:, -1],
        np.full(len(rows), _constant(code, model)),
    )


def _constant(code: str, model: AreaModel) -> float:
    """The half-width that would have held four in five of the areas learned from."""
    off = []
    for case, on in without(code):
        median, _ = middle(case.areas, case.setting, None, model)
        truth, found = case.truth.sum(axis=(1, 2)), median[:, -1].sum(axis=(1, 2))
        off.append(np.abs(np.log(truth / found))[on])
    return float(np.quantile(np.concatenate(off), HELD))


def hamilton_perry(areas: Floats, parent: Floats) -> Floats:
    """Each cohort by the parent's ratio, step by step; children by its children's.

    Children go with women of 15–49, as many to a woman as the parent has.
    """
    _, fertility, _ = rates()
    bearing = (fertility[0] > 0).astype(np.float64)
    for now, then in pairwise(parent):
        onward = np.empty_like(areas)
        onward[..., 1:-1] = areas[..., :-2] * then[:, 1:-1] / now[:, :-2]
        oldest = then[:, -1] / now[:, -2:].sum(axis=-1)
        onward[..., -1] = areas[..., -2:].sum(axis=-1) * oldest
        per_woman = then[:, 0] / (then[1] @ bearing)
        onward[..., 0] = (onward[:, 1] @ bearing)[:, None] * per_woman
        areas = onward
    return areas
