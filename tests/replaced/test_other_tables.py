"""Another table takes a mapped name: exact at the next read, in every session, and from stored rows after a tick."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from tests.apply.conftest import Crm
from tests.apply.test_dump_and_restore import run
from tests.support import value

pytestmark = pytest.mark.long

NEW = "create table crm.activity_new (like crm.activity including all)"
FILLED = "insert into crm.activity_new overriding system value select * from crm.activity where activity_id % 2 = 0"
SWAP = "alter table crm.activity rename to activity_old; alter table crm.activity_new rename to activity"
BACK = "alter table crm.activity rename to activity_new; alter table crm.activity_old rename to activity"
ADD = "insert into {} (company_id, person_id, starts_at) values (%s, %s, '2026-05-30 12:00+02')"
STALE = "select count(distinct id) from saint_data.company_stale"


def add(crm: Crm, table: str, company: int) -> None:
    crm.execute(ADD.format(table).encode(), (company, company))


def swapped(crm: Crm) -> None:
    crm.execute(NEW)
    crm.execute(FILLED)
    crm.execute("alter table crm.activity_new alter activity_id restart 1000")
    crm.execute(SWAP)


def triggers(crm: Crm, table: str) -> int:
    return crm.execute("select from pg_trigger where tgrelid = %s::regclass and not tgisinternal", (table,)).rowcount


def settled(crm: Crm) -> None:
    """A tick has followed; then stored rows are read again."""
    crm.exact()
    crm.execute("select saint.tick()")
    crm.exact()
    crm.execute("select saint.tick()")
    crm.exact()
    assert value(crm.connection, STALE) == 0
    assert crm.execute("select * from saint.check()").fetchall() == []


def test_swapped_by_rename(crm: Crm) -> None:
    with psycopg.connect(crm.dsn, autocommit=True) as other:
        # A session that has its plans already.
        for _ in range(7):
            crm.exact()
            value(other, "select count(*) from saint.company_status")
        swapped(crm)
        crm.exact()
        with other.transaction():
            other.execute("set transaction isolation level repeatable read")
            crm.exact(other)
    add(crm, "crm.activity", 1)
    add(crm, "crm.activity_old", 2)
    crm.exact()
    plan = crm.plan()
    assert any("mark company" in stage.text for stage in plan.stages)
    settled(crm)
    assert (triggers(crm, "crm.activity"), triggers(crm, "crm.activity_old")) == (4, 0)
    assert crm.plan().stages == ()
    add(crm, "crm.activity", 3)
    add(crm, "crm.activity_old", 3)
    assert value(crm.connection, STALE) == 0
    crm.exact()
    # And back, which is another table again.
    crm.execute(BACK)
    crm.exact()
    settled(crm)
    add(crm, "crm.activity", 4)
    crm.exact()
    assert value(crm.connection, STALE) == 0


def test_swapped_and_swapped_back_between_two_ticks(crm: Crm) -> None:
    """What was written meanwhile, to either, with triggers on both, as pg_restore makes them."""
    add(crm, "crm.activity", 5)
    swapped(crm)
    for event in ("insert", "update", "delete", "truncate"):
        definition = value(
            crm.connection,
            "select pg_get_triggerdef(oid) from pg_trigger where tgrelid = 'crm.activity_old'::regclass"
            f" and tgname = 'saint_{event}'",
        )
        crm.execute(definition.replace("crm.activity_old", "crm.activity").encode())
    for company in (1, 2):
        add(crm, "crm.activity", company)
        add(crm, "crm.activity_old", company + 2)
        crm.exact()
    crm.execute("update crm.activity set direction = 'incoming' where company_id = 6")
    crm.execute("delete from crm.activity_old where company_id = 7")
    # Nothing is stored of it before it was taken for the one that is meant.
    crm.execute("select saint.tick_batch('company', 100)")
    crm.exact()
    crm.execute(BACK)
    crm.exact()
    settled(crm)


def test_the_old_table_lacks_a_column(crm: Crm) -> None:
    """Its triggers must not fail who goes on writing to it."""
    swapped(crm)
    crm.execute("alter table crm.activity_old drop column direction, drop column starts_at")
    crm.execute("insert into crm.activity_old (company_id) values (1)")
    crm.execute("update crm.activity_old set company_id = 2 where company_id = 1")
    crm.exact()


def test_an_apply_follows_too(crm: Crm) -> None:
    swapped(crm)
    plan = crm.plan()
    assert [stage.text for stage in plan.stages if "trigger" in stage.text]
    apply_plan(crm.connection, plan)
    assert (triggers(crm, "crm.activity"), triggers(crm, "crm.activity_old")) == (4, 0)
    crm.exact()
    settled(crm)


def test_two_tables_change_names(crm: Crm) -> None:
    crm.execute("create table crm.other (like crm.activity including all)")
    crm.execute("create schema other")
    crm.execute("create table other.activity (like crm.activity including all)")
    add(crm, "other.activity", 1)
    crm.execute("alter table crm.activity set schema public; alter table other.activity set schema crm")
    crm.exact()
    settled(crm)


def test_restored_by_pg_restore_clean(crm: Crm, tmp_path: Path) -> None:
    """Every night, over a database with definitions: the triggers come with it, after the rows."""
    run("pg_dump", "-Fc", "-n", "crm", "-f", tmp_path / "dump", "-d", crm.dsn)
    for _ in range(2):
        add(crm, "crm.activity", 1)
        crm.execute("update crm.company set category = 'Lead' where company_id = 2")
        crm.execute("select saint.tick()")
        run("pg_restore", "--clean", "--if-exists", "-n", "crm", "-d", crm.dsn, tmp_path / "dump")
        crm.exact()
        assert crm.plan().stages != ()
        add(crm, "crm.activity", 2)
        crm.exact()
        settled(crm)
        assert crm.plan().stages == ()
        add(crm, "crm.activity", 3)
        crm.exact()


@pytest.mark.parametrize("written", [False, True])
def test_a_dump_without_the_rows_of_a_table(crm: Crm, empty_database: str, tmp_path: Path, written: bool) -> None:
    dump = ["pg_dump", "-Fc", "--exclude-table-data=crm.activity", "-f", str(tmp_path / "dump"), "-d", crm.dsn]
    run(dump[0], *dump[1:])
    run("pg_restore", "--exit-on-error", "-d", empty_database, tmp_path / "dump")
    copy = Crm(empty_database, tmp_path)
    copy.truth = crm.truth
    if written:
        add(copy, "crm.activity", 3)
    copy.exact()
    settled(copy)
    add(copy, "crm.activity", 2)
    copy.exact()
    copy.connection.close()


def test_a_child_by_inherits(crm: Crm) -> None:
    crm.execute("create table crm.activity_child () inherits (crm.activity)")
    crm.exact()
    crm.execute("alter table crm.activity_child alter activity_id add generated always as identity (start 5000)")
    add(crm, "crm.activity_child", 1)
    add(crm, "crm.activity", 2)
    crm.exact()
    crm.execute("select saint.tick()")
    crm.execute("update crm.activity set company_id = 3 where company_id = 1")
    crm.execute("truncate crm.activity_child")
    add(crm, "crm.activity_child", 4)
    crm.exact()
    crm.execute("drop table crm.activity_child")
    settled(crm)


def test_detached_meanwhile(crm: Crm) -> None:
    """An upgrade of the CRM replaces a table between detach and attach: no tick puts triggers on."""
    crm.execute("insert into saint_data.company_via (hop) values ('detached')")
    swapped(crm)
    crm.execute("select saint.tick()")
    assert triggers(crm, "crm.activity") == 0
    crm.exact()


def test_in_a_snapshot_from_before(crm: Crm) -> None:
    """Names have no snapshot, rows have: of a table that came later it holds none."""
    with psycopg.connect(crm.dsn) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        value(reader, "select count(*) from saint.company_status")
        swapped(crm)
        crm.execute("select saint.tick()")
        crm.execute("select saint.tick()")
        crm.exact(reader)
        reader.commit()
        crm.exact(reader)
