"""Who is answered, by which method, with which headers: over every address declared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.pages.walk import filled, routes

WRITES = {  # what may be asked for by POST: the bulletin's words, and its making
    "bulletin/<str:code>/words",
    "bulletin/<str:code>/make",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
DIRECTIVES = (
    "default-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
)


@pytest.fixture(scope="module")
def addresses(_django: None) -> Sequence[tuple[str, str]]:
    """Every address declared, and one that is none."""
    found = [(route, filled(route)) for route in routes()]
    given = [(route, each[0]) for route, each in found if each]
    return [*given, ("", "/no/such/page"), ("", "/static/frame.css")]


def test_other_names_are_answered_with_nothing(
    addresses: Sequence[tuple[str, str]],
) -> None:
    from django.test import Client

    for _, address in addresses:
        for host in ("renkou.example", "10.0.0.7", "127.0.0.1.example.com"):
            answer = Client().get(address, headers={"host": host})
            assert answer.status_code == 400, (address, host)
        for host in ("127.0.0.1:8765", "localhost:9", "[::1]:8765"):
            answer = Client().get(address, headers={"host": host})
            assert answer.status_code != 400, (address, host)


def test_only_what_is_listed_can_be_asked_to_change(
    addresses: Sequence[tuple[str, str]],
) -> None:
    from django.test import Client

    for route, address in addresses:
        for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
            if method == "POST" and route in WRITES:
                continue
            answer = Client().generic(method, address, headers={"host": "127.0.0.1"})
            assert answer.status_code in (404, 405), (method, address)


def test_what_may_be_posted_needs_the_pages_own_token(
    addresses: Sequence[tuple[str, str]],
) -> None:
    from django.test import Client

    for route, address in addresses:
        if route in WRITES:
            client = Client(enforce_csrf_checks=True)
            answer = client.post(address, headers={"host": "127.0.0.1"})
            assert answer.status_code == 403, address


def test_every_answer_says_how_it_may_be_used(
    addresses: Sequence[tuple[str, str]],
) -> None:
    from django.test import Client

    for _, address in addresses:
        answer = Client().get(address, headers={"host": "127.0.0.1"})
        for name, value in HEADERS.items():
            assert answer.headers.get(name) == value, (address, name)
        policy = answer.headers["Content-Security-Policy"]
        assert [d for d in DIRECTIVES if d not in policy] == [], address
        scripts = next(p for p in policy.split(";") if "script-src" in p)
        assert "unsafe" not in scripts, address
        if not address.startswith("/static/"):
            cached = answer.headers["Cache-Control"]
            assert "private" in cached or "no-store" in cached, address
            assert "Cookie" in answer.headers.get("Vary", ""), address


def test_reading_writes_nothing(
    addresses: Sequence[tuple[str, str]], served_city: Path
) -> None:
    from django.test import Client

    def state() -> list[tuple[str, int, int]]:
        files = sorted(path for path in served_city.rglob("*") if path.is_file())
        stats = [(str(path), path.stat()) for path in files]
        return [(name, found.st_size, found.st_mtime_ns) for name, found in stats]

    before = state()
    for _, address in addresses:
        Client().get(address, headers={"host": "127.0.0.1"})
    assert state() == before
