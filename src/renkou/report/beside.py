"""What stands beside the city: the nation's series, the censuses, their conflicts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from renkou import reference
from renkou.schema.text import Text

from .city import AGE_GROUPS, Beside, CensusRow, City, Outline
from .places import english

NATION = "000000000000"
CENSUS_YEARS = (2010, 2020)
IN_CENSUS = (
    "population",
    "women-15-49",
    "women-20-29",
    "young-dependency",
    "old-dependency",
    "ageing-index",
)
WHOLE = 0.98  # a synthetic city this near to the real one's size counts as whole
COMPARED = (
    "crude-birth-rate",
    "crude-death-rate",
    "natural-increase-rate",
    "net-migration-rate",
    "total-fertility-rate",
    "sex-ratio-at-birth",
    "life-expectancy",
)


def nation(years: Iterable[int]) -> dict[tuple[str, int], Beside]:
    """China's figures by measure and year, from the UN's series."""
    rows = reference.figures().where(
        area=NATION,
        measure=COMPARED,
        sex="total",
        period=tuple(str(year) for year in years),
    )
    return {
        (str(measure), int(period)): Beside(float(value), "medium" in str(source))
        for measure, period, value, source in zip(
            rows.measure, rows.period, rows.value, rows.source, strict=True
        )
    }


def _census(
    code: str,
    year: int,
    *,
    measure: str = "population",
    population: str = "resident",
) -> float | None:
    rows = reference.figures().where(
        area=code,
        measure=measure,
        sex="total",
        period=str(year),
        population=population,
    )
    return float(rows.value[0]) if len(rows) else None


def scale(city: City) -> float:
    """The size of a synthetic city as a share of the real one's; else 1.

    From the registered population at the end of 2010 and of the census of that year.
    """
    there = city.figures.get(
        "population", city.code, 2010, population="registered"
    ).value
    return scale_of(city.code, there, synthetic=city.synthetic)


def scale_of(code: str, there: float | None, *, synthetic: bool) -> float:
    """The same from the number registered at the end of 2010."""
    counted = _census(code, 2010, population="registered")
    if not synthetic or not counted or not there:
        return 1.0
    share = there / counted
    return 1.0 if share > WHOLE else share


def outlines(city: City) -> list[Outline]:
    """The censuses by age group and sex, on the city's scale."""
    return outlines_of([city.code], city.scale)


def outlines_of(codes: Iterable[str], scale: float) -> list[Outline]:
    """The censuses of an area by age group and sex, under any of its codes."""
    found = []
    for year, code in product(CENSUS_YEARS, codes):
        men, women = (_ages(code, year, sex, scale) for sex in ("male", "female"))
        if any(men):
            found.append(Outline(year, men, women))
    return found


def _ages(code: str, year: int, sex: str, scale: float) -> tuple[float, ...]:
    rows = reference.figures().where(
        area=code, measure="population-by-age", sex=sex, period=str(year)
    )
    found = dict(zip(rows.category.tolist(), rows.value.tolist(), strict=True))
    return tuple(found.get(group, 0.0) * scale for group in AGE_GROUPS)


def census_rows(city: City) -> list[CensusRow]:
    """The measures that a census has of the city too, census beside register."""
    return [
        CensusRow(measure, year, counted, _there(city, measure, year))
        for measure in IN_CENSUS
        if measure in city.labels
        for year in CENSUS_YEARS
        if (counted := _counted(city, measure, year)) is not None
    ]


def _counted(city: City, measure: str, year: int) -> float | None:
    counted = _census(city.code, year, measure=measure)
    if counted is None or not city.form(measure).value.count:
        return counted
    return counted * city.scale


def _there(city: City, measure: str, year: int) -> float | None:
    return city.figures.get(measure, city.code, year).value


def conflicts(city: City) -> list[Text]:
    """The conflicts between sources about the city, its province and the nation."""
    about = {city.code, city.code[:2].ljust(12, "0"), NATION}
    return [_in_english(c) for c in reference.conflicts() if c.area in about]


def _in_english(conflict: reference.Conflict) -> Text:
    """The conflict's text with the area's name in English where English is read."""
    name = "China" if conflict.area == NATION else english(conflict.area_name).en
    text = conflict.text
    return Text(text.en.replace(conflict.area_name, name), text.zh)
