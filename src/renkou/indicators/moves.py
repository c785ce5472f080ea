"""Who comes and who goes."""

from __future__ import annotations

from renkou.definitions import Balance, Count, Moves, PersonYears, Worked
from renkou.schema import Text

from . import units
from .towns import ROADS


def _count(key: str, title: Text, into: bool, definition: Text, why: Text) -> Count:
    return Count(
        key=key,
        title=title,
        unit=units.PERSONS,
        definition=definition,
        formula="I" if into else "O",
        source=f"{units.PHG}, 1.1",
        of=Moves(into=into),
        by_sex=True,
        worked=(Worked(town=ROADS, period="2023", expect=1, why=why),),
    )


in_migrants = _count(
    "in-migrants",
    Text("Moved in", "迁入人数"),
    True,
    Text(
        "Moves into the area from outside it; moves within it do not count.",
        "从区外迁入的人次；区内迁移不计。",
    ),
    Text(
        "Ann. Cat stays in the city, dan is registered anew, eva came the day before.",
        "ann。cat未出本市，dan只改登记，eva前一天已到。",
    ),
)
out_migrants = _count(
    "out-migrants",
    Text("Moved out", "迁出人数"),
    False,
    Text(
        "Moves out of the area; moves within it do not count.",
        "迁往区外的人次；区内迁移不计。",
    ),
    Text("Bob; cat only changes village.", "bob；cat只换了村。"),
)

net_migration_rate = Balance(
    key="net-migration-rate",
    title=Text("Net migration per 1,000", "净迁移率"),
    unit=units.PER_THOUSAND,
    definition=Text(
        "Moves in less moves out for each 1,000 person-years lived.",
        "每千人年的迁入减迁出人次。",
    ),
    formula="(I − O) / PY × 1,000",
    source=f"{units.PHG}, 1.4",
    interval=Text(
        "95%, for the difference of two Poisson counts.",
        "95%，两个泊松计数之差的区间。",
    ),
    plus=Moves(into=True),
    minus=Moves(into=False),
    exposure=PersonYears(),
    per=1000,
    by_sex=True,
    worked=(
        Worked(
            town=ROADS,
            period="2023",
            sex="female",
            expect=1 / (275 + 365 + 365) * 365 * 1000,
            why=Text(
                "Ann came on 1 April (275 days); cat and eva were here all year.",
                "ann于4月1日到来（275天）；cat与eva全年在此。",
            ),
        ),
        Worked(
            town=ROADS,
            period="2023",
            expect=0,
            why=Text("One in, one out.", "一人迁入，一人迁出。"),
        ),
    ),
)

ALL = (in_migrants, out_migrants, net_migration_rate)
