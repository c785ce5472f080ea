"""The words of a bulletin may be rewritten; its numbers may not.

A number stands in a paragraph as a placeholder, `{births}`, and nothing else that reads
as a number may be typed. The rule, in full:

1. No digit of any script, no numeral such as ½ or ②, no sign of per cent or per mille.
2. No word for a magnitude: hundred to trillion, dozen, per cent; in Chinese no run of
   two or more numerals (三千, 百分之) and no 万, 亿, 千, 百, 成 after a placeholder.
3. A year from 1900 to 2100 may be typed: in Chinese before 年; in English as "the year
   1982", or, if the bulletin has figures of it, after a word that leads to a time (in,
   of, since, until, by, from, during, before, after, through, between) and before a
   mark or a joining word, so that "in 2020 people" is none.
4. The name of an area of the city may hold whatever it holds.
5. Nothing may touch a placeholder that would make another number of it: another
   placeholder, a letter, a sign such as − or ×, a mark between two of them.
6. No characters that cannot be seen or that write over others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from renkou.schema.suggestion import nearest
from renkou.schema.text import Text

PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")
LONGEST, MOST = 2_000, 12  # characters of a paragraph, paragraphs of a section
HOLE = "\ufffc"  # stands for a placeholder while the rest is read
_YEAR = r"(?:19\d\d|20\d\d|2100)"
YEAR_ZH = re.compile(rf"(?<![\d.,]){_YEAR}(?=年(?!龄))")
# A year of which the bulletin has figures, after a word that leads to a time.
YEAR_EN = re.compile(
    rf"(?<=\s)(?:in|of|since|until|by|from|during|before|after|through|than|between)"
    rf"\s({_YEAR})(?:(?:\s(?:to|and|or|until|through)\s|[-–])({_YEAR}))?"
    r"(?=[,.;:)]*(?:\s(?:and|to|the|on|as|when|than|until|for)\s|$)|[,.;:)]+\s)",
    re.IGNORECASE,
)
# Any other must say that it is one.
YEAR_SAID = re.compile(rf"(?<=\s)years?\s{_YEAR}(?![\d.,]*\d)", re.IGNORECASE)
MAGNITUDE_EN = re.compile(
    r"\b(?:hundreds?|thousands?|(?:m|b|tr)illions?|dozens?|per\s?cent|percentage)\b",
    re.IGNORECASE,
)
NUMERALS_ZH = "〇零一二两三四五六七八九十百千万亿"
MAGNITUDE_ZH = re.compile(f"[{NUMERALS_ZH}]{{2,}}|[百千万]分之|[几数]+[百千万亿]+")
IDIOMS = ("万一", "千万要", "千万别", "一一")
DIGITS = re.compile(r"\d[\d.,]*\d|\d")
SIGNS = "%‰‱％"
BEFORE = re.compile(
    rf"[-‐‑‒–—−＋+±×÷*/\\^~≈<>=]\s*$|\d[.,:]?$|[{NUMERALS_ZH}]$|[^\W\u3000-\uffef]$"
)
AFTER = re.compile(
    rf"^[.,:'’]?(?:{HOLE}|\d)|^\s*[{SIGNS}+×÷*/\\^=]|^\s*[百千万亿成倍]"
    rf"|^\s*[-–−]\s*{HOLE}|^[A-Za-zÀ-ɏ]"
)
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What may not be typed: where, and the mend."""

    section: str
    paragraph: int  # from 1; 0: the section itself
    found: str
    text: Text


def placeholders(text: str) -> list[str]:
    """The names of the placeholders of a paragraph, in their order.

    >>> placeholders("{births} children, {deaths} deaths")
    ['births', 'deaths']
    """
    return PLACEHOLDER.findall(text)


def refusals(
    sections: Mapping[str, Sequence[str]],
    known: Collection[str],
    *,
    years: range = range(0),
    names: Collection[str] = (),
    titles: Mapping[str, Text] | None = None,
) -> list[Refusal]:
    """Everything in rewritten sections that may not stand; empty where all may.

    `known` are the slots that there are, `years` those that the bulletin has figures
    of, `names` the names of areas; years and names may be typed.
    """
    found: list[Refusal] = []
    for section, paragraphs in sections.items():
        said = (titles or {}).get(section, Text(section, section))
        if len(paragraphs) > MOST:
            many = Text(
                f"{said.en}: {len(paragraphs)} paragraphs are too many. Keep {MOST}.",
                f"{said.zh}：段落有{len(paragraphs)}个，过多。最多{MOST}段。",
            )
            found.append(Refusal(section, 0, "", many))
        for at, paragraph in enumerate(paragraphs, start=1):
            for piece, why in _faults(paragraph, known, years, names):
                place = Text(
                    f"{said.en}, paragraph {at}: {why.en}",
                    f"{said.zh}，第{at}段：{why.zh}",
                )
                found.append(Refusal(section, at, piece, place))
    return found


def _faults(
    text: str, known: Collection[str], years: range, names: Collection[str]
) -> Iterator[tuple[str, Text]]:
    if len(text) > LONGEST:
        yield (
            text[:20],
            Text(
                f"it has {len(text):,} characters. Keep {LONGEST:,}, or part it.",
                f"共{len(text):,}字，过长。请控制在{LONGEST:,}字以内，或分段。",
            ),
        )
        return
    yield from _unknown(text, known)
    yield from _unseen(text)
    bare = PLACEHOLDER.sub(HOLE, text.replace(HOLE, ""))
    if "{" in bare or "}" in bare:
        yield (
            "{",
            Text(
                "a brace stands alone. A number is written {name}, with both braces.",
                "花括号不成对。数字应写成{名称}。",
            ),
        )
    yield from _typed(bare, years, names)
    yield from _touching(bare)


def _unknown(text: str, known: Collection[str]) -> Iterator[tuple[str, Text]]:
    for name in placeholders(text):
        if name not in known:
            near = nearest(name, known)
            yield (
                "{" + name + "}",
                Text(
                    f"there is no figure {{{name}}}."
                    + (f" Did you mean {{{near[0]}}}?" if near else ""),
                    f"没有数字{{{name}}}。"
                    + (f"是否指{{{near[0]}}}？" if near else ""),
                ),
            )


def _unseen(text: str) -> Iterator[tuple[str, Text]]:
    unseen = {c for c in text if unicodedata.category(c) in UNSEEN or c == HOLE}
    for mark in sorted(unseen):
        code = f"U+{ord(mark):04X}"
        yield (
            mark,
            Text(
                f"the character {code} cannot be seen or writes over others. Cut it.",
                f"字符{code}不可见或会覆盖其他文字。请删除。",
            ),
        )


def _typed(
    bare: str, years: range, names: Collection[str]
) -> Iterator[tuple[str, Text]]:
    """Digits, numerals and magnitudes that are no year and no part of a name."""
    rest = f" {bare}"
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "□")
    rest = YEAR_ZH.sub("", YEAR_SAID.sub("", rest))
    rest = YEAR_EN.sub(lambda found: _unless_covered(found, years), rest)
    for idiom in IDIOMS:
        rest = rest.replace(idiom, "")
    runs = DIGITS.findall(rest)
    others = [c for c in rest if unicodedata.category(c) in ("No", "Nl") or c in SIGNS]
    words = MAGNITUDE_EN.findall(rest) + MAGNITUDE_ZH.findall(rest)
    for piece in dict.fromkeys([*runs, *others, *words]):
        yield (
            piece,
            Text(
                f"'{piece}' is a number that was typed. Numbers come from the figures: "
                "use a placeholder such as {births}, or leave it out. A year may be "
                "typed, as 'in 2020.' or 'the year 1982'.",
                f"“{piece}”是键入的数字。数字只能来自数据：请改用{{births}}这样的占位符，"
                "或删去。年份可以键入，如2020年。",
            ),
        )


def _unless_covered(found: re.Match[str], years: range) -> str:
    """Nothing where every year found is one that the bulletin has figures of."""
    said = [int(year) for year in found.groups() if year]
    return "" if all(year in years for year in said) else found[0]


def _touching(bare: str) -> Iterator[tuple[str, Text]]:
    parts = bare.split(HOLE)
    for before, _after in pairwise(parts):
        left = before[-6:]
        if BEFORE.search(left):
            yield left, _touched(left.strip()[-1:])
    for at in range(1, len(parts)):
        following = HOLE.join(parts[at:])
        if following.startswith(HOLE) or AFTER.match(following):
            yield following[:3], _touched(following.replace(HOLE, "{…}").strip()[:4])


def _touched(mark: str) -> Text:
    return Text(
        f"'{mark}' beside a placeholder would make another number of it. Put a word or "
        "a mark of the sentence between.",
        f"占位符旁的“{mark}”会使数字改变。请用文字或标点隔开。",
    )
