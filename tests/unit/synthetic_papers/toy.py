"""Lives of a crude small city, made quickly, that keep every promise of `Lives`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from typing import Any

import numpy as np

from renkou import areas
from renkou.snapshot.synthetic import lives as model
from renkou.snapshot.synthetic.successors import LIVED_ON

KINDS = {
    "sex": np.int8, "kind": np.int8, "order": np.int8, "role": np.int8,
    "village": np.int16, "birth_village": np.int16, "origin": np.int16,
    "destination": np.int16, "rural": np.bool_, "first_of_first": np.bool_,
    "first_of_second": np.bool_,
}  # fmt: skip
YEAR = 365


def toy_lives(households: int = 700, seed: int = 1, places: int = 0) -> model.Lives:
    """About four persons a household, with births, deaths, moves and all the rest.

    `places` limits the villages lived in, so that a small city fills them.
    """
    return _Toy(households, seed, places).lives()


class _Toy:
    def __init__(self, households: int, seed: int, places: int) -> None:
        units = areas.bundled().units(LIVED_ON, "village")
        self.villages = tuple(unit.code for unit in units)
        self.seed, self.households = seed, households
        self.rng = np.random.default_rng(seed)
        weights = 1 / (self.rng.permutation(len(self.villages)) + 20.0)
        if places:
            weights[self.rng.permutation(len(weights))[places:]] = 0
        self.weights = weights / weights.sum()
        self.rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.persons: list[list[int]] = []
        self.deliveries = 0

    def village(self) -> int:
        return int(self.rng.choice(len(self.villages), p=self.weights))

    def person(
        self, sex: int, birth: int, village: int, mother: int = -1, father: int = -1
    ) -> int:
        """A person who may die of age, at least a month after birth."""
        age = (model.START - birth) / YEAR
        death = model.NEVER
        if self.rng.random() < np.clip((age - 20) / 120, 0.02, 0.6):
            day = int(self.rng.integers(max(model.START, birth) + 1, model.END))
            death = day if day > birth + 30 else model.NEVER
        self.persons.append([sex, birth, death, village, mother, father])
        return len(self.persons) - 1

    def stay(
        self, person: int, home: int, start: int, away: bool, register: bool
    ) -> None:
        """Spells, moves and household of one who comes to `home` on `start`."""
        _, birth, death, *_ = self.persons[person]
        end = model.NEVER if death == model.NEVER else death + 1
        arrives = not register and start != birth
        rural = bool(self.rng.random() < 0.6)
        if register:
            self._walk(person, model.REGISTERED, home, start, end, rural, 0.05, False)
        if not away:
            self._walk(person, model.ACTUAL, home, start, end, rural, 0.3, arrives)
        if death != model.NEVER and death >= model.START:
            self.rows["deaths"].append((person, death, home))

    def _walk(
        self, person: int, kind: int, home: int, start: int, end: int,
        rural: bool, chance: float, newcomer: bool,
    ) -> None:  # fmt: skip
        at, since = home, start
        if newcomer and start > model.START:
            self.rows["moves"].append((person, kind, start, model.ELSEWHERE, at))
        last = min(end, model.END) - 1
        while self.rng.random() < chance and max(since, model.START) + 2 < last:
            day = int(self.rng.integers(max(since, model.START) + 1, last))
            out = (
                kind == model.ACTUAL
                and at != model.ELSEWHERE
                and self.rng.random() < 0.5
            )
            to = model.ELSEWHERE if out else self.village()
            if to == at:
                break
            if at != model.ELSEWHERE:
                self.rows["spells"].append((person, kind, at, rural, since, day))
            self.rows["moves"].append((person, kind, day, at, to))
            at, since = to, day
        if at != model.ELSEWHERE:
            self.rows["spells"].append((person, kind, at, rural, since, end))

    def family(self, number: int) -> None:
        home = self.village()
        age = int(self.rng.integers(22, 80))
        born = model.START - age * YEAR - int(self.rng.integers(0, YEAR))
        newcomers = self.rng.random() < 0.06
        start = model.START + int(self.rng.integers(1, 3000)) if newcomers else 0
        parents = [
            self.person(1, born, home),
            self.person(2, born + int(self.rng.integers(-900, 1500)), home),
        ]
        for parent in parents:
            if start and self.persons[parent][2] <= start:
                self.persons[parent][2] = model.NEVER
        members = list(parents)
        children = self._children(parents, home)
        for person in parents:
            away = not newcomers and self.rng.random() < 0.12
            self.stay(
                person, home, start or self.persons[person][1], away, not newcomers
            )
        for child in children:
            birth, death = self.persons[child][1:3]
            gone = birth <= model.START and (
                death < model.START or self.rng.random() < 0.1 or newcomers
            )
            if not gone:
                when = max(start, birth) if newcomers else birth
                if death == model.NEVER or death > when:
                    self.stay(child, home, when, False, not newcomers)
                    members.append(child)
        self._couple(parents, home)
        for place, member in enumerate(members):
            self._at_home(number, member, place)

    def _children(self, parents: list[int], home: int) -> list[int]:
        mother_born = self.persons[parents[1]][1]
        day, order, found = mother_born + 20 * YEAR, 0, []
        while self.rng.random() < 0.75:
            day += int(self.rng.integers(300, 2500))
            if day >= model.END or day > mother_born + 45 * YEAR:
                break
            mother_death = self.persons[parents[1]][2]
            if day > min(mother_death, self.persons[parents[0]][2]) - 1:
                break
            twins = 2 if self.rng.random() < 0.03 else 1
            self.deliveries += 1
            for _ in range(twins):
                order += 1
                sex = int(self.rng.integers(1, 3))
                child = self.person(sex, day, home, parents[1], parents[0])
                if day <= model.START and self.rng.random() < 0.03:
                    self.persons[child][2] = min(day + 100, model.START - 1)
                village = home if self.rng.random() < 0.97 else model.ELSEWHERE
                self.rows["births"].append(
                    (
                        child,
                        parents[1],
                        parents[0],
                        self.deliveries - 1,
                        day,
                        village,
                        order,
                    )
                )
                found.append(child)
        return found

    def _couple(self, parents: list[int], home: int) -> None:
        alive = min(self.persons[p][2] for p in parents)
        day = int(self.rng.integers(model.START, model.END - 400))
        if self.rng.random() < 0.2 and day < alive:
            self.rows["marriages"].append(
                (*parents, day, home, True, self.rng.random() < 0.9)
            )
            later = day + int(self.rng.integers(100, 2000))
            if self.rng.random() < 0.3 and later < min(alive, model.END):
                self.rows["divorces"].append((*parents, later, home))
        if self.rng.random() < 0.02 and day < alive:
            child = self.person(2, day - 300, home)
            self.stay(child, home, day - 300, False, True)
            self.rows["adoptions"].append((child, parents[1], day, home))
            self.persons[child][2] = model.NEVER
            self.rows["deaths"] = [r for r in self.rows["deaths"] if r[0] != child]
            self.rows["spells"] = [
                (*r[:5], model.NEVER) if r[0] == child and r[5] > model.END else r
                for r in self.rows["spells"]
            ]

    def _at_home(self, number: int, member: int, place: int) -> None:
        """In the household while living anywhere in the city."""
        role = place if place < 2 else model.CHILD
        for person, kind, _, _, start, end in self.rows["spells"][-60:]:
            if person == member and kind == model.ACTUAL:
                self.rows["households"].append((number, member, role, start, end))

    def lives(self) -> model.Lives:
        for number in range(self.households):
            self.family(number)
        self._drop_dead_ends()
        self.rows["spells"].sort(key=lambda r: (r[0], r[1], r[4]))
        self.rows["households"].sort(key=lambda r: (r[0], r[1], r[3]))
        for name, at in (
            ("births", 4), ("deaths", 1), ("marriages", 2), ("divorces", 2),
            ("adoptions", 2), ("moves", 2),
        ):  # fmt: skip
            self.rows[name].sort(key=lambda r: (r[at], r[0]))
        held = {
            name: _columns(kind, self.rows[name])
            for name, kind in (
                ("spells", model.Spells),
                ("births", model.Births),
                ("deaths", model.Deaths),
                ("marriages", model.Marriages),
                ("divorces", model.Divorces),
                ("adoptions", model.Adoptions),
                ("moves", model.Moves),
                ("households", model.Households),
            )
        }
        persons = _columns(model.Persons, [tuple(row) for row in self.persons])
        start = sum(
            1 for r in self.rows["spells"]
            if r[1] == model.REGISTERED and r[4] <= model.START < r[5]
        )  # fmt: skip
        return model.Lives(
            registered_at_start=start, seed=self.seed, villages=self.villages,
            persons=persons, **held,
        )  # fmt: skip

    def _drop_dead_ends(self) -> None:
        """Spells that ended before the start, as the lives have none."""
        for name in ("spells", "households"):
            self.rows[name] = [r for r in self.rows[name] if r[-1] > model.START]


def _columns(kind: Any, rows: list[tuple[Any, ...]]) -> Any:
    names = [field.name for field in fields(kind)]
    values: list[Any] = list(zip(*rows, strict=True)) or [[] for _ in names]
    return kind(
        **{
            name: np.array(column, KINDS.get(name, np.int32))
            for name, column in zip(names, values, strict=True)
        }
    )
