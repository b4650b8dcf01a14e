"""What a name that nobody knows was probably meant to be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import get_args

from sqlglot import exp

from pg_saint.criteria.parse import column_path, show
from pg_saint.criteria.windows import FORMS
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.dialect import IN_DOUBLE_QUOTES, quoted
from pg_saint.ir.nodes import Expr, Function, Location
from pg_saint.ir.temporal import UNITS

# The words of the language that are written as a function's name.
WORDS = (*FORMS, *get_args(Function), "exists", "status", "selection", "class")
# What a word processor makes of quotes: letters of a name, to PostgreSQL.
CURLY = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00b4\u2032\u2033"


def unknown_call(node: exp.Column, things: Collection[str], location: Location) -> SaintError | None:
    """For ``thsi(month)``, where `node` is the month: not its name is wrong, but what is called. `things` are the
    sources and lists, which only words of the language take in their brackets, as they do units."""
    call = node.parent
    if not isinstance(call, exp.Anonymous):
        return None
    sure = column_path(node)[0] in {*UNITS, *things}
    word = word_meant(call, 0.6 if sure else 0.75)
    if word is None:
        return None
    return SaintError(f"unknown function {call.name}: {show(call)}", location, f"did you mean {word}?")


def word_meant(call: Expr, cutoff: float = 0.6) -> str | None:
    """The word of the language that a call of an unknown function was probably meant to be."""
    name = call.name.lower()
    near = get_close_matches(name, WORDS, n=1, cutoff=cutoff)
    return near[0] if near and name not in WORDS else None


def name_meant(node: exp.Column, known: Sequence[str]) -> str:
    """The remedy for a column that is not one of those that are `known`."""
    path = column_path(node)
    remedy = suggestion(".".join(path), known)
    if len(path) > 1:
        return remedy
    if path[-1].strip(CURLY) != path[-1]:
        return "write straight single quotes around a text: '"
    if node.meta_get(IN_DOUBLE_QUOTES):
        # "Category" may be meant as a name, too.
        near = f"{remedy} " if remedy.startswith("did you mean") else ""
        return f"{near}a text is in single quotes: {quoted(path[-1])}"
    return remedy
