"""How far a figure can be trusted: three plain tests of what is kept of it.

Recorded in time, settled since it was first published, narrow enough. A bar a test,
full where it is met, and words for those that are not. `docs/conventions.md` has the
thresholds and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from renkou.definitions.measure import Balance
from renkou.schema.text import Text

from ..city import City
from ..data_table import Cell, Column, DataTable
from ..figures import Figure
from ..key_figures import KeyFigure, key_figures
from ..markup import both
from ..numbers import Form

SHARE = "recorded-within-30-days"
PROMPT = 80.0  # per cent of the year's births recorded within 30 days
SETTLED = 0.005  # of a figure without an interval: by how much it may have changed
NARROW = 0.05  # half-width of the interval as a share of the figure
NARROW_YEARS = 0.5  # of a length of life or an age, years
NARROW_BALANCE = 0.5  # of a balance, which may be nought, per 1,000
TITLE = Text("Quality", "质量")


@dataclass(frozen=True, slots=True)
class Quality:
    """The three tests; None where one cannot be made."""

    prompt: bool | None
    settled: bool | None
    narrow: bool | None

    @property
    def met(self) -> int:
        """How many tests are met."""
        return sum(test is True for test in (self.prompt, self.settled, self.narrow))

    @property
    def words(self) -> Text:
        """What is not as it should be, in a few words.

        >>> Quality(True, False, True).words
        Text(en='Revised', zh='有修订')
        >>> Quality(False, True, False).words.en
        'Recorded late, wide interval'
        """
        found = [*_words(self.prompt, LATE, UNTIMED), *_words(self.settled, *UNSETTLED)]
        found += _words(self.narrow, WIDE, WIDE)
        if not found:
            return FIRM
        en = ", ".join(text.en for text in found)
        return Text(en[0].upper() + en[1:], "、".join(text.zh for text in found))


FIRM = Text("Firm", "可靠")
LATE = Text("recorded late", "登记偏迟")
UNTIMED = Text("no births to time", "无出生可验时效")
UNSETTLED = Text("revised", "有修订"), Text("no first figure kept", "无首次公布数")
WIDE = Text("wide interval", "区间较宽")


def _words(test: bool | None, failed: Text, unknown: Text) -> list[Text]:
    if test is True:
        return []
    return [unknown if test is None else failed]


def quality(figure: Figure, share: Figure, form: Form, *, balance: bool) -> Quality:
    """The tests of one figure; `share` is that of births recorded within 30 days."""
    prompt = None if share.value is None else share.value >= PROMPT
    return Quality(prompt, _settled(figure), _narrow(figure, form, balance=balance))


def _half(figure: Figure) -> float | None:
    if figure.lower is None or figure.upper is None:
        return None
    return (figure.upper - figure.lower) / 2


def _settled(figure: Figure) -> bool | None:
    by = figure.revision
    if by is None:
        return None
    half = _half(figure)
    bound = abs(figure.value or 0.0) * SETTLED if half is None else half
    return abs(by) <= bound


def _narrow(figure: Figure, form: Form, *, balance: bool) -> bool:
    half = _half(figure)
    if half is None:
        return True  # a complete count, or a mean without chance in it
    if balance:
        return half <= NARROW_BALANCE
    if form is Form.YEARS:
        return half <= NARROW_YEARS
    return half <= NARROW * abs(figure.value or 0.0)


def with_quality(city: City, table: DataTable) -> DataTable:
    """The key figures with a last column: the three bars and the words."""
    share = city.figures.get(SHARE, city.code, city.year)
    cells = [_cell(figure, share) for figure in key_figures(city)]
    return _extended(table, Column(("quality",), TITLE, kind="qu"), cells)


def _cell(key: KeyFigure, share: Figure) -> Cell:
    if key.now.value is None:
        return Cell(Markup(""), ("",))
    found = quality(key.now, share, key.form, balance=isinstance(key.label, Balance))
    bars = Markup("<b></b>") * found.met + Markup("<i></i>") * (3 - found.met)
    shown = Markup('<span class="q" aria-hidden="true">{}</span><span>{}</span>')
    return Cell(shown.format(bars, both(found.words)), (f"{found.met}/3",))


def _extended(table: DataTable, column: Column, cells: Sequence[Cell]) -> DataTable:
    rows = tuple(
        replace(row, cells=(*row.cells, cell))
        for row, cell in zip(table.rows, cells, strict=True)
    )
    return replace(table, columns=(*table.columns, column), rows=rows)
