"""What a reconciliation writes: pseudonyms, statuses and counts, nobody's own data."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as pa_csv

from renkou.snapshot.contents import quoted

from .earlier import APART, LINKS, MODELS, Earlier, models_as_json
from .inputs import Input
from .model import Model
from .pseudonyms import UNKNOWN_PERSON


def write_results(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    extracts: tuple[Input, ...],
    models: dict[str, tuple[Model, int]],
    undercount: pa.Table,
    earlier: Earlier | None,
) -> None:
    """Write every file of the result into `folder`."""
    _entry_ids(connection, extracts)
    _copy(connection, _links(earlier), folder / LINKS)
    _copy(connection, _people(), folder / "people.parquet")
    _copy(connection, _differences(), folder / "differences.parquet")
    if any(each.layout.name == "health" for each in extracts):
        _copy(connection, _births(), folder / "births.csv")
    pa_csv.write_csv(undercount, folder / "undercount.csv")
    (folder / MODELS).write_text(models_as_json(models), encoding="utf-8")
    if earlier is not None and (earlier.folder / APART).is_file():
        _copy(connection, f"FROM {earlier.scan(APART)}", folder / APART)


def _entry_ids(
    connection: duckdb.DuckDBPyConnection, extracts: tuple[Input, ...]
) -> None:
    """Make `entry_ids` and `person_ids`: the pseudonyms, each made once.

    An entry has its fingerprint and row and, where nobody of the register is linked, an
    id for whom it names.
    """
    parts = [
        f"SELECT '{each.layout.name}' AS source, e.entry, e.row, e.fingerprint, "
        f"CASE WHEN e.entry IN (SELECT entry FROM statuses WHERE person IS NULL AND "
        f"source = '{each.layout.name}') THEN {UNKNOWN_PERSON} END AS unknown "
        f"FROM {each.layout.name} e"
        for each in extracts
    ]
    connection.execute(
        f"CREATE OR REPLACE TABLE entry_ids AS {' UNION ALL '.join(parts)}"
    )
    connection.execute(
        "CREATE OR REPLACE TABLE person_ids AS "
        "SELECT person, pseudonym('person', person::VARCHAR) AS id "
        "FROM (SELECT DISTINCT person FROM statuses WHERE person IS NOT NULL)"
    )


def _links(earlier: Earlier | None) -> str:
    new = """
        SELECT i.fingerprint AS entry, l.source, l.role, i.row,
            p.id AS person,
            round(l.probability, 6) AS probability, round(l.weight, 2) AS weight,
            l.weights, l.rule
        FROM all_links l JOIN entry_ids i USING (source, entry)
        JOIN person_ids p ON l.person = p.person"""
    if earlier is None:
        return new
    return f"{new} UNION ALL BY NAME FROM {earlier.scan(LINKS)}"


def _people() -> str:
    return """
        SELECT coalesce(p.id, i.unknown) AS person,
            s.source, s.role, s.status, s.event,
            strftime(s.day, '%Y-%m') AS month,
            substr(s.area, 1, 9) || '000' AS area, i.fingerprint AS entry
        FROM statuses s LEFT JOIN entry_ids i USING (source, entry)
        LEFT JOIN person_ids p ON s.person = p.person"""


def _differences() -> str:
    return """
        SELECT p.id AS person, d.source, d.role,
            i.fingerprint AS entry, d.field, d.how, d.likelier
        FROM differences d JOIN entry_ids i USING (source, entry)
        JOIN person_ids p ON d.person = p.person"""


def _births() -> str:
    """Certificates by township and month of birth, and how many are registered."""
    return """
        SELECT substr(area, 1, 9) || '000' AS area, strftime(day, '%Y-%m') AS month,
            count(*) AS certificates,
            count(*) FILTER (status <> 'missing_here') AS registered,
            count(*) FILTER (status = 'missing_here') AS missing_here
        FROM statuses WHERE source = 'health' AND role = 'child'
            AND entry IS NOT NULL AND status <> 'doubled' AND day IS NOT NULL
        GROUP BY 1, 2 ORDER BY 1, 2"""


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    form = "FORMAT csv, HEADER true"
    if path.suffix == ".parquet":
        form = "FORMAT parquet, COMPRESSION zstd"
    connection.execute(f"COPY ({query}) TO {quoted(str(path))} ({form})")
