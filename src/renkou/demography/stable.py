"""Stable populations: the Leslie matrix and what it leads to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, positive, refuse, together


@dataclass(frozen=True, eq=False)
class StablePopulation:
    """What a population comes to whose rates of birth and death stay as they are."""

    growth_factor: Floats  # over one step, (...)
    rate: Floats  # of growth per person per year, (...)
    age_structure: Floats  # (..., A), sums to 1
    reproductive_value: Floats  # (..., A), of the youngest 1


def leslie(
    survival: npt.ArrayLike,
    fertility: npt.ArrayLike,
    *,
    sex_ratio: npt.ArrayLike = 1.05,
    width: float = 5,
) -> Floats:
    """The Leslie matrix of females, (..., A, A): women at one step to the next.

    `survival` (..., A + 1) as `life_table.survival_ratios` gives it, `fertility`
    (..., A) births per woman per year, `sex_ratio` boys per girl, a number or (...).
    First row: width/(1 + sex_ratio)·S(0)/2·(f(x) + f(x + 1)·S(x + 1)), in the open
    group, where survivors stay, with its own f. Below the diagonal S(1 … A − 1), in the
    last corner S(A). ValueError for survival outside 0 to 1 and fertility below 0.

    Source: Preston, Heuveline and Guillot (2001), 6.3.

    >>> leslie([1, 0.9, 0.5], [0.2, 0.1], sex_ratio=1.0).round(4).tolist()
    [[0.3625, 0.1875], [0.9, 0.5]]
    """
    S, f = survival_and_fertility(survival, fertility)
    boys, years = not_negative("sex_ratio", sex_ratio), float(positive("width", width))
    groups = f.shape[-1]
    lead = together(survival=S[..., 0], fertility=f[..., 0], sex_ratio=boys)
    following = np.concatenate([f[..., 1:], f[..., -1:]], axis=-1)
    girls = years / (1 + boys) * S[..., 0] / 2
    matrix = np.zeros((*lead, groups, groups))
    matrix[..., 0, :] = girls[..., None] * (f + following * S[..., 1:])
    older = np.arange(1, groups)
    matrix[..., older, older - 1] = S[..., 1:-1]
    matrix[..., -1, -1] += S[..., -1]
    return matrix


def survival_and_fertility(
    survival: npt.ArrayLike, fertility: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """Both as float64, (..., A + 1) and (..., A); ValueError names what is wrong.

    >>> [x.shape for x in survival_and_fertility([1, 0.9, 0.5], [0.2, 0.1])]
    [(3,), (2,)]
    """
    S, f = not_negative("survival", survival), not_negative("fertility", fertility)
    refuse("survival", S > 1, S, "be no more than 1")
    if f.shape[-1:] < (2,):
        raise ValueError(f"fertility: {f.shape} must have two age groups or more")
    if S.shape[-1:] != (f.shape[-1] + 1,):
        raise ValueError(
            f"survival: {S.shape} must have one element more than fertility, "
            f"{f.shape}: from birth to the first group, and from each group on"
        )
    return S, f


def stable_population(leslie: npt.ArrayLike, *, width: float = 5) -> StablePopulation:
    """The growth and the structure that a Leslie matrix leads to.

    `leslie` (..., A, A), one step of `width` years. Its dominant eigenvalue is the
    growth factor, rate = ln(growth factor)/width; the right eigenvector, summing to 1,
    the age structure; the left one, 1 for the first group, the reproductive value. Any
    matrix of a life cycle whose first class is the newborn will do.

    Source: Caswell (2001), Matrix Population Models, chapter 4; Preston, Heuveline and
    Guillot (2001), 7.5.

    ValueError for what is negative or missing, a matrix that is not square, and one
    whose births do not carry the population: none, or so few that the open group,
    dying out, outlasts them (a higher open age helps).

    >>> stable = stable_population([[0.5, 1.0], [0.5, 0.0]], width=1)
    >>> float(stable.growth_factor), stable.age_structure.round(3).tolist()
    (1.0, [0.667, 0.333])
    """
    matrix, years = not_negative("leslie", leslie), float(positive("width", width))
    if matrix.ndim < 2 or matrix.shape[-1] != matrix.shape[-2]:
        raise ValueError(f"leslie: {matrix.shape} must end in a square")
    growth, structure = _dominant(matrix)
    _, value = _dominant(np.swapaxes(matrix, -1, -2))
    newborn = value[..., 0] / value.max(axis=-1)
    carried = (growth > 0) & (newborn > 1e-9) & (structure[..., 0] > 0)
    refuse("leslie", ~carried, growth, "grow by births, not by the open group alone")
    return StablePopulation(
        growth_factor=growth[()],
        rate=(np.log(growth) / years)[()],
        age_structure=structure,
        reproductive_value=value / value[..., :1],
    )


def _dominant(matrix: Floats) -> tuple[Floats, Floats]:
    """The largest eigenvalue, real since nothing is negative, and its vector to 1."""
    values, vectors = np.linalg.eig(matrix)
    # Of a matrix with a period others are as large, but none has as large a real part.
    largest = np.argmax(values.real, axis=-1)[..., None]
    growth: Floats = np.take_along_axis(values.real, largest, axis=-1)[..., 0]
    vector = np.take_along_axis(vectors, largest[..., None], axis=-1)[..., 0]
    positive_part = np.abs(vector.real)
    return growth, positive_part / positive_part.sum(axis=-1, keepdims=True)


def intrinsic_growth_rate(
    asfr: npt.ArrayLike,
    nLx: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    sex_ratio: npt.ArrayLike = 1.05,
    radix: npt.ArrayLike = 1.0,
    width: float = 5,
) -> Floats:
    """The rate of growth r that Lotka's equation gives, per person per year, (...).

    Σ exp(−r·(age + width/2))·nLx/radix·asfr/(1 + sex_ratio) = 1 over the ages of
    childbearing; arguments as in `fertility.net_reproduction_rate`, `age` (A,) their
    lower bounds. Coale's iteration, which needs a few steps. The rate of a Leslie
    matrix differs a little, since it moves by steps. ValueError as there, and where
    there are no births.

    Source: Preston, Heuveline and Guillot (2001), 7.4 and box 7.1.

    >>> float(intrinsic_growth_rate([0.1, 0.1], [4.9, 4.8], [20, 25]).round(4))
    -0.0299
    """
    from .fertility.rates import mean_age_at_childbearing, net_reproduction_rate

    net = net_reproduction_rate(asfr, nLx, sex_ratio=sex_ratio, radix=radix)
    lived = not_negative("nLx", nLx) / positive("radix", radix)[..., None]
    born = not_negative("asfr", asfr) * lived
    born = born / (1 + not_negative("sex_ratio", sex_ratio)[..., None])
    middle = np.asarray(age, dtype=np.float64) + width / 2
    mean_age = mean_age_at_childbearing(born, age, width)
    r = np.log(net) / mean_age
    for _ in range(50):
        step = (np.sum(born * np.exp(-r[..., None] * middle), axis=-1) - 1) / mean_age
        r = r + step
        if np.all(np.abs(step) < 1e-14):
            break
    return r
