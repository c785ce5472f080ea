"""Random small cities, made to be awkward: every border, gap and correction there is.

They look like no real place. Persons are few, and half of what can go wrong in a
register happens to them: late and corrected records, spells left open after death,
moves on the last day of a year, households without a head, twins, births of mothers
who are not known or live elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random

from .area_lists import some_villages
from .people import CLOSING, OPENING, Families, Id, Person
from .recording import DAY, LAST_MOMENT, Change, Recorder, Row, Tables, some_day

ELSEWHERE = "elsewhere"
KINDS = ("registered", "actual")


@dataclass
class Register:
    """What was recorded of the people of one city."""

    families: Families
    out: Recorder
    overlaps: bool
    married: dict[Id, int] = field(default_factory=dict)
    households: int = 0

    def __post_init__(self) -> None:
        self.rng = self.families.rng
        self.villages = self.families.villages
        self.people = self.families.people

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def births(self) -> None:
        """The rows of births."""
        for child, delivery, order in self.families.born:
            self._birth(child, delivery, order)

    def _birth(self, child: Person, delivery: Id, order: int) -> None:
        mother = child.mother
        row: Row = {
            "child_id": child.id,
            "mother_id": mother.id if mother else None,
            "father_id": child.father.id if child.father else None,
            "delivery_id": delivery,
            "occurred_on": child.birth,
            "area": self.rng.choice(self.villages),
            "sex": child.sex,
            "birth_order": None if self.chance(0.06) else order,
        }
        posted = self.out.posted(child.birth)
        child.known = posted
        if self.chance(0.1):
            child.known = self.out.posted(child.birth)
        other: Row = self.rng.choice(
            (
                {"sex": 3 - child.sex},
                {"birth_order": order + 1},
                {"birth_order": None},
                {"mother_id": self.rng.choice(self.people[:20]).id},
                {"occurred_on": child.birth - DAY * self.rng.randrange(1, 40)},
                {"mother_id": None},
            )
        )
        self.out.emit("births", row, *self.history(posted, other, 0.3))

    def history(self, posted: datetime, other: Row, share: float) -> list[Change]:
        """One version, or with the chance `share` an earlier one that had `other`."""
        changes: list[Change] = [(posted, other), (self.out.corrected(posted), {})]
        if not self.chance(share):
            return [(posted, {})]
        if self.chance(0.15):
            changes.insert(1, changes[1])
            changes.append((self.out.corrected(changes[1][0]), {}))
        return changes

    def persons(self) -> None:
        """The rows of persons, and of their deaths."""
        for who in self.people:
            row: Row = {
                "person_id": who.id,
                "sex": who.sex,
                "birth_date": who.birth,
                "death_date": who.death,
                "birth_area": self.rng.choice((None, *self.villages)),
                "mother_id": who.mother.id if who.mother else None,
                "father_id": who.father.id if who.father else None,
                "nationality": self.rng.choice((None, "CHN")),
                "synthetic": True,
            }
            changes: list[Change] = [(who.known, {})]
            if self.chance(0.2):
                changes = [(who.known, self._slip(who))]
                changes.append((self.out.corrected(who.known), {}))
            if who.death is not None:
                changes = self._with_death(who, changes)
            self.out.emit("persons", row, *changes)

    def _slip(self, who: Person) -> Row:
        earlier = who.birth - DAY * self.rng.choice((1, 31, 365, 1461))
        slips: tuple[Row, ...] = (
            {"sex": 3 - who.sex},
            {"birth_date": earlier},
            {"mother_id": None, "father_id": None},
        )
        return self.rng.choice(slips)

    def _with_death(self, who: Person, changes: list[Change]) -> list[Change]:
        assert who.death is not None
        posted = self.out.posted(who.death, after=changes[-1][0])
        alive = [(moment, {**other, "death_date": None}) for moment, other in changes]
        wrong = who.death + DAY * self.rng.choice((-40, -1, 1, 25))
        slip = {"occurred_on": max(wrong, who.birth)}
        earliest = datetime.combine(slip["occurred_on"], time(12))
        posted = max(posted, earliest)
        history = self.history(posted, slip, 0.2)
        if not self.chance(0.05):
            row = {
                "person_id": who.id,
                "occurred_on": who.death,
                "area": self.rng.choice(self.villages),
            }
            at = (
                max(earliest, self.out.posted(who.death))
                if self.chance(0.1)
                else posted
            )
            self.out.emit("deaths", row, (at, history[0][1]), *history[1:])
        return alive + [
            (moment, {"death_date": other["occurred_on"]} if other else {})
            for moment, other in history
        ]

    def residences(self) -> None:
        """Spells and moves of both kinds; a few persons have none."""
        for who in self.people:
            if who.settled:
                self._stays(who)
                continue
            if self.chance(0.04):
                continue
            registered = self._path(who)
            actual = registered if self.chance(0.6) else self._path(who)
            if who.away is not None and who.on(who.away):
                actual = [step for step in actual if step[0] < who.away]
                actual.append((who.away, None))
            for kind, path in zip(KINDS, (registered, actual), strict=True):
                if not self.chance(0.05):
                    self._lives(who, kind, path)
        for _ in range(len(self.people) // 12):
            self._stray_move()

    def _stays(self, who: Person) -> None:
        gone = None if who.death is None else who.death + DAY
        moments = (who.known, None)
        self._spell(who, "registered", (who.birth, who.home), gone, moments)
        end = who.away or gone
        if end is None or end > who.birth:
            self._spell(who, "actual", (who.birth, who.home), end, moments)

    def _near(self, village: str) -> str | None:
        width = self.rng.choice((9, 6, 4, 4))
        near = [
            v for v in self.villages if v[:width] == village[:width] and v != village
        ]
        return None if not near or self.chance(0.15) else self.rng.choice(near)

    def _path(self, who: Person) -> list[tuple[date, str | None]]:
        assert who.home is not None
        start = who.birth
        if who.birth < OPENING:
            last = min(who.death or CLOSING, CLOSING)
            first = max(who.birth, date(1990, 1, 1))
            start = min(some_day(self.rng, first, OPENING), max(last, who.birth))
            if self.chance(0.15):
                start = max(who.birth, some_day(self.rng, min(OPENING, last), last))
        path: list[tuple[date, str | None]] = [(start, who.home)]
        end = min(who.death or CLOSING, CLOSING)
        for _ in range(self.rng.choice((0, 0, 0, 1, 1, 2, 3))):
            day = some_day(self.rng, max(path[-1][0], OPENING) + DAY, end)
            if day <= path[-1][0] or day > end:
                break
            here = path[-1][1]
            path.append((day, self._near(here) if here else who.home))
        return path

    def _lives(
        self, who: Person, kind: str, path: list[tuple[date, str | None]]
    ) -> None:
        start = datetime.combine(path[0][0], time(0))
        posted = max(who.known, start, datetime(2008, 1, 1))
        if path[0][0] >= OPENING:
            posted = self.out.posted(path[0][0], after=posted - DAY)
        before = ELSEWHERE
        if path[0][0] != who.birth and self.chance(0.9):
            self._move(who, kind, path[0], before, posted)
        for here, following in zip(path, [*path[1:], None], strict=True):
            closed = None
            if following is not None:
                closed = self.out.posted(following[0], after=posted)
                self._move(who, kind, following, here[1] or ELSEWHERE, closed)
            if here[1] is not None:
                end = following[0] if following else self._end(who, here[0])
                if following is None and end is not None:
                    closed = self.out.posted(end, after=posted)
                self._spell(who, kind, here, end, (posted, closed))
            posted = closed or posted

    def _end(self, who: Person, start: date) -> date | None:
        if who.death is None:
            end = some_day(self.rng, start + DAY, CLOSING)
            return end if self.chance(0.04) and end > start else None
        draw = self.rng.random()
        if draw < 0.5:
            return None
        if draw < 0.9:
            return max(who.death, start) + DAY
        return max(who.death + DAY * self.rng.choice((-20, 0, 2, 60)), start + DAY)

    def _spell(
        self,
        who: Person,
        kind: str,
        here: tuple[date, str | None],
        end: date | None,
        moments: tuple[datetime, datetime | None],
    ) -> None:
        posted, closed = moments
        row: Row = {
            "person_id": who.id,
            "kind": kind,
            "area": here[1],
            "registration": self.rng.choice((None, "rural", "urban")),
            "valid_from": here[0],
            "valid_to": end,
        }
        if closed is not None and self.overlaps:
            closed = self.out.corrected(posted)
        changes = self.history(posted, {"area": self.rng.choice(self.villages)}, 0.12)
        if closed is not None:
            before = [change for change in changes if change[0] < closed]
            changes = [(when, {**new, "valid_to": None}) for when, new in before]
            changes.append((closed, {}))
            if end is not None and (end - here[0]).days > 40 and self.chance(0.1):
                changes[-1] = (closed, {"valid_to": end - DAY * 30})
                changes.append((self.out.corrected(closed), {}))
        self.out.emit("residence_spells", row, *changes)

    def _move(
        self,
        who: Person,
        kind: str,
        to: tuple[date, str | None],
        origin: str,
        posted: datetime,
    ) -> None:
        if self.chance(0.06) or (to[1] or ELSEWHERE) == origin:
            return
        row: Row = {
            "person_id": who.id,
            "kind": kind,
            "occurred_on": to[0],
            "origin": origin,
            "destination": to[1] or ELSEWHERE,
        }
        slips: list[Row] = [{"occurred_on": to[0] - DAY * self.rng.randrange(1, 60)}]
        if row["destination"] != ELSEWHERE:
            slips.append({"origin": ELSEWHERE})
        slip = self.rng.choice(slips)
        self.out.emit("moves", row, *self.history(posted, slip, 0.15))

    def _stray_move(self) -> None:
        origin, destination = self.rng.sample([*self.villages, ELSEWHERE], 2)
        living = [p for p in self.people if p.death is None]
        who = self.rng.choice(living)
        day = some_day(self.rng, max(OPENING, who.birth), CLOSING)
        posted = self.out.posted(day)
        self._move(
            who,
            self.rng.choice(KINDS),
            (day, None if destination == ELSEWHERE else destination),
            origin,
            posted,
        )

    def couples(self) -> None:
        """Marriages, divorces and marriages again, also of persons living nowhere."""
        adults = [p for p in self.people if p.birth < date(1999, 1, 1)]
        for _ in range(len(adults) // 4):
            one = self.rng.choice(adults)
            other = self.rng.choice(
                [p for p in adults if p.sex != one.sex and p != one]
            )
            day = some_day(self.rng, OPENING, CLOSING)
            if not (one.on(day) and other.on(day)):
                continue
            self._marriage(one, other, day)
            if self.chance(0.4):
                last = min(one.death or CLOSING, other.death or CLOSING)
                end = some_day(self.rng, day, last)
                pair = (one, other) if self.chance(0.5) else (other, one)
                self._divorce(*pair, end)

    def _marriage(self, one: Person, other: Person, day: date) -> None:
        row = self._pair(one, other, day)
        for name, who in (("first", one), ("second", other)):
            first = not self.married.get(who.id, self.rng.choice((0, 0, 1)))
            self.married[who.id] = 1
            flag = None if self.chance(0.08) else first
            row[f"first_marriage_of_{name}"] = flag
        slip: Row = self.rng.choice(
            (
                {"occurred_on": day - DAY * self.rng.randrange(1, 400)},
                {"first_marriage_of_first": not row["first_marriage_of_first"]},
                {"first_marriage_of_second": None},
            )
        )
        posted = self.out.posted(day)
        self.out.emit("marriages", row, *self.history(posted, slip, 0.25))

    def _divorce(self, one: Person, other: Person, day: date) -> None:
        slip = {"occurred_on": day - DAY * self.rng.randrange(1, 90)}
        history = self.history(self.out.posted(day), slip, 0.15)
        self.out.emit("divorces", self._pair(one, other, day), *history)

    def _pair(self, one: Person, other: Person, day: date) -> Row:
        return {
            "first_id": one.id,
            "second_id": other.id,
            "occurred_on": day,
            "area": self.rng.choice(self.villages),
        }

    def homes(self) -> None:
        """Households of every type, most with a head, some losing it."""
        placed = {p.id for p in self.people if p.settled}
        for drawn in self.families.drawn:
            household = self._new_household()
            for who, role in drawn:
                span = (who.birth, None)
                self._membership(who, household, role, span, who.known)
        for one in self.people:
            if one.id in placed:
                continue
            members = [(one, "head" if self.chance(0.93) else "other")]
            partner = one.partner
            if partner and partner.id not in placed and self.chance(0.8):
                members.append((partner, "partner"))
            for child in one.children:
                if child.id not in placed and self.chance(0.8):
                    members.append((child, "child"))
                for grandchild in child.children:
                    if grandchild.id not in placed and self.chance(0.5):
                        members.append((grandchild, "grandchild"))
            for parent in (one.mother, one.father):
                if parent is not None and parent.id not in placed and self.chance(0.6):
                    members.append((parent, "parent"))
            if self.chance(0.07):
                continue
            unique = {who.id: (who, role) for who, role in reversed(members)}
            placed |= set(unique)
            self._household(list(unique.values()))

    def _new_household(self) -> Id:
        self.households += 1
        number = 5000 - self.households
        return f"h{number}" if self.out.text_ids else number

    def _household(self, members: list[tuple[Person, str]]) -> None:
        household = self._new_household()
        opening = some_day(self.rng, date(2005, 1, 1), date(2013, 6, 30))
        for who, role in members:
            start = max(opening, who.birth)
            if who.birth < opening and self.chance(0.2):
                start = some_day(self.rng, start, CLOSING)
            last = who.death or CLOSING
            change = some_day(self.rng, start + DAY, last)
            if self.chance(0.7) or change <= start or change > last:
                self._membership(who, household, role, (start, self._end(who, start)))
                continue
            closed = self._membership(who, household, role, (start, change))
            draw = self.rng.random()
            then = change + DAY * self.rng.choice((0, 0, 45))
            if draw < 0.4:
                span = (then, self._end(who, then))
                self._membership(who, self._new_household(), "head", span, closed)
            elif draw < 0.7:
                span = (then, self._end(who, then))
                new = self.rng.choice(("head", "other", "parent"))
                self._membership(who, household, new, span, closed)

    def _membership(
        self,
        who: Person,
        household: Id,
        role: str,
        span: tuple[date, date | None],
        posted: datetime | None = None,
    ) -> datetime | None:
        """A household spell, opened at `posted` where given; when it was closed."""
        start, end = span
        if end is not None and end <= start:
            return posted
        row: Row = {
            "household_id": household,
            "person_id": who.id,
            "role": role,
            "valid_from": start,
            "valid_to": end,
        }
        if posted is None or self.overlaps:
            posted = max(self.out.posted(start), who.known)
        posted = max(posted, datetime.combine(start, time(0)))
        changes: list[Change] = [(posted, {})]
        if self.chance(0.15):
            slip = {"role": self.rng.choice(("head", "child", "other", "partner"))}
            changes = [(posted, slip), (self.out.corrected(posted), {})]
        if end is not None:
            changes = [(when, {**new, "valid_to": None}) for when, new in changes]
            changes.append((self.out.posted(end, after=changes[-1][0]), {}))
        self.out.emit("household_spells", row, *changes)
        return changes[-1][0]

    def rest(self) -> None:
        """Adoptions and reported counts, which no measure of this issue reads."""
        children = [p for p in self.people if p.birth >= OPENING]
        for child in children[:3]:
            living = [p for p in self.people if p.death is None and p != child]
            adopter = self.rng.choice(living)
            day = some_day(self.rng, child.birth, CLOSING)
            row: Row = {"child_id": child.id, "adopter_id": adopter.id}
            row |= {"occurred_on": day, "area": self.villages[0]}
            self.out.emit("adoptions", row, (self.out.posted(day), {}))
        for month in range(1, 13):
            row = {"area": self.villages[0], "month": date(2016, month, 1)}
            row |= {"kind": "births", "value": self.rng.randrange(9)}
            posted = self.out.posted(date(2016, month, 28))
            self.out.emit("reported_counts", row, (posted, {}))


def random_city(
    seed: int,
    *,
    persons: int = 90,
    vintage: str = "2019-10-31",
    text_ids: bool = False,
    overlaps: bool = False,
) -> Tables:
    """The tables of a random city of about `persons`, the same for the same `seed`.

    With `overlaps` the spell a person left may stay open in the records long after
    the next one began, so that two are known to cover one day.
    """
    rng = Random(f"city {seed}")
    ids = rng.sample(range(1, 10 * persons), 4 * persons)
    families = Families(rng, some_villages(rng, vintage), ids, text_ids)
    families.founders(int(persons * 0.75))
    families.deliveries(int(persons * 0.45))
    families.fates()
    for year in (2013, 2015, 2016):
        families.on_the_border(year)
    out = Recorder(rng, text_ids)
    register = Register(families, out, overlaps)
    register.births()
    register.persons()
    register.residences()
    register.couples()
    register.homes()
    register.rest()
    return out.tables


def last_day(tables: Tables) -> date:
    """The last day on which anything was recorded; nothing happens after it."""
    rows = [row for table in tables.values() for row in table]
    moments: list[datetime] = [row["recorded_at"] for row in rows]
    return min(max(moments), LAST_MOMENT).date()
