"""A reader without a browser: asks for an address, gets the page as text."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse


@dataclass(frozen=True)
class Reader:
    """Asks in one language; follows redirects."""

    language: str = "en"

    def get(self, address: str, *, follow: bool = True) -> HttpResponse:
        """The answer to an address."""
        from django.test import Client

        client = Client(headers={"accept-language": self.language})
        return client.get(address, follow=follow, headers={"host": "127.0.0.1"})  # type: ignore[return-value]

    def read(self, address: str) -> str:
        """The page at an address, which must be there."""
        answer = self.get(address)
        assert answer.status_code == 200, (address, answer.content[:2000])
        return answer.content.decode()
