"""Small changes of a program, one at a time: what ``mutation.py`` tries a test suite on.

Changed is what decides something: comparisons, conditions, arithmetic, numbers, members of a group of words,
what is returned, and statements that are not there any more. Left alone are the sentences that people read,
annotations, assertions and documentation, and single words that are values: they are literals, of which the
type checker knows what there is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType
from typing import Any

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SKIPPED = (ast.Assert, ast.Import, ast.ImportFrom, ast.Raise, ast.arg)
_TYPES = ("Literal", "cast", "TypeVar", "NewType", "Annotated", "__slots__", "__all__")
"""What begins with one of these, or is assigned to it, is for the type checker or the importer."""
_NOTICEABLE = 100
"""One more or less of a number from here on is a millisecond, which nobody notices: such numbers double."""


@dataclass(frozen=True)
class Mutant:
    where: str
    """The function, with its class; empty: the module itself."""
    what: str
    """What was changed into what: with ``where``, it tells mutants apart even after lines have moved."""
    line: int
    lines: range
    """Of the statement: a test that runs one of them may notice."""
    late: bool
    """Inside of a function: the change is made in a program that runs."""
    _holder: Any
    _slot: str | int
    _new: ast.AST

    @contextmanager
    def applied(self) -> Iterator[None]:
        """The tree is changed meanwhile."""
        old = _exchange(self._holder, self._slot, self._new)
        try:
            yield
        finally:
            _exchange(self._holder, self._slot, old)

    def compiled(self, tree: ast.Module, path: str) -> CodeType:
        with self.applied():
            return compile(tree, path, "exec")


def _exchange(holder: Any, slot: str | int, new: Any) -> Any:
    if isinstance(slot, str):
        old = getattr(holder, slot)
        setattr(holder, slot, new)
    else:
        old, holder[slot] = holder[slot], new
    return old


def mutants(tree: ast.Module) -> list[Mutant]:
    """All of a module, in the order of its lines."""
    return list(_Finder().found(tree))


class _Finder:
    def __init__(self) -> None:
        self.scope: list[str] = []
        self.late = False
        self.statement: ast.stmt | None = None
        self.parents: list[ast.AST] = []

    def found(self, node: ast.AST) -> Iterator[Mutant]:
        if isinstance(node, _SKIPPED) or _is_for_types(node):
            return
        before = (list(self.scope), self.late, self.statement)
        if isinstance(node, ast.stmt):
            self.statement = node
        inner = isinstance(node, (ast.FunctionDef, ast.Lambda))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            self.scope.append(node.name)
        self.parents.append(node)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "bases"):
                continue
            if inner:
                self.late = name == "body" or before[1]
            holder, slots = (value, range(len(value))) if isinstance(value, list) else (node, (name,))
            for slot in slots:
                child = holder[slot] if isinstance(slot, int) else value
                if isinstance(child, ast.AST):
                    for new in _alternatives(child, node, name):
                        yield self.mutant(node, holder, slot, child, new)
                    yield from self.found(child)
        self.parents.pop()
        self.scope, self.late, self.statement = before

    def mutant(self, parent: ast.AST, holder: Any, slot: str | int, old: ast.AST, new: ast.AST) -> Mutant:
        place = old if hasattr(old, "lineno") else parent
        for node in ast.walk(new):
            if "lineno" in node._attributes and not hasattr(node, "lineno"):
                ast.copy_location(node, place)
        ast.fix_missing_locations(new)
        statement = old if isinstance(old, ast.stmt) else self.statement
        assert isinstance(statement, ast.stmt)
        # A number or an operator says little alone: it is shown in what it stands in.
        shown = old
        if not isinstance(old, ast.stmt) and not (isinstance(parent, ast.stmt) and hasattr(parent, "body")):
            shown = parent
        before = _text(shown)
        undone = _exchange(holder, slot, new)
        after = _text(new if shown is old else shown)
        _exchange(holder, slot, undone)
        return Mutant(
            ".".join(self.scope),
            f"{before} → {after}",
            getattr(place, "lineno", statement.lineno),
            _lines(statement),
            self.late,
            holder,
            slot,
            new,
        )


def _lines(statement: ast.stmt) -> range:
    body = getattr(statement, "body", None)
    if isinstance(body, list) and body and not isinstance(statement, ast.Match):
        return range(statement.lineno, max(body[0].lineno, statement.lineno + 1))
    return range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)


def _text(node: ast.AST) -> str:
    """In one line; of what has a body, only what stands before it."""
    if isinstance(node, ast.match_case):
        return f"case {ast.unparse(node.pattern)}"
    text = ast.unparse(node)
    if isinstance(getattr(node, "body", None), list):
        text = text.splitlines()[0]
    return " ".join(text.split())


def _is_for_types(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return node.value.id in _TYPES
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id in _TYPES
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "TypeVar":
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _alternatives(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST]:
    if isinstance(node, ast.expr):
        yield from _other_values(node, parent, field)
    elif isinstance(node, ast.stmt):
        yield from _left_out(node)
    elif isinstance(node, ast.cmpop):
        yield from (other() for other in _COMPARISONS[type(node)])
    elif isinstance(node, ast.operator) and type(node) in _ARITHMETIC and not _joins_text(parent):
        yield _ARITHMETIC[type(node)]()


def _other_values(node: ast.expr, parent: ast.AST, field: str) -> Iterator[ast.expr]:
    match node:
        case ast.BoolOp(op=op, values=values):
            yield from (
                values
                if len(values) == 2
                else (ast.BoolOp(op, [*values[:place], *values[place + 1 :]]) for place in range(len(values)))
            )
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1 if value < _NOTICEABLE else value * 2)
            if 1 < value < _NOTICEABLE or value == 1:
                yield ast.Constant(value - 1)
        case ast.Tuple(elts=elements) | ast.Set(elts=elements) if len(elements) > 1 and _are_words(elements):
            for place in range(len(elements)):
                yield type(node)(elts=[*elements[:place], *elements[place + 1 :]], ctx=ast.Load())
        case ast.Dict(keys=keys, values=values) if len(keys) > 1 and _are_words(keys):
            for place in range(len(keys)):
                yield ast.Dict([*keys[:place], *keys[place + 1 :]], [*values[:place], *values[place + 1 :]])
        case ast.Call(func=ast.Name(id=name) as function, args=args, keywords=keywords) if name in _OPPOSITES:
            other = ast.copy_location(ast.Name(_OPPOSITES[name], ast.Load()), function)
            yield ast.Call(other, args, keywords)
        case ast.Call(func=ast.Name(id="sorted" | "reversed"), args=[only, *_]):
            yield ast.Call(ast.Name("list", ast.Load()), [only], [])
        case ast.Slice(lower=lower, upper=upper) if lower or upper:
            if lower is not None:
                yield ast.Slice(None, upper)
            if upper is not None:
                yield ast.Slice(lower, None)
    if isinstance(parent, ast.comprehension) and field == "ifs":
        yield ast.Constant(True)
    if field == "test" and not isinstance(node, ast.Compare | ast.UnaryOp | ast.BoolOp | ast.Constant):
        yield ast.UnaryOp(ast.Not(), node)
    if isinstance(parent, ast.Return) and not isinstance(node, ast.Constant):
        yield ast.Constant(None)


def _are_words(elements: Sequence[ast.expr | None]) -> bool:
    return any(isinstance(element, ast.Constant) and isinstance(element.value, str) for element in elements)


def _left_out(node: ast.stmt) -> Iterator[ast.stmt]:
    match node:
        case ast.Expr(value=ast.Constant()):
            pass
        case ast.Expr() | ast.AugAssign() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Return(value=None):
            yield ast.Pass()
        case ast.Assign(targets=targets) if not all(isinstance(target, ast.Name) for target in targets):
            yield ast.Pass()
        case ast.If(orelse=[]):
            yield ast.If(ast.Constant(False), node.body, [])


def _joins_text(node: ast.AST) -> bool:
    """Whether an operator stands between texts, where another one is only an error."""
    return isinstance(node, ast.BinOp) and any(
        isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )
