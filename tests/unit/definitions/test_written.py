"""Definitions are values, checked when they are written.

Plain functions without fixtures: the mutation run calls them on every mutant.
"""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest

from renkou import definitions
from renkou.definitions import (
    FIVE_YEAR,
    MOST_CHILDREN,
    AgeGroups,
    Count,
    Events,
    Figure,
    Given,
    Measure,
    Moves,
    PersonYears,
    Proportion,
    Rate,
    Stock,
    Town,
    Worked,
    facts,
    figure,
    over,
)
from renkou.indicators import MEASURES
from renkou.schema import Text

VALUES = [
    kind
    for name in definitions.__all__
    if isinstance(kind := getattr(definitions, name), type) and is_dataclass(kind)
]
TOWN = Town("persons  sex  born        lives\nann  f  1990-01-01  2010-11-01")
WHY = Text("So it was drawn.", "图中即如此。")
ACCOUNTABLE = "recorded-within-30-days"


def written(**changed: Any) -> Count:
    """Population, with something changed."""
    population = MEASURES["population"]
    assert isinstance(population, Count)
    return replace(population, **changed)


def test_every_definition_is_frozen() -> None:
    assert len(VALUES) > 15
    for kind in VALUES:
        bare = object.__new__(kind)
        with pytest.raises(FrozenInstanceError):
            setattr(bare, fields(kind)[0].name, None)


def test_all_but_a_town_is_written_by_keyword() -> None:
    for kind in VALUES:
        if kind is not Town:
            named = [one.name for one in fields(kind) if one.init and not one.kw_only]
            assert not named, kind


def test_what_holds_expressions_is_compared_by_identity() -> None:
    births = Events(of=facts.births)
    assert births != Events(of=facts.births)
    assert len({births, Events(of=facts.births)}) == 2
    groups = FIVE_YEAR.of(facts.deaths.age)
    assert groups != replace(groups)
    for measure in MEASURES.values():
        assert measure != replace(measure), measure.key
        assert {measure: 1}[measure] == 1


def test_what_holds_none_is_compared_by_value() -> None:
    for one, other in (
        (Stock(), Stock()),
        (PersonYears(ages=FIVE_YEAR), PersonYears(ages=FIVE_YEAR)),
        (Moves(into=True), Moves(into=True)),
        (Given(name="total"), Given(name="total")),
    ):
        assert one == other
        assert hash(one) == hash(other)


def test_no_worked_example_no_definition() -> None:
    with pytest.raises(ValueError, match="no worked example"):
        written(worked=())


def test_only_a_share_of_what_was_done_is_accountable() -> None:
    with pytest.raises(ValueError, match="accountable"):
        written(accountable=True)
    assert [m.key for m in MEASURES.values() if m.accountable] == [ACCOUNTABLE]
    assert isinstance(MEASURES[ACCOUNTABLE], Proportion)


def test_only_what_is_told_by_days_of_recording_needs_them() -> None:
    assert written().needs_recording is False
    assert [m.key for m in MEASURES.values() if m.needs_recording] == [ACCOUNTABLE]


def test_every_measure_may_be_published() -> None:
    assert all(measure.public for measure in MEASURES.values())


def test_worked_examples_name_categories_that_there_are() -> None:
    wrong = Worked(town=TOWN, period="2023", expect={"0-4": 1}, why=WHY)
    with pytest.raises(ValueError, match="no categories"):
        written(worked=(wrong,))


def test_every_kind_says_what_it_is_made_of() -> None:
    bare = object.__new__(Measure)
    with pytest.raises(NotImplementedError):
        _ = bare.counts
    with pytest.raises(NotImplementedError):
        _ = bare.categories
    with pytest.raises(NotImplementedError):
        bare.figure({})


def split(measure: Measure, first: str, **changed: Any) -> tuple[str, ...]:
    """The categories of a measure split otherwise, the first of them `first`."""
    worked = Worked(town=TOWN, period="2023", expect={first: 0}, why=WHY)
    return replace(measure, worked=(worked,), **changed).categories


def test_one_group_is_no_category_and_two_are() -> None:
    population, share = MEASURES["population"], MEASURES[ACCOUNTABLE]
    age = facts.births.mother_age
    one, two = AgeGroups(lower=(15,), end=50), AgeGroups(lower=(15, 30), end=50)
    assert split(population, "", of=Stock(ages=one)) == ("",)
    assert split(population, "15-29", of=Stock(ages=two)) == ("15-29", "30-49")
    events = [Events(of=facts.births, by=groups.of(age)) for groups in (one, two)]
    assert split(share, "", part=events[0]) == ("",)
    assert split(share, "15-29", part=events[1]) == ("15-29", "30-49")


def test_age_groups_rise() -> None:
    for lower, end in (((), None), ((5, 5), None), ((5, 4), None), ((0, 5), 5)):
        with pytest.raises(ValueError, match="must rise"):
            AgeGroups(lower=lower, end=end)
    assert AgeGroups(lower=(0, 1, 5)).labels == ("0", "1-4", "5+")
    assert AgeGroups(lower=(5, 6), end=7).labels == ("5", "6")


def test_a_row_of_a_town_has_as_many_cells_as_its_head() -> None:
    with pytest.raises(ValueError, match="row ann"):
        _ = Town("persons  sex  born\nann  f").blocks


def test_a_quantity_is_of_its_own_period_unless_said_otherwise() -> None:
    for quantity in (
        Stock(),
        PersonYears(),
        Events(of=facts.births),
        Moves(into=True),
        Given(name="total"),
    ):
        assert quantity.before is False
        assert len(quantity.labels) == 1


def test_mothers_are_counted_at_the_end_of_the_period_itself() -> None:
    assert MOST_CHILDREN == 8
    assert Stock(children=8).children == 8
    assert Stock(before=True).before
    for children, before in ((9, False), (-1, False), (1, True)):
        with pytest.raises(ValueError, match="mothers are counted"):
            Stock(children=children, before=before)


def test_moves_and_given_figures() -> None:
    assert Moves(into=True).by_sex
    assert not Given(name="total").by_sex


def test_worked_examples_are_held_to_nine_digits() -> None:
    assert Worked(town=TOWN, period="2023", expect=1, why=WHY).tolerance == 1e-9


def test_a_figure_is_missing_where_its_value_is() -> None:
    found = figure(
        np.array([[[1.0, np.nan]]]),
        interval=(np.array(0.5), np.array(2.0)),
        numerator=np.array([[[3.0]]]),
    )
    assert isinstance(found, Figure)
    np.testing.assert_array_equal(found.low, [[[0.5, np.nan]]])
    np.testing.assert_array_equal(found.high, [[[2.0, np.nan]]])
    np.testing.assert_array_equal(found.numerator, [[[3.0, 3.0]]])
    assert np.isnan(found.denominator).all()
    assert found.denominator.shape == found.value.shape


def test_nothing_is_divided_by_nought() -> None:
    with np.errstate(all="raise"):
        found = over(np.array([[1.0], [2.0]]), np.array([0.0, -2.0]))
    np.testing.assert_array_equal(found, [[np.nan, -0.5], [np.nan, -1.0]])


def test_a_rate_of_nothing_is_missing() -> None:
    rate = MEASURES["crude-birth-rate"]
    assert isinstance(rate, Rate)
    nought = np.zeros((1, 1, 1))
    nothing = rate.figure({"events": nought, "exposure": nought})
    assert np.isnan([nothing.value, nothing.low, nothing.high]).all()
