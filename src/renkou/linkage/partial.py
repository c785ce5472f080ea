"""The part of the register that a day's changes can concern."""

from __future__ import annotations

import duckdb

from .register import RegisterFiles


def persons_near(
    connection: duckdb.DuckDBPyConnection,
    files: RegisterFiles,
    tables: tuple[str, ...],
) -> str:
    """A query of the persons with whom an entry of these tables might be compared.

    Those that bear one of their numbers, or whose mother does, are born on one of their
    days or have one of their names. Days and names count only for entries whose number
    nobody bears under that name; so most of the register is not read.
    """
    said = " UNION ALL ".join(
        f"SELECT number, mother_number, name, birth_date FROM {table}"
        for table in tables
    )
    connection.execute(f"CREATE OR REPLACE TABLE changed AS {said}")
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE numbered AS
        SELECT person_id, identity_number AS number, concat(surname, given) AS name
        FROM {files.scan("names")}
        WHERE identity_number IN (SELECT number FROM changed
            UNION ALL SELECT mother_number FROM changed)"""
    )
    connection.execute(
        "CREATE OR REPLACE TABLE undecided AS SELECT * FROM changed "
        "WHERE number IS NULL OR (number, name) NOT IN "
        "(SELECT (number, name) FROM numbered WHERE number IS NOT NULL)"
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE near AS
        SELECT person_id FROM numbered
        UNION SELECT person_id FROM {files.scan("persons")}
            WHERE mother_id IN (SELECT person_id FROM numbered)
            OR birth_date IN (SELECT birth_date FROM undecided)
        UNION SELECT person_id FROM {files.scan("names")}
            WHERE concat(surname, given) IN (SELECT name FROM undecided)"""
    )
    return "SELECT person_id FROM near"


def count_common_names(
    connection: duckdb.DuckDBPyConnection, files: RegisterFiles
) -> None:
    """Make `commonness` of the names at hand, counted in the whole register."""
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE commonness AS
        WITH counted AS (
            SELECT concat(surname, given) AS name, count(*) AS n
            FROM {files.scan("names")}
            WHERE concat(surname, given) IN (SELECT name FROM names) GROUP BY 1
        )
        SELECT plain, sum(n) / (SELECT count(*) FROM {files.scan("names")}) AS tf_plain
        FROM counted JOIN names USING (name) GROUP BY plain"""
    )
