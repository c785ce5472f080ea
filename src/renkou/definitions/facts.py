"""What a definition may see of the register: drawn facts, one row an event.

These are unbound Ibis tables. An engine offers tables of the same names and columns,
already filtered to what was known on the day asked about, to one population and to the
periods asked for; a definition never meets a version, a name or an identity number.
"""

from __future__ import annotations

import ibis

births = ibis.table(
    {
        "place": "int32",  # where the mother belonged that day
        "period": "int32",
        "sex": "int8",  # of the child: 1 male, 2 female
        "birth_order": "int32",  # null where not stated
        "mother_age": "int32",  # completed years
        "delay": "int32",  # days from the birth to its first record
    },
    name="births_located",
)
deaths = ibis.table(
    {"place": "int32", "period": "int32", "sex": "int8", "age": "int32"},
    name="deaths_located",
)
marriages = ibis.table({"place": "int32", "period": "int32"}, name="marriages_located")
divorces = ibis.table({"place": "int32", "period": "int32"}, name="divorces_located")
first_marriages = ibis.table(
    {
        "place": "int32",
        "period": "int32",
        "sex": "int8",  # of the one who marries for the first time
        "age": "int32",
        "exact_age": "float64",  # days since birth / 365.25
    },
    name="first_marriages_located",
)
households = ibis.table(
    {
        "number": "int32",  # how many households are alike in all that follows
        "place": "int32",
        "period": "int32",  # as they were on the period's last day
        "size": "int32",
        "heads": "int32",
        "partners": "int32",
        "minor_children": "int32",  # role child, under 18
        "members_60": "int32",  # members of 60 and over
        "parents_left_60": "int32",  # of them: children living, none of them here
        "left_behind": "int32",  # under 16 or 65 and over, their people elsewhere
    },
    name="households_located",
)
ALL = (births, deaths, marriages, divorces, first_marriages, households)
