"""From counts of many days at once to the figures of each day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date

import numpy as np
import numpy.typing as npt

from renkou.definitions import Events, Measure
from renkou.schema import KIND_OF_POPULATION, POPULATIONS
from renkou.schema.progress import Progress
from renkou.schema.text import Text

from ..counting import is_flow
from ..knowledge import Knowledge
from ..levels import Levels
from ..measuring import FIELDS, SEX_AT
from ..periods import Period, Span
from ..request import SEXES
from ..workspace import Workspace
from .axes import LEVELS, Array, Axes, Series
from .history import History
from .recorded import Recorded

READING = 0.3  # the share of the work that is reading
READ = Text("Reading what was recorded", "正在读取登记记录")
Put = Callable[[Series, slice, Array], None]  # (days, areas, years, fields)


def evaluate(
    work: Workspace,
    axes: Axes,
    measures: Sequence[Measure],
    days: Sequence[date],
    put: Put,
    progress: Progress,
) -> None:
    """Give `put` the figures of every series of `measures` as known on each of `days`.

    Days rise; a figure of a year not over on a day is missing.
    """
    periods = tuple(Period(year) for year in axes.years)
    span = Span.over(periods)
    quantities = [q for what in measures for q in what.counts.values()]
    over = np.array([[period.last <= day for period in periods] for day in days])
    with closing(Knowledge(work, days[-1])) as knowledge:
        levels = Levels(knowledge, work.tree.list_for(None), LEVELS)
        given = _given(levels, span)
        recorded = Recorded(levels, days, span)
        wanted = [q for q in quantities if isinstance(q, Events)]
        events = recorded.events(wanted, lambda done: progress(done * READING, READ))
        for number, population in enumerate(POPULATIONS):
            kind = KIND_OF_POPULATION[population]
            counter = History(recorded, events, kind, given)
            for at, what in enumerate(measures):
                done = (number + at / len(measures)) / len(POPULATIONS)
                progress(READING + done * (1 - READING), _said(what))
                first = 0
                for level in LEVELS:
                    areas = slice(first, first + len(levels.of[level].units))
                    first = areas.stop
                    for sex in SEXES if what.by_sex else SEXES[:1]:
                        figures = _figures(counter, what, sex, level, periods, over)
                        for group, label in enumerate(what.categories):
                            series = Series(what.key, population, sex, label)
                            put(series, areas, figures[..., group, :])


def _figures(
    counter: History,
    what: Measure,
    sex: str,
    level: str,
    periods: Sequence[Period],
    over: npt.NDArray[np.bool_],
) -> Array:
    """(days, areas, years, categories, fields) of one measure and level.

    `over` says of each day which periods were over on it.
    """
    at = counter.span.positions(periods)
    counts = {}
    for name, quantity in what.counts.items():
        array = counter.of(quantity, level)
        picked = array[:, :, SEX_AT[sex]].sum(2) if quantity.by_sex else array[:, :, 0]
        counts[name] = picked[:, at]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = what.figure(counts, sex)
    values = np.stack([getattr(found, field) for field in FIELDS], axis=-1)
    by_area = values.reshape(-1, len(over), *values.shape[1:])
    figures = np.moveaxis(by_area, 1, 0)
    for day, those in enumerate(over):
        figures[day][:, ~those] = np.nan
    figures[:, :, _before_records(counter, what, periods)] = np.nan
    for group, label in enumerate(what.categories):
        if label in what.optional_categories:
            made_of = np.nan_to_num(figures[..., group, 3:]).any(axis=(1, 2, 3))
            figures[~made_of, :, :, group] = np.nan
    return figures


def _before_records(
    counter: History, what: Measure, periods: Sequence[Period]
) -> list[int]:
    """The periods of which events before the snapshot's first day would be wanted."""
    first_day = counter.knowledge.workspace.snapshot.manifest.first_day
    before = {q.before for q in what.counts.values() if is_flow(q)}
    if first_day is None or not before:
        return []
    return [
        at
        for at, p in enumerate(periods)
        if any((p.before if b else p).first < first_day for b in before)
    ]


def _given(levels: Levels, span: Span) -> Callable[[str, str], Array]:
    def given(name: str, level: str) -> Array:
        units = levels.of[level].units
        missing = np.full((len(units), len(span)), np.nan)
        if name != "area_km2":
            return missing
        km2 = [np.nan if u.area_km2 is None else u.area_km2 for u in units]
        return np.repeat(np.array(km2)[:, None], len(span), axis=1)

    return given


def _said(what: Measure) -> Text:
    return Text(f"Computing {what.title.en}", f"正在计算{what.title.zh}")
