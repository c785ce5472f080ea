"""The projection against one written cell by cell, and against a Leslie matrix."""

from __future__ import annotations

import numpy as np
import pytest

from renkou.demography.projection import project

Table = list[list[float]]
A, STEPS, WIDTH = 7, 4, 5.0


def _drawn(seed: int) -> tuple[np.ndarray, ...]:
    draw = np.random.default_rng(seed)
    fertility = np.zeros((STEPS, A))
    fertility[:, 2:5] = draw.uniform(0.01, 0.2, (STEPS, 3))
    return (
        draw.uniform(500, 900, (2, A)),
        draw.uniform(0.7, 1.0, (STEPS, 2, A + 1)),
        fertility,
        draw.uniform(1.02, 1.2, STEPS),
        draw.uniform(-90, 90, (STEPS, 2, A)),
    )


def _step(
    people: Table, S: Table, f: list[float], boys: float, m: Table, timing: str
) -> Table:
    """One step of one population, person by cell, as the formulas are printed."""
    first, second = {"even": (0.5, 0.5), "leslie": (0.5, 0.5), "end": (0.0, 1.0)}[
        timing
    ]
    there = [[people[s][x] + first * m[s][x] for x in range(A)] for s in (0, 1)]
    later = [[0.0] * A, [0.0] * A]
    for s in (0, 1):
        for x in range(A):
            later[s][min(x + 1, A - 1)] += there[s][x] * S[s][x + 1]
    born = 0.0
    for x in range(A):
        at_end = later[1][x] + (second * m[1][x] if timing == "even" else 0.0)
        born += WIDTH * f[x] * (there[1][x] + at_end) / 2
    later[0][0] = born * boys / (1 + boys) * S[0][0]
    later[1][0] = born / (1 + boys) * S[1][0]
    return [[later[s][x] + second * m[s][x] for x in range(A)] for s in (0, 1)]


@pytest.mark.parametrize("timing", ["even", "leslie", "end"])
def test_as_a_plain_loop_over_cells(timing: str) -> None:
    n, S, f, ratio, m = _drawn(3)
    people = n.tolist()
    course = project(n, S, f, ratio, m, width=WIDTH, timing=timing)
    for t in range(STEPS):
        people = _step(
            people, S[t].tolist(), f[t].tolist(), float(ratio[t]), m[t].tolist(), timing
        )
        np.testing.assert_allclose(course.population[t + 1], people, rtol=1e-12)


def test_the_timings_differ() -> None:
    n, S, f, ratio, m = _drawn(3)
    totals = [
        project(n, S, f, ratio, m, width=WIDTH, timing=timing).population[-1].sum()
        for timing in ("even", "leslie", "end")
    ]
    assert len({round(float(total), 3) for total in totals}) == 3


def test_females_as_by_a_leslie_matrix() -> None:
    """Wheldon et al. (2013): n(t+5) = L(n + m/2) + m/2, with a matrix written out."""
    n, S, f, ratio, m = _drawn(8)
    course = project(n, S, f, ratio, m, width=WIDTH, timing="leslie")
    females = n[1]
    for t in range(STEPS):
        L = np.diag(S[t, 1, 1:A], -1)
        L[-1, -1] = S[t, 1, A]
        later = np.append(f[t, 1:], 0.0)
        L[0] += WIDTH / (1 + ratio[t]) * S[t, 1, 0] / 2 * (f[t] + later * S[t, 1, 1:])
        females = L @ (females + m[t, 1] / 2) + m[t, 1] / 2
        np.testing.assert_allclose(course.population[t + 1, 1], females, rtol=1e-12)
