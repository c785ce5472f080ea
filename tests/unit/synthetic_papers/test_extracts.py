from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.unit.synthetic_papers.conftest import City

from renkou.snapshot.synthetic.build import write_city
from renkou.snapshot.synthetic.faults import EXTRACTS, Fault
from renkou.snapshot.synthetic.handing_over import FORMS
from renkou.snapshot.synthetic.identity import check_characters
from renkou.snapshot.synthetic.lives import Lives

Fits = Callable[[int, int, float], bool]
RATES = (
    Fault(kind="missing", share=(0.2, 0.2)),
    Fault(kind="doubled", share=(0.1, 0.1)),
    Fault(kind="no_number", share=(0.15, 0.15)),
    Fault(kind="mistyped", share=(0.2, 0.2), strength=0.25),
    Fault(kind="name_variant", share=(0.12, 0.12)),
    Fault(kind="wrong_date", share=(0.08, 0.08)),
)


@pytest.fixture(scope="module")
def spoilt(many: Lives, tmp_path_factory: pytest.TempPathFactory) -> City:
    path = tmp_path_factory.mktemp("spoilt") / "city"
    return City(many, path, write_city(many, path, RATES))


@pytest.fixture(scope="module")
def clean(many: Lives, tmp_path_factory: pytest.TempPathFactory) -> City:
    path = tmp_path_factory.mktemp("clean") / "city"
    return City(many, path, write_city(many, path, ()))


@pytest.mark.parametrize("extract", EXTRACTS)
def test_rows_are_lost_and_doubled_at_the_stated_rates(
    spoilt: City, clean: City, binomial: Fits, extract: str
) -> None:
    before, after = len(clean.extract(extract)), len(spoilt.extract(extract))
    faults = spoilt.table("truth", f"faults-{extract}")
    lost = int((faults.kind == "missing").sum())
    doubled = int((faults.kind == "doubled").sum())
    assert after == before - lost + doubled
    assert binomial(lost, before, 0.2)
    assert binomial(doubled, before - lost, 0.1)
    assert (faults.row[faults.kind == "missing"] == 0).all()


@pytest.mark.parametrize("extract", EXTRACTS)
@pytest.mark.parametrize(
    ("kind", "share"), [("name_variant", 0.12), ("wrong_date", 0.08)]
)
def test_names_and_dates_are_wrong_at_the_stated_rates_and_where_told(
    spoilt: City, binomial: Fits, extract: str, kind: str, share: float
) -> None:
    rows, links = spoilt.extract(extract), spoilt.table("truth", f"links-{extract}")
    faults = spoilt.table("truth", f"faults-{extract}")
    told = set(
        faults[faults.kind == kind][["row", "slot"]].itertuples(index=False, name=None)
    )
    content = "name" if kind == "name_variant" else "birth_day"
    true = _true(spoilt, content)
    wrong, held = set(), 0
    for slot in (0, 1):
        heading = {w: h for h, w in FORMS[extract].columns}.get(f"{content} {slot}")
        if heading is None:
            continue
        mine = links[links.slot == slot]
        shown = rows[heading].to_numpy()[mine.row - 1]
        true_names = mine.register_id.map(true)
        # A birth recorded after the horizon has no name in the register.
        differs = (shown != true_names.to_numpy()) & true_names.notna().to_numpy()
        wrong |= {(row, slot) for row in mine.row[differs]}
        held += len(mine)
    unnamed = set(
        links[~links.register_id.isin(true.index)][["row", "slot"]].itertuples(
            index=False, name=None
        )
    )
    assert wrong == told - unnamed
    assert binomial(len(told), held, share)


def _true(city: City, content: str) -> pd.Series:
    names = city.table("register", "names").set_index("person_id")
    if content == "name":
        return names.surname + names.given
    if content == "number":
        return names.identity_number
    persons = city.table("truth", "persons")
    days = pd.to_datetime(persons.birth_day).dt.strftime("%Y-%m-%d")
    return pd.Series(days.to_numpy(), persons.register_id)


@pytest.mark.parametrize("extract", EXTRACTS)
def test_numbers_are_missing_or_mistyped_at_the_stated_rates(
    spoilt: City, binomial: Fits, extract: str
) -> None:
    rows, links = spoilt.extract(extract), spoilt.table("truth", f"links-{extract}")
    faults = spoilt.table("truth", f"faults-{extract}")
    true = _true(spoilt, "number")
    held = absent = typed = passing = 0
    for slot in (0, 1):
        heading = {w: h for h, w in FORMS[extract].columns}.get(f"number {slot}")
        if heading is None:
            continue
        mine = links[links.slot == slot]
        shown = rows[heading].iloc[mine.row - 1]
        told = mine.register_id.map(true)
        held += len(mine)
        absent += int(shown.isna().sum())
        # A child whose birth nobody recorded has no number in the register.
        known = told.notna().to_numpy() & shown.notna().to_numpy()
        differs = known & (shown.to_numpy() != told.to_numpy())
        typed += int(differs.sum())
        wrong = np.array([list(n.encode()) for n in shown[differs]], np.uint8)
        if len(wrong):
            passing += int((check_characters(wrong) == wrong[:, 17]).sum())
    assert absent == (faults.kind == "no_number").sum()
    assert typed == (faults.kind == "mistyped").sum()
    assert binomial(absent, held, 0.15)
    assert binomial(typed, held - absent, 0.2)
    assert binomial(passing, typed, 0.25)


@pytest.mark.parametrize("extract", EXTRACTS)
def test_nothing_is_wrong_where_no_fault_is_planted(clean: City, extract: str) -> None:
    assert len(clean.table("truth", f"faults-{extract}")) == 0
    rows, links = clean.extract(extract), clean.table("truth", f"links-{extract}")
    for content in ("name", "birth_day", "number"):
        true = _true(clean, content)
        for slot in (0, 1):
            heading = {w: h for h, w in FORMS[extract].columns}.get(f"{content} {slot}")
            if heading is not None:
                mine = links[links.slot == slot]
                told = mine.register_id.map(true)
                shown = rows[heading].to_numpy()[mine.row - 1]
                known = told.notna().to_numpy()
                assert (shown == told.to_numpy())[known].all()
                assert known.mean() > 0.97


def test_faults_keep_to_their_areas_extracts_and_days(
    many: Lives, tmp_path: Path
) -> None:
    from datetime import date

    faults = (
        Fault(
            kind="name_variant",
            share=(1.0, 1.0),
            areas=("511002",),
            since=date(2015, 1, 1),
            extracts=("social_security",),
        ),
    )
    city = City(many, tmp_path / "c", write_city(many, tmp_path / "c", faults))
    assert len(city.table("truth", "faults-public_security")) == 0
    rows = city.extract("social_security")
    hit = city.table("truth", "faults-social_security").row
    held = rows.iloc[hit - 1]
    assert (held.recorded_at >= "2015-01-01").all()
    kept = rows.drop(rows.index[hit - 1])
    inside = kept.area.str[:6].eq("511002") & (kept.recorded_at >= "2015-01-01")
    # 511002 of the 2019 list has since passed villages to no other county.
    assert inside.sum() == 0
    assert len(held) > 50


def test_the_share_missing_lies_within_its_bounds_and_differs_by_extract(
    city: City,
) -> None:
    shares = []
    for extract in EXTRACTS:
        faults = city.table("truth", f"faults-{extract}")
        lost = (faults.kind == "missing").sum()
        shares.append(lost / (lost + len(city.extract(extract))))
    assert min(shares) > 0.015
    assert max(shares) < 0.11
    assert len(set(np.round(shares, 4))) == 4


def test_each_department_writes_its_own_form(city: City) -> None:
    for name in EXTRACTS:
        head = [heading for heading, _ in FORMS[name].columns]
        raw = (city.path / "extracts" / f"{name}.csv").read_bytes()
        first = raw.split(b"\n", 1)[0].decode(FORMS[name].encoding)
        assert first.split(",") == head
    civil = (city.path / "extracts" / "civil_affairs.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        civil.decode("utf-8")


def test_what_each_department_lists(clean: City) -> None:
    lives = clean.lives
    police = clean.extract("public_security")
    spells = clean.standing("residence_spells")
    kinds = spells.kind.astype(str)
    open_now = spells.valid_to.isna()
    assert len(police) == (open_now & (kinds == "registered")).sum()
    assert (
        len(clean.extract("social_security")) == (open_now & (kinds == "actual")).sum()
    )
    civil = clean.extract("civil_affairs")
    events = dict(
        zip(
            ("结婚", "离婚", "收养", "死亡"),
            (lives.marriages, lives.divorces, lives.adoptions, lives.deaths),
            strict=True,
        )
    )
    for name, rows in events.items():
        listed = (civil["事项"] == name).sum()
        assert len(rows) - 6 <= listed <= len(rows)
    assert civil["当事人二姓名"][civil["事项"] == "死亡"].isna().all()
    assert (civil["登记时间"] <= "2025-12-31 23:59:59").all()


def test_some_live_elsewhere_than_they_are_registered(clean: City) -> None:
    police = clean.extract("public_security").set_index("公民身份号码")
    insured = clean.extract("social_security").set_index("identity_number")
    both = police.join(insured, how="inner")
    elsewhere = both["户籍地代码"] != both.area
    assert 0.02 < elsewhere.mean() < 0.6
    assert len(both) < len(police)
