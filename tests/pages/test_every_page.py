"""What holds on every page, over every address declared: languages, structure, size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.pages.markup import Element, read
from tests.pages.walk import LANGUAGES, Page, told

MOST = 200_000  # bytes of HTML
HAN = re.compile(r"[㐀-鿿　-〃《-】＀-￯]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z'’.]*[A-Za-z]|[A-Za-z]")
# A name by which the words of a bulletin hold a number; the same in both languages.
ALLOWED = Path(__file__).with_name("latin.txt")


def test_each_page_says_its_language_and_has_one_heading(
    pages: Sequence[Page],
) -> None:
    faults = []
    for page in pages:
        root = next(page.document.all("html"))
        heads = list(page.document.all("h1"))
        if root.get("lang") != LANGUAGES[page.language]:
            faults.append(f"{page.name}: lang is {root.get('lang')!r}")
        if len(heads) != 1 or not heads[0].text:
            faults.append(f"{page.name}: {len(heads)} h1")
    told(faults)


def latin_words(document: Element) -> list[str]:
    """The Latin words of Chinese runs that the list does not allow."""
    from renkou.indicators import MEASURES

    lines = ALLOWED.read_text(encoding="utf-8").splitlines()
    allowed = {line for line in lines if line and not line.startswith("#")}
    listed = sorted(map(re.escape, MEASURES), key=len, reverse=True)
    keys = re.compile("|".join([r"\{[a-z0-9-]+\}", "renkou [a-z]+", *listed]))
    found = []
    for language, text in document.runs():
        if language == "zh-Hans":
            words = LATIN.findall(keys.sub("", text))
            found += [f"{w} in {text!r}" for w in words if w not in allowed]
    return found


def chinese_runs(document: Element) -> list[str]:
    """Chinese that stands outside a run which says so."""
    runs = [text for language, text in document.runs() if language == "en"]
    return [text.strip() for text in runs if HAN.search(text)]


def test_no_word_is_left_in_the_other_language(pages: Sequence[Page]) -> None:
    faults = []
    for page in pages:
        check = latin_words if page.language == "zh" else chinese_runs
        faults += [f"{page.name}: {fault[:160]}" for fault in check(page.document)]
    told(faults)


def test_a_word_left_in_the_other_language_is_found(pages: Sequence[Page]) -> None:
    for page in pages[:2]:
        planted = page.html.replace("</h1>", " Births</h1>", 1)
        if page.language == "en":
            planted = page.html.replace("</h1>", " 出生</h1>", 1)
            assert any("出生" in run for run in chinese_runs(read(planted)))
        else:
            assert any("Births" in word for word in latin_words(read(planted)))
            spoken = page.html.replace("<main ", '<main title="Births" ', 1)
            assert any("Births" in word for word in latin_words(read(spoken)))


def test_no_page_is_too_large_or_loads_from_elsewhere(pages: Sequence[Page]) -> None:
    faults = []
    for page in pages:
        size = len(page.html.encode())
        if size > MOST:
            faults.append(f"{page.name}: {size:,} bytes")
        for each in page.document.all("script", "link", "img", "iframe", "source"):
            address = each.get("src") or each.get("href")
            if each.tag == "script" and each.get("type") == "application/json":
                continue
            if not re.match(r"/[^/]|data:image/", address):
                faults.append(f"{page.name}: <{each.tag}> loads {address!r}")
        handlers = [
            n for e in page.document.all() for n in e.attributes if n[:2] == "on"
        ]
        faults += [f"{page.name}: {name} stands in the page" for name in handlers]
    told(faults)


def test_every_part_that_a_page_points_to_is_on_it(pages: Sequence[Page]) -> None:
    faults = []
    for page in pages:
        counts = Counter(e.get("id") for e in page.document.all() if e.get("id"))
        faults += [f"{page.name}: id {i} twice" for i, n in counts.items() if n > 1]
        for each in page.document.all():
            named = [each.get("for")] if each.tag == "label" else []
            for name in ("aria-labelledby", "aria-describedby", "aria-controls"):
                named += each.get(name).split()
            if each.tag == "a" and each.get("href").startswith("#"):
                named.append(each.get("href")[1:])
            faults += [
                f"{page.name}: <{each.tag}> points to {name!r}, which is not there"
                for name in named
                if name and name not in counts
            ]
    told(faults)


def test_headings_go_down_one_step_at_a_time(pages: Sequence[Page]) -> None:
    faults = []
    for page in pages:
        before = 0
        for head in page.document.all("h1", "h2", "h3", "h4", "h5"):
            level = int(head.tag[1])
            if level > before + 1 or not head.text:
                faults.append(f"{page.name}: h{level} {head.text!r} after h{before}")
            before = level
    told(faults)


def unnamed(page: Page) -> list[str]:
    """The controls, links, pictures and regions that nothing names."""
    document = page.document
    labelled = {each.get("for") for each in document.all("label")} - {""}
    faults = []
    for each in document.all():
        said = each.get("aria-label") or each.get("aria-labelledby")
        named: object
        match each.tag:
            case "input" | "select" | "textarea" if each.get("type") != "hidden":
                wrapped = each.within("label")
                named = said or each.get("id") in labelled or wrapped
                if each.get("type") in ("submit", "button"):
                    named = named or each.get("value")
            case "a" | "button" | "summary":
                hidden = _hidden(each)
                named = said or each.text or each.get("title") or hidden
            case "nav" | "section" | "dialog":
                named = said
            case "svg":
                named = said or _hidden(each) or next(each.all("title"), None)
            case "th":
                named = each.get("scope")
            case "table":
                named = said or next(each.all("caption"), None)
            case "img":
                named = "alt" in each.attributes
            case _:
                continue
        if not named:
            faults.append(f"{page.name}: <{each.tag} {each.attributes}> has no name")
    return faults


def _hidden(element: Element | None) -> bool:
    while element is not None:
        if element.get("aria-hidden") == "true":
            return True
        element = element.above
    return False


def test_everything_that_needs_a_name_has_one(pages: Sequence[Page]) -> None:
    told([fault for page in pages for fault in unnamed(page)])


def test_something_without_a_name_is_found(pages: Sequence[Page]) -> None:
    page = pages[0]
    planted = page.html.replace("</main>", '<input type="text"></main>', 1)
    faulty = Page(page.address, page.language, page.route, planted)
    assert len(unnamed(faulty)) == len(unnamed(page)) + 1
