"""Shares that carry figures from one list of areas to another, sums conserved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from renkou.schema.problem import Problem

from .succession import EQUAL_SHARES, Flow

Index = NDArray[np.intp]
Codes = NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What part of each source area goes to which target area.

    Row i says that `share[i]` of area `source[i]` goes to area `target[i]`, and
    `assumed[i]` that the share is not known but assumed. The rows of each source sum
    to 1. `source_codes` and `target_codes` are the areas of the level on either list,
    in the order of `AreaTree.units`; `source_index` and `target_index` point into them.
    """

    source_list: dt.date
    target_list: dt.date
    level: str
    source_codes: Codes
    target_codes: Codes
    source_index: Index
    target_index: Index
    share: NDArray[np.float64]
    assumed: NDArray[np.bool_]

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @property
    def source(self) -> Codes:
        """The source code of each row."""
        return self.source_codes[self.source_index]

    @property
    def target(self) -> Codes:
        """The target code of each row."""
        return self.target_codes[self.target_index]

    @property
    def reached(self) -> NDArray[np.bool_]:
        """For each target whether any source reaches it (n_target,).

        A target not reached has no figure on the source's list: not nought, but none.
        """
        reached = np.zeros(len(self.target_codes), dtype=np.bool_)
        reached[self.target_index] = True
        return reached

    @property
    def assumed_into(self) -> NDArray[np.bool_]:
        """For each target whether any assumed row goes into it (n_target,)."""
        assumed = np.zeros(len(self.target_codes), dtype=np.bool_)
        assumed[self.target_index[self.assumed]] = True
        return assumed

    def apply(self, values: ArrayLike, axis: int = -1) -> NDArray[np.float64]:
        """Carry `values` to the target list; sums along `axis` are conserved.

        `values` has n_source along `axis`, the result n_target in its place. Raises
        `Problem` where the length does not fit.

        >>> from renkou import areas
        >>> tree = areas.bundled()
        >>> walk = tree.crosswalk(tree.vintages[1], tree.vintages[2], "township")
        >>> float(walk.apply([1.0] * 121).sum())
        121.0
        """
        moved = np.moveaxis(np.asarray(values, dtype=np.float64), axis, -1)
        if moved.shape[-1] != len(self.source_codes):
            raise _wrong_length(moved.shape[-1], self)
        flat = moved.reshape(-1, moved.shape[-1])
        carried = (self.matrix().T @ flat.T).T
        shaped = np.asarray(carried).reshape(*moved.shape[:-1], len(self.target_codes))
        return np.moveaxis(shaped, -1, axis)

    def matrix(self) -> Any:
        """The shares as a SciPy sparse array (n_source, n_target)."""
        from scipy.sparse import csr_array

        shape = (len(self.source_codes), len(self.target_codes))
        return csr_array((self.share, (self.source_index, self.target_index)), shape)


def _wrong_length(length: int, walk: Crosswalk) -> Problem:
    expected = len(walk.source_codes)
    return Problem(
        f"values: {length} areas given; the list of {walk.source_list} has {expected} "
        f"areas of level {walk.level}. Give one value for each, in the order of "
        "`AreaTree.units`.",
        f"values：给出{length}个地区，而{walk.source_list}名录的{walk.level}级有"
        f"{expected}个。请按`AreaTree.units`的顺序逐一给出。",
    )


def identity(day: dt.date, level: str, codes: Sequence[str]) -> Crosswalk:
    """From a list to itself: every area goes whole into itself."""
    index = np.arange(len(codes), dtype=np.intp)
    array = code_array(codes)
    return Crosswalk(
        day,
        day,
        level,
        array,
        array,
        index,
        index.copy(),
        np.ones(len(codes)),
        np.zeros(len(codes), dtype=np.bool_),
    )


def code_array(codes: Sequence[str]) -> Codes:
    """12-digit codes as a NumPy array."""
    return np.array(codes, dtype="U12")


def of_flows(
    source_list: dt.date,
    target_list: dt.date,
    level: str,
    codes: tuple[Sequence[str], Sequence[str]],
    flows: Mapping[str, Flow],
) -> Crosswalk:
    """The crosswalk of one step forward, from where each area went."""
    place = {code: i for i, code in enumerate(codes[1])}
    targets = [flows[code].targets for code in codes[0]]
    count = np.array([len(t) for t in targets], dtype=np.intp)
    rows = np.repeat(np.arange(len(count), dtype=np.intp), count)
    columns = np.array([place[t] for each in targets for t in each], dtype=np.intp)
    shared = [flows[code].rule == EQUAL_SHARES for code in codes[0]]
    assumed = np.array(shared, dtype=np.bool_)
    arrays = (rows, columns, 1.0 / count[rows], assumed[rows])
    return build(source_list, target_list, level, code_arrays(codes), arrays)


def code_arrays(codes: tuple[Sequence[str], Sequence[str]]) -> tuple[Codes, Codes]:
    """The codes of both lists as arrays."""
    return code_array(codes[0]), code_array(codes[1])


def build(
    source_list: dt.date,
    target_list: dt.date,
    level: str,
    codes: tuple[Codes, Codes],
    rows: tuple[Index, Index, NDArray[np.float64], NDArray[np.bool_]],
) -> Crosswalk:
    """Join rows of the same pair, sort them, and scale each source to 1.

    A pair is assumed where any of its rows is.
    """
    source, target, weight, assumed = rows
    pair = source * len(codes[1]) + target
    distinct, inverse = np.unique(pair, return_inverse=True)
    total: NDArray[np.float64] = np.bincount(
        inverse, weights=weight, minlength=len(distinct)
    ).astype(np.float64)
    guess = (
        np.bincount(
            inverse, weights=assumed.astype(np.float64), minlength=len(distinct)
        )
        > 0
    )
    source, target = np.divmod(distinct, len(codes[1]))
    share = _to_one(source, total, len(codes[0]))
    return Crosswalk(
        source_list, target_list, level, *codes, source, target, share, guess
    )


def _to_one(source: Index, weight: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Scale the weights of each source to a sum of 1; rounding goes into the last."""
    share = weight / np.bincount(source, weights=weight, minlength=n)[source]
    last = np.flatnonzero(np.r_[source[1:] != source[:-1], True])
    before = np.ones(len(source), dtype=np.bool_)
    before[last] = False
    others = np.bincount(source[before], weights=share[before], minlength=n)
    share[last] = 1.0 - others[source[last]]
    return share


def reverse(walk: Crosswalk, unsourced: Mapping[str, Sequence[str]]) -> Crosswalk:
    """One step back: each target returns what it took, the older areas' size alike.

    A newer area made of three older ones gives a third to each; only what came from
    one older area is not assumed. `unsourced` names, for the newer areas that took
    nothing, the older ones over which they are spread, assumed.
    """
    place = {code: i for i, code in enumerate(walk.source_codes.tolist())}
    new = {code: i for i, code in enumerate(walk.target_codes.tolist())}
    extra = [(new[c], place[o]) for c, olds in unsourced.items() for o in olds]
    back = np.array(extra, dtype=np.intp).reshape(-1, 2)
    rows = (
        np.r_[walk.target_index, back[:, 0]],
        np.r_[walk.source_index, back[:, 1]],
        np.r_[walk.share, np.ones(len(back))],
        np.r_[walk.assumed, np.ones(len(back), dtype=np.bool_)],
    )
    codes = (walk.target_codes, walk.source_codes)
    return build(walk.target_list, walk.source_list, walk.level, codes, rows)


def compose(first: Crosswalk, second: Crosswalk) -> Crosswalk:
    """From the first's source to the second's target, through the list between."""
    start = np.searchsorted(second.source_index, first.target_index, "left")
    stop = np.searchsorted(second.source_index, first.target_index, "right")
    count = stop - start
    left = np.repeat(np.arange(len(count)), count)
    offset = np.arange(len(left)) - np.repeat(np.cumsum(count) - count, count)
    right = start[left] + offset
    rows = (
        first.source_index[left],
        second.target_index[right],
        first.share[left] * second.share[right],
        first.assumed[left] | second.assumed[right],
    )
    codes = (first.source_codes, second.target_codes)
    return build(first.source_list, second.target_list, first.level, codes, rows)


def aggregate(
    walk: Crosswalk,
    level: str,
    codes: tuple[Sequence[str], Sequence[str]],
    membership: tuple[Index, Index],
    unknown: NDArray[np.bool_],
) -> Crosswalk:
    """The crosswalk of a level above: each area's shares are the mean of its own.

    `membership` gives for each area of `walk`, on either list, the place of the area
    above it. `unknown` marks the source areas that nothing on the target list carries
    on, so that all their shares are assumed.
    """
    source = membership[0][walk.source_index]
    target = membership[1][walk.target_index]
    rows = (source, target, walk.share, unknown[source])
    days = (walk.source_list, walk.target_list)
    return build(*days, level, code_arrays(codes), rows)


def with_splits_assumed(walk: Crosswalk) -> Crosswalk:
    """Mark as assumed all shares of the areas that do not go whole into one."""
    parts = np.bincount(walk.source_index, minlength=len(walk.source_codes))
    split = (parts > 1)[walk.source_index]
    return replace(walk, assumed=walk.assumed | split)
