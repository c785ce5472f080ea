"""One text in both languages: written twice, translated never."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a reader of English and a reader of Chinese would write it.

    >>> Text("Births", "出生").in_("zh")
    '出生'
    """

    en: str
    zh: str

    def __post_init__(self) -> None:
        if not self.en or not self.zh:
            raise ValueError(f"text {self.en or self.zh!r} lacks one language")

    def in_(self, language: str) -> str:
        """The text in `language`: "en" or "zh"."""
        if language not in ("en", "zh"):
            raise ValueError(f'language is {language!r}; it is "en" or "zh"')
        return self.zh if language == "zh" else self.en
