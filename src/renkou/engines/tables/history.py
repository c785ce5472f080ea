"""Quantities as known on many days at once: running sums of what was told by each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from renkou.definitions import (
    Events,
    Measure,
    Moves,
    PersonYears,
    Quantity,
    Stock,
    facts,
)

from ..ages import AgeCube, run_on
from ..counting import Counter, GivenFigures, key_of, of_sex
from ..facts import OUTSIDE
from ..homes import Homes
from .recorded import Groups, Numbers, Of, Parts, Recorded

Array = npt.NDArray[np.float64]
AREAS_AT_A_TIME = 4  # whose sums stay in the processor's own memory


def countable(quantity: Quantity) -> bool:
    """Whether a quantity is a sum of rows: households and mothers are put together."""
    if isinstance(quantity, Stock):
        return not quantity.children
    households = facts.households.get_name()
    return not (isinstance(quantity, Events) and quantity.of.get_name() == households)


def countable_measure(what: Measure) -> bool:
    """Whether all that a measure is made of can be counted for many days at once."""
    return all(map(countable, what.counts.values()))


class History(Counter):
    """A counter whose areas stand once for each of the days of what was `recorded`.

    `of` gives (areas × days, periods, sexes, groups): the first area on every day, then
    the second.
    """

    def __init__(
        self,
        recorded: Recorded,
        events: Mapping[Of, tuple[csr_array, Groups]],
        kind: str,
        given: GivenFigures,
    ) -> None:
        levels = recorded.levels
        super().__init__(levels, Homes(levels), kind, recorded.span, given)
        self.recorded, self._counted = recorded, events
        self._shares: dict[str, Parts] = {}
        self._cubes: dict[str, AgeCube] = {}

    def _at(self, quantity: Quantity, level: str) -> Array:
        match quantity:
            case Moves():
                return self._moves(level, into=quantity.into)
            case Events():
                found, groups = self._counted[key_of(quantity), self.kind]
                parts = self._share(level)
                return self._run(parts.shares @ found, groups, parts.number)
            case Stock():
                stock = self._by_age(level).stocks(quantity.ages)
                return self._whole(of_sex(stock, quantity.sex), level)
            case PersonYears():
                lived = self._by_age(level).person_years(quantity.ages)
                return self._whole(of_sex(lived, quantity.sex), level)
            case _:
                given = self._given(quantity.name, level)[:, :, None, None]
                return np.repeat(given, len(self.recorded.days), axis=0)

    def _share(self, level: str) -> Parts:
        if level not in self._shares:
            self._shares[level] = self.recorded.shares(level)
        return self._shares[level]

    def _whole(self, parts: Array, level: str) -> Array:
        """From parts of places to places, of every area on every day."""
        number = np.repeat(self._share(level).number, len(self.recorded.days))
        whole: Array = parts / number[:, None, None, None]
        return whole

    def _run(self, told: csr_array, groups: Groups, parts: Array) -> Array:
        """From parts told by each day to what was known on it."""
        wide = told.toarray().reshape(told.shape[0], len(self.recorded.days), -1)
        np.cumsum(wide, axis=1, out=wide)
        wide /= parts[:, None, None]
        run: Array = wide.reshape(-1, len(self.span), *groups)
        return run

    def _moves(self, level: str, *, into: bool) -> Array:
        """Moves across the border of each area; shared-out places count in part."""
        found = self.recorded.moves[self.kind]
        inner, outer = found.destination, found.origin
        if not into:
            inner, outer = outer, inner
        parts = self._share(level)
        ours, theirs = _of(parts.shares, inner), _of(parts.shares, outer)
        crossing = ours.multiply(parts.number[:, None]) - ours.multiply(theirs)
        return self._run(crossing.tocsr() @ found.number, (2, 1), parts.number**2)

    def _by_age(self, level: str) -> AgeCube:
        if level not in self._cubes:
            self._cubes[level] = self._counted_ages(level)
        return self._cubes[level]

    def _counted_ages(self, level: str) -> AgeCube:
        """Parts there and days lived by single age, of every area on every day."""
        share, (first, shape, sums) = self._share(level).shares, self._increments
        periods = self.span.periods
        years = range(periods[0].year, periods[-1].year + 1)
        cubes = []
        for start in range(0, share.shape[0], AREAS_AT_A_TIME):
            of_some = share[start : start + AREAS_AT_A_TIME]

            def dense(name: str, of_some: csr_array = of_some) -> Array:
                wide = (of_some @ sums[name]).toarray().reshape(-1, *shape)
                np.cumsum(wide, axis=1, out=wide)
                run: Array = wide.reshape(-1, *shape[1:])
                return run

            cubes.append(run_on(dense, first, years, lived=True))
        return AgeCube(
            np.concatenate([cube.stock for cube in cubes]),
            np.concatenate([cube.days for cube in cubes if cube.days is not None]),
            cubes[0].year_days,
        )

    @cached_property
    def _increments(self) -> tuple[int, tuple[int, ...], dict[str, csr_array]]:
        found = self.recorded.increments(self.kind)
        return found.first, found.shape, found.sums


def _of(share: csr_array, places: Numbers) -> csr_array:
    """The columns of places, of which OUTSIDE belongs to no area: (areas, places)."""
    inside = places != OUTSIDE
    of_places = share.tocsc()[:, np.where(inside, places, 0)]
    return of_places.multiply(inside).tocsc()
