"""What the answers of a spot check say of all that was drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from renkou.integrity import sampling
from renkou.schema.problem import Problem

from .sheet_file import read_rows

Array = npt.NDArray[np.float64]
DESIGN = ("id", "units", "stratum", "stratum_units", "stratum_drawn")
COUNTS = ("births_found", "births_counted")
MARKS = ("found", "agrees")
YES, NO = ("1", "yes", "y", "是", "有"), ("0", "no", "n", "否", "无")


@dataclass(frozen=True, eq=False)
class Answers:
    """The answered rows: the two numbers of each, its stratum and how many it is of."""

    of: Array
    good: Array
    strata: npt.NDArray[np.str_]
    sizes: Array
    drawn: int

    @property
    def weights(self) -> Array:
        """How many units of the frame each answered one stands for."""
        _, at, count = np.unique(self.strata, return_inverse=True, return_counts=True)
        return np.asarray(self.sizes / count[at])


def estimate(
    path: str | Path, *, level: float = 0.95, accept: int | None = None
) -> pa.Table:
    """The estimates from a filled table of `draw_sample`.

    Of villages and households: the share of births found that the register had counted,
    births found and births missed in the whole frame. Of persons: the share found, and
    of those the share whose particulars agree. As designed: strata, weights, and the
    finite population correction (`sampling.estimate_ratio`, `estimate_total`). Rows
    without an answer are left out, those answered standing for their stratum; a stratum
    with fewer than two answers is joined with the next.

    The interval of a share: Korn and Graubard (1998), the exact interval (Clopper and
    Pearson) for the effective number, share·(1 − share)/se² times the square of the
    ratio of t quantiles at n − 1 and at the design's degrees of freedom (answers less
    strata), n at most; where nothing varies, for the number itself. Of a total: t with
    the design's degrees of freedom.

    Columns: figure, estimate, se, lower, upper, of (births or persons in the sample),
    deff (se² over that of as many drawn one by one; null for totals), units_answered,
    units_drawn, missed, accepted. `accept`, the c of a plan: whether no more than so
    many births were missed.

    Raises renkou.schema.problem.Problem that names row, column and value.
    """
    rows = read_rows(path, needs=DESIGN)
    persons = rows[0]["units"] == "persons"
    names = MARKS if persons else COUNTS
    for name in names:
        read_rows(path, needs=(name,))
    answers = _answers(Path(path), rows, names, persons=persons)
    found = _persons if persons else _births
    missed = int(answers.of.sum() - answers.good.sum())
    table = [
        {
            **figure,
            "units_answered": answers.of.size,
            "units_drawn": answers.drawn,
            "missed": missed,
            "accepted": None if accept is None else missed <= accept,
        }
        for figure in found(answers, level)
    ]
    return pa.Table.from_pylist(table)


Figure = dict[str, str | float | int | None]


def _births(answers: Answers, level: float) -> Iterator[Figure]:
    yield _share("births-counted", answers.good, answers.of, answers, level)
    yield _total("births-found", answers.of, answers, level)
    yield _total("births-missed", answers.of - answers.good, answers, level)


def _persons(answers: Answers, level: float) -> Iterator[Figure]:
    yield _share("found", answers.of, np.ones(answers.of.size), answers, level)
    if answers.of.any():
        yield _share("agrees", answers.good, answers.of, answers, level)


def _share(name: str, y: Array, x: Array, answers: Answers, level: float) -> Figure:
    if not x.sum() > 0:
        raise Problem(
            "births_found: no births were found in any unit, so there is no share to "
            "estimate.",
            "births_found：所有单位均未找到出生，无法估计比例。",
        )
    found = sampling.estimate_ratio(y, x, answers.weights, **_design(answers))
    share, se = float(found.estimate), float(found.se)
    low, high = share_interval(share, se, float(x.sum()), _freedom(answers), level)
    return {
        "figure": name,
        "estimate": share,
        "se": se,
        "lower": low,
        "upper": high,
        "of": int(x.sum()),
        "deff": _effect(share, se, float(x.sum())),
    }


def _effect(share: float, se: float, n: float) -> float | None:
    plain = share * (1 - share) / n
    return se**2 / plain if plain > 0 else None


def _total(name: str, y: Array, answers: Answers, level: float) -> Figure:
    from scipy.special import stdtrit

    found = sampling.estimate_total(y, answers.weights, **_design(answers))
    total, se = float(found.estimate), float(found.se)
    reach = float(stdtrit(_freedom(answers), (1 + level) / 2)) * se
    return {
        "figure": name,
        "estimate": total,
        "se": se,
        "lower": max(total - reach, float(y.sum())),
        "upper": total + reach,
        "of": int(y.sum()),
        "deff": None,
    }


def share_interval(
    share: float, se: float, n: float, freedom: int, level: float
) -> tuple[float, float]:
    """The exact interval of a share for the effective number; see `estimate`.

    >>> low, high = share_interval(0.9, 0.03, 100, 30, 0.95)
    >>> round(low, 3), round(high, 3)
    (0.821, 0.952)
    """
    from scipy.special import stdtrit

    size = n
    if se > 0 and 0 < share < 1:
        tail = (1 + level) / 2
        scale = (stdtrit(max(n - 1, 1), tail) / stdtrit(freedom, tail)) ** 2
        size = min(share * (1 - share) / se**2 * float(scale), n)
    bounds = sampling.proportion_interval(share * size, size, level=level)
    return float(bounds.low), float(bounds.high)


def _freedom(answers: Answers) -> int:
    return max(answers.of.size - len(set(answers.strata.tolist())), 1)


def _design(answers: Answers) -> dict[str, npt.NDArray[np.generic]]:
    return {"strata": answers.strata, "population": answers.sizes}


def _answers(
    path: Path, rows: list[dict[str, str]], names: tuple[str, str], *, persons: bool
) -> Answers:
    seen: dict[str, int] = {}
    of, good, strata = [], [], []
    sizes: dict[str, float] = {}
    for number, row in enumerate(rows, 2):
        _once(path, number, row["id"], seen)
        size = _whole(path, number, "stratum_units", row["stratum_units"])
        if sizes.setdefault(row["stratum"], size) != size:
            raise _no(path, number, "stratum_units", row["stratum_units"], _SIZE)
        pair = _pair(path, number, row, names, persons=persons)
        if pair is not None:
            of.append(pair[0])
            good.append(pair[1])
            strata.append(row["stratum"])
    if len(of) < 2:
        raise Problem(
            f"{path}: {len(of)} units are answered; an estimate needs two. Fill in "
            f"{names[0]} and {names[1]}.",
            f"{path}：只有{len(of)}个单位有答案，估计至少需要两个。"
            f"请填写{names[0]}与{names[1]}。",
        )
    joined = _joined(sizes, strata)
    total: dict[str, float] = {}
    for stratum, size in sizes.items():
        total[joined[stratum]] = total.get(joined[stratum], 0.0) + size
    labels = [joined[stratum] for stratum in strata]
    return Answers(
        np.array(of),
        np.array(good),
        np.array(labels),
        np.array([total[label] for label in labels]),
        len(rows),
    )


def _joined(sizes: dict[str, float], answered: list[str]) -> dict[str, str]:
    """The stratum that each counts as: with the next while it has under two answers.

    A stratum that is a single unit, and answered, stands as it is.
    """
    order = sorted(sizes)
    found: dict[str, str] = {}
    group: list[str] = []
    full: list[str] = []
    for stratum in order:
        group.append(stratum)
        count = sum(answered.count(one) for one in group)
        if count >= 2 or (len(group) == 1 and count == sizes[stratum]):
            found |= dict.fromkeys(group, group[0])
            full.append(group[0])
            group = []
    # What is left over joins the last that stands.
    found |= dict.fromkeys(group, full[-1] if full else group[0] if group else "")
    return found


_SIZE = ("be the same in each row of a stratum", "在同一层的各行中相同")
_WHOLE = ("be a whole number from 0", "是0或以上的整数")
_MARK = ("be 1 or 0, yes or no", "填1或0、是或否")
_FEWER = ("be no more than births_found", "不超过births_found")
_BOTH = ("be filled in where the other is", "与另一项同时填写")


def _pair(
    path: Path,
    number: int,
    row: dict[str, str],
    names: tuple[str, str],
    *,
    persons: bool,
) -> tuple[float, float] | None:
    """The two numbers of a row; None where it is not answered."""
    first, second = (row[name] for name in names)
    if not first and not second:
        return None
    if persons:
        was = _mark(path, number, names[0], first)
        return was, was and _mark(path, number, names[1], second)
    for name, value in zip(names, (first, second), strict=True):
        if not value:
            raise _no(path, number, name, value, _BOTH)
    of = _whole(path, number, names[0], first)
    good = _whole(path, number, names[1], second)
    if good > of:
        raise _no(path, number, names[1], second, _FEWER)
    return of, good


def _once(path: Path, number: int, one: str, seen: dict[str, int]) -> None:
    if one in seen:
        raise Problem(
            f"{path}, row {number}, id: {one!r} stands already in row {seen[one]}. "
            "Keep one of them.",
            f"{path}第{number}行id：{one!r}已见于第{seen[one]}行，请只保留一行。",
        )
    seen[one] = number


def _whole(path: Path, number: int, name: str, value: str) -> float:
    if not value.isdecimal():
        raise _no(path, number, name, value, _WHOLE)
    return float(value)


def _mark(path: Path, number: int, name: str, value: str) -> float:
    word = value.lower()
    if word not in (*YES, *NO):
        raise _no(path, number, name, value, _MARK)
    return float(word in YES)


def _no(
    path: Path, number: int, name: str, value: str, rule: tuple[str, str]
) -> Problem:
    return Problem(
        f"{path}, row {number}, {name}: {value!r} must {rule[0]}.",
        f"{path}第{number}行{name}：{value!r}应{rule[1]}。",
    )
