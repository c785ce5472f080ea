"""Chinese names by family, sex and year of birth."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .draws import pick, stream
from .lives import NOBODY, Ints, Lives, Shorts

PUBLISHED_SUMS = ((3, 0.2127), (5, 0.308), (19, 0.5347), (100, 0.8477), (135, 0.8847))
"""Share of all persons who bear one of the first so many surnames."""
MOTHERS_SURNAME = ((1850, 0.01), (1980, 0.02), (2000, 0.04), (2016, 1 / 13))
"""Share of children with the mother's surname, from a year of birth on: one in
thirteen in 2020 (national name report); the earlier ones are assumed."""
SINGLE = ((1850, 0.08), (1950, 0.12), (1970, 0.25), (1990, 0.24), (2005, 0.07))
"""Share of given names of one character: at most 27.6% in any decade, 6.3% in 2020
(national name report 2020); the course between is assumed."""
EMPTY = 0
"""The symbol that stands for no character."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """The surname and the one or two characters of the given name of each person.

    Each is an index into `symbols()`; `second` is `EMPTY` where there is only one.
    """

    surname: Shorts
    first: Shorts
    second: Shorts

    def __len__(self) -> int:
        return len(self.surname)

    def columns(self) -> NDArray[np.int16]:
        """Surname, first and second as (3, persons)."""
        return np.stack([self.surname, self.first, self.second])

    def take(self, rows: NDArray[Any]) -> Names:
        """The names of these persons, in this order."""
        return Names(
            surname=self.surname[rows],
            first=self.first[rows],
            second=self.second[rows],
        )

    def replaced(self, rows: NDArray[Any], by: Names) -> Names:
        """These names with `by` in place of those at `rows`."""
        columns = []
        for mine, theirs in zip(self.columns(), by.columns(), strict=True):
            column = mine.copy()
            column[rows] = theirs
            columns.append(column)
        return Names(surname=columns[0], first=columns[1], second=columns[2])

    def surnames(self) -> pa.Array:
        """The surnames as text."""
        return _text(self.surname)

    def given(self) -> pa.Array:
        """The given names as text."""
        return pc.binary_join_element_wise(_text(self.first), _text(self.second), "")

    def full(self) -> pa.Array:
        """Surname and given name as text, written together."""
        return pc.binary_join_element_wise(
            _text(self.surname), _text(self.first), _text(self.second), ""
        )


def draw_names(lives: Lives) -> Names:
    """A name for every person: the father's surname, or the mother's, or a new one.

    >>> from renkou.snapshot.synthetic.live import live
    >>> len(draw_names(live(200, seed=1)).full()[0].as_py()) >= 2
    True
    """
    persons = lives.persons
    year = _years(persons.birth_day)
    first, second = _given(persons.sex, year, lives.seed)
    return Names(surname=_surnames(lives, year), first=first, second=second)


def surname_shares() -> NDArray[np.float64]:
    """Shares of the surnames of `data/surnames.csv` in its order, summing to 1.

    Between the published sums the shares fall geometrically with rank. The surnames
    past the first hundred have the rest: first those whose bearers are published,
    then the others, all alike but for a gentle fall to half.
    """
    rows = rows_of("surnames.csv")
    shares = np.array([float(row["per_cent"] or 0) / 100 for row in rows])
    shares[3:100] = _falling(shares[2])
    free = np.flatnonzero(shares == 0)
    weights = np.linspace(1.0, 0.5, len(free))
    shares[free] = (1 - shares.sum()) * weights / weights.sum()
    return shares


def _falling(last: float) -> NDArray[np.float64]:
    """Shares of ranks 4 to 100: geometric between the published sums."""
    found: list[float] = []
    sums = [pair for pair in PUBLISHED_SUMS if pair[0] <= 100]
    for (low, below), (high, above) in pairwise(sums):
        steps = np.arange(1, high - low + 1)
        lower, upper = 0.5, 1.0
        for _ in range(60):
            ratio = (lower + upper) / 2
            total = float((last * ratio**steps).sum())
            lower, upper = (ratio, upper) if total < above - below else (lower, ratio)
        found.extend(last * lower**steps)
        last = found[-1]
    return np.array(found)


@cache
def symbols() -> tuple[str, ...]:
    """All surnames, characters and variant forms; the first, `EMPTY`, is no text."""
    texts = [""]
    texts += [row["surname"] for row in rows_of("surnames.csv")]
    texts += [
        character
        for row in rows_of("given_characters.csv")
        for character in row["characters"]
    ]
    texts += [row["variant"] for row in rows_of("variant_characters.csv")]
    return tuple(dict.fromkeys(texts))


def _text(index: Shorts) -> pa.Array:
    dictionary = pa.DictionaryArray.from_arrays(
        pa.array(index), pa.array(symbols(), pa.string())
    )
    return dictionary.dictionary_decode()


def _years(day: Ints) -> NDArray[np.int32]:
    return day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970


def _since(
    table: tuple[tuple[int, float], ...], year: NDArray[np.int32]
) -> NDArray[np.float64]:
    starts = np.array([start for start, _ in table])
    values = np.array([value for _, value in table])
    index = np.clip(np.searchsorted(starts, year, "right") - 1, 0, None)
    found: NDArray[np.float64] = values[index]
    return found


def _surnames(lives: Lives, year: NDArray[np.int32]) -> Shorts:
    """The surname of the forebear whose name came down, by halving the way there."""
    persons, draw = lives.persons, stream(lives.seed, "surnames")
    count = len(persons)
    shares = surname_shares()
    own = pick(draw, shares, count) + np.int16(1)
    of_unknown_father = pick(draw, shares, count) + np.int16(1)
    by_mother = draw.random(count, np.float32) < _since(MOTHERS_SURNAME, year)
    by_mother &= persons.mother != NOBODY
    source = np.where(by_mother, persons.mother, persons.father)
    lone = (source == NOBODY) & (persons.mother != NOBODY)
    own[lone] = of_unknown_father[persons.mother[lone]]
    source = np.where(source == NOBODY, np.arange(count, dtype=np.int32), source)
    while True:
        further = source[source]
        if np.array_equal(further, source):
            return own[source]
        source = further


def _given(
    sex: NDArray[Any], year: NDArray[np.int32], seed: int
) -> tuple[Shorts, Shorts]:
    draw = stream(seed, "given names")
    number = {text: index for index, text in enumerate(symbols())}
    first = np.zeros(len(sex), np.int16)
    second = np.zeros(len(sex), np.int16)
    single = draw.random(len(sex), np.float32) < _since(SINGLE, year)
    for row in rows_of("given_characters.csv"):
        low, high = int(row["born_from"]), int(row["born_to"])
        here = (sex == int(row["sex"])) & (year >= low) & (year <= high)
        here &= single if row["position"] == "single" else ~single
        target = second if row["position"] == "second" else first
        numbers = np.array([number[c] for c in row["characters"]], np.int16)
        # So many steps before the commonest make 2 in 10,000 bear the commonest full
        # name, as 张伟 is borne (national name report 2019).
        ahead = 25.0 if row["position"] == "single" else 8.0
        weights = 1.0 / np.arange(ahead, ahead + len(numbers), dtype=np.float64)
        rows = np.flatnonzero(here)
        target[rows] = numbers[pick(draw, weights, len(rows))]
    return first, second


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of names in the package's data."""
    path = resources.files("renkou.snapshot.synthetic") / "data" / name
    with path.open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))
