"""The CRM's own upgrades do not fail because of us, and reads stay exact after them."""

from __future__ import annotations

import psycopg
import pytest

from tests.apply.conftest import Crm

pytestmark = pytest.mark.long

UPGRADES = [
    "alter table crm.company alter column name type text",
    "alter table crm.company alter column category type varchar(40)",
    "alter table crm.company alter column company_id type bigint",
    "alter table crm.activity alter column direction type text",
    "alter table crm.activity alter column company_id type bigint",
    "alter table crm.activity alter column activity_id type bigint",
    "alter table crm.activity alter column subject type text",
    "alter table crm.sale alter column amount type numeric(15, 3)",
    "alter table crm.users alter column full_name type varchar(100)",
    "alter table crm.activity drop column memo",
    "alter table crm.company drop column city",
    "alter table crm.activity rename column subject to title",
    "alter table crm.company rename column memo to remarks",
    "alter table crm.activity add column outcome text default 'none'",
    "alter table crm.company add column rating integer",
    "alter table crm.activity set unlogged",
    "create index on crm.activity (starts_at)",
]


def writes(connection: psycopg.Connection, number: int) -> None:
    """Events and records come, change and go."""
    connection.execute(
        "insert into crm.activity (activity_id, company_id, starts_at) values (%s, 1, '2026-05-30 12:00+02')", (number,)
    )
    connection.execute("update crm.activity set company_id = 2 where activity_id = %s - 900", (number,))
    connection.execute("update crm.company set category = 'Customer' where company_id = 4")
    connection.execute("delete from crm.activity where activity_id = %s - 890", (number,))
    connection.execute("insert into crm.sale values (%s, 3, '2026-05-01', 10, 'sold')", (number,))
    connection.execute("update crm.users set full_name = 'Somebody' where user_id = 2")


@pytest.mark.parametrize("upgrade", UPGRADES, ids=lambda upgrade: upgrade.removeprefix("alter table crm.")[:50])
def test_an_upgrade_in_a_transaction_with_pending_writes(crm: Crm, upgrade: str) -> None:
    with psycopg.connect(crm.dsn) as session:
        writes(session, 1000)
        session.execute(upgrade.encode())
        crm.exact(session)
        writes(session, 1001)
        crm.exact(session)
    writes(crm.connection, 1002)
    crm.finished()


def test_all_upgrades_one_after_the_other(crm: Crm) -> None:
    writes(crm.connection, 1000)
    for number, upgrade in enumerate(UPGRADES):
        crm.execute(upgrade.encode())
        writes(crm.connection, 1001 + number)
    crm.finished()


@pytest.mark.parametrize(
    ("upgrades", "statements"),
    [
        (
            ["alter table crm.company alter column category type varchar(40)"],
            ["update crm.company set category = 'A customer with a long name' where company_id < 3"],
        ),
        (
            ["alter table crm.users alter column full_name type varchar(100)"],
            ["update crm.users set full_name = repeat('Name ', 20) where user_id = 2"],
        ),
        (
            ["alter table crm.activity alter column direction type varchar(40)"],
            ["insert into crm.activity (company_id, direction, starts_at) values (1, repeat('x', 40), '2026-05-30')"],
        ),
        (
            ["alter table crm.sale alter column amount type numeric(15, 3)"],
            [
                "insert into crm.sale values (1000, 3, '2026-05-01', 0.125, 'sold')",
                "update crm.sale set amount = 0.001 where sale_id = 1000",
                "insert into crm.sale select n, 3, '2026-05-01', 12345.125, 'sold' from generate_series(1001, 1020) n",
                "delete from crm.sale where sale_id = 1001",
            ],
        ),
        (
            [
                "alter table crm.activity alter column activity_id type bigint",
                "alter table crm.sale alter column sale_id type bigint",
            ],
            [
                "insert into crm.activity (activity_id, company_id, starts_at) values (5000000000, 1, '2026-05-30')",
                "insert into crm.activity (activity_id, person_id, starts_at) values (5000000001, 1, '2026-05-30')",
                "insert into crm.sale values (5000000000, 3, '2026-05-01', 1, 'sold')",
                "update crm.activity set person_id = 2, company_id = 2 where activity_id > 5000000",
                "delete from crm.activity where activity_id = 5000000000",
            ],
        ),
        (
            [
                f"alter table crm.{table} alter column company_id type bigint"
                for table in ("company", "person", "activity")
            ],
            [
                "insert into crm.company (company_id, name, category) values (5000000000, 'New', 'Customer')",
                "insert into crm.activity (company_id, starts_at) values (5000000000, '2026-05-30 12:00+02')",
                "update crm.activity set company_id = 5000000000 where activity_id = 7",
                "insert into crm.person values (1000, 5000000000, 'Somebody')",
                "insert into crm.activity (person_id, starts_at) values (1000, '2026-05-30 12:00+02')",
                "delete from crm.activity where company_id = 5000000000",
            ],
        ),
    ],
    ids=lambda texts: texts[0][:50],
)
def test_values_that_only_the_new_type_holds(crm: Crm, upgrades: list[str], statements: list[str]) -> None:
    """No write fails, before the definitions are applied again and after."""
    for upgrade in upgrades:
        crm.execute(upgrade.encode())
    for statement in statements:
        crm.execute(statement.encode())
        if "5000000000" not in statements[0] or "company" not in statements[0]:
            crm.exact()
    crm.apply()
    crm.finished()


def test_triggers_have_no_column_list_no_condition_and_are_not_deferrable(crm: Crm) -> None:
    ours = """
        select t.tgrelid::regclass::text, t.tgattr::text, t.tgqual::text, t.tgdeferrable or t.tginitdeferred
        from pg_trigger t join pg_proc p on p.oid = t.tgfoid where p.pronamespace = 'saint_data'::regnamespace
    """
    found = crm.execute(ours).fetchall()
    assert {row[0] for row in found} == {"crm.activity", "crm.company", "crm.person", "crm.sale", "crm.users"}
    assert {row[1:] for row in found} == {("", None, False)}


def test_nothing_but_triggers_depends_on_a_table_of_the_crm(crm: Crm) -> None:
    query = """
        select d.classid::regclass::text, pg_describe_object(d.classid, d.objid, d.objsubid)
        from pg_depend d join pg_class c on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid
        where c.relnamespace = 'crm'::regnamespace and d.deptype = 'n'
          and d.classid not in ('pg_constraint'::regclass, 'pg_trigger'::regclass)
    """
    found = crm.execute(query).fetchall()
    assert [row for row in found if not row[1].startswith("sequence crm.")] == []
    types = """
        select pg_describe_object(d.classid, d.objid, d.objsubid) from pg_depend d
        join pg_type t on d.refclassid = 'pg_type'::regclass and d.refobjid = t.oid
        where t.typnamespace = 'crm'::regnamespace and d.deptype = 'n'
    """
    assert crm.execute(types).fetchall() == []


def test_an_apply_follows_a_date_that_has_become_an_instant(crm: Crm) -> None:
    """The old function bodies compare days; the new ones know the time zone."""
    crm.execute("alter table crm.sale alter column sale_date type timestamptz")
    crm.apply()
    writes(crm.connection, 1000)
    crm.finished()


def test_a_renamed_table_is_followed_by_an_apply(crm: Crm) -> None:
    crm.execute("alter table crm.sale rename to deal")
    crm.apply(("table: crm.sale", "table: crm.deal"))
    crm.execute("insert into crm.deal values (1000, 3, '2026-05-01', 10, 'sold')")
    crm.finished()


def test_a_renamed_mapped_column_is_followed_by_an_apply(crm: Crm) -> None:
    crm.execute("alter table crm.activity rename column direction to way")
    crm.apply(("fields: {direction: direction, completed", "fields: {direction: way, completed"))
    crm.execute("update crm.activity set way = 'incoming' where activity_id < 20")
    crm.finished()
