"""A measure: a frozen value that says what a figure is and how to work it out.

Every kind names the quantities it is made of (`counts`) and turns their arrays into a
figure. Where, when and as known when is the engine's business, disclosure that of
releases; neither stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from renkou.chance import intervals
from renkou.schema import Text

from .figure import Counts, Figure, figure, over
from .quantity import Events, Quantity
from .worked import Worked

NO_CHANCE = Text(
    "None: a complete count of what is registered, in which chance has no part.",
    "无：这是登记的全数，不含抽样误差。",
)
GARWOOD = Text(
    "95%, exact Poisson (Garwood 1936), the exposure taken as known.",
    "95%，精确泊松区间（Garwood，1936），人年视为已知。",
)
WILSON = Text("95%, Wilson (1927).", "95%，威尔逊区间（1927）。")
CLOPPER_PEARSON = Text(
    "95%, from the exact interval of the share (Clopper and Pearson 1934).",
    "95%，由比例的精确区间（Clopper–Pearson，1934）换算。",
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure:
    """What every kind of measure has. Made through the kinds below.

    `key`, `title`, `unit` (of the value), `definition` in one sentence, `formula`,
    `source` (where it is defined), `interval` (its method, or why there is none),
    `worked` examples (at least one), `by_sex` (given for each sex too), `public`, and
    `accountable` (an office may answer for it).
    """

    key: str
    title: Text
    unit: Text
    definition: Text
    source: str
    worked: tuple[Worked, ...]
    formula: str = ""
    interval: Text = NO_CHANCE
    by_sex: bool = False
    public: bool = True
    accountable: bool = False
    optional_categories: tuple[str, ...] = ()  # left out where there are none
    needs_recording: bool = False  # told by days of recording, not of happening

    def __post_init__(self) -> None:
        if not self.worked:
            raise ValueError(f"measure {self.key}: no worked example, no definition")
        if self.accountable and not isinstance(self, Proportion):
            raise ValueError(
                f"measure {self.key}: only a share of what was done well can be "
                "accountable; counts and rates of births and deaths never are"
            )
        for worked in self.worked:
            unknown = set(worked.expected) - set(self.categories)
            if unknown:
                raise ValueError(f"measure {self.key}: no categories {sorted(unknown)}")

    @property
    def counts(self) -> Mapping[str, Quantity]:
        """The quantities it is made of, by name."""
        raise NotImplementedError(type(self).__name__)

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of its figures; one empty label where it has none."""
        raise NotImplementedError(type(self).__name__)

    def figure(self, counts: Counts, sex: str = "total") -> Figure:
        """Its figure, from arrays (areas, periods, groups) of its quantities."""
        raise NotImplementedError(type(self).__name__)


@dataclass(frozen=True, kw_only=True, eq=False)
class Count(Measure):
    """A number of persons, events or years, as counted."""

    of: Quantity

    @property
    def counts(self) -> Mapping[str, Quantity]:
        """The quantities it is made of, by name."""
        return {"of": self.of}

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of its figures."""
        labels = self.of.labels
        return labels if len(labels) > 1 else ("",)

    def figure(self, counts: Counts, sex: str = "total") -> Figure:
        """Its figure, from the arrays of its quantities."""
        return figure(counts["of"], numerator=counts["of"])


@dataclass(frozen=True, kw_only=True, eq=False)
class Rate(Measure):
    """Events over exposure, times `per`; exact Poisson interval (Garwood 1936)."""

    events: Events
    exposure: Quantity
    per: float
    interval: Text = GARWOOD

    @property
    def counts(self) -> Mapping[str, Quantity]:
        """The quantities it is made of, by name."""
        return {"events": self.events, "exposure": self.exposure}

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of its figures."""
        return self.events.labels

    def figure(self, counts: Counts, sex: str = "total") -> Figure:
        """Its figure, from the arrays of its quantities."""
        events, exposure = counts["events"], counts["exposure"]
        low, high = intervals.poisson_interval(events)
        return figure(
            over(events, exposure) * self.per,
            interval=(over(low, exposure) * self.per, over(high, exposure) * self.per),
            numerator=events,
            denominator=exposure,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Balance(Measure):
    """What is added less what is taken away, over exposure, times `per`."""

    plus: Quantity
    minus: Quantity
    exposure: Quantity
    per: float
    chance: bool = True  # whether the two are events, to which chance belongs

    @property
    def counts(self) -> Mapping[str, Quantity]:
        """The quantities it is made of, by name."""
        return {"plus": self.plus, "minus": self.minus, "exposure": self.exposure}

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of its figures."""
        return ("",)

    def figure(self, counts: Counts, sex: str = "total") -> Figure:
        """Its figure, from the arrays of its quantities."""
        plus, minus, exposure = counts["plus"], counts["minus"], counts["exposure"]
        interval = None
        if self.chance:
            low, high = intervals.difference_interval(plus, minus)
            interval = over(low, exposure) * self.per, over(high, exposure) * self.per
        return figure(
            over(plus - minus, exposure) * self.per,
            interval=interval,
            numerator=plus - minus,
            denominator=exposure,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Proportion(Measure):
    """The share of `whole` that is `part`, per cent; Wilson interval."""

    part: Quantity
    whole: Quantity
    interval: Text = WILSON

    @property
    def counts(self) -> Mapping[str, Quantity]:
        """The quantities it is made of, by name."""
        return {"part": self.part, "whole": self.whole}

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of its figures."""
        labels = self.part.labels
        return labels if len(labels) > 1 else ("",)

    def figure(self, counts: Counts, sex: str = "total") -> Figure:
        """Its figure, from the arrays of its quantities."""
        part, whole = counts["part"], counts["whole"]
        low, high = intervals.proportion_interval(part, whole)
        return figure(
            over(part, whole) * 100,
            interval=(low * 100, high * 100),
            numerator=part,
            denominator=whole,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Ratio(Measure):
    """One of two kinds of event for each hundred of the other; exact interval."""

    first: Events
    second: Events
    interval: Text = CLOPPER_PEARSON

    @property
    def counts(self) -> Mapping[str, Quantity]:
        """The quantities it is made of, by name."""
        return {"first": self.first, "second": self.second}

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of its figures."""
        return self.first.labels

    def figure(self, counts: Counts, sex: str = "total") -> Figure:
        """Its figure, from the arrays of its quantities."""
        first, second = counts["first"], counts["second"]
        low, high = intervals.ratio_interval(first, second)
        return figure(
            over(first, second) * 100,
            interval=(low * 100, high * 100),
            numerator=first,
            denominator=second,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Quotient(Measure):
    """One counted number over another, times `per`; no interval."""

    top: Quantity
    bottom: Quantity
    per: float = 1

    @property
    def counts(self) -> Mapping[str, Quantity]:
        """The quantities it is made of, by name."""
        return {"top": self.top, "bottom": self.bottom}

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of its figures."""
        return ("",)

    def figure(self, counts: Counts, sex: str = "total") -> Figure:
        """Its figure, from the arrays of its quantities."""
        top, bottom = counts["top"], counts["bottom"]
        return figure(over(top, bottom) * self.per, numerator=top, denominator=bottom)


@dataclass(frozen=True, kw_only=True, eq=False)
class Derived(Measure):
    """Counts handed to the science: `function` takes them by name, and the sex."""

    of: Mapping[str, Quantity]
    function: Callable[[Counts, str], Figure]
    labels: tuple[str, ...] = ("",)

    @property
    def counts(self) -> Mapping[str, Quantity]:
        """The quantities it is made of, by name."""
        return self.of

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of its figures."""
        return self.labels

    def figure(self, counts: Counts, sex: str = "total") -> Figure:
        """Its figure, from the arrays of its quantities."""
        return self.function(counts, sex)
