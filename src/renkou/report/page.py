"""The page of a city: one file in both languages that needs no server and no net."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from renkou.schema.text import Text

from .area_tables import SETS, area_table, every_year
from .became_known import became_known, revisions_table
from .beside import WHOLE
from .census_table import census_table
from .chart import Chart
from .city import City
from .clocks import track, track_years
from .components import components
from .data_table import DataTable, digits
from .dot_plot import dot_plot
from .key_figures import key_table
from .markup import both, written
from .notes import UN, Note, nation_note, notes
from .numbers import long_date
from .pyramid import pyramid
from .sentences import lead
from .style import styles
from .template import asset, environment, write_html
from .trends import trends
from .words import KEYS, SHORT, WORDS

MARK = Markup(
    '<svg width="26" height="16" viewBox="0 0 26 16" aria-hidden="true">'
    '<path class="w" d="M1 3v10M25 3v10M1 8h24"/>'
    '<circle class="d" cx="15" cy="8" r="5"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section in the list at the side."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class AreaYear:
    """A year that the tables of areas can be turned to."""

    year: int
    shown: bool


@dataclass(frozen=True, slots=True)
class AreaSection:
    """A table of areas with its words."""

    id: str
    title: Text
    measured: Markup
    table: DataTable
    all_years: str
    searchable: bool = False
    note: Text | None = None


@dataclass(frozen=True)
class Page:
    """Everything the templates write out."""

    title: Text
    city_name: Text
    county_count: Text
    about: Text
    lead: Markup
    known_on: Text
    track: Sequence[str]
    track_years: Sequence[Text]
    sections: Sequence[Section]
    key_table: DataTable
    nation_note: Text
    first_charts: Sequence[Chart]
    trends: Sequence[Chart]
    area_tables: Sequence[AreaSection]
    area_years: Sequence[AreaYear]
    became_known: Chart | None
    revisions: DataTable
    census_table: DataTable | None
    census_measured: Text
    notes: Sequence[Note]
    footer: Text
    styles: Markup
    script: Markup
    mark: Markup = MARK
    sets: Sequence[object] = SETS


def city_page(city: City) -> Page:
    """The page of `city`, before it is written out."""
    areas = _area_sections(city)
    tables = [area.table for area in areas]
    census, revisions = census_table(city), revisions_table(city)
    others = [revisions, *([census] if census else [])]
    return Page(
        title=Text(
            f"{city.place.name.en}, {city.year}, Renkou",
            f"{city.place.chinese}{city.year}年 · 人口",
        ),
        city_name=Text(city.place.name.en, city.place.chinese),
        county_count=_count(len(city.counties), "county", "counties", "个县市区"),
        about=_about(city),
        lead=lead(city),
        known_on=long_date(city.known_on),
        track=track(city),
        track_years=track_years(city),
        sections=_sections(census is not None),
        key_table=key_table(city),
        nation_note=nation_note(city),
        first_charts=[pyramid(city), components(city), dot_plot(city)],
        trends=trends(city),
        area_tables=areas,
        area_years=[AreaYear(year, year == city.year) for year in city.years],
        became_known=became_known(city),
        revisions=revisions,
        census_table=census,
        census_measured=_census_measured(city),
        notes=notes(city),
        footer=_footer(city),
        styles=Markup(asset("city.css") + styles(tables, others)),
        script=Markup(asset("city.js")),
    )


def render(city: City) -> str:
    """The page of `city` as HTML."""
    words: dict[str, object] = {**WORDS, "short": SHORT, "key_list": KEYS}
    templates = environment(digits=digits, words=words)
    parts = templates.get_template("parts.html").module
    return templates.get_template("city.html").render(
        city=city, page=city_page(city), parts=parts
    )


def write_page(city: City, out: Path) -> Path:
    """Write the page of `city` to `out`; what was there stays until it is whole."""
    return write_html(render(city), out)


def _sections(census: bool) -> list[Section]:
    shown = ["key", "people", "trends", "counties", "townships", "known"]
    shown += ["census"] if census else []
    return [Section(name, WORDS[name]) for name in [*shown, "notes"]]


def _count(number: int, one: str, many: str, zh: str) -> Text:
    return Text(f"{number} {one if number == 1 else many}", f"{number}{zh}")


def _about(city: City) -> Text:
    counties, townships = len(city.counties), len(city.townships)
    return Text(
        f"City, {city.code[:6]}. {counties} counties, {townships} townships.",
        f"地级市，代码{city.code[:6]}。辖{counties}个县市区、{townships}个乡镇街道。",
    )


def _area_sections(city: City) -> list[AreaSection]:
    measured = _area_measured(city)
    return [
        AreaSection(
            "counties",
            WORDS["counties"],
            measured,
            area_table(
                city,
                city.counties,
                key="counties-table",
                head=Text("County", "县市区"),
                caption=Text("Counties", "各县市区"),
            ),
            every_year(city, city.counties),
        ),
        AreaSection(
            "townships",
            WORDS["townships"],
            measured,
            area_table(
                city,
                city.townships,
                key="townships-table",
                head=Text("Township", "乡镇街道"),
                caption=Text("Townships", "各乡镇街道"),
            ),
            every_year(city, city.townships),
            searchable=True,
            note=_assumed_note(city),
        ),
    ]


def _area_measured(city: City) -> Markup:
    """What the tables of areas measure; the year follows the reader's choice."""
    year = Markup('<span class="of-year">{}</span>').format(city.year)
    english = Markup("Residents, {}, unless a column says otherwise; intervals 95%")
    chinese = Markup("常住人口，{}年，另注明者除外；区间为95%")
    late = Markup('<span class="late" hidden>{}</span>').format(
        both(Text("; records of this year still arrive", "；本年登记仍在补报"))
    )
    return written(english.format(year), chinese.format(year)) + late


def _census_measured(city: City) -> Text:
    if city.scale > WHOLE:
        return Text("Residents of the city", "全市常住人口")
    share = f"{1 / city.scale:.1f}"
    return Text(
        f"Residents of the city; census counts scaled to its size, 1 in {share}",
        f"全市常住人口；普查人数已按本城市规模缩放，约为实际的1/{share}",
    )


def _assumed_note(city: City) -> Text | None:
    if not any(place.assumed for place in city.townships):
        return None
    return Text(
        "Striped: part of the figure rests on an assumed share of an old area.",
        "斜纹：部分数据按假定份额由旧区划分摊。",
    )


def _footer(city: City) -> Text:
    day = long_date(city.known_on)
    parts = [Text(f"As known on {day.en}.", f"截至{day.zh}所知。")]
    if city.nation:
        parts.insert(0, Text(f"China: {UN.en}.", f"全国：{UN.zh}。"))
    if city.synthetic:
        all_of_it = "All figures of this city are synthetic."
        parts.insert(0, Text(all_of_it, "本市数据均为合成。"))
    return Text(" ".join(part.en for part in parts), "".join(part.zh for part in parts))
