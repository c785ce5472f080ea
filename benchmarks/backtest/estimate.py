"""The coefficients of the small-area method, estimated from what came true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from renkou.demography.projection.area_course import (
    Pull,
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
Flags = npt.NDArray[np.bool_]
NOTHING = replace(
    SICHUAN,
    age_pattern=(0.0,) * len(STEP_KNOTS),
    young_adults=(0.0,) * len(STEP_KNOTS),
    children=0.0,
    floor=0.07,
    unlikeness=0.25,
    pull=0.3,
)
"""Where estimation starts; nothing in it comes from an earlier estimate."""
RIDGE, HELD = 30.0, 0.8
BOTH_PARTS = 1.40
"""The 0.9 quantile of a Student's t and a normal part together."""


@dataclass(frozen=True, eq=False)
class Case:
    """Areas of one parent and what came true of them at the end of its course."""

    areas: Floats
    setting: Setting
    truth: Floats

    @cached_property
    def whole(self) -> Floats:
        """The areas and the rest of the parent."""
        return with_rest(self.areas, self.setting.parent[0])

    @cached_property
    def told(self) -> Pull:
        """What the base date tells."""
        return pull(self.whole, self.setting, NOTHING)

    @cached_property
    def equations(self) -> tuple[Floats, Floats]:
        """Regressors (areas, 2, cohorts, knots) and the changes to be explained."""
        return _equations(self)

    def carried(self, model: AreaModel) -> Floats:
        """The areas at the end under `model`, no error expected."""
        end = course(
            self.whole, self.setting, model, self.told, np.zeros(len(self.whole))
        )
        return end[:-1, -1]

    def scale(self, model: AreaModel) -> Floats:
        """The spread of the log total of each area, ten years on."""
        share = shares(self.areas, self.setting.parent[0])
        few = model.turnover[0] / (self.areas.sum(axis=(1, 2)) + 5)
        found: Floats = np.sqrt(spread(self.told[:-1], share, model) ** 2 + few)
        return found


Learned = Sequence[tuple[Case, Flags]]
"""Cases and which of their areas may be learned from."""


def estimate(cases: Learned) -> AreaModel:
    """The model estimated from `cases`.

    Not estimated: attraction, size, momentum, fading, turnover, growth and freedom.
    """
    model = _widths(cases, _middle(cases))
    return _by_age(cases, model)


def _middle(cases: Learned) -> AreaModel:
    """Least squares of each cohort's change beside the parent's, none negative."""
    from scipy.optimize import nnls

    rows, sides = zip(
        *(_centred(*case.equations, on) for case, on in cases), strict=True
    )
    X, y, knots = np.concatenate(rows), np.concatenate(sides), len(STEP_KNOTS)
    normal = X.T @ X + RIDGE * np.eye(2 * knots)
    root = np.linalg.cholesky(normal)
    found, _ = nnls(root.T, np.linalg.solve(root, X.T @ y))
    model = replace(
        NOTHING,
        age_pattern=tuple(found[:knots].tolist()),
        young_adults=tuple(found[knots:].tolist()),
    )
    return replace(model, children=_children(cases, model))


def _centred(X: Floats, y: Floats, on: Flags) -> tuple[Floats, Floats]:
    """Those learned from, without their mean: the parent gives the level."""
    X, y = X[on], y[on]
    if len(y) > 2:
        X, y = X - X.mean(axis=0), y - y.mean(axis=0)
    return X.reshape(-1, X.shape[-1]), y.ravel()


def _basis(knots: Sequence[float], at: Floats) -> Floats:
    """(at, knots): each knot's part in linear interpolation."""
    return np.stack([np.interp(at, knots, one) for one in np.eye(len(knots))], axis=-1)


def _passages(groups: int, width: float) -> Floats:
    """Each knot's part in each passage from one age group to the next."""
    within = (np.arange(5) + 0.5) / 5 - 0.5
    ages = width * (np.arange(1, groups)[:, None] + within)
    parts = _basis(STEP_KNOTS, ages.ravel()).reshape(groups - 1, 5, -1)
    found: Floats = parts.mean(axis=1)
    return found


def _equations(case: Case) -> tuple[Floats, Floats]:
    groups, width, steps = case.areas.shape[-1], case.setting.width, case.setting.steps
    index = drawing(case.told.structure.young_adults[:-1], NOTHING)
    passage, cohorts = _passages(groups, width), groups - 1 - steps
    knots = passage.shape[-1]
    own = np.zeros((*case.areas.shape[:2], cohorts, knots))
    general = np.zeros((cohorts, knots))
    for step in range(steps):
        left = np.exp(-(step + 0.5) * width / NOTHING.fading)
        at = slice(step, step + cohorts)
        own += left * case.told.structure.steps[:-1, :, at, None] * passage[at]
        general += left * width / 10 * passage[at]
    of_all = np.broadcast_to(index[:, None, None, None] * general, own.shape)
    ends = slice(steps, groups - 1)
    y = np.log((case.truth[..., ends] + 1) / (case.carried(NOTHING)[..., ends] + 1))
    noise = y.std(axis=(0, 1), keepdims=True) + 0.05
    return np.concatenate([own, of_all], axis=-1) / noise[..., None], y / noise


def _children(cases: Learned, model: AreaModel) -> float:
    """What is left after ten years of an area's own level of children."""
    was, now = [], []
    for case, on in cases:
        plain = case.carried(model)
        born, expected = (c[..., 0].sum(axis=1) + 1 for c in (case.truth, plain))
        women, bearing = (c[:, 1, 4:8].sum(axis=1) + 1 for c in (case.truth, plain))
        was.append(case.told.structure.children[:-1][on])
        now.append(np.log(born / expected * bearing / women)[on])
    x, y = np.concatenate(was), np.concatenate(now)
    return float(np.clip((x @ y) / (x @ x), 0.1, 0.9))


def _widths(cases: Learned, model: AreaModel) -> AreaModel:
    """The spread of totals by likelihood, and then scaled to hold four in five.

    Scaled as conformal prediction does: the quantile is taken at (K + 1)/K of the level
    for the K parents learned from, as errors under one parent resemble each other and a
    parent not seen will differ more than one seen.
    """
    from scipy.optimize import minimize
    from scipy.stats import t

    off = np.concatenate([_off(case, model)[on] for case, on in cases])

    def trial(log_values: Floats) -> AreaModel:
        u, p = np.exp(log_values)
        return replace(model, unlikeness=float(u), pull=float(p))

    def scale(of: AreaModel) -> Floats:
        return np.concatenate([case.scale(of)[on] for case, on in cases])

    def loss(log_values: Floats) -> float:
        wide = scale(trial(log_values))
        fit = t.logpdf(off / wide, model.freedom) - np.log(wide)
        return -float(fit.sum())

    start = np.log([0.25, 0.3])
    found = trial(minimize(loss, start, method="Nelder-Mead", tol=1e-5).x)
    reach = np.quantile(
        np.abs(off / scale(found)), HELD * (len(cases) + 1) / len(cases)
    )
    wider = float(reach / t.ppf((1 + HELD) / 2, model.freedom))
    return replace(
        found,
        floor=found.floor * wider,
        unlikeness=found.unlikeness * wider,
        pull=found.pull * wider,
    )


def _off(case: Case, model: AreaModel) -> Floats:
    """Errors of the log totals."""
    median, _ = middle(case.areas, case.setting, None, model)
    found: Floats = np.log(case.truth.sum(axis=(1, 2)) / median[:, -1].sum(axis=(1, 2)))
    return found


def _by_age(cases: Learned, model: AreaModel) -> AreaModel:
    """Errors of cells beside those of totals, at the knots of age."""
    cells, totals = [], []
    for case, on in cases:
        median, _ = middle(case.areas, case.setting, None, model)
        scale = case.scale(model)
        off = np.log((case.truth + 1) / (median[:, -1] + 1))
        cells.append((off / scale[:, None, None])[on])
        totals.append((_off(case, model) / scale)[on])
    e, z = np.concatenate(cells), np.concatenate(totals)
    wide = np.quantile(np.abs(e), HELD, axis=(0, 1)) / BOTH_PARTS
    shared = (e * z[:, None, None]).mean(axis=(0, 1)) / (z**2).mean()
    basis = _basis(AGE_KNOTS, np.arange(0.0, 5.0 * e.shape[-1], 5.0))
    ages, common = (np.linalg.lstsq(basis, v, rcond=None)[0] for v in (wide, shared))
    return replace(
        model,
        ages=tuple(ages.tolist()),
        shared=tuple(np.minimum(common, ages).tolist()),
    )
