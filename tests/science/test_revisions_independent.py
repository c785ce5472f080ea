"""The chain ladder and the triangle of events against plain loops."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest

from renkou.integrity.revisions import Triangle, chain_ladder


def test_mack_by_his_closed_formula() -> None:
    # 1993: the error of an origin and of the total as sums, not as recursions.
    rng = np.random.default_rng(1)
    n = 7
    full = np.cumsum(rng.gamma(4, 50, (n, n)) * np.exp(-0.6 * np.arange(n)), axis=1)
    rows = [[full[i, k] for k in range(n - i)] for i in range(n)]
    f, square = [], []
    for k in range(n - 1):
        pairs = [(row[k], row[k + 1]) for row in rows if len(row) > k + 1]
        factor = sum(b for _, b in pairs) / sum(a for a, _ in pairs)
        f.append(factor)
        if len(pairs) > 1:
            off = sum(a * (b / a - factor) ** 2 for a, b in pairs)
            square.append(off / (len(pairs) - 1))
    square.append(min(square[-1] ** 2 / square[-2], square[-2], square[-1]))
    below = [sum(row[k] for row in rows if len(row) > k + 1) for k in range(n - 1)]
    ultimate, error = [], []
    for i, row in enumerate(rows):
        count, terms = row[-1], []
        for k in range(n - 1 - i, n - 1):
            terms.append((square[k] / f[k] ** 2) * (1 / count + 1 / below[k]))
            count *= f[k]
        ultimate.append(count)
        error.append(count**2 * sum(terms))
    total = sum(error)
    for i in range(1, n):
        later = sum(ultimate[j] for j in range(i + 1, n))
        for k in range(n - 1 - i, n - 1):
            shared = 2 * square[k] / f[k] ** 2 / below[k]
            total += ultimate[i] * later * shared
    values = np.full((n, n), np.nan)
    for i, row in enumerate(rows):
        values[i, : len(row)] = row
    found = chain_ladder(Triangle(values))
    assert found.factors == pytest.approx(f)
    assert found.ultimate == pytest.approx(ultimate)
    assert found.se == pytest.approx([math.sqrt(e) for e in error])
    assert found.total_se == pytest.approx(math.sqrt(total))


@pytest.mark.parametrize("period", ["day", "week", "month", "quarter", "year"])
def test_events_counted_one_by_one(period: str) -> None:
    rng = np.random.default_rng(2)
    start = date(2022, 11, 20)
    wide = {"day": 6, "week": 40, "month": 200, "quarter": 500, "year": 1500}[period]
    occurred = [start + timedelta(days=int(d)) for d in rng.integers(0, wide, 300)]
    recorded = [d + timedelta(days=int(rng.integers(0, wide))) for d in occurred]
    as_of = start + timedelta(days=wide)

    def number(day: date) -> int:
        return {
            "day": day.toordinal(),
            "week": (day.toordinal() - 1) // 7,
            "month": day.year * 12 + day.month - 1,
            "quarter": (day.year * 12 + day.month - 1) // 3,
            "year": day.year,
        }[period]

    pairs = [
        (number(a), number(b))
        for a, b in zip(occurred, recorded, strict=True)
        if b <= as_of
    ]
    first, last = min(a for a, _ in pairs), number(as_of)
    found = Triangle.from_events(
        np.array(occurred), np.array(recorded), period=period, as_of=as_of
    )
    size = last - first + 1
    assert found.values.shape == (size, size)
    for i in range(size):
        for j in range(size):
            known = [a - first == i and b - a <= j for a, b in pairs]
            if i + j < size:
                assert found.values[i, j] == sum(known)
            else:
                assert np.isnan(found.values[i, j])


def test_triangles_of_many_places_at_once() -> None:
    rng = np.random.default_rng(3)
    values = np.cumsum(rng.poisson(30, (4, 6, 5)) + 1.0, axis=-1)
    values[:, np.add.outer(np.arange(6), np.arange(5)) >= 6] = np.nan
    together = chain_ladder(Triangle(values), last_sigma="log-linear")
    for place in range(4):
        alone = chain_ladder(Triangle(values[place]), last_sigma="log-linear")
        assert together.se[place] == pytest.approx(alone.se)
        assert together.total_se[place] == pytest.approx(alone.total_se)
