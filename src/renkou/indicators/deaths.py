"""Deaths, and what the life table makes of them."""

from __future__ import annotations

from renkou.definitions import (
    ABRIDGED,
    FIVE_YEAR,
    Count,
    Derived,
    Events,
    PersonYears,
    Rate,
    Worked,
    facts,
)
from renkou.schema import Text

from . import formulas, units
from .towns import CRADLES, DAYS, LADDER

_all = facts.deaths

deaths = Count(
    key="deaths",
    title=Text("Deaths", "死亡人数"),
    unit=units.DEATHS,
    definition=Text(
        "Deaths in the period of persons who belong to the area that day.",
        "期内死亡数，按死者当日所属地区。",
    ),
    formula="D",
    source=f"{units.PHG}, 1.1",
    of=Events(of=_all),
    by_sex=True,
    worked=(
        Worked(
            town=CRADLES,
            period="2023",
            expect=5,
            why=Text("Four children and old.", "四名儿童与old。"),
        ),
        Worked(
            town=CRADLES,
            period="2023-12",
            sex="male",
            expect=1,
            why=Text("Old, on the last day of the month.", "old，在当月最后一天。"),
        ),
        Worked(
            town=DAYS,
            period="2023-01",
            expect=1,
            why=Text(
                "Dad, on the first day: he belonged to the area through that day.",
                "dad，在第一天：当天他仍属本地区。",
            ),
        ),
    ),
)

deaths_by_age = Count(
    key="deaths-by-age",
    title=Text("Deaths by age", "分年龄死亡人数"),
    unit=units.DEATHS,
    definition=Text(
        "Deaths by completed age at death, in five-year groups.",
        "按死亡时周岁的五岁组死亡数。",
    ),
    formula="nDx",
    source=f"{units.PHG}, 1.1",
    of=Events(of=_all, by=FIVE_YEAR.of(_all.age)),
    by_sex=True,
    worked=(
        Worked(
            town=CRADLES,
            period="2023",
            expect={
                **dict.fromkeys(FIVE_YEAR.labels, 0),
                "0-4": 3,
                "5-9": 1,
                "80-84": 1,
            },
            why=Text(
                "Cid dies at four, dot on her fifth birthday, old at 83.",
                "cid死时4岁，dot死于五岁生日当天，old死时83岁。",
            ),
        ),
    ),
)

crude_death_rate = Rate(
    key="crude-death-rate",
    title=Text("Deaths per 1,000", "死亡率"),
    unit=units.PER_THOUSAND,
    definition=Text("Deaths for each 1,000 person-years lived.", "每千人年的死亡数。"),
    formula="D / PY × 1,000",
    source=f"{units.PHG}, 1.4",
    events=Events(of=_all),
    exposure=PersonYears(),
    per=1000,
    by_sex=True,
    worked=(
        Worked(
            town=DAYS,
            period="2023",
            expect=365 / 548 * 1000,
            why=Text("Dad's death over 548 days.", "dad死亡，除以548天。"),
        ),
    ),
)


def _child_rate(
    key: str, title: Text, years: int, definition: Text, value: float, why: Text
) -> Rate:
    return Rate(
        key=key,
        title=title,
        unit=units.PER_THOUSAND,
        definition=definition,
        formula=f"D(under {years}) / B × 1,000",
        source=f"{units.PHG}, 2.4; both counted in the period",
        interval=Text(
            "95%, exact Poisson (Garwood 1936), the births taken as known.",
            "95%，精确泊松区间（Garwood，1936），出生数视为已知。",
        ),
        events=Events(of=_all, where=_all.age < years),
        exposure=Events(of=facts.births),
        per=1000,
        by_sex=True,
        worked=(Worked(town=CRADLES, period="2023", expect=value, why=why),),
    )


infant_mortality_rate = _child_rate(
    "infant-mortality-rate",
    Text("Infant mortality rate", "婴儿死亡率"),
    1,
    Text(
        "Deaths before the first birthday for each 1,000 births of the period.",
        "期内每千名活产中未满1周岁的死亡数。",
    ),
    500,
    Text(
        "Ava dies the day before her first birthday; ben on his, so he is no infant.",
        "ava死于一周岁生日前一天；ben死于生日当天，因此不算婴儿。",
    ),
)
under_five_mortality_rate = _child_rate(
    "under-five-mortality-rate",
    Text("Under-five mortality rate", "5岁以下儿童死亡率"),
    5,
    Text(
        "Deaths before the fifth birthday for each 1,000 births of the period.",
        "期内每千名活产中未满5周岁的死亡数。",
    ),
    1500,
    Text(
        "Ava, ben and cid; dot dies on her fifth birthday.",
        "ava、ben与cid；dot死于五岁生日当天。",
    ),
)

life_expectancy = Derived(
    key="life-expectancy",
    title=Text("Life expectancy at birth", "平均预期寿命"),
    unit=units.YEARS,
    definition=Text(
        "Years that a newborn would live at the death rates of the period.",
        "按当期年龄别死亡率，新生儿预期存活的年数。",
    ),
    formula="e0 of the abridged life table 0, 1, 5 … 85+",
    source=f"{units.PHG}, 3.2; 1a0 of Andreev and Kingkade (2015)",
    interval=Text(
        "95%, normal, variance of Chiang (1984). Missing where an age group has no "
        "person-years or nobody died in the open group.",
        "95%，正态，方差按Chiang（1984）。某年龄组无人年或开口组无死亡时缺失。",
    ),
    of={
        "deaths": Events(of=_all, by=ABRIDGED.of(_all.age)),
        "years": PersonYears(ages=ABRIDGED),
    },
    function=formulas.life_expectancy,
    by_sex=True,
    worked=(
        Worked(
            town=LADDER,
            period="2023",
            expect=87,
            why=Text(
                "Nobody dies under 85, where one dies in two years lived: 85 + 2.",
                "85岁以下无人死亡；85岁以上两人年中死亡一人：85+2。",
            ),
        ),
        Worked(
            town=CRADLES,
            period="2023",
            expect=None,
            why=Text(
                "Most age groups have nobody, so no table can be made.",
                "多数年龄组无人，不能编制生命表。",
            ),
        ),
    ),
)

ALL = (
    deaths,
    deaths_by_age,
    crude_death_rate,
    infant_mortality_rate,
    under_five_mortality_rate,
    life_expectancy,
)
