"""What the categories of measures are called."""

from __future__ import annotations

from renkou.schema.text import Text

NAMES = {
    "not-stated": Text("not stated", "未说明"),
    "women": Text("number of women", "育龄妇女人数"),
    "age-structure": Text("age structure", "年龄结构"),
    "rates": Text("rates", "生育率"),
}
AGE, ORDER, CHILDREN, PART = (
    Text("Age", "年龄"),
    Text("Order", "孩次"),
    Text("Children", "子女数"),
    Text("Part", "因素"),
)
HEADS = {
    "births-by-order": ORDER,
    "sex-ratio-at-birth-by-order": ORDER,
    "women-by-children": CHILDREN,
    "births-decomposition": PART,
}


def category_name(category: str) -> Text:
    """A category as it is read.

    >>> category_name("25-29").en
    '25–29'
    """
    dashed = category.replace("-", "–")
    return NAMES.get(category, Text(dashed, dashed))


def category_head(measure: str) -> Text:
    """What the categories of a measure are: ages, unless it says otherwise."""
    return HEADS.get(measure, AGE)
