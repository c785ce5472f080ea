"""Funnels: who lies outside, and how much areas vary."""

from __future__ import annotations

import numpy as np
import pytest

from renkou.indicators import MEASURES
from renkou.integrity.control_limits import flag
from renkou.report.city import Place
from renkou.report.measure.areas import Areas, Columns
from renkou.report.measure.funnel import LEVELS, Funnel, funnel_of, no_funnel
from renkou.report.numbers import Form
from renkou.schema.text import Text

NAME = Text("Area", "地区")


def _areas(key: str, count: np.ndarray, base: np.ndarray, value: np.ndarray) -> Areas:
    nothing = np.full(count.shape, np.nan)
    measure = MEASURES[key]
    places = [Place(f"{n:012d}", NAME, "地区", "") for n in range(count.size)]
    columns = Columns(value, nothing, nothing, count, base, nothing)
    whole = columns.take(np.array([0]))
    form = Form.of(key, measure.unit)
    return Areas(
        measure=key,
        title=measure.title,
        unit=measure.unit,
        form=form,
        who=NAME,
        year=2024,
        of=places[0],
        places=places,
        columns=columns,
        whole=whole,
        level=NAME,
        levels=NAME,
    )


def _rate(count: np.ndarray, base: np.ndarray) -> Funnel:
    areas = _areas("crude-birth-rate", count, base, 1000 * count / base)
    found = funnel_of(areas, MEASURES["crude-birth-rate"])
    assert found is not None
    return found


def test_a_rate_lies_outside_where_its_exact_interval_leaves_out_the_whole() -> None:
    generator = np.random.default_rng(3)
    base = generator.uniform(20, 40_000, 200)
    count = generator.poisson(base * 0.006 * generator.gamma(20, 1 / 20, 200)) * 1.0
    found = _rate(count, base)
    expected = base * found.centre / 1000
    flags = flag(count, expected, levels=LEVELS)
    assert found.outside(0) == int((np.abs(flags) >= 1).sum())
    assert found.outside(1) == int((np.abs(flags) >= 2).sum())


def test_no_area_is_too_small_to_have_none() -> None:
    found = _rate(np.array([0.0, 60.0, 61.0]), np.array([100.0, 10_000.0, 10_000.0]))
    assert found.low[0][0] == 0
    assert found.outside(0) == 0


@pytest.mark.parametrize(("spread", "low", "high"), [(1e9, 0.6, 1.4), (30, 2, 99)])
def test_areas_that_differ_vary_more_than_chance(
    spread: float, low: float, high: float
) -> None:
    generator = np.random.default_rng(9)
    base = np.full(150, 30_000.0)
    risk = generator.gamma(spread, 1 / spread, 150)
    count = generator.poisson(base * 0.006 * risk) * 1.0
    assert low < _rate(count, base).phi < high


@pytest.mark.parametrize("key", ["recorded-within-30-days", "sex-ratio-at-birth"])
def test_shares_and_ratios_of_areas_alike_lie_inside(key: str) -> None:
    generator = np.random.default_rng(11)
    size = generator.integers(40, 4000, 100)
    count = generator.binomial(size, 0.52) * 1.0
    rest = size - count
    ratio = key == "sex-ratio-at-birth"
    base, value = (rest, 100 * count / rest) if ratio else (size, 100 * count / size)
    areas = _areas(key, count, base * 1.0, value)
    found = funnel_of(areas, MEASURES[key])
    assert found is not None
    assert found.outside(0) <= 10
    assert found.outside(1) <= 2
    assert 0.6 < found.phi < 1.4


def test_it_is_said_why_there_is_no_funnel() -> None:
    three = np.array([1.0, 2.0, 3.0])
    for key in ("births", "life-expectancy", "household-size"):
        reason = no_funnel(_areas(key, three, three, three), MEASURES[key])
        assert reason is not None
    two = np.array([1.0, 2.0])
    few = no_funnel(_areas("crude-birth-rate", two, two, two), MEASURES["births"])
    assert few is not None
