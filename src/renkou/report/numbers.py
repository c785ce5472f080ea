"""Numbers as readers of English and of Chinese write them.

Minus is U+2212. Digits follow the interval: a figure has no more decimals than the
half-width of its interval bears. Chinese counts go by 万 and 亿. A missing figure is
an en dash; zero is 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import Enum

from renkou.schema.text import Text

MISSING = Text("–", "–")
MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


@dataclass(frozen=True, slots=True)
class _Form:
    decimals: int
    zh_suffix: str = ""
    en_suffix: str = ""
    count: bool = False


class Form(Enum):
    """How figures of one unit are written."""

    COUNT = _Form(0, count=True)
    RATE = _Form(2, zh_suffix="‰")
    PERCENT = _Form(1, zh_suffix="%", en_suffix="%")
    YEARS = _Form(1, zh_suffix=" 岁")
    CHILDREN = _Form(2)
    RATIO = _Form(1)
    PERSONS = _Form(2, zh_suffix=" 人")

    @classmethod
    def of(cls, measure: str, unit: Text) -> Form:
        """The form of a measure, by its unit; households' size is a mean of persons.

        >>> Form.of("crude-birth-rate", Text("per 1,000", "‰")).name
        'RATE'
        """
        if measure == "household-size":
            return cls.PERSONS
        return cls._of_unit(unit.en)

    @classmethod
    def _of_unit(cls, unit: str) -> Form:
        for start, form in _OF_UNIT.items():
            if unit.startswith(start):
                return form
        return cls.COUNT


_OF_UNIT = {
    "per 1,000": Form.RATE,
    "per cent": Form.PERCENT,
    "years": Form.YEARS,
    "children": Form.CHILDREN,
    "per 100": Form.RATIO,
    "persons per km": Form.RATIO,
    "per head": Form.PERSONS,
}


def decimals(form: Form, lower: float | None, upper: float | None) -> int:
    """How many decimals a figure with this interval bears.

    >>> decimals(Form.RATE, 6.52, 6.70), decimals(Form.RATE, 3.0, 10.0)
    (2, 0)
    """
    most = form.value.decimals
    if form.value.count or lower is None or upper is None:
        return most
    half = (upper - lower) / 2
    return most if half <= 0 else min(most, max(0, math.ceil(-math.log10(half) - 1e-9)))


def plain(value: float, places: int = 0) -> str:
    """Digits with thousands commas and a true minus.

    >>> plain(-1234.5, 1)
    '−1,234.5'
    """
    text = f"{abs(value):,.{places}f}"
    negative = value < 0 and any(digit in text for digit in "123456789")
    return f"−{text}" if negative else text


def signed(value: float, places: int = 0) -> str:
    """A change: + or − before it, nothing before zero.

    >>> signed(0.42, 2), signed(-0.001, 2)
    ('+0.42', '0.00')
    """
    text = plain(value, places)
    rises = value > 0 and any(digit in text for digit in "123456789")
    return f"+{text}" if rises else text


def ten_thousands(value: float, *, space: str = " ") -> str:
    """A Chinese count: 万 from ten thousand on, 亿 from a hundred million on.

    >>> ten_thousands(3_032_600), ten_thousands(8_830), ten_thousands(1.2e8)
    ('303.26 万', '8,830', '1.20 亿')
    """
    size = round(abs(value))
    if size >= 10**8:
        return f"{plain(value / 10**8, 2)}{space}亿"
    if size >= 10**4:
        return f"{plain(value / 10**4, 2)}{space}万"
    return plain(value)


def count(value: float) -> Text:
    """A count for a table cell.

    >>> count(3_032_600)
    Text(en='3,032,600', zh='303.26 万')
    """
    return Text(plain(value), ten_thousands(value))


def count_in_text(value: float) -> Text:
    """A count within a sentence: no space before 万."""
    return Text(plain(value), ten_thousands(value, space=""))


def amount(value: float | None, form: Form, places: int) -> Text:
    """A figure with its unit's sign, for a value cell."""
    if value is None:
        return MISSING
    if form.value.count:
        return count(value)
    text = plain(value, places)
    return Text(text + form.value.en_suffix, text + form.value.zh_suffix)


def bare(value: float | None, form: Form, places: int) -> Text:
    """A figure whose unit stands elsewhere in its row."""
    if value is None:
        return MISSING
    return count(value) if form.value.count else _same(plain(value, places))


def interval(lower: float | None, upper: float | None, form: Form, places: int) -> Text:
    """The interval of a figure; a dash where it has none.

    >>> interval(6.52, 6.70, Form.RATE, 2)
    Text(en='6.52 – 6.70', zh='6.52～6.70')
    >>> interval(-4.96, -4.66, Form.RATE, 2).en
    '−4.96 to −4.66'
    """
    if lower is None or upper is None:
        return MISSING
    low, high = plain(lower, places), plain(upper, places)
    joint = " to " if lower < 0 or upper < 0 else " – "
    if form.value.count:
        return Text(low + joint + high, _counts_apart(lower, upper))
    return Text(low + joint + high, f"{low}～{high}")


def _counts_apart(lower: float, upper: float) -> str:
    low, high = ten_thousands(lower), ten_thousands(upper)
    if low[-1] == high[-1] and low[-1] in "万亿":
        return f"{low[:-2]}～{high}"
    return f"{low}～{high}"


def change(value: float | None, form: Form, places: int, base: float | None) -> Text:
    """A change since `base`: per cent of a count, else the difference itself.

    >>> change(-23_500, Form.COUNT, 0, 3_056_100).en
    '−0.8%'
    """
    if value is None:
        return MISSING
    if not form.value.count:
        return _same(signed(value, places))
    return _same(f"{signed(100 * value / base, 1)}%") if base else MISSING


def long_date(day: date) -> Text:
    """A day.

    >>> long_date(date(2025, 12, 31))
    Text(en='31 Dec 2025', zh='2025年12月31日')
    """
    return Text(
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    )


def short_month(day: date) -> Text:
    """The month of a day, for an axis."""
    return Text(MONTHS[day.month - 1], f"{day.month}月")


def _same(text: str) -> Text:
    return Text(text, text)
