"""Cells of text as values: identity numbers, names, days, sexes, by SQL."""

from __future__ import annotations

import duckdb

# GB 11643: weights of the first seventeen digits, and the check character by remainder.
_WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))
_CHECKS = "10X98765432"
_SUM = " + ".join(
    f"{weight} * (ascii(substr(said, {place}, 1)) - 48)"
    for place, weight in enumerate(_WEIGHTS, 1)
)
_WIDE = ("０１２３４５６７８９Ｘｘ", "0123456789XX")
DAY_FORMS = ("%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%Y.%m.%d")

_MACROS = (
    f"check_character(said) AS substr('{_CHECKS}', 1 + CAST(({_SUM}) % 11 AS INT), 1)",
    # Wide digits are rare; a number that is plain already is not looked at again.
    "plain_number(said) AS upper(replace(trim(CASE WHEN regexp_matches(said, "
    f"'[０-９Ｘｘ]') THEN translate(said, '{_WIDE[0]}', '{_WIDE[1]}') ELSE said END), "
    "' ', ''))",
    # The fifteen digits of before 1999 lack the century and the check character.
    "eighteen(said) AS CASE WHEN length(said) = 15 AND regexp_full_match(said, "
    "'[0-9]{15}') THEN substr(said, 1, 6) || '19' || substr(said, 7) || "
    "check_character(substr(said, 1, 6) || '19' || substr(said, 7)) ELSE said END",
    "good_number(said) AS CASE WHEN length(said) = 18 AND "
    "regexp_full_match(said, '[1-9][0-9]{16}[0-9X]') THEN "
    "check_character(said) = substr(said, 18, 1) AND "
    "try_strptime(substr(said, 7, 8), '%Y%m%d') IS NOT NULL ELSE false END",
    "as_number(said) AS nullif(eighteen(plain_number(said)), '')",
    "as_name(said) AS nullif(replace(replace(trim(said), ' ', ''), '　', ''), '')",
    "as_day(said) AS coalesce(try_cast(trim(said) AS DATE), "
    f"CAST(try_strptime(trim(said), {list(DAY_FORMS)}) AS DATE))",
    "as_moment(said) AS coalesce(try_cast(trim(said) AS TIMESTAMP), "
    "CAST(as_day(said) AS TIMESTAMP))",
    "as_sex(said) AS CASE lower(trim(said)) WHEN '1' THEN 1 WHEN '2' THEN 2 "
    "WHEN '男' THEN 1 WHEN '女' THEN 2 WHEN 'm' THEN 1 WHEN 'f' THEN 2 "
    "WHEN 'male' THEN 1 WHEN 'female' THEN 2 END",
    "as_area(said) AS nullif(rpad(trim(said), 12, '0'), '000000000000')",
)


def add_readings(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the connection the functions that read cells.

    >>> connection = duckdb.connect()
    >>> add_readings(connection)
    >>> connection.execute("SELECT as_number('110105491231002')").fetchone()
    ('11010519491231002X',)
    """
    for macro in _MACROS:
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro}")
