"""What a user would write without Renkou: SQL, pandas and Polars on the same files.

Each reads the rows known now. Code prefixes stand for areas here, which is right only
as long as no code changes: what Renkou does with its dated tree is not asked of them.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow.parquet as pq

FIRST, LAST = 2011, 2025


def connection() -> duckdb.DuckDBPyConnection:
    """A DuckDB connection without a progress bar."""
    raw = duckdb.connect()
    raw.execute("SET enable_progress_bar = false")
    return raw


def scan(snapshot: Path) -> int:
    """The bare scan of every column that a population by age needs."""
    row = (
        connection()
        .execute(
            f"""
            SELECT (SELECT sum(length(area)) + count(valid_from) + count(valid_to)
                           + count(kind) + sum(person_id) + count(superseded_at)
                    FROM '{snapshot}/residence_spells.parquet'),
                   (SELECT sum(person_id) + sum(sex) + count(birth_date)
                           + count(death_date) + count(superseded_at)
                    FROM '{snapshot}/persons.parquet')
            """
        )
        .fetchone()
    )
    return int(row[0] + row[1]) if row else 0


NOW = "superseded_at IS NULL"
SPELLS = """
    SELECT s.person_id, s.area, s.valid_from, p.sex, p.birth_date,
           least(coalesce(s.valid_to, DATE '9999-12-31'),
                 coalesce(p.death_date + 1, DATE '9999-12-31')) AS valid_to
    FROM '{snapshot}/residence_spells.parquet' s
    JOIN '{snapshot}/persons.parquet' p USING (person_id)
    WHERE s.superseded_at IS NULL AND p.superseded_at IS NULL AND s.kind = 'actual'
"""


def persons_by_years(snapshot: Path) -> int:
    """Village × sex × single age × year-end by the join of persons and years."""
    rows = (
        connection()
        .execute(
            f"""
            WITH spells AS ({SPELLS.format(snapshot=snapshot)}),
                 ends AS (SELECT make_date(y, 12, 31) AS day, y
                          FROM range({FIRST}, {LAST + 1}) t(y))
            SELECT area, sex, y - year(birth_date) AS age, y, count(*) AS n
            FROM spells JOIN ends ON valid_from <= day AND day < valid_to
            GROUP BY ALL
            """
        )
        .arrow()
    )
    return sum(batch.num_rows for batch in rows)


def polars_persons_by_years(snapshot: Path) -> int:
    """The same in Polars: a filter and a group-by for each year-end."""
    spells = pl.scan_parquet(snapshot / "residence_spells.parquet").filter(
        pl.col("superseded_at").is_null(), pl.col("kind") == "actual"
    )
    people = (
        pl.scan_parquet(snapshot / "persons.parquet")
        .filter(pl.col("superseded_at").is_null())
        .select("person_id", "sex", "birth_date", "death_date")
    )
    joined = (
        spells.select("person_id", "area", "valid_from", "valid_to")
        .join(people, on="person_id")
        .with_columns(
            born=pl.col("birth_date").dt.year(),
            past=pl.min_horizontal(
                "valid_to", pl.col("death_date") + pl.duration(days=1)
            ),
        )
        .collect()
    )
    rows = 0
    for year in range(FIRST, LAST + 1):
        day = pl.date(year, 12, 31)
        there = joined.filter(
            pl.col("valid_from") <= day,
            pl.col("past").is_null() | (pl.col("past") > day),
        )
        rows += there.group_by("area", "sex", "born").len().height
    return rows


def _frame(file: Path, columns: list[str]) -> pd.DataFrame:
    frame: pd.DataFrame = pq.read_table(file, columns=columns).to_pandas(
        date_as_object=False
    )
    return frame


def pandas_persons_by_years(snapshot: Path) -> int:
    """The same in pandas."""
    spells = _frame(
        snapshot / "residence_spells.parquet",
        ["person_id", "kind", "area", "valid_from", "valid_to", "superseded_at"],
    )
    spells = spells[spells.superseded_at.isna() & (spells.kind == "actual")]
    people = _frame(
        snapshot / "persons.parquet",
        ["person_id", "sex", "birth_date", "death_date", "superseded_at"],
    )
    people = people[people.superseded_at.isna()].drop(columns="superseded_at")
    joined = spells.drop(columns="superseded_at").merge(people, on="person_id")
    days = {
        name: joined[name].to_numpy().astype("datetime64[D]")
        for name in ("valid_from", "valid_to", "death_date", "birth_date")
    }
    far = np.datetime64("9999-12-31")
    past = np.minimum(
        np.where(np.isnat(days["valid_to"]), far, days["valid_to"]),
        np.where(np.isnat(days["death_date"]), far, days["death_date"] + 1),
    )
    joined["born"] = days["birth_date"].astype("datetime64[Y]").astype(int)
    rows = 0
    for year in range(FIRST, LAST + 1):
        day = np.datetime64(f"{year}-12-31")
        there = joined[(days["valid_from"] <= day) & (past > day)]
        rows += len(there.groupby(["area", "sex", "born"], observed=True).size())
    return rows


LOCATED = """
    SELECT e.*, s.area AS home FROM '{snapshot}/{table}.parquet' e
    JOIN '{snapshot}/residence_spells.parquet' s ON s.person_id = e.{who}
     AND s.valid_from <= e.occurred_on
     AND (s.valid_to IS NULL OR e.occurred_on < s.valid_to)
    WHERE e.superseded_at IS NULL AND s.superseded_at IS NULL AND s.kind = 'actual'
      AND year(e.occurred_on) BETWEEN {first} AND {last}
"""


def _located(snapshot: Path, table: str, who: str) -> str:
    return LOCATED.format(
        snapshot=snapshot, table=table, who=who, first=FIRST, last=LAST
    )


def births_by_county(snapshot: Path) -> int:
    """Births by county and year, where the mother lived."""
    rows = connection().execute(
        f"""SELECT left(home, 6) AS county, year(occurred_on) AS y, count(*)
            FROM ({_located(snapshot, "births", "mother_id")}) GROUP BY ALL"""
    )
    return len(rows.fetchall())


def sex_ratio_by_order(snapshot: Path) -> int:
    """Boys and girls by birth order, county and year."""
    rows = connection().execute(
        f"""SELECT left(home, 6) AS county, year(occurred_on) AS y,
                   least(birth_order, 4) AS o, count(*) FILTER (sex = 1) AS boys,
                   count(*) FILTER (sex = 2) AS girls
            FROM ({_located(snapshot, "births", "mother_id")}) GROUP BY ALL"""
    )
    return len(rows.fetchall())


def deaths_by_township(snapshot: Path) -> int:
    """Deaths by township and year, where the deceased lived."""
    rows = connection().execute(
        f"""SELECT left(home, 9) AS township, year(occurred_on) AS y, count(*)
            FROM ({_located(snapshot, "deaths", "person_id")}) GROUP BY ALL"""
    )
    return len(rows.fetchall())


def fertility_by_county(snapshot: Path) -> int:
    """Total fertility by county and year: births over women at the year's middle."""
    rows = connection().execute(
        f"""
        WITH spells AS ({SPELLS.format(snapshot=snapshot)}),
             middles AS (SELECT make_date(y, 7, 1) AS day, y
                         FROM range({FIRST}, {LAST + 1}) t(y)),
             women AS (
                SELECT left(area, 6) AS county, y,
                       (date_diff('year', birth_date, day)
                        - (strftime(day, '%m%d') < strftime(birth_date, '%m%d'))::INT)
                        // 5 AS g, count(*) AS n
                FROM spells JOIN middles ON valid_from <= day AND day < valid_to
                WHERE sex = 2 GROUP BY ALL),
             born AS (
                SELECT left(home, 6) AS county, year(occurred_on) AS y,
                       (date_diff('year', m.birth_date, occurred_on)
                        - (strftime(occurred_on, '%m%d')
                           < strftime(m.birth_date, '%m%d'))::INT) // 5 AS g,
                       count(*) AS b
                FROM ({_located(snapshot, "births", "mother_id")}) e
                JOIN '{snapshot}/persons.parquet' m ON m.person_id = e.mother_id
                WHERE m.superseded_at IS NULL GROUP BY ALL)
        SELECT county, y, 5 * sum(coalesce(b, 0) / n)
        FROM women LEFT JOIN born USING (county, y, g)
        WHERE g BETWEEN 3 AND 9 GROUP BY ALL
        """
    )
    return len(rows.fetchall())
