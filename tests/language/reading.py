"""Whether expressions are read as PostgreSQL reads them."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg
from sqlglot import exp

from pg_saint.criteria.grammar import parse
from pg_saint.errors import SaintError
from pg_saint.ir.dialect import Infix, Prefix, Subscript, printed
from pg_saint.ir.nodes import Expr, Location
from tests.language.postgres import meanings

BATCH = 200
COMPOUND = (exp.Binary, exp.Not, exp.Neg, exp.Between, exp.In, exp.AtTimeZone, Infix, Prefix, Subscript)


def check(connection: psycopg.Connection, written: Iterable[str]) -> int:
    """How many of them PostgreSQL takes; each of those must be read as it reads it."""
    every = list(written)
    taken = 0
    wrong = []
    for start in range(0, len(every), BATCH):
        batch = every[start : start + BATCH]
        good = [
            (text, means) for text, means in zip(batch, meanings(connection, batch), strict=True) if means is not None
        ]
        taken += len(good)
        read = []
        for text, means in good:
            try:
                tree = parse(text, Location("test", 1))
            except SaintError as error:
                wrong.append(f"{text}\n  {error}")
                continue
            read.append((text, means, printed(tree), printed(closed(tree))))
        for kind in (2, 3):
            for each, ours in zip(read, meanings(connection, [each[kind] for each in read]), strict=True):
                if ours != each[1]:
                    wrong.append(f"{each[0]}\n  {each[kind]}\n  {each[1]}\n  {ours}")
    assert not wrong, f"{len(wrong)} of {taken}:\n" + "\n".join(wrong[:20])
    return taken


def closed(tree: Expr) -> Expr:
    """The tree with brackets around every part: what it would mean if precedence were ours alone."""
    root = exp.Paren(this=tree.copy())
    for node in reversed(list(root.find_all(*COMPOUND))):
        if not isinstance(node.parent, exp.Paren) and not _indivisible(node):
            node.replace(exp.Paren(this=node.copy()))
    return root


def _indivisible(node: Expr) -> bool:
    """What is a part of what is around it, so that brackets cannot stand there."""
    return (
        isinstance(node, exp.Collate | exp.Escape | exp.Dot)
        or isinstance(node.parent, exp.Escape | Subscript)
        or (isinstance(node, exp.In | exp.Between) and isinstance(node.parent, exp.Not))
        or node.args.get("op") in ("=>", ":=", "variadic")
    )
