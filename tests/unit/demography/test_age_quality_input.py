"""Input that age quality refuses: the message names argument, place and rule."""

from collections.abc import Callable

import numpy as np
import pytest

from renkou.demography import age_quality as q

AGE = list(range(100))
FLAT = np.ones(100)
NEGATIVE = FLAT.copy()
NEGATIVE[30] = -1
MISSING = FLAT.copy()
MISSING[40] = np.nan
HOLE = [*range(40), *range(41, 101)]
PAIR = np.ones((2, 5))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: q.whipple(NEGATIVE, AGE), r"counts: -1.0 at index \(30,\) must be 0"),
        (lambda: q.myers(MISSING, AGE), r"counts: nan at index \(40,\)"),
        (
            lambda: q.whipple(FLAT, HOLE),
            r"age: 41 at index \(40,\) must be 40, one of the single ages from 23",
        ),
        (
            lambda: q.whipple(FLAT, [*AGE[:50], *AGE[49:99]]),
            r"age: 49.0 at index \(50,",
        ),
        (lambda: q.whipple(FLAT, AGE[:99]), r"shapes do not match: counts \(100,\)"),
        (lambda: q.whipple(FLAT, np.array(AGE) + 0.5), "age: 0.5 at index"),
        (lambda: q.whipple(FLAT, AGE, digits=[]), "digits: must name"),
        (lambda: q.whipple(FLAT, AGE, digits=[10]), "digit: 10 must be"),
        (
            lambda: q.whipple(FLAT, AGE, age_max=98),
            r"age: nothing at index \(100,\) must be 100",
        ),
        (lambda: q.whipple(FLAT, AGE, age_min=1), "age range: -1 to 62"),
        (lambda: q.whipple(np.zeros(100), AGE), r"counts: 0.0 must count somebody"),
        (
            lambda: q.whipple(FLAT[:63], AGE[:63], open_group=True),
            r"age: 62 at index \(62,\) must be above 62, for it is open",
        ),
        (lambda: q.noumbissi(FLAT, AGE, 10), "digit: 10 must be"),
        (lambda: q.noumbissi(FLAT, AGE, True), "digit: True must be"),
        (lambda: q.noumbissi(FLAT, AGE, 9, age_min=20, age_max=25), "digit: no age"),
        (lambda: q.spoorenberg(FLAT, AGE, age_max=25), "age_max: 25 must leave ten"),
        (lambda: q.coale_li(FLAT, AGE, 0, age_min=91, age_max=95), "digit: no age"),
        (lambda: q.coale_li(FLAT, AGE, 6, age_max=96), r"age: nothing at index"),
        (lambda: q.myers(FLAT, AGE, age_max=90), "age_max: 10 to 90 must be whole"),
        (lambda: q.myers(FLAT, AGE, age_max=19), "age_max: 19 must be 19 or more"),
        (lambda: q.bachi(FLAT, AGE, age_max=77), "age_max: 23 to 77 must be whole"),
        (lambda: q.bachi(FLAT, AGE, blend="both"), "blend: 'both' must be one of"),
        (lambda: q.bachi(np.zeros(100), AGE), "counts: 0.0 at index"),
        (lambda: q.age_ratio_score([1, 2, 3]), "must have 3 closed age groups"),
        (lambda: q.age_ratio_score([0, 2, 0, 3]), r"counts: 0.0 at index \(0,\)"),
        (lambda: q.sex_ratio_score(np.ones(5)), r"population: shape \(5,\) must end"),
        (
            lambda: q.sex_ratio_score(PAIR * [[1], [0]]),
            r"population: 0.0 at index \(0,\) must be above 0 for women",
        ),
        (lambda: q.age_sex_accuracy(-PAIR), r"population: -1.0 at index \(0, 0\)"),
        (lambda: q.index_of_dissimilarity([1, 2], [1, 2, 3]), "shapes do not match"),
        (lambda: q.index_of_dissimilarity([0, 0], [1, 2]), "observed: 0.0 at index"),
        (lambda: q.index_of_dissimilarity(1, 1), "observed: must have an axis"),
        (
            lambda: q.index_of_relative_difference([1, 2], [0, 2]),
            r"standard: 0.0 at index \(0,\) must be above 0 in every group",
        ),
    ],
)
def test_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
