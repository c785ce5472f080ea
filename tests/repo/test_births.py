"""Nothing here judges a birth: no column, code, measure or name in the code.

The city counts births. No record, flag, measure or rule says of one that it was
allowed or not, and no table of the register or the snapshot holds what only a clinic
that the person chose may know. These tests hold the words to look for; the planted
faults prove that they are found.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

import pytest
from tests.repo.tree import modules

from renkou.definitions import Measure
from renkou.indicators import MEASURES
from renkou.schema import ALL, Column, Kind, Table, Text

# Beginnings of English words, and phrases, that would class a birth or a pregnancy.
JUDGING = (
    "permit|birth permission|unpermitted|approved birth|unapproved|authoris|authoriz"
    "|unauthoris|unauthoriz|illegal|unlawful|illegitimate|legitimate|wedlock"
    "|quota|out of plan|outside the plan|outside plan|within plan|in plan birth"
    "|planned birth|unplanned|above plan|excess birth|excess child|surplus birth"
    "|over quota|birth violat|violating birth|noncompliant|infring"
    "|social maintenance|maintenance fee|birth fine|penalt|offender"
    "|allowed birth|birth limit|policy birth|birth policy|eligible to bear"
)
# What only a clinic that the person chose may hold.
CLINICAL = (
    "contracept|abort|terminat|sterilis|steriliz|ligat|vasectom|iud|intrauterine"
    "|pregnan|gravid|gestat|antenatal|miscarr|fertile exam|gynaecolog"
)
CHINESE = (
    "计划内|计划外|违法|违规|超生|政策内|政策外|符合政策|不符合政策|准生|许可|批准|未批"
    "|指标|名额|社会抚养|罚款|处罚|抢生|偷生|瞒生|非婚|婚外|私生|无证生育|早育|限生|合法"
    "|避孕|节育|绝育|结扎|上环|取环|查环|孕检|怀孕|妊娠|人流|人工流产|引产|堕胎"
)
NOTE = Text("Note", "备注")
ENGLISH = re.compile(rf"\b(?:{JUDGING}|{CLINICAL})")
HAN = re.compile(CHINESE)


def _words(text: str) -> str:
    """`outOfPlan`, `out_of_plan` and `out-of-plan` all as `out of plan`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return " ".join(re.findall(r"[a-z0-9]+", parted.lower()))


def _policing(text: str) -> list[str]:
    """The words in a text that would police births."""
    return ENGLISH.findall(_words(text)) + HAN.findall(text)


def _texts(value: object) -> Iterator[str]:
    """Every text within a declared value: names, titles, helps, codes."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _found(values: Iterable[object]) -> list[str]:
    return [
        word for value in values for text in _texts(value) for word in _policing(text)
    ]


def _names(source: str) -> Iterator[str]:
    """Every name that a module defines or uses."""
    for node in ast.walk(ast.parse(source)):
        for attribute in ("name", "id", "attr", "arg"):
            name = getattr(node, attribute, None)
            if isinstance(name, str):
                yield name


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_no_column_judges_a_birth(table: Table) -> None:
    assert _found([table]) == []


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.key)
def test_no_measure_judges_a_birth(measure: Measure) -> None:
    assert _found([measure]) == []


def test_no_name_in_the_code_judges_a_birth() -> None:
    judging = re.compile(rf"\b(?:{JUDGING})")
    found = {
        path.name: sorted(
            name for name in _names(path.read_text()) if judging.search(_words(name))
        )
        for path in modules()
    }
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "planted",
    [
        Column(
            "permitted", Kind.FLAG, Text("Noted", "标记"), Text("A flag.", "标记。")
        ),
        Column(
            "note", Kind.TEXT, Text("Note", "备注"), Text("Why.", "计划外生育原因。")
        ),
        Column(
            "standing",
            Kind.CODE,
            NOTE,
            NOTE,
            codes={"out-of-plan": Text("other", "其他")},
        ),
        Text("Births above the quota", "出生人数"),
        Text("Births outside the plan", "出生人数"),
        Text("Births per 1,000", "超生人数"),
        Text("Women using contraception", "育龄妇女"),
        "isUnauthorised",
        "birth_permit_number",
        "abortion_rate",
    ],
)
def test_a_column_or_measure_that_judges_is_seen(planted: object) -> None:
    assert _found([planted])


@pytest.mark.parametrize(
    "honest",
    [
        Text("Births by order", "分孩次出生人数"),
        Text("A city's plan for schools", "城市规划"),
        Text("Registered late", "迟登记的出生"),
        "define, perimeter, estimated, complete",
        "determination",
    ],
)
def test_plain_words_are_left_alone(honest: object) -> None:
    assert not _found([honest])
