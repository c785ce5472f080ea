"""Finding an area or a measure, the terms, and the tour."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.pages.reader import Reader


@pytest.mark.parametrize("typed", ["隆昌", "longchang", "511028", "511083000000"])
def test_an_area_is_found_by_name_pinyin_and_codes(reader: Reader, typed: str) -> None:
    page = reader.read(f"/find?q={typed}")
    assert "/area/511083000000?" in page


def test_one_hit_leads_straight_there(reader: Reader) -> None:
    answer = reader.get("/find?q=longchang", follow=False)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/area/511083000000?")


def test_a_measure_is_found_by_name_key_and_pinyin(reader: Reader) -> None:
    for typed in ("fertility", "total-fertility-rate", "zhsyl"):
        assert "/about/total-fertility-rate/" in _found(reader, typed)


def _found(reader: Reader, typed: str) -> str:
    answer = reader.get(f"/find?q={typed}", follow=False)
    return answer.headers.get("Location", "") + answer.content.decode()


def test_nothing_found_says_what_to_try(reader: Reader) -> None:
    assert "Try a part of the name" in reader.read("/find?q=zzzz")
    assert "Type part of a name" in reader.read("/find")


def test_a_list_alone_is_answered_while_one_types(reader: Reader) -> None:
    client = Client(headers={"hx-request": "true", "host": "127.0.0.1"})
    answer = client.get("/find?q=longchang")
    assert answer.status_code == 200
    assert b"<html" not in answer.content


def test_terms_stand_under_help_where_pages_point(reader: Reader) -> None:
    assert 'id="confidence-interval"' in reader.read("/help")
    assert "/help#confidence-interval" in reader.read("/area/511000000000")


def test_the_tour_is_offered_until_it_is_seen(reader: Reader) -> None:
    client = Client(headers={"accept-language": "en", "host": "127.0.0.1"})
    page = client.get("/area/511000000000").content.decode()
    assert "New here?" in page
    client.get("/tour/seen")
    assert "New here?" not in client.get("/area/511000000000").content.decode()
    assert "Two clocks" in reader.read("/tour")
