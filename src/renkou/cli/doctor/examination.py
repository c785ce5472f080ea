"""The examination: Python, packages, the engine, time zone, machine and data."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import resources
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from renkou.schema.text import Text

from .package_data import damaged, data_files, recorded_hashes
from .verdict import Verdict

GIB = 1024**3
NEEDED_MEMORY, NEEDED_DISK = 2.0, 2.0  # GiB; a full city of 4 million takes 8 and 4
_REINSTALL = Text(
    "Run: pip install --force-reinstall 'renkou[engine]'",
    "请运行：pip install --force-reinstall 'renkou[engine]'",
)
_OPERATION = {
    "filter": "筛选",
    "group by": "分组",
    "join": "连接",
    "window": "窗口",
    "cast and case": "转换与分支",
}
_WORKS = Text("works", "可用")


def examine() -> list[Verdict]:
    """A verdict on every part; a part that breaks gives a bad verdict, no error."""
    verdicts: list[Verdict] = []
    for part, examination in _EXAMINATIONS:
        try:
            verdicts += examination()
        except Exception as error:  # noqa: BLE001 - whatever is broken is the finding
            found = f"{type(error).__name__}: {error}"
            verdicts.append(Verdict(part, False, found, _REINSTALL))
    return verdicts


def _python() -> Iterator[Verdict]:
    good = sys.version_info >= (3, 11)
    mend = Text("Install Python 3.11 or newer.", "请安装Python 3.11或更高版本。")
    yield Verdict(Text("Python", "Python"), good, platform.python_version(), mend)


def _packages() -> Iterator[Verdict]:
    """Each package that the engine needs, against the versions it is tested with."""
    from packaging.requirements import Requirement

    for line in _requirements():
        needed = Requirement(line)
        if needed.marker and not needed.marker.evaluate({"extra": "engine"}):
            continue
        wanted = str(needed).split(";")[0].strip()
        try:
            found = version(needed.name)
            good = needed.specifier.contains(found, prereleases=True)
        except PackageNotFoundError:
            found, good = "–", False
        mend = Text(f"Run: pip install '{wanted}'", f"请运行：pip install '{wanted}'")
        yield Verdict(Text(wanted, wanted), good, found, mend)


def _requirements() -> list[str]:
    """What the installed package requires; from its source, what pyproject states."""
    try:
        return list(requires("renkou") or [])
    except PackageNotFoundError:
        source = Path(str(resources.files("renkou"))).parents[1] / "pyproject.toml"
        project = tomllib.loads(source.read_text(encoding="utf-8"))["project"]
        extra: list[str] = project["optional-dependencies"]["engine"]
        return [*project["dependencies"], *extra]


def _engine() -> Iterator[Verdict]:
    """Five operations that a wrong set of versions is known to break."""
    import ibis
    import pyarrow as pa

    people = pa.table({"area": ["a", "a", "b"], "age": [1, 40, 70]})
    connection = ibis.duckdb.connect()
    table = connection.create_table("people", people, temp=True)
    by_area = ibis.window(group_by=table.area)
    grouped = table.group_by("area").agg(n=table.count())
    old = ibis.cases((table.age.cast("string") == "70", 1), else_=0)
    operations = {
        "filter": (lambda: table.filter(table.age > 30).count(), 2),
        "group by": (lambda: grouped.count(), 2),
        "join": (lambda: table.join(table, "area").count(), 5),
        "window": (lambda: table.select(m=table.age.min().over(by_area)).m.sum(), 72),
        "cast and case": (lambda: old.sum(), 1),
    }
    for name, (operation, expected) in operations.items():
        yield _operation(name, operation, expected)
    connection.disconnect()


def _operation(name: str, operation: Callable[[], Any], expected: int) -> Verdict:
    try:
        result = operation().to_pyarrow().as_py()
    except Exception as error:  # noqa: BLE001 - a broken pair raises anything
        result = f"{type(error).__name__}: {error}"
    part = Text(f"Ibis on DuckDB, {name}", f"Ibis与DuckDB：{_OPERATION[name]}")
    good = bool(result == expected)
    return Verdict(part, good, _WORKS if good else str(result), _REINSTALL)


def _zone() -> Iterator[Verdict]:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    offset = datetime(2024, 7, 1, tzinfo=ZoneInfo("Asia/Shanghai")).strftime("%z")
    mend = Text("Run: pip install tzdata", "请运行：pip install tzdata")
    part = Text("Time zone Asia/Shanghai", "时区Asia/Shanghai")
    yield Verdict(part, offset == "+0800", offset, mend)


def _machine() -> Iterator[Verdict]:
    cores = os.cpu_count() or 0
    yield Verdict(Text("Processor cores", "处理器核数"), cores > 0, str(cores))
    memory = _memory()
    if memory is not None:
        mend = Text(
            f"Close other programs: {NEEDED_MEMORY:g} GiB are needed, 8 for a city of "
            "four million.",
            f"请关闭其他程序：至少需要{NEEDED_MEMORY:g} GiB，四百万人口的城市需8 GiB。",
        )
        good = memory >= NEEDED_MEMORY
        part = Text("Memory available", "可用内存")
        yield Verdict(part, good, f"{memory:.1f} GiB", mend)
    place = Path(tempfile.gettempdir())
    free = shutil.disk_usage(place).free / GIB
    mend = Text(
        f"Free some space, or set TMPDIR to another disk: {NEEDED_DISK:g} GiB are "
        "needed.",
        f"请清理空间，或以TMPDIR指定其他磁盘：至少需要{NEEDED_DISK:g} GiB。",
    )
    part = Text("Free disk for temporary files", "临时文件可用磁盘")
    yield Verdict(part, free >= NEEDED_DISK, f"{free:.1f} GiB", mend)


def _memory() -> float | None:
    """Memory available in GiB, the limit of a container counted; None if unknown."""
    found = []
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text().splitlines()
        line = next(line for line in lines if line.startswith("MemAvailable"))
        found.append(int(line.split()[1]) * 1024 / GIB)
    with suppress(OSError, ValueError):  # "max" where there is no limit
        limit = int(Path("/sys/fs/cgroup/memory.max").read_text())
        used = int(Path("/sys/fs/cgroup/memory.current").read_text())
        found.append((limit - used) / GIB)
    return min(found, default=None)


def _writing() -> Iterator[Verdict]:
    part = Text("Writing temporary files", "写临时文件")
    place = tempfile.gettempdir()
    mend = Text(
        "Set TMPDIR to a folder that you may write to.", "请以TMPDIR指定可写的文件夹。"
    )
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"renkou")
    except OSError as error:
        yield Verdict(part, False, f"{place}: {error.strerror}", mend)
        return
    yield Verdict(part, True, place)


def _data() -> Iterator[Verdict]:
    """Every data file of the package is the one that was installed."""
    package = Path(str(resources.files("renkou")))
    wrong = list(damaged(package, recorded_hashes()))
    part = Text("Package data", "程序自带数据")
    count = len(data_files(package))
    whole = Text(f"{count} files", f"{count}个文件")
    yield Verdict(part, not wrong, ", ".join(wrong) or whole, _REINSTALL)


def _areas() -> Iterator[Verdict]:
    from renkou import areas

    tree = areas.bundled()
    newest = tree.vintages[-1]
    count = len(tree.units(newest, tree.lowest_level))
    part = Text("Lists of areas", "地区名录")
    yield Verdict(part, count > 0, f"{newest}: {count}", _REINSTALL)


def _printing() -> Iterator[Verdict]:
    """Whether sheets can be printed, which nothing else needs."""
    from renkou.report.sheets import missing

    part = Text("Printed sheets (PDF)", "打印件（PDF）")
    lacking = missing()
    if lacking is None:
        yield Verdict(part, True, _WORKS)
        return
    found = Text(
        f"only `renkou sample draw --sheets` needs it. {lacking.en}",
        f"仅renkou sample draw --sheets需要。{lacking.zh}",
    )
    yield Verdict(part, False, found, needed=False)


_EXAMINATIONS: tuple[tuple[Text, Callable[[], Iterator[Verdict]]], ...] = (
    (Text("Python", "Python"), _python),
    (Text("Packages", "依赖包"), _packages),
    (Text("Ibis on DuckDB", "Ibis与DuckDB"), _engine),
    (Text("Time zone", "时区"), _zone),
    (Text("Machine", "机器"), _machine),
    (Text("Temporary files", "临时文件"), _writing),
    (Text("Package data", "程序自带数据"), _data),
    (Text("Lists of areas", "地区名录"), _areas),
    (Text("Printed sheets (PDF)", "打印件（PDF）"), _printing),
)
