"""The yearly bulletin: its words to be edited, its files to be made and taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from renkou.report.bulletin.editing import Refusal
from renkou.report.bulletin.edition import Edition, OpenCity
from renkou.report.bulletin.making import faults
from renkou.report.bulletin.paragraphs import SECTIONS, original
from renkou.report.bulletin.rewritten import (
    Rewritten,
    current,
    folder_of,
    restore,
    save,
)
from renkou.report.bulletin.slot import Slot
from renkou.report.bulletin.slots import slots
from renkou.report.bulletin.writing import edition_of
from renkou.report.data_table import Column, DataTable, Row, text_cell
from renkou.schema.problem import Problem
from renkou.schema.text import Text
from renkou.ui.content import Content
from renkou.ui.guard import accepts
from renkou.ui.page import page
from renkou.ui.reader import language_of

from ..bulletin_draft import Draft, Sections, of_form, parts_of, pressed, reads
from ..bulletin_job import FORMS, Job
from ..bulletin_words import WORDS, in_force, since_then
from ..shell import shell
from ..site import Site, site
from ..view import View, view_of

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Asked:
    """A bulletin that an address asks for, in the reader's language."""

    here: Site
    view: View
    language: str

    @property
    def edition(self) -> Edition:
        """Its figures, with the projection where that is kept."""
        here, view = self.here, self.view
        city = OpenCity(
            here.snapshot,
            here.tables,
            here.places,
            here.tree,
            here.last_day,
            here.scale,
            here.nation,
        )
        return edition_of(city, view.place.code, view.year, view.known)

    @property
    def key(self) -> tuple[str, int, str]:
        """What its words are filed under."""
        return self.view.place.code, self.view.year, self.language

    @property
    def words(self) -> Rewritten | None:
        """The words in force, where somebody rewrote the original."""
        return current(folder_of(self.here.snapshot.path), *self.key)

    @property
    def job(self) -> Job:
        """Its files."""
        code, year, language = self.key
        return Job(
            tables=self.here.tables,
            snapshot=self.here.snapshot.path,
            area=code,
            year=year,
            known_on=self.view.known.isoformat(),
            language=language,
            words=self.words,
        )


def _asked(request: HttpRequest, code: str) -> Asked:
    here = site()
    return Asked(here, view_of(request, here, code), language_of(request))


@page
def bulletin(request: HttpRequest, code: str) -> Content | HttpResponse:
    """The page of a bulletin: its files, its words, the numbers that can be placed."""
    asked = _asked(request, code)
    return _content(request, asked, said=_SAID.get(request.GET.get("said", "")))


_SAID = {"saved": WORDS["saved"], "restored": WORDS["restored"]}


@accepts("POST")
@page
def bulletin_words(request: HttpRequest, code: str) -> Content | HttpResponse:
    """A press of one of the editor's buttons: save, restore, or a paragraph's own."""
    asked = _asked(request, code)
    if request.method != "POST":
        return _to(asked)
    button = request.POST.get("do", "save")
    folder = folder_of(asked.here.snapshot.path)
    if button == "restore":
        restore(folder, *asked.key)
        return _to(asked, "restored")
    sections = of_form(request.POST)
    if button != "save":
        changed = pressed(sections, button)
        return _content(request, asked, changed, said=WORDS["not_saved"])
    words = asked.words
    version = words.version if words else 0
    if request.POST.get("version") != str(version):
        return _content(request, asked, sections, said=since_then(version))
    found = faults(asked.edition, sections)
    if found:
        return _content(request, asked, sections, found, said=WORDS["not_saved"])
    _save(asked, sections)
    return _to(asked, "saved")


def _save(asked: Asked, sections: Sections) -> None:
    folder = folder_of(asked.here.snapshot.path)
    try:
        save(folder, *asked.key, sections, asked.view.known)
    except OSError as error:
        raise Problem(
            f"{folder}: the words cannot be kept here ({error.strerror}). Make the "
            "folder writable, go back and save again.",
            f"{folder}：无法在此保存文字（{error.strerror}）。"
            "请将文件夹设为可写，返回后再次保存。",
        ) from error


@accepts("POST")
@page
def bulletin_make(request: HttpRequest, code: str) -> Content | HttpResponse:
    """Begin to make the files, and go back to the page that tells how far they are."""
    asked = _asked(request, code)
    if request.method == "POST":
        asked.job.start()
    return _to(asked)


@page
def bulletin_state(request: HttpRequest, code: str) -> Content | HttpResponse:
    """How far the files are: the part of the page that asks for itself again."""
    asked = _asked(request, code)
    if "HX-Request" not in request.headers:
        return _to(asked)
    return render(request, "bulletin_state.html", _state(asked))


@page
def bulletin_file(
    request: HttpRequest, code: str, form: str
) -> Content | HttpResponseBase:
    """One of the files; back to the page where it is not made."""
    asked = _asked(request, code)
    if form not in FORMS:
        raise Problem(
            f"there is no bulletin as {form!r}. There are {', '.join(FORMS)}.",
            f"公报没有{form!r}格式。可用{'、'.join(FORMS)}。",
        )
    file = asked.job.file(form)
    if asked.job.state().word != "ready" or not file.exists():
        return _to(asked)
    return FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=TYPES[form],
    )


def _to(asked: Asked, said: str | None = None) -> HttpResponse:
    return HttpResponseRedirect(asked.view.address("bulletin", said=said))


def _state(asked: Asked) -> dict[str, object]:
    """What the part about the files is written from."""
    view, code = asked.view, asked.view.place.code
    return {
        "state": asked.job.state(),
        "state_at": view.address("bulletin").replace(code, f"{code}/state", 1),
        "make_at": view.address("bulletin").replace(code, f"{code}/make", 1),
        "page_at": view.address("bulletin"),
        "file_at": {
            form: view.address("bulletin").replace(code, f"{code}/file/{form}", 1)
            for form in FORMS
        },
        "say": WORDS,
    }


def _content(
    request: HttpRequest,
    asked: Asked,
    sections: Sections | None = None,
    found: Sequence[Refusal] = (),
    said: Text | None = None,
) -> Content:
    """The page, over the words in force or over those that are being written."""
    view, edition, words = asked.view, asked.edition, asked.words
    there = slots(edition)
    if sections is None:
        sections = _in_force(words, there, asked.language)
    name, code = view.place, view.place.code
    return Content(
        template="bulletin.html",
        title=Text(
            f"Bulletin of {name.name.en}, {view.year}, Renkou",
            f"{name.chinese}{view.year}年公报 · 人口",
        ),
        words={
            "shell": shell(request, asked.here, view, "bulletin"),
            **_state(asked),
            "heading": Text(
                f"Bulletin of {name.name.en}, {view.year}",
                f"{name.chinese}{view.year}年公报",
            ),
            "drafts": _drafts(sections, found, there, asked.language),
            "titles": SECTIONS,
            "found": found,
            "said": said,
            "version": words.version if words else 0,
            "in_force": in_force(words.version, words.saved_at, words.known_on)
            if words
            else WORDS["original"],
            "words_at": view.address("bulletin").replace(code, f"{code}/words", 1),
            "slots": _values(there, asked.language),
            "slot_table": _slot_table(there, asked.language),
        },
        tables=[_slot_table(there, asked.language)],
    )


def _in_force(
    words: Rewritten | None, there: dict[str, Slot], language: str
) -> Sections:
    if words is None:
        return original(there, language, coming=True)
    return {key: list(words.sections.get(key, ())) for key in SECTIONS}


def _drafts(
    sections: Sections,
    found: Sequence[Refusal],
    there: dict[str, Slot],
    language: str,
) -> dict[str, list[Draft]]:
    return {
        key: [
            Draft(
                id=f"p-{key}-{at}",
                text=text,
                parts=parts_of(text, there, language),
                faults=[
                    each.text
                    for each in found
                    if (each.section, each.paragraph) == (key, at)
                ],
            )
            for at, text in enumerate(sections.get(key, ()), start=1)
        ]
        for key in SECTIONS
    }


def _values(there: dict[str, Slot], language: str) -> dict[str, list[str]]:
    """What the script shows in place of each placeholder, and what it is."""
    return {
        name: [reads(slot, language), slot.about.in_(language)]
        for name, slot in there.items()
    }


def _slot_table(there: dict[str, Slot], language: str) -> DataTable:
    rows = tuple(
        Row(
            key=f"slot-{name}",
            head=Text(f"{{{name}}}", f"{{{name}}}"),
            head_raw=(name,),
            cells=(
                text_cell(slot.text or _absent(name), reads(slot, language)),
                text_cell(slot.about, slot.about.in_(language)),
            ),
        )
        for name, slot in there.items()
    )
    columns = (
        Column(("reads",), WORDS["value"], kind=""),
        Column(("what",), WORDS["what"], kind=""),
    )
    return DataTable(
        "numbers", WORDS["numbers"], WORDS["name"], ("placeholder",), columns, rows
    )


def _absent(name: str) -> Text:
    return WORDS["later"] if name.startswith("projected-") else WORDS["none"]
