"""The library is held against print widely, and no source is leant on too much."""

from __future__ import annotations

from collections import Counter

from docs.writers.printed import ROOMS, prints, public

AT_LEAST, FROM_ONE_SOURCE = 25, 3


def _work(source: str) -> str:
    """Author and year: what stands before the title."""
    return source.partition(")")[0]


def test_enough_figures_are_printed_and_no_source_gives_more_than_three() -> None:
    found = prints()
    assert len(found) >= AT_LEAST
    works = Counter(_work(one.source) for one in found)
    assert {work for work, number in works.items() if number > FROM_ONE_SOURCE} == set()


def test_each_module_has_a_printed_figure() -> None:
    met = {name.partition(".")[0] for one in prints() for name in one.functions}
    # A plan is no formula: its worked example is a test of its own. The signs of a bad
    # number put together tests that have prints, and are scored against the truth.
    assert met == set(ROOMS) - {"plan", "signs"}


def test_what_a_print_names_is_there() -> None:
    known = set(public())
    for one in prints():
        for name in one.functions:
            room, function, *_ = name.split(".")
            assert f"{room}.{function}" in known, f"{one.test}: {name}"


def test_an_address_can_be_found_again() -> None:
    for one in prints():
        assert one.source
        assert one.address
        assert "stored file" not in one.address, one.test
