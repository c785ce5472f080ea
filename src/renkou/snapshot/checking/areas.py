"""Rules on area codes: each must be on the list whose codes the rows carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from renkou import areas
from renkou.schema import Kind, Text

from ..contents import Snapshot, quoted
from . import rules
from .finding import Finding
from .session import Session


def area_tree(snapshot: Snapshot) -> areas.AreaTree:
    """The city's own lists where it brings them, else those of the package."""
    own = snapshot.area_list_file
    return areas.AreaTree.from_csv(own) if own else areas.bundled()


def codes_of(tree: areas.AreaTree, day: date) -> frozenset[str]:
    """The codes of every level on the list of `day`."""
    units = (unit for level in areas.LEVELS for unit in tree.units(day, level))
    return frozenset(unit.code for unit in units)


def check_areas(session: Session, snapshot: Snapshot) -> Iterator[Finding]:
    """Findings of codes that are not on the list in use.

    The list is the one the manifest states, else the one that holds most of the codes.
    A place of birth may be anywhere and is not looked up.
    """
    columns = [
        (files.table.name, column.name)
        for files in session.tables.values()
        for column in files.table.columns
        if column.kind is Kind.AREA and column.name != "birth_area"
    ]
    found = {place: _codes(session, *place) for place in columns}
    whole = {code for codes in found.values() for code in codes}
    if not whole:
        return
    tree = area_tree(snapshot)
    lists = {day: codes_of(tree, day) for day in tree.vintages}
    stated = snapshot.manifest.area_list
    held = Counter({day: len(whole & codes) for day, codes in lists.items()})
    nearest = max(lists, key=lambda day: (held[day], day))
    day = tree.list_for(stated) if stated else nearest
    detail = _detail(day, nearest, held[nearest], len(whole))
    for (table, column), codes in found.items():
        unknown = sorted(codes - lists[day])
        if unknown:
            several = ", ".join(quoted(code) for code in unknown)
            rows = (
                f"SELECT _file, _row, {column} AS value FROM {table} "
                f"WHERE {column} IN ({several})"
            )
            yield from session.finding(
                rules.AREA_UNKNOWN, table, column, rows, detail=detail
            )


def _codes(session: Session, table: str, column: str) -> set[str]:
    rows = session.rows(
        f"SELECT DISTINCT {column} FROM {table} "
        f"WHERE regexp_full_match({column}, '[0-9]{{12}}')"
    )
    return {str(code) for (code,) in rows}


def _detail(day: date, nearest: date, held: int, whole: int) -> Text:
    if day == nearest:
        return Text(
            f"the list of {day} has {held} of the {whole} codes",
            f"{day}的名录含{whole}个代码中的{held}个",
        )
    return Text(
        f"looked up on the list of {day}; that of {nearest} has {held} of the {whole} "
        "codes",
        f"按{day}的名录查找；{nearest}的名录含{whole}个代码中的{held}个",
    )
