"""Five-year groups split by multipliers: Sprague and Beers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, one_of, refuse

from .groups import Groups, groups, with_totals
from .multipliers import BEERS_MODIFIED, BEERS_ORDINARY, JOHNSON, SPRAGUE

_BEERS = {"ordinary": BEERS_ORDINARY, "modified": BEERS_MODIFIED}


def sprague(
    counts: npt.ArrayLike, age: npt.ArrayLike, *, open_group: bool = True
) -> Floats:
    """Five-year groups split into single years by Sprague's multipliers.

    Fifth-difference osculatory interpolation of the cumulated counts: each single
    year is a weighted sum of five groups. Where that gives less than 0, the year gets
    0 and the others of its group are scaled to the group's total.

    `counts` (..., A); `age` lower bounds from 0 in five-year groups, five closed ones
    at least, 0 and 1–4 together or apart. Returns single years from 0, then the open
    group as given (with `open_group=False` the last is closed too): the totals of all
    groups are kept. ValueError for negative counts or other groups.

    Source: Sprague (1880); Siegel and Swanson (2004), The Methods and Materials of
    Demography, appendix C.

    >>> sprague([25, 20, 15, 10, 5, 3], range(0, 30, 5))[[0, 1, 24, 25]].round(2)
    array([5.4, 5.2, 0.6, 3. ])
    """
    given = groups(counts, age, open_group)
    fives = _five_year(given)
    return with_totals(fives @ SPRAGUE.matrix(fives.shape[-1]).T, given)


def beers(
    counts: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    kind: str = "ordinary",
    johnson: bool = False,
    open_group: bool = True,
) -> Floats:
    """Five-year groups split into single years by Beers' multipliers.

    `kind="ordinary"` minimises the squared fifth differences; "modified" the fourth,
    smoothing the groups while it splits them, after which each is scaled to its total
    as given. Where the multipliers give less than 0, as `sprague`.

    `johnson`: ages 2 to 8 by the Census Bureau's multipliers (DAPPS), which fit them
    to the count at age 0 as given and to ages 9 and 10; `age` must then have 0 and
    1–4 apart.

    `counts`, `age`, `open_group`, shape and errors as `sprague`.

    Source: Beers (1945), The Record of the American Institute of Actuaries 34; Siegel
    and Swanson (2004), appendix C; Stover and Kirmeyer (2008), DemProj.

    >>> beers([25, 20, 15, 10, 5, 3], range(0, 30, 5))[[0, 1, 24, 25]].round(2)
    array([5.4, 5.2, 0.6, 3. ])
    """
    one_of("kind", kind, _BEERS)
    given = groups(counts, age, open_group)
    fives = _five_year(given)
    single = fives @ _BEERS[kind].matrix(fives.shape[-1]).T
    if johnson:
        _refit_young(single, given, fives)
    return with_totals(single, given)


def _five_year(given: Groups) -> Floats:
    """The groups with 0 and 1–4 together; refused unless they are of five years."""
    apart = given.bounds.size > 1 and given.bounds[1] == 1
    bounds = np.delete(given.bounds, 1) if apart else given.bounds
    wrong = bounds != 5 * np.arange(bounds.size)
    refuse("age", wrong, bounds, "begin a five-year group, in turn from 0")
    if not apart:
        return given.closed
    young = given.closed[..., :2].sum(axis=-1, keepdims=True)
    return np.concatenate([young, given.closed[..., 2:]], axis=-1)


def _refit_young(single: Floats, given: Groups, fives: Floats) -> None:
    """Ages 0 to 8 of `single` anew, in place, by Johnson's multipliers."""
    if given.bounds[1] != 1:
        raise ValueError("age: must have 0 and 1–4 apart for johnson")
    newborn, one = given.closed[..., 0], single[..., 1]
    fitted = np.stack(
        [
            one,
            fives[..., 0] - newborn - one,
            single[..., 5:9].sum(axis=-1),
            single[..., 9],
            single[..., 10],
        ],
        axis=-1,
    )
    single[..., 0] = newborn
    single[..., 2:9] = fitted @ JOHNSON.T
