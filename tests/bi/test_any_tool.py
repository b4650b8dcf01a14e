"""What Power BI, Metabase and Grafana ask of a database: its views and columns, their comments, their rows."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from tests.interface.conftest import crm, interface_dsn

__all__ = ["crm", "interface_dsn"]
# As Power BI's connector asks.
TABLES = """
    select table_schema, table_name, table_type from information_schema.tables
    where table_schema not in ('information_schema', 'pg_catalog')
"""
COLUMNS = """
    select column_name, ordinal_position, is_nullable, data_type from information_schema.columns
    where table_schema = %s and table_name = %s order by ordinal_position
"""
# As Metabase does, by JDBC.
COMMENTS = """
    select c.relname::text, obj_description(c.oid, 'pg_class'), col_description(c.oid, a.attnum)
    from pg_catalog.pg_class c
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'saint'::regnamespace and c.relname = any (%s)
"""
MEANT_FOR_THEM = {
    "company_card", "company_counter", "company_status", "contact_moment", "countervalue", "status_daily",
    "status_period", "statusdef", "attention_top_customers", "attention_top_customers_bands",
}  # fmt: skip


@pytest.fixture
def reader(crm: psycopg.Connection) -> Iterator[psycopg.Connection]:
    crm.execute("set local role saint_reader")
    yield crm
    crm.execute("reset role")


def test_what_is_listed_can_be_read(reader: psycopg.Connection) -> None:
    listed = {name: kind for schema, name, kind in reader.execute(TABLES).fetchall() if schema == "saint"}
    assert set(listed) >= MEANT_FOR_THEM
    assert not [name for name in listed if "sales" in name]
    for name in listed:
        columns = [column for column, *_ in reader.execute(COLUMNS, ("saint", name)).fetchall()]
        asked = sql.SQL("select {} from {} limit 1000").format(
            sql.SQL(", ").join(sql.Identifier("$Table", column) for column in columns),
            sql.SQL("{} {}").format(sql.Identifier("saint", name), sql.Identifier("$Table")),
        )
        assert len(reader.execute(asked).description or []) == len(columns) > 0


def test_each_is_described(reader: psycopg.Connection) -> None:
    rows = reader.execute(COMMENTS, (sorted(MEANT_FOR_THEM),)).fetchall()
    assert {name for name, _, _ in rows} == MEANT_FOR_THEM
    assert [name for name, of_view, of_column in rows if not (of_view and of_column)] == []
