"""Axes of counts: thousands in English and 万 in Chinese where counts are large."""

from __future__ import annotations

from dataclasses import dataclass

from renkou.schema.text import Text

from .drawing import tick_places
from .numbers import plain, signed


@dataclass(frozen=True, slots=True)
class CountAxis:
    """How counts up to some size are written on an axis, and in which unit."""

    en: float
    zh: float
    unit: Text

    @classmethod
    def up_to(cls, largest: float, what: Text) -> CountAxis:
        """The axis for counts up to `largest` of `what` (persons, births).

        >>> CountAxis.up_to(150_000, Text("persons", "人")).unit
        Text(en='thousands', zh='万人')
        """
        en = 1_000.0 if largest >= 100_000 else 1.0
        zh = 10_000.0 if largest >= 10_000 else 1.0
        return cls(
            en,
            zh,
            Text(
                "thousands" if en > 1 else what.en,
                f"万{what.zh}" if zh > 1 else what.zh,
            ),
        )

    def labels(self, values: list[float]) -> list[Text]:
        """The labels of ticks."""
        english = [v / self.en for v in values]
        chinese = [v / self.zh for v in values]
        en_places, zh_places = tick_places(english), tick_places(chinese)
        return [
            Text(plain(e, en_places), plain(z, zh_places))
            for e, z in zip(english, chinese, strict=True)
        ]

    def value(self, value: float) -> Text:
        """A value beside the axis, in the axis's unit."""
        return Text(
            plain(value / self.en, 1 if self.en > 1 else 0),
            plain(value / self.zh, 2 if self.zh > 1 else 0),
        )

    def change(self, value: float) -> Text:
        """A signed value beside the axis."""
        return Text(
            signed(value / self.en, 1 if self.en > 1 else 0),
            signed(value / self.zh, 2 if self.zh > 1 else 0),
        )


def rate_labels(values: list[float]) -> list[Text]:
    """The labels of ticks of a rate."""
    places = tick_places(values)
    return [Text(plain(v, places), plain(v, places)) for v in values]
