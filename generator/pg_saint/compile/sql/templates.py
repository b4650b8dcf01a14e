"""Templates filled with typed pieces, and nothing else.

A template is SQL with named holes (jinja2). A hole takes only a `Sql`, and a `Sql` comes only from a template or from
`compile.sql.text`. It is laid out (blank lines closed up, blocks indented, comments told from code) while the holes are
open: what fills them is put in last, and never looked at or changed as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from typing import Any

import jinja2
from jinja2.filters import do_indent
from jinja2.runtime import Context

from pg_saint.compile.sql.text import OF_VALUES, PINNED, READING, SHOWING, Comment, Sql

DELIMITER = "$saint$"
# In a layout: a hole, by its number, and what a function's body stands between. Of Unicode's area for private use.
HOLE = re.compile("\ue000(\\d+)\ue001")
BODY = "\ue002"


class Statement(Sql):
    """A filled template; `code` is it without its comments."""

    template: str
    pieces: dict[str, Any]
    layout: str
    holes: Sequence[Sql]
    code: str

    def again(self, **pieces: Any) -> Statement:
        """The same template with these pieces instead."""
        return render(self.template, **{**self.pieces, **pieces})


def render(template: str, /, **pieces: Any) -> Statement:
    """`compile/<template>.sql` with its holes filled; blank lines left by empty blocks are closed up."""
    holes: list[Sql] = []
    layout = _environment().get_template(f"{template}.sql").render(**pieces, holes=holes)
    layout = re.sub(r"\n{3,}", "\n\n", layout).strip("\n") + "\n"
    filled = _filled(layout, holes)
    layout = layout.replace(BODY, next(each for each in _delimiters() if each not in filled))
    made = Statement(_filled(layout, holes))
    made.template, made.pieces, made.layout, made.holes = template, pieces, layout, holes
    made.code = _filled("\n".join(line for line in layout[:-1].split("\n") if not _is_comment(line, holes)), holes)
    return made


def _filled(layout: str, holes: Sequence[Sql]) -> str:
    return HOLE.sub(lambda hole: holes[int(hole[1])], layout)


def _is_comment(line: str, holes: Sequence[Sql]) -> bool:
    line = line.lstrip()
    hole = HOLE.match(line)
    return line.startswith("--") or (hole is not None and isinstance(holes[int(hole[1])], Comment))


def _delimiters() -> Iterator[str]:
    """$saint$, and others where a literal or a comment inside a function's body holds it."""
    yield DELIMITER
    for number in count(1):
        yield f"$saint{number}$"


class _Block(str):
    """A part of a layout."""


@jinja2.pass_context
def _put(context: Context, value: Any) -> str:
    """What a hole leaves in the layout."""
    if isinstance(value, _Block):
        return value
    if isinstance(value, Statement):
        inner = value.holes
        return HOLE.sub(lambda hole: _hole(context, inner[int(hole[1])]), value.layout).rstrip("\n")
    if isinstance(value, Sql):
        return _hole(context, value)
    raise TypeError(f"a hole in a SQL template takes a piece of SQL, not {type(value).__name__} {value!r}")


def _hole(context: Context, piece: Sql) -> str:
    if not piece:
        return ""
    holes: list[Sql] = context["holes"]
    holes.append(piece)
    return f"\ue000{len(holes) - 1}\ue001"


@jinja2.pass_context
def _block(context: Context, value: str) -> _Block:
    """What a macro made of a template's text and pieces, or a piece."""
    return _Block(_put(context, value) if isinstance(value, Sql) else value.rstrip("\n"))


@jinja2.pass_context
def _indent(context: Context, value: str, width: int = 4, first: bool = False) -> str:
    return do_indent(_put(context, value) if isinstance(value, Sql) else value, width, first)


class _Templates(jinja2.PackageLoader):
    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        source, *rest = super().get_source(environment, template)
        return source.replace(DELIMITER, BODY), *rest


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=_Templates("pg_saint.compile", ""),
        undefined=jinja2.StrictUndefined,
        finalize=_put,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.globals["pinned"] = PINNED
    environment.globals["reading"] = READING
    environment.globals["showing"] = SHOWING
    environment.globals["errors"] = OF_VALUES
    environment.filters["block"] = _block
    environment.filters["indent"] = _indent
    return environment
