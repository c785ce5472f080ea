"""Journeys through the pages: given a reader, when they act, then they see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from renkou.web.staff.shell import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.serving import Opened, Served
    from tests.pages.walk import Page as Answered

PHONE = {"width": 390, "height": 844}
TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


def query(page: Page) -> dict[str, str]:
    """What the address of a page asks for."""
    return {k: v[0] for k, v in parse_qs(urlsplit(page.url).query).items()}


def path(page: Page) -> str:
    """The address of a page without what it asks for."""
    return str(urlsplit(page.url).path)


def test_an_area_is_found_by_its_pinyin(visit: Opened) -> None:
    """Given the city, when "weiyuan" is searched for, then Weiyuan can be opened."""
    page = visit()
    page.keyboard.press("/")
    page.keyboard.type("weiyuan")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    if "/find" in page.url:
        page.locator("main").get_by_role(
            "link", name=re.compile("Weiyuan")
        ).first.click()
    page.wait_for_url("**/area/511024000000**")
    assert "Weiyuan" in page.locator("h1").inner_text()


def test_one_drills_down_to_a_township_and_up_again(visit: Opened) -> None:
    """Given the city, when a county and a township are chosen, then each is read."""
    page = visit()
    page.get_by_text("5 counties", exact=True).first.click()
    page.locator(".menu a:visible", has_text="Zizhong").click()
    page.wait_for_url("**/area/511025000000**")
    page.locator(".crumb").get_by_text(re.compile(r"\d+ townships")).click()
    page.locator(".menu a:visible").first.click()
    page.wait_for_url(re.compile(r"/area/511025\d{3}000"))
    page.locator(".crumb .up").last.click()
    page.wait_for_url("**/area/511025000000**")
    assert "Zizhong" in page.locator("h1").inner_text()


def test_a_menu_of_areas_is_filtered_and_walked_with_keys(visit: Opened) -> None:
    """Given a county, when a township's initials are typed, then Enter opens it."""
    page = visit("/area/511025000000")
    page.locator(".crumb").get_by_text(re.compile(r"\d+ townships")).click()
    page.locator(".menu input:visible").fill("qiuxi")
    page.keyboard.press("ArrowDown")
    assert "Qiuxi" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Escape")
    assert page.locator(".menu:visible").count() == 0


def test_the_past_is_read_by_changing_the_day_of_knowledge(visit: Opened) -> None:
    """Given the city today, when an earlier day is chosen, then it is told so."""
    page = visit()
    now = query(page)
    page.locator('[data-step="["]').click()
    page.wait_for_url(lambda url: now["known"] not in url)
    assert "You read the register as known on" in page.locator(".told").inner_text()
    assert query(page)["year"] == now["year"]
    page.get_by_role("link", name="Go to today.").click()
    page.wait_for_url(lambda url: now["known"] in url)
    assert page.locator(".told").count() == 0


def test_the_picker_answers_to_keys_by_its_button(visit: Opened) -> None:
    """Given the picker, when a day is chosen with keys, then nothing jumps away."""
    page = visit()
    before = page.url
    picker = page.get_by_label("as known on", exact=True)
    picker.focus()
    page.keyboard.press("ArrowDown")
    assert page.url == before
    page.get_by_role("button", name="Show", exact=True).first.click()
    page.wait_for_url(lambda url: url != before)
    assert page.locator(".told").count() == 1


def test_the_language_is_changed_and_kept(visit: Opened) -> None:
    """Given English, when 中文 is chosen, then this page and the next are Chinese."""
    page = visit()
    page.get_by_role("link", name="中文").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.goto(page.url)
    assert "常住人口" in page.locator(".lead").inner_text()


def test_every_page_is_reached_by_its_keys_alone(visit: Opened) -> None:
    """Given no mouse, when g and a page's letter are typed, then it is read."""
    page = visit()
    for word, title, key in PAGES:
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(f"**/{word}/**")
        current = page.locator(".nav [aria-current=page]")
        assert title.en in current.inner_text()
        assert page.locator("h1").count() == 1


def test_the_keyboard_reaches_content_at_once_and_shows_where_it_is(
    visit: Opened,
) -> None:
    """Given a page, when Tab and Enter are pressed, then the content has focus."""
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "2px"


def test_keys_are_listed_and_can_be_turned_off(visit: Opened) -> None:
    """Given the list of keys, when they are turned off, then they do nothing."""
    page = visit()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.get_by_label("Single keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    before = page.url
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.keyboard.press("/")
    assert page.url == before
    assert page.evaluate("document.activeElement.id") != "find"


@pytest.mark.parametrize("width", [1440, 1290, 1110, 960, 760, 390, 320])
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_nothing_scrolls_sideways_at_any_width(
    visit: Opened,
    pages: Sequence[Answered],
    pages_served: Served,
    width: int,
    locale: str,
) -> None:
    """Given a window of any width, when a page is read, then it fits."""
    page = visit(viewport={"width": width, "height": 800}, locale=locale)
    wide: dict[str, int] = {}
    for address in dict.fromkeys(each.address for each in pages):
        page.goto(pages_served.address + address)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        wide |= {address: over} if over > 0 else {}
    assert wide == {}


def test_a_phone_has_large_targets_and_the_rail_as_a_picture(visit: Opened) -> None:
    """Given a phone, when the strip is used, then pickers answer and the rail waits."""
    page = visit(**TOUCH)
    for each in page.locator(":is(.ctl select, #find, .lang a):visible").all():
        box = each.bounding_box()
        assert box is not None
        assert box["height"] >= 40
    stops = page.locator(".stops")
    assert stops.is_visible()
    assert stops.evaluate("e => getComputedStyle(e).pointerEvents") == "none"
    before = page.url
    page.get_by_label("as known on", exact=True).tap()
    page.get_by_label("as known on", exact=True).select_option(index=1)
    page.wait_for_url(lambda url: url != before)
    assert page.locator(".told").is_visible()


def test_print_keeps_both_dates_and_the_link(visit: Opened) -> None:
    """Given the city, when it is printed, then dates and link stay, the shell goes."""
    page = visit()
    page.emulate_media(media="print")
    assert not page.locator(".nav").is_visible()
    assert not page.locator(".ctl").is_visible()
    assert "as known on" in page.locator(".rail .printed").inner_text()
    assert page.locator("code.printed").inner_text() == page.url
    pdf = page.pdf(prefer_css_page_size=True)
    size = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", pdf)
    assert size is not None
    assert float(size[1]) > float(size[2])  # landscape


def test_a_finding_leads_to_the_triangle_of_its_place(
    visit: Opened, pages_served: Served
) -> None:
    """Given findings, when one is opened, then its place's months and delays show."""
    page = visit("/quality/511000000000")
    found = page.locator("#findings a.open")
    for _ in range(60):  # they are looked for while the pages are read
        if found.count():
            break
        page.wait_for_timeout(3_000)
        page.reload()
    rows = page.locator("#findings th", has=page.locator("a.open"))
    place = rows.first.inner_text()
    found.first.click()
    page.wait_for_url(re.compile(r"/quality/511\d{3}\d{3}000.*#triangle"))
    assert place.partition(",")[0] in page.locator("h1").inner_text()
    assert page.locator("#triangle table").first.is_visible()


def test_a_scenario_is_run_by_its_setting(visit: Opened) -> None:
    """Given a projection, when fertility is set, then it is run again and kept."""
    page = visit("/projection/511000000000")
    before = page.locator("#outlook .lead").inner_text()
    page.get_by_role("spinbutton", name=re.compile("fertility")).fill("1.8")
    page.keyboard.press("Tab")
    page.wait_for_function(
        "was => document.querySelector('#outlook .lead').innerText !== was", arg=before
    )
    page.wait_for_url(re.compile(r"=1\.8"))
    after = page.locator("#outlook .lead").inner_text()
    page.goto(page.url)
    assert page.locator("#outlook .lead").inner_text() == after


def test_the_plan_of_2006_is_checked(visit: Opened) -> None:
    """Given the example of 2006 to 2010, when it is opened, then each row is judged."""
    page = visit("/plan/511000000000")
    page.get_by_role("link", name="2006-2010", exact=True).click()
    page.wait_for_url("**example=2006-2010**")
    rows = page.locator("#figures tbody tr")
    assert rows.count() >= 3
    assert page.locator("#ranges").or_(page.locator("figure")).first.is_visible()
    assert "Not a target" in page.locator(".advice").inner_text()


def test_the_bulletin_is_made_and_downloaded(visit: Opened) -> None:
    """Given a year, when its bulletin is asked for, then PDF and DOCX are there."""
    page = visit("/bulletin/511083000000?year=2023&known=2024-12-31")
    make = page.get_by_role("button", name="Make the PDF and the DOCX")
    if make.count():
        make.click()
    page.locator("a.file", has_text="PDF").wait_for(timeout=240_000)
    for kind, begins in (("PDF", b"%PDF"), ("DOCX", b"PK")):
        with page.expect_download() as got:
            page.locator("a.file", has_text=kind).click()
        assert Path(got.value.path()).read_bytes().startswith(begins)
