"""From an edition to a bulletin in one language: the numbers in, the words around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from renkou.engines import index
from renkou.schema.problem import Problem
from renkou.schema.text import Text

from ..markup import reading
from ..notes import notes, sources
from ..numbers import MISSING, long_date
from .citing import Citations
from .editing import PLACEHOLDER, Refusal, refusals
from .edition import Edition
from .foreseen import DRAWS, SEED
from .paragraphs import SECTIONS, original
from .pictures import pictures
from .rewritten import Rewritten
from .slot import Slot
from .slots import slots
from .tables import Tabulator
from .texts import WORDS
from .value import Bulletin, Run, Section, Table

Templates = Mapping[str, Sequence[str]]


def make_bulletin(
    edition: Edition, language: str, words: Rewritten | None = None
) -> Bulletin:
    """The bulletin of an edition in "en" or "zh", in the original words or others.

    Raises Problem where the words hold what only a figure may say (`editing`).
    """
    with reading(language):
        return _Maker(edition, language).bulletin(words)


def faults(edition: Edition, sections: Templates) -> list[Refusal]:
    """What in rewritten sections may not stand."""
    names = {name for text in edition.names.values() for name in (text.en, text.zh)}
    years = edition.here.tables.axes.years
    ahead = max(int(text) for text in _projected(edition))
    return refusals(
        sections,
        slots(edition).keys(),
        years=range(years[0], ahead + 1),
        names=names,
        titles=SECTIONS,
    )


def _projected(edition: Edition) -> list[str]:
    text = slots(edition)["projected-year"].text
    return [text.en if text else str(edition.year)]


class _Maker:
    """Makes one bulletin; citations are numbered as they are met."""

    def __init__(self, edition: Edition, language: str) -> None:
        self.edition, self.language = edition, language
        self.slots = slots(edition)
        self.cited = Citations(edition.known, edition.names, language)
        self.tables = Tabulator(edition, self.cited)

    def say(self, text: Text) -> str:
        return text.in_(self.language)

    def word(self, name: str) -> str:
        return self.say(WORDS[name])

    def bulletin(self, words: Rewritten | None) -> Bulletin:
        templates = original(self.slots, self.language)
        if words is not None:
            self._check(words)
            templates = {key: list(words.sections.get(key, ())) for key in SECTIONS}
        sections = [s for key in SECTIONS if (s := self._section(key, templates[key]))]
        sections.append(self._methods())
        edition, place = self.edition, self.edition.place
        known = long_date(edition.known_on)
        name = Text(f"{place.name.en} {place.chinese}", place.chinese)
        left = Text(
            f"{place.name.en}, {edition.year}", f"{place.chinese}{edition.year}年"
        )
        right = Text(f"As known on {known.en}", f"截至{known.zh}所知")
        return Bulletin(
            language=self.language,
            title=self.say(name),
            subtitle=self.say(
                Text(
                    f"{WORDS['yearly'].en}, {edition.year}",
                    f"{edition.year}年{WORDS['yearly'].zh}",
                )
            ),
            running=(self.say(left), self.say(right) + self._synthetic()),
            front=self._front(words),
            marks=self._marks(words),
            sections=sections,
            appendix=self.word("appendix"),
            appendix_note=self.word("appendix_note").format(
                index.fingerprint(edition.here.snapshot)
            ),
            traces=self.cited.traces,
        )

    def _check(self, words: Rewritten) -> None:
        edition = self.edition
        asked = (edition.place.code, edition.year, self.language)
        if (words.area, words.year, words.language) != asked:
            raise Problem(
                f"words: they are of {words.area}, {words.year}, {words.language}; "
                f"this bulletin is of {asked[0]}, {asked[1]}, {asked[2]}.",
                f"文字：所给文字属于{words.area}、{words.year}年、{words.language}；"
                f"本公报为{asked[0]}、{asked[1]}年、{asked[2]}。",
            )
        found = faults(edition, words.sections)
        if found:
            raise Problem(
                "words: " + " ".join(each.text.en for each in found),
                "文字：" + "".join(each.text.zh for each in found),
            )

    def _synthetic(self) -> str:
        if not self.edition.here.snapshot.synthetic:
            return ""
        return self.say(Text(", synthetic", "，合成数据"))

    def _front(self, words: Rewritten | None) -> list[tuple[str, str]]:
        edition = self.edition
        first = edition.first_known
        found = [
            (self.word("code"), edition.place.code),
            (self.word("year"), str(edition.year)),
            (self.word("known"), self.say(long_date(edition.known_on))),
        ]
        if first is not None:
            found.append((self.word("first"), self.say(long_date(first))))
        if words is not None:
            text = Text(
                f"version {words.version}, saved {words.saved_at[:10] or '–'}",
                f"第{words.version}版，保存于{words.saved_at[:10] or '–'}",
            )
            found.append((self.word("words_from"), self.say(text)))
        return found

    def _marks(self, words: Rewritten | None) -> list[str]:
        marks = [self.word("synthetic")] if self.edition.here.snapshot.synthetic else []
        marks.append(self.word("not_protected"))
        if words is not None:
            marks.append(self.word("rewritten"))
        return marks

    def _section(self, key: str, templates: Sequence[str]) -> Section | None:
        paragraphs = tuple(self._runs(text) for text in templates if text.strip())
        drawn = pictures(self.edition, self.cited, key)
        tables = self._tables(key)
        if key == "areas" and not tables:
            return None
        return Section(key, self.say(SECTIONS[key]), paragraphs, drawn, tables)

    def _tables(self, key: str) -> tuple[Table, ...]:
        match key:
            case "summary":
                return (self.tables.figures(),)
            case "areas":
                return tuple(self.tables.areas())
            case "restated":
                found = self.tables.restated()
                return (found,) if found else ()
            case "projection":
                return tuple(self.tables.foreseen())
            case _:
                return ()

    def _runs(self, template: str) -> tuple[Run, ...]:
        """A paragraph with its numbers put in."""
        parts = PLACEHOLDER.split(template)
        runs = []
        for at, part in enumerate(parts):
            if at % 2:
                runs.append(self._number(self.slots[part]))
            elif part:
                runs.append(Run(part))
        return tuple(runs)

    def _number(self, slot: Slot) -> Run:
        if slot.text is None:
            return Run(self.say(MISSING), number=True)
        return Run(self.say(slot.text), self.cited.number(slot.cite), number=True)

    def _methods(self) -> Section:
        edition, here = self.edition, self.edition.here
        reads = [line for note in notes(edition.city)[:2] for line in note.lines]
        lines = [self.say(line) for line in reads]
        if edition.foreseen is not None:
            lines.append(self.word("assumptions").format(f"{DRAWS:,}", SEED))
        lines.append(self.word("findings").format(edition.known_on))
        said = sources(edition.city, here.places.recorded_on, here.places.shown_on)
        lines += [self.say(line) for line in said]
        paragraphs = tuple((Run(line),) for line in lines)
        return Section("methods", self.word("methods"), paragraphs)
