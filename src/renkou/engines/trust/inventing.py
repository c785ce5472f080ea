"""Reported counts: against the records, the neighbours, chance and the year before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from renkou.integrity.control_limits import false_discovery
from renkou.integrity.digits import last_two_digits, too_smooth
from renkou.integrity.signs import differing, near, same_each_year
from renkou.schema.text import Text

from .finding import Detector, Finding
from .register import NOWHERE, Register
from .reports import Reports
from .wording import by_chance, discovery, per_cent

Floats = npt.NDArray[np.float64]
RATE = 0.05
FEWEST_MONTHS = 36
SPAN = 25  # months of the moving mean that an office's own level is taken from
DIGITS_FROM = 100.0  # median count from which last digits say anything
KIND = {"births": Text("births", "出生"), "deaths": Text("deaths", "死亡")}
WHY = Text(
    "Counts of real events vary from month to month. Estimates, a copied file or "
    "figures smoothed on purpose do not; nor does a form that carries over the last "
    "entry.",
    "真实事件的月度计数会波动；估算、复制或修匀的数字则不会，沿用上期填报的表格也不会。",
)
SETTLE = Text(
    "Ask for the list of persons behind three of the months, drawn by lot.",
    "随机抽取三个月，调取数字背后的人员名单。",
)


class Seen(NamedTuple):
    """A test's p for each office (NaN: refused), its score, and what it says."""

    p: Floats
    score: Floats
    what: Callable[[int], Text]


Rows = Sequence[int]
_Test = Callable[[Reports, int, Rows], Seen]


@dataclass(frozen=True, eq=False)
class Inventions:
    """The findings, and for each kind and test how many offices it could judge."""

    findings: tuple[Finding, ...]
    judged: dict[str, int]
    detectors: tuple[Detector, ...]


def inventions(
    reports: tuple[Reports, ...], register: Register, names: tuple[Text, ...]
) -> Inventions:
    """Every sign of invented counts as reported by the register's day."""
    findings: list[Finding] = []
    judged: dict[str, int] = {}
    detectors: dict[str, Detector] = {}
    for each in reports:
        for key, test in _TESTS.items():
            seen = test(each, each.months.count, range(len(each.codes)))
            able = ~np.isnan(seen.p)
            judged[key] = max(judged.get(key, 0), int(able.sum()))
            detector = _detector(key, each, able)
            detectors.setdefault(key, detector)
            findings += _found(key, test, seen, each, detector, register, names)
    return Inventions(tuple(findings), judged, tuple(detectors.values()))


def flagged_offices(reports: Reports) -> dict[str, npt.NDArray[np.int64]]:
    """For each test the places of the offices that it flags; for those who measure it.

    >>> from renkou.engines.trust.months import Months
    >>> months = Months(490, 48)
    >>> made = np.tile(np.arange(20.0, 32), (5, 4))
    >>> codes = tuple(f"51102410{i}000" for i in range(5))
    >>> flagged_offices(
    ...     Reports("births", months, codes, np.arange(5), made, None)
    ... )["same-each-year"].tolist()
    [0, 1, 2, 3, 4]
    """
    every = range(len(reports.codes))
    return {
        key: np.flatnonzero(_flags(test(reports, reports.months.count, every)))
        for key, test in _TESTS.items()
    }


def _found(
    key: str,
    test: _Test,
    seen: Seen,
    reports: Reports,
    detector: Detector,
    register: Register,
    names: tuple[Text, ...],
) -> list[Finding]:
    flagged = np.flatnonzero(_flags(seen) & (reports.area != NOWHERE))
    if not flagged.size:
        return []
    since = _since(test, reports, flagged)
    last = reports.months.name(_last_reported(reports))
    n = int((~np.isnan(seen.p)).sum())
    return [
        Finding(
            detector=detector,
            area=register.units[int(reports.area[i])].code,
            name=names[int(reports.area[i])],
            period=last,
            score=float(seen.score[i]),
            p=float(seen.p[i]),
            found_on=since[int(i)],
            what=seen.what(int(i)),
            sure=by_chance(float(seen.p[i]), n),
            why=WHY,
        )
        for i in flagged
    ]


def _flags(seen: Seen) -> npt.NDArray[np.bool_]:
    able = ~np.isnan(seen.p)
    flags = np.zeros(len(seen.p), dtype=bool)
    if able.any():
        flags[able] = false_discovery(seen.p[able], rate=RATE / 2).flagged
    return flags


def _since(
    test: _Test,
    reports: Reports,
    flagged: npt.NDArray[np.int64],
) -> dict[int, date]:
    """The first look, half a year apart, from which each is flagged without a break."""
    months = reports.months
    since = {int(i): months.last_day(months.count - 1) for i in flagged}
    limit = RATE / 2 / len(reports.codes)  # of each office alone: stricter, if anything
    open_ = sorted(since)
    for place in range(months.count - 6, FEWEST_MONTHS, -6):
        p = test(reports, place, open_).p
        open_ = [i for i in open_ if p[i] <= limit]
        since |= {i: months.last_day(place) for i in open_}
        if not open_:
            break
    return since


def _last_reported(reports: Reports) -> int:
    told = np.flatnonzero(~np.isnan(reports.reported).all(axis=0))
    return int(told[-1]) if told.size else 0


def _table(reports: Reports, months: int) -> Floats:
    """The counts of the first `months` months, those without any report left out."""
    table = reports.reported[:, :months]
    return table[:, ~np.isnan(table).all(axis=0)]


def _differs(reports: Reports, months: int, offices: Rows) -> Seen:
    told, held = reports.reported[:, :months], reports.recorded
    n = len(told)
    p, k, of = np.full(n, np.nan), np.zeros(n), np.zeros(n)
    if held is not None:
        both = ~np.isnan(told) & ~np.isnan(held[:, :months])
        for i in offices:
            if both[i].sum() < FEWEST_MONTHS:
                continue
            at = both[i]
            found = differing(told[i, at], held[i, :months][at])
            p[i], k[i], of[i] = float(found.p), float(found.differing), found.months
    kind = KIND[reports.kind]

    def what(i: int) -> Text:
        return Text(
            f"In {k[i]:.0f} of {of[i]:.0f} months the {kind.en} reported are not those "
            "that the records held on the day of the report.",
            f"{of[i]:.0f}个月中有{k[i]:.0f}个月，上报{kind.zh}数与上报当日的登记数不符。",
        )

    return Seen(p, np.divide(k, of, out=np.zeros(n), where=of > 0), what)


def _near(reports: Reports, months: int, offices: Rows) -> Seen:
    table = _table(reports, months)
    n, length = table.shape
    p, hits, usual = np.full(n, np.nan), np.zeros(n), np.zeros(n)
    if length >= FEWEST_MONTHS:
        season = _season(np.nan_to_num(table).sum(axis=0))
        for i in offices:
            near_by = reports.neighbours(i)
            own = table[i]
            known = ~np.isnan(own) & ~np.isnan(table[near_by]).any(axis=0)
            level = _moving(np.nan_to_num(own)) * season
            known &= level > 0
            if len(near_by) < 2 or known.sum() < FEWEST_MONTHS:
                continue
            mean = table[near_by].mean(axis=0)
            found = near(own[known], mean[known], level[known])
            p[i], hits[i], usual[i] = found.p, found.near, found.expected
    kind = KIND[reports.kind]

    def what(i: int) -> Text:
        return Text(
            f"In {hits[i]:.0f} months the {kind.en} reported are the neighbours' mean, "
            f"give or take one; {usual[i]:.0f} would be usual.",
            f"有{hits[i]:.0f}个月上报{kind.zh}数等于邻近乡镇均值上下一例；"
            f"通常约为{usual[i]:.0f}个月。",
        )

    return Seen(p, hits - usual, what)


def _smooth(reports: Reports, months: int, offices: Rows) -> Seen:
    table = _table(reports, months)
    whole = table.shape[1] // 12 * 12
    table = table[:, table.shape[1] - whole :]
    n = len(table)
    p, ratio = np.full(n, np.nan), np.full(n, np.nan)
    if whole >= FEWEST_MONTHS:
        for i in offices:
            if np.isnan(table[i]).any():
                continue
            try:
                found = too_smooth(table[i], period=12)
            except ValueError:  # a month expects fewer than five: it refuses
                continue
            p[i], ratio[i] = float(found.p), float(found.dispersion)
    kind = KIND[reports.kind]

    def what(i: int) -> Text:
        return Text(
            f"Over {whole} months the {kind.en} reported vary {per_cent(ratio[i])} as "
            "much as counts by chance.",
            f"{whole}个月上报{kind.zh}数的变动仅为偶然波动的{per_cent(ratio[i])}。",
        )

    return Seen(p, 1 - ratio, what)


def _same(reports: Reports, months: int, offices: Rows) -> Seen:
    table = _table(reports, months)
    years = table.shape[1] // 12
    n = len(table)
    p, same = np.full(n, np.nan), np.zeros(n)
    if years >= 3:
        yearly = table[:, table.shape[1] - 12 * years :]
        yearly = yearly.reshape(n, years, 12).sum(axis=2)
        known = np.zeros(n, dtype=bool)
        known[list(offices)] = True
        known &= ~np.isnan(yearly).any(axis=1)
        if known.any():
            found = same_each_year(yearly[known])
            p[known] = np.where(np.isinf(found.fewest), np.nan, found.p)
            same[known] = found.same
    kind = KIND[reports.kind]

    def what(i: int) -> Text:
        return Text(
            f"In {same[i]:.0f} of {years - 1} years the {kind.en} reported equal those "
            "of the year before.",
            f"{years - 1}年中有{same[i]:.0f}年，上报{kind.zh}数与上年相同。",
        )

    return Seen(p, same, what)


def _digits(reports: Reports, months: int, offices: Rows) -> Seen:
    table = _table(reports, months)
    n = len(table)
    p, share = np.full(n, np.nan), np.full(n, np.nan)
    for i in offices:
        counts = table[i][~np.isnan(table[i])]
        if len(counts) >= FEWEST_MONTHS and np.median(counts) >= DIGITS_FROM:
            found = last_two_digits(counts)
            p[i], share[i] = found.p, found.share
    kind = KIND[reports.kind]

    def what(i: int) -> Text:
        return Text(
            f"{per_cent(share[i])} of the counts of {kind.en} end in two digits far "
            "apart; 70% is usual.",
            f"上报{kind.zh}数末两位既不相同也不相邻者占{per_cent(share[i])}；通常为70%。",
        )

    return Seen(p, 0.7 - share, what)


def _moving(values: Floats) -> Floats:
    """The centred mean of up to SPAN months."""
    half = SPAN // 2
    sums = np.pad(np.cumsum(values), (1, 0))
    at = np.arange(len(values))
    low, high = np.maximum(at - half, 0), np.minimum(at + half + 1, len(values))
    found: Floats = (sums[high] - sums[low]) / (high - low)
    return found


def _season(total: Floats) -> Floats:
    """Each month of all offices against its moving mean."""
    level = _moving(total)
    return np.divide(total, level, out=np.ones_like(total), where=level > 0)


_TESTS: dict[str, _Test] = {
    "reported-not-recorded": _differs,
    "neighbours-mean": _near,
    "too-smooth": _smooth,
    "same-each-year": _same,
    "last-digits": _digits,
}
_TITLES = {
    "reported-not-recorded": Text("Reported, not as recorded", "上报与登记不符"),
    "neighbours-mean": Text("The neighbours' mean", "等于邻近均值"),
    "too-smooth": Text("Smoother than chance", "过于平滑"),
    "same-each-year": Text("The same count each year", "各年数字相同"),
    "last-digits": Text("Last digits", "末位数字"),
}


def _detector(key: str, reports: Reports, able: npt.NDArray[np.bool_]) -> Detector:
    told = _table(reports, reports.months.count)
    mean = float(np.nanmedian(told)) if told.size else 0.0
    return Detector(
        key=key,
        kind="invented",
        title=_TITLES[key],
        wrong=discovery(RATE),
        settle=SETTLE,
        sees=_power(key, mean, told.shape[1], int(able.sum()), len(able)),
    )


def _power(key: str, mean: float, months: int, able: int, offices: int) -> Text:
    """What the test could see here, said with the size of the counts."""
    size = Text(
        f"{able} of {offices} offices can be judged. ",
        f"{offices}个单位中可判断{able}个。",
    )
    said = {
        "reported-not-recorded": Text(
            "Up to 5% of months may differ by slips; twice as many over ten years "
            "would mostly be seen, half as many never.",
            "允许5%的月份因疏忽不符；十年内达其两倍多半可见，仅其一半则不可见。",
        ),
        "neighbours-mean": Text(
            f"A month counts {mean:,.0f} as a rule. Below a mean of 2 or so honest "
            "counts are near the neighbours' too, and nothing is seen.",
            f"月度计数一般为{mean:,.0f}。均值不足2时，真实计数也接近邻近均值，无从识别。",
        ),
        "too-smooth": Text(
            f"With {months} months half of chance's variance is nearly always seen, "
            "four fifths of it seldom. A month must expect five.",
            f"{months}个月时，变动减半几乎必能发现，减少五分之一则很少能发现；"
            "月均须不少于5例。",
        ),
        "same-each-year": Text(
            "Of counts of some ten a year five repeats in nine years would be seen, "
            "four would not.",
            "年计数约10例时，九年内重复五次可见，四次则不可见。",
        ),
        "last-digits": Text(
            "It asks for counts of 100 and more in half of the months.",
            "须有半数月份的计数不少于100。",
        ),
    }[key]
    return Text(size.en + said.en, size.zh + said.zh)
