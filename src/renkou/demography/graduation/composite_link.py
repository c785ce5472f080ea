"""Age groups of any width split by a penalised composite link model."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats

from ..age_rules import Ages
from .groups import groups, with_totals

# From stiff to supple, each begun where the one before it ended.
_SMOOTHING = tuple(10.0**power for power in range(7, -1, -1))
_STEPS = 200
_WHOLE = 20  # steps; then as many halves, thirds, …, which end a swing to and fro
_LONGEST = 2.0  # step of a logarithm
_SETTLED = 1e-9
_ANCHOR = 1e-8  # of the free line to 0, so that people of one group only have a fit
_FAINTEST = 30.0  # below the mean, in logarithms: 0 for every purpose
_ROWS = 256  # at a time, so that the arrays stay small


class _Model(NamedTuple):
    """The groups and the penalty, the same for every row."""

    starts: Ages  # (G,)
    kernel: Floats  # (n, n), the inverse of the penalty where it has one
    line: Floats  # (n, 2), what the penalty leaves free

    def gathered(self, years: Floats) -> Floats:
        """Single years, the last axis, summed over the groups."""
        sums: Floats = np.add.reduceat(years, self.starts, axis=-1)
        return sums

    def weighed(self, gamma: Floats, table: Floats) -> Floats:
        """Q·table, (rows, G, …), Q being the years of each group with weights γ.

        >>> model = _model(np.array([0, 1, 3]))
        >>> model.weighed(np.array([[1.0, 2.0, 3.0]]), np.eye(3))[0]
        array([[1., 0., 0.],
               [0., 2., 3.]])
        """
        ends = np.append(self.starts[1:], gamma.shape[-1])
        parts = [slice(a, b) for a, b in zip(self.starts, ends, strict=True)]
        return np.stack([gamma[:, g] @ table[g] for g in parts], axis=1)


def pclm(
    counts: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    open_group: bool = True,
    smoothing: float | None = None,
) -> Floats:
    """Age groups split into single years by a penalised composite link model.

    The counts are taken as Poisson with means C·exp(η), C summing single years into
    groups; η maximises the likelihood less `smoothing`/2 times the squared second
    differences of η. Each group is then scaled to its total as given. With
    `smoothing=None` it is, for each row, the power of ten with the least Akaike
    information criterion, from 10⁷ down to 1 or until two in turn are no better.

    `counts` (..., A); `age` lower bounds from 0, groups of any width, at least three
    closed ones. Returns single years from 0, then the open group as given (with
    `open_group=False` the last group is closed, as wide as the one before it). A row
    of nobody stays so; one that has not settled after 200 steps is taken where it is
    (groups of nobody between groups of many). ValueError for negative counts, ages
    not from 0, a smoothing not above 0.

    Source: Rizzi, Gampe and Eilers (2015), American Journal of Epidemiology 182(2).

    >>> split = pclm([100, 80, 60, 40, 20, 7], range(0, 30, 5))
    >>> split[:5].sum().round(6), split[-1]
    (np.float64(100.0), np.float64(7.0))
    """
    if smoothing is not None and not 0 < smoothing < np.inf:
        raise ValueError(f"smoothing: {smoothing} must be above 0 and finite")
    given = groups(counts, age, open_group)
    if given.width.size < 3:
        raise ValueError("age: must have three closed groups at least")
    model = _model(given.bounds)
    rows = given.closed.reshape(-1, given.width.size)
    single = np.zeros((rows.shape[0], int(given.bounds[-1])))
    some = np.flatnonzero(rows.sum(axis=-1) > 0)
    tried = _SMOOTHING if smoothing is None else (float(smoothing),)
    for first in range(0, some.size, _ROWS):
        chosen = some[first : first + _ROWS]
        single[chosen] = _best(model, rows[chosen], tried)
    shape = (*given.closed.shape[:-1], single.shape[-1])
    return with_totals(single.reshape(shape), given)


def _model(bounds: Ages) -> _Model:
    n = int(bounds[-1])
    year = np.arange(n) - (n - 1) / 2
    line = np.stack([np.ones(n), year / n], axis=-1)
    # Summing twice undoes differencing twice; less its own line it is the shortest way.
    summed = np.maximum(np.arange(n)[:, None] - np.arange(n - 2) - 1, 0).astype(float)
    inverse = summed - line @ np.linalg.lstsq(line, summed, rcond=None)[0]
    starts = bounds[:-1]
    return _Model(starts, inverse @ inverse.T, line)


def _best(model: _Model, y: Floats, tried: tuple[float, ...]) -> Floats:
    """exp(η) of the smoothing with the least information criterion, row by row.

    A row is tried no further once two in turn have been no better.
    """
    width = np.diff(np.append(model.starts, len(model.kernel)))
    eta = np.repeat(np.log((y + y.mean(-1, keepdims=True) / 10) / width), width, -1)
    best: Floats = np.exp(eta)
    least, worse = np.full(len(y), np.inf), np.zeros(len(y), dtype=np.int64)
    for smoothing in tried:
        row = np.flatnonzero(worse < 2)
        if row.size == 0:
            break
        eta[row], criterion = _fit(model, y[row], eta[row], smoothing)
        better = criterion < least[row]
        worse[row] = np.where(better, 0, worse[row] + 1)
        row, criterion = row[better], criterion[better]
        best[row], least[row] = np.exp(eta[row]), criterion
    return best


def _fit(
    model: _Model, y: Floats, eta: Floats, smoothing: float
) -> tuple[Floats, Floats]:
    """η at the maximum, and Akaike's criterion there."""
    eta = eta.copy()
    total, years = y.sum(axis=-1, keepdims=True), eta.shape[-1]
    middle = np.log(total / years)
    low, high = middle - _FAINTEST, middle + np.log(years) + 1
    row = np.arange(len(y))
    for number in range(_STEPS):
        step = _solve(model, y[row], eta[row], smoothing)[0] - eta[row]
        step = np.clip(step, -_LONGEST, _LONGEST) / (1 + number // _WHOLE)
        after = np.clip(eta[row] + step, low[row], high[row])
        change = np.abs(np.exp(after) - np.exp(eta[row])).max(axis=-1)
        eta[row] = after
        row = row[change > _SETTLED * total[row, 0]]
        if row.size == 0:
            break
    used = _solve(model, y, eta, smoothing)[1]
    mean = model.gathered(np.exp(eta))
    log_y = np.log(y, out=np.log(mean), where=y > 0)
    deviance = 2 * (y * (log_y - np.log(mean)) - (y - mean)).sum(axis=-1)
    return eta, deviance + 2 * used


def _solve(
    model: _Model, y: Floats, eta: Floats, smoothing: float
) -> tuple[Floats, Floats]:
    """The next η by weighted least squares, and the parameters it uses up.

    Of n years and G groups the solution is η = K·Qᵀv + T·c, K the inverse of the
    penalty and T the lines it leaves free, so that G + 2 equations do instead of n.
    """
    gamma = np.exp(eta)
    mean = model.gathered(gamma)
    root = np.sqrt(mean)
    size = root.shape[-1]
    QK = model.weighed(gamma, model.kernel) / root[:, :, None]
    QKQ = model.gathered(QK * gamma[:, None, :]) / root[:, None, :]
    QT = model.weighed(gamma, model.line) / root[:, :, None]
    system = np.zeros((len(y), size + 2, size + 2))
    system[:, :size, :size] = QKQ + smoothing * np.eye(size)
    system[:, :size, size:] = QT
    system[:, size:, :size] = QT.transpose(0, 2, 1)
    system[:, size:, size:] = -_ANCHOR / smoothing * np.eye(2)
    inverse = np.linalg.inv(system)
    z = (y - mean + model.gathered(gamma * eta)) / root
    solution = (inverse[:, :, :size] @ z[:, :, None])[..., 0]
    wanted = (solution[:, None, :size] @ QK)[:, 0]
    wanted += solution[:, size:] @ model.line.T
    trace = np.trace(inverse[:, :size, :size], axis1=1, axis2=2)
    return wanted, size - smoothing * trace
