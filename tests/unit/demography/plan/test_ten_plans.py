"""Plans that hold and plans that do not: the verdict, and the reason for it."""

from __future__ import annotations

from typing import Any

import pytest

from renkou.demography import plan
from renkou.demography.plan import Verdict

# Persons by five-year age group, 0–4 … 85+: a city of 3.14 million that ages, at the
# end of 2020 (the size and shape of Neijiang's residents in the census of that year).
MALE = [66842, 82249, 103226, 85460, 68855, 66446, 125619, 76577, 81227]
MALE += [151427, 156413, 121352, 87285, 114912, 80466, 55174, 31746, 23257]
FEMALE = [62136, 76998, 96785, 86045, 68833, 62828, 112502, 71593, 82649]
FEMALE += [154834, 163915, 121000, 85000, 115000, 80000, 57000, 36000, 29000]
BASE = {"date": "2020-12-31", "population": {"male": MALE, "female": FEMALE}}
RATES = {
    "life_expectancy": {"male": 75.0, "female": 80.5},
    "total_fertility_rate": 1.3,
    "mean_age_at_birth": 28.0,
}


def _plan(*figures: dict[str, Any], **sections: Any) -> dict[str, Any]:
    head = {"area": "511000", "start": 2021, "end": 2025}
    return {"plan": head, "base": BASE, "rates": RATES, "figure": figures, **sections}


def _check(*figures: dict[str, Any], **sections: Any) -> Verdict:
    return plan.check(_plan(*figures, **sections), draws=200)


def _figure(name: str, unit: str, **others: Any) -> dict[str, Any]:
    return {"name": name, "unit": unit, **others}


def _groups(verdict: Verdict) -> list[tuple[int, ...]]:
    return [conflict.figures for conflict in verdict.conflicts]


def test_1_a_sound_plan_in_mixed_units_holds_and_is_met() -> None:
    verdict = _check(
        _figure("births", "万", about=2.0, tolerance=0.3),
        _figure("crude-birth-rate", "%", at_most=0.8),
        _figure("natural-increase-rate", "‰", at_most=0),
        _figure("population", "millions", at_least=2.9),
        _figure("women-15-49", "persons", at_most=620_000),
        _figure("total-fertility-rate", "children", about=1.3, tolerance=0.3),
        _figure("life-expectancy", "years", at_least=77),
    )
    assert verdict.consistent
    assert verdict.conflicts == ()
    assert verdict.met
    assert min(verdict.probability.values()) > 0.7
    assert verdict.at_odds == ()
    assert 0.5 < verdict.all_met <= min(verdict.probability.values())
    assert "can hold together" in verdict.text.en
    assert "可以同时成立" in verdict.text.zh
    assert verdict.reason["births"].en == "fits"
    assert "at school from 2027 to 2031" in verdict.services.en
    assert "2027～2031年入学" in verdict.text.zh


def test_2_rates_that_do_not_add_up_contradict_one_another_whatever_the_base() -> None:
    verdict = _check(
        _figure("crude-birth-rate", "‰", at_most=6),
        _figure("population", "万", at_most=330),
        _figure("crude-death-rate", "‰", at_least=9),
        _figure("natural-increase-rate", "‰", at_least=-1),
    )
    assert not verdict.consistent
    assert _groups(verdict) == [(1, 3, 4)]
    assert not verdict.conflicts[0].base
    assert verdict.reason[0].en == "cannot hold with 3 and 4"
    assert verdict.reason[0].zh == "与第3、4项不能同时成立"
    assert "Figures 1, 3 and 4 cannot hold together" in verdict.text.en
    # What the other two leave of natural increase: no more than 6 − 9.
    assert verdict.implied["natural-increase-rate"].high == pytest.approx(-3.0)


def test_3_births_and_a_birth_rate_contradict_one_another_at_this_size() -> None:
    verdict = _check(
        _figure("births", "children", about=26_000, tolerance=500),
        _figure("birth rate", "per mille", at_most=7),
    )
    assert _groups(verdict) == [(1, 2)]
    assert verdict.conflicts[0].names == ("births", "crude-birth-rate")
    assert verdict.conflicts[0].base
    assert verdict.reason["births"].en == "cannot hold with 2 from this base"
    assert verdict.fits["births"] is False
    low, high = verdict.implied["births"]
    assert low < high < 25_500


def test_4_an_end_population_that_births_deaths_and_moves_do_not_add_up_to() -> None:
    verdict = _check(
        _figure("population", "persons", at_least=sum(MALE) + sum(FEMALE) + 10_000),
        _figure("births", "persons", at_most=27_000),
        _figure("deaths", "persons", at_least=25_500),
        _figure("net-migration", "persons", at_most=0),
    )
    assert _groups(verdict) == [(1, 2, 3, 4)]
    assert "any one of them must give way" in verdict.text.en


def test_5_women_who_are_not_there_cannot_be_planned() -> None:
    verdict = _check(
        _figure("women-20-29", "万", at_least=30),
        _figure("population", "万", at_least=280),
    )
    assert _groups(verdict) == [(1,)]
    assert verdict.reason["women-20-29"].en == "cannot be reached from the base"
    assert verdict.probability["women-20-29"] == 0
    assert verdict.implied["women-20-29"].high < 20
    assert verdict.fits["population"]


def test_6_growth_and_an_end_population_contradict_one_another() -> None:
    verdict = _check(
        _figure("growth-rate", "%", at_least=1),
        _figure("population", "millions", at_most=3.2),
    )
    assert _groups(verdict) == [(1, 2)]
    # From 3.14 to 3.2 million in five years is less than four per mille a year.
    assert verdict.implied["growth-rate"].high < 0.4


def test_7_few_children_a_woman_and_many_births_contradict_one_another() -> None:
    verdict = _check(
        _figure("births", "thousands", at_least=22),
        _figure("TFR", "children per woman", at_most=1.0),
    )
    assert _groups(verdict) == [(1, 2)]
    assert verdict.implied["births"].high < 20


def test_8_longer_lives_and_more_deaths_contradict_one_another() -> None:
    verdict = _check(
        _figure("crude-death-rate", "‰", at_least=12.5),
        _figure("e0", "years", at_least=80),
    )
    assert _groups(verdict) == [(1, 2)]
    assert verdict.implied["crude-death-rate"].high < 12.5


def test_9_a_plan_in_chinese_is_read_as_its_twin_in_english() -> None:
    chinese = _check(
        _figure("年均出生人数", "万人", at_most=2.4),
        _figure("出生率", "‰", at_most=8),
        _figure("总人口", "万", at_least=295),
        _figure("育龄妇女", "万人", at_most=62, year="2025年"),
    )
    english = _check(
        _figure("births", "persons", at_most=24_000),
        _figure("crude-birth-rate", "per cent", at_most=0.8),
        _figure("population", "millions", at_least=2.95),
        _figure("women_15_49", "thousands", at_most=620, year=2025),
    )
    assert list(chinese.probability) == list(english.probability)
    for label in english.probability:
        assert chinese.probability[label] == english.probability[label]
    assert chinese.implied["births"].low * 1e4 == pytest.approx(
        english.implied["births"].low
    )


def test_10_what_can_hold_may_still_be_unlikely_and_says_what_it_would_take() -> None:
    verdict = _check(_figure("births", "persons", at_least=25_000, years=[2021, 2025]))
    assert verdict.consistent
    assert not verdict.met
    assert 0 < verdict.probability["births"] < 0.1
    assert verdict.drivers["births"]["fertility"] > 0.8
    assert verdict.reason["births"].en.startswith(
        "unlikely: fits only with total fertility of 1."
    )
    assert verdict.reason["births"].en.endswith("children or more")


def test_11_a_figure_of_the_base_is_held_against_it() -> None:
    verdict = _check(
        _figure("population", "万", about=330, year=2020),
        _figure("population", "万", at_least=290, year=2025),
    )
    assert _groups(verdict) == [(1,)]
    assert verdict.reason["population 2020"].en == "does not agree with the base"
    assert verdict.drivers["population 2020"] == dict.fromkeys(
        ("fertility", "mortality", "migration"), 0.0
    )


def test_12_the_parts_of_a_whole_are_no_more_than_it() -> None:
    small = {**BASE, "population": {"male": [9000] * 18, "female": [9000] * 18}}
    verdict = plan.check(
        _plan(
            _figure("women-15-49", "persons", at_most=62_000),
            _figure("women-15-44", "persons", at_least=62_500),
            base=small,
        ),
        draws=100,
    )
    assert _groups(verdict) == [(1, 2)]
    assert not verdict.conflicts[0].base


def test_13_figures_likely_alone_may_hardly_ever_be_met_both() -> None:
    verdict = _check(
        _figure("births", "persons", at_most=19_500),
        _figure("crude-birth-rate", "‰", at_least=6.5),
        _figure("population", "万", at_least=250),
    )
    assert verdict.consistent
    assert min(verdict.probability.values()) > 0.3
    assert verdict.at_odds == ((1, 2),)
    assert not verdict.met
    assert "Hardly ever met both are 1 and 2." in verdict.text.en
    assert "第1、2项" in verdict.text.zh
    assert verdict.reason["births"].en.endswith("but hardly with 2")


def test_a_bound_that_the_others_give_is_exact() -> None:
    total = sum(MALE) + sum(FEMALE)
    verdict = plan.check(
        {
            "plan": {"start": 2021, "end": 2021},
            "base": BASE,
            "rates": RATES,
            "figure": [
                _figure("crude-birth-rate", "‰", at_most=5.5),
                _figure("population", "persons", at_most=3_140_000),
                _figure("births", "persons", at_least=1),
            ],
        },
        draws=100,
    )
    most = 0.0055 * (total + 3_140_000) / 2
    assert verdict.implied["births"].high == pytest.approx(most, rel=1e-6)


def test_drivers_are_shares_and_each_acts_on_what_it_should() -> None:
    verdict = _check(
        _figure("births", "persons", at_most=30_000),
        _figure("deaths", "persons", at_most=50_000),
        _figure("women-20-29", "万", at_most=30),
        _figure("net-migration", "persons", at_least=-90_000),
    )
    for shares in verdict.drivers.values():
        assert sum(shares.values()) == pytest.approx(1.0)
    main = [max(s, key=lambda name: s[name]) for s in verdict.drivers.values()]
    assert main == ["fertility", "mortality", "migration", "migration"]


def test_small_places_are_less_sure() -> None:
    tiny = {"male": [5] * 18, "female": [5] * 18}
    large = {"male": [50_000] * 18, "female": [50_000] * 18}
    spans = []
    for people in (tiny, large):
        base = {"date": "2020-12-31", "population": people}
        verdict = _check(_figure("crude-birth-rate", "‰", at_most=30), base=base)
        spans.append(verdict.projected[0].high - verdict.projected[0].low)
    assert spans[0] > 2 * spans[1]


def test_the_same_seed_gives_the_same_verdict() -> None:
    given = _plan(_figure("births", "persons", at_most=20_000))
    first, second = (plan.check(given, draws=100, seed=7) for _ in range(2))
    other = plan.check(given, draws=100, seed=8)
    assert first.probability["births"] == second.probability["births"]
    assert first.projected[0] == second.projected[0] != other.projected[0]


def test_an_assumed_base_is_less_sure_than_a_counted_one() -> None:
    figure = _figure("population", "万", about=314, year=2020, tolerance=1)
    counted = _check(figure)
    assumed = _check(figure, base={**BASE, "assumed": True})
    assert counted.probability["population"] == 1
    assert 0 < assumed.probability["population"] < 1
    assert "assumed" in assumed.text.en
    assert "假定" in assumed.text.zh


@pytest.mark.parametrize("moving", [-0.05, 0.05])
def test_a_long_plan_from_a_ragged_base_is_checked_all_the_same(moving: float) -> None:
    ragged = [
        [9_000, 0, 0, 40, 8_000, 1, 0, 700, 0, 3],
        [1, 5_000, 0, 9, 9, 0, 80, 0, 2, 1],
    ]
    total = sum(map(sum, ragged))
    verdict = plan.check(
        {
            "plan": {"start": 2021, "end": 2045},
            "base": {"date": "2020-12-31", "population": ragged},
            "rates": {"net_migration": moving * total, "total_fertility_rate": 0.4},
            "figure": [
                _figure("sex-ratio-at-birth", "per 100", at_most=110, year=2045),
                _figure("crude-birth-rate", "‰", at_most=50, year=2040),
                _figure("old-dependency", "%", at_least=0, year=2045),
                _figure("women-20-29", "persons", at_most=9e9, year=2045),
            ],
        },
        draws=100,
    )
    assert all(0 <= p <= 1 for p in verdict.probability.values())
    for projected in verdict.projected.values():
        assert 0 <= projected.low <= projected.median <= projected.high < float("inf")
