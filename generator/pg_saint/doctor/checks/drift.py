"""What was compiled was changed or dropped by hand."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.compile import SqlObject
from pg_saint.doctor.finding import Finding
from pg_saint.doctor.in_force import InForce
from pg_saint.errors import SaintError
from pg_saint.ir.lexer import LexicalError, folded
from pg_saint.plan.installed import read_installed

GONE = """
    select c.kind, c.name from saint.compiled c
    where case c.kind when 'function' then to_regproc(c.name) is null
        when 'trigger' then false else to_regclass(c.name) is null end
    order by c.place
"""
BODIES = "select n.name, p.prosrc from unnest(%s::text[]) n (name) join pg_proc p on p.oid = to_regproc(n.name)"


def check(in_force: InForce) -> Iterator[Finding]:
    for kind, name in in_force.connection.execute(GONE).fetchall():
        yield Finding(f"{kind} {name} was dropped", "saint drop, then saint apply FILE")
    functions = _functions(in_force)
    asked = in_force.connection.execute(BODIES, ([str(made.name) for made in functions],))
    there: dict[str, str] = dict(asked.fetchall())
    for made in functions:
        body = there.get(str(made.name), made.body)
        # As it was compiled, nearly always: only another text is taken apart.
        if body != made.body and _code(body or "") != _code(made.body or ""):
            yield Finding(
                f"function {made.name} was changed by hand: it is not what the definition in force compiles to",
                "saint drop, then saint apply FILE",
            )


def _functions(in_force: InForce) -> list[SqlObject]:
    """Those that an apply would leave as they are."""
    try:
        plan = in_force.plan
    except SaintError:
        # The check of the definition tells it.
        return []
    installed = read_installed(in_force.connection).objects
    return [
        made
        for made in plan.objects
        if made.kind == "function"
        and made.body is not None
        and made.name in installed
        and installed[made.name].fingerprint == made.fingerprint
    ]


def _code(body: str) -> str:
    """Comments name lines of the definition's file, which may have moved."""
    try:
        return folded(body).strip()
    except LexicalError:
        return body
