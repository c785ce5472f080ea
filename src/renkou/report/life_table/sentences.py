"""What a life table says in words, and what it warns of."""

from __future__ import annotations

from renkou.schema.text import Text

from ..numbers import count_in_text, plain
from .lives import FEW, LABELS, Lives, Smoothed


def lead(lives: Lives, small: Smoothed | None) -> Text:
    """Life expectancy, its interval, and what it is made of."""
    died, lived = count_in_text(lives.number), count_in_text(float(lives.lived.sum()))
    made = Text(
        f"{died.en} deaths in {lived.en} person-years",
        f"{lived.zh}人年中死亡{died.zh}人",
    )
    if lives.built:
        e0, low, high = (plain(v, 1) for v in lives.e0)
        return Text(
            f"{lives.name.en}: life expectancy at birth is {e0} years, 95% interval "
            f"{low} – {high}, from {made.en}.",
            f"{lives.name.zh}：出生时预期寿命{e0}岁，95%区间{low}～{high}岁，"
            f"依据{made.zh}。",
        )
    if small is not None:
        e0, low, high = (plain(v, 1) for v in (small.e0, small.low, small.high))
        return Text(
            f"{lives.name.en}: {made.en} are too few for a table of its own. Borrowing "
            f"from other areas, life expectancy is {e0} years, 95% interval "
            f"{low} – {high}.",
            f"{lives.name.zh}：{made.zh}，不足以单独编制生命表。"
            f"借助其他地区估计，预期寿命{e0}岁，95%区间{low}～{high}岁。",
        )
    return Text(
        f"{lives.name.en}: {made.en} are too few for a life table.",
        f"{lives.name.zh}：{made.zh}，不足以编制生命表。",
    )


def warnings(lives: Lives, small: Smoothed | None) -> list[Text]:
    """What is too few, and what to read instead."""
    found = []
    if lives.number < FEW:
        died = count_in_text(lives.number)
        found.append(
            Text(
                f"{died.en} deaths are fewer than {FEW}: take more years together, or "
                "read the value that borrows from other areas.",
                f"死亡{died.zh}人，不足{FEW}人：请合并更多年份，或参看借助其他地区的估计值。",
            )
        )
    none = [
        label.replace("-", "–")
        for label, died in zip(LABELS, lives.deaths, strict=True)
        if not died > 0
    ]
    if none:
        found.append(
            Text(
                f"Nobody died at {', '.join(none)}: the table takes the risk there for "
                "0, and its interval is too narrow.",
                f"{'、'.join(none)}岁无死亡：表中该处风险视为0，区间因此偏窄。",
            )
        )
    if small is not None:
        e0, low, high = (plain(v, 1) for v in (small.e0, small.low, small.high))
        found.append(
            Text(
                f"Borrowing from {small.areas} areas (empirical Bayes): {e0} years, "
                f"95% interval {low} – {high}.",
                f"借助{small.areas}个地区（经验贝叶斯）：{e0}岁，95%区间{low}～{high}岁。",
            )
        )
    return found
