"""What must hold of every decomposition, and a plain loop that finds it again."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from renkou.chance.input_rules import Floats
from renkou.demography.fertility import births_decomposition, three_factor_effects

Row = list[float]
WOMEN = arrays(np.float64, (7,), elements=st.floats(0.1, 1e5))
RATES = arrays(np.float64, (7,), elements=st.floats(0, 0.5))


def _plain(w1: Row, r1: Row, w2: Row, r2: Row) -> Row:
    """Das Gupta by substitution: each factor moved in every order, then the mean."""
    first = (sum(w1), [w / sum(w1) for w in w1], list(r1))
    second = (sum(w2), [w / sum(w2) for w in w2], list(r2))

    def births(n: Any, s: Any, r: Any) -> float:
        return float(sum(n * a * b for a, b in zip(s, r, strict=True)))

    effects = []
    for k in range(3):
        total = 0.0
        for others in product((0, 1), repeat=2):
            chosen = list(others)
            chosen.insert(k, 0)
            before = births(*((first, second)[c][i] for i, c in enumerate(chosen)))
            chosen[k] = 1
            after = births(*((first, second)[c][i] for i, c in enumerate(chosen)))
            total += (after - before) * (1 / 3 if len(set(others)) == 1 else 1 / 6)
        effects.append(total)
    return effects


@given(w1=WOMEN, r1=RATES, w2=WOMEN, r2=RATES)
def test_adds_up_and_equals_a_plain_loop(
    w1: Floats, r1: Floats, w2: Floats, r2: Floats
) -> None:
    d = births_decomposition(w1, r1, w2, r2)
    change = (w2 * r2).sum() - (w1 * r1).sum()
    scale = 1e-9 * ((w1 * r1).sum() + (w2 * r2).sum() + w1.sum() + w2.sum())
    assert float(d.number + d.age_structure + d.rates) == pytest.approx(
        change, abs=scale
    )
    plain = _plain(w1.tolist(), r1.tolist(), w2.tolist(), r2.tolist())
    for effect, expected in zip(
        (d.number, d.age_structure, d.rates), plain, strict=True
    ):
        assert float(effect) == pytest.approx(expected, abs=scale)


@given(w1=WOMEN, r1=RATES, w2=WOMEN, r2=RATES)
def test_the_other_way_round_changes_the_sign(
    w1: Floats, r1: Floats, w2: Floats, r2: Floats
) -> None:
    there, back = (
        births_decomposition(w1, r1, w2, r2),
        births_decomposition(w2, r2, w1, r1),
    )
    for name in ("number", "age_structure", "rates"):
        assert float(getattr(there, name)) == pytest.approx(
            -float(getattr(back, name)), abs=1e-6
        )


@given(w=WOMEN, r=RATES, factor=st.floats(0.1, 10))
def test_only_what_changed_has_an_effect(w: Floats, r: Floats, factor: float) -> None:
    births = (w * r).sum()
    grown = births_decomposition(w, r, w * factor, r)
    assert float(grown.number) == pytest.approx(
        births * (factor - 1), abs=1e-6 * w.sum()
    )
    assert float(grown.age_structure) == pytest.approx(0, abs=1e-6 * w.sum())
    assert float(grown.rates) == 0.0
    risen = births_decomposition(w, r, w, r * factor)
    assert float(risen.rates) == pytest.approx(
        births * (factor - 1), abs=1e-6 * w.sum()
    )
    assert float(risen.number) == 0.0


def test_leading_axes() -> None:
    rng = np.random.default_rng(1)
    w1, w2 = rng.uniform(1, 100, (2, 4, 5, 7))
    r1, r2 = rng.uniform(0, 0.2, (2, 4, 5, 7))
    d = births_decomposition(w1, r1, w2, r2)
    assert d.rates.shape == (4, 5)
    one = births_decomposition(w1[2, 3], r1[2, 3], w2[2, 3], r2[2, 3])
    assert float(d.number[2, 3]) == pytest.approx(float(one.number))


def test_no_women_no_rate() -> None:
    """A village without women of 45–49 in one year, and one without any at all."""
    d = births_decomposition([10, 0], [0.1, np.nan], [10, 5], [0.1, 0.2])
    assert float(d.rates) == pytest.approx(0.0)
    assert float(d.number + d.age_structure) == pytest.approx(1.0)
    empty = births_decomposition([0, 0], [np.nan, np.nan], [10, 5], [0.1, 0.2])
    assert float(empty.number) == pytest.approx(2.0)
    assert float(empty.age_structure) == pytest.approx(0.0)
    assert float(empty.rates) == pytest.approx(0.0)
    left = births_decomposition([10, 5], [0.1, 0.2], [0, 0], [np.nan, np.nan])
    assert float(left.number) == pytest.approx(-2.0)
    assert float(left.age_structure) == pytest.approx(0.0)
    nobody = births_decomposition([0.0], [np.nan], [0.0], [np.nan])
    assert (float(nobody.number), float(nobody.rates)) == (0.0, 0.0)


def test_bad_input() -> None:
    with pytest.raises(ValueError, match=r"women2: -1\.0 at index \(1,\)"):
        births_decomposition([1, 1], [0, 0], [1, -1], [0, 0])
    with pytest.raises(
        ValueError, match=r"asfr1: nan at index \(0,\) must be 0 or more"
    ):
        births_decomposition([1, 1], [np.nan, 0], [1, 1], [0, 0])
    with pytest.raises(ValueError, match="shapes do not match"):
        births_decomposition([1, 1, 1], [0, 0, 0], [1, 1], [0, 0])
    with pytest.raises(ValueError, match="first: must be numbers"):
        three_factor_effects((["a"], [1], [1]), ([1], [1], [1]))
