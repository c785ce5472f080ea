"""Multipliers from their definition, and a composite link fitted in another way."""

import numpy as np
import pytest

from renkou.chance.input_rules import Floats
from renkou.demography import graduation
from renkou.demography.graduation.multipliers import (
    BEERS_MODIFIED,
    BEERS_ORDINARY,
    SPRAGUE,
    Multipliers,
)


def _osculating() -> Floats:
    """The fifth-degree curve of a middle group, whose ends meet its neighbours'.

    Of the six cumulated counts at −2 … 3: value, slope and bend at 0 are those of the
    fourth-degree curve through the five around 0, at 1 of that through the five
    around 1. Rows: the single years; columns: the five groups.
    """
    wanted = np.zeros((6, 6))
    for row, (at, first) in enumerate(((0.0, -2), (1.0, -1))):
        x = np.arange(first, first + 5)
        curve = np.linalg.inv(np.vander(x, 5, increasing=True))
        powers = [[at**k for k in range(5)]]
        powers.append([k * at ** max(k - 1, 0) for k in range(5)])
        powers.append([k * (k - 1) * at ** max(k - 2, 0) for k in range(5)])
        wanted[3 * row : 3 * row + 3, first + 2 : first + 7] = powers @ curve
    conditions = []
    for at in (0.0, 1.0):
        conditions.append([at**k for k in range(6)])
        conditions.append([k * at ** max(k - 1, 0) for k in range(6)])
        conditions.append([k * (k - 1) * at ** max(k - 2, 0) for k in range(6)])
    fifth = np.linalg.solve(conditions, wanted)
    points = np.vander(np.arange(6) / 5, 6, increasing=True) @ fifth
    cumulated = np.vstack([np.zeros(5), np.tril(np.ones((5, 5)))])
    return np.diff(points @ cumulated, axis=0)


def _first_groups() -> Floats:
    """The fourth-degree curve through the first five cumulated counts."""
    curve = np.linalg.inv(np.vander(np.arange(5), 5, increasing=True))
    points = np.vander(np.arange(11) / 5, 5, increasing=True) @ curve
    cumulated = np.vstack([np.zeros(4), np.tril(np.ones((4, 4)))])
    return np.diff(points @ cumulated, axis=0)


def test_sprague_from_its_definition() -> None:
    np.testing.assert_allclose(SPRAGUE.middle, _osculating(), rtol=0, atol=1e-12)
    np.testing.assert_allclose(SPRAGUE.first[:, :4], _first_groups(), rtol=0, atol=1e-9)
    assert not SPRAGUE.first[:, 4].any()


# Beers' multipliers for points, not groups: mrc-ide/beers, R/make_constants.R
# (962272e), after Siegel and Swanson (2004), appendix C: first, second and middle
# panel, at the point itself and a fifth to four fifths on.
# fmt: off
ORDINARY_POINTS = [
    [1, 0, 0, 0, 0, 0],
    [.6667, .4969, -.1426, -.1006, .1079, -.0283],
    [.4072, .8344, -.2336, -.0976, .1224, -.0328],
    [.2148, 1.0204, -.2456, -.0536, .0884, -.0244],
    [.0819, 1.0689, -.1666, -.0126, .0399, -.0115],
    [0, 1, 0, 0, 0, 0],
    [-.0404, .8404, .2344, -.0216, -.0196, .0068],
    [-.0497, .6229, .5014, -.0646, -.0181, .0081],
    [-.0389, .3849, .7534, -.1006, -.0041, .0053],
    [-.0191, .1659, .9354, -.0906, .0069, .0015],
    [0, 0, 1, 0, 0, 0],
    [.0117, -.0921, .9234, .1854, -.0311, .0027],
    [.0137, -.1101, .7194, .4454, -.0771, .0087],
    [.0087, -.0771, .4454, .7194, -.1101, .0137],
    [.0027, -.0311, .1854, .9234, -.0921, .0117],
    [0, 0, 0, 1, 0, 0],
]
MODIFIED_POINTS = [
    [1, 0, 0, 0, 0, 0],
    [.6668, .5270, -.2640, .0820, -.0140, .0022],
    [.4099, .8592, -.3598, .1052, -.0173, .0028],
    [.2196, 1.0279, -.3236, .0874, -.0136, .0023],
    [.0862, 1.0644, -.1916, .0464, -.0066, .0012],
    [0, 1, 0, 0, 0, 0],
    [-.0486, .8655, .2160, -.0350, .0030, -.0009],
    [-.0689, .6903, .4238, -.0442, .0003, -.0013],
    [-.0697, .5018, .5938, -.0152, -.0097, -.0010],
    [-.0589, .3233, .7038, .0578, -.0257, -.0003],
    [-.0430, .1720, .7420, .1720, -.0430, 0],
    [-.0270, .0587, .7072, .3162, -.0538, -.0013],
    [-.0141, -.0132, .6098, .4708, -.0477, -.0056],
    [-.0056, -.0477, .4708, .6098, -.0132, -.0141],
    [-.0013, -.0538, .3162, .7072, .0587, -.0270],
    [0, -.0430, .1720, .7420, .1720, -.0430],
]
# fmt: on


@pytest.mark.parametrize(
    ("points", "groups"),
    [(ORDINARY_POINTS, BEERS_ORDINARY), (MODIFIED_POINTS, BEERS_MODIFIED)],
)
def test_beers_for_groups_are_differences_of_those_for_points(
    points: list[list[float]], groups: Multipliers
) -> None:
    """Two tables of the book, each rounded to four digits, agree."""
    cumulated = np.vstack([np.zeros(5), np.tril(np.ones((5, 5)))])
    by_group = np.diff(np.array(points) @ cumulated, axis=0)
    np.testing.assert_allclose(groups.first, by_group[:10], rtol=0, atol=2e-4)
    np.testing.assert_allclose(groups.middle, by_group[10:], rtol=0, atol=2e-4)


def _composite_link(
    counts: Floats, widths: list[int], smoothing: float
) -> tuple[Floats, float]:
    """Rizzi, Gampe and Eilers (2015): all years at once by augmented least squares.

    The years, scaled to the groups, and Akaike's criterion.
    """
    n = sum(widths)
    edges = np.cumsum([0, *widths])
    C = np.zeros((len(widths), n))
    for group in range(len(widths)):
        C[group, edges[group] : edges[group + 1]] = 1
    D = np.sqrt(smoothing) * np.diff(np.eye(n), n=2, axis=0)
    b = np.full(n, np.log(counts.sum() / n))
    for _ in range(100):
        gamma = np.exp(b)
        mu = C @ gamma
        Q = C * gamma
        root = 1 / np.sqrt(mu)
        z = np.append(root * (counts - mu + Q @ b), np.zeros(n - 2))
        b = np.linalg.lstsq(np.vstack([root[:, None] * Q, D]), z, rcond=None)[0]
    years = np.exp(b)
    mu = C @ years
    information = (C * years).T @ np.diag(1 / mu) @ (C * years)
    used = np.trace(np.linalg.solve(information + D.T @ D, information))
    deviance = 2 * np.sum(counts * np.log(counts / mu) - (counts - mu))
    return np.asarray(years * (counts / mu @ C)), float(deviance + 2 * used)


@pytest.mark.parametrize("smoothing", [1.0, 100.0, 10_000.0])
def test_composite_link_by_least_squares(smoothing: float) -> None:
    age = [0, 1, 5, 10, 15, 20, 30, 40, 50, 60, 70, 80]
    counts = np.array([25, 90, 120, 118, 112, 215, 190, 160, 120, 70, 30, 9.0])
    widths = [int(w) for w in np.diff(age)]
    expected, _ = _composite_link(counts[:-1], widths, smoothing)
    found = graduation.pclm(counts, age, smoothing=smoothing)
    np.testing.assert_allclose(found[:-1], expected, rtol=1e-5)


def test_the_smoothing_with_the_least_criterion_is_taken() -> None:
    drawn = np.random.default_rng(2015)
    age = range(0, 65, 5)
    taken = set()
    for size in (30, 300, 30_000):
        counts = 1 + drawn.poisson(size * np.exp(-((np.arange(13) / 9) ** 2)))
        fits = [
            _composite_link(counts[:-1].astype(float), [5] * 12, 10.0**power)
            for power in range(8)
        ]
        best = min(range(8), key=lambda power: fits[power][1])
        found = graduation.pclm(counts, age)
        np.testing.assert_allclose(found[:-1], fits[best][0], rtol=1e-4)
        taken.add(best)
    assert len(taken) > 1
