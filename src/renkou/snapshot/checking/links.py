"""Rules between rows: who is referred to, and what may not be true at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from . import rules
from .finding import Finding, Rule
from .session import Session


@dataclass(frozen=True, slots=True)
class SetTest:
    """A rule on several tables: `query` gives `_file`, `_row`, `value` of offenders."""

    rule: Rule
    column: str
    query: str
    tables: tuple[str, ...]


# Without these persons a row cannot be counted; others may live outside the register.
_CONCERNED = ("person_id", "child_id")


def check_links(session: Session, *, last_day: date) -> Iterator[Finding]:
    """Findings of every rule between rows for which the tables are there."""
    yield from _references(session)
    for test in (*_TESTS, _very_old(last_day)):
        if all(name in session.tables for name in test.tables):
            yield from session.finding(
                test.rule, test.tables[0], test.column, test.query
            )
    yield from _events_after_death(session)


def _references(session: Session) -> Iterator[Finding]:
    if "persons" not in session.tables:
        return
    for files in session.tables.values():
        name = files.table.name
        for column in files.table.columns:
            if not column.refers_to:
                continue
            concerned = column.name in _CONCERNED
            rule = rules.NOWHERE if concerned else rules.RELATIVE_NOWHERE
            rows = (
                f"SELECT _file, _row, {column.name} AS value FROM {name} "
                f"WHERE {column.name} IS NOT NULL "
                f"AND {column.name} NOT IN (SELECT person_id FROM persons "
                "WHERE person_id IS NOT NULL)"
            )
            yield from session.finding(rule, name, column.name, rows)


def _events_after_death(session: Session) -> Iterator[Finding]:
    if "persons" not in session.tables:
        return
    for name, column in (
        ("marriages", "first_id"),
        ("marriages", "second_id"),
        ("divorces", "first_id"),
        ("divorces", "second_id"),
        ("adoptions", "adopter_id"),
        ("moves", "person_id"),
    ):
        if name in session.tables:
            rows = (
                "SELECT e._file, e._row, "
                "concat(e.occurred_on, ' > ', p.death_date) AS value "
                f"FROM {name}_now e JOIN persons_now p ON e.{column} = p.person_id "
                "WHERE e.occurred_on > p.death_date"
            )
            yield from session.finding(rules.EVENT_AFTER_DEATH, name, column, rows)


def _very_old(last_day: date) -> SetTest:
    return SetTest(
        rules.VERY_OLD,
        "birth_date",
        f"""
        SELECT _file, _row, birth_date AS value FROM persons_now
        WHERE death_date IS NULL
          AND birth_date + INTERVAL 120 YEAR < DATE '{last_day}'""",
        ("persons",),
    )


def _overlap(table: str, rule: Rule, alike: str, column: str, where: str) -> SetTest:
    """Rows of one table, alike in some columns, that hold on the same day.

    Of two such rows the later is named. Two spells overlap when together they are
    longer than from the first day to the last, which needs no sorting; three or more
    may also have gaps, and are looked at in order.
    """
    length = f"date_diff('day', valid_from, {_END})"
    return SetTest(
        rule,
        column,
        f"""
        WITH spells AS (SELECT {alike}, hash({alike}) AS alike, valid_from,
                               {_END} AS until, _file, _row
                        FROM {table}_now WHERE {where}),
        suspects AS (SELECT hash({alike}) AS alike FROM {table}_now WHERE {where}
                     GROUP BY 1 HAVING count(*) > 2 OR count(*) = 2 AND sum({length})
                         > date_diff('day', min(valid_from), max({_END})))
        SELECT _file, _row, concat_ws(', ', {alike}, valid_from) AS value
        FROM (SELECT *, max(until) OVER (
                    PARTITION BY {alike} ORDER BY valid_from, _file, _row
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
              FROM spells WHERE alike IN (SELECT alike FROM suspects))
        WHERE before > valid_from""",
        (table,),
    )


_END = "coalesce(valid_to, DATE '9999-12-31')"
_TESTS: tuple[SetTest, ...] = (
    _overlap(
        "residence_spells", rules.OVERLAP, "person_id, kind", "valid_from", "true"
    ),
    _overlap("household_spells", rules.OVERLAP, "person_id", "valid_from", "true"),
    _overlap(
        "household_spells",
        rules.TWO_HEADS,
        "household_id",
        "role",
        "role = 'head'",
    ),
    *(
        SetTest(
            rules.BEFORE_BIRTH,
            "valid_from",
            f"""
            SELECT s._file, s._row, concat(s.valid_from, ' < ', p.birth_date) AS value
            FROM {name}_now s JOIN persons_now p USING (person_id)
            WHERE s.valid_from < p.birth_date""",
            (name, "persons"),
        )
        for name in ("residence_spells", "household_spells")
    ),
    *(
        SetTest(
            rules.AFTER_DEATH,
            "valid_to",
            f"""
            SELECT s._file, s._row,
                   concat(coalesce(CAST(s.valid_to AS VARCHAR), '…'), ' > ',
                          p.death_date) AS value
            FROM {name}_now s
            JOIN (SELECT person_id, death_date FROM persons_now
                  WHERE death_date IS NOT NULL) p USING (person_id)
            WHERE coalesce(s.valid_to, DATE '9999-12-31') > p.death_date + 1""",
            (name, "persons"),
        )
        for name in ("residence_spells", "household_spells")
    ),
    SetTest(
        rules.DEATH_NO_SPELL,
        "occurred_on",
        """
        SELECT d._file, d._row, d.occurred_on AS value FROM deaths_now d
        WHERE NOT EXISTS (
            SELECT 1 FROM residence_spells_now s
            WHERE s.person_id = d.person_id AND s.valid_from <= d.occurred_on
              AND (s.valid_to IS NULL OR d.occurred_on < s.valid_to))""",
        ("deaths", "residence_spells"),
    ),
    SetTest(
        rules.DEATH_DIFFERS,
        "occurred_on",
        """
        SELECT d._file, d._row,
               concat(d.occurred_on, ' ≠ ',
                      coalesce(CAST(p.death_date AS VARCHAR), '…')) AS value
        FROM deaths_now d JOIN persons_now p USING (person_id)
        WHERE d.occurred_on IS DISTINCT FROM p.death_date""",
        ("deaths", "persons"),
    ),
    SetTest(
        rules.DEATH_UNRECORDED,
        "death_date",
        """
        SELECT _file, _row, death_date AS value FROM persons_now
        WHERE death_date IS NOT NULL
          AND death_date >= (SELECT min(occurred_on) FROM deaths)
          AND person_id NOT IN (SELECT person_id FROM deaths_now
                                WHERE person_id IS NOT NULL)""",
        ("persons", "deaths"),
    ),
    SetTest(
        rules.BIRTH_DIFFERS,
        "child_id",
        """
        SELECT b._file, b._row,
               concat(b.occurred_on, ' ', b.sex, ' ≠ ', p.birth_date, ' ', p.sex)
                   AS value
        FROM births_now b JOIN persons_now p ON b.child_id = p.person_id
        WHERE b.occurred_on <> p.birth_date OR b.sex <> p.sex""",
        ("births", "persons"),
    ),
    *(
        SetTest(
            rules.PARENT_YOUNGER,
            f"{parent}_id",
            f"""
            SELECT c._file, c._row,
                   concat(m.birth_date, ' ≥ ', c.birth_date) AS value
            FROM persons_now c JOIN persons_now m ON c.{parent}_id = m.person_id
            WHERE m.birth_date >= c.birth_date""",
            ("persons",),
        )
        for parent in ("mother", "father")
    ),
    SetTest(
        rules.MOTHER_AGE,
        "mother_id",
        """
        SELECT b._file, b._row, concat(m.birth_date, ' – ', b.occurred_on) AS value
        FROM births_now b JOIN persons_now m ON b.mother_id = m.person_id
        WHERE m.birth_date < b.occurred_on
          AND (m.birth_date + INTERVAL 12 YEAR > b.occurred_on
               OR m.birth_date + INTERVAL 61 YEAR <= b.occurred_on)""",
        ("births", "persons"),
    ),
    SetTest(
        rules.MIXED_SYNTHETIC,
        "synthetic",
        """
        SELECT _file, _row, synthetic AS value FROM persons
        WHERE synthetic <> (SELECT count_if(synthetic) * 2 >= count(*) FROM persons)""",
        ("persons",),
    ),
)
