"""What is compared of two entries, field by field, in levels from equal to unlike.

`equal` and `unlike` are first guesses of how often a level holds among pairs of one
person (m) and among other pairs (u), in the order of the levels; the files' own rows
replace them where there are enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a comparison: when it holds, and first guesses of m and u."""

    label: str
    sql: str
    m: float
    u: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field: when it is missing, its levels, the column whose commonness counts."""

    field: str
    missing: str
    levels: tuple[Level, ...]
    columns: tuple[str, ...]
    common: str | None = None

    def settings(self) -> dict[str, Any]:
        """The comparison as Splink takes it."""
        levels: list[dict[str, Any]] = [
            {
                "sql_condition": self.missing,
                "label_for_charts": "missing",
                "is_null_level": True,
            }
        ]
        for place, level in enumerate(self.levels):
            made: dict[str, Any] = {
                "sql_condition": level.sql,
                "label_for_charts": level.label,
                "m_probability": level.m,
                "u_probability": level.u,
            }
            if self.common and place == 0:
                made["tf_adjustment_column"] = self.common
                made["tf_adjustment_weight"] = 1.0
            levels.append(made)
        return {"output_column_name": self.field, "comparison_levels": levels}


def _missing(*columns: str) -> str:
    return " OR ".join(f"{c}_l IS NULL OR {c}_r IS NULL" for c in columns)


def _within(digits: int) -> str:
    """Whether an area of the one lies where an area of the other does."""
    pairs = [
        f"substr({a}_l, 1, {digits}) = substr({b}_r, 1, {digits})"
        for a in ("area", "other_area")
        for b in ("area", "other_area")
    ]
    return "coalesce(" + ", false) OR coalesce(".join(pairs) + ", false)"


NAME = Comparison(
    "name",
    _missing("plain"),
    (
        Level("same", "plain_l = plain_r", 0.955, 0.00002),
        Level("homophone", "sound_l = sound_r", 0.015, 0.00005),
        Level("swapped", "sound_order_l = sound_order_r", 0.01, 0.00005),
        Level(
            "similar",
            "levenshtein(plain_l, plain_r) <= 1 AND length(plain_l) > 1 "
            "AND length(plain_r) > 1",
            0.01,
            0.005,
        ),
        Level("different", "ELSE", 0.01, 0.99488),
    ),
    ("plain", "sound", "sound_order"),
    common="plain",
)
BIRTH_DATE = Comparison(
    "birth_date",
    _missing("birth_date"),
    (
        Level("same", "birth_date_l = birth_date_r", 0.985, 0.00004),
        Level(
            "a digit or some days off",
            "abs(birth_date_l - birth_date_r) <= 31 OR "
            "damerau_levenshtein(birth_text_l, birth_text_r) <= 1",
            0.008,
            0.004,
        ),
        Level(
            "one part wrong",
            "abs(birth_date_l - birth_date_r) IN (364, 365, 366) OR "
            "(substr(birth_text_l, 5) = substr(birth_text_r, 5)) OR "
            "(substr(birth_text_l, 1, 4) = substr(birth_text_r, 1, 4) AND "
            "(substr(birth_text_l, 5, 2) = substr(birth_text_r, 5, 2) OR "
            "substr(birth_text_l, 7) = substr(birth_text_r, 7)))",
            0.004,
            0.008,
        ),
        Level("same year", "year(birth_date_l) = year(birth_date_r)", 0.001, 0.01),
        Level("different", "ELSE", 0.002, 0.97796),
    ),
    ("birth_date", "birth_text"),
)
SEX = Comparison(
    "sex",
    _missing("sex"),
    (
        Level("same", "sex_l = sex_r", 0.998, 0.5),
        Level("different", "ELSE", 0.002, 0.5),
    ),
    ("sex",),
)
AREA = Comparison(
    "area",
    "(area_l IS NULL AND other_area_l IS NULL) OR "
    "(area_r IS NULL AND other_area_r IS NULL)",
    (
        Level("same village", _within(12), 0.8, 0.001),
        Level("same township", _within(9), 0.05, 0.015),
        Level("same county", _within(6), 0.08, 0.25),
        Level("different", "ELSE", 0.07, 0.734),
    ),
    ("area", "other_area"),
)
NUMBER = Comparison(
    "number",
    _missing("number"),
    (
        Level("same", "number_l = number_r", 0.985, 2e-7),
        # Not the day in it, which the birth date says already.
        Level("same place and sequence", "tail_l = tail_r", 0.009, 0.01),
        Level(
            "same place, sequence a slip off",
            "damerau_levenshtein(tail_l, tail_r) <= 1",
            0.004,
            0.05,
        ),
        Level("different", "ELSE", 0.002, 0.9399998),
    ),
    ("number", "tail"),
)
MOTHER = Comparison(
    "mother",
    "(mother_number_l IS NULL OR mother_number_r IS NULL) AND "
    "(mother_plain_l IS NULL OR mother_plain_r IS NULL)",
    (
        Level("same number", "mother_number_l = mother_number_r", 0.965, 5e-7),
        Level("same name", "mother_plain_l = mother_plain_r", 0.02, 0.0001),
        Level("name sounds alike", "mother_order_l = mother_order_r", 0.005, 0.0002),
        Level("different", "ELSE", 0.01, 0.9996995),
    ),
    ("mother_number", "mother_plain", "mother_order"),
)
COMPARISONS = (NAME, BIRTH_DATE, SEX, AREA, NUMBER, MOTHER)
