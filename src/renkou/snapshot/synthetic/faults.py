"""The faults that can be planted, those that are by default, and FAULTS.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from renkou.schema.problem import Problem
from renkou.schema.suggestion import meant

EXTRACTS = ("public_security", "health", "civil_affairs", "social_security")
OFFICE, PAPER = "office", "paper"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault: where it is made, and what its strength says, if anything."""

    made_in: str
    strength: str | None = None
    lowest: float = 0.0
    highest: float = 1.0
    usual: float | None = None


KINDS = {
    "late": Kind(OFFICE, "median delay in days", 1, 3650, 90),
    "omitted": Kind(OFFICE),
    "invented": Kind(OFFICE, "smallest mean that is invented", 0, 1_000_000, 5),
    "missing": Kind(PAPER),
    "doubled": Kind(PAPER),
    "no_number": Kind(PAPER),
    "mistyped": Kind(PAPER, "share with a check digit that passes", 0, 1, 0.5),
    "name_variant": Kind(PAPER),
    "wrong_date": Kind(PAPER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault to plant.

    `share` is drawn between its bounds, for each extract anew; of an office's fault it
    is the share of the births (`late`, `omitted`) or months (`invented`). `areas` are
    2023 codes, or how many townships to draw, or None for everywhere. `since` is the
    first day concerned: of the event in an office, of the record in an extract.
    """

    kind: str
    share: tuple[float, float]
    areas: tuple[str, ...] | int | None = None
    since: date | None = None
    strength: float | None = None
    extracts: tuple[str, ...] = EXTRACTS


DEFAULTS = (
    Fault(kind="omitted", share=(0.15, 0.15), areas=6, since=date(2019, 1, 1)),
    Fault(kind="late", share=(1.0, 1.0), areas=6, strength=90),
    Fault(kind="invented", share=(1.0, 1.0), areas=8, strength=5),
    Fault(kind="missing", share=(0.03, 0.08)),
    Fault(kind="doubled", share=(0.005, 0.005)),
    Fault(kind="no_number", share=(0.02, 0.02)),
    Fault(kind="mistyped", share=(0.01, 0.01), strength=0.5),
    Fault(kind="name_variant", share=(0.03, 0.03)),
    Fault(kind="wrong_date", share=(0.005, 0.005)),
)


def read_faults(path: str | Path) -> tuple[Fault, ...]:
    """The faults of a FAULTS.toml, which are planted in place of the default ones.

    One table a fault, named for its kind, or an array of tables for several of a kind.
    Raises Problem with the place and the mend for whatever does not fit.

    >>> _ = Path("faults.toml").write_text("[late]\\nshare = 1\\nareas = 2\\n")
    >>> read_faults("faults.toml")[0].strength
    90
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(
            f"{file}: this is not TOML in UTF-8 ({error}). Mend that place.",
            f"{file}：不是UTF-8编码的TOML（{error}）。请修正该处。",
        ) from error
    except OSError as error:
        raise Problem(
            f"{file}: it could not be read ({error.strerror}). Check the name.",
            f"{file}：无法读取（{error.strerror}）。请核对文件名。",
        ) from error
    found: list[Fault] = []
    for kind, given in tables.items():
        if kind not in KINDS:
            hint = meant(kind, KINDS)
            raise Problem(
                f"{file}: no such fault: {kind}. {hint.en}",
                f"{file}：没有这种差错：{kind}。{hint.zh}",
            )
        several = given if isinstance(given, list) else [given]
        for place, table in enumerate(several, 1):
            where = f"{file} [{kind}]" + (f" ({place})" if len(several) > 1 else "")
            found.append(_Reader(where, kind, table).fault())
    return tuple(found)


class _Reader:
    """Reads one table of FAULTS.toml; `where` opens every message."""

    def __init__(self, where: str, kind: str, table: Any) -> None:
        self.where, self.kind, self.table = where, kind, table

    def fault(self) -> Fault:
        if not isinstance(self.table, dict):
            raise self._no(f"[{self.kind}]", "a table", "一个表")
        known = ("share", "areas", "from", "strength", "extracts")
        for key in self.table:
            if key not in known:
                hint = meant(key, known)
                raise Problem(
                    f"{self.where}: no such key: {key}. {hint.en}",
                    f"{self.where}：没有这个键：{key}。{hint.zh}",
                )
        fault = Fault(
            kind=self.kind,
            share=self._share(),
            areas=self._areas(),
            since=self._since(),
            strength=self._strength(),
        )
        return replace(fault, extracts=self._extracts())

    def _no(self, key: str, en: str, zh: str) -> Problem:
        value = self.table.get(key) if isinstance(self.table, dict) else self.table
        return Problem(
            f"{self.where}: {key} is {value!r}; it must be {en}.",
            f"{self.where}：{key}的值为{value!r}，应为{zh}。",
        )

    def _share(self) -> tuple[float, float]:
        value = self.table.get("share")
        bounds = value if isinstance(value, list) else [value, value]
        fits = len(bounds) == 2 and all(_number(v, 0, 1) for v in bounds)
        if not fits or bounds[0] > bounds[1]:
            raise self._no(
                "share",
                "a number from 0 to 1, or two such as [0.03, 0.08]",
                "0到1的数，或两个数如[0.03, 0.08]",
            )
        return float(bounds[0]), float(bounds[1])

    def _areas(self) -> tuple[str, ...] | int | None:
        value = self.table.get("areas")
        if value is None and KINDS[self.kind].made_in == PAPER:
            return None
        if type(value) is int and value >= 1:
            return value
        texts = isinstance(value, list) and all(isinstance(v, str) for v in value)
        if not texts or not value:
            raise self._no(
                "areas",
                "how many townships to draw, or a list of 2023 codes such as "
                '["511002001"]',
                '随机抽取的乡镇数，或2023年代码的列表，如["511002001"]',
            )
        return tuple(value)

    def _since(self) -> date | None:
        value = self.table.get("from")
        if value is None or type(value) is date:
            return value
        raise self._no(
            "from",
            "a date such as 2019-01-01, without quotes",
            "日期，如2019-01-01，不加引号",
        )

    def _strength(self) -> float | None:
        kind, value = KINDS[self.kind], self.table.get("strength")
        if kind.strength is None:
            if value is not None:
                raise Problem(
                    f"{self.where}: {self.kind} has no strength. Leave it out.",
                    f"{self.where}：{self.kind}没有strength，请删去。",
                )
            return None
        if value is None:
            return kind.usual
        if not _number(value, kind.lowest, kind.highest):
            raise self._no(
                "strength",
                f"the {kind.strength}, from {kind.lowest:g} to {kind.highest:g}",
                f"{kind.lowest:g}到{kind.highest:g}的数",
            )
        return float(value)

    def _extracts(self) -> tuple[str, ...]:
        value = self.table.get("extracts")
        if value is None:
            return EXTRACTS
        if KINDS[self.kind].made_in == OFFICE:
            raise Problem(
                f"{self.where}: {self.kind} is made in an office, not in an extract. "
                "Leave extracts out.",
                f"{self.where}：{self.kind}发生在登记机关，与部门数据无关，请删去extracts。",
            )
        if not isinstance(value, list) or not value or set(value) - set(EXTRACTS):
            names = ", ".join(EXTRACTS)
            raise self._no("extracts", f"a list of {names}", f"列表，可含{names}")
        return tuple(dict.fromkeys(value))


def _number(value: Any, low: float, high: float) -> bool:
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    return fits and low <= value <= high
