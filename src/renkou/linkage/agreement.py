"""Links that need no model: numbers and names that agree, and rows that stand twice."""

from __future__ import annotations

import duckdb

NUMBER_RULE = "number+name"
MOTHER_RULE = "mother+birth+name"
CHILD_RULE = "child's mother+name"
DOUBLE_RULE = "doubled"
_NAMES_AGREE = (
    "(l.plain = r.plain OR l.sound = r.sound OR l.sound_order = r.sound_order)"
)


def find_doubles(connection: duckdb.DuckDBPyConnection, left: str, target: str) -> None:
    """Make `target(entry, first)`: entries of a file that say what an earlier one says.

    The same name, birth date and place, and numbers that are equal, missing or differ
    in two places at most; or the same good number and name.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE {target} AS
        WITH alike AS (
            SELECT entry, number,
                first_value(entry) OVER same AS first,
                first_value(number) OVER same AS first_number
            FROM {left} WHERE birth_date IS NOT NULL AND area IS NOT NULL
            WINDOW same AS (PARTITION BY plain, birth_date, area,
                coalesce(mother_plain, '') ORDER BY number IS NULL, entry)
        ), numbered AS (
            SELECT entry, first_value(entry) OVER (
                PARTITION BY number, sound_order ORDER BY entry) AS first
            FROM {left} WHERE good
        )
        SELECT entry, min(first) AS first FROM (
            SELECT entry, first FROM alike WHERE entry <> first AND (
                number IS NULL OR first_number IS NULL OR number = first_number
                OR (length(number) = length(first_number)
                    AND hamming(number, first_number) <= 2))
            UNION ALL
            SELECT entry, first FROM numbered WHERE entry <> first
        ) GROUP BY entry"""
    )
    # The first of a group may itself be another's double.
    connection.execute(
        f"UPDATE {target} SET first = o.first FROM {target} o "
        f"WHERE {target}.first = o.entry"
    )
    connection.execute(f"DELETE FROM {target} WHERE entry = first")


def link_by_number(
    connection: duckdb.DuckDBPyConnection, left: str, right: str, target: str
) -> None:
    """Make `target(left_entry, right_entry, rule)` where number and name agree.

    A number that two persons of `right` bear decides nothing; neither does one whose
    check character does not fit.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE {target} AS
        WITH once AS (
            SELECT number, min(entry) AS entry FROM {right}
            WHERE good AND number IN (SELECT number FROM {left} WHERE good)
            GROUP BY number HAVING count(*) = 1
        )
        SELECT l.entry AS left_entry, r.entry AS right_entry, '{NUMBER_RULE}' AS rule
        FROM {left} l JOIN once ON l.number = once.number
        JOIN {right} r ON r.entry = once.entry
        WHERE l.good AND {_NAMES_AGREE}"""
    )


def link_by_mother(
    connection: duckdb.DuckDBPyConnection, left: str, right: str, target: str
) -> None:
    """Make `target(left_entry, right_entry, rule)` of children without a number.

    The mother's number, the date of birth, the sex and the name agree, and with no
    second child on either side.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE {target} AS
        SELECT l.entry AS left_entry, r.entry AS right_entry, '{MOTHER_RULE}' AS rule
        FROM {left} l JOIN {right} r
            ON l.mother_number = r.mother_number AND l.birth_date = r.birth_date
        WHERE l.number IS NULL AND good_number(l.mother_number)
            AND coalesce(l.sex = r.sex, true) AND {_NAMES_AGREE}
        QUALIFY count(*) OVER (PARTITION BY l.entry) = 1
            AND count(*) OVER (PARTITION BY r.entry) = 1"""
    )


def add_by_child(
    connection: duckdb.DuckDBPyConnection,
    left: str,
    right: str,
    children: str,
    target: str,
) -> None:
    """Add to `target` mothers whose child in the same row is linked already.

    `children(row, person)` are those children; the mother that `right` gives each must
    bear the name that the row has, or one that sounds alike.
    """
    rule = CHILD_RULE.replace("'", "''")
    connection.execute(
        f"""
        INSERT INTO {target}
        SELECT l.entry, r.entry, '{rule}' FROM {left} l
        JOIN {children} k ON l.row = k.row JOIN {right} c ON k.person = c.entry
        JOIN {right} r ON c.mother_id = r.entry
        WHERE {_NAMES_AGREE} AND l.entry NOT IN (SELECT left_entry FROM {target})"""
    )
