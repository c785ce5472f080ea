"""No edit of a bulletin's words can make or change a number."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkou.report.bulletin.editing import PLACEHOLDER, refusals
from renkou.report.bulletin.paragraphs import PARAGRAPHS, SECTIONS
from renkou.report.bulletin.rewritten import (
    as_toml,
    current,
    file_of,
    newest_version,
    read_words,
    restore,
    save,
)
from renkou.schema.problem import Problem

SLOTS = {"births": "1,672", "deaths": "278", "crude-birth-rate": "6.61‰"}
YEARS = range(2010, 2051)
NAMES = ("Neijiang", "三元镇", "99号街道")


def _found(text: str) -> list[str]:
    found = refusals({"births": [text]}, SLOTS, years=YEARS, names=NAMES)
    return [each.found for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "{births} children were born in 2020, and {deaths} died.",
        "From 2010 to 2024, the births fell; the year 1982 was another time.",
        "{births}, {deaths} ({crude-birth-rate})",
        "2020年出生{births}人，1982年没有数据，一些人统一登记。",
        "三元镇、99号街道",
    ],
)
def test_words_years_and_names_may_be_typed(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "12 people",
        "1,672 births",
        "in 2020 people",
        "rose from 1950 to 2000.",
        "2000人",
        "两千人",
        "百分之三",
        "two thousand",
        "a ½ share",
        "３ births",
        "٣ births",
        "9 per cent",
    ],
)
def test_a_typed_number_is_refused(text: str) -> None:
    assert _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "{births}{deaths}",
        "{births},{deaths}",
        "{births}.{deaths}",
        "-{births}",
        "− {births}",
        "{births}%",
        "{births}万",
        "{births} 千人",
        "十{births}",
        "x{births}",
        "{births}k",
        "{births}2020年",
        "2020.{births}年",
        "{births}/{deaths}",
        "a\u202e{births}",
        "{births}\u0338",
        "{births}\u200b{deaths}",
    ],
)
def test_nothing_may_touch_a_number_that_changes_it(text: str) -> None:
    assert _found(text)


def test_the_refusal_names_the_place_and_the_mend() -> None:
    (one,) = refusals({"births": ["", "{birth} and"]}, SLOTS, titles=SECTIONS)
    assert (one.section, one.paragraph) == ("births", 2)
    assert one.text.en.startswith("Births, paragraph 2: ")
    assert "{births}" in one.text.en
    assert one.text.zh.startswith("出生，第2段：")


def test_the_original_words_keep_the_rule_themselves() -> None:
    every = set(re.findall(r"\{([a-z0-9-]+)\}", str(PARAGRAPHS)))
    for language in ("en", "zh"):
        sections = {
            key: [text.in_(language) for each in paragraphs for s in each for text in s]
            for key, paragraphs in PARAGRAPHS.items()
        }
        assert refusals(sections, every, years=YEARS) == []


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["{births}", "{deaths}", "{crude-birth-rate}"]),
        st.sampled_from(["in 2020.", " 1982年", "12", "万", "%", "-", ",", ".", " "]),
        st.text(max_size=4),
    ),
    max_size=8,
).map("".join)
NUMBER = re.compile(r"[^\W_]*\d[^\s，。；：、()（）]*")


@settings(max_examples=400, deadline=None)
@given(PIECES)
def test_what_may_stand_says_the_numbers_of_the_register_alone(text: str) -> None:
    """Every run with a digit of an accepted paragraph is a slot's text or a year."""
    if _found(text):
        return
    written = PLACEHOLDER.sub(lambda slot: SLOTS[slot[1]], text)
    placed = [SLOTS[name] for name in PLACEHOLDER.findall(text)]
    for run in NUMBER.findall(written):
        rest = run
        for said in placed:
            rest = rest.replace(said, "")
        rest = re.sub(r"(?:19|20)\d\d年?|2100年?", "", rest)
        assert not re.search(r"\d", rest), (text, written, run)


def test_versions_are_kept_and_the_original_comes_back(tmp_path: Path) -> None:
    key = ("511000000000", 2024, "zh")
    day = date(2025, 12, 31)
    assert current(tmp_path, *key) is None
    save(tmp_path, *key, {"births": ["出生{births}人。"]}, day)
    second = save(tmp_path, *key, {"births": ["全年出生{births}人。"]}, day)
    assert second.version == 2
    read = current(tmp_path, *key)
    assert read is not None
    assert read.sections["births"] == ["全年出生{births}人。"]
    assert read_words(
        file_of(tmp_path, *key).with_name("511000000000-2024-zh.1.toml")
    ).sections["births"] == ["出生{births}人。"]
    restore(tmp_path, *key)
    assert current(tmp_path, *key) is None
    assert newest_version(tmp_path, *key) == 2
    assert save(tmp_path, *key, {}, day).version == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("sections = 3", "[sections]"),
        ("births = [", "not a file of words"),
        ("[sections]\nnothing = []", "no section 'nothing'"),
        ("[sections]\nbirths = []", "area (text)"),
    ],
)
def test_a_file_that_is_none_is_refused(
    tmp_path: Path, content: str, said: str
) -> None:
    file = tmp_path / "words.toml"
    file.write_text(content)
    with pytest.raises(Problem) as refused:
        read_words(file)
    assert said in refused.value.text.en
    with pytest.raises(Problem):
        read_words(tmp_path / "absent.toml")


def test_any_words_come_back_as_they_were(tmp_path: Path) -> None:
    text = 'A "quoted" back\\slash, 中文 and \u2028 in {births}'
    words = save(tmp_path, "a", 2024, "en", {"births": [text]}, date(2025, 1, 1))
    file = tmp_path / "again.toml"
    file.write_text(as_toml(words), encoding="utf-8")
    assert read_words(file).sections["births"] == [text]
