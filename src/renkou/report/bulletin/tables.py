"""The tables of a bulletin: the year, what was restated, the areas below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from renkou.areas.unit import level_of
from renkou.engines.periods import Period
from renkou.engines.tables import Series
from renkou.indicators import MEASURES
from renkou.schema.text import Text

from ..area_tables import EVERY_SET, SETS, area_table
from ..city import Place
from ..data_table import Column, DataTable
from ..key_figures import KeyFigure, key_figures
from ..markup import both
from ..numbers import (
    MISSING,
    Form,
    amount,
    bare,
    change,
    decimals,
    interval,
    long_date,
    signed,
)
from ..trends import with_unit
from .citing import Citations, Cite
from .edition import Edition
from .foreseen import Bounds, Foreseen
from .texts import WORDS
from .value import Head, Line, Table

RESTATED = (
    ("population", "resident"),
    ("population", "registered"),
    ("births", "resident"),
    ("deaths", "resident"),
    ("crude-birth-rate", "resident"),
    ("crude-death-rate", "resident"),
    ("natural-increase-rate", "resident"),
    ("total-fertility-rate", "resident"),
)
YEARS_RESTATED = 5
EVERY = 5  # years of the projection's table


@dataclass(frozen=True)
class Tabulator:
    """Makes the tables of one edition in one language, citing what stands in them."""

    edition: Edition
    cited: Citations

    def say(self, text: Text) -> str:
        """A text in the language of the bulletin."""
        return text.in_(self.cited.language)

    def _word(self, name: str) -> str:
        return self.say(WORDS[name])

    def figures(self) -> Table:
        """The year's figures beside the area above, the nation, and the first told."""
        edition = self.edition
        parent = edition.parent
        names = ["figure", "value", "interval", "change"]
        heads = [Head(self._word(name), numeric=name != "figure") for name in names]
        if parent is not None:
            name = Text(parent.name.en, parent.chinese)
            heads.append(Head(self.say(name)))
        heads.append(Head(self._word("china")))
        if edition.first_known:
            day = self.say(long_date(edition.first_known))
            heads.append(Head(self._word("first"), day))
            heads.append(Head(self._word("revised")))
        rows = [self._figure(each) for each in key_figures(edition.city)]
        caption = Text(f"Key figures of {edition.year}", f"{edition.year}年主要指标")
        note = f"{self._word('dash')} {self._word('un')}"
        return Table("figures", self.say(caption), tuple(heads), tuple(rows), note)

    def _figure(self, figure: KeyFigure) -> Line:
        edition, now = self.edition, figure.now
        form, places = figure.form, figure.places
        cells = [
            amount(now.value, form, places),
            interval(now.lower, now.upper, form, places),
            change(figure.changed, form, places, figure.before.value),
        ]
        compare = ["nation"] if figure.nation else []
        if edition.parent is not None:
            compare.insert(0, "parent")
            above = edition.city.figures.get(
                figure.spec.measure,
                edition.parent.code,
                edition.year,
                population=figure.spec.population or edition.city.population,
            )
            cells.append(bare(above.value, form, places))
        cells.append(self._nation(figure))
        if edition.first_known:
            cells.append(bare(now.earlier, form, places))
            cells.append(change(now.revision, form, places, now.earlier))
        cite = Cite(
            figure.spec.measure,
            edition.place.code,
            (edition.year - 1, edition.year),
            edition.known_on,
            population=figure.spec.population or edition.city.population,
            compare=tuple(compare),
            versus=edition.first_known,
        )
        name = figure.title
        if not form.value.count:
            name = with_unit(figure.title, figure.label.unit)
        return Line(
            self.say(name), tuple(map(self.say, cells)), self.cited.number(cite)
        )

    def _nation(self, figure: KeyFigure) -> Text:
        nation = figure.nation
        if nation is None:
            return MISSING
        most = figure.form.value.decimals
        shown = bare(nation.value, figure.form, max(figure.places, min(1, most)))
        star = "*" if nation.projected else ""
        return Text(shown.en + star, shown.zh + star)

    def restated(self) -> Table | None:
        """Earlier years as first published and as known now; None where not known."""
        lines = [line for key, who in RESTATED for line in self._restated(key, who)]
        if not lines:
            return None
        names = ("figure", "first_on", "first", "now", "difference")
        heads = tuple(
            Head(self._word(name), numeric=name not in names[:2]) for name in names
        )
        return Table("restated-table", self._word("restated"), heads, tuple(lines))

    def _restated(self, measure: str, population: str) -> Iterator[Line]:
        edition, known = self.edition, self.edition.known
        label, form = MEASURES[measure], edition.city.form(measure)
        series, area = Series(measure, population), edition.place.code
        name = label.title if form.value.count else with_unit(label.title, label.unit)
        if population == "registered":
            name = Text("Registered population", "户籍人口")
        elif measure == "population":
            name = Text("Residents", "常住人口")
        for year in edition.years[-YEARS_RESTATED:]:
            first = known.first_published(series, area, year)
            now = edition.city.figures.get(measure, area, year, population=population)
            if first is None or now.value is None:
                continue
            places = decimals(form, now.lower, now.upper)
            told = Period(year).published
            cite = Cite(
                measure, area, (year,), edition.known_on, population, versus=told
            )
            by = signed(now.value - first, places)
            cells = (
                long_date(told),
                bare(first, form, places),
                bare(now.value, form, places),
                Text(by, by),
            )
            head = Text(f"{name.en}, {year}", f"{name.zh}，{year}年")
            yield Line(
                self.say(head), tuple(map(self.say, cells)), self.cited.number(cite)
            )

    def foreseen(self) -> list[Table]:
        """The projection every fifth year: people, births and deaths; broad ages."""
        found, edition = self.edition.foreseen, self.edition
        if found is None:
            return []
        years = [
            y for y in found.years if y % EVERY == 0 or y in (found.base, found.to)
        ]
        cite = Cite(
            "population births deaths",
            edition.place.code,
            (found.base, found.to),
            edition.known_on,
            projected=True,
        )
        mark = self.cited.number(cite)
        heads = (
            Head(self._word("year"), numeric=False),
            Head(self._word("median"), trace=mark),
            Head(self._word("interval")),
            Head(self._word("inner")),
            Head(self._word("births")),
            Head(self._word("interval")),
            Head(self._word("deaths")),
            Head(self._word("interval")),
        )
        lines = []
        for year in years:
            people = found.get("population", year)
            cells = [*self._median(people), self._bounds(people, 3)]
            for measure in ("births", "deaths"):
                cells += self._median(found.get(measure, year))
            lines.append(Line(str(year), tuple(cells)))
        whole = Table("projected-table", self._word("projected"), heads, tuple(lines))
        return [whole, self._broad_ages(found, years)]

    def _broad_ages(self, found: Foreseen, years: Sequence[int]) -> Table:
        edition = self.edition
        groups = list(
            dict.fromkeys(
                group
                for measure, _, group in found.figures
                if measure == "population-by-broad-age"
            )
        )
        cite = Cite(
            "population-by-age",
            edition.place.code,
            (found.base, found.to),
            edition.known_on,
            projected=True,
        )
        heads = [Head(self._word("year"), numeric=False)]
        for at, group in enumerate(groups):
            label = group.replace("-", "–")
            title = self.say(Text(label, f"{label}岁"))
            mark = self.cited.number(cite) if at == 0 else None
            heads += [Head(title, trace=mark), Head(self._word("interval"))]
        lines = []
        for year in years:
            cells: list[str] = []
            for group in groups:
                cells += self._median(found.get("population-by-broad-age", year, group))
            lines.append(Line(str(year), tuple(cells)))
        return Table("broad-ages", self._word("broad"), tuple(heads), tuple(lines))

    def _median(self, found: Bounds | None) -> list[str]:
        value = None if found is None else float(round(found[0]))
        return [self.say(bare(value, Form.COUNT, 0)), self._bounds(found, 1)]

    def _bounds(self, found: Bounds | None, at: int) -> str:
        if found is None or found[1] == found[2]:
            return self.say(MISSING)
        low, high = (float(round(value)) for value in found[at : at + 2])
        return self.say(interval(low, high, Form.COUNT, 0))

    def areas(self) -> list[Table]:
        """Counties and townships, a table for each set of columns."""
        city = self.edition.city
        found: list[Table] = []
        for places in (city.counties, city.townships):
            if places:
                found += self._areas(places)
        return found

    def _areas(self, places: Sequence[Place]) -> Iterator[Table]:
        level = level_of(places[0].code)
        head = HEADS[level]
        table = area_table(
            self.edition.city, places, key=level, head=head, caption=head
        )
        for each in SETS:
            at = [
                number
                for number, column in enumerate(table.columns)
                if column.group in (each.key, EVERY_SET)
            ]
            if any(table.columns[number].group == each.key for number in at):
                yield self._area_set(table, at, level, each.key, each.title)

    def _area_set(
        self, table: DataTable, at: Sequence[int], level: str, key: str, title: Text
    ) -> Table:
        year = self.edition.year
        caption = Text(
            f"{table.head.en}, {title.en.lower()}, {year}",
            f"{table.head.zh}：{title.zh}，{year}年",
        )
        heads = [Head(self.say(table.head), numeric=False)]
        heads += [self._head(table.columns[number], level) for number in at]
        lines = tuple(
            Line(
                self._plain(row.head) + (" ▨" if row.note else ""),
                tuple(self._plain(row.cells[number].shown) for number in at),
                total=row.total,
            )
            for row in table.rows
        )
        note = self._word("dash")
        if any(row.note for row in table.rows):
            note += " " + self.say(ASSUMED)
        return Table(f"{level}-{key}", self.say(caption), tuple(heads), lines, note)

    def _head(self, column: Column, level: str) -> Head:
        if column.group == EVERY_SET:
            return Head(self.say(column.title), numeric=False)
        unit = self.say(column.unit) if column.unit else ""
        name, _, rest = column.fields[0].partition(" ")
        if len(column.fields) > 1:
            return Head(self.say(column.title), unit)
        edition = self.edition
        cite = Cite(
            name,
            edition.place.code,
            (edition.year,),
            edition.known_on,
            population="registered" if rest == "registered" else "resident",
            versus=edition.first_known if rest == "first_published" else None,
            level=level,
        )
        return Head(self.say(column.title), unit, self.cited.number(cite))

    def _plain(self, shown: Text | Markup) -> str:
        """A cell as text, in the language that is being read."""
        return both(shown).striptags()


HEADS = {
    "county": Text("Counties", "县市区"),
    "township": Text("Townships", "乡镇街道"),
}
ASSUMED = Text(
    "▨: part rests on an assumed share of an old area.",
    "▨：部分按假定份额由旧区划分摊。",
)
