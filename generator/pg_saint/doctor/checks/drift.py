"""What was compiled was changed or dropped by hand."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.compile import SqlObject
from pg_saint.doctor.finding import Finding
from pg_saint.errors import SaintError
from pg_saint.plan import make_plan, stored_model
from pg_saint.plan.installed import read_installed

GONE = """
    select c.kind, c.name from saint.compiled c
    where case c.kind when 'function' then to_regproc(c.name) is null
        when 'trigger' then false else to_regclass(c.name) is null end
    order by c.place
"""
BODY = "select prosrc, prosecdef, array_to_string(proconfig, ',') from pg_proc where oid = to_regproc(%s)"


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for kind, name in connection.execute(GONE).fetchall():
        yield Finding(f"{kind} {name} was dropped", "saint drop, then saint apply FILE")
    for made in _functions(connection):
        row = connection.execute(BODY, (str(made.name),)).fetchone()
        if row and _code(row[0]) != _code(made.sql.split("$saint$")[1]):
            yield Finding(
                f"function {made.name} was changed by hand: it is not what the definition in force compiles to",
                "saint drop, then saint apply FILE",
            )


def _functions(connection: psycopg.Connection) -> list[SqlObject]:
    """Those that an apply would leave as they are."""
    try:
        plan = make_plan(connection, stored_model(connection))
    except SaintError:
        # The check of the definition tells it.
        return []
    installed = read_installed(connection).objects
    return [
        made
        for made in plan.objects
        if made.kind == "function"
        and "$saint$" in made.sql
        and made.name in installed
        and installed[made.name].fingerprint == made.fingerprint
    ]


def _code(body: str) -> list[str]:
    """Comments name lines of the definition's file, which may have moved."""
    return [line for line in body.strip().splitlines() if not line.lstrip().startswith("--")]
