"""Who is here: stocks, person-years, ages and what follows from them."""

from __future__ import annotations

from renkou.definitions import (
    FIVE_YEAR,
    SINGLE,
    Balance,
    Count,
    Derived,
    Given,
    PersonYears,
    Quotient,
    Sex,
    Stock,
    Worked,
    ages,
)
from renkou.schema import Text

from . import formulas, units
from .towns import BIRTHDAYS, DAYS, EVES, LATE

CHILDREN, WORKING, OLD = ages(0, 15), ages(15, 65), ages(65)
FERTILE_AGES, TWENTIES = ages(15, 50), ages(20, 30)

population = Count(
    key="population",
    title=Text("Population", "人口数"),
    unit=units.PERSONS,
    definition=Text(
        "Persons who belong to the area on the last day of the period.",
        "期末属于该地区的人数。",
    ),
    formula="N",
    source=f"{units.PHG}, 1.1",
    of=Stock(),
    by_sex=True,
    worked=(
        Worked(
            town=DAYS,
            period="2022",
            expect=3,
            why="Cat is born the year after; dad dies on the first day of it.",
        ),
        Worked(
            town=DAYS,
            period="2023",
            expect=2,
            why="Bob has left, dad has died, cat is born on the last day.",
        ),
        Worked(
            town=DAYS,
            period="2023-01",
            expect=2,
            why="Ann and bob: who died on 1 January is not there on the 31st.",
        ),
        Worked(
            town=DAYS, period="2023", sex="male", expect=0, why="Both men are gone."
        ),
        Worked(
            town=EVES,
            period="2023",
            expect=2,
            why="Ann is gone on the last day, bea not until tomorrow, cai comes on it.",
        ),
        Worked(town=EVES, period="2023-12", expect=2, why="By month it is the same."),
    ),
)

population_by_age = Count(
    key="population-by-age",
    title=Text("Population by age", "分年龄人口数"),
    unit=units.PERSONS,
    definition=Text(
        "Persons who belong to the area on the last day, by five-year age group.",
        "期末人数，按五岁年龄组。",
    ),
    formula="nNx",
    source=f"{units.PHG}, 1.1",
    of=Stock(ages=FIVE_YEAR),
    by_sex=True,
    worked=(
        Worked(
            town=BIRTHDAYS,
            period="2024",
            expect={
                **dict.fromkeys(FIVE_YEAR.labels, 0),
                "10-14": 1,
                "15-19": 2,
                "20-24": 1,
                "25-29": 1,
                "30-34": 1,
                "45-49": 1,
                "50-54": 1,
                "60-64": 1,
                "65-69": 1,
            },
            why="Who was born on 31 December has the birthday; on 1 January, not yet.",
        ),
    ),
)

person_years = Count(
    key="person-years",
    title=Text("Person-years lived", "人年数"),
    unit=units.PERSON_YEARS,
    definition=Text(
        "Days lived in the area in the period, over the days of the calendar year.",
        "期内在该地区生活的天数除以当年天数。",
    ),
    formula="PY = days / days of the year",
    source=f"{units.PHG}, 1.2",
    of=PersonYears(),
    by_sex=True,
    worked=(
        Worked(
            town=DAYS,
            period="2023",
            expect=548 / 365,
            why="365 days of ann, 181 of bob to 30 June, 1 of cat, 1 of dad.",
        ),
        Worked(
            town=DAYS,
            period="2023-06",
            expect=60 / 365,
            why="Thirty days of ann and thirty of bob.",
        ),
        Worked(
            town=LATE,
            period="2023",
            expect=1,
            why="A stay that begins after the death has no day, nor less than none.",
        ),
        Worked(
            town=EVES,
            period="2023-11",
            expect=60 / 365,
            why="Ann and bea; who comes after the month takes nothing from it.",
        ),
        Worked(
            town=EVES,
            period="2023-12",
            expect=(30 + 31 + 1) / 365,
            why="Ann was here through the 30th, bea all month, cai on the last day.",
        ),
    ),
)

person_years_by_age = Count(
    key="person-years-by-age",
    title=Text("Person-years lived by age", "分年龄人年数"),
    unit=units.PERSON_YEARS,
    definition=Text(
        "Person-years lived at each five-year age group.",
        "各五岁年龄组的人年数。",
    ),
    formula="nPYx",
    source=f"{units.PHG}, 1.2",
    of=PersonYears(ages=FIVE_YEAR),
    by_sex=True,
    worked=(
        Worked(
            town=DAYS,
            period="2023",
            expect={
                **dict.fromkeys(FIVE_YEAR.labels, 0),
                "0-4": 1 / 365,
                "25-29": 182 / 365,
                "30-34": 183 / 365,
                "40-44": 181 / 365,
                "70-74": 1 / 365,
            },
            why="Ann is 29 until 1 July and 30 from her birthday on 2 July.",
        ),
    ),
)

women_15_49 = Count(
    key="women-15-49",
    title=Text("Women aged 15–49", "15～49岁女性"),
    unit=units.PERSONS,
    definition=Text(
        "Women of 15 to 49 completed years on the last day of the period.",
        "期末15～49周岁的女性人数。",
    ),
    formula="35N15 (women)",
    source=units.UN,
    of=Stock(ages=FERTILE_AGES, sex=Sex.FEMALE),
    worked=(
        Worked(
            town=BIRTHDAYS,
            period="2024",
            expect=6,
            why="Ann turns 15 and is in, cai turns 50 and is out, that very day.",
        ),
    ),
)

women_20_29 = Count(
    key="women-20-29",
    title=Text("Women aged 20–29", "20～29岁女性"),
    unit=units.PERSONS,
    definition=Text(
        "Women of 20 to 29 completed years on the last day of the period.",
        "期末20～29周岁的女性人数。",
    ),
    formula="10N20 (women)",
    source=units.UN,
    of=Stock(ages=TWENTIES, sex=Sex.FEMALE),
    worked=(
        Worked(
            town=BIRTHDAYS,
            period="2024",
            expect=2,
            why="Eve turns 20 that day, jin is still 29; ida turns 30, fay is 19.",
        ),
    ),
)

growth_rate = Balance(
    key="growth-rate",
    title=Text("Growth rate", "人口增长率"),
    unit=units.PER_THOUSAND,
    definition=Text(
        "Population on the last day less that on the last day of the period before, "
        "per 1,000 person-years.",
        "期末人口减上期末人口，每千人年。",
    ),
    formula="(N(t) − N(t−1)) / PY × 1,000",
    source=f"{units.PHG}, 1.3",
    plus=Stock(),
    minus=Stock(before=True),
    exposure=PersonYears(),
    per=1000,
    chance=False,
    by_sex=True,
    worked=(
        Worked(
            town=DAYS,
            period="2023",
            expect=(2 - 3) * 1000 * 365 / 548,
            why="Three at the end of 2022, two at the end of 2023, 548 days lived.",
        ),
    ),
)

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
            why="Five of ten are under 30: 14, 15, 19, 20 and 29.",
        ),
        Worked(
            town=DAYS,
            period="2023",
            expect=1,
            why="Two persons, of 0 and 30: the first of them makes up the half.",
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
                why="Bea is 14 until tomorrow, gao is 65 today, eight are between.",
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
            why="Two dependent, eight of working age.",
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
            why="Gao is 65 that day, bea still 14: one for one.",
        ),
        Worked(
            town=BIRTHDAYS,
            period="2025",
            expect=None,
            why="A day later nobody is under 15, and nothing can be divided by it.",
        ),
    ),
)

density = Quotient(
    key="density",
    title=Text("Population density", "人口密度"),
    unit=units.PER_KM2,
    definition=Text(
        "Persons on the last day per square kilometre, where the area list says how "
        "large the area is.",
        "期末每平方公里人数；仅在地区名录载有面积时给出。",
    ),
    formula="N / km²",
    source=units.UN,
    top=Stock(),
    bottom=Given(name="area_km2"),
    worked=(
        Worked(
            town=DAYS,
            period="2023",
            expect=None,
            why="The list in use gives no areas, so the figure is missing, not zero.",
        ),
    ),
)
per_head = Quotient(
    key="per-head",
    title=Text("City total per head", "人均值"),
    unit=units.PER_HEAD,
    definition=Text(
        "A dated total of the city over the person-years lived in its period.",
        "某期全市总量除以同期人年数。",
    ),
    formula="total / PY",
    source=f"{units.PHG}, 1.2",
    top=Given(name="total"),
    bottom=PersonYears(),
    worked=(
        Worked(
            town=DAYS,
            period="2023",
            expect=None,
            why="No total was given, so there is nothing to divide.",
        ),
    ),
)

ALL = (
    population,
    population_by_age,
    person_years,
    person_years_by_age,
    growth_rate,
    women_15_49,
    women_20_29,
    median_age,
    young_dependency,
    old_dependency,
    total_dependency,
    ageing_index,
    density,
    per_head,
)
