"""`live`: the synthetic city from the census of 2010 to the end of 2025."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from renkou.schema.problem import Problem
from renkou.schema.text import Text

from . import (
    births,
    couples,
    deaths,
    dwellings,
    fathers,
    homes,
    kin,
    marriages,
    migration,
)
from .adoptions import adopt
from .city import City
from .days import ages_on, steps
from .figures import Figures, figures
from .lives import START, Lives
from .living import Levels, Step, levels
from .outcome import outcome
from .places import places
from .rates import Tables, tables
from .registration import transfer
from .start import people
from .steering import Steering

Progress = Callable[[float, Text], None]
FEWEST = 100


def live(persons: int, seed: int, *, progress: Progress | None = None) -> Lives:
    """The lives of a city in which `persons` are registered on 2010-11-01.

    The same `persons` and `seed` give the same lives. `progress` is told the share
    done, 0 to 1, and what is being done. Fewer than 100 persons raise a Problem.

    >>> lives = live(200, seed=1)
    >>> lives.registered_at_start
    200
    """
    if persons < FEWEST:
        raise Problem(
            f"A city of {persons} persons cannot be lived: it takes {FEWEST} or more.",
            f"{persons}人的城市无法生成：至少需要{FEWEST}人。",
        )
    tell = progress or (lambda share, text: None)
    streams = np.random.SeedSequence(seed).spawn(len(steps()) + 1)
    first, *later = (np.random.Generator(np.random.PCG64(s)) for s in streams)
    size, rates = figures(persons), tables()
    tell(0.0, Text("The people of 2010", "2010年的人口"))
    city = _begin(size, rates, first)
    level = levels(city, size, rates, START)
    steering = Steering()
    for number, ((start, end), rng) in enumerate(zip(steps(), later, strict=True)):
        year = 2010 + number
        tell(0.2 + 0.045 * number, Text(f"The year from {year}-11", f"{year}年11月起"))
        _pass(city, _step(city, start, end, rates, level, size, rng), steering)
    tell(0.93, Text("Households and spells", "家庭户与时段"))
    city.finish()
    lives = outcome(city, persons, seed)
    tell(1.0, Text("Lives are complete", "人口生成完毕"))
    return lives


def _begin(size: Figures, rates: Tables, rng: np.random.Generator) -> City:
    """The city on 2010-11-01."""
    there = people(size, rates, rng)
    city = City(places(size.urban, rng), int(size.persons * 1.35) + 1_000)
    city.add(len(there.sex), sex=there.sex, birth=there.birth)
    couples.marry(city, there, rng)
    kin.link(city, there, size, rates, rng)
    fathers.link(city, there, rng)
    homes.house(city, there, size, rng)
    return city


def _step(
    city: City,
    start: int,
    end: int,
    rates: Tables,
    level: Levels,
    size: Figures,
    rng: np.random.Generator,
) -> Step:
    return Step(
        start=start,
        end=end,
        rates=rates,
        levels=level,
        size=size,
        rng=rng,
        age=ages_on(city.birth, end - 1),
    )


def _pass(city: City, step: Step, steering: Steering) -> None:
    """One step: each event of a person comes on a later day than the one before."""
    deaths.die(city, step)
    marriages.divorce(city, step)
    marriages.marry(city, step)
    births.bear(city, step)
    step = replace(step, age=ages_on(city.birth, step.last))
    adopt(city, step)
    dwellings.balance(city, step)
    migration.move_within(city, step, steering.pull(city, step))
    transfer(city, step)
    group, net, at = steering.wanted(city, step)
    migration.move_to(city, step, group, net, at)
    step = replace(step, age=ages_on(city.birth, step.last))
    dwellings.keep_children(city, step)
