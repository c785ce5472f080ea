"""The rooms of the code and what may import what, drawn from the import contract."""

from __future__ import annotations

import tomllib
from html import escape
from pathlib import Path

from renkou.schema import Text

ROOT = Path(__file__).parents[2]
ROOMS: dict[str, Text] = {
    "cli": Text("the command `renkou`: wires, and prints", "命令 renkou：接线与输出"),
    "report": Text(
        "city.html: measures as self-contained pages", "city.html：自成一体的报告页面"
    ),
    "engines": Text(
        "measures answered on DuckDB; stocks by prefix sums",
        "在DuckDB上计算指标；时点人口用前缀和",
    ),
    "snapshot": Text(
        "Parquet under the schema's contract; the synthetic city",
        "符合约定的Parquet快照；合成城市",
    ),
    "indicators": Text("the city's measures, as values", "本市各项指标（以值声明）"),
    "definitions": Text("the language measures are written in", "书写指标的语言"),
    "areas": Text("the dated tree of areas, crosswalks", "带日期的区划树与对照"),
    "reference": Text("census and UN series, with sources", "普查与联合国数列及来源"),
    "schema": Text("tables and columns, declared once", "表与列，只声明一次"),
    "demography": Text(
        "the science of populations: NumPy and SciPy alone",
        "人口科学，只用NumPy与SciPy",
    ),
    "integrity": Text(
        "how far to trust a report: what is late, missing, doubled or invented",
        "报表可信度：迟报、漏报、重报、虚报",
    ),
    "chance": Text(
        "exact intervals and tests; the rules of input",
        "精确区间与检验；输入规则",
    ),
}
LEGEND = Text("A room imports only rooms below it.", "每个模块只引用位于其下方的模块。")
FONT = (
    "'Segoe UI',-apple-system,BlinkMacSystemFont,Roboto,'PingFang SC',"
    "'Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif"
)
WIDTH, ROW, GAP, TOP = 720, 48, 8, 16


def layers() -> list[list[str]]:
    """The built rooms, layer by layer from the top, as the import contract has them."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (contract,) = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    rows = [
        [name.strip() for name in layer.split("|") if "(" not in name]
        for layer in contract["layers"]
    ]
    return [row for row in rows if row]


def _box(name: str, language: str, left: float, top: float, width: float) -> str:
    text = escape(ROOMS[name].in_(language).replace("`", ""))
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{ROW}" '
        'fill="#f2f5f7" stroke="#7a8893"/>'
        f'<text x="{left + 12:g}" y="{top + 20:g}" font-weight="600" '
        f'fill="#134f86">{name}</text>'
        f'<text x="{left + 12:g}" y="{top + 38:g}" fill="#43525e">{text}</text>'
    )


def picture(language: str) -> str:
    """The layers as an SVG drawing, in one language."""
    parts: list[str] = []
    top = TOP
    for row in layers():
        width = (WIDTH - 2 * TOP - GAP * (len(row) - 1)) / len(row)
        for index, name in enumerate(row):
            parts.append(_box(name, language, TOP + index * (width + GAP), top, width))
        top += ROW + GAP
    parts.append(
        f'<text x="{TOP}" y="{top + 16}" fill="#5b6a76">{LEGEND.in_(language)}</text>'
    )
    height = top + 32
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-size="14" font-family="{FONT}">'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
        f"{''.join(parts)}</svg>\n"
    )
