"""The population that a plan starts from, in single ages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from renkou.chance.input_rules import Floats

from .catalogue import OLDEST
from .units import COUNT, require
from .wording import PlanError, Wording

_SINGLE = 40  # more age groups than this are single years
_SEXES = (("male", "男"), ("female", "女"))
_HALF_LIFE = 4.0  # years in which half of those in an open group are gone


def base_population(base: Mapping[str, Any]) -> Floats:
    """The base, (2, 101), persons by single age up to 100 and over.

    `population` is {male, female}, each a list by age group, or two such lists, or
    tables of age, male, female; `age` their lower bounds, else five-year groups from 0
    (single years if there are more than 40), the last open.
    """
    counts, given = _by_sex(base)
    age = _ages(base.get("age", given), counts.shape[1])
    where = Wording("base", "base")
    scale = require(base.get("unit", "persons"), COUNT, where, "population")
    return single_ages(counts * scale, age)


def _by_sex(base: Mapping[str, Any]) -> tuple[Floats, object]:
    """Persons, (2, A), and the ages that stand with them, if any."""
    given = base.get("population")
    if given is None and ("male" in base or "female" in base):
        given = {key: base[key] for key in ("male", "female") if key in base}
    if given is None and "file" in base:
        raise PlanError(
            f"base: names the file {base['file']!r}, which must be read first. Run "
            "`renkou plan check`, or give population by age and sex.",
            f"base：所列文件“{base['file']}”须先读入。请运行renkou plan check，"
            "或直接给出分年龄、性别的population。",
        )
    if given is None:
        raise PlanError(
            "base: has no population. Give population by age and sex, such as "
            "population = { male = […], female = […] }, or file.",
            "base：缺少人口数。请给出分年龄、性别的population，如"
            "population = { male = […], female = […] }，或给出file。",
        )
    rows, age = _rows(given)
    lists = [_numbers(row, place) for row, place in zip(rows, _SEXES, strict=True)]
    if lists[0].shape != lists[1].shape:
        raise PlanError(
            f"base: population has {lists[0].size} age groups of males and "
            f"{lists[1].size} of females. Give the same groups for both.",
            f"base：population中男性有{lists[0].size}个年龄组，女性有{lists[1].size}个。"
            "请给出相同的年龄组。",
        )
    return np.stack(lists), age


def _rows(given: object) -> tuple[list[object], object]:
    """Males and females, each by age group, and the ages where they are given."""
    if isinstance(given, Mapping) and {"male", "female"} <= given.keys():
        return [given["male"], given["female"]], given.get("age")
    if isinstance(given, np.ndarray):
        given = given.tolist()
    listed = list(given) if isinstance(given, list | tuple) else []
    by_age = [x for x in listed if isinstance(x, Mapping)]
    if by_age and len(by_age) == len(listed):
        columns = [[x.get(key) for x in by_age] for key in ("male", "female", "age")]
        return list(columns[:2]), columns[2] if "age" in by_age[0] else None
    if len(listed) == 2:
        return listed, None
    raise PlanError(
        "base: population is needed by age and sex: male and female, each a list by "
        "age group. A total alone does not say who will be of which age.",
        "base：population须分年龄、性别：male与female各为按年龄组排列的列表。"
        "仅有总数无法推知各年龄人数。",
    )


def _numbers(row: object, sex: tuple[str, str]) -> Floats:
    try:
        found = np.asarray(row, dtype=np.float64)
    except (TypeError, ValueError):
        found = np.empty(0)
    if found.ndim != 1 or found.size < 3:
        raise PlanError(
            f"base: population of {sex[0]} must be a list of numbers, three age groups "
            "or more.",
            f"base：population的{sex[1]}性应为数字列表，至少三个年龄组。",
        )
    bad = ~(np.isfinite(found) & (found >= 0))
    if bad.any():
        index = int(np.argmax(bad))
        raise PlanError(
            f"base: population of {sex[0]} is {found[index]} in age group {index}; it "
            "must be a number of 0 or more.",
            f"base：population的{sex[1]}性第{index}个年龄组为{found[index]}；"
            "应为不小于0的数字。",
        )
    if not found.sum() > 0:
        raise PlanError(
            f"base: population of {sex[0]} is 0 at all ages; nothing can be projected.",
            f"base：population的{sex[1]}性各年龄均为0，无法推算。",
        )
    return found


def _ages(given: object, groups: int) -> Floats:
    if given is None:
        width = 1 if groups > _SINGLE else 5
        return np.arange(groups, dtype=np.float64) * width
    listed = list(given) if isinstance(given, list | tuple) else []
    bounds = [re.match(r"\d+", str(x).strip()) for x in listed]
    age = np.array([float(b[0]) for b in bounds if b is not None])
    rises = age.size == groups == len(listed) and bool(np.all(np.diff(age) > 0))
    if not rises or age[0] != 0:
        raise PlanError(
            f"base: age must be {groups} rising lower bounds from 0, one for "
            "each group "
            "of the population.",
            f"base：age应为自0起递增的{groups}个年龄组下限，与population一一对应。",
        )
    return age


def single_ages(counts: npt.ArrayLike, age: npt.ArrayLike) -> Floats:
    """Persons by single age to 100+, (..., 101), from groups (..., A) from `age` on.

    A monotone cubic through the sums up to each bound (Fritsch and Carlson 1980), so
    that every group keeps its total and nothing is negative; the open group falls by
    half every four years.

    >>> single_ages([[50.0, 40.0, 10.0]], [0, 5, 10]).round(1)[0, :6].tolist()
    [10.8, 10.4, 10.0, 9.6, 9.1, 8.7]
    """
    from scipy.interpolate import PchipInterpolator

    groups, bounds = np.asarray(counts, np.float64), np.asarray(age, np.float64)
    keep = bounds <= OLDEST
    last = int(keep.sum()) - 1
    closed = groups[..., :last]
    open_ = groups[..., last:].sum(axis=-1)
    oldest = int(bounds[last])
    single = np.zeros((*groups.shape[:-1], OLDEST + 1))
    if last:
        sums = np.cumsum(np.insert(closed, 0, 0.0, axis=-1), axis=-1)
        smooth = PchipInterpolator(bounds[: last + 1], sums, axis=-1)
        single[..., :oldest] = np.diff(smooth(np.arange(oldest + 1)), axis=-1)
    tail = 0.5 ** (np.arange(OLDEST + 1 - oldest) / _HALF_LIFE)
    single[..., oldest:] = open_[..., None] * tail / tail.sum()
    kept: Floats = np.maximum(single, 0.0)
    return kept
