"""Keys of names: one form of all variants, and what a name sounds like.

Names are compared by keys made once for each distinct name, so that ten million rows
cost what their distinct names do.
"""

from __future__ import annotations

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from renkou.integrity.names.characters import codes, tables

_SYLLABLES = 0x4E00  # a syllable is written as one character from here on
_ROWS = 1 << 18  # at a time


def key_columns(names: npt.NDArray[np.str_]) -> tuple[npt.NDArray[np.str_], ...]:
    """For each name its plain form, its sound, and its sound in order.

    The plain form has one character for all variants of it; the sound one for each
    syllable, tone aside, of a character's first reading. In order means sorted, which
    is the same for a name whose characters are swapped. Names must not be empty.

    >>> plain, sound, order = key_columns(np.array(["張偉", "张伟", "伟章"]))
    >>> (plain[1:] == plain[:-1]).tolist(), (order[1:] == order[:-1]).tolist()
    ([True, False], [True, True])
    """
    known = tables()
    made: list[tuple[npt.NDArray[np.str_], ...]] = []
    for start in range(0, len(names), _ROWS):
        form = known.form[codes("names", names[start : start + _ROWS], start)]
        syllable = known.readings[known.sound[form], 0].astype(np.uint32)
        sound = np.where(syllable > 0, syllable + _SYLLABLES, form).astype(np.uint32)
        made.append((_texts(form), _texts(sound), _ordered(sound)))
    if not made:
        return tuple(np.array([], dtype=np.str_) for _ in range(3))
    return tuple(np.concatenate(column) for column in zip(*made, strict=True))


def _texts(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.str_]:
    """Rows of code points as texts; zeros at the end are no characters."""
    rows = np.ascontiguousarray(points)
    return rows.view(f"U{rows.shape[1]}").ravel()


def _ordered(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.str_]:
    """The characters sorted, those that are there first."""
    there = np.where(points == 0, np.iinfo(np.uint32).max, points)
    ordered = np.sort(there, axis=1)
    return _texts(np.where(ordered == np.iinfo(np.uint32).max, 0, ordered))


def add_name_keys(
    connection: duckdb.DuckDBPyConnection, target: str, sources: tuple[str, ...]
) -> None:
    """Make the table `target(name, plain, sound, sound_order)`.

    `sources` are queries that give one column `name`.
    """
    asked = " UNION ".join(f"SELECT name FROM ({query})" for query in sources)
    found = connection.execute(
        f"SELECT DISTINCT name FROM ({asked}) WHERE name IS NOT NULL"
    ).to_arrow_table()
    said = np.array(found["name"].to_pylist(), dtype=np.str_)
    plain, sound, order = key_columns(said)
    keys = pa.table(
        {
            "name": found["name"],
            "plain": pa.array(plain),
            "sound": pa.array(sound),
            "sound_order": pa.array(order),
        }
    )
    connection.register("keys_of_names", keys)
    connection.execute(f"CREATE OR REPLACE TABLE {target} AS FROM keys_of_names")
    connection.unregister("keys_of_names")
