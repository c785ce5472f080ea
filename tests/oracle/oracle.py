"""Every measure again, by plain loops over rows and days. Slow, and easy to check.

It follows docs/conventions.md sentence by sentence and imports nothing of Renkou.
Here rows become counts by village (`Oracle`); `formulas.py` makes figures of them.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import isleap, monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Members = list[tuple[Any, str]]  # person and role
Bag = dict[Any, float]  # what was counted: ("stock", sex, age) and so on
KIND = {"resident": "actual", "registered": "registered"}
DIGITS = {"city": 4, "county": 6, "township": 9, "village": 12}
DAY = timedelta(days=1)
ELSEWHERE = "elsewhere"


def age_on(day: date, birth: date) -> int:
    """Completed years; negative before birth."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@dataclass(frozen=True)
class Period:
    """A year or a month: its first and last day."""

    first: date
    last: date

    @classmethod
    def of(cls, text: str) -> Period:
        """The period named "2015" or "2015-03"."""
        if "-" not in text:
            return cls(date(int(text), 1, 1), date(int(text), 12, 31))
        year, month = map(int, text.split("-"))
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @property
    def before(self) -> Period:
        """The period of the same length before this one."""
        last = self.first - DAY
        whole = (self.first.month, self.last.month) == (1, 12)
        return Period(date(last.year, 1 if whole else last.month, 1), last)

    @property
    def year_days(self) -> int:
        """The days of the calendar year it lies in."""
        return 366 if isleap(self.first.year) else 365

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.first <= day <= self.last

    def months(self) -> list[tuple[int, int]]:
        """Its calendar months."""
        return [
            (self.first.year, month)
            for month in range(self.first.month, self.last.month + 1)
        ]


@dataclass
class Known:
    """The rows known on one day, by person."""

    tables: Tables
    prompt: dict[Any, date]  # record of a birth -> the day its first version came

    @cached_property
    def persons(self) -> dict[Any, Row]:
        """The row of each person."""
        return {row["person_id"]: row for row in self.tables["persons"]}

    @cached_property
    def spells(self) -> dict[tuple[Any, str], list[tuple[date, date, str]]]:
        """By person and kind: first day, first day no longer, village; uncut."""
        found = defaultdict(list)
        for row in self.tables["residence_spells"]:
            if row["person_id"] in self.persons:
                span = (row["valid_from"], row["valid_to"] or date.max, row["area"])
                found[row["person_id"], row["kind"]].append(span)
        return found

    def death_cut(self, person: Any) -> date:
        """The first day on which the person is no longer counted."""
        death = self.persons[person]["death_date"]
        return date.max if death is None else death + DAY

    def villages(self, person: Any, kind: str, day: date, *, cut: bool) -> list[str]:
        """The village of each spell of `kind` that covers `day`, by code."""
        if cut and day >= self.death_cut(person):
            return []
        spells = self.spells.get((person, kind), [])
        return sorted(village for start, end, village in spells if start <= day < end)

    def home(self, person: Any, kind: str, day: date) -> list[str]:
        """The village of the spell that covers `day`, of several that begun last."""
        if day >= self.death_cut(person):
            return []
        spells = self.spells.get((person, kind), [])
        held = [
            (start, village) for start, end, village in spells if start <= day < end
        ]
        return [max(held)[1]] if held else []

    @cached_property
    def children(self) -> dict[Any, set[Any]]:
        """The persons whose mother or father someone is."""
        found = defaultdict(set)
        for person, row in self.persons.items():
            for parent in (row["mother_id"], row["father_id"]):
                if parent is not None:
                    found[parent].add(person)
        return found

    def living_children(self, person: Any, day: date) -> set[Any]:
        """Children born on or before `day` and alive on it."""
        return {
            child
            for child in self.children.get(person, ())
            if self.persons[child]["birth_date"] <= day < self.death_cut(child)
        }

    @cached_property
    def born_of(self) -> dict[Any, list[date]]:
        """The birthdays of those who have someone as mother."""
        found = defaultdict(list)
        for row in self.persons.values():
            if row["mother_id"] is not None:
                found[row["mother_id"]].append(row["birth_date"])
        return found


class Oracle:
    """Counts by village of one folder of rows, as known on any day."""

    def __init__(
        self,
        tables: Tables,
        crosswalk: Iterable[tuple[str, str, float]] | None = None,
        *,
        sizes: dict[str, float] | None = None,
        span: tuple[date, date] = (date(2012, 1, 1), date(2017, 12, 31)),
    ) -> None:
        """`crosswalk`: (village of the rows, village of the list in use, share).

        `sizes`: the km² of every village of the list in use, where it states them.
        """
        self.tables = tables
        self.sizes = sizes
        self.span = span
        self.shares: dict[str, list[tuple[str, float]]] | None = None
        if crosswalk is not None:
            self.shares = defaultdict(list)
            for source, target, share in crosswalk:
                self.shares[source].append((target, share))
        self.known = cache(self._known)
        self.lived = cache(self._lived)
        self.counts = cache(self._counts)
        self.area_counts = cache(self._area_counts)
        self.area_moves = cache(self._area_moves)

    def targets(self, village: str) -> list[tuple[str, float]]:
        """The villages of the list in use, with shares."""
        return [(village, 1.0)] if self.shares is None else self.shares[village]

    def county(self, village: str) -> str:
        """The county in which a village of the rows lies on the list in use.

        Of several the one that takes most of it; of equal ones the first by code.
        """
        parts: dict[str, float] = defaultdict(float)
        for target, share in self.targets(village):
            parts[target[:6]] += share
        return min(parts, key=lambda county: (-round(parts[county], 9), county))

    def counties(self, villages: Iterable[str]) -> set[str]:
        """The counties in which villages of the rows lie."""
        return {self.county(village) for village in villages}

    def square_kilometres(self, area: str, level: str) -> float | None:
        """The size of an area: that of its villages."""
        if self.sizes is None:
            return None
        width = DIGITS[level]
        return sum(km2 for v, km2 in self.sizes.items() if v[:width] == area[:width])

    def _known(self, day: date | None) -> Known:
        end = datetime.combine(day or date.max, time(23, 59, 59))
        rows = {
            name: [
                row
                for row in table
                if row["recorded_at"] <= end
                and (row["superseded_at"] is None or row["superseded_at"] > end)
            ]
            for name, table in self.tables.items()
        }
        first: dict[Any, Row] = {}
        for row in self.tables["births"]:
            best = first.setdefault(row["record_id"], row)
            if row["version"] < best["version"]:
                first[row["record_id"]] = row
        return Known(rows, {r: row["recorded_at"].date() for r, row in first.items()})

    def _lived(self, kind: str, day: date | None) -> dict[Any, Bag]:
        """By village and month: days lived at each sex and age, day by day."""
        known = self.known(day)
        found: dict[Any, Bag] = defaultdict(lambda: defaultdict(float))
        for (person, spell_kind), spells in known.spells.items():
            if spell_kind != kind:
                continue
            sex = known.persons[person]["sex"]
            birth = known.persons[person]["birth_date"]
            cut = known.death_cut(person)
            for start, end, village in spells:
                today = max(self.span[0], start)
                last = min(self.span[1], cut - DAY, end - DAY)
                while today <= last:
                    month = (village, today.year, today.month)
                    found[month][sex, age_on(today, birth)] += 1
                    today += DAY
        return found

    def _counts(self, kind: str, period: Period, day: date | None) -> dict[str, Bag]:
        """What there was in each village of the rows in one period."""
        known = self.known(day)
        found: dict[str, Bag] = defaultdict(lambda: defaultdict(float))
        self._count_stocks(known, kind, period, found)
        self._count_days(kind, period, day, found)
        self._count_vital_events(known, kind, period, found)
        self._count_couples(known, kind, period, found)
        self._count_households(known, kind, period.last, found)
        return found

    def _count_stocks(
        self, known: Known, kind: str, period: Period, found: dict[str, Bag]
    ) -> None:
        for person, row in known.persons.items():
            sex, birth = row["sex"], row["birth_date"]
            age = age_on(period.last, birth)
            for village in known.villages(person, kind, period.last, cut=True):
                found[village]["stock", sex, age] += 1
                if sex == 2 and 15 <= age <= 49:
                    born = known.born_of.get(person, [])
                    children = sum(1 for other in born if other <= period.last)
                    found[village]["mothers", children] += 1
            eve = period.first - DAY
            for village in known.villages(person, kind, eve, cut=True):
                found[village]["before", sex, age_on(eve, birth)] += 1

    def _count_days(
        self,
        kind: str,
        period: Period,
        day: date | None,
        found: dict[str, Bag],
    ) -> None:
        months = set(period.months())
        for (village, year, month), days in self.lived(kind, day).items():
            if (year, month) in months:
                for (sex, age), number in days.items():
                    found[village]["days", sex, age] += number

    def _count_vital_events(
        self, known: Known, kind: str, period: Period, found: dict[str, Bag]
    ) -> None:
        for row in known.tables["births"]:
            mother, born = row["mother_id"], row["occurred_on"]
            if not period.holds(born) or mother not in known.persons:
                continue
            age = age_on(born, known.persons[mother]["birth_date"])
            prompt = (known.prompt[row["record_id"]] - born).days <= 30
            for village in known.villages(mother, kind, born, cut=False):
                found[village]["birth", row["sex"], row["birth_order"], age] += 1
                found[village]["prompt", row["sex"]] += prompt
        for row in known.tables["deaths"]:
            person, died = row["person_id"], row["occurred_on"]
            if not period.holds(died) or person not in known.persons:
                continue
            who = known.persons[person]
            for village in known.villages(person, kind, died, cut=False):
                age = age_on(died, who["birth_date"])
                found[village]["death", who["sex"], age] += 1

    def _count_couples(
        self, known: Known, kind: str, period: Period, found: dict[str, Bag]
    ) -> None:
        for table, name in (("marriages", "marriage"), ("divorces", "divorce")):
            for row in known.tables[table]:
                day, first = row["occurred_on"], row["first_id"]
                if not period.holds(day) or first not in known.persons:
                    continue
                for village in known.villages(first, kind, day, cut=False):
                    found[village][name,] += 1
                    for place in ("first", "second") if name == "marriage" else ():
                        who = known.persons.get(row[f"{place}_id"])
                        if row[f"first_marriage_of_{place}"] and who:
                            birth = who["birth_date"]
                            age = age_on(day, birth)
                            found[village]["first", who["sex"], age] += 1
                            years = (day - birth).days / 365.25
                            found[village]["first-years", who["sex"]] += years
                            found[village]["first-squares", who["sex"]] += years**2

    def _count_households(
        self, known: Known, kind: str, day: date, found: dict[str, Bag]
    ) -> None:
        homes: dict[Any, Row] = {}
        for row in known.tables["household_spells"]:
            person = row["person_id"]
            if (
                person in known.persons
                and row["valid_from"] <= day < (row["valid_to"] or date.max)
                and day < known.death_cut(person)
            ):
                other = homes.setdefault(person, row)
                if row["valid_from"] > other["valid_from"]:
                    homes[person] = row
        households: dict[Any, Members] = defaultdict(list)
        for person, row in homes.items():
            households[row["household_id"]].append((person, row["role"]))
        for members in households.values():
            reference = self._reference(known, kind, day, members)
            if reference is None:
                continue
            village = known.home(reference, kind, day)[0]
            here = found[village]
            here["household",] += 1
            here["members",] += len(members)
            here["one-person",] += len(members) == 1
            here["single-parent",] += _single_parent(known, day, members)
            here["empty-nest",] += _empty_nest(known, day, members)
            county = self.county(village)
            here["left-behind",] += self._left_behind(known, day, members, county)

    def _reference(self, known: Known, kind: str, day: date, members: Members) -> Any:
        order = [
            (role != "head", known.persons[person]["birth_date"], person)
            for person, role in members
            if known.home(person, kind, day)
        ]
        return min(order)[2] if order else None

    def _left_behind(
        self, known: Known, day: date, members: Members, county: str
    ) -> bool:
        def gone(person: Any) -> bool:
            if person not in known.persons:
                return False
            registered = self.counties(known.home(person, "registered", day))
            actual = self.counties(known.home(person, "actual", day))
            return county in registered and county not in actual

        for person, _role in members:
            row = known.persons[person]
            age = age_on(day, row["birth_date"])
            if age < 16 and (gone(row["mother_id"]) or gone(row["father_id"])):
                return True
            children = known.living_children(person, day)
            if age >= 65 and children and all(gone(child) for child in children):
                return True
        return False

    def _area_counts(
        self, kind: str, period: Period, day: date | None, level: str
    ) -> dict[str, Bag]:
        """The counts by 12-digit code of the areas of `level` on the list in use."""
        found: dict[str, Bag] = defaultdict(lambda: defaultdict(float))
        for village, counts in self.counts(kind, period, day).items():
            for target, share in self.targets(village):
                bag = found[target[: DIGITS[level]].ljust(12, "0")]
                for key, number in counts.items():
                    bag[key] += share * number
        return found

    def _area_moves(
        self, kind: str, period: Period, day: date | None, level: str
    ) -> dict[str, Bag]:
        """Moves over the border of each area: ("in" or "out", sex)."""
        known = self.known(day)
        found: dict[str, Bag] = defaultdict(lambda: defaultdict(float))
        width = DIGITS[level]
        for row in known.tables["moves"]:
            who = known.persons.get(row["person_id"])
            if who is None or row["kind"] != kind:
                continue
            if not period.holds(row["occurred_on"]):
                continue
            parts: dict[str, dict[str, float]] = {}
            for end in ("origin", "destination"):
                parts[end] = defaultdict(float)
                if row[end] != ELSEWHERE:
                    for target, share in self.targets(row[end]):
                        parts[end][target[:width].ljust(12, "0")] += share
            for area in parts["origin"].keys() | parts["destination"].keys():
                came, left = parts["destination"][area], parts["origin"][area]
                found[area]["in", who["sex"]] += came * (1 - left)
                found[area]["out", who["sex"]] += left * (1 - came)
        return found


def _single_parent(known: Known, day: date, members: Members) -> bool:
    roles = {role for _person, role in members}
    young = any(
        role == "child" and age_on(day, known.persons[person]["birth_date"]) < 18
        for person, role in members
    )
    return "head" in roles and "partner" not in roles and young


def _empty_nest(known: Known, day: date, members: Members) -> bool:
    persons = {person for person, _role in members}
    for person in persons:
        children = known.living_children(person, day)
        old = age_on(day, known.persons[person]["birth_date"]) >= 60
        if not old or not children or children & persons:
            return False
    return True


def halving_age(stock: dict[int, float]) -> float | None:
    """The age that halves a stock by single ages, linear within the age."""
    ages = sorted(age for age in stock if stock[age] > 0)
    running = [0.0]
    for age in ages:
        running.append(running[-1] + stock[age])
    if not ages:
        return None
    half = running[-1] / 2
    place = min(bisect_right([r + 1e-9 for r in running[1:]], half), len(ages) - 1)
    return ages[place] + (half - running[place]) / stock[ages[place]]
