"""Partitions come, go and move, and rows are written to the parent, to a leaf, to one that has just come."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import sql

from tests.partitions.conftest import Crm

ADD = "insert into {} values (%s, %s, %s, 'outgoing')"
JUNE = (
    "create table crm.activity_2026_06 partition of crm.activity_2026 for values from ('2026-06-01') to ('2026-07-01')"
)
OLD = "create table crm.activity_2024 (like crm.activity)"
ATTACH_OLD = (
    "alter table crm.activity attach partition crm.activity_2024 for values from ('2024-01-01') to ('2025-01-01')"
)


def add(crm: Crm, table: str, key: int, company: int, day: str) -> None:
    crm.execute(ADD.format(table).encode(), (key, company, day))


@pytest.mark.parametrize("table", ["crm.activity", "crm.activity_2026", "crm.activity_2026_05"])
def test_writes_to_every_level(crm: Crm, table: str) -> None:
    add(crm, table, 100, 1, "2026-05-29")
    crm.exact()
    crm.execute(f"update {table} set company_id = 2 where activity_id in (11, 100)".encode())
    crm.exact()
    crm.execute(f"delete from {table} where company_id = 3".encode())
    crm.exact()
    crm.execute(f"insert into {table} select n, 4, '2026-05-28', 'outgoing' from generate_series(200, 220) n".encode())
    crm.exact()
    with crm.connection.cursor().copy(f"copy {table} from stdin".encode()) as copy:
        copy.write_row((300, 5, "2026-05-27", "incoming"))
    crm.exact()
    crm.execute(f"truncate {table}".encode())
    crm.finished()


def test_a_row_that_moves_to_another_partition(crm: Crm) -> None:
    crm.execute("update crm.activity set starts_on = '2025-06-01', company_id = 2 where activity_id = 11")
    crm.finished()


@pytest.mark.parametrize("those", ["activity_id = 11", "starts_on > '2026-01-01'"])
def test_a_row_that_another_trigger_lets_vanish_on_its_way_to_another_partition(crm: Crm, those: str) -> None:
    """PostgreSQL has an old row and no new one then."""
    crm.execute("create function crm.none() returns trigger language plpgsql as 'begin return null; end'")
    crm.execute("create trigger none before insert on crm.activity_2025 for each row execute function crm.none()")
    crm.execute(f"update crm.activity set starts_on = '2025-06-01' where {those}".encode())
    assert crm.execute(f"select count(*) from crm.activity where {those}".encode()).fetchone() == (0,)
    crm.finished()


def test_a_new_empty_partition_makes_nothing_stale_once_a_tick_has_seen_it(crm: Crm) -> None:
    crm.execute(JUNE)
    assert crm.stale() == 5
    crm.exact()
    assert crm.execute("select saint.follow_partitions()").fetchone() == (True,)
    assert crm.stale() == 0
    assert crm.triggers("crm.activity_2026_06") == 4
    add(crm, "crm.activity_2026_06", 100, 1, "2026-06-02")
    crm.finished()


def test_a_new_partition_that_is_written_to_before_the_tick(crm: Crm) -> None:
    crm.execute(JUNE)
    add(crm, "crm.activity_2026_06", 100, 1, "2026-06-02")
    crm.exact()
    add(crm, "crm.activity", 101, 2, "2026-06-02")
    crm.execute("delete from crm.activity_2026_06 where activity_id = 101")
    crm.exact()
    crm.finished()
    add(crm, "crm.activity_2026_06", 102, 3, "2026-06-02")
    crm.finished()


def test_a_new_partition_that_was_filled_and_emptied_before_the_tick(crm: Crm) -> None:
    """Through the parent it was counted; the truncate of the leaf fired nothing."""
    crm.execute(JUNE)
    add(crm, "crm.activity", 101, 2, "2026-06-02")
    crm.execute("truncate crm.activity_2026_06")
    crm.finished()


def test_attached_with_its_rows(crm: Crm) -> None:
    crm.execute(OLD)
    add(crm, "crm.activity_2024", 100, 1, "2024-02-03")
    crm.exact()
    crm.execute(ATTACH_OLD)
    crm.exact()
    add(crm, "crm.activity_2024", 101, 1, "2024-02-03")
    crm.finished()
    add(crm, "crm.activity_2024", 102, 1, "2024-02-03")
    crm.finished()


@pytest.mark.parametrize("how", ["", " concurrently"])
def test_detached(crm: Crm, how: str) -> None:
    crm.execute(f"alter table crm.activity detach partition crm.activity_2025{how}".encode())
    crm.exact()
    # Its triggers still fire; nobody believes what they add.
    add(crm, "crm.activity_2025", 100, 1, "2025-02-03")
    crm.exact()
    crm.finished()
    assert crm.triggers("crm.activity_2025") == 0
    add(crm, "crm.activity_2025", 101, 1, "2025-02-03")
    crm.finished()


def test_detached_and_attached_again_between_two_ticks(crm: Crm) -> None:
    crm.execute("alter table crm.activity detach partition crm.activity_2025")
    crm.execute("alter table crm.activity_2025 disable trigger user")
    crm.execute("delete from crm.activity_2025 where company_id = 1")
    crm.execute("alter table crm.activity_2025 enable trigger user")
    crm.execute(
        "alter table crm.activity attach partition crm.activity_2025 for values from ('2025-01-01') to ('2026-01-01')"
    )
    crm.finished()


def test_replaced_by_another_of_the_same_name(crm: Crm) -> None:
    crm.execute("alter table crm.activity detach partition crm.activity_2025")
    crm.execute("alter table crm.activity_2025 rename to activity_2025_old")
    crm.execute("create table crm.activity_2025 (like crm.activity)")
    add(crm, "crm.activity_2025", 100, 1, "2025-02-03")
    crm.execute(
        "alter table crm.activity attach partition crm.activity_2025 for values from ('2025-01-01') to ('2026-01-01')"
    )
    crm.finished()
    assert (crm.triggers("crm.activity_2025"), crm.triggers("crm.activity_2025_old")) == (4, 0)


def test_dropped(crm: Crm) -> None:
    crm.execute("drop table crm.activity_2025")
    crm.finished()


def test_a_whole_level_comes_and_goes(crm: Crm) -> None:
    crm.execute("alter table crm.activity detach partition crm.activity_2026")
    crm.exact()
    crm.tick()
    crm.exact()
    add(crm, "crm.activity_2026_05", 100, 1, "2026-05-03")
    crm.finished()
    crm.execute(
        "alter table crm.activity attach partition crm.activity_2026 for values from ('2026-01-01') to ('2027-01-01')"
    )
    crm.finished()
    assert crm.triggers("crm.activity_2026_05") == 4


def test_inside_the_transaction_that_attaches(crm: Crm) -> None:
    with psycopg.connect(crm.dsn) as session:
        session.execute(OLD)
        session.execute("insert into crm.activity_2024 values (100, 1, '2024-02-03', 'outgoing')")
        session.execute(ATTACH_OLD)
        crm.exact(session)
        session.execute("insert into crm.activity_2024 values (101, 1, '2024-02-03', 'outgoing')")
        crm.exact(session)
    crm.finished()


def test_a_partition_that_somebody_writes_to_is_followed_later(crm: Crm) -> None:
    crm.execute(JUNE)
    with psycopg.connect(crm.dsn) as writer:
        writer.execute("insert into crm.activity_2026_06 values (100, 1, '2026-06-02', 'outgoing')")
        crm.execute("select saint.tick()")
        assert crm.triggers("crm.activity_2026_06") == 0
        crm.exact(writer)
        crm.exact()
    crm.finished()
    assert crm.triggers("crm.activity_2026_06") == 4


def test_an_apply_follows_too(crm: Crm) -> None:
    crm.execute(JUNE)
    add(crm, "crm.activity_2026_06", 100, 1, "2026-06-02")
    crm.execute("drop table crm.activity_2025")
    crm.apply()
    crm.exact()
    assert crm.triggers("crm.activity_2026_06") == 4
    crm.finished()


def test_a_trigger_that_somebody_dropped_comes_back_with_an_apply(crm: Crm) -> None:
    crm.execute("drop trigger saint_insert on crm.activity_2026_05")
    crm.execute("alter table crm.activity disable trigger saint_delete")
    add(crm, "crm.activity_2026_05", 100, 1, "2026-05-02")
    crm.execute("delete from crm.activity where activity_id = 12")
    crm.apply()
    crm.finished()
    add(crm, "crm.activity_2026_05", 101, 1, "2026-05-02")
    crm.execute("delete from crm.activity where activity_id = 13")
    crm.finished()


@pytest.mark.parametrize("how", ["through the parent", "into a leaf", "into a partition that has just come"])
def test_mapped_by_an_online_apply(crm_without_activities: Crm, how: str) -> None:
    crm = crm_without_activities
    tables = {"through the parent": "crm.activity", "into a leaf": "crm.activity_2026_05"}
    table = tables.get(how, "crm.activity_2026_06")
    key = 100
    for number, step in enumerate(crm.apply_online()):
        assert not step.busy, step
        if number == 2 and table not in tables.values():
            crm.execute(JUNE)
            tables[how] = table
        if table in tables.values():
            key += 1
            add(crm, table, key, 1 + key % 5, "2026-06-02" if table.endswith("06") else "2026-05-29")
            crm.execute(f"delete from {table} where activity_id = {key - 7}".encode())
        crm.exact()
    assert all(crm.triggers(each) == 4 for each in ("crm.activity", "crm.activity_2026", "crm.activity_2026_05"))
    crm.finished()
    assert crm.triggers(table) == 4


def test_a_partition_of_any_name(crm: Crm) -> None:
    """Nothing that is compiled is taken apart by its lines."""
    name = sql.Identifier("crm", "2027\n\n\n\n-- of\n  $saint$ /* on crm.activity; '")
    of = sql.SQL("partition of crm.activity for values from ('2027-01-01') to ('2028-01-01')")
    crm.execute(sql.SQL("create table {} {}").format(name, of))
    crm.apply()
    crm.execute(sql.SQL("insert into {} values (100, 1, '2027-01-02', 'outgoing')").format(name))
    crm.finished()
    crm.execute(sql.SQL("drop table {}").format(name))
    crm.apply()
    crm.finished()


def test_no_operator_of_a_reader_runs_with_more_rights(crm: Crm) -> None:
    """Readers ask what runs as whoever applied; their search_path may have operators before PostgreSQL's own."""
    crm.execute("create role reader in role saint_reader")
    crm.execute("create schema traps authorization reader")
    crm.execute("grant reader to current_user")
    with psycopg.connect(crm.dsn) as connection:
        connection.execute("set role reader")
        for type_ in ("text", "bigint", "oid", "boolean", "regclass"):
            connection.execute(TRAP.format(type=type_).encode())
        connection.execute("set local search_path = traps, pg_catalog")
        # those of the query itself are the reader's own
        assert len(connection.execute("table saint.company_counter").fetchall()) > 3
        assert connection.execute("select saint_data.company_rows_hold()").fetchall() == [(True,)]
    crm.execute("drop owned by reader")
    crm.execute("drop role reader")


TRAP = """
    create function traps.trap({type}, {type}) returns boolean language plpgsql immutable as $$
    begin
        if current_user <> 'reader' then
            raise exception 'ran as %', current_user;
        end if;
        return true;
    end $$;
    create operator traps.= (leftarg = {type}, rightarg = {type}, function = traps.trap);
"""
