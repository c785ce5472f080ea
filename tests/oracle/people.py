"""Who lives in a random city, as they truly are: families, births and deaths."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import Any

from .recording import DAY, some_day

OPENING = date(2012, 1, 1)  # events from here …
CLOSING = date(2018, 3, 31)  # … to here
Id = int | str


@dataclass
class Person:
    """One person as they truly are."""

    id: Id
    sex: int
    birth: date
    death: date | None = None
    mother: Person | None = None
    father: Person | None = None
    partner: Person | None = None
    known: datetime = datetime(2011, 1, 1)
    away: date | None = None  # from when a worker lives elsewhere
    home: str | None = None
    children: list[Person] = field(default_factory=list)
    settled: bool = False  # one home from birth to death, all of it known

    def on(self, day: date) -> bool:
        """Whether the person is alive on `day`."""
        return self.birth <= day and (self.death is None or day <= self.death)


def _birthday(rng: Random, first: int, last: int) -> date:
    year = rng.randrange(first, last + 1)
    if rng.random() < 0.06:
        return date(year - year % 4 if year % 100 else year, 2, 28) + DAY
    return some_day(rng, date(year, 1, 1), date(year, 12, 31))


@dataclass
class Families:
    """Makes the people of one city from one stream of random numbers."""

    rng: Random
    villages: list[str]
    ids: list[int]
    text_ids: bool
    people: list[Person] = field(default_factory=list)
    born: list[tuple[Person, Id, int]] = field(default_factory=list)  # delivery, order
    drawn: list[list[tuple[Person, str]]] = field(default_factory=list)  # households

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def person(self, sex: int, birth: date, **more: Any) -> Person:
        number = self.ids.pop()
        who = Person(f"p{number}" if self.text_ids else number, sex, birth, **more)
        who.home = self.rng.choice(self.villages)
        self.people.append(who)
        for parent in (who.mother, who.father):
            if parent is not None:
                parent.children.append(who)
        return who

    def founders(self, count: int) -> None:
        """Persons alive before the first event: couples, children, the very old."""
        while len(self.people) < count:
            first, last = self.rng.choice(
                ((1904, 1935), (1936, 1960), (1950, 1985), (1970, 1998), (1975, 1998))
            )
            birth = _birthday(self.rng, first, last)
            one = self.person(self.rng.choice((1, 2)), birth)
            if self.chance(0.65):
                other = self.person(3 - one.sex, _birthday(self.rng, first, last))
                other.home = one.home
                one.partner, other.partner = other, one
            for _ in range(self.rng.choice((0, 0, 1, 1, 2, 4))):
                self._older_child(one)
        for who in self.people:
            who.known = datetime(2008, 1, 1) + DAY * self.rng.randrange(0, 1400)
            if self.chance(0.1):
                who.known = datetime(2012, 1, 1) + DAY * self.rng.randrange(0, 2000)
            who.known = max(who.known, datetime.combine(who.birth, time(12)))

    def _older_child(self, one: Person) -> None:
        year = one.birth.year + self.rng.randrange(15, 42)
        if year > 2011:
            return
        other = one.partner if self.chance(0.85) else None
        if other is not None and year - other.birth.year < 13:
            other = None
        parents = [one, other] if one.sex == 2 else [other, one]
        child = self.person(
            self.rng.choice((1, 2)),
            _birthday(self.rng, year, year),
            mother=parents[0] if self.chance(0.9) else None,
            father=parents[1] if self.chance(0.9) else None,
        )
        child.home = one.home if self.chance(0.6) else child.home
        if self.chance(0.06):
            child.death = some_day(self.rng, child.birth, date(2011, 12, 31))

    def deliveries(self, count: int) -> None:
        """Births between opening and closing, twins and unknown mothers among them."""
        women = [p for p in self.people if p.sex == 2]
        for number in range(count):
            day = some_day(self.rng, OPENING, CLOSING)
            able = [
                w for w in women if w.on(day) and 13 <= day.year - w.birth.year <= 54
            ]
            if not able:
                continue
            mother = self.rng.choice(able)
            father = mother.partner if self.chance(0.8) else None
            known_mother = None if self.chance(0.06) else mother
            delivery = f"d{number}" if self.text_ids else 900_000 + number
            order = len(mother.children) + 1
            for twin in range(2 if self.chance(0.08) else 1):
                sex = self.rng.choice((1, 2))
                child = self.person(sex, day, mother=known_mother, father=father)
                if self.chance(0.85):
                    child.home = mother.home
                self.born.append((child, delivery, order + twin))

    def fates(self) -> None:
        """Deaths at all ages; some on a period's border, some on the day of birth."""
        for who in self.people:
            if who.death is not None:
                continue
            age = 2015 - who.birth.year
            risk = 0.45 if age > 80 else 0.3 if age > 60 else 0.12
            if self.chance(risk):
                who.death = some_day(self.rng, max(OPENING, who.birth), CLOSING)
            if who.birth >= OPENING and self.chance(0.15):
                days = self.rng.choice((0, 1, 30, 364, 365, 366, 800))
                who.death = min(who.birth + DAY * days, CLOSING)
            if age in range(18, 50) and self.chance(0.2):
                who.away = some_day(self.rng, date(2011, 1, 1), CLOSING)

    def on_the_border(self, year: int) -> None:
        """Households that are of a type, or are not, by a day at the end of `year`."""
        last = date(year, 12, 31)
        for day in (last, last + DAY):
            for age in (60, 65):
                parent = self._settled(_years_before(day, age))
                child = self._settled(date(year - 30, 5, 5), mother=parent, away=True)
                self.drawn += [[(parent, "head")], [(child, "head")]]
            for age in (16, 18):
                parent = self._settled(date(year - 40, 5, 5), away=age == 16)
                child = self._settled(_years_before(day, age), mother=parent)
                home = [(child, "child"), (self._settled(date(1960, 1, 1)), "head")]
                self.drawn += [home, [(parent, "other")]]
            late = self._settled(date(year - 70, 5, 5))
            self.drawn += [
                [(late, "head")],
                [(self._settled(day, mother=late), "head")],
            ]
            bereft = self._settled(date(year - 70, 6, 6))
            gone = self._settled(date(year - 40, 6, 6), mother=bereft)
            gone.death = day - DAY
            self.drawn += [[(bereft, "head")], [(gone, "head")]]

    def _settled(
        self, birth: date, *, mother: Person | None = None, away: bool = False
    ) -> Person:
        who = self.person(2, birth, mother=mother, settled=True)
        who.known = max(datetime.combine(birth, time(12)), datetime(2008, 1, 1))
        if mother is not None:
            who.home = mother.home
        if away:
            who.away = max(birth, date(2011, 6, 1))
        return who


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, day.day)
