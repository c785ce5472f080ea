"""What the Quality page says in words: its lead, and why something is not there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from renkou.schema.text import Text

from ..numbers import long_date, plain
from .asked import Asked, exact
from .look_back import Looked
from .months import Month

NOT_COMPUTED = Text(
    "What is shown here was not computed for this day. End the server and run `renkou "
    "serve` again, or choose a month-end on the rail.",
    "尚未计算该日的质量数据。请停止服务并重新运行renkou serve，或在上方选择某个月末。",
)
FINDINGS_UNDER_WAY = Text(
    "Findings are being computed. This takes some minutes after the first start; open "
    "the page again then.",
    "正在查找可疑数字，首次启动后需要数分钟，请稍后重新打开本页。",
)
FINDINGS_NONE = Text(
    "No findings are computed yet. End the server and run `renkou serve` again.",
    "尚未查找可疑数字。请停止服务并重新运行renkou serve。",
)
NOWCAST_UNDER_WAY = Text(
    "What recent months will have come to is being computed for this day; open the "
    "page again in some minutes.",
    "正在推算该日所知的最近各月应有数，请数分钟后重新打开本页。",
)
NOWCAST_NONE = Text(
    "What recent months will have come to cannot be told here: the register is too "
    "short, or it was not computed for this day.",
    "无法推算最近各月应有数：登记时间过短，或该日尚未计算。",
)
NO_CERTIFICATES = Text(
    "No birth certificates were given (extracts beside the snapshot), so births left "
    "out were sought from counts alone.",
    "快照旁没有出生证明（extracts），漏登仅由计数查找。",
)


def lead(asked: Asked, looked: Sequence[Looked], newest: Month | None) -> Text:
    """What came later of the year, and what is still to come of the newest month."""
    parts = [_of_year(asked, looked), _of_month(newest)]
    said = [part for part in parts if part is not None]
    if not said:
        name = asked.event.title
        return Text(
            f"How {name.en.lower()} of {asked.year} became known.",
            f"{asked.year}年{name.zh}数是如何登记的。",
        )
    return Text(" ".join(t.en for t in said), "".join(t.zh for t in said))


def _of_year(asked: Asked, looked: Sequence[Looked]) -> Text | None:
    found = next((each for each in looked if each.year == asked.year), None)
    if found is None or found.now <= 0:
        return None
    share = 100 * found.change / found.now
    now, then = exact(found.now), exact(found.first)
    what = asked.event.many
    places = 1 if abs(share) < 10 else 0
    later = plain(abs(share), places)
    if found.change >= 0:
        en = f"{later}% of them came later."
        zh = f"其中{later}%为后来增加。"
    else:
        en = f"{later}% were taken out since."
        zh = f"此后减少{later}%。"
    return Text(
        f"{then.en} {what.en} of {asked.year} were first published and {now.en} are "
        f"known now; {en}",
        f"{asked.year}年{what.zh}首次公布{then.zh}例，现知{now.zh}例，{zh}",
    )


def _of_month(newest: Month | None) -> Text | None:
    if newest is None or newest.expected is None:
        return None
    known, expected = plain(newest.known), plain(newest.expected)
    en, zh = f"{expected} are expected", f"应有{expected}例"
    if newest.lower is not None and newest.upper is not None:
        low, high = plain(newest.lower), plain(newest.upper)
        en += f" ({low} – {high})"
        zh += f"（{low}～{high}）"
    return Text(
        f"Of {newest.name.en} {known} are recorded and {en}.",
        f"{newest.name.zh}已登记{known}例，{zh}。",
    )


def last_day_alone(last: date) -> Text:
    """Why an earlier day has no findings."""
    day = long_date(last)
    return Text(
        f"Findings are those of the last day, {day.en}: the detectors are not run "
        "again for earlier days. Each says since when it was to be seen.",
        f"发现仅限最后一日（{day.zh}）所知，不对较早日期重新检查。每条发现均注明自何时可见。",
    )
