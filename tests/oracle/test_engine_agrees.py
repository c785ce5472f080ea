"""The engine says what the oracle says: every measure, population and level.

And what must hold whoever is right: areas add up, rates have no scale, the order of
rows does not matter, what was known after the last record is what is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import renkou
from renkou.areas import AreaTree, bundled
from renkou.engines import Workspace

from .agreement import Comparison, alike, months, number
from .area_lists import NEWER, OLDER, redrawn, square_kilometres, write_lists
from .city import random_city
from .formulas import MEASURES, facts
from .oracle import Oracle, Period
from .parquet_files import read, write
from .recording import Row, Tables

LEVELS = ("city", "county", "township", "village")
POPULATIONS = ("resident", "registered")
SEXES = ("total", "male", "female")
EARLY = date(2001, 1, 1)


@dataclass(frozen=True)
class Made:
    """How a random city is made, and on which list its rows stand."""

    seed: int
    persons: int
    vintage: str = OLDER
    text_ids: bool = False
    aware: bool = False
    overlaps: bool = False
    own_lists: bool = True


MADE = (
    Made(1, 110),
    Made(2, 110, text_ids=True, aware=True, overlaps=True),
    Made(3, 110, own_lists=False),
    Made(4, 600, text_ids=True),  # large enough for life tables
    Made(5, 110, own_lists=False, vintage=NEWER, aware=True),
)
LARGE, BUNDLED = MADE[3], MADE[2]


@dataclass
class City:
    """A random city on disk, its lists, and an oracle for each list."""

    made: Made
    folder: Path
    tables: Tables
    tree: AreaTree
    workspace: Workspace
    oracles: dict[str, Oracle] = field(default_factory=dict)

    def oracle(self, target: str) -> Oracle:
        """The oracle that shows the rows on the list `target`."""
        if target not in self.oracles:
            days = (date.fromisoformat(self.made.vintage), date.fromisoformat(target))
            walk = self.tree.crosswalk(*days, "village")
            shares = zip(
                walk.source.tolist(),
                walk.target.tolist(),
                walk.share.tolist(),
                strict=True,
            )
            sizes = None
            if self.made.own_lists and target == NEWER:
                sizes = {c: square_kilometres(c) for c in self.areas("village", target)}
            self.oracles[target] = Oracle(self.tables, shares, sizes=sizes)
        return self.oracles[target]

    def areas(self, level: str, target: str) -> list[str]:
        """The codes of a level on the list `target`."""
        return [u.code for u in self.tree.units(date.fromisoformat(target), level)]


@cache
def town(made: Made, root: Path) -> City:
    """The city of `made`, written once."""
    tables = random_city(
        made.seed,
        persons=made.persons,
        vintage=made.vintage,
        text_ids=made.text_ids,
        overlaps=made.overlaps,
    )
    folder = root / f"city-{made.seed}"
    write(tables, folder, aware=made.aware, shuffle=made.seed)
    tree = bundled()
    if made.own_lists:
        villages = {row["area"] for row in tables["residence_spells"]}
        file = write_lists(redrawn(sorted(villages), made.seed), folder / "areas.csv")
        tree = AreaTree.from_csv(file)
    return City(made, folder, read(folder), tree, Workspace(folder))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("oracle")


def busy_days(tables: Tables, first: date) -> list[date]:
    """Days from `first` on which something was recorded, or replaced, in order."""
    rows = [row for table in tables.values() for row in table]
    return sorted(
        {row["recorded_at"].date() for row in rows if row["recorded_at"].date() > first}
    )


def agree(city: City, level: str, **asked: Any) -> None:
    """Asks the engine for all measures and sets every row beside the oracle's."""
    target = asked.pop("target", NEWER)
    periods = asked["periods"]
    where = {"population": asked["population"], "known_on": asked.get("known_on")}
    compare = Comparison(city.oracle(target), {"level": level, **where})
    years = sorted({int(period[:4]) for period in periods})
    kind = "month" if "-" in periods[0] else "year"
    table = renkou.measure(
        "all",
        snapshot=city.workspace,
        by=level,
        years=years,
        period=kind,
        sex=SEXES,
        area_list=date.fromisoformat(target),
        **where,
    )
    assert set(table["measure"].to_pylist()) == {*MEASURES, "per-head"}
    table = table.filter(pc.not_equal(table["measure"], "per-head"))
    problems = list(compare.disagreements(table, city.areas(level, target), periods))
    assert not problems, f"{len(problems)}:\n" + "\n".join(problems[:20])


PLACES = tuple(enumerate(product(LEVELS, POPULATIONS)))


def placed(test: Any) -> Any:
    """A test for every level and population; its number picks cities and days."""
    ids = [f"{level}-{population}" for _, (level, population) in PLACES]
    return pytest.mark.parametrize(("number", "place"), PLACES, ids=ids)(test)


@placed
def test_years(root: Path, number: int, place: tuple[str, str]) -> None:
    city = town(MADE[number % len(MADE)], root)
    periods = ["2013", "2014"] if number % 2 else ["2016"]
    agree(city, place[0], population=place[1], periods=periods)


@placed
def test_years_as_known(root: Path, number: int, place: tuple[str, str]) -> None:
    """On days on which something was recorded, or on the eve of such a day."""
    city = town(MADE[(number + 3) % len(MADE)], root)
    days = busy_days(city.tables, date(2016, 1, 1))
    known_on = days[len(days) * (number + 1) // 10] - timedelta(days=number % 2)
    agree(
        city,
        place[0],
        population=place[1],
        known_on=known_on,
        periods=["2015"],
    )


@placed
def test_months_as_known(root: Path, number: int, place: tuple[str, str]) -> None:
    """In the course of a year: months that are not over yet are left out."""
    city = town(MADE[(number + 1) % len(MADE)], root)
    days = busy_days(city.tables, date(2015, 1, 31))
    known_on = days[2 + 3 * number]
    agree(
        city,
        place[0],
        population=place[1],
        known_on=known_on,
        periods=[m for m in months(2015) if Period.of(m).last <= known_on],
    )


def test_months_of_a_leap_year(root: Path) -> None:
    city = town(MADE[0], root)
    agree(city, "township", population="resident", periods=months(2016))


@pytest.mark.parametrize("level", ["county", "village"])
def test_the_list_of_the_rows_themselves(root: Path, level: str) -> None:
    city = town(MADE[0], root)
    agree(city, level, population="resident", periods=["2015"], target=OLDER)


ADDITIVE = (
    *("population", "population-by-age", "person-years", "births", "deaths"),
    *("births-by-order", "marriages", "divorces", "women-by-children"),
    *("one-person-households", "empty-nest-households", "women-15-49"),
)


def test_areas_add_up(root: Path) -> None:
    city = town(BUNDLED, root)
    sums: dict[str, dict[tuple[str, str, str], float]] = {}
    for level in LEVELS:
        table = renkou.measure(
            ADDITIVE, snapshot=city.workspace, by=level, years=[2014, 2016]
        )
        sums[level] = {}
        for row in table.to_pylist():
            key = (row["measure"], row["period"], row["category"])
            sums[level][key] = sums[level].get(key, 0) + row["value"]
    for level in LEVELS[1:]:
        assert sums[level].keys() == sums["city"].keys()
        for key, value in sums["city"].items():
            assert sums[level][key] == pytest.approx(value), (level, key)


def copies(tables: Tables, times: int) -> Tables:
    """The same city with everybody in it `times` over."""

    def other(name: str, value: Any, copy: int) -> Any:
        if not name.endswith("_id") or value is None or not copy:
            return value
        return f"{value}x{copy}" if isinstance(value, str) else value + copy * 10**6

    return {
        table: [
            {name: other(name, value, copy) for name, value in row.items()}
            for copy in range(times)
            for row in rows
            if table != "reported_counts" or not copy
        ]
        for table, rows in tables.items()
    }


COUNTED = frozenset(
    {
        *ADDITIVE,
        *("person-years-by-age", "deaths-by-age", "women-20-29", "density"),
        *("in-migrants", "out-migrants", "births-decomposition"),
        *("single-parent-households", "left-behind-households"),
    }
)


def by_row(table: pa.Table) -> dict[tuple[str, ...], Row]:
    """The rows of a table by what they are about."""
    names = ("measure", "area", "period", "sex", "category")
    return {tuple(row[n] or "" for n in names): row for row in table.to_pylist()}


def everything(snapshot: Path | Workspace, **where: Any) -> dict[tuple[str, ...], Row]:
    """All measures by county, by sex where there is one."""
    asked: dict[str, Any] = {"by": "county", "years": [2015], **where}
    table = renkou.measure("all", snapshot=snapshot, sex=SEXES, **asked)
    return {place: row for place, row in by_row(table).items() if place[0] in MEASURES}


@pytest.fixture(scope="module")
def large(root: Path) -> City:
    return town(LARGE, root)


@pytest.fixture(scope="module")
def once(large: City) -> dict[tuple[str, ...], Row]:
    return everything(large.workspace)


def beside(city: City, tables: Tables, folder: Path) -> Path:
    """Other tables of a city with its lists of areas."""
    write(tables, folder)
    (folder / "areas.csv").write_bytes((city.folder / "areas.csv").read_bytes())
    return folder


Rows = dict[tuple[str, ...], Row]


def test_rates_are_free_of_scale(root: Path, large: City, once: Rows) -> None:
    thrice = everything(beside(large, copies(large.tables, 3), root / "thrice"))
    assert once.keys() == thrice.keys()
    for place, row in once.items():
        value = number(row["value"])
        if place[0] in COUNTED and value is not None:
            value *= 3
        assert alike(number(thrice[place]["value"]), value), place


def test_the_order_of_rows_does_not_matter(root: Path, large: City, once: Rows) -> None:
    sorted_rows = {
        name: sorted(rows, key=lambda row: (row["recorded_at"], row["record_id"]))
        for name, rows in large.tables.items()
    }
    again = everything(beside(large, sorted_rows, root / "sorted"))
    assert once.keys() == again.keys()
    for place, row in once.items():
        assert alike(number(row["value"]), number(again[place]["value"]), 1e-12), place


def test_known_after_the_last_record_is_known_now(large: City, once: Rows) -> None:
    last = max(busy_days(large.tables, EARLY))
    then = everything(large.workspace, known_on=last + timedelta(days=400))
    assert [{**row, "known_on": None} for row in once.values()] == [
        {**row, "known_on": None} for row in then.values()
    ]


def test_nothing_was_known_before_the_first_record(root: Path) -> None:
    city = town(BUNDLED, root)
    year = EARLY.year - 1  # people lived there, but nobody had written it down
    now = everything(city.workspace, years=[year])
    assert any(row["value"] for place, row in now.items() if place[0] == "population")
    found = everything(city.workspace, years=[year], known_on=EARLY)
    for place, row in found.items():
        assert row["value"] == 0 if place[0] in NAUGHT else row["value"] is None, place


NAUGHT = COUNTED - {"births-decomposition", "density"}


def test_totals_per_head(root: Path) -> None:
    city = town(MADE[0], root)
    counties = city.areas("county", NEWER)
    totals = {(counties[0], "2014"): 1200.5, (counties[1], "2015"): 0.0}
    file = root / "totals.csv"
    lines = [f"{a[:6]},{period},{value}" for (a, period), value in totals.items()]
    file.write_text("\n".join(["area,period,value", *lines]), encoding="utf-8")
    table = renkou.measure(
        "per-head",
        snapshot=city.workspace,
        by="county",
        years=[2014, 2015],
        totals=file,
    )
    assert table.num_rows == 2 * len(counties)
    for row in table.to_pylist():
        place = (row["area"], row["period"])
        where = {"level": "county", "population": "resident", "period": row["period"]}
        years = facts(city.oracle(NEWER), row["area"], **where).years()
        total = totals.get(place)
        per_head = None if total is None or not years else total / years
        assert alike(number(row["value"]), per_head), place
        assert alike(number(row["numerator"]), total), place
