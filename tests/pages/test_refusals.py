"""What the server refuses, and how it says so."""

from __future__ import annotations

import logging
import re

import pytest

from tests.pages.reader import Reader

CITY = "/area/511000000000"


def test_another_host_name_is_answered_with_nothing_of_the_city(reader: Reader) -> None:
    from django.test import Client

    answer = Client().get(CITY, headers={"host": "renkou.example"})
    assert answer.status_code == 400
    assert "Neijiang" not in answer.content.decode()
    assert "127.0.0.1" in answer.content.decode()


def test_nothing_can_be_changed_by_a_page_that_only_reads(reader: Reader) -> None:
    from django.test import Client

    answer = Client().post(CITY, headers={"host": "127.0.0.1", "accept-language": "zh"})
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert "只能查看" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_error_of_ours_gives_a_number_that_stands_in_the_log(
    reader: Reader,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from django.test import Client

    def fail(*_: object) -> None:
        raise ZeroDivisionError("a planted fault")

    monkeypatch.setattr("renkou.web.staff.pages.area.view_of", fail)
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.ERROR, "renkou.pages"):
        answer = client.get(
            CITY, headers={"host": "127.0.0.1", "accept-language": language}
        )
    assert answer.status_code == 500
    page = answer.content.decode()
    assert ("server&#39;s log" if language == "en" else "服务日志") in page
    number = re.search(r'id="reference">(\w{8})<', page)
    assert number is not None
    assert number[1] in caplog.text
    assert "a planted fault" in caplog.text
    assert "planted" not in page


def test_an_address_that_is_none_says_what_to_do(reader: Reader) -> None:
    answer = reader.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no page at /nowhere" in answer.content.decode()
    assert "没有对应的页面" in Reader("zh").get("/nowhere").content.decode()


def test_the_language_can_be_changed_back_on_a_page_whose_address_names_one(
    reader: Reader,
) -> None:
    page = reader.read(CITY + "?lang=zh")
    link = re.search(r'href="(/language/en[^"]*)"', page)
    assert link is not None
    assert "people lived in" in reader.read(link[1].replace("&amp;", "&"))


def test_a_page_may_answer_with_a_file(reader: Reader) -> None:
    from io import BytesIO

    from django.http import FileResponse, HttpRequest

    from renkou.ui.page import page

    answer = page(lambda _: FileResponse(BytesIO(b"%PDF"), filename="a.pdf"))
    assert isinstance(answer(HttpRequest()), FileResponse)
