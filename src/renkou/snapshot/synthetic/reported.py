"""Monthly counts as the townships report them; some are invented.

For each month, at the close of the last day of the month after it (the first
publication), a township reports the births and deaths of the month registered with it
that its records then hold. A township that invents its counts reports the mean of its
neighbours' instead, give or take one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .delays import DAY, Seconds
from .draws import stream
from .lives import END, START, Lives
from .recording import HORIZON
from .walk import UNKNOWN

KINDS = ("births", "deaths")
NEIGHBOURS = 4
EVENING, NIGHT = 18 * 3_600, 21 * 3_600
"""Reports leave after the offices have closed, so nothing of that day is missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invention:
    """From which day a township invents its counts, in what share of the months.

    Where the neighbours' mean is below `smallest` it reports what it recorded.
    """

    since: int
    share: float
    smallest: float


def reported_counts(
    lives: Lives,
    records: dict[str, dict[str, NDArray[Any]]],
    invented: dict[str, Invention],
) -> dict[str, NDArray[Any]]:
    """The rows of `reported_counts`, from the version rows of births and deaths.

    `area` is an index into `townships(lives)`, `invented` by the township's code.
    `made_up` flags the counts that were invented.
    """
    codes, township = townships(lives)
    first, months = _months()
    draw = stream(lives.seed, "reports")
    moment = (first[2:] - 1)[None, :] * DAY + draw.integers(
        EVENING, NIGHT, (len(codes), months)
    )
    parts = []
    for kind, name in enumerate(KINDS):
        counts = _counted(records[name], township, moment, first)
        counts, made_up = _invent(counts, codes, invented, first, draw)
        kinds = np.full(counts.size, kind, np.int8)
        parts.append((kinds, counts.ravel(), made_up.ravel()))
    area, month = np.divmod(np.arange(len(codes) * months), months)
    columns: dict[str, NDArray[Any]] = {
        "record_id": np.arange(2 * len(area)),
        "version": np.ones(2 * len(area), np.int32),
        "recorded_at": np.tile(moment.ravel(), 2),
        "superseded_at": np.full(2 * len(area), UNKNOWN),
        "area": np.tile(area.astype(np.int16), 2),
        "month": np.tile(first[month].astype(np.int32), 2),
        "kind": np.concatenate([part[0] for part in parts]),
        "value": np.concatenate([part[1] for part in parts]).astype(np.int32),
        "made_up": np.concatenate([part[2] for part in parts]),
    }
    kept = columns["recorded_at"] <= HORIZON
    return {name: values[kept] for name, values in columns.items()}


def townships(lives: Lives) -> tuple[tuple[str, ...], NDArray[np.int16]]:
    """The codes of the 2019 list's townships, and each village's place among them."""
    codes = [code[:9] + "000" for code in lives.villages]
    distinct, index = np.unique(codes, return_inverse=True)
    return tuple(str(code) for code in distinct), index.astype(np.int16)


def neighbours(codes: tuple[str, ...], place: int) -> list[int]:
    """The townships of the same county nearest by code, at most `NEIGHBOURS`.

    No map of the townships is at hand; codes run from the county's seat outwards and
    keep neighbours mostly together.
    """
    same = [i for i, code in enumerate(codes) if code[:6] == codes[place][:6]]
    others = sorted((abs(i - place), i) for i in same if i != place)
    return [i for _, i in others[:NEIGHBOURS]]


def _months() -> tuple[NDArray[np.int64], int]:
    """The first days of the months from the start, with two more at the end."""
    start = np.datetime64(START, "D").astype("datetime64[M]")
    end = np.datetime64(END, "D").astype("datetime64[M]")
    months = np.arange(start, end + 2)
    return months.astype("datetime64[D]").astype(np.int64), len(months) - 2


def _counted(
    rows: dict[str, NDArray[Any]],
    township: NDArray[np.int16],
    moment: Seconds,
    first: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Records of each township and month that stood at the moment of the report."""
    count = moment.shape[1]
    month = np.searchsorted(first, rows["occurred_on"], "right") - 1
    inside = np.flatnonzero((month >= 0) & (month < count))
    place, month = township[rows["area"][inside]], month[inside]
    at = moment[place, month]
    stands = (rows["recorded_at"][inside] <= at) & (rows["superseded_at"][inside] > at)
    cell = place[stands].astype(np.int64) * count + month[stands]
    return np.bincount(cell, minlength=moment.size).reshape(moment.shape)


def _invent(
    counts: NDArray[np.int64],
    codes: tuple[str, ...],
    invented: dict[str, Invention],
    first: NDArray[np.int64],
    draw: np.random.Generator,
) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """The counts as reported, and which of them are made up."""
    found = counts.copy()
    made_up = np.zeros(counts.shape, np.bool_)
    noise = draw.integers(-1, 2, counts.shape)
    chance = draw.random(counts.shape)
    for code, how in invented.items():
        place = codes.index(code)
        near = neighbours(codes, place)
        if not near:
            continue
        mean = counts[near].mean(axis=0)
        chosen = (mean >= how.smallest) & (chance[place] < how.share)
        chosen &= first[: counts.shape[1]] >= how.since
        value = np.maximum(np.rint(mean).astype(np.int64) + noise[place], 0)
        found[place] = np.where(chosen, value, counts[place])
        made_up[place] = chosen
    return found, made_up
