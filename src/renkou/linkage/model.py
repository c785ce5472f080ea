"""The model of Fellegi and Sunter, estimated and applied by Splink on DuckDB.

How often fields agree among pairs of one person (m) is learnt from pairs with one
identity number, a field that the others do not depend on; how often among others (u)
from pairs drawn at random. So nothing need be labelled by hand.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import duckdb

from renkou.schema.problem import Problem

from .comparisons import COMPARISONS, Comparison
from .workplace import count

SAMPLE = 40_000  # entries of each file that the model learns from
RANDOM_PAIRS = 400_000
LEAST_M, LEAST_U = 1e-4, 1e-7  # a sample of this size can say no less
LEAST_PAIRS = 200  # to learn m from
LEAST_ENTRIES = 5_000  # of a file; fewer teach less than the first guesses say
_LEFT, _RIGHT = "a", "b"  # Splink orders a pair by these names
_KEY = "-__-"
_TRAINING = (
    ("number", "l.number = r.number"),
    (
        "mother",
        "l.mother_number = r.mother_number AND year(l.birth_date) = year(r.birth_date)",
    ),
    ("name, birth_date", "l.plain = r.plain AND l.birth_date = r.birth_date"),
    ("name, area", "l.plain = r.plain AND substr(l.area, 1, 9) = substr(r.area, 1, 9)"),
)


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model: Splink's settings, and the comparisons the files allow."""

    settings: dict[str, Any]
    comparisons: tuple[Comparison, ...]

    def weights(self) -> dict[str, dict[str, float]]:
        """log2(m/u) of every level of every field, before a name's own commonness."""
        from math import log2

        found: dict[str, dict[str, float]] = {}
        for each in self.settings["comparisons"]:
            levels = [
                lvl for lvl in each["comparison_levels"] if "m_probability" in lvl
            ]
            found[each["output_column_name"]] = {
                level["label_for_charts"]: log2(
                    level["m_probability"] / level["u_probability"]
                )
                for level in levels
            }
        return found


def train(
    connection: duckdb.DuckDBPyConnection, left: str, right: str, prior: float
) -> Model:
    """Learn m and u from samples of the tables `left` and `right`.

    `prior` is the probability that two entries drawn at random are one person. A level
    that no pair shows keeps its first guess; where either file has fewer than 5,000
    entries, every level does.
    """
    used = comparisons_of(connection, left, right)
    settings = _settings(used, prior)
    sizes = [count(connection, f"SELECT count(*) FROM {x}") for x in (left, right)]
    if min(sizes) < LEAST_ENTRIES:
        return Model(settings, used)
    _sample(connection, left, right)
    linker = _linker(connection, "training_left", "training_right", settings)
    linker.training.estimate_u_using_random_sampling(
        max_pairs=RANDOM_PAIRS, seed=1, num_chunks=1
    )
    trained: set[str] = set()
    for fields, rule in _TRAINING:
        missing = {each.field for each in used} - trained
        learnt = missing - set(fields.split(", "))
        if not learnt or not _enough(connection, rule):
            continue
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
        trained |= learnt
    made = linker.misc.save_model_to_json()
    _drop_splink_tables(connection)
    return Model(_whole(made, used), used)


def comparisons_of(
    connection: duckdb.DuckDBPyConnection, left: str, right: str
) -> tuple[Comparison, ...]:
    """The comparisons of which both tables say something."""
    return tuple(
        each
        for each in COMPARISONS
        if all(_says(connection, table, each) for table in (left, right))
    )


def _says(connection: duckdb.DuckDBPyConnection, table: str, each: Comparison) -> bool:
    column = {"birth_text": "birth_date", "tail": "number"}.get(
        each.columns[0], each.columns[0]
    )
    asked = f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL LIMIT 1"
    return count(connection, f"SELECT count(*) FROM ({asked})") > 0


def columns_for_splink(table: str) -> str:
    """SQL for the columns that are compared, of the rows of a table."""
    return (
        "SELECT entry AS unique_id, plain, sound, sound_order, sex, birth_date, "
        "strftime(birth_date, '%Y%m%d') AS birth_text, area, other_area, number, "
        "CASE WHEN length(number) = 18 THEN substr(number, 1, 6) || "
        "substr(number, 15, 3) END AS tail, mother_number, mother_plain, mother_order "
        f"FROM {table}"
    )


def score(
    connection: duckdb.DuckDBPyConnection,
    model: Model,
    tables: tuple[str, str, str],
    prior: float,
    target: str,
) -> None:
    """Make `target(l, r, rule, weight, probability, weights)` of the pairs to compare.

    `tables` are left, right and the pairs. `weight` is log2 of the odds that the two
    are one person, `weights` says as JSON what each field gave. Pairs whose odds are
    below one in a thousand are left out.
    """
    left, right, pairs = tables
    connection.execute(
        f"CREATE OR REPLACE TABLE scored_left AS {columns_for_splink(left)} "
        f"WHERE entry IN (SELECT l FROM {pairs})"
    )
    connection.execute(
        f"CREATE OR REPLACE TABLE scored_right AS {columns_for_splink(right)} "
        f"WHERE entry IN (SELECT r FROM {pairs})"
    )
    connection.execute(
        f"CREATE OR REPLACE TABLE pairs_to_score AS SELECT '0' AS match_key, "
        f"'{_LEFT}{_KEY}' || l AS join_key_l, '{_RIGHT}{_KEY}' || r AS join_key_r "
        f"FROM {pairs}"
    )
    settings = {**model.settings, "probability_two_random_records_match": prior}
    linker = _linker(connection, "scored_left", "scored_right", settings)
    _register_commonness(connection, linker)
    pairs_given = linker._db_api.register("pairs_to_score", table_name="given_pairs")
    linker.table_management.register_blocked_pairs_for_predict(pairs_given)
    found = linker.inference.predict(threshold_match_weight=-10, warning_mode="never")
    connection.execute(
        f"CREATE OR REPLACE TABLE {target} AS "
        "SELECT unique_id_l AS l, unique_id_r AS r, p.rule, match_weight AS weight, "
        f"match_probability AS probability, {_weights(model)} AS weights "
        f"FROM {found.physical_name} s "
        f"JOIN {pairs} p ON s.unique_id_l = p.l AND s.unique_id_r = p.r"
    )
    for name in ("scored_left", "scored_right", "pairs_to_score"):
        connection.execute(f"DROP TABLE {name}")
    _drop_splink_tables(connection)


def _weights(model: Model) -> str:
    """SQL for the JSON of weights by field, rounded to what a reader can use."""
    said = []
    for each in model.comparisons:
        weight = f"mw_{each.field}"
        if each.common:
            weight = f"{weight} + mw_tf_adj_{each.field}"
        said.append(f"{each.field} := round({weight}, 2)")
    return f"to_json(struct_pack({', '.join(said)}))::VARCHAR"


def _settings(used: tuple[Comparison, ...], prior: float) -> dict[str, Any]:
    return {
        "link_type": "link_only",
        "comparisons": [each.settings() for each in used],
        "blocking_rules_to_generate_predictions": ["l.number = r.number"],
        "probability_two_random_records_match": prior,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


def _sample(connection: duckdb.DuckDBPyConnection, left: str, right: str) -> None:
    """Entries drawn by a hash, so that the same files give the same model."""
    connection.execute(
        f"CREATE OR REPLACE TABLE training_left AS {columns_for_splink(left)} "
        f"ORDER BY hash(entry) LIMIT {SAMPLE}"
    )
    alike = " OR ".join(
        f"{column} IN (SELECT {column} FROM training_left)"
        for column in ("number", "mother_number")
    )
    connection.execute(
        f"CREATE OR REPLACE TABLE training_right AS {columns_for_splink(right)} "
        f"WHERE {alike} OR entry IN "
        f"(SELECT entry FROM {right} ORDER BY hash(entry) LIMIT {SAMPLE})"
    )


def _enough(connection: duckdb.DuckDBPyConnection, rule: str) -> bool:
    asked = f"SELECT count(*) FROM training_left l JOIN training_right r ON {rule}"
    return count(connection, asked) >= LEAST_PAIRS


def _linker(
    connection: duckdb.DuckDBPyConnection,
    left: str,
    right: str,
    settings: dict[str, Any],
) -> Any:
    try:
        from splink import DuckDBAPI, Linker
    except ModuleNotFoundError as error:
        raise Problem(
            f"Linking needs {error.name}, which is not installed. Run: pip install "
            "'renkou[linkage]'",
            f"记录关联需要{error.name}，但尚未安装。"
            "请运行：pip install 'renkou[linkage]'",
        ) from error
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection)
    tables = [
        api.register(left, dataset_display_name=_LEFT),
        api.register(right, dataset_display_name=_RIGHT),
    ]
    return Linker(tables, settings, log_level=None, validate_settings=False)


def count_names(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make `commonness(plain, tf_plain)`: the share of each name among the entries."""
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE commonness AS
        SELECT plain, count(*) / (SELECT count(plain) FROM {table}) AS tf_plain
        FROM {table} WHERE plain IS NOT NULL GROUP BY plain"""
    )


def _register_commonness(connection: duckdb.DuckDBPyConnection, linker: Any) -> None:
    """Give Splink the commonness of the names that are compared."""
    connection.execute(
        """
        CREATE OR REPLACE TABLE commonness_here AS FROM commonness
        WHERE plain IN (SELECT plain FROM scored_left UNION
            SELECT plain FROM scored_right)"""
    )
    given = linker._db_api.register("commonness_here", table_name="given_commonness")
    linker.table_management.register_term_frequency_lookup(given, "plain")


def _whole(made: dict[str, Any], used: tuple[Comparison, ...]) -> dict[str, Any]:
    """Settings in which no level lacks its m or u, or has one of zero."""
    for each, comparison in zip(made["comparisons"], used, strict=True):
        levels = [x for x in each["comparison_levels"] if not x.get("is_null_level")]
        for level, first in zip(levels, comparison.levels, strict=True):
            m, u = level.get("m_probability"), level.get("u_probability")
            level["m_probability"] = max(m or first.m, LEAST_M)
            level["u_probability"] = max(u or first.u, LEAST_U)
    return made


def _drop_splink_tables(connection: duckdb.DuckDBPyConnection) -> None:
    names = connection.execute(
        "SELECT table_name FROM information_schema.tables "
        "WHERE starts_with(table_name, '__splink') AND table_type = 'BASE TABLE'"
    ).fetchall()
    for (name,) in names:
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')
