from __future__ import annotations

import numpy as np
import pytest

from renkou.snapshot.synthetic.delays import DAY, DELAYS
from renkou.snapshot.synthetic.lives import NEVER, REGISTERED, START, Lives
from renkou.snapshot.synthetic.recording import HORIZON, Known, record
from renkou.snapshot.synthetic.walk import INITIAL, UNKNOWN


@pytest.fixture(scope="module")
def known(many: Lives) -> Known:
    return record(many, *_nothing_planted(many))


def _nothing_planted(lives: Lives):  # type: ignore[no-untyped-def]
    count = len(lives.births)
    return np.full(count, np.nan, np.float32), np.zeros(count, np.bool_)


def test_the_initial_register_is_recorded_on_the_first_day(
    many: Lives, known: Known
) -> None:
    spells, (start, _) = many.spells, known.spells
    assert (start[spells.start <= START] == INITIAL).all()
    assert INITIAL // DAY == START
    assert (known.person >= INITIAL).all()


def test_births_have_the_stated_median_delay(many: Lives, known: Known) -> None:
    new = many.births.day > START
    days = known.births[new] // DAY - many.births.day[new]
    assert np.median(days) == pytest.approx(DELAYS["births"].median, abs=1.5)
    assert (days >= 0).all()
    assert (days > 365).mean() < 0.05


def test_nothing_is_recorded_before_it_happens(many: Lives, known: Known) -> None:
    for name in ("deaths", "marriages", "divorces", "adoptions", "moves"):
        happened = getattr(many, name).day.astype(np.int64) * DAY
        assert (getattr(known, name) >= happened).all(), name
    for rows, (start, end) in (
        (many.spells, known.spells),
        (many.households, known.households),
    ):
        assert (start >= rows.column("start").astype(np.int64) * DAY).all()
        ended = rows.column("end") != NEVER
        last_day = rows.column("end")[ended].astype(np.int64) - 1
        assert (end[ended] >= last_day * DAY).all()


def test_offices_record_by_day_on_weekdays(many: Lives, known: Known) -> None:
    moment = known.deaths
    second, weekday = moment % DAY, (moment // DAY + 3) % 7
    assert (second >= 8 * 3600).all()
    assert (second < 18 * 3600).all()
    assert (weekday < 5).all()


def test_a_death_closes_spells_and_some_registrations_later(
    many: Lives, known: Known
) -> None:
    spells, (_, end) = many.spells, known.spells
    death = many.persons.death_day[spells.person]
    last = np.flatnonzero((spells.end - 1 == death) & (death >= START))
    assert len(last) > 200
    delay = end[last] - known.died[spells.person[last]]
    registered = spells.kind[last] == REGISTERED
    assert (delay[~registered] == 0).all()
    assert (delay[registered] >= 0).all()
    assert (delay[registered] > 0).mean() == pytest.approx(0.3, abs=0.08)


def test_a_stage_that_follows_another_closes_it(many: Lives, known: Known) -> None:
    spells, (start, end) = many.spells, known.spells
    same = (spells.person[1:] == spells.person[:-1]) & (
        spells.kind[1:] == spells.kind[:-1]
    )
    follows = np.flatnonzero(same & (spells.start[1:] == spells.end[:-1]))
    assert len(follows) > 200
    assert (end[follows] == start[follows + 1]).all()


def test_a_move_is_recorded_with_the_spells_it_ends_and_begins(
    many: Lives, known: Known
) -> None:
    spells, (start, end) = many.spells, known.spells
    begun = {
        (p, k, d): moment
        for p, k, d, moment in zip(
            spells.person, spells.kind, spells.start, start, strict=True
        )
    }
    ended = {
        (p, k, d): moment
        for p, k, d, moment in zip(
            spells.person, spells.kind, spells.end, end, strict=True
        )
    }
    moves = many.moves
    for place, key in enumerate(zip(moves.person, moves.kind, moves.day, strict=True)):
        for moments in (begun, ended):
            assert moments.get(key, known.moves[place]) == known.moves[place]


def test_everybody_a_record_names_is_known_by_then(many: Lives, known: Known) -> None:
    births, persons = many.births, many.persons
    assert (known.person[births.mother] <= known.births).all()
    assert (known.person[births.child] == known.births).all()
    child = np.flatnonzero(persons.mother >= 0)
    assert (known.person[persons.mother[child]] <= known.person[child]).all()
    assert (known.person[many.marriages.first] <= known.marriages).all()


def test_nothing_of_an_omitted_child_is_recorded(many: Lives) -> None:
    late, omitted = _nothing_planted(many)
    omitted[many.births.day > START + 3000] = True
    known = record(many, late, omitted)
    children = many.births.child[omitted]
    hidden = np.isin(many.spells.person, children)
    assert hidden.sum() > 50
    assert (known.person[children] == UNKNOWN).all()
    assert (known.spells[0][hidden] == UNKNOWN).all()
    assert (known.spells[1][hidden] == UNKNOWN).all()
    assert (known.births[omitted] == UNKNOWN).all()
    others = np.setdiff1d(np.arange(len(many.persons)), children)
    assert (known.person[others] < UNKNOWN).all()


def test_late_townships_record_births_late(many: Lives) -> None:
    late, omitted = _nothing_planted(many)
    slow = (many.births.day > START) & (many.births.village % 2 == 0)
    late[slow] = 90
    known = record(many, late, omitted)
    days = known.births // DAY - many.births.day
    assert np.median(days[slow]) == pytest.approx(90, abs=9)
    usual = ~slow & (many.births.day > START)
    assert np.median(days[usual]) == pytest.approx(12, abs=1.5)


def test_some_first_records_are_mended(many: Lives, known: Known) -> None:
    wrong = known.mended < UNKNOWN
    assert wrong.mean() == pytest.approx(0.01, abs=0.005)
    assert (known.mended > known.person)[wrong].all()
    assert (known.mended[wrong] <= HORIZON).mean() > 0.8
