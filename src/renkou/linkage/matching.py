"""Entries of one file linked to those of another: by rules, then by the model."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from renkou.snapshot.contents import quoted

from .agreement import (
    DOUBLE_RULE,
    add_by_child,
    find_doubles,
    link_by_mother,
    link_by_number,
)
from .blocking import BLOCK, PAIRS, RULES, LeftOut, candidate_pairs
from .model import Model, count_names, score, train
from .resolution import one_to_one
from .workplace import count

FLOOR = 0.5  # probability below which a pair is not proposed at all
BY_RULE = 255  # in place of a rule of blocking
CHECKED = 20_000  # links by rule whose weights are computed to say what they weigh
LEAST_SHARE = 0.02  # of the left expected on the right, where nothing tells


@dataclass(frozen=True, slots=True)
class Matching:
    """What linking two tables gave beside the links: the model, blocks left out."""

    model: Model
    prior: float
    compared: int
    left_out: tuple[LeftOut, ...]


def match(
    connection: duckdb.DuckDBPyConnection,
    left: str,
    right: str,
    target: str,
    *,
    once: bool,
    by_mother: bool = False,
    block: int = BLOCK,
    pairs: int = PAIRS,
    model: Model | None = None,
    persons: int | None = None,
    apart: str | None = None,
    children: str | None = None,
) -> Matching:
    """Make `target(left_entry, right_entry, probability, weight, weights, rule)`.

    Each entry of the left has one link at most. With `once` an entry of the right has
    one too, apart from doubled rows, whose links bear the rule `doubled`. Links of the
    model below a probability of one half are left out. `model` spares the training;
    `persons` are in the whole of which `right` is a part, and then the table
    `commonness` must be there; `apart(l, r)` are pairs that are never linked;
    `children(row, person)` are children linked already, whose mothers `left` names.
    """
    if once:
        find_doubles(connection, left, "doubles")
    else:
        connection.execute(
            "CREATE OR REPLACE TABLE doubles (entry BIGINT, first BIGINT)"
        )
    decide = link_by_mother if by_mother else link_by_number
    decide(connection, left, right, "decided")
    if children is not None:
        add_by_child(connection, left, right, children, "decided")
    if apart is not None:
        _keep_apart(connection, "decided", ("left_entry", "right_entry"), apart)
    _take_apart(connection, left, right, once)
    if persons is None:
        count_names(connection, right)
    prior = _prior(connection, left, right, persons)
    trained = model or train(connection, left, right, prior)
    left_out = candidate_pairs(
        connection, "open_left", "open_right", "pairs", block=block, pairs=pairs
    )
    if apart is not None:
        _keep_apart(connection, "pairs", ("l", "r"), apart)
    compared = count(connection, "SELECT count(*) FROM pairs")
    connection.execute(
        f"INSERT INTO pairs SELECT left_entry, right_entry, {BY_RULE} FROM decided "
        f"ORDER BY hash(left_entry) LIMIT {CHECKED}"
    )
    score(connection, trained, (left, right, "pairs"), prior, "scores")
    _resolve(connection, once)
    _weigh_rules(connection, trained)
    _collect(connection, target)
    for name in ("doubles", "decided", "pairs", "scores", "proposed", "open_left"):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    connection.execute("DROP VIEW IF EXISTS open_right")
    return Matching(trained, prior, compared, left_out)


def _take_apart(
    connection: duckdb.DuckDBPyConnection, left: str, right: str, once: bool
) -> None:
    """What the rules left open; a person found by rule is out of the model's way."""
    connection.execute(
        "DELETE FROM decided WHERE left_entry IN (SELECT entry FROM doubles)"
    )
    if once:
        # Two rows that are no doubles and found the same person: neither is sure.
        connection.execute(
            "DELETE FROM decided WHERE right_entry IN (SELECT right_entry FROM decided "
            "GROUP BY right_entry HAVING count(*) > 1)"
        )
    connection.execute(
        f"CREATE OR REPLACE TABLE open_left AS SELECT * FROM {left} WHERE entry NOT IN "
        "(SELECT left_entry FROM decided) AND entry NOT IN (SELECT entry FROM doubles)"
    )
    taken = "WHERE entry NOT IN (SELECT right_entry FROM decided)" if once else ""
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW open_right AS SELECT * FROM {right} {taken}"
    )


def _keep_apart(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    pair: tuple[str, str],
    apart: str,
) -> None:
    """Take out the pairs that somebody has taken apart before."""
    connection.execute(
        f"DELETE FROM {table} USING {apart} a "
        f"WHERE {table}.{pair[0]} = a.l AND {table}.{pair[1]} = a.r"
    )


def _prior(
    connection: duckdb.DuckDBPyConnection, left: str, right: str, known: int | None
) -> float:
    """The probability that an open entry and one of the right are one person."""
    entries = count(connection, f"SELECT count(*) FROM {left}")
    persons = known or max(count(connection, f"SELECT count(*) FROM {right}"), 1)
    decided = count(connection, "SELECT count(*) FROM decided")
    share = min(max(decided / max(entries, 1), LEAST_SHARE), 0.98)
    return share / persons


def _resolve(connection: duckdb.DuckDBPyConnection, once: bool) -> None:
    found = connection.execute(
        f"SELECT l, r, weight FROM scores WHERE probability >= {FLOOR} "
        f"AND rule <> {BY_RULE} ORDER BY l, r"
    ).to_arrow_table()
    left, right, weight = (np.asarray(found[name]) for name in ("l", "r", "weight"))
    kept = one_to_one(left, right, weight, once=once)
    proposed = pa.table({"l": left[kept], "r": right[kept]})
    connection.register("kept", proposed)
    connection.execute(
        "CREATE OR REPLACE TABLE proposed AS SELECT s.* FROM scores s JOIN kept k "
        "ON s.l = k.l AND s.r = k.r"
    )
    connection.unregister("kept")


def _weigh_rules(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """What the model says of links by rule: the mean of those that were scored."""
    fields = ", ".join(
        f"{each.field} := round(avg((weights->>'{each.field}')::DOUBLE), 2)"
        for each in model.comparisons
    )
    connection.execute(
        "CREATE OR REPLACE TABLE checked AS SELECT avg(weight) AS weight, "
        "avg(probability) AS probability, "
        f"to_json(struct_pack({fields}))::VARCHAR AS weights "
        f"FROM scores WHERE rule = {BY_RULE}"
    )


def _collect(connection: duckdb.DuckDBPyConnection, target: str) -> None:
    names = ", ".join(quoted(rule.name) for rule in RULES)
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE {target} AS
        WITH found AS (
            SELECT left_entry, right_entry, c.probability, c.weight, c.weights, rule
            FROM decided, checked c
            UNION ALL
            SELECT l, r, probability, weight, weights,
                list_extract([{names}], rule + 1) FROM proposed
        )
        FROM found
        UNION ALL
        SELECT d.entry, right_entry, probability, weight, weights, '{DOUBLE_RULE}'
        FROM doubles d JOIN found ON d.first = found.left_entry"""
    )
