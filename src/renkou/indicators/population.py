"""Who is here: stocks, person-years, ages and what follows from them."""

from __future__ import annotations

from renkou.definitions import (
    FIVE_YEAR,
    Balance,
    Count,
    Given,
    PersonYears,
    Quotient,
    Sex,
    Stock,
    Worked,
    ages,
)
from renkou.schema import Text

from . import units
from .towns import BIRTHDAYS, DAYS, EVES, LATE, LEAPLING

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
            why=Text(
                "Cat is born the year after; dad dies on the first day of it.",
                "cat于年内出生，dad于年内第一天死亡。",
            ),
        ),
        Worked(
            town=DAYS,
            period="2023",
            expect=2,
            why=Text(
                "Bob has left, dad has died, cat is born on the last day.",
                "bob已迁走，dad已死亡，cat于最后一天出生。",
            ),
        ),
        Worked(
            town=DAYS,
            period="2023-01",
            expect=2,
            why=Text(
                "Ann and bob: who died on 1 January is not there on the 31st.",
                "ann与bob：1月1日死亡者31日已不在。",
            ),
        ),
        Worked(
            town=DAYS,
            period="2023",
            sex="male",
            expect=0,
            why=Text("Both men are gone.", "两名男性都已不在。"),
        ),
        Worked(
            town=EVES,
            period="2023",
            expect=2,
            why=Text(
                "Ann is gone on the last day, bea not until tomorrow, cai comes on it.",
                "ann在最后一天已不在，bea次日才走，cai当天到来。",
            ),
        ),
        Worked(
            town=EVES,
            period="2023-12",
            expect=2,
            why=Text("By month it is the same.", "按月计，结果相同。"),
        ),
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
            why=Text(
                "Who was born on 31 December has the birthday; on 1 January, not yet.",
                "12月31日出生者当天已满岁，1月1日出生者尚未。",
            ),
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
            why=Text(
                "365 days of ann, 181 of bob to 30 June, 1 of cat, 1 of dad.",
                "ann 365天，bob至6月30日181天，cat 1天，dad 1天。",
            ),
        ),
        Worked(
            town=DAYS,
            period="2023-06",
            expect=60 / 365,
            why=Text("Thirty days of ann and thirty of bob.", "ann 30天，bob 30天。"),
        ),
        Worked(
            town=LATE,
            period="2023",
            expect=1,
            why=Text(
                "A stay that begins after the death has no day, nor less than none.",
                "死亡之后才开始的居住期不计天数，也不计负数。",
            ),
        ),
        Worked(
            town=EVES,
            period="2023-11",
            expect=60 / 365,
            why=Text(
                "Ann and bea; who comes after the month takes nothing from it.",
                "ann与bea；月后才来者不从中扣减。",
            ),
        ),
        Worked(
            town=EVES,
            period="2023-12",
            expect=(30 + 31 + 1) / 365,
            why=Text(
                "Ann was here through the 30th, bea all month, cai on the last day.",
                "ann住到30日，bea住满全月，cai只住最后一天。",
            ),
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
            town=LEAPLING,
            period="2024",
            expect={
                **dict.fromkeys(FIVE_YEAR.labels, 0),
                "15-19": 59 / 366,
                "20-24": 307 / 366,
            },
            why=Text(
                "In a leap year lea turns 20 on 29 February itself.",
                "闰年里lea于2月29日当天满20岁。",
            ),
        ),
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
            why=Text(
                "Ann is 29 until 1 July and 30 from her birthday on 2 July.",
                "ann在7月1日前为29岁，7月2日生日起为30岁。",
            ),
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
            why=Text(
                "Ann turns 15 and is in, cai turns 50 and is out, that very day.",
                "ann当天满15岁，计入；cai当天满50岁，不计。",
            ),
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
            why=Text(
                "Eve turns 20 that day, jin is still 29; ida turns 30, fay is 19.",
                "eve当天满20岁，jin仍为29岁；ida满30岁，fay为19岁。",
            ),
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
            why=Text(
                "Three at the end of 2022, two at the end of 2023, 548 days lived.",
                "2022年末3人，2023年末2人，共居住548天。",
            ),
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
            why=Text(
                "The list in use gives no areas, so the figure is missing, not zero.",
                "所用名录没有面积，因此缺失，而不是0。",
            ),
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
            why=Text(
                "No total was given, so there is nothing to divide.",
                "未给出总量，无从相除。",
            ),
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
    density,
    per_head,
)
