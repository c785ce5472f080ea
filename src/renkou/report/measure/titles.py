"""What the ranking shows, in a sentence; it never says who is first or last."""

from __future__ import annotations

from renkou.schema.text import Text

from ..numbers import plain
from ..trends import with_unit
from .areas import Areas
from .ranking import Ranking


def ranking_title(ranking: Ranking) -> Text:
    """How many of the pairs of areas can be told apart; else the measure's name."""
    areas = ranking.areas
    size = len(areas.ranked)
    if not areas.bounded or size < 2:
        return areas.title
    pairs, apart = size * (size - 1) // 2, int(ranking.ties.apart.sum()) // 2
    en, zh = areas.levels.en.lower(), areas.levels.zh
    if not apart:
        return Text(f"No two {en} can be told apart", f"各{zh}之间无法区分")
    if apart == pairs:
        return Text(f"All {en} can be told apart", f"各{zh}之间均可区分")
    return Text(
        f"Of {plain(pairs)} pairs of {en}, {plain(apart)} can be told apart",
        f"{zh}两两相比共{plain(pairs)}对，{plain(apart)}对可区分",
    )


def ranking_measured(areas: Areas) -> Text:
    """What is measured, of whom and when."""
    named = with_unit(areas.title, areas.unit)
    level = areas.level
    return Text(
        f"{named.en} by {level.en.lower()}, {areas.who.en}, {areas.year}",
        f"{areas.year}年各{level.zh}{named.zh}，{areas.who.zh}",
    )
