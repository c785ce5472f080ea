"""Where two public sources say different things of the same place and time.

Nothing is resolved here: both figures and both sources stand, and a reader can see
which one is used. The list is found by comparing, so that none can be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from renkou.schema import Text

from .censuses import BULLETIN, FILES, NATION, Bulletin, Census, bulletin, census
from .files import Floats
from .un_series import WPP2019, population


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two figures for one thing, each with its source; neither is put right."""

    measure: str
    area: str
    area_name: str
    period: str
    first: float
    first_source: str
    second: float
    second_source: str
    text: Text


@dataclass(frozen=True, slots=True)
class _Compared:
    """A figure that both the yearbook and the bulletin give, and how precisely."""

    measure: str
    title: Text
    column: str  # of the bulletin, without the year
    digits: int


_URBAN, _RURAL = "urban-population", "rural-population"
_COMPARED = (
    _Compared("population", Text("population", "常住人口"), "popu", 0),
    _Compared(
        "urban-population", Text("urban population", "城镇人口"), "popu_urban", 0
    ),
    _Compared(
        "rural-population", Text("rural population", "乡村人口"), "popu_rural", 0
    ),
    _Compared(
        "sex-ratio", Text("males per 100 females", "性别比（女=100）"), "male_female", 2
    ),
    _Compared(
        "household-size",
        Text("persons per family household", "家庭户规模（人/户）"),
        "household",
        2,
    ),
    _Compared(
        "share-0-14", Text("share aged 0–14, %", "0—14岁占比（%）"), "age_0_14", 2
    ),
    _Compared(
        "share-15-59", Text("share aged 15–59, %", "15—59岁占比（%）"), "age_15_59", 2
    ),
    _Compared(
        "share-60-over",
        Text("share aged 60 and over, %", "60岁及以上占比（%）"),
        "age_60",
        2,
    ),
    _Compared(
        "share-65-over",
        Text("share aged 65 and over, %", "65岁及以上占比（%）"),
        "age_65",
        2,
    ),
)
_MOVED = Text(
    "The bulletin's file puts 2010 on the boundaries of 2020, with Jianyang (512081, "
    "now 510185) in Chengdu; the yearbook has it in Ziyang, as it was.",
    "公报资料已按2020年区划调整，简阳市（原512081，现510185）计入成都市；"
    "普查分县资料按当年区划，计入资阳市。",
)
_NOTES = {
    ("510100", "2010"): _MOVED,
    ("512000", "2010"): _MOVED,
    ("000000", "2020"): Text(
        "The UN's figure is of the middle of the year and from before the census; the "
        "census's is of 1 November.",
        "联合国数据为年中数，发布于普查之前；普查数据时点为11月1日。",
    ),
}


@cache
def conflicts() -> tuple[Conflict, ...]:
    """Every conflict between the sources kept here, by year, area and measure.

    Yearbook against bulletin for each prefecture, the bulletins' parts against their
    totals, their sum against the province, and the census against the UN's revision
    2019. A difference within the rounding of the print is none.

    >>> [(c.first, c.second) for c in conflicts()
    ...  if (c.measure, c.area[:6], c.period) == ("urban-population", "511000", "2010")]
    [(1401041.0, 1457298.0)]
    """
    found = [c for year in FILES for c in _in_year(census(year), bulletin())]
    return (*found, *_with_the_un(census(2020)))


def _in_year(c: Census, b: Bulletin) -> Iterator[Conflict]:
    row = [c.index(code) for code in b.codes]
    for compared in _COMPARED:
        printed = b.column(f"{compared.column}_{c.year}")
        ours = np.round(_of_yearbook(c, compared.measure)[row], compared.digits)
        # One step of the last digit may be rounding; more is not. Counts are exact.
        step = 1.01 * 10.0**-compared.digits if compared.digits else 0.0
        for i in np.flatnonzero(np.abs(printed - ours) > step):
            first, second = float(ours[i]), float(printed[i])
            yield _conflict(
                compared, b.codes[i], b.names[i], str(c.year), (first, second), c.source
            )
    yield from _within_the_bulletin(c, b)


def _of_yearbook(c: Census, measure: str) -> Floats:
    both = c.population.sum(axis=1)
    total = both.sum(axis=1)
    share = {"share-0-14": (0, 4), "share-15-59": (4, 13), "share-60-over": (13, 19)}
    share |= {"share-65-over": (14, 19)}
    if measure in share:
        of_age: Floats = both[:, slice(*share[measure])].sum(axis=1) / total * 100
        return of_age
    if measure == "sex-ratio":
        ratio: Floats = c.population[:, 0].sum(1) / c.population[:, 1].sum(1) * 100
        return ratio
    if measure == "household-size":
        return c.column("hh_pop") / c.column("hh_n")
    column = {_URBAN: "urban", _RURAL: "rural"}.get(measure, "pop")
    return np.nan_to_num(c.column(column))


def _within_the_bulletin(c: Census, b: Bulletin) -> Iterator[Conflict]:
    year = str(c.year)
    total = b.column(f"popu_{year}")
    parts = b.column(f"popu_urban_{year}") + b.column(f"popu_rural_{year}")
    summed = _Compared(
        "population",
        Text(
            "population, beside urban and rural added up",
            "总人口与城乡人口之和",
        ),
        "popu",
        0,
    )
    for i in np.flatnonzero(total != parts):
        values = (float(total[i]), float(parts[i]))
        yield _conflict(summed, b.codes[i], b.names[i], year, values, BULLETIN)
    at = c.index("510000")
    values = (float(c.column("pop")[at]), float(total.sum()))
    if values[0] != values[1]:
        added = Text("population, beside prefectures added up", "总人口与各市州之和")
        province = _Compared("population", added, "popu", 0)
        yield _conflict(province, c.codes[at], c.names[at], year, values, c.source)


def _with_the_un(c: Census) -> Iterator[Conflict]:
    i = c.index(NATION)
    values = float(c.column("pop")[i]), float(population("CHN", "estimate", 2020).sum())
    nation = _Compared("population", Text("population", "总人口"), "popu", 0)
    yield _conflict(nation, NATION, c.names[i], "2020", values, c.source, WPP2019)


def _conflict(
    compared: _Compared,
    code: str,
    name: str,
    period: str,
    values: tuple[float, float],
    first_source: str,
    second_source: str = BULLETIN,
) -> Conflict:
    first, second = (f"{value:,.{compared.digits}f}" for value in values)
    note = _NOTES.get((code, period))
    en = (
        f"{name} ({code}), {period}, {compared.title.en}: {first} ({first_source}), "
        f"{second} ({second_source})."
    )
    zh = (
        f"{name}（{code}），{period}年，{compared.title.zh}：{first}"
        f"（{_zh(first_source)}），{second}（{_zh(second_source)}）。"
    )
    if note and compared.digits == 0:
        en, zh = f"{en} {note.en}", f"{zh}{note.zh}"
    return Conflict(
        measure=compared.measure,
        area=code.ljust(12, "0"),
        area_name=name,
        period=period,
        first=values[0],
        first_source=first_source,
        second=values[1],
        second_source=second_source,
        text=Text(en, zh),
    )


def _zh(source: str) -> str:
    chinese = {
        census(2010).source: "第六次全国人口普查分县资料",
        census(2020).source: "第七次全国人口普查分县资料",
        BULLETIN: "四川各市州普查公报",
        WPP2019: "联合国《世界人口展望2019》",
    }
    return chinese[source]
