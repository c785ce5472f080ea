"""Every county's interval and what came true, as a drawing."""

from __future__ import annotations

from html import escape

import numpy as np

from renkou.schema import Text

from .ground import sichuan
from .tables import held
from .trial import outcome

WIDTH, HEIGHT, LEFT, TOP, FOOT = 720, 380, 52, 84, 330
LOWEST, HIGHEST = -60.0, 120.0
TITLE = Text(
    "What came true of Sichuan's counties, and what was said",
    "四川各县人口：预测区间与实际结果",
)
MEASURED = Text(
    "Change of residents, 2010 to 2020, per cent; each county projected under Sichuan "
    "without its prefecture",
    "2010—2020年常住人口变化（%）；以四川省为上级地区，逐个留出所属市州",
)
KEY = (
    Text("80% interval", "80%区间"),
    Text("2020 census, inside", "2020年普查，在区间内"),
    Text("2020 census, outside", "2020年普查，在区间外"),
)
ORDER = Text(
    "Counties in the order of the middle of their projection",
    "各县按预测中值排列",
)
FONT = (
    "'Segoe UI',-apple-system,BlinkMacSystemFont,Roboto,'PingFang SC',"
    "'Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif"
)
STYLE = (
    f"text{{font:12px {FONT};fill:#43525e}}"
    ".t{font-size:16px;font-weight:600;fill:#15212b}"
    ".g{stroke:#d3dbe0}.z{stroke:#7a8893}.b{stroke:#bfd6ea;stroke-width:2.4}"
    ".in{fill:#134f86}.out{fill:#fff;stroke:#a8531a;stroke-width:1.6}"
)


def picture(language: str) -> str:
    """The drawing as SVG, in one language."""
    parts = [
        f'<path d="M0 0h{WIDTH}v{HEIGHT}h-{WIDTH}z" fill="#fff"/>',
        _text(LEFT - 40, 24, TITLE.in_(language), "t"),
        _text(LEFT - 40, 46, MEASURED.in_(language)),
        *_key(language),
        *_axis(),
        *_counties(),
        _text(LEFT, HEIGHT - 16, ORDER.in_(language)),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="title">\n'
        f'<title id="title">{escape(TITLE.in_(language))}</title>\n'
        f"<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    style = f' class="{kind}"' if kind else ""
    place = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}"{style}'
    return f"<text {place}>{escape(words)}</text>"


def _key(language: str) -> list[str]:
    interval, inside, outside = (text.in_(language) for text in KEY)
    return [
        '<path class="b" d="M16 58v12"/>',
        _text(24, 69, interval),
        '<circle class="in" cx="150" cy="65" r="2.4"/>',
        _text(158, 69, inside),
        '<circle class="out" cx="330" cy="65" r="2.8"/>',
        _text(340, 69, outside),
    ]


def _height(change: float) -> float:
    kept = min(max(change, LOWEST), HIGHEST)
    return FOOT - (kept - LOWEST) / (HIGHEST - LOWEST) * (FOOT - TOP)


def _axis() -> list[str]:
    lines = []
    for mark in range(int(LOWEST), int(HIGHEST) + 1, 30):
        y, kind = _height(mark), "z" if mark == 0 else "g"
        lines.append(f'<path class="{kind}" d="M{LEFT} {y:.1f}H{WIDTH - 12}"/>')
        label = f"{mark:+d}".replace("-", "−") if mark else "0"
        lines.append(_text(LEFT - 8, y + 4, label, anchor="end"))
    return lines


def _counties() -> list[str]:
    made, ground = outcome("province"), sichuan()
    base, truth = ground.before.sum(axis=(1, 2)), ground.after.sum(axis=(1, 2))
    middle = made.methods["renkou"].sum(axis=(1, 2))
    inside, drawn = held(made).own, []
    step = (WIDTH - 24 - LEFT) / len(base)
    for place, row in enumerate(np.argsort(middle / base).tolist()):
        x = LEFT + 6 + step * place
        low, high, true = (
            _height(100 * float(v[row] / base[row] - 1))
            for v in (made.total_low, made.total_high, truth)
        )
        kind, size = ("in", 2.0) if inside[row] else ("out", 2.6)
        drawn.append(f'<path class="b" d="M{x:.1f} {low:.1f}V{high:.1f}"/>')
        dot = f'<circle class="{kind}" cx="{x:.1f}" cy="{true:.1f}" r="{size}">'
        drawn.append(f"{dot}<title>{escape(ground.names[row])}</title></circle>")
    return drawn
