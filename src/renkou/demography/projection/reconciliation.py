"""Figures of parts made to sum to the figures of the whole."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats, not_negative, refuse

_NEAR = 1e-10
_ROUNDS = 2_000


def reconcile(
    children: npt.ArrayLike,
    parent: npt.ArrayLike,
    *,
    axis: int | tuple[int, ...] = 0,
) -> Floats:
    """`children` scaled so that they sum to `parent` over `axis`, to 1e-9 relative.

    `children`, such as areas (areas, 2, A), and `parent`, (2, A), are 0 or more. Every
    cell is multiplied by parent/Σ children, so that shares within a cell of the parent
    stay as they were and zeros stay zero. With a tuple of axes and as many parents,
    each `children` summed over its axis, the scalings take turns until all hold
    (iterative proportional fitting).

    ValueError where the parent has people in a cell whose children are all zero, where
    shapes do not match, and where several parents cannot hold together.

    Source: Deming and Stephan (1940), Annals of Mathematical Statistics 11(4).

    >>> reconcile([[10.0, 20.0], [30.0, 20.0]], [80.0, 20.0]).tolist()
    [[20.0, 10.0], [60.0, 10.0]]
    >>> reconcile([[1.0, 1.0], [1.0, 1.0]], ([3.0, 1.0], [2.0, 2.0]),
    ...           axis=(0, 1)).tolist()
    [[1.5, 0.5], [1.5, 0.5]]
    """
    cells = not_negative("children", children)
    if not isinstance(axis, tuple):
        return _scaled(cells, _whole(cells, parent, axis), axis)
    if not isinstance(parent, tuple) or len(parent) != len(axis):
        raise ValueError(f"parent: must be a tuple of {len(axis)} arrays, as axis is")
    wholes = [
        _whole(cells, one, along) for one, along in zip(parent, axis, strict=True)
    ]
    for _ in range(_ROUNDS):
        for whole, along in zip(wholes, axis, strict=True):
            cells = _scaled(cells, whole, along)
        if all(
            np.allclose(cells.sum(axis=along), whole, rtol=_NEAR, atol=0)
            for whole, along in zip(wholes, axis, strict=True)
        ):
            return cells
    raise ValueError(
        f"parent: the {len(axis)} cannot hold together for these children; they must "
        "have one total and people where the children have"
    )


def _whole(cells: Floats, parent: npt.ArrayLike, axis: int) -> Floats:
    whole = not_negative("parent", parent)
    if not -cells.ndim <= axis < cells.ndim:
        raise ValueError(f"axis: {axis} must be an axis of children, {cells.shape}")
    shape = tuple(np.delete(cells.shape, axis).tolist())
    if whole.shape != shape:
        raise ValueError(
            f"parent: {whole.shape} must be children, {cells.shape}, without axis "
            f"{axis}: {shape}"
        )
    return whole


def _scaled(cells: Floats, whole: Floats, axis: int) -> Floats:
    total = cells.sum(axis=axis)
    refuse(
        "parent", (total == 0) & (whole > 0), whole, "be 0 where no child is above 0"
    )
    factor = np.divide(whole, total, out=np.zeros_like(total), where=total > 0)
    scaled: Floats = cells * np.expand_dims(factor, axis)
    return scaled
