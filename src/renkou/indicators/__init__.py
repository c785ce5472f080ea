"""The city's measures, by key."""

from __future__ import annotations

from types import MappingProxyType

from renkou.definitions import Measure

from . import ageing, births, deaths, households, marriages, moves, population

MEASURES = MappingProxyType(
    {
        measure.key: measure
        for room in (population, ageing, births, deaths, marriages, moves, households)
        for measure in room.ALL
        if isinstance(measure, Measure)
    }
)

__all__ = ["MEASURES"]
