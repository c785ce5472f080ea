"""The synthetic city beside the census of 2020: a pyramid for each county, as SVG."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from renkou.schema.text import Text
from renkou.schema.whole_file import whole_file
from renkou.snapshot.synthetic.choice import Floats
from renkou.snapshot.synthetic.comparison import CensusComparison

from .census_rows import CensusRow, cell_name, census_rows
from .city import AGE_GROUPS
from .drawing import Drawing, Scale, pixels, ticks
from .numbers import plain, signed

WIDTH, GAP, ABREAST = 712, 32, 2
MARGIN = 12
PANEL = (WIDTH - GAP) / ABREAST
HEAD, FOOT = 132, 76  # above and below the panels
PITCH, THICK = 11.0, 9.5
PLOT_TOP = 64.0  # of a panel, under its name and figures
PLOT = PITCH * len(AGE_GROUPS)
TALL = PLOT_TOP + PLOT + 44
GUTTER = 44.0
MEN, WOMEN = (PANEL - GUTTER) / 2, (PANEL + GUTTER) / 2  # where their bars begin
LABELLED = (0, 4, 8, 12, len(AGE_GROUPS) - 1)
STYLE = """
text{font:12px var(--sans);fill:var(--ink2);font-variant-numeric:tabular-nums}
.em{fill:var(--ink);font-weight:600;font-size:14px}
.t{fill:var(--ink);font-weight:600;font-size:16px}
.p{fill:var(--paper)}
.a{stroke:var(--rule);fill:none}
.hd{stroke:var(--ink2);stroke-width:2;fill:none}
.d{fill:var(--blue)}
.c{stroke:var(--ink);stroke-width:1.5;fill:none}
"""


@dataclass(frozen=True, slots=True)
class _Panel:
    """A county's place in the picture, and its shares by sex and age group."""

    row: CensusRow
    simulated: Floats
    census: Floats
    x: float
    y: float

    def foot(self, group: int) -> float:
        """The lower edge of an age group's bar."""
        return self.y + PLOT_TOP + PLOT - group * PITCH


def census_pyramids(compared: CensusComparison, persons: int, seed: int) -> str:
    """The picture of a comparison, as the text of an SVG file in both languages.

    Bars are the residents of a synthetic city of `persons` and `seed`, the outline is
    the census; both are per cent of the residents that the census has in the county,
    men to the left. Ages 0 and 1 to 4 are drawn as one group.

    >>> from renkou.snapshot.synthetic.comparison import census_comparison
    >>> from renkou.snapshot.synthetic.live import live
    >>> compared = census_comparison(live(500, seed=1))
    >>> census_pyramids(compared, 500, 1)[:4]
    '<svg'
    """
    panels = _panels(compared)
    lines = math.ceil(len(panels) / ABREAST)
    height = round(HEAD + lines * TALL + FOOT)
    drawing = Drawing(WIDTH, height)
    drawing.bar("p", -MARGIN, -MARGIN, WIDTH + 2 * MARGIN, height + 2 * MARGIN)
    title = _title(compared)
    _head(drawing, title)
    largest = max(float(max(p.simulated.max(), p.census.max())) for p in panels)
    for panel in panels:
        _draw(drawing, panel, Scale(0, largest, 0, MEN - 4))
    _sources(drawing, height - FOOT + 20, persons, seed)
    return drawing.document(title, _style(), margin=MARGIN)


def write_census_pyramids(
    compared: CensusComparison, persons: int, seed: int, out: Path
) -> None:
    """Write the picture to `out`; what stood there stays until it is whole."""
    with whole_file(out) as part:
        part.write_text(census_pyramids(compared, persons, seed), encoding="utf-8")


def _panels(compared: CensusComparison) -> list[_Panel]:
    total = compared.census.sum((1, 2))[:, None, None]
    now, then = (
        _together(compared.simulated / total),
        _together(compared.census / total),
    )
    return [
        _Panel(
            row,
            now[number],
            then[number],
            (number % ABREAST) * (PANEL + GAP),
            HEAD + (number // ABREAST) * TALL,
        )
        for number, row in enumerate(census_rows(compared))
    ]


def _together(shares: Floats) -> Floats:
    """Per cent in the groups of five years: ages 0 and 1 to 4 added up."""
    first = shares[..., :1] + shares[..., 1:2]
    joined: Floats = 100 * np.concatenate([first, shares[..., 2:]], axis=-1)
    return joined


def _title(compared: CensusComparison) -> Text:
    """What is seen; where the bound fails, what is drawn."""
    if compared.holds():
        return Text(
            "In every county, synthetic residents match the 2020 census by age and sex",
            "各县市区合成常住人口的年龄性别构成与2020年普查相符",
        )
    return Text(
        "Residents by age and sex: the synthetic city and the 2020 census",
        "常住人口年龄性别构成：合成城市与2020年普查",
    )


def _head(drawing: Drawing, title: Text) -> None:
    drawing.line("hd", [(0, 1), (WIDTH, 1)])
    drawing.text(0, 24, title.en, ink="t")
    drawing.text(0, 46, title.zh, ink="t")
    measured = Text(
        "Residents by age and sex, 1 Nov 2020, per cent of the county's residents in "
        "the census",
        "2020年11月1日常住人口，按年龄和性别，占该县市区普查常住人口的百分比",
    )
    drawing.text(0, 68, measured.en)
    drawing.text(0, 86, measured.zh)
    drawing.bar("d", 0, 100, 22, THICK)
    drawing.text(28, 109, _beside("synthetic city", "合成城市"))
    drawing.line("c", [(196, 105), (218, 105)])
    drawing.text(224, 109, _beside("census", "人口普查"))


def _draw(drawing: Drawing, panel: _Panel, scale: Scale) -> None:
    x, top = panel.x, panel.y + PLOT_TOP
    row = panel.row
    drawing.line("a", [(x, panel.y), (x + PANEL, panel.y)])
    drawing.text(x, panel.y + 18, _beside(row.name.en, row.name.zh), ink="em")
    figures = _figures(row)
    drawing.text(x, panel.y + 36, figures.en)
    drawing.text(x, panel.y + 52, figures.zh)
    for mark in ticks(0, scale.high, 4):
        for at in {x + MEN - scale(mark), x + WOMEN + scale(mark)}:
            if mark:
                drawing.line("a", [(at, top), (at, top + PLOT + 3)])
            drawing.text(at, top + PLOT + 17, f"{plain(mark)}%", anchor="middle")
    for group in range(len(AGE_GROUPS)):
        men, women = (scale(float(share)) for share in panel.simulated[:, group])
        y = panel.foot(group) - (PITCH + THICK) / 2
        drawing.bar("d", x + MEN - men, y, men, THICK)
        drawing.bar("d", x + WOMEN, y, women, THICK)
    _outline(drawing, panel, scale)
    for group in LABELLED:
        name, y = AGE_GROUPS[group].replace("-", "–"), panel.foot(group) - 1
        drawing.text(x + PANEL / 2, y, name, anchor="middle")
    drawing.text(x, top + 10, _beside("Men", "男"))
    drawing.text(x + PANEL, top + 10, _beside("Women", "女"), anchor="end")


def _figures(row: CensusRow) -> Text:
    """How far the county's total and its farthest cell lie from the census."""
    name = cell_name(row)
    whole, cell = signed_share(row.error), signed_share(row.cell_error)
    return Text(
        f"Total {whole}; farthest cell: {name.en}, {cell}",
        f"合计{whole}；相差最大：{name.zh}，{cell}",
    )


def _outline(drawing: Drawing, panel: _Panel, scale: Scale) -> None:
    """The census as a staircase on either side, closed at the middle."""
    for shares, start, way in (
        (panel.census[0], panel.x + MEN, -1),
        (panel.census[1], panel.x + WOMEN, 1),
    ):
        steps = [f"M{pixels(start)} {pixels(panel.foot(0))}"]
        for group, share in enumerate(shares.tolist()):
            steps.append(f"H{pixels(start + way * scale(share))}")
            steps.append(f"V{pixels(panel.foot(group + 1))}")
        drawing.path("c", "".join(steps) + f"H{pixels(start)}")


def _beside(en: str, zh: str) -> Text:
    """Both languages on one line, each a run of its own."""
    return Text(f"{en} ", zh)


def _sources(drawing: Drawing, y: float, persons: int, seed: int) -> None:
    lines = (
        "Census: seventh national population census (2020), county tables. Ages 0 and "
        "1–4 are drawn as one.",
        "普查：第七次全国人口普查（2020年）分县资料。0岁与1—4岁合并绘制。",
        f"Synthetic city, no real people: {persons:,} registered persons in 2010, "
        f"seed {seed}; renkou city compare.",
        f"合成城市，非真实人口：2010年户籍人口{persons:,}人，种子数{seed}；"
        "renkou city compare。",
    )
    for number, line in enumerate(lines):
        drawing.text(0, y + 18 * number, line)


def signed_share(share: float) -> str:
    """A relative error in per cent, with as many decimals as tell it from zero.

    >>> signed_share(0.000034), signed_share(-0.0123)
    ('+0.003%', '−1.23%')
    """
    places = 2 if abs(share) >= 0.00005 or share == 0 else 3
    return f"{signed(100 * share, places)}%"


def _style() -> str:
    """The rules, with the page's light colours in place of their names."""
    sheet = files("renkou.report").joinpath("assets/city.css").read_text("utf-8")
    tokens = dict(re.findall(r"--([\w-]+):([^;}]+)", sheet[: sheet.index("}")]))
    return re.sub(r"var\(--([\w-]+)\)", lambda found: tokens[found[1]], STYLE)
