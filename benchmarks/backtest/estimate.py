"""The coefficients of the small-area method, estimated from what came true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from renkou.demography.projection.area_course import (
    Setting,
    course,
    drawing,
    pull,
    with_rest,
)
from renkou.demography.projection.area_model import (
    AGE_KNOTS,
    SICHUAN,
    STEP_KNOTS,
    AreaModel,
)
from renkou.demography.projection.area_spread import shares, spread
from renkou.demography.projection.small_area import middle

Floats = npt.NDArray[np.float64]
NOTHING = replace(
    SICHUAN,
    age_pattern=(0.0,) * len(STEP_KNOTS),
    young_adults=(0.0,) * len(STEP_KNOTS),
    children=0.0,
)
RIDGE, HELD = 30.0, 0.8
BOTH_PARTS = 1.40
"""The 0.9 quantile of a Student's t and a normal part together."""


@dataclass(frozen=True, eq=False)
class Case:
    """Areas of one parent, what came true, and which of them may be learned from."""

    areas: Floats
    setting: Setting
    truth: Floats
    learn: npt.NDArray[np.bool_]


def estimate(cases: Sequence[Case]) -> AreaModel:
    """The model estimated from `cases`; size, momentum, time and t are not touched."""
    model = _middle(cases)
    model = _widths(cases, model)
    return _by_age(cases, model)


def _middle(cases: Sequence[Case]) -> AreaModel:
    """Least squares of each cohort's change beside the parent's."""
    from scipy.optimize import nnls

    rows, sides = zip(*(_equations(case) for case in cases), strict=True)
    X, y = np.concatenate(rows), np.concatenate(sides)
    knots = len(STEP_KNOTS)
    calm = np.sqrt(RIDGE) * np.eye(2 * knots)
    found, _ = nnls(np.vstack([X, calm]), np.append(y, np.zeros(2 * knots)))
    model = replace(
        NOTHING,
        age_pattern=tuple(found[:knots].tolist()),
        young_adults=tuple(found[knots:].tolist()),
    )
    return replace(model, children=_children(cases, model))


def _basis(knots: Sequence[float], at: Floats) -> Floats:
    """(at, knots): each knot's part in linear interpolation."""
    return np.stack([np.interp(at, knots, one) for one in np.eye(len(knots))], axis=-1)


def _equations(case: Case) -> tuple[Floats, Floats]:
    """Regressors and what they should explain, of closed cohorts of known areas."""
    areas = with_rest(case.areas, case.setting.parent[0])
    told = pull(areas, case.setting, NOTHING)
    plain = course(areas, case.setting, NOTHING, told, np.zeros(len(areas)))[:-1, -1]
    groups, width, steps = areas.shape[-1], case.setting.width, case.setting.steps
    index = drawing(told.structure.young_adults[:-1], NOTHING)
    within = (np.arange(5) + 0.5) / 5 - 0.5
    passage = _basis(
        STEP_KNOTS, width * (np.arange(1, groups)[:, None] + within).ravel()
    ).reshape(groups - 1, 5, -1)
    by_step = passage.mean(axis=1)
    cohorts = groups - 1 - steps
    own: Floats | float = 0.0
    whole: Floats | float = 0.0
    for step in range(steps):
        left = np.exp(-(step + 0.5) * width / NOTHING.fading)
        at = slice(step, step + cohorts)
        own = own + left * told.structure.steps[:-1, :, at, None] * by_step[at]
        whole = whole + left * width / 10 * by_step[at]
    general = np.broadcast_to(index[:, None, None, None] * whole, np.shape(own))
    X = np.concatenate([own, general], axis=-1)
    ends = slice(steps, groups - 1)
    y = np.log((case.truth[..., ends] + 1) / (plain[..., ends] + 1))
    noise = y.std(axis=(0, 1), keepdims=True) + 0.05
    X, y = X / noise[..., None], y / noise
    kept = case.learn
    X, y = X[kept], y[kept]
    if kept.sum() > 2:
        X, y = X - X.mean(axis=0), y - y.mean(axis=0)
    return X.reshape(-1, X.shape[-1]), y.ravel()


def _children(cases: Sequence[Case], model: AreaModel) -> float:
    """What is left after ten years of an area's own level of children."""
    was, now = [], []
    for case in cases:
        areas = with_rest(case.areas, case.setting.parent[0])
        told = pull(areas, case.setting, model)
        plain = course(
            areas,
            case.setting,
            replace(model, children=0.0),
            told,
            np.zeros(len(areas)),
        )[:-1, -1]
        born, expected = (c[..., 0].sum(axis=1) + 1 for c in (case.truth, plain))
        women, bearing = (c[:, 1, 4:8].sum(axis=1) + 1 for c in (case.truth, plain))
        was.append(told.structure.children[:-1][case.learn])
        now.append(np.log(born / expected * bearing / women)[case.learn])
    x, y = np.concatenate(was), np.concatenate(now)
    return float(np.clip((x @ y) / (x @ x), 0.1, 0.9))


def _widths(cases: Sequence[Case], model: AreaModel) -> AreaModel:
    """The spread of totals by likelihood, and then scaled to hold four in five.

    Scaled as conformal prediction does: the quantile is taken at (K + 1)/K of the level
    for the K parents learned from, as errors under one parent resemble each other and a
    parent not seen will differ more than one seen.
    """
    from scipy.optimize import minimize
    from scipy.stats import t

    off = np.concatenate([_off(case, model) for case in cases])
    clusters = len(cases)

    def trial(log_values: Floats) -> AreaModel:
        u, p = np.exp(log_values)
        return replace(model, unlikeness=float(u), pull=float(p))

    def loss(log_values: Floats) -> float:
        model = trial(log_values)
        scale = np.concatenate([_scale(case, model) for case in cases])
        fit = t.logpdf(off / scale, model.freedom) - np.log(scale)
        return -float(fit.sum())

    found = trial(minimize(loss, np.log([0.4, 0.2]), method="Nelder-Mead").x)
    scale = np.concatenate([_scale(case, found) for case in cases])
    reach = np.quantile(np.abs(off / scale), HELD * (clusters + 1) / clusters)
    wide = float(reach / t.ppf((1 + HELD) / 2, model.freedom))
    return replace(
        found,
        floor=found.floor * wide,
        unlikeness=found.unlikeness * wide,
        pull=found.pull * wide,
    )


def _scale(case: Case, model: AreaModel) -> Floats:
    """The spread of the log total of the areas learned from, ten years on."""
    areas = with_rest(case.areas, case.setting.parent[0])
    told = pull(areas, case.setting, model)
    wide = spread(told[:-1], shares(case.areas, case.setting.parent[0]), model)
    few = model.turnover[0] / (case.areas.sum(axis=(1, 2)) + 5)
    found: Floats = np.sqrt(wide**2 + few)[case.learn]
    return found


def _off(case: Case, model: AreaModel) -> Floats:
    """Errors of the log totals of the areas learned from."""
    median, _ = middle(case.areas, case.setting, None, model)
    off = np.log(case.truth.sum(axis=(1, 2)) / median[:, -1].sum(axis=(1, 2)))
    found: Floats = off[case.learn]
    return found


def _by_age(cases: Sequence[Case], model: AreaModel) -> AreaModel:
    """Errors of cells beside those of totals, at the knots of age."""
    cells, totals = [], []
    for case in cases:
        median, _ = middle(case.areas, case.setting, None, model)
        scale = _scale(case, model)
        off = np.log((case.truth + 1) / (median[:, -1] + 1))[case.learn]
        cells.append(off / scale[:, None, None])
        totals.append(_off(case, model) / scale)
    e, z = np.concatenate(cells), np.concatenate(totals)
    groups = e.shape[-1]
    reach = HELD * (len(cases) + 1) / len(cases)
    wide = np.quantile(np.abs(e), reach, axis=(0, 1)) / BOTH_PARTS
    shared = (e * z[:, None, None]).mean(axis=(0, 1)) / (z**2).mean()
    basis = _basis(AGE_KNOTS, np.arange(0.0, 5.0 * groups, 5.0))
    ages, common = (np.linalg.lstsq(basis, v, rcond=None)[0] for v in (wide, shared))
    return replace(
        model,
        ages=tuple(ages.tolist()),
        shared=tuple(np.minimum(common, ages).tolist()),
    )
