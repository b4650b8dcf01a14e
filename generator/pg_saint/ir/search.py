"""How to look for rows by the value of an expression, such that an index on its column can be used."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from pg_saint.ir.nodes import Expr, Table
from pg_saint.ir.types import INTEGERS


def searchable(expr: Expr, tables: Mapping[str, Table]) -> tuple[tuple[Expr, ...], Expr]:
    """Conditions and an expression x, such that ``expr = value`` is ``conditions and x = value``.

    ``case when c then x end`` becomes c and x; a cast between integer types, or of varchar to text, is left out:
    the operators between those types can use an index on the column. `tables` are the tables by alias.
    """
    conditions: tuple[Expr, ...] = ()
    while True:
        if isinstance(expr, exp.Case) and _only_branch(expr) is not None:
            branch = expr.args["ifs"][0]
            conditions, expr = (*conditions, branch.this), branch.args["true"]
        elif isinstance(expr, exp.Paren) or (isinstance(expr, exp.Cast) and _same_order(expr, tables)):
            expr = expr.this
        else:
            return conditions, expr


def _only_branch(case: exp.Case) -> Expr | None:
    alone = case.this is None and case.args.get("default") is None and len(case.args["ifs"]) == 1
    return case.args["ifs"][0] if alone else None


def _same_order(cast: exp.Cast, tables: Mapping[str, Table]) -> bool:
    inner = cast.this.unnest()
    if not isinstance(inner, exp.Column) or inner.table not in tables:
        return False
    type_ = tables[inner.table].column(inner.name).type
    if cast.to.this in exp.DataType.INTEGER_TYPES:
        return type_ in INTEGERS
    return cast.to.this == exp.DataType.Type.TEXT and type_.startswith("character varying")
