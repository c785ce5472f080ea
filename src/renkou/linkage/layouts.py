"""How each department writes its extract: which column says what of whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from renkou.schema.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One person that a row names: the headings of what it says of them.

    `once` says that the file has one row for each person, so that two rows which find
    the same one are a doubled row or a wrong link.
    """

    role: str
    once: bool
    name: str | None = None
    surname: str | None = None
    number: str | None = None
    sex: str | None = None
    birth_date: str | None = None
    mother_name: str | None = None
    mother_number: str | None = None

    def headings(self) -> tuple[str, ...]:
        """The headings it reads."""
        said = (
            self.name,
            self.surname,
            self.number,
            self.sex,
            self.birth_date,
            self.mother_name,
            self.mother_number,
        )
        return tuple(heading for heading in said if heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The form of a file. `area_kind` is the kind of residence its area stands for."""

    name: str
    title: Text
    mentions: tuple[Mention, ...]
    area: str | None = None
    area_kind: str = "actual"
    recorded_at: str | None = None
    event: str | None = None
    event_date: str | None = None
    id: str | None = None

    def headings(self) -> tuple[str, ...]:
        """Every heading it reads, once each."""
        own = (self.area, self.recorded_at, self.event, self.event_date, self.id)
        said = [heading for mention in self.mentions for heading in mention.headings()]
        return tuple(dict.fromkeys([*said, *(each for each in own if each)]))


LAYOUTS = (
    Layout(
        name="public_security",
        title=Text("Public security", "公安"),
        mentions=(
            Mention(
                role="registered",
                once=True,
                name="姓名",
                number="公民身份号码",
                sex="性别",
                birth_date="出生日期",
            ),
        ),
        area="户籍地代码",
        area_kind="registered",
        recorded_at="登记时间",
    ),
    Layout(
        name="health",
        title=Text("Health", "卫生健康"),
        mentions=(
            Mention(
                role="child",
                once=True,
                name="child_name",
                sex="child_sex",
                birth_date="birth_date",
                mother_name="mother_name",
                mother_number="mother_identity_number",
            ),
            Mention(
                role="mother",
                once=False,
                name="mother_name",
                number="mother_identity_number",
            ),
        ),
        area="place",
        recorded_at="recorded_at",
        event_date="birth_date",
    ),
    Layout(
        name="civil_affairs",
        title=Text("Civil affairs", "民政"),
        mentions=(
            Mention(
                role="first",
                once=False,
                name="当事人一姓名",
                number="当事人一身份号码",
                birth_date="当事人一出生日期",
            ),
            Mention(
                role="second",
                once=False,
                name="当事人二姓名",
                number="当事人二身份号码",
                birth_date="当事人二出生日期",
            ),
        ),
        area="办理地代码",
        recorded_at="登记时间",
        event="事项",
        event_date="发生日期",
    ),
    Layout(
        name="social_security",
        title=Text("Social security", "人力资源和社会保障"),
        mentions=(
            Mention(
                role="resident",
                once=True,
                name="name",
                number="identity_number",
                birth_date="birth_date",
            ),
        ),
        area="area",
        recorded_at="recorded_at",
    ),
)
"""The four extracts, in the order in which they are read."""

SAID = {
    "number": ("identity_number", "公民身份号码", "身份证号", "身份证号码", "身份号码"),
    "name": ("name", "姓名", "given", "given_name", "名"),
    "surname": ("surname", "姓"),
    "sex": ("sex", "性别"),
    "birth_date": ("birth_date", "出生日期", "date_of_birth"),
    "mother_name": ("mother_name", "母亲姓名"),
    "mother_number": ("mother_identity_number", "母亲身份号码"),
    "area": ("area", "户籍地代码", "居住地代码", "地区代码"),
    "recorded_at": ("recorded_at", "登记时间"),
    "id": ("id", "person_id", "rec_id", "编号"),
}
"""The headings by which any other file's columns are known."""


def known_layout(headings: Iterable[str]) -> Layout | None:
    """The extract whose headings all stand here; None where there is none."""
    have = set(headings)
    fitting = [each for each in LAYOUTS if have.issuperset(each.headings())]
    return max(fitting, key=lambda each: len(each.headings()), default=None)


def any_layout(headings: Iterable[str]) -> Layout | None:
    """The layout of a file of persons by its headings; None without a name or number.

    >>> found = any_layout(["姓名", "身份证号"])
    >>> found.mentions[0].number if found else None
    '身份证号'
    """
    have = list(headings)
    known = known_layout(have)
    if known is not None:
        return known
    found = {
        field: next((heading for heading in names if heading in have), None)
        for field, names in SAID.items()
    }
    if found["name"] is None and found["number"] is None:
        return None
    area, recorded_at, own_id = (found.pop(x) for x in ("area", "recorded_at", "id"))
    return Layout(
        name="persons",
        title=Text("Persons", "人员"),
        mentions=(Mention(role="person", once=True, **found),),
        area=area,
        recorded_at=recorded_at,
        id=own_id,
    )
