"""Marriages and divorces, and at what age people marry for the first time."""

from __future__ import annotations

from renkou.definitions import (
    FIVE_YEAR,
    Count,
    Derived,
    Events,
    Proportion,
    Worked,
    facts,
)
from renkou.schema import Text

from . import formulas, units
from .towns import WEDDINGS

_first = facts.first_marriages

marriages = Count(
    key="marriages",
    title=Text("Marriages", "结婚对数"),
    unit=units.EVENTS,
    definition=Text(
        "Marriages in the period, where the first-named belongs that day.",
        "期内结婚登记数，按第一当事人当日所属地区。",
    ),
    formula="M",
    source=units.UN,
    of=Events(of=facts.marriages),
    worked=(
        Worked(
            town=WEDDINGS,
            period="2023",
            expect=2,
            why=Text("Eli had left on the day of his.", "eli在其结婚当天已迁走。"),
        ),
    ),
)

divorces = Count(
    key="divorces",
    title=Text("Divorces", "离婚对数"),
    unit=units.EVENTS,
    definition=Text(
        "Divorces in the period, where the first-named belongs that day.",
        "期内离婚登记数，按第一当事人当日所属地区。",
    ),
    formula="V",
    source=units.UN,
    of=Events(of=facts.divorces),
    worked=(
        Worked(
            town=WEDDINGS,
            period="2023",
            expect=1,
            why=Text("Abe and bao's.", "abe与bao离婚。"),
        ),
        Worked(
            town=WEDDINGS,
            period="2023-10",
            expect=0,
            why=Text("None that month.", "当月没有。"),
        ),
    ),
)

mean_age_at_first_marriage = Derived(
    key="mean-age-at-first-marriage",
    title=Text("Mean age at first marriage", "平均初婚年龄"),
    unit=units.YEARS,
    definition=Text(
        "Mean exact age of those who marry for the first time in the period.",
        "期内初婚者的平均确切年龄。",
    ),
    formula="Σ (day of marriage − day of birth) / 365.25 / n",
    source=units.UN,
    interval=Text(
        "95%, normal interval of a mean; none for a single marriage.",
        "95%，均值的正态区间；仅一人时不给出。",
    ),
    of={
        "number": Events(of=_first),
        "total": Events(of=_first, total=_first.exact_age),
        "squares": Events(of=_first, total=_first.exact_age * _first.exact_age),
    },
    function=formulas.mean_age_at_marriage,
    by_sex=True,
    worked=(
        Worked(
            town=WEDDINGS,
            period="2023",
            sex="male",
            expect=10957 / 365.25,
            why=Text(
                "Abe alone, on his thirtieth birthday: 10,957 days.",
                "只有abe，在三十岁生日当天：10,957天。",
            ),
        ),
        Worked(
            town=WEDDINGS,
            period="2023",
            sex="female",
            expect=(9131 + 10956) / 2 / 365.25,
            why=Text(
                "Bao on her 25th birthday, dai the day before her 30th.",
                "bao在25岁生日当天，dai在30岁生日前一天。",
            ),
        ),
    ),
)

age_at_first_marriage = Proportion(
    key="age-at-first-marriage",
    title=Text("Age at first marriage", "初婚年龄分布"),
    unit=units.PER_CENT,
    definition=Text(
        "Share of first marriages of the period by completed age.",
        "期内初婚者按周岁分组的比例。",
    ),
    formula="n(x) / n × 100",
    source=units.UN,
    part=Events(of=_first, by=FIVE_YEAR.of(_first.age)),
    whole=Events(of=_first),
    by_sex=True,
    worked=(
        Worked(
            town=WEDDINGS,
            period="2023",
            expect={
                **dict.fromkeys(FIVE_YEAR.labels, 0),
                "25-29": 200 / 3,
                "30-34": 100 / 3,
            },
            why=Text(
                "Bao is 25, dai still 29, abe 30 that day.",
                "bao为25岁，dai仍为29岁，abe当天满30岁。",
            ),
        ),
    ),
)

ALL = (marriages, divorces, mean_age_at_first_marriage, age_at_first_marriage)
