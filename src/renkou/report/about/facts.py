"""What one figure is made of, line by line, and the command that computes it again."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from renkou.areas.unit import level_of
from renkou.definitions import Measure
from renkou.definitions.measure import Balance
from renkou.schema.text import Text

from ..area.quality import quality
from ..figures import Figure
from ..numbers import MISSING, Form, amount, decimals, interval, plain
from .prose import prose
from .words import ABOUT

FEWEST = 10  # women by number of children are shown from this number on
SENSITIVE = frozenset({"women-by-children"})


@dataclass(frozen=True)
class Asked:
    """Which figure: of what, of whom, where, in which year, as known on which day."""

    what: Measure
    code: str
    year: int
    known: date
    population: str
    sex: str = "total"
    category: str = ""

    @property
    def form(self) -> Form:
        """How it is written."""
        return Form.of(self.what.key, self.what.unit)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the page: its name and what it says."""

    name: Text
    shown: Text | Markup


def too_few(asked: Asked, figure: Figure) -> bool:
    """Whether the figure is so small that it might point at a family."""
    value = figure.value
    return asked.what.key in SENSITIVE and value is not None and value < FEWEST


def value_of(asked: Asked, figure: Figure) -> tuple[Text, Text]:
    """The value and its interval as they are written."""
    form = asked.form
    places = decimals(form, figure.lower, figure.upper)
    return (
        amount(figure.value, form, places),
        interval(figure.lower, figure.upper, form, places),
    )


def facts(asked: Asked, figure: Figure, share: Figure) -> list[Fact]:
    """What the figure is made of."""
    what = asked.what
    lines = [Fact(ABOUT["definition"], prose(what.definition))]
    lines += _parts(figure)
    if what.formula:
        lines.append(Fact(ABOUT["formula"], _english(what.formula)))
    lines += [
        Fact(ABOUT["unit"], what.unit),
        Fact(ABOUT["interval_how"], prose(what.interval)),
        Fact(ABOUT["source"], _english(what.source)),
    ]
    if figure.value is not None:
        found = quality(figure, share, asked.form, balance=isinstance(what, Balance))
        lines.append(Fact(ABOUT["quality"], found.words))
    return lines


def _parts(figure: Figure) -> list[Fact]:
    """Numerator and denominator, where the figure is one over the other."""
    if figure.numerator is None or figure.denominator is None:
        return []
    return [
        Fact(ABOUT["numerator"], _number(figure.numerator)),
        Fact(ABOUT["denominator"], _number(figure.denominator)),
    ]


def _number(value: float) -> Text:
    text = plain(value, 0 if value == round(value) else 2)
    return Text(text, text)


def _english(text: str) -> Markup:
    """What is in English alone, such as a formula or a title of a book."""
    return Markup('<span lang="en" class="keep">{}</span>').format(text)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: the drawn town, what is asked of it, the answer, and why."""

    drawn: str
    period: str
    answers: Sequence[tuple[str, Text]]
    why: Text


def examples(what: Measure) -> list[Example]:
    """The measure's worked examples; of many groups, those that are not nought."""
    return [
        Example(
            drawn=worked.town.drawn.strip(),
            period=worked.period,
            answers=[
                (name, MISSING if value is None else _short(value))
                for name, value in worked.expected.items()
                if value != 0 or len(worked.expected) < 5
            ],
            why=worked.why,
        )
        for worked in what.worked
    ]


def _short(value: float) -> Text:
    text = f"{value:g}".replace("-", "−")
    return Text(text, text)


def command(asked: Asked, snapshot: str, last_day: date) -> str:
    """The command line that computes the figure again.

    Areas stand in it by level; a day of knowledge only where it is not the last.
    """
    words = ["renkou", "measure", asked.what.key, "--snapshot", snapshot]
    words += ["--by", level_of(asked.code), "--years", str(asked.year)]
    words += ["--population", asked.population]
    if asked.sex != "total":
        words += ["--sex", asked.sex]
    if asked.known != last_day:
        words += ["--known-on", asked.known.isoformat()]
    return shlex.join(words)
