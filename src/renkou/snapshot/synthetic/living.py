"""One step of time: the span, the rates that hold in it and the ages at its end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .choice import Floats
from .city import City
from .days import ages_on, year_of
from .figures import COUNTIES, Figures
from .lives import Bytes, Flags, Ints
from .rates import Tables

_PEAK = 0.22
"""Where in a year from 1 November the winter's peak lies."""


@dataclass(frozen=True, kw_only=True)
class Levels:
    """How far each county lies above the nation: deaths and births."""

    deaths: Floats
    births: Floats


@dataclass(frozen=True, kw_only=True)
class Step:
    """A span [start, end) of at most a year; `age` is that on its last day."""

    start: int
    end: int
    rates: Tables
    levels: Levels
    size: Figures
    rng: np.random.Generator
    age: Bytes

    @property
    def last(self) -> int:
        """Its last day."""
        return self.end - 1

    @property
    def years(self) -> float:
        """Its length in years."""
        return (self.end - self.start) / 365.25

    @property
    def year(self) -> float:
        """Its middle as a year with decimals."""
        return year_of((self.start + self.end) / 2)

    def chance(self, yearly: Floats) -> Floats:
        """The chance within the step of what happens at these rates a year."""
        result: Floats = -np.expm1(-yearly * self.years)
        return result

    def day(self, after: Ints, *, season: float = 0.0) -> Ints:
        """A day of the step after `after`, `season` more in winter, less in summer."""
        luck = self.rng.random(len(after))
        turn = 2 * np.pi
        wave = np.sin(turn * (luck - _PEAK)) + np.sin(turn * _PEAK)
        share = np.clip(luck - wave * season / turn, 0.0, 1 - 1e-9)
        low = np.maximum(after, self.start - 1)
        day: Ints = (low + 1 + np.floor(share * (self.last - low))).astype(np.int32)
        return day

    def free(self, city: City) -> Flags:
        """To whom something can still happen in the step."""
        result: Flags = city.busy < self.last
        return result


def levels(city: City, size: Figures, rates: Tables, day: int) -> Levels:
    """Levels that give the census's crude rates of 2010 on the ages of 2010."""
    here = np.flatnonzero(city.resident())
    county = city.living_county(here)
    age = ages_on(city.birth[here], day)
    sex = city.sex[here] - 1
    held = np.bincount(county, minlength=len(COUNTIES))
    mortality = rates.deaths(2010.33)[sex, age]
    fertility = np.where(sex == 1, rates.children(2010.33)[age], 0.0)
    die = np.bincount(county, mortality, len(COUNTIES))
    bear = np.bincount(county, fertility, len(COUNTIES))
    return Levels(
        deaths=size.death_rate * held / np.maximum(die, 1e-9),
        births=size.birth_rate * held / np.maximum(bear, 1e-9),
    )
