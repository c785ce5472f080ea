"""What an address asks of a page besides its view, checked against what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest

from renkou.definitions import Measure
from renkou.indicators import MEASURES
from renkou.schema.problem import Problem
from renkou.schema.suggestion import nearest
from renkou.schema.text import Text


def choice(
    request: HttpRequest, name: str, allowed: Sequence[str], default: str, zh: str
) -> str:
    """The value of a field of the address; Problem where it is none of `allowed`."""
    value = request.GET.get(name, default)
    if value in allowed:
        return value
    listed = ", ".join(allowed)
    raise Problem(
        f"{name}: {value!r} is not one of {listed}.",
        f"{zh}：{value!r}不在{listed}之中。",
    )


def measure_of(key: str) -> Measure:
    """The measure of a key; Problem with the nearest where there is none."""
    found = MEASURES.get(key)
    if found is not None:
        return found
    near = nearest(key, list(MEASURES))
    hint = f" Did you mean {near[0]}?" if near else ""
    hint_zh = f"您是否想用{near[0]}？" if near else ""
    raise Problem(
        f"measure: there is none with the key {key!r}.{hint} The page of measures "
        "lists all.",
        f"指标：没有标识为{key!r}的指标。{hint_zh}指标页列有全部指标。",
    )


def options(texts: Mapping[str, Text], chosen: str) -> list[tuple[str, Text, bool]]:
    """The options of a field: value, words, and whether it is chosen."""
    return [(value, text, value == chosen) for value, text in texts.items()]
