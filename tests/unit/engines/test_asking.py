"""Wrong questions are refused with what is wrong and the mend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from renkou.engines import Workspace, measure
from renkou.schema import Scope
from renkou.schema.problem import Problem

GOOD: dict[str, Any] = {"keys": "population", "years": 2015}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"keys": "populaton"}, "Did you mean population"),
        ({"by": "hamlet"}, "city, county, township, village"),
        ({"years": "2015-2014"}, "2015-2014"),
        ({"years": "next"}, "2011-2025"),
        ({"years": 2099}, "2099 is not over"),
        ({"population": "everyone"}, "resident, registered"),
        ({"sex": "both"}, "total, male, female"),
        ({"period": "week"}, "year, month"),
        ({"known_on": "31.12.2015"}, "2024-12-31"),
        ({"area_list": "1999-01-01"}, "1999-01-01"),
        ({"keys": "crude-birth-rate", "sex": "male"}, "not given by sex"),
        ({"known_on": "2014-05-01"}, "2015 is not over on 2014-05-01"),
    ],
)
def test_refused(city: Path, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(Problem) as caught:
        measure(**(GOOD | wrong), snapshot=city)
    assert says in caught.value.text.en
    assert caught.value.text.zh


def test_periods_not_over_on_the_day_are_left_out(city: Path) -> None:
    table = measure(
        "population", snapshot=city, years="2013-2015", known_on="2014-12-31"
    )
    assert table["period"].to_pylist() == ["2013", "2014"]


def test_versus_sets_what_was_known_beside_what_is(city: Path) -> None:
    asked: dict[str, Any] = {
        "keys": "population",
        "snapshot": city,
        "years": "2013-2015",
        "by": "township",
    }
    table = measure(**asked, versus="2015-12-31")
    then = measure(**asked, known_on="2015-12-31")
    assert table["value_vs"].to_pylist() == then["value"].to_pylist()
    rows = table.to_pylist()
    assert all(r["difference"] == r["value"] - r["value_vs"] for r in rows)
    assert any(r["difference"] for r in rows)


def test_a_scope_hides_other_areas_and_populations(city: Path) -> None:
    work = Workspace(city)
    county = work.tree.by_code("511024")
    scope = Scope("a county's own", frozenset({county.key}), ("resident",))
    table = measure("population", snapshot=work, years=2015, by="township", scope=scope)
    assert {code[:6] for code in table["area"].to_pylist()} == {"511024"}
    with pytest.raises(Problem, match="registered"):
        measure(
            "population",
            snapshot=work,
            years=2015,
            population="registered",
            scope=scope,
        )


def test_totals_per_head(city: Path, tmp_path: Path) -> None:
    totals = tmp_path / "totals.csv"
    totals.write_text("area,period,value\n511000,2015,9000\n", encoding="utf-8")
    table = measure("per-head", snapshot=city, years="2014-2015", totals=totals)
    first, second = table.to_pylist()
    assert first["value"] is None
    assert second["value"] == 9000 / second["denominator"]
    totals.write_text("area,period,value\n511000,2015,many\n", encoding="utf-8")
    with pytest.raises(Problem, match="row 2, column value"):
        measure("per-head", snapshot=city, years=2015, totals=totals)


def test_what_happened_before_the_first_day_is_missing_not_small(city: Path) -> None:
    (city / "snapshot.toml").write_text("first_day = 2014-06-01\n", encoding="utf-8")
    keys = ("population", "births", "growth-rate", "births-decomposition")
    table = measure(keys, snapshot=city, years="2014-2016")
    there: dict[str, set[str]] = {}
    for row in table.to_pylist():
        if row["value"] is not None:
            there.setdefault(row["measure"], set()).add(row["period"])
    assert there["population"] == {"2014", "2015", "2016"}
    assert there["births"] == there["growth-rate"] == {"2015", "2016"}
    assert there["births-decomposition"] == {"2016"}


def test_without_days_of_recording_no_delay_is_told(city: Path) -> None:
    (city / "snapshot.toml").write_text('recorded = "unknown"\n', encoding="utf-8")
    with pytest.raises(Problem, match="no day of recording"):
        measure("recorded-within-30-days", snapshot=city, years=2015)
    with pytest.raises(Problem, match="no day of recording"):
        measure("births", snapshot=city, years=2015, known_on="2016-01-01")
    told = set(measure("all", snapshot=city, years=2015)["measure"].to_pylist())
    assert "births" in told
    assert "recorded-within-30-days" not in told


def test_comparisons_stand_beside_each_figure(city: Path) -> None:
    table = measure(
        "crude-death-rate",
        snapshot=city,
        years="2014-2015",
        by="county,city",
        compare="previous,parent,nation",
    )
    rows = {(row["area"], row["period"]): row for row in table.to_pylist()}
    whole = {period: rows["511000000000", period] for period in ("2014", "2015")}
    assert whole["2015"]["value_previous"] == whole["2014"]["value"]
    assert whole["2015"]["value_parent"] is None
    assert whole["2015"]["value_nation"] == pytest.approx(6.82)
    assert "United Nations" in whole["2015"]["source_nation"]
    county = rows["511002000000", "2015"]
    assert county["value_parent"] == whole["2015"]["value"]
    assert len(rows) == table.num_rows == 12
