"""Expressions walked and copied: most of what compiling does. The ways of sqlglot take three times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlglot import exp

from pg_saint.ir.nodes import Expr


def copied(expr: Expr, replacement: Callable[[exp.Column], Expr] | None = None) -> Expr:
    """A copy, with what was left at its nodes. Each column in it is what `replacement` makes of it, which may be the
    column itself."""
    root, same = _begun(expr, replacement)
    # Not by recursion: a chain of AND may be longer than Python can walk.
    left = [(expr, root)] if same else []
    while left:
        node, made = left.pop()
        for name, value in node.args.items():
            if isinstance(value, exp.Expr):
                child, same = _begun(value, replacement)
                child.parent, child.arg_key, child.index = made, name, None
                made.args[name] = child
                if same:
                    left.append((value, child))
            elif type(value) is list:
                parts = made.args[name] = []
                for index, each in enumerate(value):
                    if isinstance(each, exp.Expr):
                        child, same = _begun(each, replacement)
                        child.parent, child.arg_key, child.index = made, name, index
                        parts.append(child)
                        if same:
                            left.append((each, child))
                    else:
                        parts.append(each)
            else:
                made.args[name] = value
    return root


def changed(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """A copy in which each node is what `change` makes of it; what is put in the place of another is not looked at."""
    made: Expr = copied(expr).transform(change, copy=False)
    return made


def nodes(expr: Expr) -> Iterator[Expr]:
    """Every node, in the order in which it is written."""
    left = [expr]
    while left:
        node = left.pop()
        yield node
        for value in reversed(node.args.values()):
            if isinstance(value, exp.Expr):
                left.append(value)
            elif type(value) is list:
                left += [each for each in reversed(value) if isinstance(each, exp.Expr)]


def _begun(node: Expr, replacement: Callable[[exp.Column], Expr] | None) -> tuple[Expr, bool]:
    """What takes the node's place, and whether that is a copy, whose parts are still to come."""
    if replacement is not None and isinstance(node, exp.Column):
        other = replacement(node)
        if other is not node:
            return other, False
    made = type(node)()
    if node._meta:
        made._meta = dict(node._meta)
    made._type = node._type
    return made, True
