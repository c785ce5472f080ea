"""The slots of the projection: there by name even before it is computed."""

from __future__ import annotations

from collections.abc import Iterator

from renkou.schema.text import Text

from ..numbers import Form, count_in_text, interval
from .citing import Cite
from .edition import Edition
from .foreseen import last_year
from .slot import Slot, fact

OLD = "60+"  # the last of the broad ages that are projected
FIGURES = (
    ("population", "", Text("people projected", "预测人口")),
    ("births", "", Text("births projected", "预测出生")),
    ("deaths", "", Text("deaths projected", "预测死亡")),
    ("population-by-broad-age", OLD, Text("people aged 60 and over", "60岁及以上人口")),
)
NAMES = ("population", "births", "deaths", "aged-60")


def foreseen_slots(edition: Edition) -> Iterator[Slot]:
    """Median, 95% and 80% interval of each figure in the last year projected."""
    to = last_year(edition.known_on)
    base = edition.foreseen.base if edition.foreseen else None
    year = Text("the last year projected", "预测的最后一年")
    yield fact("projected-year", Text(f"{to}", f"{to}"), year)
    begun = Text("the last year counted", "预测的基年")
    yield fact("projected-from", Text(f"{base}", f"{base}") if base else None, begun)
    inner = Text("the level of the inner interval", "内层区间的置信水平")
    yield fact("inner-level", Text("80%", "80%"), inner)
    for name, (measure, group, about) in zip(NAMES, FIGURES, strict=True):
        key = "population-by-age" if group else measure
        cite = Cite(key, edition.place.code, (to,), edition.known_on, projected=True)
        found = edition.foreseen.get(measure, to, group) if edition.foreseen else None
        median = low = inner_text = None
        if found is not None:
            median = count_in_text(round(found[0]))
            low, inner_text = _bounds(found[1:3]), _bounds(found[3:5])
        yield Slot(f"projected-{name}", median, about, cite)
        outer = Text(f"{about.en}, 95% interval", f"{about.zh}，95%区间")
        yield Slot(f"projected-{name}-interval", low, outer, cite)
        within = Text(f"{about.en}, 80% interval", f"{about.zh}，80%区间")
        yield Slot(f"projected-{name}-inner-interval", inner_text, within, cite)


def _bounds(pair: tuple[float, ...]) -> Text:
    low, high = (float(round(value)) for value in pair)
    text = interval(low, high, Form.COUNT, 0)
    return Text(text.en, text.zh.replace(" ", ""))
