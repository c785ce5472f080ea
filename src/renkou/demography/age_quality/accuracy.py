"""Scores of five-year groups: ages against their neighbours, men against women."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, refuse


def age_ratio_score(counts: npt.ArrayLike, *, open_group: bool = True) -> Floats:
    """The mean deviation of the age ratios from 100; 0 is a straight line.

    Mean |200·N(i)/(N(i−1) + N(i+1)) − 100| over the groups i that have a neighbour on
    either side. With `open_group` the last group is left out, as neighbour too.

    `counts` (..., A) in age groups of equal width; shape (...). ValueError for
    negative counts, fewer than three closed groups, two empty neighbours.

    Source: United Nations (1955), Manual II, on the age ratio score.

    >>> float(age_ratio_score([30, 24, 10, 9]))
    20.0
    """
    people = _closed(not_negative("counts", counts), "counts", 3, open_group)
    beside = people[..., :-2] + people[..., 2:]
    refuse("counts", beside <= 0, beside, "be above 0 in the two neighbours together")
    score: Floats = np.abs(200 * people[..., 1:-1] / beside - 100).mean(axis=-1)
    return score


def sex_ratio_score(population: npt.ArrayLike, *, open_group: bool = True) -> Floats:
    """The mean absolute change of the sex ratio from one age group to the next.

    Sex ratios are males per 100 females. With `open_group` the last group is left
    out.

    `population` (..., 2, A), 0 male, 1 female; shape (...). ValueError for negative
    counts, fewer than two closed groups, a group without women.

    Source: United Nations (1955), Manual II, on the sex ratio score.

    >>> float(sex_ratio_score([[105, 102, 9], [100, 100, 9]]))
    3.0
    """
    people = _closed(_by_sex(population), "population", 2, open_group)
    women = people[..., 1, :]
    refuse("population", women <= 0, women, "be above 0 for women of every group")
    score: Floats = np.abs(np.diff(100 * people[..., 0, :] / women)).mean(axis=-1)
    return score


def age_sex_accuracy(population: npt.ArrayLike, *, open_group: bool = True) -> Floats:
    """The United Nations age–sex accuracy index; under 20 accurate, over 40 not.

    3 · sex ratio score + age ratio score of males + that of females.

    `population` (..., 2, A), 0 male, 1 female, in five-year groups; shape (...).
    Errors as the two scores.

    Source: United Nations (1955), Manual II.

    >>> float(age_sex_accuracy([[30, 20, 10, 9], [30, 20, 10, 9]]))
    0.0
    """
    people = _by_sex(population)
    sex = sex_ratio_score(people, open_group=open_group)
    age = age_ratio_score(people, open_group=open_group)
    index: Floats = 3 * sex + age.sum(axis=-1)
    return index


def _by_sex(population: npt.ArrayLike) -> Floats:
    people = not_negative("population", population)
    if people.ndim < 2 or people.shape[-2] != 2:
        raise ValueError(
            f"population: shape {people.shape} must end in (2, ages), male and female"
        )
    return people


def _closed(people: Floats, argument: str, least: int, open_group: bool) -> Floats:
    closed = people[..., :-1] if open_group and people.ndim else people
    if closed.ndim == 0 or closed.shape[-1] < least:
        raise ValueError(
            f"{argument}: shape {people.shape} must have {least} closed age groups"
        )
    return closed
