"""The areas below one, in one set of columns, sorted and filtered by the address."""

from __future__ import annotations

from dataclasses import dataclass, replace

from renkou.areas.unit import level_of
from renkou.schema.text import Text

from ..area_tables import ColumnSet, area_table
from ..city import City
from ..data_table import DataTable, Row

ID = "areas-table"
DOWN = "-"  # before a column's field: the largest first


@dataclass(frozen=True, slots=True)
class Order:
    """What the reader asked of the table: columns, order, and words to be found."""

    chosen: ColumnSet
    by: str = ""  # a field of the CSV; "" keeps the order of codes
    find: str = ""

    @property
    def field(self) -> str:
        """The field that it is sorted by."""
        return self.by.removeprefix(DOWN)

    @property
    def downwards(self) -> bool:
        """Whether the largest stand first."""
        return self.by.startswith(DOWN)

    def next(self, field: str) -> str:
        """What a press on the head of a field asks for: down, up, as it was.

        >>> births = ColumnSet("births", Text("Births", "出生"), ())
        >>> order = Order(births, by="-births")
        >>> order.next("births"), order.next("deaths")
        ('births', '-deaths')
        """
        if field != self.field:
            return DOWN + field
        return field if self.downwards else ""


def children_table(city: City, order: Order) -> DataTable:
    """The table of the areas below, the area itself on top."""
    below = level_of(city.code) == "county"
    head = Text("Township", "乡镇街道") if below else Text("County", "县市区")
    places = [replace(place, parent_name=None) for place in city.counties]
    table = area_table(
        city,
        places,
        key=ID,
        head=head,
        caption=Text(
            f"{order.chosen.title.en} by {head.en.lower()}, {city.year}, {city.who.en}",
            f"{city.year}年各{head.zh}：{order.chosen.title.zh}，{city.who.zh}",
        ),
        sets=[order.chosen],
    )
    return replace(table, rows=_ordered(table, order))


def _ordered(table: DataTable, order: Order) -> tuple[Row, ...]:
    total = [row for row in table.rows if row.total]
    wanted = order.find.strip().lower()
    rows = [row for row in table.rows if not row.total and wanted in row.search]
    at = next((i for i, c in enumerate(table.columns) if order.field in c.fields), None)
    if order.by and at is not None:
        way = -1 if order.downwards else 1

        def place(row: Row) -> tuple[bool, float]:
            value = row.cells[at].order
            return value is None, way * (value or 0.0)

        rows.sort(key=place)  # the missing last, either way
    return (*total, *rows)


def sortable(chosen: ColumnSet) -> list[str]:
    """What a set of columns can be sorted by: its measures."""
    return list(dict.fromkeys(spec.measure for spec in chosen.columns))
