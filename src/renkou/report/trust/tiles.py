"""Townships as tiles by county and drift; no boundary is drawn."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

from renkou.areas.name import proper_name
from renkou.areas.search import spell
from renkou.engines.trust import Examination
from renkou.schema.text import Text

from ..chart import Chart
from ..data_table import Column, DataTable, Row, value_cell
from ..numbers import Form
from ..tile_map import Layout, Tile, tile_map

ID = "tiles"
FEW = 20  # births of three years under which a share says nothing
_STEPS = (0.05, 0.10)
LEGEND = (
    (Tile("q0"), Text("up to 5%", "5%以下"), 84),
    (Tile("q1"), Text("5 to 10%", "5～10%"), 84),
    (Tile("q2"), Text("over 10%", "10%以上"), 84),
    (Tile("few", few=True), Text("too few", "过少"), 60),
)
Floats = npt.NDArray[np.float64]


def tiles(found: Examination) -> Chart:
    """A tile a township, grouped by county, the largest first."""
    late = found.late
    share = np.divide(
        late.unseen, late.closed, out=np.zeros_like(late.closed), where=late.closed > 0
    )
    over = int(((share > _STEPS[1]) & (late.closed >= FEW)).sum())
    first, last = late.years
    return Chart(
        id=ID,
        title=Text(
            f"{over} townships grew by more than 10% of their births after publication"
            if over != 1
            else "1 township grew by more than 10% of its births after publication",
            f"{over}个乡镇在公布后增加的出生超过10%",
        ),
        measured=Text(
            f"Births of {first}–{last} not known at first publication, share; one tile "
            f"a township",
            f"{first}—{last}年出生中首次公布时尚不知的比例；每格一个乡镇",
        ),
        drawing=_draw(found, share),
        table=_table(found, share),
    )


def _groups(found: Examination) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for i in np.argsort(-found.late.closed, kind="stable"):
        groups.setdefault(found.counties[int(i)].code, []).append(int(i))
    return dict(sorted(groups.items()))


def _draw(found: Examination, share: Floats) -> Markup:
    groups = []
    for rows in _groups(found).values():
        county = found.counties[rows[0]]
        name = spell(proper_name(county.name))[0].capitalize()
        tiles = [_tile(float(share[i]), float(found.late.closed[i])) for i in rows]
        groups.append((Text(name or county.name, county.name), tiles))
    return tile_map(groups, LEGEND, Layout(), f"{ID}-title")


def _tile(share: float, births: float) -> Tile:
    return Tile(f"q{sum(share > step for step in _STEPS)}", few=births < FEW)


def _table(found: Examination, share: Floats) -> DataTable:
    rows = [
        Row(
            key=f"tile-{found.register.units[i].code}",
            head=found.names[i],
            head_raw=(found.register.units[i].code, found.names[i].en),
            cells=(
                value_cell(float(found.late.closed[i]), Form.COUNT, 0),
                value_cell(float(found.late.unseen[i]), Form.COUNT, 0),
                value_cell(100 * float(share[i]), Form.PERCENT, 1),
            ),
        )
        for rows in _groups(found).values()
        for i in rows
    ]
    return DataTable(
        f"{ID}-table",
        Text("Births not known at first publication", "首次公布时尚不知的出生"),
        Text("Township", "乡镇街道"),
        ("area", "name"),
        (
            Column(("births",), Text("Births", "出生数")),
            Column(("not_known",), Text("Not known at first", "首次公布时不知")),
            Column(("share",), Text("Share", "比例")),
        ),
        tuple(rows),
    )
