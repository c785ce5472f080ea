"""What the snapshot knows in the end, with what is missing, is what happened."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.unit.synthetic_papers.conftest import City

from renkou.snapshot.synthetic.lives import ELSEWHERE, NEVER, START

HORIZON = pd.Timestamp("2025-12-31 23:59:59")


def dates(days: np.ndarray) -> pd.Series:
    """Days as timestamps, NEVER as missing."""
    found = days.astype("int64").astype("datetime64[D]").astype("datetime64[s]")
    return pd.Series(np.where(days == NEVER, np.datetime64("NaT"), found))


def test_persons(city: City) -> None:
    truth, persons = city.table("truth", "persons"), city.lives.persons
    rows = city.standing("persons")
    rows = rows.assign(row=rows.person_id.map(city.row_of())).set_index("row")
    recorded = truth.recorded_at <= HORIZON
    assert set(rows.index) == set(np.flatnonzero(recorded))
    here = rows.index.to_numpy()
    same = (rows.sex.to_numpy() == persons.sex[here]) & (
        pd.to_datetime(rows.birth_date).to_numpy() == dates(persons.birth_day)[here]
    )
    assert same.mean() > 0.995, "all but the errors not mended yet"
    died = (truth.death_recorded_at <= HORIZON).to_numpy()[here]
    shown = pd.to_datetime(rows.death_date).to_numpy()
    told = dates(persons.death_day)[here].to_numpy()
    assert np.isnat(shown[~died]).all()
    assert (shown[died] == told[died]).all()
    mothers = rows.mother_id.map(city.row_of()).fillna(-1).to_numpy()
    assert (mothers == persons.mother[here]).all()


def test_births(city: City) -> None:
    truth, births = city.table("truth", "births"), city.lives.births
    rows = city.standing("births")
    child = rows.child_id.map(city.row_of()).to_numpy()
    place = pd.Series(np.arange(len(births)), births.child)
    at = place[child].to_numpy()
    recorded = (truth.recorded_at <= HORIZON) & ~truth.omitted
    assert set(at) == set(np.flatnonzero(recorded))
    told = dates(births.day)[at].to_numpy()
    assert (pd.to_datetime(rows.occurred_on).to_numpy() == told).mean() > 0.995
    assert (rows.birth_order.to_numpy() == births.order[at]).all()
    inside = births.village[at] != ELSEWHERE
    codes = np.array(city.lives.villages)[births.village[at]]
    assert (rows.area.to_numpy().astype(str) == codes)[inside].mean() > 0.99


def test_a_birth_agrees_with_its_child_in_every_version(city: City) -> None:
    births = city.table("snapshot", "births")
    persons = city.table("snapshot", "persons")
    both = births.merge(
        persons, left_on="child_id", right_on="person_id", suffixes=("", "_person")
    )
    later = both.superseded_at_person
    held = (both.recorded_at_person <= both.recorded_at) & (
        later.isna() | (later > both.recorded_at)
    )
    both = both[held]
    assert len(both) == len(births)
    assert (both.occurred_on == both.birth_date).all()
    assert (both.sex == both.sex_person).all()


@pytest.mark.parametrize("name", ["spells", "households"])
def test_stages(city: City, name: str) -> None:
    table = {"spells": "residence_spells", "households": "household_spells"}[name]
    truth, lives = city.table("truth", name), getattr(city.lives, name)
    rows = city.standing(table)
    began = truth.start_recorded_at <= HORIZON
    ended = (truth.end_recorded_at <= HORIZON).to_numpy()
    frame = pd.DataFrame(
        {
            "person": lives.person,
            "start": dates(lives.start),
            "end": dates(np.where(ended, lives.end, NEVER)),
        }
    )[began.to_numpy()]
    if name == "spells":
        frame["kind"] = np.array(["registered", "actual"])[lives.kind][began]
        frame["place"] = np.array(city.lives.villages)[lives.village][began]
    else:
        roles = ["head", "partner", "child", "parent", "grandchild", "other"]
        frame["kind"] = np.array(roles)[lives.role][began]
        frame["place"] = ""
    shown = pd.DataFrame(
        {
            "person": rows.person_id.map(city.row_of()).to_numpy(),
            "start": pd.to_datetime(rows.valid_from).to_numpy(),
            "end": pd.to_datetime(rows.valid_to).to_numpy(),
            "kind": (rows.kind if name == "spells" else rows.role)
            .astype(str)
            .to_numpy(),
            "place": rows.area.astype(str).to_numpy() if name == "spells" else "",
        }
    )
    keys = ["person", "kind", "start", "end", "place"]
    told = frame[keys].sort_values(keys).reset_index(drop=True)
    found = shown[keys].sort_values(keys).reset_index(drop=True)
    for column in ("start", "end"):
        found[column] = found[column].astype("datetime64[s]")
        told[column] = told[column].astype("datetime64[s]")
    pd.testing.assert_frame_equal(found, told, check_dtype=False)


@pytest.mark.parametrize(
    "name", ["deaths", "marriages", "divorces", "adoptions", "moves"]
)
def test_events(city: City, name: str) -> None:
    truth, events = city.table("truth", name), getattr(city.lives, name)
    recorded = (truth.recorded_at <= HORIZON).to_numpy()
    rows = city.standing(name)
    who = {
        "deaths": ("person_id", "person"),
        "moves": ("person_id", "person"),
        "adoptions": ("child_id", "child"),
    }.get(name, ("first_id", "first"))
    shown = sorted(
        zip(
            rows[who[0]].map(city.row_of()),
            pd.to_datetime(rows.occurred_on),
            strict=True,
        )
    )
    told = sorted(
        zip(
            events.column(who[1])[recorded],
            dates(events.day)[recorded],
            strict=True,
        )
    )
    assert shown == told
    assert len(told) >= 0.9 * len(events) - 2


def test_what_the_snapshot_lacks_was_omitted_or_is_recorded_later(city: City) -> None:
    truth = city.table("truth", "births")
    absent = ~(truth.recorded_at <= HORIZON)
    assert truth.omitted.sum() > 0
    assert (truth.omitted[absent] | truth.recorded_at[absent].notna()).all()
    assert truth.recorded_at[truth.omitted].isna().all()
    assert set(truth.late_median.dropna()) == {90}
    assert truth.late_median.notna().mean() < 0.5
    children = city.lives.births.child[truth.omitted]
    ids = city.table("truth", "persons").snapshot_id.to_numpy()[children]
    for name, columns in (
        ("persons", ["person_id"]),
        ("births", ["child_id"]),
        ("residence_spells", ["person_id"]),
        ("household_spells", ["person_id"]),
        ("deaths", ["person_id"]),
        ("moves", ["person_id"]),
    ):
        rows = city.table("snapshot", name)
        for column in columns:
            assert not set(rows[column]) & set(ids), name


def test_omitted_births_have_a_certificate(city: City) -> None:
    truth = city.table("truth", "births")
    links = city.table("truth", "links-health")
    faults = city.table("truth", "faults-health")
    lost = set(faults.register_id[faults.kind == "missing"])
    omitted = set(truth.child[truth.omitted].astype("int64")) - lost
    assert len(omitted) > 0
    assert omitted <= set(links.register_id[links.slot == 0])


def test_links_join_rows_to_persons(city: City) -> None:
    names = city.table("register", "names").set_index("person_id")
    for extract in ("public_security", "social_security"):
        rows, links = city.extract(extract), city.table("truth", f"links-{extract}")
        faults = city.table("truth", f"faults-{extract}")
        wrong = set(faults.row[faults.kind == "name_variant"])
        whole = names.surname + names.given
        told = links.register_id.map(whole)
        heading = "姓名" if extract == "public_security" else "name"
        shown = rows[heading].to_numpy()[links.row.to_numpy() - 1]
        differs = set(links.row[told.to_numpy() != shown])
        assert differs == wrong
        assert len(links) == len(rows)


def test_the_initial_register_holds_those_of_the_first_day(city: City) -> None:
    spells = city.table("snapshot", "residence_spells")
    first = spells[spells.recorded_at < pd.Timestamp("2010-11-02")]
    kinds = first.kind.astype(str)
    lives = city.lives.spells
    held = (lives.kind == 0) & (lives.start <= START) & (lives.end > START)
    assert (kinds == "registered").sum() == held.sum() == city.built.persons
