"""The age structure against printed figures."""

import numpy as np
import pytest

from renkou.demography.structure import dependency_ratio, median_age

AGE = [0, 15, 65]


@pytest.mark.printed(
    "structure.dependency_ratio",
    source="National Bureau of Statistics of China, age composition 2004 to 2013",
    address="zhonghuixigou.com/roll/20150206/2950708.shtml (Yangcheng Evening News)",
)
def test_china_2004_to_2013() -> None:
    """Ten thousands of 0–14, 15–64 and 65+ in 2004, 2005, 2010 and 2013; per cent."""
    people = [
        [27947, 92184, 9857],
        [26504, 94197, 10055],
        [22259, 99938, 11894],
        [22329, 100582, 13161],
    ]
    printed = {
        "young": [30.3, 28.1, 22.3, 22.2],
        "old": [10.7, 10.7, 11.9, 13.1],
        "total": [41.0, 38.8, 34.2, 35.3],
    }
    for part, per_cent in printed.items():
        found = 100 * dependency_ratio(people, AGE, part=part)
        np.testing.assert_allclose(found, per_cent, rtol=0, atol=0.0501)


@pytest.mark.printed(
    "structure.median_age",
    source="a worked answer in a course in statistics",
    address="assignmentexpert.com, statistics and probability, question 204071",
)
def test_a_median_by_hand() -> None:
    people = [1375.3, 2750.5, 4514.7, 6137.7, 3821.7, 2045.7, 783.2, 3.1]
    found = median_age(people, [0, 5, 15, 30, 50, 65, 80, 100])
    assert float(found) == pytest.approx(36.76, abs=5e-3)
