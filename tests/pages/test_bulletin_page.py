"""The page of the yearly bulletin: its editor, and the making of its files."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse

from tests.pages.reader import Reader

if TYPE_CHECKING:
    from renkou.web.staff.bulletin_job import Job

COUNTY = "511024000000"  # of its own: other tests write no words here
ADDRESS = f"/bulletin/{COUNTY}?year=2023&known=2025-12-31"
POSTED = f"/bulletin/{COUNTY}/words?year=2023&known=2025-12-31"
TYPED = "There were 12 more."
REWRITTEN = "Fewer than in 2011, {births} in all."


@pytest.fixture(autouse=True)
def _no_words(served_city: Path) -> Iterator[None]:
    shutil.rmtree(served_city / "bulletins", ignore_errors=True)
    yield
    shutil.rmtree(served_city / "bulletins", ignore_errors=True)


def _post(
    address: str,
    paragraphs: Sequence[str] = (),
    *,
    language: str = "en",
    do: str = "save",
    version: str = "0",
) -> HttpResponse:
    from django.test import Client

    form = {"do": do, "version": version, "p-births": list(paragraphs)}
    client = Client(headers={"accept-language": language, "host": "127.0.0.1"})
    return client.post(address, form, follow=True)  # type: ignore[return-value]


def test_the_page_shows_the_words_with_their_numbers_locked(reader: Reader) -> None:
    page = reader.read(ADDRESS)
    assert "Bulletin of Weiyuan, 2023" in page
    assert "{births} children were born to residents" in page
    assert 'class="chip" title="{births}"' in page
    chinese = Reader("zh").read(ADDRESS)
    assert "威远县2023年公报" in chinese
    assert "常住人口出生{births}人" in chinese


def test_the_page_is_small_and_its_numbers_are_exported(reader: Reader) -> None:
    assert len(reader.get(ADDRESS).content) < 200_000
    sheet = reader.read(ADDRESS + "&as=csv&of=numbers")
    rows = dict(line.split(",", 2)[:2] for line in sheet.splitlines()[1:])
    assert int(rows["births"]) > 0
    assert f">{rows['births']}</b> children were born" in reader.read(ADDRESS)


def test_a_typed_number_is_refused_with_its_place(
    reader: Reader, served_city: Path
) -> None:
    answer = _post(POSTED, ["Well.", TYPED])
    page = answer.content.decode()
    assert "Births, paragraph 2: &#39;12&#39; is a number that was typed" in page
    assert TYPED in page, "what was written is not lost"
    assert not (served_city / "bulletins").exists()
    said = _post(POSTED, ["多12人"], language="zh")
    assert "出生，第1段：“12”是键入的数字" in said.content.decode()


def test_words_are_saved_kept_and_restored(reader: Reader, served_city: Path) -> None:
    _post(POSTED, [REWRITTEN])
    page = reader.read(ADDRESS)
    assert REWRITTEN in page
    assert "Version 1, saved" in page
    late = _post(POSTED, ["Other words."])
    assert "Somebody saved version 1 since" in late.content.decode()
    back = _post(POSTED, do="restore").content.decode()
    assert "The original words are in force again" in back
    assert REWRITTEN not in reader.read(ADDRESS)
    kept = [file.name for file in (served_city / "bulletins").iterdir()]
    assert kept == [f"{COUNTY}-2023-en.1.toml"]


def test_paragraphs_move_without_a_script(served_city: Path) -> None:
    both = ["First.", "Second."]
    page = _post(POSTED, both, do="up:births:1").content.decode()
    assert page.index(">Second.<") < page.index(">First.<")
    page = _post(POSTED, both, do="remove:births:0").content.decode()
    assert ">First.<" not in page
    assert not (served_city / "bulletins").exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/bulletin/119999000000", "119999"),
        (f"/bulletin/{COUNTY}?year=1999", "1999"),
        (f"/bulletin/{COUNTY}?known=2025-13-01", "2025-13-01"),
        (f"/bulletin/{COUNTY}/file/odt", "odt"),
    ],
)
def test_bad_addresses_are_told(reader: Reader, address: str, said: str) -> None:
    answer = reader.get(address)
    assert answer.status_code in (400, 404)
    assert said in answer.content.decode()


def test_a_file_that_is_not_made_leads_back_to_the_page(reader: Reader) -> None:
    page = reader.read(f"/bulletin/{COUNTY}/file/pdf?year=2023&known=2025-11-30")
    assert "Make the PDF and the DOCX" in page


@pytest.mark.parametrize(
    ("script", "word", "said"),
    [
        ("print(' 50%  Half way'); open(FILE, 'w').close()", "ready", ""),
        ("import sys; sys.exit('The disk is full.')", "failed", "The disk is full."),
    ],
)
def test_files_are_made_in_a_process_of_their_own(
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    word: str,
    said: str,
) -> None:
    from renkou.web.staff.bulletin_job import Job

    def quick(job: Job) -> list[str]:
        code = script.replace("FILE", repr(str(job.file("pdf"))))
        return [sys.executable, "-c", code]

    monkeypatch.setattr(Job, "_command", quick)
    known = "?year=2022&known=2025-12-31"
    job = _job()
    shutil.rmtree(job.place, ignore_errors=True)
    _post(f"/bulletin/{COUNTY}/make{known}")
    until = time.monotonic() + 30
    while job.state().word == "working" and time.monotonic() < until:
        time.sleep(0.05)
    assert (job.state().word, job.state().message) == (word, said)
    page = _fragment(f"/bulletin/{COUNTY}/state{known}")
    assert ("/file/pdf" in page) == (word == "ready")
    assert said in page
    shutil.rmtree(job.place, ignore_errors=True)


def _fragment(address: str) -> str:
    """What the page asks for while it is open."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1", "hx-request": "true"})
    return str(client.get(address).content.decode())


def _job() -> Job:
    from django.test import RequestFactory

    from renkou.web.staff.pages.bulletin import _asked

    request = RequestFactory().get(
        f"/bulletin/{COUNTY}?year=2022&known=2025-12-31",
        headers={"accept-language": "en"},
    )
    return _asked(request, COUNTY).job
