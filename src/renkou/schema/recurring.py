"""Columns and codes that recur in several tables."""

from __future__ import annotations

from .column import Column, Kind, Sensitivity
from .text import Text

SEX: dict[str | int, Text] = {1: Text("male", "男"), 2: Text("female", "女")}
POPULATION_KIND: dict[str | int, Text] = {
    "registered": Text("registered here (hukou)", "户籍"),
    "actual": Text("lives here", "常住"),
}


def id_column(
    name: str,
    en: str,
    zh: str,
    *,
    optional: bool = False,
    refers_to: str | None = None,
    help_en: str | None = None,
    help_zh: str | None = None,
) -> Column:
    """An identifier: a pseudonym in a snapshot."""
    return Column(
        name,
        Kind.ID,
        Text(en, zh),
        Text(
            help_en or "A pseudonym in a snapshot; it says nothing of the person.",
            help_zh or "快照中为化名编号，不含个人信息。",
        ),
        optional=optional,
        refers_to=refers_to,
    )


def date_column(
    name: str, en: str, zh: str, help_en: str, help_zh: str, *, optional: bool = False
) -> Column:
    """A day."""
    return Column(
        name, Kind.DATE, Text(en, zh), Text(help_en, help_zh), optional=optional
    )


def area_column(
    name: str, en: str, zh: str, help_en: str, help_zh: str, *, optional: bool = False
) -> Column:
    """A place, as a statistical code."""
    return Column(
        name, Kind.AREA, Text(en, zh), Text(help_en, help_zh), optional=optional
    )


VERSION_COLUMNS: tuple[Column, ...] = (
    Column(
        "record_id",
        Kind.ID,
        Text("Record", "记录编号"),
        Text(
            "The same in every version of one record.",
            "同一记录的各个版本编号相同。",
        ),
        sensitivity=Sensitivity.PUBLIC,
    ),
    Column(
        "version",
        Kind.COUNT,
        Text("Version", "版本"),
        Text("1 for the first, rising by 1.", "首个版本为1，逐次加1。"),
        sensitivity=Sensitivity.PUBLIC,
    ),
    Column(
        "recorded_at",
        Kind.MOMENT,
        Text("Recorded at", "登记时间"),
        Text(
            "When this version became known, in the city's time zone.",
            "此版本何时为系统所知（本市时区）。",
        ),
        sensitivity=Sensitivity.PUBLIC,
    ),
    Column(
        "superseded_at",
        Kind.MOMENT,
        Text("Superseded at", "更替时间"),
        Text(
            "When the next version became known; empty while this one stands.",
            "下一版本何时为系统所知；现行版本为空。",
        ),
        optional=True,
        sensitivity=Sensitivity.PUBLIC,
    ),
)

PERSON = id_column("person_id", "Person", "人员编号", refers_to="persons.person_id")
PARENTS = tuple(
    id_column(name, en, zh, optional=True, refers_to="persons.person_id")
    for name, en, zh in (
        ("mother_id", "Mother", "母亲编号"),
        ("father_id", "Father", "父亲编号"),
    )
)
OCCURRED_ON = date_column(
    "occurred_on",
    "Happened on",
    "发生日期",
    "The day it happened, not the day it was recorded.",
    "事件发生之日，而非登记之日。",
)
PLACE = area_column(
    "area",
    "Registered at",
    "登记地",
    "The place of registration; figures go by where the person lives.",
    "登记地点；统计按当事人居住地归属。",
)
VALID_FROM = date_column(
    "valid_from", "From", "起始日期", "The first day it holds.", "生效首日。"
)
VALID_TO = date_column(
    "valid_to",
    "Until",
    "终止日期",
    "The first day it no longer holds; empty while it does. A person who dies "
    "is counted through the day of death, so that day's spell ends the day after.",
    "失效首日；仍有效则为空。死亡当日仍计入，故终止于次日。",
    optional=True,
)


def sex_column(en: str = "Sex", zh: str = "性别") -> Column:
    """Male or female."""
    return Column(
        "sex",
        Kind.CODE,
        Text(en, zh),
        Text("1 male, 2 female.", "1男，2女。"),
        codes=SEX,
    )


def population_kind_column() -> Column:
    """Which of the two populations a row is about."""
    return Column(
        "kind",
        Kind.CODE,
        Text("Population", "人口口径"),
        Text(
            "registered: hukou; actual: usual residence.",
            "registered为户籍，actual为常住。",
        ),
        codes=POPULATION_KIND,
    )
