"""Records of which something cannot be computed: their values make an expression fail."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from psycopg import errors, sql

from pg_saint.compile.sql.names import data_name
from pg_saint.doctor.finding import Finding

MOST_NAMED = 10
# What they are called says it of an entity with a short name only.
THERE = """
    select p.proname
    from pg_proc p
    where p.pronamespace = to_regnamespace('saint_data') and p.pronargs = 0
        and pg_get_function_result(p.oid) = 'TABLE(id text, what text, message text)'
    order by p.proname
"""
# Where it is known which of a record's values is what fails, it is not said of all of them.
FAILING = """
    with found as materialized (select f.id, f.what, f.message from {}() f),
    known as (select f.id from found f where f.id is not null and f.what <> 'its values')
    select f.what, f.message, count(distinct f.id), (array_agg(distinct f.id))[:%s]
    from found f
    where f.id is not null
        and (f.what <> 'its values' or f.id not in (select k.id from known k))
    group by 1, 2
    union all
    select f.what, f.message, count(*), null from found f where f.id is null group by 1, 2
    order by 1, 2
"""
REMEDY_ALL = "correct the values, or change the definition so that it accepts them"
REMEDY = f"{REMEDY_ALL}; until then "


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    names = {
        data_name(entity, "failing"): entity for (entity,) in connection.execute("select entity from saint.entity")
    }
    for (function,) in connection.execute(THERE).fetchall():
        entity = names.get(function, function.removesuffix("_failing"))
        query = sql.SQL(FAILING).format(sql.Identifier("saint_data", function))
        try:
            with connection.transaction():
                rows = connection.execute(query, (MOST_NAMED,)).fetchall()
        except errors.Error as error:
            # A table that is gone, say, of which another check tells more.
            yield Finding(
                f"{entity}: whether something cannot be computed is not known: {error.diag.message_primary}",
                "correct what it says and what else is found here, then once more: saint doctor",
            )
            continue
        yield from _named(entity, rows)


def _named(entity: str, rows: list[tuple[str, str, int, list[str] | None]]) -> Iterator[Finding]:
    for what, message, many, ids in rows:
        if ids is not None:
            more = f" and {many - len(ids):,} more" if many > len(ids) else ""
            yield Finding(
                f"{entity} {', '.join(ids)}{more}: {what} cannot be computed: {message}", f"{REMEDY}it is NULL there"
            )
    lost: dict[str, list[str]] = {}
    for what, message, _, ids in rows:
        if ids is None:
            lost.setdefault(what, []).append(message)
    for what, messages in lost.items():
        for message in messages[:MOST_NAMED]:
            yield Finding(f"{entity}: {what} cannot be computed: {message}", f"{REMEDY}the row belongs to no record")
        if len(messages) > MOST_NAMED:
            yield Finding(
                f"{entity}: {what} cannot be computed of {len(messages) - MOST_NAMED:,} rows more", REMEDY_ALL
            )
