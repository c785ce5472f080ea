"""What a figure comes to on each course of the base."""

from __future__ import annotations

import numpy as np

from renkou.chance.input_rules import Floats

from .catalogue import Quantity
from .courses import Courses
from .figure import Figure


def outcome(figure: Figure, went: Courses, base_year: int) -> Floats:
    """The figure in plain measure on each course, (draws,).

    Rates are events over person-years, the mean of the two year's-end populations;
    flows and levels over several years are yearly means, stocks means of year's ends.
    """
    years = [year - base_year for year in figure.years]
    what = figure.quantity
    if what.stock:
        return _stock(what, went.population[:, years])
    totals = _totals(went)
    flow = _flow(what.key, went)
    if flow is None:
        level: Floats = _level(what.key, went)[:, years].mean(axis=1)
        return level
    amount = flow[:, years]
    if what.key.endswith("-rate"):
        lived = (totals[:, years] + _before(totals, went)[:, years]) / 2
        return _over(amount.sum(axis=1), lived.sum(axis=1))
    mean: Floats = amount.mean(axis=1)
    return mean


def _totals(went: Courses) -> Floats:
    total: Floats = went.population.sum(axis=(-1, -2))
    return total


def _before(totals: Floats, went: Courses) -> Floats:
    """Each year's population at its start."""
    return np.column_stack([went.before, totals[:, :-1]])


def _flow(key: str, went: Courses) -> Floats | None:
    """Events or net change by year; None where the figure is a level."""
    match key:
        case "births" | "crude-birth-rate":
            return went.births
        case "deaths" | "crude-death-rate":
            return went.deaths
        case "natural-increase" | "natural-increase-rate":
            return went.births - went.deaths
        case "net-migration" | "net-migration-rate":
            return went.migrants
        case "growth" | "growth-rate":
            return went.births - went.deaths + went.migrants
    return None


def _level(key: str, went: Courses) -> Floats:
    match key:
        case "total-fertility-rate":
            return went.fertility
        case "life-expectancy":
            return went.expectancy
    return 100 * _over(went.boys, went.births - went.boys)


def _stock(what: Quantity, people: Floats) -> Floats:
    """A stock, or a ratio of two, as the mean of its years' ends."""
    if what.key == "sex-ratio":
        male, female = np.moveaxis(people.sum(axis=-1), -1, 0)
        ratio: Floats = 100 * _over(male, female).mean(axis=1)
        return ratio
    part = _of(what.ages, what.sex, people)
    if what.over:
        part = 100 * _over(part, _of(what.over, what.sex, people))
    mean: Floats = part.mean(axis=1)
    return mean


def _over(part: Floats, whole: Floats) -> Floats:
    """The quotient; nobody counts as half a person, as may happen in tiny places."""
    ratio: Floats = part / np.where(whole > 0, whole, 0.5)
    return ratio


def _of(ages: tuple[tuple[int, int], ...], sex: int | None, people: Floats) -> Floats:
    """Persons of these ages and this sex (None: both), (draws, years)."""
    chosen = people if sex is None else people[..., sex : sex + 1, :]
    spans = ages or ((0, people.shape[-1] - 1),)
    total: Floats = sum(
        (chosen[..., low : high + 1].sum(axis=(-1, -2)) for low, high in spans),
        np.zeros(people.shape[:2]),
    )
    return total
