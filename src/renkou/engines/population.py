"""Population by place, sex and single age, as arrays: for charts and for science.

The increments stand in columns in the order in which they became known, so that what
was known on a day is a run from the first row, and a population one count of cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from ibis import _

from renkou.schema import KIND_OF_POPULATION, POPULATIONS
from renkou.schema.problem import Problem

from .known import day_number
from .periods import Period
from .workspace import Workspace

Persons = npt.NDArray[np.int64]
COLUMNS = ("known_on", "cell", "year", "persons")
TYPES = (np.uint16, np.int32, np.int16, np.int16)


@dataclass(frozen=True)
class KnownStock:
    """Increments by day of knowing (days since 1970), cell, year and persons.

    A cell is a position in the array (populations, places, sexes, years of birth) of
    `shape`; years of birth rise from `first_born`.
    """

    known_on: npt.NDArray[np.uint16]
    cell: npt.NDArray[np.int32]
    year: npt.NDArray[np.int16]
    persons: npt.NDArray[np.int16]
    shape: tuple[int, int, int, int]
    first_born: int

    @classmethod
    def of(cls, work: Workspace) -> KnownStock:
        """The increments of a workspace; kept beside a large snapshot's other facts."""
        kept = work.index_file("stock")
        if kept is not None and not kept.exists():
            np.savez(kept, allow_pickle=False, **_columns(work))
        return cls._made(_mapped(kept) if kept is not None else _columns(work))

    @classmethod
    def _made(cls, columns: dict[str, npt.NDArray[np.generic]]) -> KnownStock:
        shape = tuple(int(n) for n in columns["shape"])
        first = int(columns["first_born"])
        found = {name: columns[name] for name in COLUMNS}
        return cls(**found, shape=shape, first_born=first)  # type: ignore[arg-type]

    def year_ends(
        self, years: list[int], day: date, kinds: slice = slice(None)
    ) -> Persons:
        """Persons (populations, places, sexes, ages, years) as known on `day`."""
        number = (day - Period(1970).first).days
        until = int(np.searchsorted(self.known_on, number, side="right"))
        first, last = years[0], years[-1]
        year = self.year[:until]
        rows = np.flatnonzero(year <= last)
        step = np.maximum(year[rows] - first, 0)
        steps = last - first + 1
        at = self.cell[:until][rows].astype(np.int64) * steps + step
        size = int(np.prod(self.shape)) * steps
        counted = np.bincount(at, weights=self.persons[:until][rows], minlength=size)
        stock = np.cumsum(counted.reshape(*self.shape, steps)[kinds], axis=4)
        by_age = [
            self._by_age(stock[..., year - first].astype(np.int64), year)
            for year in years
        ]
        return np.stack(by_age, axis=-1)

    def _by_age(self, stock: Persons, year: int) -> Persons:
        """From years of birth to ages on the last day of `year`."""
        oldest = year - self.first_born
        by_age = np.zeros_like(stock)
        known = min(oldest + 1, stock.shape[-1])
        by_age[..., oldest + 1 - known : oldest + 1] = stock[..., :known][..., ::-1]
        return by_age


def _columns(work: Workspace) -> dict[str, npt.NDArray[np.generic]]:
    """The columns of the increments, read in the order of knowing."""
    rows = work.fact("increments")
    rows = rows.filter(rows.persons != 0)
    registered = (rows.kind == KIND_OF_POPULATION["registered"]).cast("int32")
    table = work.connection.to_pyarrow(
        rows.select(
            "place",
            "born",
            "year",
            "persons",
            known_on=day_number(rows.known_on),
            kind=registered,
            sex=_.sex - 1,
        ).order_by("known_on", "kind", "place", "sex", "born")
    )
    found = {name: table[name].to_numpy() for name in table.column_names}
    born = found["born"]
    first = int(born.min(initial=work.last_day.year))
    _check_range(found["known_on"], found["persons"])
    shape = (2, len(work.codes), 2, work.last_day.year - first + 1)
    kept = born <= work.last_day.year
    cell = np.ravel_multi_index(
        (
            found["kind"][kept],
            found["place"][kept],
            found["sex"][kept],
            born[kept] - first,
        ),
        shape,
    )
    numbers = {
        **{n: found[n][kept] for n in ("known_on", "year", "persons")},
        "cell": cell,
    }
    columns: dict[str, npt.NDArray[np.generic]] = {
        name: np.asarray(numbers[name], dtype=kind)
        for name, kind in zip(COLUMNS, TYPES, strict=True)
    }
    return columns | {"shape": np.array(shape), "first_born": np.array(first)}


def _check_range(known_on: npt.NDArray[np.generic], persons: Persons) -> None:
    """Days of knowing lie in 1970–2149 and no cell changes by over 32,767 at once."""
    days = np.asarray(known_on, dtype=np.int64)
    if days.size and (days.min() < 0 or days.max() > np.iinfo(np.uint16).max):
        raise Problem(
            "residence_spells, column recorded_at: a moment before 1970 or after 2149. "
            "Run `renkou snapshot check` to see the rows.",
            "residence_spells的recorded_at列：有早于1970年或晚于2149年的时间。"
            "请运行renkou snapshot check查看。",
        )
    if persons.size and np.abs(persons).max() > np.iinfo(np.int16).max:
        raise OverflowError("persons: more than 32,767 of one cell on one day")


def _mapped(file: Path) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays of an uncompressed .npz file."""
    with np.load(file) as arrays:
        return {name: arrays[name] for name in arrays.files}


def year_end_population(
    work: Workspace,
    years: Iterable[int],
    population: str,
    *,
    known_on: date | None = None,
    stock: KnownStock | None = None,
) -> Persons:
    """Persons at each year's end on the rows' own codes: (codes, sexes, ages, years).

    Codes are `work.codes`, sexes male and female, ages single from 0, years those asked
    for, rising; `population` is "resident" or "registered", as known on `known_on`
    (None: the snapshot's last day). `stock`, where given, is not read again.

    >>> year_end_population(work, [2020], "resident").shape   # doctest: +SKIP
    (2347, 2, 131, 1)
    """
    stock = stock or KnownStock.of(work)
    at = POPULATIONS.index(population)
    day = known_on or work.last_day
    found: Persons = stock.year_ends(sorted(set(years)), day, slice(at, at + 1))[0]
    return found


def population_known_on(work: Workspace, stock: KnownStock, day: date) -> Persons:
    """Both populations at the last year's end that was over on `day`, as known then.

    (populations, codes, sexes, ages): resident, then registered.
    """
    year = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    found: Persons = stock.year_ends([year], day)[..., 0]
    return found
