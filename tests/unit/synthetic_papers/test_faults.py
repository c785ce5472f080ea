from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from renkou.schema.problem import Problem
from renkou.snapshot.synthetic.draws import stream
from renkou.snapshot.synthetic.faults import DEFAULTS, EXTRACTS, Fault, read_faults
from renkou.snapshot.synthetic.lives import Lives
from renkou.snapshot.synthetic.planting import day_number, plan
from renkou.snapshot.synthetic.successors import SHOWN_ON, Places

Fits = Callable[[int, int, float], bool]


@pytest.fixture(scope="module")
def places(many: Lives) -> Places:
    return Places(many.villages)


def test_the_default_faults_are_those_of_the_specification() -> None:
    shares = {fault.kind: fault.share for fault in DEFAULTS}
    areas = {fault.kind: fault.areas for fault in DEFAULTS}
    assert shares["omitted"] == (0.15, 0.15)
    assert shares["missing"] == (0.03, 0.08)
    assert shares["doubled"] == (0.005, 0.005)
    assert shares["no_number"] == (0.02, 0.02)
    assert shares["mistyped"] == (0.01, 0.01)
    assert shares["name_variant"] == (0.03, 0.03)
    assert shares["wrong_date"] == (0.005, 0.005)
    assert (areas["omitted"], areas["late"], areas["invented"]) == (6, 6, 8)
    assert {f.kind: f.since for f in DEFAULTS}["omitted"] == date(2019, 1, 1)
    assert {f.kind: f.strength for f in DEFAULTS}["late"] == 90


def test_townships_are_drawn_once_and_whole(many: Lives, places: Places) -> None:
    planted = plan(many, DEFAULTS, places).planted
    drawn = [area for each in planted for area in each.areas]
    assert len(drawn) == 20 == len(set(drawn))
    known = {u.code for u in places.tree.units(SHOWN_ON, "township")}
    assert set(drawn) <= known
    for each in planted:
        for area in each.areas:
            inside = places.within(area)
            assert inside.any()
            assert each.villages is not None
            assert each.villages[inside].all()


def test_invented_counts_come_of_whole_former_townships(
    many: Lives, places: Places
) -> None:
    drawn = plan(many, DEFAULTS, places)
    invented = next(p for p in drawn.planted if p.fault.kind == "invented")
    for area in invented.areas:
        former = places.former_townships(area)
        assert len(former) == 1
        inside = {many.villages[i] for i in np.flatnonzero(places.within(area))}
        whole = {v for v in many.villages if v[:9] == former[0][:9]}
        assert inside == whole
        assert former[0] in drawn.invented


@pytest.mark.parametrize("share", [0.15, 0.5, 0.9])
def test_births_are_omitted_at_the_stated_rate(
    many: Lives, places: Places, binomial: Fits, share: float
) -> None:
    since = date(2014, 1, 1)
    fault = Fault(kind="omitted", share=(share, share), areas=60, since=since)
    drawn = plan(many, (fault,), places)
    births, inside = many.births, drawn.planted[0].villages
    assert inside is not None
    exposed = (births.village >= 0) & inside[births.village]
    exposed &= births.day >= day_number(since)
    assert exposed.sum() > 80
    assert not drawn.omitted[~exposed].any()
    assert binomial(int(drawn.omitted.sum()), int(exposed.sum()), share)


def test_late_births_have_the_stated_median(many: Lives, places: Places) -> None:
    fault = Fault(kind="late", share=(1.0, 1.0), areas=("511002001",), strength=45)
    drawn = plan(many, (fault,), places)
    inside = places.within("511002001000")
    slow = ~np.isnan(drawn.late)
    assert (drawn.late[slow] == 45).all()
    assert inside[many.births.village[slow]].all()
    assert not drawn.omitted.any()


def test_another_seed_draws_other_townships(many: Lives, places: Places) -> None:
    from dataclasses import replace

    first = plan(many, DEFAULTS, places).planted[0].areas
    second = plan(replace(many, seed=99), DEFAULTS, places).planted[0].areas
    assert first != second


def test_streams_of_different_purposes_differ() -> None:
    one, other = stream(1, "names").random(5), stream(1, "faults").random(5)
    assert not np.allclose(one, other)
    assert np.allclose(one, stream(1, "names").random(5))


def test_more_townships_than_there_are_is_refused(many: Lives, places: Places) -> None:
    fault = Fault(kind="late", share=(1.0, 1.0), areas=84, strength=90)
    with pytest.raises(Problem, match=r"\[late\] areas is 84; only 83 townships"):
        plan(many, (fault,), places)


def test_a_village_cannot_invent_counts(many: Lives, places: Places) -> None:
    village = places.tree.units(SHOWN_ON, "village")[0].code
    fault = Fault(kind="invented", share=(1.0, 1.0), areas=(village,), strength=5)
    with pytest.raises(Problem, match="is a village; counts are reported by townships"):
        plan(many, (fault,), places)


GOOD = """
[omitted]
share = 0.3
areas = ["511002001", "511024"]
from = 2020-01-01

[[missing]]
share = [0.1, 0.2]
extracts = ["health"]

[[missing]]
share = 0.5
areas = 3
extracts = ["civil_affairs"]

[mistyped]
share = 0.05
strength = 1
"""


def test_a_file_of_faults_is_read(tmp_path: Path) -> None:
    file = tmp_path / "faults.toml"
    file.write_text(GOOD)
    omitted, health, civil, mistyped = read_faults(file)
    assert omitted == Fault(
        kind="omitted",
        share=(0.3, 0.3),
        areas=("511002001", "511024"),
        since=date(2020, 1, 1),
    )
    assert (health.share, health.extracts) == ((0.1, 0.2), ("health",))
    assert (civil.areas, civil.extracts) == (3, ("civil_affairs",))
    assert (mistyped.strength, mistyped.extracts) == (1.0, EXTRACTS)


def test_the_usual_strength_is_taken_where_none_is_given(tmp_path: Path) -> None:
    file = tmp_path / "faults.toml"
    file.write_text("[late]\nshare = 1\nareas = 2\n")
    assert read_faults(file)[0].strength == 90


def test_an_empty_file_plants_nothing(tmp_path: Path) -> None:
    file = tmp_path / "faults.toml"
    file.write_text("")
    assert read_faults(file) == ()


BAD = {
    "[omited]\nshare = 0.1": "no such fault: omited. Did you mean omitted?",
    "[omitted]\nshare = 1.5\nareas = 1": r"share is 1.5; it must be a number from 0",
    "[omitted]\nshare = true\nareas = 1": "share is True; it must be",
    "[omitted]\nareas = 1": "share is None; it must be",
    "[missing]\nshare = [0.5, 0.1]": r"share is \[0.5, 0.1\]; it must be",
    "[missing]\nshare = [0.1, 0.2, 0.3]": "two such as",
    "[omitted]\nshare = 0.1": "areas is None; it must be how many townships",
    "[omitted]\nshare = 0.1\nareas = 0": "areas is 0; it must be",
    "[omitted]\nshare = 0.1\nareas = []": "areas is",
    "[omitted]\nshare = 0.1\nareas = [511002]": "areas is",
    "[omitted]\nshare = 0.1\nareas = 1\nfrom = '2019'": "from is '2019'; it must be a",
    "[omitted]\nshare = 0.1\nareas = 1\nfrom = 2019-01-01T00:00:00": "from is",
    "[omitted]\nshare = 0.1\nareas = 1\nstrength = 3": "omitted has no strength",
    "[omitted]\nshare = 0.1\nareas = 1\nextracts = ['health']": "not in an extract",
    "[late]\nshare = 0.1\nareas = 1\nstrength = 0": "strength is 0; it must be",
    "[mistyped]\nshare = 0.1\nstrength = 2": "strength is 2; it must be the share",
    "[missing]\nshare = 0.1\nextracts = ['police']": r"extracts is \['police'\]",
    "[missing]\nshare = 0.1\nextract = ['health']": "no such key: extract. Did",
    "missing = 3": r"it must be a table",
    "[missing\nshare = 0.1": "this is not TOML",
}


@pytest.mark.parametrize("text", BAD, ids=lambda text: text.replace("\n", " "))
def test_a_file_that_does_not_fit_is_refused_with_place_and_mend(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "faults.toml"
    file.write_text(text)
    with pytest.raises(Problem, match=BAD[text]) as caught:
        read_faults(file)
    assert str(file) in str(caught.value)
    assert str(file) in caught.value.text.zh


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="could not be read"):
        read_faults(tmp_path / "none.toml")
    file = tmp_path / "gbk.toml"
    file.write_bytes("# 差错".encode("gbk"))
    with pytest.raises(Problem, match="not TOML in UTF-8"):
        read_faults(file)


@pytest.mark.parametrize("code", ["999999", "51", "5110", "abc"])
def test_an_area_that_is_none_is_refused(
    many: Lives, places: Places, code: str
) -> None:
    fault = Fault(kind="late", share=(1.0, 1.0), areas=(code,), strength=90)
    with pytest.raises(Problem, match=r"\[late\] areas"):
        plan(many, (fault,), places)
