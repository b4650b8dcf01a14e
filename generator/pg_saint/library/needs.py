"""What a ready status needs of a mapping: entities with their fields, sources with theirs."""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from pg_saint.criteria.aggregates import is_aggregate
from pg_saint.criteria.parse import column_path
from pg_saint.criteria.when import when_conditions
from pg_saint.criteria.windows import is_window
from pg_saint.ir.brackets import bracketed
from pg_saint.ir.nodes import Expr, Location
from pg_saint.ir.temporal import UNITS

VARIABLE = re.compile(r"<(\w+)")
HERE = Location("library", 1)


def needs(status: dict[str, Any]) -> list[str]:
    """``company.category``, ``sale.status`` … in alphabetical order; a source of which no field is looked at by its
    name alone. `status` as Entry.status() gives it."""
    found: set[str] = set()
    for condition in when_conditions(status["when"], _here):
        root = bracketed(condition.expr.copy())
        while (
            node := next(filter(is_aggregate, root.find_all(exp.Filter, exp.Exists, exp.AggFunc)), None)
        ) is not None:
            found |= _of_aggregate(node)
            node.replace(exp.null())
        found |= {f"{status['on']}.{name}" for name in _fields(root)}
    texts = [*status["description"].values(), *status.get("follow_up", {}).get("text", {}).values()]
    found |= {f"{status['on']}.{name}" for text in texts for name in VARIABLE.findall(text)}
    return sorted(found)


def _here(*_: str | int) -> Location:
    return HERE


def _of_aggregate(node: Expr) -> set[str]:
    called = node.this if isinstance(node, exp.Filter) else node
    source, *field = column_path(called.this)
    names = _fields(node.expression) if isinstance(node, exp.Filter) else set()
    # date is found where a window means it without a name
    windows = any(is_window(each) for each in node.walk())
    names |= {*field, *({"date"} if windows else set())}
    return {f"{source}.{name}" for name in names} or {source}


def _fields(expr: Expr) -> set[str]:
    names = {".".join(column_path(node)) for node in expr.find_all(exp.Column)}
    return names - {"today", *UNITS}
