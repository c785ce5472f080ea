"""Coverage of the intervals: what the page says, and that a wrong interval is seen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from benchmarks.interval_coverage.__main__ import PAGES
from benchmarks.interval_coverage.counts import Way, binomial, poisson
from benchmarks.interval_coverage.counts import cells as counted
from benchmarks.interval_coverage.grid import cells
from benchmarks.interval_coverage.judging import Cell, Draws, Found, judge
from benchmarks.interval_coverage.tables import COMMAND, exact, failing, line
from benchmarks.written import shown

from renkou.chance.intervals import (
    Interval,
    poisson_interval,
    proportion_interval,
    ratio_interval,
)


def one_count(way: Way, mean: float = 10.0, **kind: bool) -> Cell:
    redraw = partial(poisson, mean=mean, way=way, per=1.0)
    return Cell("planted", kind.get("exact", True), f"μ = {mean:g}", redraw)


def one_share(way: Way, n: int, share: float) -> Cell:
    redraw = partial(binomial, n=n, share=share, way=way)
    return Cell("planted", False, f"n = {n}, p = {share:g}", redraw)


def test_a_level_of_80_passed_off_as_95_is_seen() -> None:
    wrong = judge(one_count(partial(poisson_interval, level=0.8)))
    assert (wrong.verdict, wrong.met) == ("short", False)
    assert 0.78 < wrong.coverage < 0.92
    assert wrong.again == pytest.approx(wrong.coverage, abs=0.03)
    assert line(wrong).startswith("✗")
    right = judge(one_count(poisson_interval))
    assert right.met
    assert right.again is None


def test_a_score_interval_of_80_is_seen_at_every_share() -> None:
    for n, share in ((100, 0.1), (1_000, 0.5)):
        wrong = judge(one_share(partial(proportion_interval, level=0.8), n, share))
        assert wrong.verdict == "short"


def test_an_interval_twice_as_wide_is_no_approximation() -> None:
    def wide(count: np.ndarray, n: int) -> Interval:
        low, high = proportion_interval(count, n)
        return Interval(low - (high - low) / 2, high + (high - low) / 2)

    assert judge(one_share(wide, 1_000, 0.5)).verdict == "wide"


def test_what_no_method_could_do_is_told_from_what_this_one_does_not() -> None:
    # Of 0.5 expected, 0 or 1 have 91%, 0 to 2 98.6%: nothing in the band.
    coarse = partial(poisson_interval, mid_p=True)
    assert judge(one_count(coarse, 0.5, exact=False)).verdict == "step"
    # Of 2 expected, 0 to 4 have 94.7%: another method could.
    assert judge(one_count(coarse, 2.0, exact=False)).verdict == "wide"


def test_refusals_are_shown_and_not_counted_as_held() -> None:
    def mostly_silent(rng: np.random.Generator, k: int) -> Draws:
        low = np.where(rng.random(k) < 0.3, -1.0, np.nan)
        return Draws(low, -low, 0.0)

    found = judge(Cell("planted", True, "", mostly_silent))
    assert found.verdict == "refused"
    assert found.coverage == 1.0
    assert found.refused == pytest.approx(0.7, abs=0.05)


def test_unbounded_intervals_do_not_enter_the_width() -> None:
    def redraw(rng: np.random.Generator, k: int) -> Draws:
        girls = np.where(rng.random(k) < 0.5, 0, 10)
        return Draws(*ratio_interval(10, girls), 1.0)

    found = judge(Cell("planted", True, "", redraw))
    assert found.unbounded == pytest.approx(0.5, abs=0.05)
    low, high = ratio_interval(10, 10)
    assert found.width == pytest.approx(float(high - low))


def test_areas_of_one_draw_are_not_taken_for_as_many_draws() -> None:
    def alike(rng: np.random.Generator, k: int) -> Draws:
        at = np.repeat(rng.random((k, 1)), 50, axis=1)
        return Draws(np.zeros((k, 50)), np.full((k, 50), 0.95), at)

    found = judge(Cell("planted", False, "", alike))
    assert found.se == pytest.approx(np.sqrt(0.95 * 0.05 / 2_000), rel=0.2)


def test_too_few_redraws_decide_nothing() -> None:
    few = replace(one_count(poisson_interval, 100.0), redraws=100, further=0)
    near = replace(few, exact=False, redraw=_held_at(0.92))
    assert judge(near).verdict in ("unsure", "met")
    assert judge(replace(near, redraw=_held_at(0.5))).verdict == "short"


def _held_at(share: float) -> partial[Draws]:
    def redraw(rng: np.random.Generator, k: int, *, share: float) -> Draws:
        held = np.arange(k) < share * k
        return Draws(-np.ones(k), np.where(held, 1.0, -0.5), 0.0)

    return partial(redraw, share=share)


def test_every_cell_is_there_once_and_the_asked_ones_are_among_them() -> None:
    every = [(cell.method, cell.where) for cell in cells()]
    assert len(every) == len(set(every))
    for share in ("0.02", "0.5"):
        wilson = ("sampling.proportion_interval, wilson", f"n = 20, p = {share}")
        assert wilson in every


@pytest.fixture(scope="module")
def again() -> list[Found]:
    """The counts, drawn again as the command draws them, but for many areas."""
    return [judge(cell) for cell in counted() if cell.method != "sex_ratio.many"]


@pytest.mark.parametrize("language", list(PAGES))
def test_the_page_shows_what_comes_out(language: str, again: list[Found]) -> None:
    page = PAGES[language]
    for name, made in (("failing", failing), ("exact", exact)):
        there = shown(page, name, COMMAND)
        for row in made(again, language).splitlines()[2:]:
            assert row in there


def test_exact_methods_keep_their_promise(again: list[Found]) -> None:
    short = [line(found) for found in again if found.exact and not found.met]
    assert not short
