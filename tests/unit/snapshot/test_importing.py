"""A city's own files become a snapshot, or not at all and with every fault told."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

import renkou
from renkou.schema import Text
from renkou.schema.problem import Problem
from renkou.snapshot import open_snapshot
from renkou.snapshot.importing import from_csv
from renkou.snapshot.importing.example import write_example

PEOPLE = "people.csv"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKOU_LANG", "en")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The example's mapping and files, in GBK with Chinese headers and local codes."""
    return write_example(tmp_path / "own")


def bring(files: Path, name: str = "city", **how: object) -> Path:
    out = files.parent / name
    from_csv(files / "mapping.toml", out, **how)  # type: ignore[arg-type]
    return out


def edit(files: Path, name: str, old: str, new: str, count: int = 1) -> None:
    """Replace text in one of the files, which must hold it."""
    encoding = "utf-8" if name.endswith(".toml") else "gbk"
    text = (files / name).read_text(encoding=encoding)
    assert old in text
    (files / name).write_text(text.replace(old, new, count), encoding=encoding)


def refused(files: Path, **how: object) -> str:
    with pytest.raises(Problem) as caught:
        bring(files, **how)  # type: ignore[arg-type]
    assert not (files.parent / "city").exists()
    assert sorted(p.name for p in files.parent.iterdir()) == ["own"]
    return caught.value.text.en


def read(folder: Path, table: str, *columns: str) -> list[tuple[object, ...]]:
    query = open_snapshot(folder)[table].sql(columns)
    return sorted(duckdb.sql(query).fetchall(), key=str)


def test_the_example_becomes_a_snapshot(files: Path) -> None:
    city = bring(files)
    assert read(city, "residence_spells", "kind", "area", "valid_from", "valid_to")[
        0
    ] == ("actual", "511002001002", date(1980, 3, 1), None)
    assert len(read(city, "persons", "person_id")) == 7
    twins = date(2012, 7, 9)
    born = read(city, "births", "occurred_on", "sex", "birth_order", "recorded_at")
    assert born[:2] == [
        (twins, 1, 1, datetime(2012, 7, 20, 10, 15)),
        (twins, 2, 2, datetime(2012, 7, 20, 10, 18)),
    ]
    assert read(city, "marriages", "first_marriage_of_first") == [(True,)]
    assert read(city, "household_spells", "role") == [
        ("child",),
        ("child",),
        ("head",),
        ("partner",),
    ]
    assert ("elsewhere", "511002001002") in read(city, "moves", "origin", "destination")
    assert read(city, "deaths", "occurred_on") == [(date(2015, 2, 3),)]
    assert open_snapshot(city).manifest.area_list == date(2023, 6, 30)


def test_the_engine_counts_its_people(files: Path) -> None:
    city = bring(files)
    # of six, one died and one moved away
    assert measured(city)["value"] == 4


def test_twins_share_a_delivery_and_others_do_not(files: Path) -> None:
    numbers = [n for (n,) in read(bring(files), "births", "delivery_id")]
    assert len(numbers) == 3
    assert len(set(numbers)) == 2


def test_one_person_has_one_pseudonym_in_every_table(files: Path) -> None:
    city = bring(files)
    persons = {n for (n,) in read(city, "persons", "person_id")}
    for table, column in (("births", "mother_id"), ("household_spells", "person_id")):
        assert {n for (n,) in read(city, table, column)} <= persons
    # the father is named by his 18 digits in one row, by his old 15 in another
    fathers = {n for (n,) in read(city, "persons", "father_id") if n}
    assert len(fathers) == 1
    assert fathers <= persons


def test_no_identity_number_and_no_name_is_stored(files: Path) -> None:
    with (files / PEOPLE).open(encoding="gbk") as file:
        people = list(csv.DictReader(file))
    city = bring(files)
    for table in open_snapshot(city).tables.values():
        rows = duckdb.sql(f"SELECT * FROM {table.scan()}").fetchall()
        said = str(rows)
        for person in people:
            assert person["身份证号"][:17] not in said
            assert person["姓名"] not in said
    key = (files / "pseudonym.key").read_text()
    assert all(key.encode() not in file.read_bytes() for file in city.iterdir())


def test_the_same_key_gives_the_same_bytes_and_another_other_numbers(
    files: Path,
) -> None:
    first, again = bring(files, "first"), bring(files, "again")
    for file in first.iterdir():
        assert file.read_bytes() == (again / file.name).read_bytes()
    (files / "pseudonym.key").write_text("another key, long enough")
    other = bring(files, "other")
    one = {n for (n,) in read(first, "persons", "person_id")}
    assert not one & {n for (n,) in read(other, "persons", "person_id")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_is_found_out(files: Path, encoding: str) -> None:
    text = (files / PEOPLE).read_text(encoding="gbk").replace("示例甲", "示例㐂")
    (files / PEOPLE).write_text(text, encoding=encoding)
    assert len(read(bring(files), "persons", "person_id")) == 7


def test_a_wrong_encoding_is_told_with_its_line(files: Path) -> None:
    edit(
        files,
        "mapping.toml",
        'file = "people.csv"',
        'file = "people.csv"\nencoding = "utf-8"',
    )
    said = refused(files)
    assert "people.csv" in said
    assert "as utf-8 it fails in line 1" in said


@pytest.mark.parametrize(
    "written",
    [
        "20150203",
        "2015-02-03",
        "2015/2/3",
        "2015年2月3日",
        "2015.02.03",
        "２０１５０２０３",
        " 20150203\t",
    ],
)
def test_days_are_read_as_they_are_written(files: Path, written: str) -> None:
    edit(files, PEOPLE, ",20150203,", f",{written},")
    assert read(bring(files), "deaths", "occurred_on") == [(date(2015, 2, 3),)]


def test_an_own_format_of_days_can_be_stated(files: Path) -> None:
    edit(files, PEOPLE, ",20150203,", ",03.02.15,")
    assert "not a day that exists" in refused(files)
    text = (files / "mapping.toml").read_text(encoding="utf-8")
    own = 'file = "people.csv"'
    stated = text.replace(own, f'{own}\ndates = ["%d.%m.%y"]')
    (files / "mapping.toml").write_text(stated, encoding="utf-8")
    assert read(bring(files), "deaths", "occurred_on") == [(date(2015, 2, 3),)]


@dataclass(frozen=True)
class Planted:
    """A change to one of the files, and the cell that is then told of."""

    file: str
    old: str
    new: str
    at: str  # row, column
    value: str
    rule: str

    def said(self) -> str:
        file = PEOPLE if self.file == "area-codes.csv" else self.file
        value = f", value {self.value!r}" if self.value else ""
        return f"{file}, row {self.at}{value}: {self.rule}"


SPELL = "19310131,20150204,NJ-0103,19310131"
MOVE = "常住,20180601,NJ-0103,外省"
FAULTS = [
    Planted(
        PEOPLE,
        ",20150203,",
        ",20150230,",
        "6, column 死亡日期",
        "20150230",
        "not a day that exists",
    ),
    Planted(
        PEOPLE, ",女,1990", ",雌,1990", "7, column 性别", "雌", "not one of 男、女"
    ),
    Planted(
        PEOPLE,
        ",NJ-0103,19310131,",
        ",NJ-0199,19310131,",
        "6, column 户籍地",
        "NJ-0199",
        "the code is not in area-codes.csv",
    ),
    Planted(
        PEOPLE,
        ",男,19800301",
        ",,19800301",
        "2, column 性别",
        "",
        "empty where a value is needed",
    ),
    Planted(
        PEOPLE,
        "999999199012240060,示例己",
        "9.99999E+17,示例己",
        "7, column 身份证号",
        "9.9…",
        "the number was rounded by a spreadsheet",
    ),
    Planted(
        "births.csv", ",男,1,", ",男,一,", "2, column 孩次", "一", "not a whole number"
    ),
    Planted(
        "marriages.csv",
        "是;是",
        "是;大概",
        "2, column 女方初婚",
        "大概",
        "not one of 是、否",
    ),
    Planted(
        "moves.csv",
        ",常住,",
        ",常往,",
        "2, column 口径",
        "常往",
        "not one of 户籍、常住",
    ),
    Planted(
        "moves.csv",
        f"{MOVE},20180603",
        MOVE,
        "2",
        "",
        "the row has 5 cells, the header 6",
    ),
    # found by the check of the new snapshot, told of the rows of the city's files
    Planted(
        PEOPLE,
        SPELL,
        SPELL.replace("20150204", "19310131"),
        "6, column 户籍止",
        "1931-01-31 – 1931-01-31",
        "Ends on or before",
    ),
    Planted(
        "births.csv",
        "NJ-0101,女",
        "NJ-0101,男",
        "3, column 婴儿身份证号",
        "",
        "Another day of birth or sex",
    ),
    Planted(
        "moves.csv",
        ",20180603",
        ",20180531",
        "2, column 迁移日期",
        "2018-06-01 > 2018-05-31 00:00:00",
        "Recorded before",
    ),
    Planted(
        "area-codes.csv",
        "511002001003",
        "511002001999",
        "6, column 户籍地",
        "511002001999",
        "An area code that is not on the list",
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.file}-{f.rule}")
def test_a_fault_is_told_with_file_row_column_and_value(
    files: Path, fault: Planted
) -> None:
    edit(files, fault.file, fault.old, fault.new)
    assert fault.said() in refused(files)


def test_the_same_person_twice_is_told_of_the_second_row(files: Path) -> None:
    edit(files, PEOPLE, "999999199012240060,示例己", "999999198205050023,示例己")
    said = refused(files)
    assert "people.csv, row 7, column 身份证号: The same thing stands twice" in said
    assert "9999" not in said


def test_blank_lines_and_line_breaks_in_cells_do_not_shift_rows(files: Path) -> None:
    edit(files, PEOPLE, "示例甲", '"示例\n甲"')
    edit(files, PEOPLE, "999999198205050023,示例乙", "\n999999198205050023,示例乙")
    edit(files, PEOPLE, ",女,19901224", ",雌,19901224")
    assert "people.csv, row 8, column 性别" in refused(files)


def many_faults(files: Path) -> None:
    text = (files / "households.csv").read_text(encoding="gbk").splitlines()
    rows = [text[1].replace("户主", f"角色{n}") for n in range(50)]
    (files / "households.csv").write_text("\n".join([text[0], *rows]), encoding="gbk")


def test_the_first_twenty_are_told_and_all_are_counted(files: Path) -> None:
    many_faults(files)
    lines = refused(files).splitlines()
    assert lines[0] == "50 faults; nothing was written."
    assert len([line for line in lines if line.startswith("households.csv")]) == 20
    assert "--errors FILE.csv" in lines[-1]


def test_all_faults_can_be_listed_in_a_file(files: Path) -> None:
    many_faults(files)
    with pytest.raises(Problem):
        bring(files, errors=files / "errors.csv")
    with (files / "errors.csv").open(encoding="utf-8-sig") as file:
        listed = list(csv.DictReader(file))
    assert len(listed) == 50
    assert listed[49]["row"] == "51"
    assert listed[49]["value"] == "角色49"


def test_what_was_there_is_left_as_it_was(files: Path) -> None:
    city = bring(files)
    before = {file.name: file.read_bytes() for file in city.iterdir()}
    with pytest.raises(Problem, match="--replace"):
        bring(files)
    edit(files, PEOPLE, ",女,19901224", ",雌,19901224")
    with pytest.raises(Problem, match="雌"):
        bring(files, replace=True)
    assert {file.name: file.read_bytes() for file in city.iterdir()} == before


def test_a_right_second_run_replaces_the_first(files: Path) -> None:
    bring(files)
    edit(files, PEOPLE, ",女,19901224", ",男,19901224")
    city = bring(files, replace=True)
    assert read(city, "persons", "sex").count((1,)) == 4


def without_recording(files: Path, declare: bool) -> None:
    text = (files / "mapping.toml").read_text(encoding="utf-8")
    for header in ("登记日期", "登记时间"):
        text = text.replace(f', recorded_at = "{header}"', "")
    if declare:
        text = text.replace('recorded = "known"', 'recorded = "unknown"')
    (files / "mapping.toml").write_text(text, encoding="utf-8")


def test_days_of_recording_are_never_made_up(files: Path) -> None:
    without_recording(files, declare=False)
    said = refused(files)
    assert "[persons] no column gives recorded_at" in said
    assert 'recorded = "unknown"' in said


def test_where_recording_is_declared_unknown_a_past_day_is_refused(
    files: Path,
) -> None:
    without_recording(files, declare=True)
    city = bring(files)
    assert not open_snapshot(city).recording_known
    assert measured(city)["value"] == 4
    with pytest.raises(Problem, match="gave no day of recording"):
        measured(city, known_on="2019-06-30")


def measured(city: Path, known_on: str | None = None) -> dict[str, object]:
    table = renkou.measure(
        "population", snapshot=city, by="city", years="2018", known_on=known_on
    )
    [row] = table.to_pylist()
    return dict(row)


WRONG_MAPPINGS: list[tuple[str, str, str]] = [
    ("[[births]]", "[[birhts]]", "Did you mean births?"),
    ("birth_date =", "birthdate =", "Did you mean birth_date?"),
    (
        'sex = "性别", birth_date',
        'sex = "性別", birth_date',
        "there is no header '性別'",
    ),
    ('sex = "性别", birth_date', "birth_date", "[persons] nothing gives sex"),
    ('"子" = "child"', '"子" = "son"', "'子' stands for 'son', which is no code"),
    ('file = "births.csv"', 'file = "birth.csv"', "birth.csv"),
    ('delimiter = ";"', 'delimiter = ";;"', "one character"),
    ("last_day = 2024-12-31", 'last_day = "2024-12-31"', "last_day is '2024-12-31'"),
    ('recorded = "known"', 'recorded = "maybe"', "recorded is 'maybe'"),
    ('key_file = "pseudonym.key"', "", "no key for pseudonyms"),
    (
        'key_file = "pseudonym.key"',
        'key_file = "lost.key"',
        "there is no such key file",
    ),
    ('key_file = "pseudonym.key"', 'key_env = "RENKOU_NO_KEY"', "the key has 0 bytes"),
    ('to = "统计代码"', 'to = "代码"', "there is no header '代码'"),
    ("[snapshot]", "[snapshot", "this is not TOML"),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG_MAPPINGS)
def test_a_mapping_that_cannot_be_followed_is_refused(
    files: Path, old: str, new: str, said: str
) -> None:
    edit(files, "mapping.toml", old, new)
    with pytest.raises((Problem, FileNotFoundError)) as caught:
        bring(files)
    assert said in str(caught.value)
    assert not (files.parent / "city").exists()


def test_an_own_code_for_two_areas_is_refused(files: Path) -> None:
    edit(files, "area-codes.csv", "NJ-0103", "NJ-0101")
    assert "'NJ-0101' stands for several: 511002001002, 511002001003" in refused(files)


def test_a_header_that_stands_twice_is_refused(files: Path) -> None:
    edit(files, PEOPLE, "姓名,性别", "性别,性别")
    assert "the header '性别' stands 2 times" in refused(files)


def test_nine_digits_are_padded_where_there_are_no_own_codes(files: Path) -> None:
    text = (files / "mapping.toml").read_text(encoding="utf-8")
    start, end = text.index("[areas]"), text.index("elsewhere =")
    (files / "mapping.toml").write_text(
        text[:start] + "[areas]\n" + text[end:], encoding="utf-8"
    )
    for name in (PEOPLE, "births.csv", "marriages.csv", "moves.csv"):
        own = (files / name).read_text(encoding="gbk")
        own = own.replace("NJ-0101", "511002001").replace("NJ-0103", "511002001003")
        (files / name).write_text(own, encoding="gbk")
    areas = {area for (area,) in read(bring(files), "residence_spells", "area")}
    assert areas == {"511002001000", "511002001003"}


def test_an_interrupt_leaves_nothing(files: Path) -> None:
    def interrupted(done: float, message: Text, /) -> None:
        if message.en == "Writing deaths":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(files, progress=interrupted)
    assert [p.name for p in files.parent.iterdir()] == ["own"]


def test_messages_are_in_the_reader_s_language(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKOU_LANG", "zh")
    edit(files, PEOPLE, ",女,19901224", ",雌,19901224")
    with pytest.raises(
        Problem, match=r"people\.csv第7行“性别”列，值“雌”：不在男、女之中"
    ):
        bring(files)


def test_progress_runs_from_nothing_to_done(files: Path) -> None:
    said: list[float] = []

    def record(done: float, message: Text, /) -> None:
        said.append(done)

    bring(files, progress=record)
    assert said == sorted(said)
    assert said[-1] == 1.0


def test_a_fault_in_a_cell_that_two_tables_read_is_told_once(files: Path) -> None:
    edit(files, PEOPLE, ",20150203,", ",20150230,")
    assert refused(files).startswith("1 faults; nothing was written.")
