"""Package data as columns of text and of numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.str_]
A = TypeVar("A", bound=npt.NDArray[Any])


def frozen(array: A) -> A:
    """`array`, made read-only: what is cached must not be changed by a reader."""
    array.setflags(write=False)
    return array


@cache
def columns(file: str) -> Mapping[str, Texts]:
    """The columns of the CSV file `file` of the package data, as text.

    >>> list(columns("wpp2019_pasfr.csv"))
    ['iso3', 'period', 'age', 'pasfr']
    """
    path = files(__package__) / "data" / file
    header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    cells = np.array(rows, dtype=np.str_)
    return MappingProxyType({name: cells[:, i] for i, name in enumerate(header)})


def numbers(text: Texts) -> Floats:
    """`text` as numbers; NaN where the source has an empty cell.

    >>> numbers(np.array(["1.5", ""]))
    array([1.5, nan])
    """
    return np.where(text == "", "nan", text).astype(np.float64)


def one_of(argument: str, value: object, known: Iterable[object]) -> None:
    """Refuse `value` for `argument` unless it is one of `known`.

    >>> one_of("year", 2015, (2010, 2020))
    Traceback (most recent call last):
    ValueError: year: 2015 is not one of 2010, 2020
    """
    options = list(known)
    if value not in options:
        listed = ", ".join(str(option) for option in options)
        raise ValueError(f"{argument}: {value!r} is not one of {listed}")
