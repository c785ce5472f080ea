"""How two Chinese names differ."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Flags

from .characters import Codes, codes, flat, tables

KINDS = ("same", "variant", "homophone", "swapped", "similar", "different")
_LABELS = np.array(KINDS)
_ROWS = 1 << 17  # at a time


def compare(a: npt.ArrayLike, b: npt.ArrayLike) -> str | npt.NDArray[np.str_]:
    """How the names `a` and `b` differ: the first of these that holds, (...).

    - "same": the same characters, once spaces, wide letters, capitals and dots are the
      same.
    - "variant": each character or a form of it, traditional, simplified or variant (張
      and 张, 喆 and 哲, 昇 and 升); or the mark of one that could not be written (□, ?,
      *, a private code) against a character outside GB 2312, where another agrees.
    - "homophone": as many characters, each pair with a reading in common, tone aside.
    - "swapped": the same characters or their forms in another order.
    - "similar": one character more, less or other, where another agrees.
    - "different".

    `a` and `b` broadcast; two texts give a text. Ten million pairs take 20 to
    30 seconds on one core, about 5 where nine in ten are the same.

    Source: readings of pypinyin, forms of OpenCC (see data/README.md). ValueError,
    which never repeats a name, where one is missing, empty or longer than 100.

    >>> compare("张伟", "張偉"), compare("王小明", "王晓明"), compare("李伟", "李伟国")
    ('variant', 'homophone', 'similar')
    >>> compare(["艾力·买买提", "王喆"], ["买买提•艾力", "王□"]).tolist()
    ['swapped', 'variant']
    """
    (first, one), (second, other) = flat("a", a), flat("b", b)
    try:
        shape = np.broadcast_shapes(one, other)
    except ValueError:
        raise ValueError(f"shapes do not match: a {one}, b {other}") from None
    if one != other:
        first = np.broadcast_to(first.reshape(one), shape).ravel()
        second = np.broadcast_to(second.reshape(other), shape).ravel()
    kinds = np.zeros(first.size, dtype=np.uint8)
    for start in range(0, first.size, _ROWS):
        rows = slice(start, start + _ROWS)
        left, right = codes("a", first[rows], start), codes("b", second[rows], start)
        kinds[rows] = _kinds(left, right)
    labels: npt.NDArray[np.str_] = _LABELS[kinds].reshape(shape)
    return labels if shape else str(labels)


def _kinds(left: Codes, right: Codes) -> npt.NDArray[np.uint8]:
    """The place in KINDS of each pair: each test is put to those that failed others."""
    width = max(left.shape[1], right.shape[1])
    left, right = _pad(left, width), _pad(right, width)
    kinds = np.full(left.shape[0], len(KINDS) - 1, dtype=np.uint8)
    undecided = np.arange(left.shape[0])
    tests = (_same, _variant, _homophone, _swapped, _similar)
    for kind, test in enumerate(tests):
        holds = test(left, right)
        kinds[undecided[holds]] = kind
        undecided = undecided[~holds]
        left, right = left[~holds], right[~holds]
        # Those that are left are often shorter.
        if undecided.size and kind == 0:
            used = int(max((left != 0).sum(1).max(), (right != 0).sum(1).max()))
            left, right = left[:, :used], right[:, :used]
    return kinds


def _pad(points: Codes, width: int) -> Codes:
    return np.pad(points, ((0, 0), (0, width - points.shape[1])))


def _same(left: Codes, right: Codes) -> Flags:
    found: Flags = (left == right).all(axis=1)
    return found


def _variant(left: Codes, right: Codes) -> Flags:
    known = tables()
    alike = known.form[left] == known.form[right]
    lost = known.unreadable[left] & known.rare[right]
    lost |= known.rare[left] & known.unreadable[right]
    some = (alike & (left != 0)).any(axis=1)
    found: Flags = alike.all(axis=1) | ((alike | lost).all(axis=1) & some)
    return found


def _homophone(left: Codes, right: Codes) -> Flags:
    known = tables()
    alike = known.form[left] == known.form[right]
    own = known.readings[known.sound[left]]
    others = known.readings[known.sound[right]]
    for place in range(own.shape[2]):
        one = own[:, :, place, None]
        alike |= ((one == others) & (one != 0)).any(axis=2)
    found: Flags = alike.all(axis=1)
    return found


def _swapped(left: Codes, right: Codes) -> Flags:
    form = tables().form
    ordered = np.sort(form[left], axis=1), np.sort(form[right], axis=1)
    found: Flags = (ordered[0] == ordered[1]).all(axis=1)
    return found


def _similar(left: Codes, right: Codes) -> Flags:
    form = tables().form
    left, right = form[left], form[right]
    one, other = (left != 0).sum(axis=1), (right != 0).sum(axis=1)
    agree = left == right
    replaced = (one == other) & (one > 1) & ((~agree).sum(axis=1) == 1)
    before = np.logical_and.accumulate(agree, axis=1).sum(axis=1)
    reverse = _reverse(left, one) == _reverse(right, other)
    after = np.logical_and.accumulate(reverse, axis=1).sum(axis=1)
    longer = (np.abs(one - other) == 1) & (before + after >= np.minimum(one, other))
    found: Flags = replaced | longer
    return found


def _reverse(points: Codes, length: npt.NDArray[np.int64]) -> Codes:
    """Each row from its end to its start."""
    place = length[:, None] - 1 - np.arange(points.shape[1])
    turned = np.take_along_axis(points, np.maximum(place, 0), axis=1)
    return np.where(place >= 0, turned, 0)
