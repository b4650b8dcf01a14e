"""Comments on views and their columns: those that say something else than they should are written.

A comment is no reason for an apply: its text names a line, which moves with every line written above it. Each apply
looks, also one that finds nothing else to do.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from pg_saint.compile.comments import Comments, comments
from pg_saint.plan.stages import Plan

# Those that differ, of views that the session's role owns: another role's apply leaves them to it.
DIFFERENT = """
    select case c.relkind when 'm' then 'materialized view' else 'view' end, w.view, a.attname::text
    from unnest(%(views)s::text[], %(columns)s::text[], %(said)s::text[]) w (view, "column", said)
    join pg_catalog.pg_class c on c.oid = pg_catalog.to_regclass(w.view) and c.relkind in ('v', 'm')
    left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = w."column" and not a.attisdropped
    where (w."column" is null) = (a.attname is null)
        and pg_catalog.pg_has_role(c.relowner, 'usage')
        and case when a.attname is null then pg_catalog.obj_description(c.oid, 'pg_class')
            else pg_catalog.col_description(c.oid, a.attnum) end is distinct from w.said
"""


def write_comments(connection: psycopg.Connection, plan: Plan) -> None:
    """In the caller's transaction; a view that is not there yet is left out. Locks each view that gets another comment
    against other changes of it (share update exclusive), and nobody who reads."""
    wanted = {str(each.view): each for each in comments(plan.definition, plan.objects)}
    rows = [row for each in wanted.values() for row in _rows(each)]
    views, columns, said = zip(*rows, strict=True) if rows else ((), (), ())
    asked = {"views": list(views), "columns": list(columns), "said": list(said)}
    different: dict[tuple[str, str], set[str | None]] = {}
    for kind, view, column in connection.execute(DIFFERENT, asked).fetchall():
        different.setdefault((kind, view), set()).add(column)
    statements = [wanted[view].only(columns).statement(kind) for (kind, view), columns in different.items()]
    if statements:
        connection.execute(sql.SQL("\n".join(statements)))


def _rows(of: Comments) -> list[tuple[str, str | None, str]]:
    return [(str(of.view), None, of.said), *((str(of.view), column, said) for column, said in of.columns.items())]
