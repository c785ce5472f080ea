"""Facts about the declared measures as a whole."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from docs.writers import handbook
from tests.repo.tree import ROOT

from renkou import indicators
from renkou.definitions import Measure
from renkou.indicators import MEASURES

HAN = re.compile(r"[\u4e00-\u9fff%‰]")


def _declared() -> list[Measure]:
    """Every measure that a module of the room declares, once for each place."""
    rooms = [getattr(indicators, name) for name in dir(indicators)]
    return [measure for room in rooms for measure in getattr(room, "ALL", ())]


def _twice(measures: list[Measure]) -> list[str]:
    keys = Counter(measure.key for measure in measures)
    return [key for key, times in keys.items() if times > 1]


def test_a_key_stands_once() -> None:
    assert _twice(_declared()) == []
    assert {measure.key for measure in _declared()} == set(MEASURES)
    one = next(iter(MEASURES.values()))
    assert _twice([one, one]) == [one.key]


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.key)
def test_a_measure_says_what_it_is_in_both_languages(measure: Measure) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", measure.key)
    for text in (measure.title, measure.unit, measure.definition, measure.interval):
        assert HAN.search(text.zh), text
        assert not re.search(r"[\u4e00-\u9fff]", text.en), text
    assert measure.source


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.key)
def test_the_handbook_explains_it_in_both_languages(measure: Measure) -> None:
    for language in ("en", "zh"):
        page = handbook.page(language)
        assert f"`{measure.key}`" in page
        assert measure.definition.in_(language) in page
        assert all(line in page for line in measure.worked[0].town.drawn.split("\n"))


@pytest.mark.parametrize("page", ["docs/conventions.md", "docs/zh/conventions.md"])
def test_the_conventions_have_a_row_for_it(page: str) -> None:
    rows = re.findall(r"^\| (.*?) \|", (ROOT / page).read_text(), re.MULTILINE)
    named = " ".join(rows) + (ROOT / page).read_text()
    missing = [key for key in MEASURES if key not in _expanded(named)]
    assert missing == []


def _expanded(text: str) -> str:
    """`young-, old-, total-dependency` also as `young-dependency old-dependency`."""
    for first, last in re.findall(r"((?:[a-z]+-, )+)([a-z]+-[a-z]+)", text):
        ending = last.partition("-")[2]
        text += " ".join(
            f" {word}{ending}" for word in first.replace(", ", " ").split()
        )
    return text.replace("`-by-order`", "sex-ratio-at-birth-by-order")
