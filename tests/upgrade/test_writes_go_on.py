"""An upgrade that takes away what is mapped fails no write of the CRM, neither one row at a time nor many."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors, sql

from pg_saint.upgrade import attach
from pg_saint.validate import load
from tests.apply.conftest import Crm
from tests.oracle.comparison import Truth
from tests.upgrade.test_detach_and_attach import AT_ONCE, RENAME, RENAMED

TAKEN_AWAY = [
    RENAME,
    "alter table crm.activity drop column direction",
    "alter table crm.activity alter column direction drop default, "
    "alter column direction type boolean using direction = 'outgoing'",
    "alter table crm.activity rename column company_id to account_id",
    "alter table crm.activity rename column starts_at to begins_at",
    "alter table crm.activity rename to event",
    "alter table crm.company rename column category to kind",
    "alter table crm.company rename column deleted to gone",
    "alter table crm.company rename column company_id to account_id",
    "alter table crm.users rename column full_name to title",
    "alter table crm.person drop column company_id",
    "alter table crm.sale alter column amount type text",
    "alter schema crm rename to crm_2",
]
TABLES = """
    select n.nspname, c.relname, array_agg(a.attname::text order by a.attnum)
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname in ('crm', 'crm_2') and c.relkind = 'r'
    group by 1, 2
    order by 2
"""


def write_to_all(connection: psycopg.Connection) -> None:
    """Rows come, change and go in every table of the CRM; its first column is the key."""
    for schema, name, (key, *others) in connection.execute(TABLES).fetchall():
        names = {
            "table": sql.Identifier(schema, name),
            "key": sql.Identifier(key),
            "others": sql.SQL(", ").join(map(sql.Identifier, others)),
        }
        for statement in (
            "insert into {table} ({key}, {others}) select 90001, {others} from {table} order by {key} limit 1",
            "insert into {table} ({key}, {others}) select 90001 + {key}, {others} from {table} where {key} in (1, 2)",
            "update {table} set ({others}) = (select {others} from {table} where {key} = 2) where {key} = 90001",
            "update {table} set ({others}) = (select {others} from {table} where {key} = 3) where {key} > 90001",
            "delete from {table} where {key} = 90001",
            "delete from {table} where {key} > 90001",
        ):
            connection.execute(sql.SQL(statement).format(**names))


@pytest.mark.parametrize("upgrade", TAKEN_AWAY, ids=lambda upgrade: upgrade.removeprefix("alter table crm.")[:40])
def test_writes_go_on(crm: Crm, upgrade: str) -> None:
    # In this session the plans are there already.
    write_to_all(crm.connection)
    crm.execute(upgrade.encode())
    write_to_all(crm.connection)
    with psycopg.connect(crm.dsn) as another:
        write_to_all(another)


def test_reads_say_what_is_missing_and_an_attach_with_the_new_name_mends_it(crm: Crm) -> None:
    crm.execute(RENAME)
    crm.execute("update crm.activity set way = 'incoming' where activity_id < 20")
    with pytest.raises(errors.UndefinedColumn, match="direction"):
        crm.execute("select * from saint.company_counter")
    crm.truth = Truth(attach(crm.connection, load([crm.write(RENAMED)]), AT_ONCE).definition)
    crm.finished()


def test_a_column_that_comes_back_is_believed_again(crm: Crm) -> None:
    crm.execute(RENAME)
    crm.execute("update crm.activity set way = 'incoming' where activity_id < 20")
    crm.execute("alter table crm.activity rename column way to direction")
    crm.execute("update crm.activity set direction = 'outgoing' where activity_id < 5")
    crm.finished()


def test_a_kind_of_value_that_can_take_its_place_is_no_reason_for_a_mark(crm: Crm) -> None:
    crm.execute("alter table crm.activity alter column company_id type bigint")
    crm.execute("alter table crm.activity alter column direction type text")
    crm.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-05-30')")
    assert crm.execute("select from saint_data.company_stale").rowcount == 0
    crm.finished()
