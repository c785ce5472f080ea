"""What a reconciliation finds in a clean town, and that each planted fault is found."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from renkou.linkage import reconcile, unlink
from renkou.linkage.workplace import workplace
from renkou.schema.problem import Problem

from .conftest import Result, Town, read_rows, write_rows

POLICE = "public_security.csv"
NUMBER, NAME, SEX, BORN, AREA, AT = range(6)


def test_a_clean_town_is_quiet(clean: Result) -> None:
    counts = {(s, r, status): n for s, r, status, n in clean.made.statuses}
    people = sum(counts.values())
    loud = people - sum(n for (_, _, status), n in counts.items() if status == "agreed")
    # A birth certified in the last days is not in the register yet; a death may be.
    assert people > 3_000
    assert loud <= 6
    assert not any(status == "doubled" for _, _, status in counts)
    assert clean.rows("SELECT count(*) FROM {differences}") == [(0,)]


def test_a_clean_town_is_covered(clean: Result) -> None:
    total = {
        row["source"]: row
        for row in clean.made.undercount.to_pylist()
        if row["dimension"] == "total"
    }
    assert set(total) == {"public_security", "social_security", "health"}
    assert total["public_security"]["register_coverage"] > 0.999
    assert total["public_security"]["source_coverage"] > 0.999


def test_links_say_why(clean: Result) -> None:
    [(low, rules, fields)] = clean.rows(
        "SELECT min(probability), list_distinct(list(rule)), any_value(weights) "
        "FROM {links}"
    )
    assert isinstance(low, float)
    assert low >= 0.95
    assert isinstance(rules, list)
    assert "number+name" in rules
    assert '"name":' in str(fields)


@pytest.fixture(scope="session")
def faulty(town: Town) -> Result:
    """The town with one fault of each kind in the first rows of public security."""
    folder = town.planted("faulty")
    rows = read_rows(folder / POLICE)
    names = {row[NAME] for row in rows[1:]}
    swapped = next(i for i, r in enumerate(rows) if i and len(set(r[NAME])) == 3)
    rows[swapped][NAME] = rows[swapped][NAME][::-1]
    rest = [i for i in range(1, len(rows)) if i != swapped]
    mistyped, dated, unnumbered, doubled, lost, sexed = rest[:6]
    digit = "1" if rows[mistyped][NUMBER][15] != "1" else "2"
    number = rows[mistyped][NUMBER]
    rows[mistyped][NUMBER] = number[:15] + digit + number[16:]
    year = rows[dated][BORN]
    rows[dated][BORN] = f"{int(year[:4]) - 1}{year[4:]}".replace("-02-29", "-02-28")
    rows[unnumbered][NUMBER] = ""
    rows[sexed][SEX] = "男" if rows[sexed][SEX] == "女" else "女"
    again = list(rows[doubled])
    again[AT] = "2025-12-30 10:00:00"
    stranger = [
        "",
        "欧阳无名",
        "女",
        "1961-02-03",
        rows[1][AREA],
        "2020-01-02 09:00:00",
    ]
    assert stranger[NAME] not in names
    kept = [row for i, row in enumerate(rows) if i != lost]
    write_rows(folder / POLICE, [*kept, again, stranger])
    out = town.room / "found"
    return Result(
        reconcile(town.register, folder, out, key=town.room / "key", replace=True)
    )


def test_each_fault_is_found(clean: Result, faulty: Result) -> None:
    found = faulty.rows(
        "SELECT field, how, likelier FROM {differences} ORDER BY field, how"
    )
    assert found == [
        ("birth_date", None, "register"),
        ("name", "swapped", "register"),
        ("number", None, "register"),
        ("sex", None, "register"),
    ]
    by_status = (
        "SELECT status, count(*) FROM {people} WHERE source = "
        "'public_security' AND status <> 'agreed' GROUP BY 1"
    )
    before = {str(key): int(str(n)) for key, n in clean.rows(by_status)}
    after = {str(key): int(str(n)) for key, n in faulty.rows(by_status)}
    more = {key: after[key] - before.get(key, 0) for key in after}
    assert more == {
        "differing": 4,
        "doubled": 1,
        "missing_here": 1,
        "missing_there": 1,
    }


def test_ids_stay_from_one_result_to_the_next(clean: Result, faulty: Result) -> None:
    query = "SELECT DISTINCT person FROM {people} WHERE source = 'social_security'"
    assert sorted(clean.rows(query)) == sorted(faulty.rows(query))


def test_a_result_names_nobody(town: Town, clean: Result) -> None:
    rows = read_rows(town.extracts / POLICE)[1:200]
    kept = [
        str(cell)
        for path in clean.made.out.glob("*.parquet")
        for column in pq.read_table(path).columns
        for cell in column.unique().to_pylist()
    ]
    text = "\n".join(kept) + "".join(
        path.read_text(encoding="utf-8") for path in clean.made.out.glob("*.[cj]s*")
    )
    for row in rows:
        for cell in (row[NUMBER], row[NAME], row[BORN]):
            assert not re.search(rf"\b{re.escape(cell)}\b", text)


def test_a_day_of_changes_keeps_links_and_ids(town: Town, clean: Result) -> None:
    folder = town.planted("day")
    for path in folder.glob("*.csv"):
        if path.name != POLICE:
            path.unlink()
    rows = read_rows(folder / POLICE)
    changed = [list(row) for row in rows[1:31]]
    for row in changed:
        row[AT] = "2025-12-31 09:00:00"
    changed[0][NUMBER] = ""
    write_rows(folder / POLICE, [rows[0], *changed, rows[40]])
    out = town.room / "next"
    made = Result(
        reconcile(
            town.register, folder, out, key=town.room / "key", earlier=clean.made.out
        )
    )
    before = set(clean.rows("SELECT entry, person FROM {links}"))
    after = set(made.rows("SELECT entry, person FROM {links}"))
    assert before < after
    new = after - before
    assert len(new) == 30  # the row that had been linked before is not linked again
    persons = {person for _, person in before}
    assert {person for _, person in new} <= persons


def test_a_link_can_be_taken_back(town: Town, clean: Result) -> None:
    out, key = town.room / "undone", town.room / "key"
    made = Result(reconcile(town.register, town.extracts, out, key=key))
    [(entry, person)] = made.rows(
        "SELECT entry, person FROM {links} WHERE source = 'public_security' "
        "ORDER BY entry LIMIT 1"
    )
    unlink(out, int(str(entry)), int(str(person)))
    assert (entry, person) not in made.rows("SELECT entry, person FROM {links}")
    with pytest.raises(Problem, match="no link of entry"):
        unlink(out, int(str(entry)), int(str(person)))
    later = Result(
        reconcile(
            town.register,
            town.extracts,
            town.room / "later",
            key=key,
            earlier=out,
        )
    )
    assert (entry, person) not in later.rows("SELECT entry, person FROM {links}")


def test_nothing_identified_is_left_behind(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    folder = town.planted("broken")
    rows = read_rows(folder / POLICE)
    for row in rows[1:]:
        row[BORN] = "early"
    write_rows(folder / POLICE, rows)
    with pytest.raises(Problem, match="cannot be read"):
        reconcile(town.register, folder, tmp_path / "out")
    assert list((tmp_path / "temporary").iterdir()) == []
    assert sorted(tmp_path.iterdir()) == [tmp_path / "temporary"]


def test_an_interrupt_stays_one_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    interrupted = RuntimeError("Query interrupted")
    interrupted.__cause__ = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt), workplace():
        raise interrupted
    with pytest.raises(RuntimeError), workplace():
        raise RuntimeError("another")
    assert list(tmp_path.iterdir()) == []
