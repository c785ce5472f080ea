"""The sheets as one HTML page in one language, from the rows of a draw.

Only the columns named in `SHOWN` reach the page, so that nothing the register knows of
a unit can be printed on it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from markupsafe import Markup

from renkou.schema.text import Text

from ..numbers import long_date
from ..template import asset, environment
from .words import PERSON_STEPS, PERSONS_TITLE, TITLE, UNITS, WORDS, births_steps

SHOWN = ("sheet", "id", "place_name", "stratum", "stratum_name")
LINES = 14  # births to a sheet
PERSONS = 18  # persons to a sheet
_Row = dict[str, Any]


def render_sheets(rows: list[_Row], language: str) -> str:
    """The page of the rows of `draw_sample`, in "en" or "zh"."""
    persons = rows[0]["units"] == "persons"
    title = PERSONS_TITLE if persons else TITLE
    steps = PERSON_STEPS if persons else _births_steps(rows[0])
    units = [{name: row[name] for name in SHOWN} for row in rows]
    page: str = (
        environment()
        .get_template("sheets.html")
        .render(
            lang="zh-Hans" if language == "zh" else "en",
            title=title.in_(language),
            words={name: text.in_(language) for name, text in WORDS.items()},
            steps=[step.in_(language) for step in steps],
            facts=[
                (name.in_(language), value) for name, value in _facts(rows, language)
            ],
            units=units,
            several=len({row["stratum"] for row in rows}) > 1,
            persons=persons,
            groups=[units[at : at + PERSONS] for at in range(0, len(units), PERSONS)],
            lines=LINES,
            style=Markup(asset("sheets.css")),
        )
    )
    return page


def _facts(rows: list[_Row], language: str) -> list[tuple[Text, str]]:
    """How the draw was made, as names and values."""
    first = rows[0]
    sizes = {row["stratum"]: row["stratum_units"] for row in rows}
    name = UNITS[first["units"]]
    counted = Text(
        f"{sum(sizes.values()):,} {name.en}", f"{sum(sizes.values()):,}{name.zh}"
    )
    drawn = Text(f"{len(rows):,} {name.en}", f"{len(rows):,}{name.zh}")
    found = [
        (WORDS["seed"], first["seed"]),
        (WORDS["frame"], counted.in_(language)),
        (WORDS["hash"], first["frame_hash"]),
        (WORDS["units"], drawn.in_(language)),
    ]
    if len(sizes) > 1:
        found.append((WORDS["strata"], str(len(sizes))))
    if first["known_on"]:
        day = long_date(date.fromisoformat(first["known_on"]))
        found.append((WORDS["known_on"], day.in_(language)))
    return found


def _births_steps(row: _Row) -> tuple[Text, ...]:
    since = row["born_since"]
    day = long_date(date.fromisoformat(since)) if since else None
    return births_steps(day, row["population"])
