"""Names of areas: the name proper, apart from the kind of office that follows it."""

from __future__ import annotations

import re

_OFFICE = re.compile(r"(村民委员会|居民委员会|村委会|居委会|办事处)$")
_KIND = re.compile(r"(社区|街道|村|镇|乡|县|区|市)$")


def proper_name(name: str) -> str:
    """The name without its office and its kind, so that a rise in rank is no new name.

    >>> proper_name("河坝街社区居委会"), proper_name("隆昌县")
    ('河坝街', '隆昌')
    """
    without_office = _OFFICE.sub("", name) or name
    return _KIND.sub("", without_office) or without_office


def is_village(name: str) -> bool:
    """Whether the office is a village committee's and not a community's.

    >>> is_village("河坝街社区居委会"), is_village("龙洞村村委会")
    (False, True)
    """
    return name.endswith(("村委会", "村民委员会", "村"))


def is_respelt(old: str, new: str) -> bool:
    """Whether two proper names are near: one holds the other, or one mark differs.

    >>> is_respelt("余家坝", "余坝"), is_respelt("盘坨", "盘陀")
    (True, True)
    >>> is_respelt("人民", "鲶鱼")
    False
    """
    short, long = sorted((old, new), key=len)
    if short in long:
        return True
    if len(short) == len(long):
        return len(old) > 1 and sum(a != b for a, b in zip(old, new, strict=True)) == 1
    return len(short) > 1 and any(
        short == long[:i] + long[i + 1 :] for i in range(len(long))
    )
