"""The fenced examples of a Markdown document, and how they are run."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(
    r"^(?P<mark><!-- not run: (?P<reason>[^>]*) -->\n)?"
    r"^```(?P<language>[^\n`]*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LENIENT = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True, slots=True)
class Fence:
    """One example: its language, its text, and why it is not run, if it is not."""

    language: str
    text: str
    skipped: str | None

    def commands(self) -> list[tuple[str, str]]:
        """The `$ …` lines of a console example, each with the output shown under it."""
        found: list[tuple[str, str]] = []
        for line in self.text.splitlines(keepends=True):
            if line.startswith("$ "):
                found.append((line[2:].strip(), ""))
            elif found:
                command, output = found[-1]
                joined = command.endswith("\\")
                found[-1] = (
                    (command[:-1] + line.strip(), output)
                    if joined
                    else (command, output + line)
                )
        return found


def fences(text: str) -> list[Fence]:
    """Every fenced example of a document, in its order.

    >>> [fence.language for fence in fences("```sh\\nmake\\n```\\n")]
    ['sh']
    """
    return [
        Fence(found["language"].strip(), found["text"], found["reason"])
        for found in FENCE.finditer(text)
    ]


class Failed(AssertionError):
    """An example does not do what its document says."""


def run_console(fence: Fence) -> None:
    """Run each `$ renkou …` in this process; compare the output where one is shown."""
    for command, expected in fence.commands():
        words = shlex.split(command, comments=True)
        if not words or words[0] != "renkou":
            raise Failed(f"only `renkou …` is run from a document, not: {command}")
        status, output = _renkou(words[1:])
        if status:
            raise Failed(f"exit status {status}: {command}\n{output}")
        if expected.strip() and not _alike(expected, output):
            raise Failed(f"{command}\nshown:\n{expected}\nprinted:\n{output}")


def run_python(fence: Fence, names: dict[str, object], where: str) -> None:
    """Run a Python example among the names that earlier ones of its document left."""
    if ">>>" not in fence.text:
        exec(compile(fence.text, where, "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(fence.text, names, where, where, 0)
    runner = doctest.DocTestRunner(optionflags=LENIENT)
    shown = io.StringIO()
    if runner.run(test, out=shown.write, clear_globs=False).failed:
        raise Failed(shown.getvalue())
    names.update(test.globs)


def _renkou(words: list[str]) -> tuple[int, str]:
    from renkou.cli import main

    # With a buffer beneath, as a real standard output has: tables are written as bytes.
    output = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    errors = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        status = main(words)
    output.seek(0)
    return status, output.read() if status == 0 else errors.getvalue()


def _alike(expected: str, output: str) -> bool:
    return doctest.OutputChecker().check_output(expected, output, LENIENT)


def markdown(root: Path) -> list[Path]:
    """The documents with examples: the READMEs and the documentation in English."""
    documents = [root / "README.md", root / "CONTRIBUTING.md"]
    documents += sorted((root / "docs").glob("*.md"))
    return documents
