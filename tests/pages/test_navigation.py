"""From every page, every link leads to a page that is there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.pages.reader import Reader
from tests.pages.walk import Page, is_inside, kind, route_of, told


def test_every_page_of_the_navigation_is_there(pages: Sequence[Page]) -> None:
    from renkou.web.staff.shell import PAGES

    routes = {page.route.split("/")[0] for page in pages}
    assert [word for word, _, _ in PAGES if word not in routes] == []


def test_every_link_leads_to_a_page(pages: Sequence[Page]) -> None:
    """One level from every page; of links of one kind, the first and the last."""
    faults = []
    asked: dict[str, str] = {}
    by_kind: dict[object, list[tuple[Page, str]]] = {}
    for page in pages:
        if page.language != "en":
            continue
        for link in page.links:
            if is_inside(link):
                by_kind.setdefault(kind(link), []).append((page, link))
            elif not re.match(r"/|#|data:|https://", link):
                faults.append(f"{page.name}: {link!r} leads nowhere")
    for same in by_kind.values():
        for page, link in {same[0], same[-1]}:
            path, _, part = link.partition("#")
            if path not in asked:
                answer = Reader().get(path)
                text = answer.content.decode(errors="replace")
                asked[path] = text if answer.status_code == 200 else ""
            if not asked[path]:
                faults.append(f"{page.name}: {link} is not there ({route_of(link)})")
            elif part and f'id="{part}"' not in asked[path]:
                faults.append(f"{page.name}: {link} leads to no part of its page")
    told(faults)


def test_a_page_about_no_year_offers_none(reader: Reader) -> None:
    for page, offered in (("area", True), ("projection", False), ("plan", False)):
        text = reader.read(f"/{page}/511000000000?year=2022")
        assert ('<select name="year">' in text) == offered
        assert ("year=2022" in text) or ('value="2022"' in text)  # and carries it on
