"""`python -m benchmarks.linkage.febrl`: FEBRL's four sets, beside two other ways.

Needs the package recordlinkage, which holds the sets and keeps pandas below 3, so an
environment of its own. The fourth is two files, each person in both, the second with
errors. The others are one file of originals and duplicates: the duplicates, of which a
person may have up to five, are linked to the originals. Every way scores all pairs; its
threshold is the best on the persons of even number, its figures are of those of odd
number.
"""

from __future__ import annotations

import csv
import logging
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from renkou.linkage import link_files

Scored = dict[tuple[str, str], float]
HEADINGS = {
    "given_name": "given_name",
    "surname": "surname",
    "date_of_birth": "birth_date",
    "soc_sec_id": "identity_number",
    "postcode": "area",
}
_KEYS = ("given_name", "surname", "date_of_birth", "soc_sec_id", "postcode")


def ours(left: Any, right: Any) -> Scored:
    """`link_files` on the columns that it knows, with nothing set for this set."""
    import pandas as pd

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("a.csv", "b.csv")]
        for table, path in zip((left, right), paths, strict=True):
            kept = table[list(HEADINGS)].rename(columns=HEADINGS)
            days = pd.to_datetime(kept["birth_date"], format="%Y%m%d", errors="coerce")
            kept["birth_date"] = days.dt.strftime("%Y-%m-%d")  # errors made some no day
            kept.to_csv(path, index_label="id")
        out = Path(folder) / "links.csv"
        link_files(paths[0], paths[1], out, probability=0.5, many=True)
        with out.open(encoding="utf-8") as file:
            return {
                (row["left_id"], row["right_id"]): float(row["probability"])
                for row in csv.DictReader(file)
            }


def by_recordlinkage(left: Any, right: Any) -> Scored:
    """The comparisons of that package's guide, with more blocks; scored by the sum."""
    import recordlinkage

    index = recordlinkage.Index()
    for key in _KEYS:
        index.block(key)
    compare = recordlinkage.Compare()
    compare.string("given_name", "given_name", method="jarowinkler", threshold=0.85)
    compare.string("surname", "surname", method="jarowinkler", threshold=0.85)
    compare.exact("date_of_birth", "date_of_birth")
    compare.exact("suburb", "suburb")
    compare.exact("state", "state")
    compare.string("address_1", "address_1", threshold=0.85)
    found = compare.compute(index.index(left, right), left, right).sum(axis=1)
    return {(str(a), str(b)): float(score) for (a, b), score in found.items()}


def by_splink(left: Any, right: Any) -> Scored:
    """Splink's ready-made comparisons, trained as its guide says."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="rec_id",
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.LevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.LevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("postcode"),
            cl.ExactMatch("street_number"),
        ],
        blocking_rules_to_generate_predictions=[block_on(key) for key in _KEYS],
    )
    api = DuckDBAPI()
    tables = [api.register(table.reset_index()) for table in (left, right)]
    linker = Linker(tables, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")],
        recall=0.9,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for keys in (("date_of_birth",), ("given_name", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*keys)
        )
    found = linker.inference.predict(threshold_match_weight=-10).as_pandas_dataframe()
    columns = (found[name] for name in ("rec_id_l", "rec_id_r", "match_weight"))
    of_left = set(left.index)
    return {
        (a, b) if a in of_left else (b, a): float(weight)
        for a, b, weight in zip(*columns, strict=True)
    }


def _person(record: str) -> int:
    return int(record.split("-")[1])


def _figures(
    scored: Scored, least: float, half: int, there: int
) -> tuple[float, float]:
    """Precision and recall of the pairs of one half from a threshold on."""
    pairs = [p for p, s in scored.items() if s >= least and _person(p[0]) % 2 == half]
    right = sum(_person(a) == _person(b) for a, b in pairs)
    return right / max(len(pairs), 1), right / there


def _best(scored: Scored, there: int) -> float:
    def f1(least: float) -> float:
        precision, recall = _figures(scored, least, 0, there)
        return 2 * precision * recall / max(precision + recall, 1e-9)

    values = sorted(set(scored.values()))
    return max(values[:: max(len(values) // 200, 1)], key=f1)


WAYS: tuple[tuple[str, Callable[[Any, Any], Scored]], ...] = (
    ("renkou link", ours),
    ("recordlinkage", by_recordlinkage),
    ("Splink, ready-made comparisons", by_splink),
)


def _set(number: int) -> tuple[Any, Any]:
    """Duplicates and originals of one set; the copies and the originals of the last."""
    from recordlinkage import datasets

    if number == 4:
        left, right = datasets.load_febrl4()
        return right, left
    table = getattr(datasets, f"load_febrl{number}")()
    original = table.index.str.endswith("-org")
    return table[~original], table[original]


def main() -> int:
    """Print precision, recall and time of each way on each set."""
    for number in (1, 2, 3, 4):
        left, right = _set(number)
        rows = [_person(record) % 2 for record in left.index]
        even, odd = rows.count(0), rows.count(1)
        print(f"\nFEBRL {number}: {len(left):,} rows to {len(right):,} persons")
        print(f"{'':<34}{'precision':>10}{'recall':>10}{'seconds':>10}")
        for name, way in WAYS:
            start = time.perf_counter()
            scored = way(left, right)
            seconds = time.perf_counter() - start
            precision, recall = _figures(scored, _best(scored, even), 1, odd)
            print(f"{name:<34}{precision:>10.4f}{recall:>10.4f}{seconds:>10.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
