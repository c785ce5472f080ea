"""Births: how many, to whom, in what order, and how soon they are recorded."""

from __future__ import annotations

import ibis

from renkou.definitions import (
    FERTILE,
    Balance,
    Count,
    Derived,
    Events,
    Groups,
    PersonYears,
    Proportion,
    Rate,
    Ratio,
    Sex,
    Stock,
    Worked,
    facts,
)
from renkou.schema import Text

from . import formulas, units
from .population import FERTILE_AGES
from .towns import COMING, CRADLES, EVES, FAMILIES, FIFTY, SEVEN

ORDERS = ("1", "2", "3", "4+")
NOT_STATED = "not-stated"
ON_TIME = 30  # days

_all = facts.births
_order = (_all.birth_order > 4).ifelse(4, _all.birth_order) - 1  # null stays null
by_order = Groups(
    labels=(*ORDERS, NOT_STATED),
    position=ibis.coalesce(_order, len(ORDERS)).cast("int32"),
)
by_stated_order = Groups(labels=ORDERS, position=_order.cast("int32"))
by_mother = FERTILE.of(_all.mother_age)
women = PersonYears(ages=FERTILE, sex=Sex.FEMALE)

births = Count(
    key="births",
    title=Text("Births", "出生人数"),
    unit=units.BIRTHS,
    definition=Text(
        "Live births in the period to mothers who belong to the area that day.",
        "期内活产数，按母亲当日所属地区。",
    ),
    formula="B",
    source=f"{units.PHG}, 1.1",
    of=Events(of=_all),
    by_sex=True,
    worked=(
        Worked(
            town=FAMILIES,
            period="2023",
            expect=6,
            why=Text(
                "Fei had left on the day of the birth; gai left the day after.",
                "fei在出生当天已迁走，gai次日才走。",
            ),
        ),
        Worked(
            town=FAMILIES,
            period="2023",
            sex="female",
            expect=2,
            why=Text("B1 and d1.", "b1与d1。"),
        ),
        Worked(
            town=FAMILIES,
            period="2023-05",
            expect=3,
            why=Text("Those of cui and dou.", "cui与dou所生。"),
        ),
        Worked(
            town=EVES,
            period="2020",
            expect=2,
            why=Text(
                "Those of ann and bea; cai had not come yet.",
                "ann与bea所生；cai当时尚未到来。",
            ),
        ),
        Worked(
            town=EVES,
            period="2023",
            expect=1,
            why=Text("Cai's, on the day she came.", "cai所生，在她到来的当天。"),
        ),
    ),
)

births_by_order = Count(
    key="births-by-order",
    title=Text("Births by order", "分孩次出生人数"),
    unit=units.BIRTHS,
    definition=Text(
        "Births by how many live births the mother has had with this one.",
        "按母亲活产孩次的出生人数。",
    ),
    formula="B(i)",
    source=units.UN,
    of=Events(of=_all, by=by_order),
    by_sex=True,
    optional_categories=(NOT_STATED,),
    worked=(
        Worked(
            town=FAMILIES,
            period="2023",
            expect={"1": 2, "2": 1, "3": 1, "4+": 2},
            why=Text(
                "The fourth and the fifth stand together.", "第四孩与第五孩合为一类。"
            ),
        ),
    ),
)

crude_birth_rate = Rate(
    key="crude-birth-rate",
    title=Text("Births per 1,000", "出生率"),
    unit=units.PER_THOUSAND,
    definition=Text("Births for each 1,000 person-years lived.", "每千人年的出生数。"),
    formula="B / PY × 1,000",
    source=f"{units.PHG}, 1.4",
    events=Events(of=_all),
    exposure=PersonYears(),
    per=1000,
    worked=(
        Worked(
            town=FAMILIES,
            period="2023",
            expect=6 * 365 / 1885 * 1000,
            why=Text(
                "Four lived 365 days, fei 212 and gai 213.",
                "4人住满365天，fei 212天，gai 213天。",
            ),
        ),
    ),
)

natural_increase_rate = Balance(
    key="natural-increase-rate",
    title=Text("Natural increase per 1,000", "自然增长率"),
    unit=units.PER_THOUSAND,
    definition=Text(
        "Births less deaths for each 1,000 person-years lived.",
        "每千人年的出生数减死亡数。",
    ),
    formula="(B − D) / PY × 1,000",
    source=f"{units.PHG}, 1.4",
    interval=Text(
        "95%, for the difference of two Poisson counts.",
        "95%，两个泊松计数之差的区间。",
    ),
    plus=Events(of=_all),
    minus=Events(of=facts.deaths),
    exposure=PersonYears(),
    per=1000,
    worked=(
        Worked(
            town=FAMILIES,
            period="2023",
            expect=6 * 365 / 1885 * 1000,
            why=Text(
                "Nobody dies: the increase is the birth rate.",
                "无人死亡：增长即出生率。",
            ),
        ),
        Worked(
            town=CRADLES,
            period="2023",
            expect=(2 - 5) * 1000 * 365 / (365 + 160 + 161 + 94 + 95 + 365),
            why=Text(
                "Two born, five died; each lived through the day of death.",
                "出生2人，死亡5人；死者均计至死亡当天。",
            ),
        ),
    ),
)

age_specific_fertility_rate = Rate(
    key="age-specific-fertility-rate",
    title=Text("Age-specific fertility rate", "年龄别生育率"),
    unit=units.PER_THOUSAND,
    definition=Text(
        "Births to women of an age group for each 1,000 person-years of these women.",
        "某年龄组妇女每千人年的出生数。",
    ),
    formula="nFx = nBx / nPYx(women) × 1,000",
    source=f"{units.PHG}, 5.1",
    events=Events(of=_all, by=by_mother),
    exposure=women,
    per=1000,
    worked=(
        Worked(
            town=FAMILIES,
            period="2023",
            expect={
                "15-19": 365 / 136 * 1000,
                "20-24": 365 / 594 * 1000,
                "25-29": 365 / 425 * 1000,
                "30-34": None,
                "35-39": None,
                "40-44": None,
                "45-49": 2 * 365 / 278 * 1000,
            },
            why=Text(
                "Amy is still 19, bai turns 20 that day; dou is 49, cui 50.",
                "amy仍为19岁，bai当天满20岁；dou为49岁，cui为50岁。",
            ),
        ),
    ),
)

total_fertility_rate = Derived(
    key="total-fertility-rate",
    title=Text("Total fertility rate", "总和生育率"),
    unit=units.CHILDREN,
    definition=Text(
        "Children a woman would have by 50 at the rates of the period.",
        "按当期年龄别生育率，一名妇女到50岁时的生育子女数。",
    ),
    formula="TFR = 5 Σ 5Fx",
    source=f"{units.PHG}, 5.1",
    interval=Text(
        "95%, gamma interval for a weighted sum of Poisson counts (Fay and Feuer "
        "1997). Missing where an age group has no women.",
        "95%，加权泊松和的伽马区间（Fay–Feuer，1997）。某年龄组无妇女时缺失。",
    ),
    of={"births": Events(of=_all, by=by_mother), "women": women},
    function=formulas.total_fertility,
    worked=(
        Worked(
            town=SEVEN,
            period="2023",
            expect=20,
            why=Text(
                "One year lived in each group; one, two and one births: 5 × 4.",
                "各组各居住一年；出生一、二、一人：5×4。",
            ),
        ),
        Worked(
            town=FAMILIES,
            period="2023",
            expect=None,
            why=Text(
                "No woman is between 30 and 44, so the sum is not known.",
                "没有30～44岁的妇女，因此总和不可知。",
            ),
        ),
    ),
)

mean_age_at_birth = Derived(
    key="mean-age-at-birth",
    title=Text("Mean age at birth", "平均生育年龄"),
    unit=units.YEARS,
    definition=Text(
        "Mean age of mothers at the rates of the period, whatever the number of women "
        "of each age.",
        "按年龄别生育率计算的平均生育年龄，不受妇女年龄构成影响。",
    ),
    formula="Σ (x + 2.5) 5Fx / Σ 5Fx",
    source=f"{units.PHG}, 5.1",
    interval=Text(
        "95%, normal, delta method from the Poisson counts.",
        "95%，由泊松计数按德尔塔法得正态区间。",
    ),
    of={"births": Events(of=_all, by=by_mother), "women": women},
    function=formulas.mean_age_at_birth,
    worked=(
        Worked(
            town=SEVEN,
            period="2023",
            expect=27.5,
            why=Text(
                "22.5 once, 27.5 twice, 32.5 once.",
                "22.5岁一次，27.5岁两次，32.5岁一次。",
            ),
        ),
    ),
)

sex_ratio_at_birth = Ratio(
    key="sex-ratio-at-birth",
    title=Text("Sex ratio at birth", "出生性别比"),
    unit=units.PER_HUNDRED,
    definition=Text("Boys born for each 100 girls.", "每百名女婴对应的男婴数。"),
    formula="B(boys) / B(girls) × 100",
    source=units.UN,
    first=Events(of=_all, where=_all.sex == 1),
    second=Events(of=_all, where=_all.sex == 2),
    worked=(
        Worked(
            town=FAMILIES,
            period="2023",
            expect=200,
            why=Text("Four boys, two girls.", "四男二女。"),
        ),
    ),
)

sex_ratio_at_birth_by_order = Ratio(
    key="sex-ratio-at-birth-by-order",
    title=Text("Sex ratio at birth by order", "分孩次出生性别比"),
    unit=units.PER_HUNDRED,
    definition=Text(
        "Boys born for each 100 girls, by birth order.",
        "按孩次，每百名女婴对应的男婴数。",
    ),
    formula="B(i, boys) / B(i, girls) × 100",
    source=units.UN,
    first=Events(of=_all, where=_all.sex == 1, by=by_stated_order),
    second=Events(of=_all, where=_all.sex == 2, by=by_stated_order),
    worked=(
        Worked(
            town=FAMILIES,
            period="2023",
            expect={"1": 100, "2": None, "3": None, "4+": 100},
            why=Text(
                "With no girl the ratio is missing, not infinite.",
                "没有女婴时，性别比缺失，而不是无穷大。",
            ),
        ),
    ),
)

women_by_children = Derived(
    key="women-by-children",
    title=Text("Women by number of children", "按子女数分的妇女"),
    unit=units.PERSONS,
    definition=Text(
        "Women aged 15–49 on the last day by the number of children they have borne.",
        "期末15～49岁妇女，按生育子女数。",
    ),
    formula="35N15(i)",
    source=units.UN,
    of={
        name: Stock(ages=FERTILE_AGES, sex=Sex.FEMALE, children=children)
        for children, name in enumerate(("zero", "one", "two", "three"))
    },
    function=formulas.by_children,
    labels=("0", "1", "2", "3+"),
    worked=(
        Worked(
            town=SEVEN,
            period="2023",
            expect={"0": 4, "1": 2, "2": 1, "3+": 0},
            why=Text(
                "W27 has two by then; her third comes the year after.",
                "w27到那时有两个孩子，第三个次年才出生。",
            ),
        ),
        Worked(
            town=SEVEN,
            period="2024",
            expect={"0": 4, "1": 2, "2": 0, "3+": 1},
            why=Text("W27 has her third on 1 April.", "w27的第三个孩子4月1日出生。"),
        ),
        Worked(
            town=FIFTY,
            period="2024",
            expect={"0": 0, "1": 1, "2": 0, "3+": 0},
            why=Text("Old turns 50 that day and is out.", "old当天满50岁，不计。"),
        ),
        Worked(
            town=EVES,
            period="2023",
            expect={"0": 0, "1": 1, "2": 1, "3+": 0},
            why=Text(
                "Bea, and cai with her second that day; ann is gone.",
                "bea，以及当天生第二个孩子的cai；ann已迁走。",
            ),
        ),
    ),
)

births_decomposition = Derived(
    key="births-decomposition",
    title=Text("Change in births, split", "出生变动分解"),
    unit=units.BIRTHS,
    definition=Text(
        "Births of the period less those of the one before, split into the number of "
        "women aged 15–49, their age structure and their rates.",
        "本期与上期出生数之差，分解为育龄妇女数、年龄结构与生育率三部分。",
    ),
    formula="ΔB = number + age structure + rates",
    source="Das Gupta (1993), Standardization and Decomposition of Rates",
    of={
        "births": Events(of=_all, by=by_mother),
        "births_before": Events(of=_all, by=by_mother, before=True),
        "women": women,
        "women_before": PersonYears(ages=FERTILE, sex=Sex.FEMALE, before=True),
    },
    function=formulas.births_decomposition,
    labels=("women", "age-structure", "rates"),
    worked=(
        Worked(
            town=SEVEN,
            period="2024",
            expect={"women": 0, "age-structure": 0, "rates": -3},
            why=Text(
                "The same seven women, one in each group: four births, then one.",
                "同样七名妇女，每组一名：先有四次出生，后有一次。",
            ),
            tolerance=0.02,
        ),
        *(
            Worked(
                town=COMING,
                period=period,
                expect=dict.fromkeys(("women", "age-structure", "rates")),
                why=Text(
                    "Without women in one of the two years there is nothing to split.",
                    "两年中有一年没有妇女，无可分解。",
                ),
            )
            for period in ("2023", "2024")
        ),
    ),
)

recorded_within_30_days = Proportion(
    key="recorded-within-30-days",
    title=Text("Births recorded within 30 days", "30天内登记的出生"),
    unit=units.PER_CENT,
    definition=Text(
        "Share of births whose first record was made within 30 days.",
        "出生后30天内首次登记的比例。",
    ),
    formula="B(delay ≤ 30) / B × 100",
    source="United Nations, Principles and Recommendations for a Vital Statistics "
    "System, Revision 3 (2014)",
    part=Events(of=_all, where=_all.delay <= ON_TIME),
    whole=Events(of=_all),
    by_sex=True,
    accountable=True,
    needs_recording=True,
    worked=(
        Worked(
            town=FAMILIES,
            period="2023",
            expect=5 / 6 * 100,
            why=Text(
                "Day 30 is in time, day 31 (cui's) is not.",
                "第30天为及时，第31天（cui所生）则否。",
            ),
        ),
    ),
)

ALL = (
    births,
    births_by_order,
    crude_birth_rate,
    natural_increase_rate,
    age_specific_fertility_rate,
    total_fertility_rate,
    mean_age_at_birth,
    sex_ratio_at_birth,
    sex_ratio_at_birth_by_order,
    women_by_children,
    births_decomposition,
    recorded_within_30_days,
)
