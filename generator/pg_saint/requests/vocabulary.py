"""Values that are seen in the fields, for forms: a field at a time, each once a day."""

from __future__ import annotations

import psycopg
from psycopg import sql

from pg_saint.errors import SaintError
from pg_saint.ir.definition import Definition
from pg_saint.oracle import values_query
from pg_saint.plan import stored_model
from pg_saint.resolve import resolve
from pg_saint.values import jsonb

LOOKED_AT, MOST, LONGEST = 100_000, 50, 80  # rows, values, characters
PATIENCE = 2000  # milliseconds
NEXT = """
    select w.entity, w.kind, w.name from saint.vocabulary_word as w
    where w.seen_on is distinct from saint.today() and w.kind in ('field', 'field of source') and w.confidential = '{}'
        and w.type ~ '^(text|character|boolean|smallint|integer|bigint|name|.*[.])' and w.type !~ '[]]$'
    order by w.entity, w.place
    limit 1
"""
SEEN = """
    select coalesce(pg_catalog.jsonb_agg(v.value order by v.times desc, v.value), '[]')
    from (
        select s.value::text as value, pg_catalog.count(*) as times
        from (select f.value from ({query}) as f (value) limit {looked_at}) as s
        where s.value is not null and pg_catalog.length(s.value::text) <= {longest}
        group by 1
        order by 2 desc, 1
        limit {most}
    ) as v
"""
NOTE = """
    update saint.vocabulary_word set seen = %s, seen_on = saint.today()
    where entity = %s and kind = %s and name = %s
"""
ALL_NOTED = """
    update saint.vocabulary_word set seen_on = saint.today() where seen_on is distinct from saint.today()
"""


class Vocabulary:
    """`look` returns whether there may be more to look at."""

    def __init__(self) -> None:
        self._definition: Definition | None = None

    def look(self, connection: psycopg.Connection) -> bool:
        word = connection.execute(NEXT).fetchone()
        if word is None:
            self._definition = None
            return connection.execute(ALL_NOTED).rowcount > 0
        try:
            if self._definition is None:
                self._definition = resolve(stored_model(connection), connection)
            seen = self._seen(connection, self._definition, *word)
        except (SaintError, psycopg.errors.InsufficientPrivilege):
            # Who may not read the tables leaves it.
            connection.execute(ALL_NOTED)
            return False
        connection.execute(NOTE, (seen, *word))
        return True

    def _seen(
        self, connection: psycopg.Connection, definition: Definition, entity: str, kind: str, name: str
    ) -> object:
        source, _, field = name.partition(".") if kind == "field of source" else ("", "", name)
        query = values_query(definition, source or entity, field, of_source=bool(source))
        if query is None:
            return None
        asked = sql.SQL(SEEN).format(
            query=sql.SQL(query), looked_at=sql.Literal(LOOKED_AT), longest=sql.Literal(LONGEST), most=sql.Literal(MOST)
        )
        try:
            with connection.transaction():
                connection.execute(sql.SQL("set local statement_timeout = {}").format(sql.Literal(PATIENCE)))
                row = connection.execute(asked).fetchone()
        except (psycopg.errors.QueryCanceled, psycopg.errors.DataError):
            return None
        return jsonb(row[0]) if row else None
