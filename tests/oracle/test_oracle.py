"""The oracle itself, on small towns worked out by hand."""

from __future__ import annotations

import ast
from datetime import date, datetime
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import Any

import pytest

from .area_lists import village_codes
from .city import random_city
from .formulas import MEASURES, Figure, expectation, facts, years_lived_by_infants
from .intervals import garwood, odds, weighted_sum, wilson
from .oracle import Oracle, age_on, halving_age
from .parquet_files import read, write
from .recording import KEYS, LAST_MOMENT, Row, Tables

EAST, NEXT, FAR = "511002001001", "511002001002", "511011001001"
CITY, COUNTY = "511000000000", "511002000000"


def day(text: str) -> date:
    return date.fromisoformat(text)


class Town:
    """A town drawn row by row; everything known since 2010 unless said otherwise."""

    def __init__(self) -> None:
        self.tables: Tables = {name: [] for name in KEYS}

    def add(self, table: str, recorded: str = "2010-01-01", **row: Any) -> Row:
        row = {
            "record_id": len(self.tables[table]),
            "version": 1,
            "recorded_at": datetime.fromisoformat(recorded),
            "superseded_at": None,
            **row,
        }
        self.tables[table].append(row)
        return row

    def person(self, name: str, sex: int, born: str, **more: Any) -> None:
        plain = {"death_date": None, "mother_id": None, "father_id": None}
        self.add(
            "persons",
            **{"person_id": name, "sex": sex, "birth_date": day(born), **plain, **more},
        )

    def lives(
        self, name: str, area: str, start: str, end: str | None = None, **more: Any
    ) -> None:
        for kind in ("actual", "registered"):
            if more.get("kind", kind) == kind:
                row = {"valid_from": day(start), "valid_to": end and day(end), **more}
                row |= {"person_id": name, "area": area, "kind": kind}
                self.add("residence_spells", **row)

    def birth(self, mother: str, on: str, **more: Any) -> None:
        row = {"sex": 1, "birth_order": 1, "mother_id": mother, "occurred_on": day(on)}
        self.add("births", **{"recorded": on, **row, **more})

    def figures(
        self, key: str, area: str = CITY, level: str = "city", **where: Any
    ) -> dict[str, Figure]:
        sizes = where.pop("sizes", None)
        oracle = Oracle(self.tables, where.pop("crosswalk", None), sizes=sizes)
        where = {"period": "2015", "population": "resident", **where}
        return MEASURES[key](facts(oracle, area, level=level, **where))

    def value(self, key: str, *args: Any, **where: Any) -> float | None:
        return self.figures(key, *args, **where)[""].value


def test_age_is_completed_years() -> None:
    born = date(2000, 2, 29)
    assert age_on(date(2001, 2, 28), born) == 0
    assert age_on(date(2001, 3, 1), born) == 1  # no 29 February: on 1 March
    assert age_on(date(2004, 2, 29), born) == 4


def test_a_person_is_counted_through_the_day_of_death() -> None:
    town = Town()
    town.person("ann", 2, "1950-05-05", death_date=date(2015, 12, 31))
    town.person("bob", 1, "1950-05-05", death_date=date(2015, 12, 30))
    for name in ("ann", "bob"):
        town.lives(name, EAST, "2000-01-01")  # left open by the records
    assert town.value("population") == 1  # ann, on the day of her death
    assert town.value("person-years") == pytest.approx(1 + 364 / 365)
    assert town.value("population", period="2016") == 0
    assert town.value("person-years", period="2016") == 0


def test_person_years_are_days_over_the_days_of_the_year() -> None:
    town = Town()
    town.person("ann", 2, "1985-02-11")
    town.lives("ann", EAST, "2016-02-01", "2016-03-01")
    # 29 days of February 2016, ten at 30, nineteen at 31: both in 30–34.
    assert town.value("person-years", period="2016") == pytest.approx(29 / 366)
    assert town.value("person-years", period="2016-02") == pytest.approx(29 / 366)
    assert town.value("population", period="2016-02") == 1
    assert town.value("population", period="2016-03") == 0
    by_age = town.figures("person-years-by-age", period="2016")
    assert by_age["30-34"].value == pytest.approx(29 / 366)


def test_a_birthday_parts_the_person_years() -> None:
    town = Town()
    town.person("ann", 2, "1985-03-02")
    town.lives("ann", EAST, "2000-01-01")
    by_age = town.figures("person-years-by-age")  # 30 on 2 March 2015
    assert by_age["25-29"].value == pytest.approx(60 / 365)
    assert by_age["30-34"].value == pytest.approx(305 / 365)


def test_births_go_by_where_the_mother_lives_that_day() -> None:
    town = Town()
    town.person("ann", 2, "1985-03-02")
    town.lives("ann", EAST, "2000-01-01", "2015-06-01", kind="actual")
    town.lives("ann", FAR, "2015-06-01", kind="actual")
    town.birth("ann", "2015-05-31")
    town.birth("ann", "2015-06-01", birth_order=None, recorded="2015-07-02T23:00:00")
    assert town.value("births", COUNTY, "county") == 1
    assert town.value("births", "511011000000", "county") == 1
    assert town.value("births", population="registered") == 0  # no such spell
    assert town.figures("births-by-order")["not-stated"].value == 1
    # 31 May was recorded at once; 1 June 31 days later, a day too late.
    assert town.value("recorded-within-30-days") == 50
    # 2 births, one woman there all year: 151 days in EAST, 214 in FAR.
    assert town.value("crude-birth-rate") == pytest.approx(2000)
    assert town.value("crude-birth-rate", COUNTY, "county") == pytest.approx(
        1000 * 365 / 151
    )
    rates = town.figures("age-specific-fertility-rate")
    assert rates["30-34"].value == pytest.approx(2000 * 365 / 305)
    assert rates["25-29"].value == 0
    assert rates["15-19"].value is None
    assert town.value("total-fertility-rate") is None


def test_the_first_version_decides_whether_a_birth_was_prompt() -> None:
    town = Town()
    town.person("ann", 2, "1985-03-02")
    town.lives("ann", EAST, "2000-01-01")
    town.birth("ann", "2015-05-31")
    first = town.tables["births"][0]
    first["superseded_at"] = datetime(2015, 12, 1)
    second = {**first, "version": 2, "occurred_on": date(2015, 5, 1), "sex": 2}
    second |= {"recorded_at": datetime(2015, 12, 1), "superseded_at": None}
    town.tables["births"].append(second)
    # Now known as of 1 May, first recorded on 31 May: 30 days.
    assert town.value("recorded-within-30-days") == 100
    assert town.value("births", sex="female") == 1
    assert town.value("births", sex="female", known_on=date(2015, 11, 30)) == 0
    assert town.value("births", sex="male", known_on=date(2015, 11, 30)) == 1


def test_known_on_includes_the_last_second_of_the_day() -> None:
    town = Town()
    town.person("ann", 2, "1985-03-02")
    town.lives("ann", EAST, "2000-01-01", recorded="2016-05-04T23:59:59")
    assert town.value("population", known_on=date(2016, 5, 3)) == 0
    assert town.value("population", known_on=date(2016, 5, 4)) == 1
    for spell in town.tables["residence_spells"]:
        spell["superseded_at"] = datetime(2016, 5, 6, 23, 59, 59)
    assert town.value("population", known_on=date(2016, 5, 5)) == 1
    assert town.value("population", known_on=date(2016, 5, 6)) == 0


def test_a_move_within_an_area_is_none_for_it() -> None:
    town = Town()
    town.person("ann", 2, "1985-03-02")
    for origin, destination in ((EAST, NEXT), (NEXT, FAR), (FAR, "elsewhere")):
        row: Row = {
            "person_id": "ann",
            "kind": "actual",
            "occurred_on": date(2015, 3, 1),
        }
        town.add("moves", **row, origin=origin, destination=destination)
    assert town.value("in-migrants", NEXT, "village") == 1
    assert town.value("out-migrants", NEXT, "village") == 1
    assert town.value("in-migrants", COUNTY, "county") == 0
    assert town.value("out-migrants", COUNTY, "county") == 1
    assert town.value("out-migrants") == 1
    assert town.value("in-migrants") == 0
    assert town.value("out-migrants", sex="male") == 0
    assert town.value("out-migrants", population="registered") == 0


def test_the_crosswalk_shares_a_village_out() -> None:
    town = Town()
    town.person("ann", 2, "1985-03-02")
    town.lives("ann", EAST, "2000-01-01")
    row: Row = {"person_id": "ann", "kind": "actual", "occurred_on": date(2015, 3, 1)}
    town.add("moves", **row, origin=FAR, destination=EAST)
    shares = [(EAST, NEXT, 0.5), (EAST, FAR, 0.5), (FAR, FAR, 1.0)]
    assert town.value("population", crosswalk=shares) == 1
    assert town.value("population", NEXT, "village", crosswalk=shares) == 0.5
    assert town.value("population", COUNTY, "county", crosswalk=shares) == 0.5
    # Half of her moves to NEXT; the other half stays in FAR, where she was.
    assert town.value("in-migrants", NEXT, "village", crosswalk=shares) == 0.5
    assert town.value("in-migrants", FAR, "village", crosswalk=shares) == 0
    assert town.value("out-migrants", FAR, "village", crosswalk=shares) == 0.5


def test_growth_is_the_change_of_the_stock() -> None:
    town = Town()
    town.person("ann", 2, "1985-03-02")
    town.person("bob", 1, "1985-03-02")
    town.lives("ann", EAST, "2000-01-01")
    town.lives("bob", EAST, "2015-12-31")
    # From 1 to 2, over 366 days lived in a year of 365.
    assert town.value("growth-rate") == pytest.approx(1000 * 365 / 366)
    assert town.value("median-age") == pytest.approx(30.5)  # both 30
    assert town.value("women-15-49") == 1
    assert town.value("women-20-29") == 0


def test_median_age_is_linear_within_the_age() -> None:
    # Half of four is two: one of the three at 20 before it, a third into the age.
    assert halving_age({10: 1, 20: 3}) == pytest.approx(20 + 1 / 3)
    assert halving_age({10: 2, 30: 2}) == pytest.approx(11)  # first reached at 11
    assert halving_age({104: 1}) == pytest.approx(104.5)
    assert halving_age({}) is None


def test_density_is_persons_over_the_size_of_the_villages() -> None:
    town = Town()
    town.person("ann", 2, "1985-03-02")
    town.lives("ann", EAST, "2000-01-01")
    sizes = {EAST: 0.5, NEXT: 1.5, FAR: 7.0}
    assert town.value("density", COUNTY, "county", sizes=sizes) == 0.5
    assert town.value("density", COUNTY, "county") is None


def test_households_by_type() -> None:
    town = Town()
    town.person("mum", 2, "1985-03-02")
    town.person("son", 1, "1998-01-01", mother_id="mum")
    town.person("gran", 2, "1950-01-01")
    town.tables["persons"][0]["mother_id"] = "gran"
    for name in ("mum", "son", "gran"):
        town.lives(name, EAST, "2000-01-01")
    member: Row = {"valid_from": date(2010, 1, 1), "valid_to": None}
    for household, name, role in (
        (1, "mum", "head"),
        (1, "son", "child"),
        (2, "gran", "head"),
    ):
        row: Row = {"household_id": household, "person_id": name, "role": role}
        town.add("household_spells", **row, **member)
    assert town.figures("household-size")[""] == Figure(1.5, 3, 2)
    assert town.value("one-person-households") == 1
    assert town.value("single-parent-households") == 1  # 17 on 31 December 2015
    assert town.value("single-parent-households", period="2016-01") == 0  # 18
    assert town.value("empty-nest-households") == 1
    assert town.value("left-behind-households") == 0


def test_a_household_is_left_behind_when_its_people_live_in_another_county() -> None:
    town = Town()
    town.person("gran", 2, "1950-12-31")
    town.person("mum", 2, "1985-03-02", mother_id="gran")
    town.lives("gran", EAST, "2000-01-01")
    town.lives("mum", NEXT, "2000-01-01", kind="registered")
    town.lives("mum", FAR, "2010-01-01", "2016-12-31", kind="actual")
    row: Row = {"household_id": 1, "person_id": "gran", "role": "head"}
    town.add("household_spells", **row, valid_from=date(2010, 1, 1), valid_to=None)
    assert town.value("left-behind-households") == 1  # 65 on that very day
    assert town.value("left-behind-households", period="2015-11") == 0  # 64
    assert town.value("left-behind-households", period="2016") == 1  # lives nowhere
    assert town.value("empty-nest-households") == 1
    # With a list that puts FAR into her county the daughter is not away.
    merged = [(EAST, EAST, 1.0), (NEXT, NEXT, 1.0), (FAR, NEXT, 1.0)]
    assert town.value("left-behind-households", crosswalk=merged) == 0


def test_the_reference_person_is_the_head_then_the_oldest() -> None:
    town = Town()
    for name, born in (("old", "1950-01-01"), ("head", "1980-01-01")):
        town.person(name, 2, born)
        row: Row = {"household_id": 1, "person_id": name}
        row["role"] = "head" if name == "head" else "parent"
        town.add("household_spells", **row, valid_from=date(2010, 1, 1), valid_to=None)
    town.lives("old", EAST, "2000-01-01")
    town.lives("head", FAR, "2000-01-01", "2015-12-31")
    # On 30 November the head lives in FAR; at the end of the year nowhere.
    where: dict[str, Any] = {"level": "village", "period": "2015-11"}
    assert town.value("one-person-households", FAR, **where) == 0
    assert town.figures("household-size", FAR, **where)[""] == Figure(2, 2, 1)
    assert town.figures("household-size", EAST, "village")[""] == Figure(2, 2, 1)


def test_marriages_go_by_the_first_named() -> None:
    town = Town()
    town.person("ann", 2, "1990-06-01")
    town.person("bob", 1, "1985-06-01")
    town.lives("ann", EAST, "2000-01-01")
    pair: Row = {
        "first_id": "ann",
        "second_id": "bob",
        "occurred_on": day("2015-06-01"),
    }
    pair |= {"first_marriage_of_first": True, "first_marriage_of_second": True}
    town.add("marriages", **pair)
    backwards = {**pair, "first_id": "bob", "second_id": "ann"}
    town.add("divorces", **backwards)
    assert town.value("marriages") == 1
    assert town.value("divorces") == 0  # bob lives nowhere
    years = (9131 / 365.25, 10957 / 365.25)  # 25 and 30 years of days
    mean = town.value("mean-age-at-first-marriage")
    assert mean == pytest.approx(sum(years) / 2)
    assert town.value("mean-age-at-first-marriage", sex="female") == years[0]
    assert town.figures("age-at-first-marriage")["30-34"].value == 50


def test_women_by_children_born_to_them() -> None:
    town = Town()
    town.person("ann", 2, "1985-03-02")
    town.person("kim", 1, "2015-12-31", mother_id="ann")
    town.person("lee", 2, "2016-01-01", mother_id="ann")
    town.lives("ann", EAST, "2000-01-01")
    found = {name: figure.value for name, figure in town.figures(KEY).items()}
    assert found == {"0": 0, "1": 1, "2": 0, "3+": 0}
    assert town.figures(KEY, period="2016")["2"].value == 1


KEY = "women-by-children"


def test_the_rule_for_infants() -> None:
    # From the constants: 0.14929 − 1.99545·0.01; the mean of the sexes for both.
    assert years_lived_by_infants(0.01, "male") == pytest.approx(0.1293355)
    assert years_lived_by_infants(0.01, "female") == pytest.approx(0.1284773)
    assert years_lived_by_infants(0.01, "total") == pytest.approx(0.1289064)
    # The upper pieces meet at the break, which a digit mistyped would undo.
    for sex, bound in (("male", 0.08307), ("female", 0.06891)):
        below = years_lived_by_infants(bound - 1e-9, sex)
        assert below == pytest.approx(years_lived_by_infants(bound, sex), abs=2e-5)


def test_expectation_where_nobody_dies_young() -> None:
    rates = [0.0] * 18 + [0.1]
    assert expectation(rates, "male")[0] == pytest.approx(85 + 10)
    # One group with deaths, 5–9: q = 5·0.1/(1 + 2.5·0.1) = 0.4.
    rates[2] = 0.1
    expect = 5 + 5 * 0.6 + 2.5 * 0.4 + 0.6 * (75 + 10)
    assert expectation(rates, "male")[0] == pytest.approx(expect)
    # A rate of 1 would leave fewer than nobody; a constant force instead.
    rates[2] = 1.0
    expect = 5 + (1 - exp(-5)) + exp(-5) * 85
    assert expectation(rates, "male")[0] == pytest.approx(expect)


def test_intervals_are_those_in_print() -> None:
    # Garwood (1936) for 0 and 10; Newcombe (1998), table I, for 81 of 263 and 0 of 20.
    assert garwood(0) == pytest.approx((0, 3.689), abs=1e-3)
    assert garwood(10) == pytest.approx((4.795, 18.390), abs=1e-3)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)
    # Clopper and Pearson's 0.2527 to 0.3676 for 81 of 263, as odds.
    low, high = odds(81, 182)
    assert low / (1 + low) == pytest.approx(0.2527, abs=1e-4)
    assert high / (1 + high) == pytest.approx(0.3676, abs=1e-4)
    # With one weight for all the weighted sum is an exact Poisson count.
    assert weighted_sum([4, 6], [2, 2]) == pytest.approx((9.591, 36.780), abs=1e-3)


def test_decomposition_adds_up_and_knows_its_factors() -> None:
    town = Town()
    for name, start in (("ann", "2000-01-01"), ("bea", "2015-01-01")):
        town.person(name, 2, "1982-01-01")  # 32, then 33: one group
        town.lives(name, EAST, start)
    for on in ("2014-05-01", "2015-05-01", "2015-06-01", "2015-07-01"):
        town.birth("ann", on)
    # Women 1 → 2, rate 1 → 1.5, structure the same: number (1 + 1.5)/2 · 1 = 1.25,
    # rates (1 + 2)/2 · 0.5 = 0.75.
    found = town.figures("births-decomposition")
    assert found["women"].value == pytest.approx(1.25)
    assert found["age-structure"].value == pytest.approx(0)
    assert found["rates"].value == pytest.approx(0.75)


def test_a_city_has_what_makes_cities_hard() -> None:
    tables = random_city(0, persons=250)
    births, spells = tables["births"], tables["residence_spells"]
    deliveries = [row["delivery_id"] for row in births if row["version"] == 1]
    assert len(set(deliveries)) < len(deliveries)
    assert {None, 1, 2, 3} <= {row["birth_order"] for row in births}
    assert any(row["mother_id"] is None for row in births)
    persons = {row["person_id"]: row for row in tables["persons"]}
    assert any(
        (p["birth_date"].month, p["birth_date"].day) == (2, 29)
        for p in persons.values()
    )
    died = {p: row["death_date"] for p, row in persons.items() if row["death_date"]}
    assert any(row["valid_to"] is None for row in spells if row["person_id"] in died)
    assert set(persons) - {row["person_id"] for row in spells}
    assert any("elsewhere" in (m["origin"], m["destination"]) for m in tables["moves"])
    for table in tables.values():
        for row in table:
            assert row["recorded_at"] <= LAST_MOMENT
            end = row["superseded_at"]
            assert end is None or end > row["recorded_at"]
    corrected = {
        name for name, rows in tables.items() if any(row["version"] > 1 for row in rows)
    }
    assert corrected >= set(KEYS) - {"adoptions", "reported_counts"}


@pytest.mark.parametrize("text_ids", [False, True])
@pytest.mark.parametrize("aware", [False, True])
def test_files_give_back_the_rows(tmp_path: Path, text_ids: bool, aware: bool) -> None:
    tables = random_city(3, persons=40, text_ids=text_ids)
    again = read(write(tables, tmp_path / "city", aware=aware))
    for name, rows in tables.items():
        assert [{key: row[key] for key in rows[0]} for row in again[name]] == rows


def test_keys_stand_once_among_rows_known_at_one_time() -> None:
    tables = random_city(5, persons=150, overlaps=True)
    for name, key in KEYS.items():
        spans: dict[Any, list[tuple[datetime, datetime]]] = {}
        for row in tables[name]:
            span = (row["recorded_at"], row["superseded_at"] or datetime.max)
            spans.setdefault(tuple(row[part] for part in key), []).append(span)
        for known in spans.values():
            known.sort()
            assert all(a[1] <= b[0] for a, b in pairwise(known))


def test_villages_are_real() -> None:
    assert len(village_codes("2019-10-31")) == 2347


def test_the_oracle_imports_nothing_of_renkou() -> None:
    here = Path(__file__).parent
    for file in here.glob("*.py"):
        if file.name == "test_engine_agrees.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not [name for name in names if name.split(".")[0] == "renkou"], file
