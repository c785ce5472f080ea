"""The ages at which people move: the Rogers–Castro model schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, numeric, refuse

_CHILDHOOD = ("a1", "alpha1")
_LABOUR = ("a2", "alpha2", "mu2", "lambda2")
_RETIREMENT = ("a3", "alpha3", "mu3", "lambda3")
_LATE = ("a4", "lambda4")
_NAMES = {*_CHILDHOOD, *_LABOUR, *_RETIREMENT, *_LATE, "c"}
_FITTED = (*_CHILDHOOD, *_LABOUR, "c")
_LEVELS = [0, 2, 6]  # a1, a2 and c among those fitted
# Where the search begins: alpha1, alpha2, mu2 and lambda2 of many populations.
_GRID = list(
    product((0.03, 0.1, 0.3), (0.04, 0.1, 0.2), (16, 20, 24, 30), (0.15, 0.35, 0.8))
)
_STARTS = 4
_ROUNDS = 200
# A path ends where the error stands or is nothing, or the damping soars.
_STILL, _EXACT, _STUCK = 1 - 1e-12, 1e-22, 1e6
_LEAST = 1e-3  # of the mean rate: the level a component starts from at least
_FAR = 12.0  # natural logarithms from 1 that a parameter may reach


def rogers_castro(
    age: npt.ArrayLike, *, parameters: Mapping[str, npt.ArrayLike]
) -> Floats:
    """Migration rates by age, (..., A), per person per year.

    m(x) = a1·exp(−alpha1·x)
    + a2·exp(−alpha2·(x − mu2) − exp(−lambda2·(x − mu2)))
    + a3·exp(−alpha3·(x − mu3) − exp(−lambda3·(x − mu3))) + a4·exp(lambda4·x) + c:
    childhood, working ages, retirement, late life and a constant. `parameters`: by
    these names, each (...); a component is given whole or left out, c may be left out.
    `age` (A,): exact ages or lower bounds, as the parameters were meant.

    Source: Rogers and Castro (1981), Model Migration Schedules, IIASA RR-81-30.
    ValueError names an unknown or a missing parameter.

    >>> labour = {"a2": 0.06, "alpha2": 0.1, "mu2": 20, "lambda2": 0.4}
    >>> rogers_castro([10, 25, 40], parameters={**labour, "c": 0.003}).round(4).tolist()
    [0.003, 0.0348, 0.0111]
    """
    ages = _ages(age)
    given = {name: numeric(name, value) for name, value in parameters.items()}
    for name, value in given.items():
        if name not in _NAMES:
            known = ", ".join(sorted(_NAMES))
            raise ValueError(f"parameters: {name!r} must be one of {known}")
        refuse(name, ~np.isfinite(value), value, "be a number")
    at = {name: value[..., None] for name, value in given.items()}
    total: Floats = ages * 0.0 + at.get("c", np.zeros(1))
    if _held(_CHILDHOOD, at):
        total = total + at["a1"] * np.exp(-at["alpha1"] * ages)
    for names in (_LABOUR, _RETIREMENT):
        if _held(names, at):
            total = total + _peak(ages, *(at[name] for name in names))
    if _held(_LATE, at):
        total = total + at["a4"] * np.exp(at["lambda4"] * ages)
    return total


def _ages(age: npt.ArrayLike) -> Floats:
    ages = numeric("age", age)
    if ages.ndim != 1 or not ages.size:
        raise ValueError(f"age: {ages.shape} must be one axis")
    refuse("age", ~(np.isfinite(ages) & (ages >= 0)), ages, "be 0 or more")
    return ages


def _held(names: tuple[str, ...], given: Mapping[str, Floats]) -> bool:
    """Whether a component is given; in part is an error."""
    held = [name for name in names if name in given]
    lacking = [name for name in names if name not in given]
    if held and lacking:
        raise ValueError(f"parameters: {lacking[0]!r} must be given with {held[0]!r}")
    return bool(held)


def _peak(
    age: Floats, level: Floats, fall: Floats, peak: Floats, rise: Floats
) -> Floats:
    from_peak = age - peak
    with np.errstate(over="ignore"):  # far below the peak: exp(−inf) is its 0
        bump: Floats = level * np.exp(-fall * from_peak - np.exp(-rise * from_peak))
    return bump


@dataclass(frozen=True, eq=False)
class RogersCastro(Mapping[str, Floats]):
    """A schedule fitted: its parameters, of which it is the mapping, and its rates.

    `parameters`: a1, alpha1, a2, alpha2, mu2, lambda2, c, each (...); `fitted`
    (..., A); `rms` (...): the root mean square of the distances, per person per year.
    """

    parameters: Mapping[str, Floats]
    fitted: Floats
    rms: Floats

    def __getitem__(self, name: str) -> Floats:
        return self.parameters[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.parameters)

    def __len__(self) -> int:
        return len(self.parameters)


def fit_rogers_castro(rates: npt.ArrayLike, age: npt.ArrayLike) -> RogersCastro:
    """The schedule of seven parameters nearest to `rates`, (..., A), by least squares.

    Childhood, working ages and a constant, all parameters above 0. `age` (A,): seven
    ages or more. All series are fitted at once, from the best of a grid of starts and
    by damped Gauss–Newton steps in the logarithms of the parameters (Levenberg–
    Marquardt). A component that the rates do not show ends near level 0, where its
    other parameters mean nothing.

    Source: Rogers and Castro (1981), Model Migration Schedules, IIASA RR-81-30.
    ValueError for a negative rate, or a series of zeros.

    >>> true = {"a1": 0.02, "alpha1": 0.1, "a2": 0.06, "alpha2": 0.1, "mu2": 20.0,
    ...         "lambda2": 0.4, "c": 0.003}
    >>> found = fit_rogers_castro(rogers_castro(range(90), parameters=true), range(90))
    >>> found["mu2"].round(3), found["c"].round(4)
    (np.float64(20.0), np.float64(0.003))
    """
    values, ages = not_negative("rates", rates), _ages(age)
    if values.shape[-1:] != ages.shape or ages.size < len(_FITTED):
        raise ValueError(
            f"rates: {values.shape} must have a last axis as long as age, "
            f"{ages.shape}, of {len(_FITTED)} or more"
        )
    mean = values.mean(axis=-1)
    refuse("rates", mean <= 0, mean, "be above 0 at some age")
    lead = mean.shape
    shape = (values / mean[..., None]).reshape(-1, ages.size)
    found = _nearest(shape, ages, _starts(shape, ages)).reshape(*lead, len(_FITTED))
    found[..., _LEVELS] *= mean[..., None]
    parameters = {name: found[..., i] for i, name in enumerate(_FITTED)}
    fitted = rogers_castro(ages, parameters=parameters)
    rms = np.sqrt(np.mean((fitted - values) ** 2, axis=-1))
    return RogersCastro(parameters, fitted, rms)


def _starts(rates: Floats, age: Floats) -> Floats:
    """The nearest of a grid, (starts, series, parameters): levels by least squares."""
    found = np.empty((len(_GRID), len(rates), len(_FITTED)))
    error = np.empty((len(_GRID), len(rates)))
    one = np.ones(1)
    for i, (alpha1, alpha2, mu2, lambda2) in enumerate(_GRID):
        bump = _peak(age, one, alpha2 * one, mu2 * one, lambda2 * one)
        columns = np.stack([np.exp(-alpha1 * age), bump, np.ones_like(age)], axis=-1)
        level = np.maximum(rates @ np.linalg.pinv(columns).T, _LEAST)
        error[i] = ((level @ columns.T - rates) ** 2).sum(axis=-1)
        found[i] = (1.0, alpha1, 1.0, alpha2, mu2, lambda2, 1.0)
        found[i][:, _LEVELS] = level
    best = np.argsort(error, axis=0)[:_STARTS]
    return np.take_along_axis(found, best[..., None], axis=0)


def _nearest(rates: Floats, age: Floats, starts: Floats) -> Floats:
    """The best end of the paths from all starts, (series, parameters)."""
    count, series, size = starts.shape
    wanted = np.broadcast_to(rates, (count, *rates.shape)).reshape(-1, age.size)
    place = np.log(starts.reshape(-1, size))
    value, slopes = _model(place, age)
    error = ((value - wanted) ** 2).sum(axis=-1)
    damping = np.full(len(place), 1e-2)
    going = np.arange(len(place))  # paths not yet at their end
    for _ in range(_ROUNDS):
        gap = wanted[going] - value
        tried = place[going] + _step(slopes, gap, damping)
        tried = np.clip(tried, -_FAR, _FAR)
        new_value, new_slopes = _model(tried, age)
        new_error = ((new_value - wanted[going]) ** 2).sum(axis=-1)
        better = new_error < error[going]
        still = (new_error > error[going] * _STILL) | (new_error < _EXACT)
        ended = np.where(better, still, damping > _STUCK)
        damping = np.maximum(np.where(better, damping / 4, damping * 3), 1e-12)
        place[going[better]], error[going[better]] = tried[better], new_error[better]
        value = np.where(better[:, None], new_value, value)[~ended]
        slopes = np.where(better[:, None, None], new_slopes, slopes)[~ended]
        going, damping = going[~ended], damping[~ended]
        if not going.size:
            break
    first = error.reshape(count, series).argmin(axis=0)
    found: Floats = np.exp(place).reshape(count, series, size)[first, np.arange(series)]
    return found


def _step(slopes: Floats, gap: Floats, damping: Floats) -> Floats:
    """The damped Gauss–Newton step of each path."""
    square = np.einsum("sap,saq->spq", slopes, slopes)
    size = square.shape[-1]
    scale = np.einsum("spp->sp", square) + 1e-12
    square = square + (damping[:, None] * scale)[:, :, None] * np.eye(size)
    toward = np.einsum("sap,sa->sp", slopes, gap)
    step: Floats = np.linalg.solve(square, toward[..., None])[..., 0]
    return np.clip(step, -1.0, 1.0)


def _model(place: Floats, age: Floats) -> tuple[Floats, Floats]:
    """Rates and their slopes in the logarithm of each parameter."""
    a1, alpha1, a2, alpha2, mu2, lambda2, c = np.exp(place)[..., None].swapaxes(0, 1)
    child = a1 * np.exp(-alpha1 * age)
    apart = age - mu2
    # Far from any sensible path the exponents are held where nothing overflows.
    early = np.exp(np.minimum(-lambda2 * apart, 600.0))
    bump = a2 * np.exp(np.minimum(-alpha2 * apart - early, 200.0))
    level = np.broadcast_to(c, child.shape)
    slopes = (
        child,
        -alpha1 * age * child,
        bump,
        -alpha2 * apart * bump,
        mu2 * (alpha2 - lambda2 * early) * bump,
        lambda2 * apart * early * bump,
        level,
    )
    return child + bump + level, np.stack(slopes, axis=-1)
