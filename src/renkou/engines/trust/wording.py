"""How findings say what was seen, in both languages; always of an office."""

from __future__ import annotations

from datetime import date

from renkou.schema.text import Text

MOST = 1e-6  # smaller chances are said as less than one in a million


def chance(p: float) -> Text:
    """A probability as one in so many.

    >>> chance(0.0004), chance(1e-9).en, chance(0.4).en
    (Text(en='1 in 2,500', zh='1/2,500'), 'less than 1 in 1,000,000', '40 in 100')
    """
    if p < MOST:
        return Text("less than 1 in 1,000,000", "不到百万分之一")
    if p > 0.1:
        return Text(f"{100 * p:.0f} in 100", f"{100 * p:.0f}%")
    odds = 1 / p
    step = 10 ** max(len(str(int(odds))) - 2, 0)
    text = f"{round(odds / step) * step:,.0f}"
    return Text(f"1 in {text}", f"1/{text}")


def by_chance(p: float, areas: int) -> Text:
    """How sure: the chance, and of how many areas it was the least."""
    odds = chance(p)
    return Text(
        f"By chance alone: {odds.en}, among {areas} areas looked at.",
        f"纯属偶然的可能性：{odds.zh}（共检查{areas}个地区）。",
    )


def per_cent(share: float) -> str:
    """A share as per cent, with a decimal below ten.

    >>> per_cent(0.034), per_cent(0.62)
    ('3.4%', '62%')
    """
    places = 1 if share < 0.1 else 0
    return f"{100 * share:.{places}f}%"


def month_name(name: str) -> Text:
    """A month such as 2024-03 in words.

    >>> month_name("2024-03")
    Text(en='March 2024', zh='2024年3月')
    """
    day = date.fromisoformat(f"{name}-01")
    return Text(f"{day:%B} {day.year}", f"{day.year}年{day.month}月")


def discovery(rate: float) -> Text:
    """The stated rate of a detector held by false discovery."""
    return Text(
        f"Of what it flags on a day, {per_cent(rate)} or less is false on average; "
        f"where nothing is wrong it flags anything in {per_cent(rate)} of checks.",
        f"每次检查所提示者，平均误报不超过{per_cent(rate)}；"
        f"若各处均无问题，约{per_cent(rate)}的检查会出现误报。",
    )
