"""The changes made: every mutant of a file, place by place.

Texts, worked examples, messages and annotations are left alone: the first say nothing
that is computed, the second are what the mutants are held against.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator

from .mutant import SRC, Mutant

# The operator's name, the node in place of the old, and what of the old is left out.
Change = tuple[str, ast.AST, ast.AST | None]
Operator = Callable[[ast.AST], Iterator[Change]]

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
}
ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
REPLACED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
TEXTS = frozenset(
    (
        *("key", "title", "unit", "definition", "formula", "source"),
        *("interval", "worked", "why"),
    )
)


def comparisons(node: ast.AST) -> Iterator[Change]:
    """`<` as `<=`, `==` as `!=` and so on."""
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            if type(op) in COMPARED:
                new = copy.deepcopy(node)
                new.ops[at] = COMPARED[type(op)]()
                yield "compare", new, None


def bounds(node: ast.AST) -> Iterator[Change]:
    """Only `<` as `<=`, `>` as `>=`, and back."""
    if isinstance(node, ast.Compare) and all(isinstance(o, ORDERED) for o in node.ops):
        yield from comparisons(node)


def numbers(node: ast.AST) -> Iterator[Change]:
    """A number one higher and one lower; True as False."""
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield "flip", ast.Constant(not node.value), None
    elif isinstance(node.value, int | float):
        yield "number", ast.Constant(node.value + 1), None
        yield "number", ast.Constant(node.value - 1), None


def arithmetic(node: ast.AST) -> Iterator[Change]:
    """`+` as `-`, `*` as `/`, `&` as `|`, `and` as `or`; a sign or a `not` left out."""
    if isinstance(node, ast.BinOp) and type(node.op) in REPLACED:
        new = copy.deepcopy(node)
        new.op = REPLACED[type(node.op)]()
        yield "arithmetic", new, None
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "logic", ast.BoolOp(other, copy.deepcopy(node.values)), None
    elif isinstance(node, ast.UnaryOp):
        yield "sign", copy.deepcopy(node.operand), None


def keywords(node: ast.AST) -> Iterator[Change]:
    """A keyword argument left out: `where=`, `by=`, `sex=`, `per=`."""
    if isinstance(node, ast.Call):
        for at, keyword in enumerate(node.keywords):
            value = keyword.value
            flag = isinstance(value, ast.Constant) and isinstance(value.value, bool)
            if keyword.arg and keyword.arg not in TEXTS and not flag:
                new = copy.deepcopy(node)
                del new.keywords[at]
                yield f"without {keyword.arg}=", new, keyword


def predicates(node: ast.AST) -> Iterator[Change]:
    """A join without one of its keys, a filter without one of its conditions."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return
    if node.func.attr == "filter":
        for at in range(len(node.args)):
            new = copy.deepcopy(node)
            del new.args[at]
            left = new if new.args else node.func.value
            yield "without a condition", left, node.args[at]
    elif node.func.attr in ("join", "left_join") and len(node.args) == 2:
        second = node.args[1]
        keys = second.elts if isinstance(second, ast.List) else [second]
        for at, key in enumerate(keys):
            new = copy.deepcopy(node)
            new.args[1] = ast.List(keys[:at] + keys[at + 1 :], ast.Load())
            yield "without a join key", new, key


DEFINITIONS: tuple[Operator, ...] = (comparisons, numbers, arithmetic, keywords)
ENGINE: tuple[Operator, ...] = (bounds, predicates)


def mutants(file: str, operators: tuple[Operator, ...]) -> Iterator[Mutant]:
    """Every mutant of `file` (under `src/`) that the operators make, in its order."""
    source = (SRC / file).read_text(encoding="utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    seen: Counter[tuple[str, str, str]] = Counter()
    for path, scope, node in _places(tree, "", (), _expectations(tree)):
        for operator in operators:
            for name, new, dropped in operator(node):
                changed = dropped or node
                number = getattr(changed, "lineno", node.lineno)
                text = lines[number - 1].strip()
                change = _change(changed, None if dropped else new)
                seen[scope, text, change] += 1
                nth = seen[scope, text, change]
                yield Mutant(
                    file=file,
                    number=number,
                    scope=scope,
                    text=text,
                    operator=name,
                    change=change if nth == 1 else f"{change} (no. {nth})",
                    tree=_replaced(tree, path, new),
                )


def _change(was: ast.AST, now: ast.AST | None) -> str:
    new = "nothing" if now is None else ast.unparse(now)
    return " ".join(f"{ast.unparse(was)} → {new}".split())


Path_ = tuple[tuple[str, int | None], ...]


def _replaced(tree: ast.Module, path: Path_, new: ast.AST) -> ast.Module:
    """A copy of `tree` with `new` at the end of `path`."""
    whole = copy.deepcopy(tree)
    at: ast.AST = whole
    for field, index in path[:-1]:
        child = getattr(at, field)
        at = child if index is None else child[index]
    field, index = path[-1]
    old = getattr(at, field) if index is None else getattr(at, field)[index]
    new = ast.copy_location(copy.deepcopy(new), old)
    if index is None:
        setattr(at, field, new)
    else:
        getattr(at, field)[index] = new
    return ast.fix_missing_locations(whole)


def _places(
    node: ast.AST, scope: str, path: Path_, expected: dict[str, set[int | str]]
) -> Iterator[tuple[Path_, str, ast.expr]]:
    """Every expression that may be changed: the way to it and what encloses it."""
    scope = _scope(node, scope)
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns"):
            continue
        several = isinstance(value, list)
        for index, child in enumerate(value if several else [value]):
            if not isinstance(child, ast.AST) or _left_alone(child):
                continue
            if _is_expectation(node, field, index, child, expected):
                continue
            way = (*path, (field, index if several else None))
            if isinstance(child, ast.expr):
                yield way, _scope(child, scope), child
            yield from _places(child, scope, way, expected)


def _scope(node: ast.AST, scope: str) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return f"{scope}.{node.name}" if scope else node.name
    if isinstance(node, ast.Assign) and not scope:
        return ast.unparse(node.targets[0])
    return scope


def _left_alone(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom):
        return True
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Name) and called.id in ("Text", "Worked")


def _expectations(tree: ast.Module) -> dict[str, set[int | str]]:
    """Of functions, the parameters that only a worked example reads."""
    found: dict[str, set[int | str]] = {}
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            told = _names(function, worked=True) - _names(function, worked=False)
            names = [argument.arg for argument in function.args.args]
            found[function.name] = told | {
                at for at, name in enumerate(names) if name in told
            }
    return found


def _names(node: ast.AST, *, worked: bool, inside: bool = False) -> set[str]:
    """Names read inside worked examples, or outside of them."""
    called = node.func if isinstance(node, ast.Call) else None
    inside = inside or (isinstance(called, ast.Name) and called.id == "Worked")
    if isinstance(node, ast.Name):
        return {node.id} if inside == worked else set()
    return {
        name
        for child in ast.iter_child_nodes(node)
        for name in _names(child, worked=worked, inside=inside)
    }


def _is_expectation(
    node: ast.AST,
    field: str,
    index: int,
    child: ast.AST,
    expected: dict[str, set[int | str]],
) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return False
    told = expected.get(node.func.id, set())
    if isinstance(child, ast.keyword):
        return child.arg in told
    return field == "args" and index in told
