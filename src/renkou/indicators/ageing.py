"""How old the population is: median age, dependency, ageing."""

from __future__ import annotations

from renkou.definitions import SINGLE, Derived, Quotient, Stock, Worked, ages
from renkou.schema import Text

from . import formulas, units
from .towns import BIRTHDAYS, DAYS

CHILDREN, WORKING, OLD = ages(0, 15), ages(15, 65), ages(65)

median_age = Derived(
    key="median-age",
    title=Text("Median age", "年龄中位数"),
    unit=units.YEARS,
    definition=Text(
        "The age that half the population is younger than, on the last day.",
        "期末人口中一半人低于此年龄。",
    ),
    formula="x + (N/2 − N(<x)) / N(x), single ages",
    source=units.UN,
    of={"stock": Stock(ages=SINGLE)},
    function=formulas.median_age,
    by_sex=True,
    worked=(
        Worked(
            town=BIRTHDAYS,
            period="2024",
            expect=30,
            why=Text(
                "Five of ten are under 30: 14, 15, 19, 20 and 29.",
                "10人中5人不满30岁：14、15、19、20和29岁。",
            ),
        ),
        Worked(
            town=DAYS,
            period="2023",
            expect=1,
            why=Text(
                "Two persons, of 0 and 30: the first of them makes up the half.",
                "两人，0岁与30岁：前者即已达半数。",
            ),
        ),
    ),
)


def _dependency(
    key: str, title: Text, top: Stock, definition: Text, value: float
) -> Quotient:
    return Quotient(
        key=key,
        title=title,
        unit=units.PER_HUNDRED,
        definition=definition,
        formula="N(dependent) / N(15–64) × 100",
        source=units.UN,
        top=top,
        bottom=Stock(ages=WORKING),
        per=100,
        by_sex=True,
        worked=(
            Worked(
                town=BIRTHDAYS,
                period="2024",
                expect=value,
                why=Text(
                    "Bea is 14 until tomorrow, gao is 65 today, eight are between.",
                    "bea次日才满15岁，gao当天满65岁，其余8人居中。",
                ),
            ),
        ),
    )


young_dependency = _dependency(
    "young-dependency",
    Text("Young dependency ratio", "少儿抚养比"),
    Stock(ages=CHILDREN),
    Text(
        "Persons aged 0–14 for each hundred aged 15–64.",
        "每百名15～64岁人口对应的0～14岁人口。",
    ),
    12.5,
)
old_dependency = _dependency(
    "old-dependency",
    Text("Old-age dependency ratio", "老年抚养比"),
    Stock(ages=OLD),
    Text(
        "Persons aged 65 and over for each hundred aged 15–64.",
        "每百名15～64岁人口对应的65岁及以上人口。",
    ),
    12.5,
)
total_dependency = Derived(
    key="total-dependency",
    title=Text("Total dependency ratio", "总抚养比"),
    unit=units.PER_HUNDRED,
    definition=Text(
        "Persons aged 0–14 or 65 and over for each hundred aged 15–64.",
        "每百名15～64岁人口对应的0～14岁及65岁以上人口。",
    ),
    formula="(N(0–14) + N(65+)) / N(15–64) × 100",
    source=units.UN,
    of={
        "young": Stock(ages=CHILDREN),
        "old": Stock(ages=OLD),
        "working": Stock(ages=WORKING),
    },
    function=formulas.total_dependency,
    by_sex=True,
    worked=(
        Worked(
            town=BIRTHDAYS,
            period="2024",
            expect=25,
            why=Text(
                "Two dependent, eight of working age.",
                "两名被抚养者，8名劳动年龄人口。",
            ),
        ),
    ),
)
ageing_index = Quotient(
    key="ageing-index",
    title=Text("Ageing index", "老少比"),
    unit=units.PER_HUNDRED,
    definition=Text(
        "Persons aged 65 and over for each hundred aged 0–14.",
        "每百名0～14岁人口对应的65岁及以上人口。",
    ),
    formula="N(65+) / N(0–14) × 100",
    source=units.UN,
    top=Stock(ages=OLD),
    bottom=Stock(ages=CHILDREN),
    per=100,
    by_sex=True,
    worked=(
        Worked(
            town=BIRTHDAYS,
            period="2024",
            expect=100,
            why=Text(
                "Gao is 65 that day, bea still 14: one for one.",
                "gao当天满65岁，bea仍为14岁：一比一。",
            ),
        ),
        Worked(
            town=BIRTHDAYS,
            period="2025",
            expect=None,
            why=Text(
                "A day later nobody is under 15, and nothing can be divided by it.",
                "次日已无人不满15岁，不能作除数。",
            ),
        ),
    ),
)

ALL = (
    median_age,
    young_dependency,
    old_dependency,
    total_dependency,
    ageing_index,
)
