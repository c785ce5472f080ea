"""Names for persons and rows that say nothing of them, and stay while the key does."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import duckdb

from renkou.schema.problem import Problem
from renkou.snapshot.importing.pseudonym import LEAST, add_pseudonym

BYTES = 32


def add_key(connection: duckdb.DuckDBPyConnection, key_file: Path | None) -> None:
    """Give the connection `pseudonym(domain, text)` with the key of a file.

    The file is made where there is none, readable by its owner alone. Without a file
    the key is drawn and forgotten: the ids then hold for this result only. Raises
    Problem for a key of fewer than 16 bytes.
    """
    add_pseudonym(connection, _key(key_file))


def _key(key_file: Path | None) -> bytes:
    if key_file is None:
        return secrets.token_bytes(BYTES)
    if not key_file.exists():
        made = secrets.token_hex(BYTES).encode()
        handle = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        return made
    key = key_file.read_bytes().strip()
    if len(key) < LEAST:
        raise Problem(
            f"{key_file}: the key has {len(key)} bytes; it needs at least {LEAST}. "
            "With a short key persons could be guessed back.",
            f"{key_file}：密钥仅{len(key)}字节，至少需要{LEAST}字节，"
            "否则可由化名反推本人。",
        )
    return key


def add_fingerprints(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Put beside each entry the pseudonym of all it says: `fingerprint`."""
    said = ", '|', ".join(
        f"coalesce({column}::VARCHAR, '')"
        for column in (
            "slot",
            "number",
            "name",
            "sex",
            "birth_date",
            "area",
            "mother_number",
            "mother_name",
            "event",
            "event_date",
            "recorded_at",
        )
    )
    connection.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT *, "
        f"pseudonym('{table}', concat({said})) AS fingerprint FROM {table}"
    )


UNKNOWN_PERSON = (
    "pseudonym('unknown person', CASE WHEN e.good THEN e.number ELSE concat("
    "coalesce(e.name, ''), '|', coalesce(e.birth_date::VARCHAR, ''), '|', "
    "coalesce(e.mother_number, e.number, ''), '|', coalesce(e.area, '')) END)"
)
"""SQL for the id of somebody not in the register: alike for all rows of one number."""
