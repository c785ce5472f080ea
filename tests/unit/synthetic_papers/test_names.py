from __future__ import annotations

import csv
from dataclasses import replace
from importlib import resources

import numpy as np
import pytest

from renkou.snapshot.synthetic.lives import NOBODY, Lives
from renkou.snapshot.synthetic.names import (
    PUBLISHED_SUMS,
    draw_names,
    surname_shares,
    symbols,
)
from renkou.snapshot.synthetic.slips import SLIPS, slip


@pytest.mark.parametrize(("ranks", "share"), [s for s in PUBLISHED_SUMS if s[0] <= 100])
def test_shares_of_surnames_meet_the_published_sums(ranks: int, share: float) -> None:
    assert surname_shares()[:ranks].sum() == pytest.approx(share, abs=1e-6)


def test_shares_fall_with_rank_and_sum_to_one() -> None:
    shares = surname_shares()
    assert shares.sum() == pytest.approx(1)
    assert (np.diff(shares[:100]) < 0).all()
    assert shares.min() > 1 / 65_536, "a surname could never be drawn"


def test_most_children_bear_the_fathers_surname_and_some_the_mothers(
    many: Lives,
) -> None:
    names, persons = draw_names(many), many.persons
    known = np.flatnonzero((persons.father != NOBODY) & (persons.mother != NOBODY))
    own = names.surname[known]
    fathers = names.surname[persons.father[known]]
    mothers = names.surname[persons.mother[known]]
    differing = fathers != mothers
    by_mother = (own == mothers)[differing].mean()
    assert ((own == fathers) | (own == mothers)).all()
    assert 0.005 < by_mother < 0.06


def test_siblings_without_a_known_father_share_a_surname(many: Lives) -> None:
    persons = replace(many.persons, father=np.full_like(many.persons.father, NOBODY))
    names = draw_names(replace(many, persons=persons))
    mothers, own = persons.mother, names.surname
    kids = np.flatnonzero((mothers != NOBODY) & (own != own[mothers]))
    by_mother: dict[int, set[int]] = {}
    for kid in kids:
        by_mother.setdefault(int(mothers[kid]), set()).add(int(own[kid]))
    assert len(by_mother) > 500
    assert all(len(surnames) == 1 for surnames in by_mother.values())


def test_surnames_are_as_frequent_as_published(many: Lives) -> None:
    names = draw_names(many)
    roots = many.persons.mother == NOBODY
    share = (names.surname[roots] == symbols().index("王")).mean()
    assert share == pytest.approx(
        0.0725, abs=4.5 * (0.0725 * 0.93 / roots.sum()) ** 0.5
    )


def test_the_commonest_full_name_is_as_common_as_the_real_one(many: Lives) -> None:
    draw = np.random.default_rng(1)
    size = 300_000
    nobody = np.full(size, NOBODY, np.int32)
    persons = replace(
        many.persons,
        sex=draw.integers(1, 3, size).astype(np.int8),
        birth_day=draw.integers(-11_000, 20_000, size).astype(np.int32),
        mother=nobody,
        father=nobody,
    )
    names = draw_names(replace(many, persons=persons))
    top = names.full().value_counts().to_pylist()
    share = max(entry["counts"] for entry in top) / size
    assert 1e-4 < share < 4e-4, "张伟 is borne by 0.02%"


def test_given_names_fit_sex_and_time(many: Lives) -> None:
    names, persons = draw_names(many), many.persons
    texts = np.array(symbols())[names.first]
    year = persons.birth_day / 365.25 + 1970
    old_women = (persons.sex == 2) & (year < 1949)
    young = (persons.sex == 1) & (year > 2006)
    assert (texts[old_women] == "秀").mean() > 0.03
    assert not (texts[young] == "秀").any()
    assert np.isin(texts[young], ["梓", "浩", "子", "宇"]).mean() > 0.1


def test_every_symbol_can_be_written_in_gbk() -> None:
    for text in symbols():
        text.encode("gbk")


def test_a_slip_is_a_homophone_a_variant_or_a_swap(many: Lives) -> None:
    from pypinyin import lazy_pinyin

    names = draw_names(many).take(np.arange(3000))
    slipped, kind = slip(names, 1, "test")
    variants = _variants()
    before, after = names.full().to_pylist(), slipped.full().to_pylist()
    assert set(np.unique(kind)) == {0, 1, 2}
    for was, now, which in zip(before, after, kind, strict=True):
        assert was != now
        if SLIPS[which] == "swapped":
            assert sorted(set(was)) == sorted(set(now))
            continue
        changed = [(a, b) for a, b in zip(was, now, strict=True) if a != b]
        assert len(changed) == 1
        if SLIPS[which] == "variant":
            assert variants[changed[0][0]] == changed[0][1]
        else:
            assert lazy_pinyin(changed[0][0]) == lazy_pinyin(changed[0][1])


def _variants() -> dict[str, str]:
    path = resources.files("renkou.snapshot.synthetic") / "data/variant_characters.csv"
    with path.open(encoding="utf-8") as file:
        return {row["character"]: row["variant"] for row in csv.DictReader(file)}
