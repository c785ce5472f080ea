"""Which pairs are worth comparing: those that agree in something, within bounds.

A key that too many rows share (a surname of ten million, one birth date for all whose
date is unknown) would make more pairs than can be compared, and says next to nothing.
Such a block is left out and reported, never compared in part.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from renkou.schema.text import Text

from .workplace import count, rows

BLOCK = 10_000  # pairs of one key
PAIRS = 60_000_000  # pairs of one file


@dataclass(frozen=True, slots=True)
class Rule:
    """A key in which two entries agree: SQL over an entry `e` and the area `place`."""

    name: str
    key: str
    there: str
    by_place: bool = False

    def keys(self, table: str) -> str:
        """SQL for each entry's keys, as hashes."""
        if not self.by_place:
            return (
                f"SELECT e.entry, hash({self.key}) AS key FROM {table} e "
                f"WHERE {self.there}"
            )
        return (
            f"SELECT DISTINCT entry, hash({self.key}) AS key FROM ("
            f"SELECT e.*, e.area AS place FROM {table} e UNION ALL "
            f"SELECT e.*, e.other_area AS place FROM {table} e) e "
            f"WHERE place IS NOT NULL AND {self.there}"
        )


RULES = (
    Rule("number", "e.number", "e.number IS NOT NULL"),
    Rule(
        "mother's number",
        "e.mother_number, year(e.birth_date)",
        "e.mother_number IS NOT NULL AND e.birth_date IS NOT NULL",
    ),
    Rule(
        "name and birth date",
        "e.sound_order, e.birth_date",
        "e.sound_order IS NOT NULL AND e.birth_date IS NOT NULL",
    ),
    Rule(
        "mother's name and birth date",
        "e.mother_order, e.birth_date",
        "e.mother_order IS NOT NULL AND e.birth_date IS NOT NULL",
    ),
    Rule(
        "name and place and sequence of the number",
        "e.sound_order, substr(e.number, 1, 6), substr(e.number, 15, 3)",
        "e.sound_order IS NOT NULL AND length(e.number) = 18",
    ),
    Rule(
        "name and township",
        "e.sound_order, substr(place, 1, 9)",
        "e.sound_order IS NOT NULL",
        by_place=True,
    ),
    Rule(
        "birth date and township",
        "e.birth_date, substr(place, 1, 9)",
        "e.birth_date IS NOT NULL",
        by_place=True,
    ),
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Blocks of a rule that were too large: how many, and the rows that lay in them."""

    rule: str
    blocks: int
    largest: int
    entries: int

    def text(self) -> Text:
        """What it means, in a sentence."""
        return Text(
            f"{self.entries:,} rows were not compared by {self.rule}: {self.blocks:,} "
            f"keys are shared by so many that the largest makes {self.largest:,} "
            "pairs. They are linked by other keys or not at all.",
            f"{self.entries:,}行未按“{self.rule}”比较：有{self.blocks:,}个键值为过多的行共有，"
            f"最大的一个有{self.largest:,}对。这些行只按其他键值关联，或不作关联。",
        )


def candidate_pairs(
    connection: duckdb.DuckDBPyConnection,
    left: str,
    right: str,
    target: str,
    *,
    block: int = BLOCK,
    pairs: int = PAIRS,
) -> tuple[LeftOut, ...]:
    """Make `target(l, r, rule)`: pairs of entries to compare, each once; what was left.

    A rule is the first of `RULES` by which the pair was found. A key that makes more
    than `block` pairs is left out; so is a whole rule that would exceed `pairs`.
    """
    connection.execute(
        f"CREATE OR REPLACE TABLE {target} (l BIGINT, r BIGINT, rule UTINYINT)"
    )
    left_out = []
    for place, rule in enumerate(RULES):
        missed = _add(connection, rule, place, (left, right, target), block, pairs)
        if missed is not None:
            left_out.append(missed)
    connection.execute(
        f"CREATE OR REPLACE TABLE {target} AS "
        f"SELECT l, r, min(rule) AS rule FROM {target} GROUP BY l, r"
    )
    return tuple(left_out)


def _add(
    connection: duckdb.DuckDBPyConnection,
    rule: Rule,
    place: int,
    tables: tuple[str, str, str],
    block: int,
    pairs: int,
) -> LeftOut | None:
    left, right, target = tables
    connection.execute(f"CREATE OR REPLACE TEMP TABLE lk AS {rule.keys(left)}")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE rk AS SELECT * FROM ({rule.keys(right)}) "
        "WHERE key IN (SELECT key FROM lk)"
    )
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE sizes AS
        SELECT key, a.n AS n, a.n * b.n AS pairs
        FROM (SELECT key, count(*) AS n FROM lk GROUP BY key) a
        JOIN (SELECT key, count(*) AS n FROM rk GROUP BY key) b USING (key)"""
    )
    room = pairs - count(connection, f"SELECT count(*) FROM {target}")
    wanted = f"SELECT sum(pairs) FROM sizes WHERE pairs <= {block}"
    bound = block if count(connection, wanted) <= room else -1
    connection.execute(
        f"INSERT INTO {target} SELECT lk.entry, rk.entry, {place} FROM lk "
        f"JOIN sizes USING (key) JOIN rk USING (key) WHERE sizes.pairs <= {bound}"
    )
    [missed] = rows(
        connection,
        "SELECT count(*), coalesce(max(pairs), 0), coalesce(sum(n), 0)::BIGINT "
        f"FROM sizes WHERE pairs > {bound}",
    )
    blocks, largest, entries = (int(str(each)) for each in missed)
    return LeftOut(rule.name, blocks, largest, entries) if blocks else None
