"""Who lives with whom."""

from __future__ import annotations

import ibis.expr.types as ir

from renkou.definitions import Count, Events, Quotient, Worked, facts
from renkou.schema import Text

from . import units
from .towns import HOMES

_all = facts.households
DAY = "2023"

household_size = Quotient(
    key="household-size",
    title=Text("Mean household size", "平均家庭户规模"),
    unit=units.PERSONS,
    definition=Text(
        "Members for each household on the last day of the period.",
        "期末平均每户人数。",
    ),
    formula="members / households",
    source=units.UN,
    top=Events(of=_all, total=_all.size),
    bottom=Events(of=_all),
    worked=(
        Worked(
            town=HOMES,
            period=DAY,
            expect=15 / 8,
            why=Text("Fifteen in eight.", "8户共15人。"),
        ),
    ),
)


def _households(
    key: str,
    title: Text,
    definition: Text,
    where: ir.BooleanValue,
    value: int,
    why: Text,
) -> Count:
    return Count(
        key=key,
        title=title,
        unit=units.HOUSEHOLDS,
        definition=definition,
        formula="H(kind)",
        source=units.UN,
        of=Events(of=_all, where=where),
        worked=(Worked(town=HOMES, period=DAY, expect=value, why=why),),
    )


one_person = _households(
    "one-person-households",
    Text("One-person households", "一人户"),
    Text("Households of one member.", "只有一名成员的家庭户。"),
    _all.size == 1,
    2,
    Text("F and D2.", "F与D2。"),
)
single_parent = _households(
    "single-parent-households",
    Text("Single-parent households", "单亲家庭户"),
    Text(
        "Households with a head, no partner and a child of the head under 18.",
        "有户主、无配偶且有18岁以下子女的家庭户。",
    ),
    (_all.heads > 0) & (_all.partners == 0) & (_all.minor_children > 0),
    1,
    Text(
        "B, whose child is 17. C's is 18 that day, A has both parents.",
        "B户，孩子17岁。C户孩子当天满18岁，A户父母俱在。",
    ),
)
empty_nest = _households(
    "empty-nest-households",
    Text("Empty-nest households", "空巢家庭户"),
    Text(
        "Households whose members are all 60 or over and have living children, none of "
        "whom lives in them.",
        "成员均为60岁及以上、有健在子女且子女均不同住的家庭户。",
    ),
    (_all.members_60 == _all.size) & (_all.parents_left_60 == _all.size),
    1,
    Text(
        "D, both 60, whose daughter lives in D2. E lives with her son; f is 59.",
        "D户，二人均60岁，女儿住在D2。E与儿子同住；f为59岁。",
    ),
)
left_behind = _households(
    "left-behind-households",
    Text("Left-behind households", "留守家庭户"),
    Text(
        "Households with a child under 16 a parent of whom, or a person of 65 or over "
        "all of whose children, are registered in the county and live outside it.",
        "有16岁以下儿童且其父或母、或有65岁及以上老人且其全部子女，户籍在本县而居住在"
        "县外的家庭户。",
    ),
    _all.left_behind > 0,
    1,
    Text(
        "G: the boy is 15, his mother is registered here and lives in another county.",
        "G户：男孩15岁，母亲在此登记而住在别的县。",
    ),
)

ALL = (household_size, one_person, single_parent, empty_nest, left_behind)
