"""A city's own outlines of its townships, from a GeoJSON file beside the snapshot.

No boundary is invented: where there is no file there is no map. What does not fit is
said, and nothing of the file is shown then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from renkou.schema.problem import Problem
from renkou.schema.text import Text

FILE, CODE = "areas.geojson", "code"
LARGEST = 64 * 2**20  # bytes of the file
WIDTH, HEIGHT = 381, 520  # pixels at most
GRIDS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)  # pixels that corners are moved to
MOST = 60_000  # characters of all paths: what a page may carry
DIGITS = 12  # of a code; shorter ones are filled with zeros
Points = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Outlines:
    """Paths by area code in a picture of a size; `problem` says why there is none."""

    paths: Mapping[str, str]
    width: float = WIDTH
    height: float = HEIGHT
    problem: Text | None = None


def read_outlines(file: Path, townships: frozenset[str]) -> Outlines:
    """The outlines of a file; Problem where it is not what it must be."""
    if file.stat().st_size > LARGEST:
        raise _refused(
            file,
            f"has {file.stat().st_size / 2**20:,.0f} MB; at most "
            f"{LARGEST // 2**20} can be drawn. Simplify the outlines",
            f"有{file.stat().st_size / 2**20:,.0f} MB，最多可用{LARGEST // 2**20} MB。"
            "请简化边界",
        )
    rings = dict(_features(file, townships))
    if not rings:
        raise _refused(file, "holds no township. Add features", "没有任何乡镇。请补充")
    every = np.concatenate([ring for each in rings.values() for ring in each])
    low, high = every.min(axis=0), every.max(axis=0)
    squeeze = np.array([np.cos(np.radians((low[1] + high[1]) / 2)), 1.0])
    size = np.maximum((high - low) * squeeze, 1e-9)
    scale = min(WIDTH / size[0], HEIGHT / size[1])
    corner = np.array([low[0], high[1]])
    turned = squeeze * scale * np.array([1.0, -1.0])
    drawn = {
        code: [(ring - corner) * turned for ring in each]
        for code, each in rings.items()
    }
    width, height = (size * scale).tolist()
    return Outlines(_as_paths(file, drawn), width, height)


def _as_paths(file: Path, drawn: dict[str, list[Points]]) -> dict[str, str]:
    """The paths on the finest grid on which a page can carry them."""
    for grid in GRIDS:
        paths = {
            code: "".join(_path(ring, grid) for ring in rings)
            for code, rings in drawn.items()
        }
        if sum(map(len, paths.values())) <= MOST:
            return paths
    raise _refused(
        file,
        "has too many corners for a page even when drawn coarsely. Simplify it",
        "的顶点过多，粗绘后仍超出网页所能容纳。请简化",
    )


def _path(ring: Points, grid: float) -> str:
    """A ring as SVG path data, without the corners that fall together."""
    at = np.rint(ring / grid)
    moved = np.r_[True, np.any(np.diff(at, axis=0) != 0, axis=1)]
    kept = at[moved] * grid
    if len(kept) < 4:  # smaller than the grid: a speck, so that it can be seen
        x, y = kept[0]
        return f"M{x:g} {y:g}h2v2h-2z"
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept[:-1].tolist()) + "z"


def _features(
    file: Path, townships: frozenset[str]
) -> Iterator[tuple[str, list[Points]]]:
    seen: set[str] = set()
    for number, feature in enumerate(_listed(file), start=1):
        place = (f"feature {number}", f"第{number}个要素")
        properties = feature.get("properties") if isinstance(feature, dict) else None
        given = properties.get(CODE) if isinstance(properties, dict) else None
        code = str(given or "").ljust(DIGITS, "0")
        if given is None or code not in townships:
            raise _refused(
                file,
                f"{place[0]}: {given!r} is not the code of a township of this city. "
                f"Mend its property `{CODE}`",
                f"{place[1]}：{given!r}不是本市乡镇街道的代码。请改正其属性{CODE}",
            )
        if code in seen:
            raise _refused(
                file,
                f"{place[0]}: {code} stands twice. Keep one",
                f"{place[1]}：{code}重复出现。请只保留一个",
            )
        seen.add(code)
        yield code, _rings(file, feature.get("geometry"), (code, *place))


def _listed(file: Path) -> list[dict[str, Any]]:
    try:
        content = json.loads(file.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _refused(
            file,
            f"is not JSON ({error}). Export it again as GeoJSON",
            f"不是JSON（{error}）。请重新导出为GeoJSON",
        ) from error
    found = content.get("features") if isinstance(content, dict) else None
    if not isinstance(found, list):
        raise _refused(
            file,
            "has no list of features. Export a FeatureCollection",
            "没有要素列表。请导出FeatureCollection",
        )
    return found


def _rings(file: Path, geometry: Any, place: tuple[str, str, str]) -> list[Points]:
    """The rings of a polygon or of several."""
    code, en, zh = place
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _refused(
            file,
            f"{en} ({code}): its geometry is {kind or 'missing'}, not a Polygon or "
            "MultiPolygon. Give it one",
            f"{zh}（{code}）：几何类型为{kind or '空'}，"
            "应为Polygon或MultiPolygon。请补充",
        )
    given = geometry.get("coordinates")
    try:
        polygons = [given] if kind == "Polygon" else given
        rings = [
            np.array([corner[:2] for corner in ring], dtype=np.float64)
            for polygon in polygons
            for ring in polygon
        ]
        sound = bool(rings) and all(
            ring.ndim == 2 and len(ring) >= 4 and _on_earth(ring) for ring in rings
        )
    except (TypeError, ValueError):
        sound = False
    if not sound:
        raise _refused(
            file,
            f"{en} ({code}): its coordinates are not rings of four or more longitudes "
            "and latitudes. Export it in degrees (WGS 84)",
            f"{zh}（{code}）：坐标不是由四个以上经纬度构成的环。"
            "请以度为单位（WGS 84）导出",
        )
    return rings


def _on_earth(ring: Points) -> bool:
    return bool(np.isfinite(ring).all() and (np.abs(ring) <= [180.0, 90.0]).all())


def _refused(file: Path, en: str, zh: str) -> Problem:
    return Problem(
        f"{file.name} {en}, then run `renkou serve` again. No map is shown.",
        f"{file.name}：{zh}，然后重新运行renkou serve。暂不显示地图。",
    )
