"""Input that graduation refuses, and its edges."""

from collections.abc import Callable

import numpy as np
import pytest

from renkou.demography import graduation as g

COUNTS = np.array([50, 45, 40, 35, 30, 25.0])
AGE = range(0, 30, 5)


@pytest.mark.parametrize("split", [g.sprague, g.beers, g.monotone, g.pclm])
@pytest.mark.parametrize(
    ("counts", "age", "message"),
    [
        (-COUNTS, AGE, r"counts: -50.0 at index \(0,\) must be 0 or more"),
        (COUNTS * np.nan, AGE, r"counts: nan at index \(0,\)"),
        (COUNTS, range(5, 35, 5), r"age: 5 at index \(0,\) must be 0"),
        (COUNTS, [0, 5, 5, 10, 15, 20], r"age: 5.0 at index \(2,\) must be above"),
        (COUNTS, range(0, 35, 5), "shapes do not match"),
        (COUNTS[:1], [0], "age: must have two groups"),
    ],
)
def test_refused_by_all(
    split: Callable[..., object], counts: object, age: object, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        split(counts, age)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: g.sprague(COUNTS, [0, 5, 10, 20, 25, 30]), r"age: 20 at index \(3,\)"),
        (lambda: g.sprague(COUNTS[:5], range(0, 25, 5)), "age: 4 closed five-year"),
        (lambda: g.beers(COUNTS, AGE, kind="plain"), "kind: 'plain' must be one of"),
        (lambda: g.beers(COUNTS, AGE, johnson=True), "age: must have 0 and 1–4 apart"),
        (lambda: g.pclm(COUNTS, AGE, smoothing=0), "smoothing: 0 must be above 0"),
        (lambda: g.pclm(COUNTS[:3], [0, 5, 10]), "age: must have three closed groups"),
    ],
)
def test_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_a_year_below_nobody_is_nobody_and_the_rest_is_scaled() -> None:
    steep = [100, 100, 100, 100, 2, 9]
    plain = np.array([0, 0, 0, 0, 0.0])
    found = g.sprague(steep, AGE)
    assert found.min() == 0
    assert found[20:25].sum() == pytest.approx(2)
    np.testing.assert_array_equal(g.sprague([*plain, 4], AGE)[:25], 0)
    assert g.sprague([*plain, 4], AGE)[25] == 4


@pytest.mark.parametrize("split", [g.sprague, g.beers, g.monotone, g.pclm])
def test_infants_apart_stay_as_counted(split: Callable[..., object]) -> None:
    counts = [12, 38, 45, 40, 35, 30, 25]
    found = np.asarray(split(counts, [0, 1, *AGE[1:]]))
    assert found[0] == pytest.approx(12)
    assert found[1:5].sum() == pytest.approx(38)


@pytest.mark.parametrize("split", [g.sprague, g.beers, g.monotone, g.pclm])
def test_many_areas_at_once(split: Callable[..., object]) -> None:
    many = np.broadcast_to(COUNTS, (3, 2, 6)) * np.arange(1, 4)[:, None, None]
    found = np.asarray(split(many, AGE))
    assert found.shape == (3, 2, 26)
    one = np.asarray(split(COUNTS, AGE))
    np.testing.assert_allclose(found[0, 1], one, rtol=1e-9)
