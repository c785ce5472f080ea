"""The identities that bind a plan's figures, as linear rows that a program can solve.

For every year: population at its end = at its start + births − deaths + net migrants;
a rate of some years is events over the mean of the years' first and last populations.
With the base, births are total fertility times the women weighted by the ages at which
they bear, and deaths follow from life expectancy and age structure; both within what
the base allows at any possible fertility, mortality and migration.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from renkou.chance.input_rules import Floats

from .figure import Figure
from .possible import Possible
from .units import COUNT

_SCALE = {"F": 1.0, "E": 100.0}
_FLOWS = {
    "births": {"B": 1.0},
    "deaths": {"D": 1.0},
    "natural-increase": {"B": 1.0, "D": -1.0},
    "net-migration": {"M": 1.0},
    "growth": {"B": 1.0, "D": -1.0, "M": 1.0},
}
_RATE_OF = {
    "crude-birth-rate": "births",
    "crude-death-rate": "deaths",
    "natural-increase-rate": "natural-increase",
    "net-migration-rate": "net-migration",
    "growth-rate": "growth",
}
_LEVELS = {"total-fertility-rate": "F", "life-expectancy": "E"}
_LEAST = 0.01  # of the base: a smaller population is another city
Form = dict[tuple[str, int], float]


@dataclass(frozen=True, slots=True)
class Quotient:
    """A figure as a linear form over another (None: over 1)."""

    over: Form
    under: Form | None


@dataclass
class Program:
    """Rows `form <= 0`, homogeneous in the variables and the constant ("1", 0)."""

    index: dict[tuple[str, int], int] = field(default_factory=lambda: {("1", 0): 0})
    rows: list[Form] = field(default_factory=list)
    equal: list[Form] = field(default_factory=list)

    def copy(self) -> Program:
        """The same rows, to which others can be added."""
        return Program(dict(self.index), list(self.rows), list(self.equal))

    def at_most(self, form: Form) -> None:
        """Require `form` to be 0 or less."""
        self._enter(form)
        self.rows.append(form)

    def equals(self, form: Form) -> None:
        """Require `form` to be 0."""
        self._enter(form)
        self.equal.append(form)

    def within(self, quotient: Quotient, low: float, high: float) -> None:
        """Require the quotient to lie between `low` and `high`."""
        under = quotient.under or {("1", 0): 1.0}
        if math.isfinite(high):
            self.at_most(_plus(quotient.over, under, -high))
        if math.isfinite(low):
            self.at_most(_plus(_times(quotient.over, -1.0), under, low))

    def _enter(self, form: Form) -> None:
        for name in form:
            self.index.setdefault(name, len(self.index))

    def matrix(self, forms: list[Form]) -> Floats:
        """The rows as a dense matrix, (rows, variables)."""
        dense = np.zeros((len(forms), len(self.index)))
        for row, form in enumerate(forms):
            for name, value in form.items():
                dense[row, self.index[name]] += value
        return dense


def _plus(first: Form, second: Form, times: float) -> Form:
    total = dict(first)
    for name, value in second.items():
        total[name] = total.get(name, 0.0) + times * value
    return total


def _times(form: Form, factor: float) -> Form:
    return {name: factor * value for name, value in form.items()}


def quotient(figure: Figure, base_year: int, scale: float) -> Quotient:
    """The figure over the program's variables; persons are counted in `scale`."""
    years = [year - base_year for year in figure.years]
    key, mean = figure.quantity.key, 1.0 / len(years)
    if key in _RATE_OF:
        flow = _FLOWS[_RATE_OF[key]]
        over = {(v, t): a for t in years for v, a in flow.items()}
        under: Form = {}
        for t in years:
            under = _plus(under, {("P", t - 1): 0.5, ("P", t): 0.5}, 1.0)
        return Quotient(over, under)
    if key in _FLOWS:
        flow = _FLOWS[key]
        return Quotient(
            {(v, t): a * mean * scale for t in years for v, a in flow.items()}, None
        )
    if key in _LEVELS:
        v = _LEVELS[key]
        return Quotient({(v, t): mean * _SCALE[v] for t in years}, None)
    if key == "population":
        return Quotient({("P", t): mean * scale for t in years}, None)
    return Quotient({(figure.label, 0): _own_scale(figure, scale)}, None)


def _own_scale(figure: Figure, scale: float) -> float:
    return scale if figure.quantity.dimension is COUNT else 100.0


def program(
    figures: tuple[Figure, ...], base_year: int, steps: int, possible: Possible
) -> Program:
    """What holds for any population: the balance of each year, and parts of a whole."""
    rows = Program()
    for t in range(steps + 1):
        P, before = ("P", t), ("P", t - 1)
        balance = {P: 1.0, before: -1.0, ("B", t): -1.0, ("D", t): 1.0, ("M", t): -1.0}
        rows.equals(balance)
        for flow in ("B", "D"):
            rows.at_most({(flow, t): -1.0})
        most = possible.migration
        rows.at_most({("M", t): 1.0, before: -most})
        rows.at_most({("M", t): -1.0, before: -most})
        rows.at_most({before: -1.0, ("1", 0): _LEAST})
    rows.at_most({("1", 0): -1.0})
    _parts(rows, figures, base_year)
    return rows


def _parts(rows: Program, figures: tuple[Figure, ...], base_year: int) -> None:
    """A stock of some ages is no more than one of wider ages, or than everybody."""
    stocks = [f for f in figures if f.quantity.ages and not f.quantity.over]
    for part in stocks:
        t = part.first - base_year
        own = {(part.label, 0): 1.0}
        rows.at_most(_times(own, -1.0))
        if part.first != part.last:
            continue
        rows.at_most(_plus(own, {("P", t): 1.0}, -1.0))
        for whole in stocks:
            if whole is not part and _within(part, whole):
                rows.at_most(_plus(own, {(whole.label, 0): 1.0}, -1.0))


def _within(part: Figure, whole: Figure) -> bool:
    same = (part.first, part.last) == (whole.first, whole.last)
    sexes = whole.quantity.sex in (None, part.quantity.sex)
    (low, high), (lowest, highest) = part.quantity.ages[0], whole.quantity.ages[0]
    return same and sexes and lowest <= low and high <= highest


def with_base(
    rows: Program, figures: tuple[Figure, ...], possible: Possible, scale: float
) -> Program:
    """The same program once the base is known, and what is possible from it."""
    known = rows.copy()
    one = ("1", 0)
    less, more = 1 - possible.off, 1 + possible.off
    total = possible.total / scale
    known.within(Quotient({("P", 0): 1.0}, None), less * total, more * total)
    for t in range(possible.steps + 1):
        women = possible.women[t] / scale
        known.at_most({("B", t): 1.0, ("F", t): -more * women[1]})
        known.at_most({("B", t): -1.0, ("F", t): less * women[0]})
        known.within(Quotient({("F", t): 1.0}, None), *possible.fertility)
        low, high = possible.expectancy
        known.within(Quotient({("E", t): _SCALE["E"]}, None), low, high)
        slope, least, most = possible.deaths[t] / scale
        tilt = {("E", t): slope * _SCALE["E"]}
        known.at_most(_plus({("D", t): 1.0, one: -more * most}, tilt, -more))
        known.at_most(_plus({("D", t): -1.0, one: less * least}, tilt, less))
    for figure in figures:
        if figure.label in possible.stocks:
            own = Quotient({(figure.label, 0): _own_scale(figure, scale)}, None)
            low, high = possible.stocks[figure.label]
            if figure.quantity.dimension is COUNT:
                low, high = less * low, more * high
            known.within(own, low, high)
    return known
