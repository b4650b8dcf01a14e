"""Takes the triggers off the CRM's tables. From the first moment on every view is computed live."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql

from pg_saint.calls import compiled_table
from pg_saint.compile.citus.marks import PINNED_DAY
from pg_saint.compile.sql.names import DATA
from pg_saint.errors import SaintError
from pg_saint.plan.installed import detached_entities
from pg_saint.upgrade.patience import Patience
from pg_saint.values import says_yes

OURS = """
    select n.nspname, c.relname, array_agg(t.tgname order by t.tgname)
    from pg_trigger t
    join pg_proc p on p.oid = t.tgfoid
    join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    where p.pronamespace = to_regnamespace(%s) and not t.tgisinternal
    group by 1, 2
    order by 1, 2
"""

# Where rows of shards are stored.
MARKED_IN_SHARDS = "select exists (select from saint.compiled c where c.name = %s and c.kind = 'table')"


def detach(connection: psycopg.Connection, patience: Patience) -> list[str]:
    """Returns the tables that had triggers of ours. What fails midway goes on when it is called again.

    Raises SaintError where nothing is applied, rows of shards are stored, or a table stays locked.
    """
    entities = [row[0] for row in connection.execute("select entity from saint.entity order by entity")]
    if not entities:
        raise SaintError("no definition is in force in this database", remedy="saint apply FILE")
    if says_yes(connection, MARKED_IN_SHARDS, (str(PINNED_DAY),)):
        raise SaintError(
            "an entity in shards of Citus has maintenance: deferred, and a record that comes while its triggers are "
            "off would have no row",
            remedy="leave that line out and apply: it takes the triggers off, and every read is computed",
        )
    patience(connection, lambda: _compute_live(connection, entities))
    tables = connection.execute(OURS, (DATA,)).fetchall()
    for schema, table, triggers in tables:
        patience(connection, lambda on=(schema, table), names=triggers: _drop(connection, on, names))  # type: ignore[misc]
    return [f"{schema}.{table}" for schema, table, _ in tables]


def _compute_live(connection: psycopg.Connection, entities: Sequence[str]) -> None:
    """Committed before the first trigger goes: who still sees stored rows sees those that triggers kept."""
    with connection.transaction():
        connection.execute("lock table saint.compiled in exclusive mode")
        for entity in sorted(set(entities) - detached_entities(connection)):
            via = compiled_table(connection, f"{entity}_via")
            connection.execute(sql.SQL("insert into {} (hop) values ('detached')").format(via))


def _drop(connection: psycopg.Connection, on: tuple[str, str], names: Sequence[str]) -> None:
    with connection.transaction():
        for name in names:
            trigger, table = sql.Identifier(name), sql.Identifier(*on)
            connection.execute(sql.SQL("drop trigger if exists {} on {}").format(trigger, table))
