"""A population some years ago, from one that was counted later."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, positive


def back_projection(
    population: npt.ArrayLike, survival: npt.ArrayLike, *, steps: int = 1
) -> Floats:
    """The population `steps` age groups' width earlier, by reverse survival.

    `population` (..., A), groups of equal width, the last open; `survival` (..., A +
    1), as `life_table.survival_ratios` gives it. Group i − 1 then is group i now over
    survival element i. Of the open group and the one before it, which cannot be told
    apart any more, each gets the share that stationary survivors have: the two last
    elements are equal, and both stand on their sum. Nobody is taken to have moved.

    Source: United Nations (1983), Manual X, chapter VIII. ValueError for a survival
    ratio of 0 or anything negative.

    >>> back_projection([90.0, 80.0, 60.0], [0.95, 0.9, 0.5, 0.5]).round(1).tolist()
    [88.9, 60.0, 60.0]
    """
    people = not_negative("population", population)
    ratios = positive("survival", survival)
    if people.shape[-1] + 1 != ratios.shape[-1] or people.shape[-1] < 3:
        raise ValueError(
            f"survival: {ratios.shape} must have one age more than population, "
            f"{people.shape}, and that three or more"
        )
    for _ in range(steps):
        people = _before(people, ratios)
    return people


def _before(people: Floats, ratios: Floats) -> Floats:
    earlier = np.empty_like(people)
    earlier[..., :-2] = people[..., 1:-1] / ratios[..., 1:-2]
    both = people[..., -1] / ratios[..., -1]
    # The ratio into the open group is itself its share of the two in a life table.
    earlier[..., -1] = both * ratios[..., -1]
    earlier[..., -2] = both - earlier[..., -1]
    return earlier
