"""What share of links is right, and what share of those to be made was made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from renkou.snapshot.importing.pseudonym import add_pseudonym

SOURCES = ("public_security", "health", "civil_affairs", "social_security")
SECOND = ("mother", "second")
"""The roles that stand second in a row."""


@dataclass(frozen=True, slots=True)
class Score:
    """Of one source: links made, right ones, and rows whose person the register has."""

    source: str
    made: int
    right: int
    possible: int

    @property
    def precision(self) -> float:
        """The share of the links that are right."""
        return self.right / self.made if self.made else float("nan")

    @property
    def recall(self) -> float:
        """The share of the possible links that were made rightly."""
        return self.right / self.possible if self.possible else float("nan")


def scored_links(
    connection: duckdb.DuckDBPyConnection, city: Path, result: Path, key: Path
) -> None:
    """Make `scored(source, role, row, weight, rule, is_right)` and `possible`."""
    add_pseudonym(connection, key.read_bytes().strip())
    truth = " UNION ALL ".join(
        f"SELECT '{source}' AS source, row, slot, register_id "
        f"FROM '{city / 'truth'}/links-{source}.parquet'"
        for source in SOURCES
        if (city / "truth" / f"links-{source}.parquet").exists()
    )
    second = ", ".join(f"'{role}'" for role in SECOND)
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE scored AS
        SELECT l.source, l.role, l.row, l.weight, l.probability, l.rule,
            pseudonym('person', t.register_id::VARCHAR) = l.person AS is_right
        FROM '{result}/links.parquet' l JOIN ({truth}) t
            ON l.source = t.source AND l.row = t.row
            AND t.slot = CASE WHEN l.role IN ({second}) THEN 1 ELSE 0 END"""
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE possible AS
        SELECT source, count(*) AS possible FROM ({truth})
        WHERE register_id IN (SELECT person_id FROM '{city}/register/names.parquet')
        GROUP BY source"""
    )


def scores(connection: duckdb.DuckDBPyConnection, kept: str) -> list[Score]:
    """The score of each source, and of all, over the links for which `kept` holds."""
    rows = connection.execute(
        f"""
        SELECT p.source, count(s.source) FILTER ({kept}),
            count(*) FILTER (is_right AND {kept}), any_value(possible)
        FROM possible p LEFT JOIN scored s ON p.source = s.source
        GROUP BY p.source ORDER BY p.source"""
    ).fetchall()
    each = [Score(str(a), int(b), int(c), int(d)) for a, b, c, d in rows]
    whole = [
        sum(getattr(x, name) for x in each) for name in ("made", "right", "possible")
    ]
    return [*each, Score("all", *whole)]
