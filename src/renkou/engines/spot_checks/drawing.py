"""A draw that anybody can repeat, as a table that the answers are written into."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from hashlib import sha256

import pyarrow as pa

from renkou.integrity import sampling
from renkou.schema.problem import Problem

from .frames import Frame

LEAST = 2  # of a stratum, so that its own spread can be told
ANSWERS = ("births_found", "births_counted", "checked_on", "note")
ANSWERS_OF_PERSONS = ("found", "agrees", "checked_on", "note")


def draw_sample(
    frame: Frame, n: int, *, seed: str, since: date | None = None
) -> pa.Table:
    """The `n` units drawn from `frame`, with empty columns for the answers.

    Of each stratum those whose SHA-256 of "seed|id" is smallest (`sampling.draw`), in
    proportion to its units and two at least. Whoever has the frame and the seed can
    repeat it; a seed that becomes public after the frame is fixed leaves no choice.

    Columns: sheet (a number), id, units, place, place_name, stratum, stratum_name,
    stratum_units, stratum_drawn, weight (units that each stands for), seed, frame_hash
    (SHA-256 of the sorted ids, one a line), population, born_since, known_on, and the
    answers: births_found and births_counted, or of persons found and agrees;
    checked_on, note.

    Raises renkou.schema.problem.Problem where n is more than there are, or too few.

    >>> frame = Frame("units", tuple("abcd"), ("all",) * 4, ("",) * 4, {})
    >>> draw_sample(frame, 2, seed="2026-11-24")["id"].to_pylist()
    ['b', 'c']
    """
    sizes = Counter(frame.strata)
    shares = allocated(dict(sorted(sizes.items())), n)
    within: dict[str, list[str]] = defaultdict(list)
    place = dict(zip(frame.ids, frame.places, strict=True))
    for one, stratum in zip(frame.ids, frame.strata, strict=True):
        within[stratum].append(one)
    rows: list[dict[str, str | int | float]] = []
    for stratum, drawn in shares.items():
        for one in sampling.draw(within[stratum], drawn, seed=seed):
            rows.append(
                {
                    "sheet": str(len(rows) + 1),
                    "id": one,
                    "units": frame.units,
                    "place": place[one],
                    "place_name": frame.names.get(place[one], place[one]),
                    "stratum": stratum,
                    "stratum_name": frame.names.get(stratum, stratum),
                    "stratum_units": sizes[stratum],
                    "stratum_drawn": drawn,
                    "weight": sizes[stratum] / drawn,
                }
            )
    answers = ANSWERS_OF_PERSONS if frame.units == "persons" else ANSWERS
    same = {
        "seed": seed,
        "frame_hash": frame_hash(frame.ids),
        "population": frame.population,
        "born_since": since.isoformat() if since else "",
        "known_on": frame.known_on.isoformat() if frame.known_on else "",
        **dict.fromkeys(answers, ""),
    }
    return pa.Table.from_pylist([{**row, **same} for row in rows])


def frame_hash(ids: tuple[str, ...]) -> str:
    """The SHA-256 of the sorted ids, one a line: the frame, fixed before the seed.

    >>> frame_hash(("b", "a"))[:8]
    '7e18f737'
    """
    return sha256("\n".join(sorted(ids)).encode()).hexdigest()


def allocated(sizes: dict[str, int], n: int) -> dict[str, int]:
    """How many of `n` fall to each stratum: in proportion, two at least or all.

    >>> allocated({"a": 60, "b": 30, "c": 1}, 10)
    {'a': 6, 'b': 3, 'c': 1}
    """
    total = sum(sizes.values())
    least = {name: min(LEAST, size) for name, size in sizes.items()}
    if not sum(least.values()) <= n <= total:
        raise _wrong_number(n, sum(least.values()), total, len(sizes))
    found = dict(least)
    for _ in range(n - sum(least.values())):
        # The next one goes where it is owed most; ties to the first name.
        name = max(
            (one for one in sizes if found[one] < sizes[one]),
            key=lambda one: n * sizes[one] / total - found[one],
        )
        found[name] += 1
    return found


def _wrong_number(n: int, least: int, total: int, strata: int) -> Problem:
    if n > total:
        return Problem(
            f"n: {n} is more than the {total:,} units there are to draw from.",
            f"抽取数：{n}超过可抽取的{total:,}个单位。",
        )
    return Problem(
        f"n: {n} is too few: {strata} strata need two units each, {least} in all. Draw "
        "more, or draw without strata.",
        f"抽取数：{n}过少；{strata}层每层至少抽取2个，共需{least}个。"
        "请增加抽取数，或不分层。",
    )
