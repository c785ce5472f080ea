"""An earlier reconciliation: its links are kept, its ids stay, its models are used."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from renkou.schema.problem import Problem
from renkou.schema.whole_file import whole_file
from renkou.snapshot.contents import quoted

from .comparisons import COMPARISONS
from .model import Model

LINKS, APART, MODELS = "links", "apart.parquet", "models.json"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The folder of an earlier result."""

    folder: Path

    def __post_init__(self) -> None:
        """Refuse a folder that is no earlier result."""
        for name in (LINKS, MODELS):
            if not (self.folder / name).exists():
                raise Problem(
                    f"{self.folder}: there is no {name}, so this is no result of "
                    "renkou reconcile. Give the folder of an earlier --out.",
                    f"{self.folder}：没有{name}，不是renkou reconcile的结果。"
                    "请给出以前--out的文件夹。",
                )

    def scan(self, name: str) -> str:
        """SQL for the rows of its links, or of one of its files."""
        path = self.folder / name
        return quoted(str(path / "*.parquet" if name == LINKS else path))

    def link_files(self) -> list[Path]:
        """The files of its links, one for each run, the first run's first."""
        return sorted((self.folder / LINKS).glob("*.parquet"))

    def hand_on(self, folder: Path) -> None:
        """Put its links into another result, without writing them again if possible."""
        for path in self.link_files():
            try:
                (folder / path.name).hardlink_to(path)
            except OSError:
                shutil.copyfile(path, folder / path.name)

    def models(self) -> dict[str, tuple[Model, int]]:
        """The trained models by source and role, and how many persons there were."""
        said = json.loads((self.folder / MODELS).read_text(encoding="utf-8"))
        return {
            name: (_model(each), int(each["persons"])) for name, each in said.items()
        }


def _model(said: dict[str, object]) -> Model:
    settings = said["settings"]
    if not isinstance(settings, dict):
        raise TypeError("the settings of a model must be a mapping")
    fields = [each["output_column_name"] for each in settings["comparisons"]]
    used = tuple(each for each in COMPARISONS if each.field in fields)
    return Model(settings, used)


def models_as_json(models: dict[str, tuple[Model, int]]) -> str:
    """The models as text: levels, m and u; nothing of any person."""
    said = {
        name: {"settings": model.settings, "persons": persons}
        for name, (model, persons) in models.items()
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def keep_known(
    connection: duckdb.DuckDBPyConnection, earlier: Earlier, source: str
) -> None:
    """Take out of the table `source` the entries that were linked before.

    An entry is known by its own pseudonym, which says nothing of it; a row that was
    changed in any cell is another entry.
    """
    connection.execute(
        f"DELETE FROM {source} WHERE fingerprint IN (SELECT entry FROM "
        f"{earlier.scan(LINKS)} WHERE source = '{source}')"
    )


def unlink(folder: str | Path, entry: int, person: int) -> None:
    """Take a link back in the result `folder`, for good: it will not be made again.

    `entry` and `person` are the pseudonyms in `links`. Raises Problem where
    there is no such link.

    >>> unlink("result", 1, 2)
    Traceback (most recent call last):
    renkou.schema.problem.Problem: result: there is no links, ...
    """
    earlier = Earlier(Path(folder))
    apart = Path(folder) / APART
    pair = f"entry = {int(entry)} AND person = {int(person)}"
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT count(*) FROM {earlier.scan(LINKS)} WHERE {pair}"
        ).fetchone()
        if not found or not found[0]:
            raise Problem(
                f"{folder}: no link of entry {entry} to person {person}.",
                f"{folder}：没有条目{entry}与人员{person}的关联。",
            )
        known = (
            f"FROM {earlier.scan(APART)} UNION ALL BY NAME " if apart.exists() else ""
        )
        _rewrite(
            connection,
            f"{known}SELECT {entry}::BIGINT AS entry, {person}::BIGINT AS person",
            apart,
        )
        for path in earlier.link_files():
            _rewrite(connection, f"FROM {quoted(str(path))} WHERE NOT ({pair})", path)


def _rewrite(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    with whole_file(path) as part:
        connection.execute(
            f"COPY ({query}) TO {quoted(str(part))} (FORMAT parquet, COMPRESSION zstd)"
        )
