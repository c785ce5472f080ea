"""The record types of a city. What is not declared here cannot be known."""

from __future__ import annotations

from .column import Column, Kind, Sensitivity, Table
from .recurring import (
    OCCURRED_ON,
    PARENTS,
    PERSON,
    PLACE,
    VALID_FROM,
    VALID_TO,
    VERSION_COLUMNS,
    area_column,
    date_column,
    id_column,
    population_kind_column,
    sex_column,
)
from .text import Text

ROLE: dict[str | int, Text] = {
    "head": Text("head", "户主"),
    "partner": Text("partner of the head", "配偶"),
    "child": Text("child of the head", "子女"),
    "parent": Text("parent of the head", "父母"),
    "grandchild": Text("grandchild of the head", "孙子女"),
    "other": Text("other member", "其他"),
}
ELSEWHERE = "elsewhere"

PERSONS = Table(
    "persons",
    Text("Persons", "人员"),
    Text(
        "Everybody the register ever knew, living or dead.",
        "登记册中出现过的所有人，无论在世与否。",
    ),
    (
        *VERSION_COLUMNS,
        id_column("person_id", "Person", "人员编号"),
        sex_column(),
        date_column(
            "birth_date", "Born on", "出生日期", "The day of birth.", "出生之日。"
        ),
        date_column(
            "death_date",
            "Died on",
            "死亡日期",
            "Empty while no death is known.",
            "未知死亡则为空。",
            optional=True,
        ),
        area_column(
            "birth_area",
            "Born at",
            "出生地",
            "Where the person was born, where known.",
            "出生地点（如已知）。",
            optional=True,
        ),
        *PARENTS,
        Column(
            "nationality",
            Kind.TEXT,
            Text("Nationality", "国籍"),
            Text("ISO 3166 alpha-3, such as CHN.", "ISO 3166三位代码，如CHN。"),
            optional=True,
        ),
        Column(
            "synthetic",
            Kind.FLAG,
            Text("Synthetic", "合成"),
            Text(
                "True where the person is invented and stands for nobody.",
                "为真表示此人系虚构，不对应任何真人。",
            ),
            sensitivity=Sensitivity.PUBLIC,
        ),
    ),
    key=("person_id",),
    sort=("person_id", "recorded_at"),
)

RESIDENCE_SPELLS = Table(
    "residence_spells",
    Text("Residence spells", "居住时段"),
    Text(
        "Where a person is registered, and where they live, from one day to another.",
        "某人在某一时段内的户籍地与常住地。",
    ),
    (
        *VERSION_COLUMNS,
        PERSON,
        population_kind_column(),
        area_column("area", "Area", "地区", "The village or community.", "村或社区。"),
        Column(
            "registration",
            Kind.CODE,
            Text("Registration", "户口性质"),
            Text("Rural or urban.", "农业或非农业。"),
            codes={"rural": Text("rural", "农业"), "urban": Text("urban", "非农业")},
            optional=True,
        ),
        VALID_FROM,
        VALID_TO,
    ),
    key=("person_id", "kind", "valid_from"),
    sort=("area", "kind", "person_id", "valid_from", "recorded_at"),
    spell=True,
)

BIRTHS = Table(
    "births",
    Text("Births", "出生"),
    Text(
        "Live births; twins are two rows of one delivery.",
        "活产；双胞胎为同一次分娩的两行。",
    ),
    (
        *VERSION_COLUMNS,
        id_column("child_id", "Child", "子女编号", refers_to="persons.person_id"),
        *PARENTS,
        id_column(
            "delivery_id",
            "Delivery",
            "分娩编号",
            help_en="The same for twins.",
            help_zh="双胞胎相同。",
        ),
        OCCURRED_ON,
        PLACE,
        sex_column("Sex of the child", "婴儿性别"),
        Column(
            "birth_order",
            Kind.COUNT,
            Text("Birth order", "孩次"),
            Text("1 for the mother's first live birth.", "母亲的首个活产为1。"),
            optional=True,
        ),
    ),
    key=("child_id",),
    sort=("occurred_on", "child_id", "recorded_at"),
)

DEATHS = Table(
    "deaths",
    Text("Deaths", "死亡"),
    Text("Deaths of persons in the register.", "登记册中人员的死亡。"),
    (
        *VERSION_COLUMNS,
        PERSON,
        OCCURRED_ON,
        PLACE,
        Column(
            "underlying_cause",
            Kind.TEXT,
            Text("Underlying cause", "根本死因"),
            Text("ICD-10 code, where recorded.", "ICD-10编码（如有登记）。"),
            optional=True,
            absent=True,
        ),
    ),
    key=("person_id",),
    sort=("occurred_on", "person_id", "recorded_at"),
)


def _couple(name: str, title: Text, help_: Text, *more: Column) -> Table:
    return Table(
        name,
        title,
        help_,
        (
            *VERSION_COLUMNS,
            id_column(
                "first_id", "First-named", "第一当事人", refers_to="persons.person_id"
            ),
            id_column(
                "second_id", "Second-named", "第二当事人", refers_to="persons.person_id"
            ),
            OCCURRED_ON,
            PLACE,
            *more,
        ),
        key=("first_id", "second_id", "occurred_on"),
        sort=("occurred_on", "first_id", "recorded_at"),
    )


def _first_marriage(name: str, en: str, zh: str) -> Column:
    return Column(
        name,
        Kind.FLAG,
        Text(f"First marriage of the {en}", f"{zh}初婚"),
        Text("True where they had not been married before.", "为真表示此前未曾结婚。"),
        optional=True,
    )


MARRIAGES = _couple(
    "marriages",
    Text("Marriages", "结婚"),
    Text("Marriages registered.", "结婚登记。"),
    _first_marriage("first_marriage_of_first", "first-named", "第一当事人"),
    _first_marriage("first_marriage_of_second", "second-named", "第二当事人"),
)
DIVORCES = _couple(
    "divorces", Text("Divorces", "离婚"), Text("Divorces registered.", "离婚登记。")
)

ADOPTIONS = Table(
    "adoptions",
    Text("Adoptions", "收养"),
    Text("Adoptions registered.", "收养登记。"),
    (
        *VERSION_COLUMNS,
        id_column("child_id", "Child", "子女编号", refers_to="persons.person_id"),
        id_column("adopter_id", "Adopter", "收养人编号", refers_to="persons.person_id"),
        OCCURRED_ON,
        PLACE,
    ),
    key=("child_id", "adopter_id"),
    sort=("occurred_on", "child_id", "recorded_at"),
)

_OR_ELSEWHERE = (
    "A 12-digit code, or `elsewhere` for a place outside the city.",
    "12位代码；市外为elsewhere。",
)
MOVES = Table(
    "moves",
    Text("Moves", "迁移"),
    Text(
        "Changes of residence, of registration and of actual home kept apart.",
        "居住地变更，户籍与常住分别记录。",
    ),
    (
        *VERSION_COLUMNS,
        PERSON,
        population_kind_column(),
        OCCURRED_ON,
        area_column("origin", "From", "迁出地", *_OR_ELSEWHERE),
        area_column("destination", "To", "迁入地", *_OR_ELSEWHERE),
    ),
    key=("person_id", "kind", "occurred_on"),
    sort=("occurred_on", "person_id", "recorded_at"),
)

HOUSEHOLD_SPELLS = Table(
    "household_spells",
    Text("Household spells", "家庭户时段"),
    Text(
        "Who lived in which household, and as what, from one day to another.",
        "某人在某一时段内属于哪个家庭户、何种身份。",
    ),
    (
        *VERSION_COLUMNS,
        id_column("household_id", "Household", "家庭户编号"),
        PERSON,
        Column(
            "role",
            Kind.CODE,
            Text("Role", "与户主关系"),
            Text("In relation to the head.", "与户主的关系。"),
            codes=ROLE,
        ),
        VALID_FROM,
        VALID_TO,
    ),
    key=("person_id", "valid_from"),
    sort=("household_id", "person_id", "valid_from", "recorded_at"),
    spell=True,
)

REPORTED_COUNTS = Table(
    "reported_counts",
    Text("Reported counts", "上报数"),
    Text(
        "What an office reported for a month, set beside the records.",
        "某机构上报的月度数字，与记录对照。",
    ),
    (
        *VERSION_COLUMNS,
        area_column("area", "Area", "地区", "The reporting area.", "上报地区。"),
        date_column(
            "month",
            "Month",
            "月份",
            "Its first day, such as 2024-03-01.",
            "当月首日，如2024-03-01。",
        ),
        Column(
            "kind",
            Kind.CODE,
            Text("What", "事项"),
            Text("births or deaths.", "出生或死亡。"),
            codes={"births": Text("births", "出生"), "deaths": Text("deaths", "死亡")},
            sensitivity=Sensitivity.PUBLIC,
        ),
        Column(
            "value",
            Kind.COUNT,
            Text("Reported", "上报数"),
            Text("The number reported.", "上报的数字。"),
            unit="events",
            sensitivity=Sensitivity.PUBLIC,
        ),
    ),
    key=("area", "month", "kind"),
    sort=("area", "month", "kind", "recorded_at"),
)

NAMES = Table(
    "names",
    Text("Names", "姓名"),
    Text(
        "Who a person is. In a register only, never in a snapshot.",
        "人员身份信息，仅存于登记册，不进入快照。",
    ),
    (
        *VERSION_COLUMNS,
        PERSON,
        *(
            Column(
                name,
                Kind.TEXT,
                Text(en, zh),
                Text(f"{en} as registered.", f"登记的{zh}。"),
                sensitivity=Sensitivity.IDENTIFYING,
                optional=name == "identity_number",
            )
            for name, en, zh in (
                ("surname", "Surname", "姓"),
                ("given", "Given name", "名"),
                ("identity_number", "Identity number", "公民身份号码"),
            )
        ),
    ),
    key=("person_id",),
    sort=("person_id", "recorded_at"),
    identified=True,
)

ALL: tuple[Table, ...] = (
    PERSONS,
    RESIDENCE_SPELLS,
    BIRTHS,
    DEATHS,
    MARRIAGES,
    DIVORCES,
    ADOPTIONS,
    MOVES,
    HOUSEHOLD_SPELLS,
    REPORTED_COUNTS,
    NAMES,
)
REGISTER: tuple[Table, ...] = ALL
SNAPSHOT: tuple[Table, ...] = tuple(table for table in ALL if not table.identified)
BY_NAME: dict[str, Table] = {table.name: table for table in ALL}
