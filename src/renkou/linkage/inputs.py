"""The files to be linked: found, known by their headings, and refused where twice."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from renkou.schema.problem import Problem
from renkou.schema.suggestion import meant
from renkou.snapshot.importing.csv_file import TRIED

from .layouts import LAYOUTS, Layout, any_layout, known_layout

_BLOCK = 1 << 22


@dataclass(frozen=True, slots=True)
class Input:
    """A file and its layout."""

    path: Path
    layout: Layout


def find_extracts(folder: Path) -> tuple[Input, ...]:
    """The departments' extracts in a folder, in the order of `LAYOUTS`.

    Raises Problem where there is none, a CSV file is none of them, two are of one
    department, or two are the same file.
    """
    if not folder.is_dir():
        raise Problem(
            f"{folder}: there is no such folder. Give the one that holds the extracts.",
            f"{folder}：没有该文件夹。请给出存放部门数据的文件夹。",
        )
    paths = sorted(folder.glob("*.csv"))
    if not paths:
        raise Problem(
            f"{folder}: there is no CSV file. Give the folder that holds the extracts.",
            f"{folder}：没有CSV文件。请给出存放部门数据的文件夹。",
        )
    refuse_same(paths)
    found: dict[str, Input] = {}
    for path in paths:
        layout = _extract_layout(path)
        if layout.name in found:
            raise _two_of_one(found[layout.name].path, path, layout)
        found[layout.name] = Input(path, layout)
    return tuple(found[each.name] for each in LAYOUTS if each.name in found)


def person_file(path: Path) -> Input:
    """A CSV file of persons and the layout that its headings give."""
    layout = any_layout(headings(path))
    if layout is None:
        raise Problem(
            f"{path}, row 1: no column holds a name or an identity number. Head one "
            "name or identity_number (姓名, 公民身份号码).",
            f"{path}第1行：没有姓名或身份号码列。请将列名写成姓名、公民身份号码"
            "（name、identity_number）。",
        )
    return Input(path, layout)


def refuse_same(paths: list[Path]) -> None:
    """Refuse two files of the same content: everybody would be found twice."""
    seen: dict[tuple[int, bytes], Path] = {}
    sizes = [path.stat().st_size for path in paths]
    for path, size in zip(paths, sizes, strict=True):
        if sizes.count(size) < 2:
            continue
        key = (size, _digest(path))
        if key in seen:
            raise Problem(
                f"{path}: this is the same file as {seen[key]}, byte for byte. Take "
                "one of them away.",
                f"{path}：与{seen[key]}内容完全相同。请去掉其中一个。",
            )
        seen[key] = path


def headings(path: Path) -> list[str]:
    """The cells of the first row, in whichever encoding they can be read."""
    with path.open("rb") as file:
        start = file.readline()
    for encoding in (
        ("utf-16", *TRIED) if start[:2] in (b"\xff\xfe", b"\xfe\xff") else TRIED
    ):
        try:
            with path.open(encoding=encoding, newline="") as text:
                return [cell.strip() for cell in next(csv.reader(text), [])]
        except UnicodeDecodeError:
            continue
    raise Problem(
        f"{path}, row 1: the text cannot be read as {' or '.join(TRIED)}. Save it as "
        "UTF-8.",
        f"{path}第1行：无法按{'或'.join(TRIED)}读取。请另存为UTF-8。",
    )


def _extract_layout(path: Path) -> Layout:
    have = headings(path)
    layout = known_layout(have)
    if layout is not None:
        return layout
    nearest = max(LAYOUTS, key=lambda each: len(set(each.headings()) & set(have)))
    missing = [each for each in nearest.headings() if each not in have]
    if len(missing) == len(nearest.headings()):
        named = next((each for each in LAYOUTS if each.name in path.stem), None)
        nearest, missing = (named or nearest), list((named or nearest).headings())
    hint = meant(missing[0], [each for each in have if each])
    title = nearest.title
    raise Problem(
        f"{path}, row 1: this is not the layout of any extract. Next to it is "
        f"{title.en}, which also has {', '.join(missing)}. {hint.en}",
        f"{path}第1行：不符合任何一种部门数据的格式。最接近的是{title.zh}，"
        f"但缺少{'、'.join(missing)}。{hint.zh}",
    )


def _two_of_one(first: Path, second: Path, layout: Layout) -> Problem:
    return Problem(
        f"{second}: {first.name} is {layout.title.en}'s extract already. Leave the "
        "newer one in the folder.",
        f"{second}：{first.name}已是{layout.title.zh}的数据。请只保留较新的一份。",
    )


def _digest(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.digest()
