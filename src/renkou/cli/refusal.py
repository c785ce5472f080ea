"""Every error a user can cause, said in one bilingual message."""

from __future__ import annotations

import errno
import re
import traceback

import click

from renkou.schema.problem import Problem
from renkou.schema.suggestion import meant
from renkou.schema.text import Text

_EXTRA = "pip install 'renkou[engine]'"


def as_problem(error: Exception) -> Problem | None:
    """`error` as a Problem; None where it is a fault of the program."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, click.UsageError):
        return _usage(error)
    if isinstance(error, click.ClickException):
        said = error.format_message()
        return Problem(said, said)
    if _is_full(error):
        return _full(error)
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException":
        return Problem(
            "There is not enough memory. Close other programs, or ask for fewer areas "
            "or years at a time.",
            "内存不足。请关闭其他程序，或减少一次查询的地区或年份。",
        )
    return _file(error) if isinstance(error, OSError) else None


def needs_engine(error: ModuleNotFoundError) -> Problem:
    """The refusal where a command needs a package that is not installed."""
    name = error.name or str(error)
    return Problem(
        f"This command needs {name}, which is not installed. Run: {_EXTRA}",
        f"此命令需要{name}，但尚未安装。请运行：{_EXTRA}",
    )


def fault(error: Exception) -> Text:
    """What is said where the program itself is at fault: the trace, then one line."""
    trace = "".join(traceback.format_exception(error))
    return Text(
        f"{trace}\nThis is a fault in Renkou, not in what you asked. Report it with "
        "the lines above.",
        f"{trace}\n这是Renkou的故障，并非您的操作有误。请连同以上内容报告。",
    )


def _usage(error: click.UsageError) -> Problem:
    text = _usage_text(error)
    path = error.ctx.command_path if error.ctx else "renkou"
    return Problem(f"{text.en} See: {path} --help", f"{text.zh}说明见：{path} --help")


def _usage_text(error: click.UsageError) -> Text:
    match error:
        case click.NoSuchOption():
            known = [name for p in _params(error) for name in p.opts]
            hint = meant(error.option_name, known)
            return Text(
                f"There is no option {error.option_name}. {hint.en}",
                f"没有选项{error.option_name}。{hint.zh}",
            )
        case click.MissingParameter():
            name = _name(error)
            return Text(f"{name} is missing.", f"缺少{name}。")
        case click.BadParameter():
            return _bad_value(error)
        case click.BadOptionUsage():
            name = error.option_name
            return Text(f"{name} needs a value.", f"{name}须带一个值。")
    return _other(error)


def _bad_value(error: click.BadParameter) -> Text:
    name = _name(error)
    kind = error.param.type if error.param else None
    value = _quoted_value(error.message)
    if isinstance(kind, click.Choice):
        choices = [str(choice) for choice in kind.choices]
        hint = meant(value, choices)
        allowed = ", ".join(choices)
        return Text(
            f"{name}: {value!r} is not one of {allowed}.{_did_you(' ' + hint.en)}",
            f"{name}：{value!r}不在{allowed}之中。{_did_you(hint.zh)}",
        )
    if isinstance(kind, click.types.IntParamType):
        return Text(
            f"{name}: {value!r} is not a whole number that fits.",
            f"{name}：{value!r}不是合适的整数。",
        )
    if isinstance(kind, click.types.FloatParamType):
        return Text(f"{name}: {value!r} is no number.", f"{name}：{value!r}不是数字。")
    return Text(f"{name}: {error.message}", f"{name}：{error.message}")


def _did_you(hint: str) -> str:
    return hint if hint.strip().startswith(("Did", "您")) else ""


def _other(error: click.UsageError) -> Text:
    unknown = re.match(r"No such command '(.*?)'", error.message)
    if unknown:
        word = unknown[1]
        hint = meant(word, _commands(error))
        return Text(
            f"There is no command {word}. {hint.en}", f"没有命令{word}。{hint.zh}"
        )
    if error.message.startswith("Missing command"):
        known = ", ".join(_commands(error))
        return Text(f"A command is missing: {known}.", f"缺少命令：{known}。")
    extra = re.match(r"Got unexpected extra arguments? \((.*)\)", error.message)
    if extra:
        return Text(
            f"There is more than this command takes: {extra[1]}.",
            f"此命令不接受多余的参数：{extra[1]}。",
        )
    return Text(error.message, error.message)


def _commands(error: click.UsageError) -> list[str]:
    group = error.ctx.command if error.ctx else None
    if not isinstance(group, click.Group) or error.ctx is None:
        return []
    return group.list_commands(error.ctx)


def _params(error: click.UsageError) -> list[click.Parameter]:
    return error.ctx.command.get_params(error.ctx) if error.ctx else []


def _name(error: click.BadParameter) -> str:
    param = error.param
    if isinstance(param, click.Option):
        return param.opts[-1] if param.opts[-1].startswith("--") else param.opts[0]
    if param is not None and error.ctx is not None:
        return param.make_metavar(error.ctx).strip("[].")
    return str(error.param_hint or "")


def _quoted_value(message: str) -> str:
    found = re.search(r"'(.*?)'", message) or re.match(r"(\S+) is not", message)
    return found[1] if found else ""


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    named = "No space left on device" in str(error)
    return named and (isinstance(error, OSError) or _is_duckdb(error))


def _is_duckdb(error: Exception) -> bool:
    return type(error).__module__.split(".")[0] in ("duckdb", "_duckdb")


def _full(error: Exception) -> Problem:
    name = getattr(error, "filename", None)
    en, zh = (f"{name}: ", f"{name}：") if name else ("", "")
    return Problem(
        f"{en}the disk is full. Nothing was left half-written. Free some space, or "
        "choose another disk, and run this again.",
        f"{zh}磁盘已满。未留下不完整的结果。请清理空间或换一个磁盘后重新运行。",
    )


def _file(error: OSError) -> Problem | None:
    name = error.filename
    if name is None:
        return None
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return Problem(
            f"{name}: this may not be read or written by you. Ask for the right, or "
            "choose another place.",
            f"{name}：您没有读写权限。请申请权限或换一个位置。",
        )
    if isinstance(error, FileNotFoundError):
        return Problem(
            f"{name}: there is no such file. Check the name.",
            f"{name}：文件不存在。请核对名称。",
        )
    return Problem(
        f"{name}: {error.strerror}. Check that this is the file or folder you mean.",
        f"{name}：{error.strerror}。请确认文件或文件夹无误。",
    )
