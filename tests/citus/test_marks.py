"""An entity in shards with ``maintenance: deferred``: rows beside the records, and marks. Shown on one server, where
the one shard of a table is the table itself.
"""

from __future__ import annotations

import psycopg
import pytest

from tests.citus.conftest import Sharded
from tests.citus.fake import distribute_all
from tests.citus.life import Life, differences, rows
from tests.support import value

LINE = (
    "company: Citus distributes crm.company by company_id (colocation 7), beside it crm.activity, crm.sale; mode marks:"
    " rows stored beside it, triggers on the shards that leave marks (citus.enable_unsafe_triggers)"
)
MARKS = "select id from saint_data.company_dirty"
HISTORY = "select entity, id, status, active, changed_at from saint.status_history"


@pytest.fixture
def marked(sharded: Sharded) -> Sharded:
    sharded.in_mode("marks")
    return sharded


def test_exact_at_every_read_with_and_without_ticks(marked: Sharded) -> None:
    told = marked.saint("plan", str(marked.file))
    assert (told.exit_code, LINE in told.stdout) == (0, True), told.output
    marked.apply()
    assert "nothing to do" in marked.saint("apply", str(marked.file)).stdout

    with psycopg.connect(marked.dsn, autocommit=True) as other:
        life = Life(1, [marked.connection, other])
        life.fill(12)
        assert differences(marked.connection) == []
        for number, days in enumerate((1, 30, 60, 1, 200, -5, 3)):
            for _ in range(8):
                life.write()
            if number % 2:
                marked.connection.execute("select saint.tick()")
                assert rows(marked.connection, MARKS) == []
            life.pass_days(days)
            assert differences(marked.connection) == []
        marked.connection.execute("select saint.tick()")
        assert differences(marked.connection) == []
        checked = marked.saint("check")
        assert checked.exit_code == 0, checked.output


def test_a_write_marks_its_record_and_one_that_changes_nothing_mapped_does_not(marked: Sharded) -> None:
    connection = marked.connection
    connection.execute("alter table crm.company add column note text")
    marked.apply()
    connection.execute("insert into crm.company values (1, 'Acme', 'Customer'), (2, 'Beta', 'Prospect')")
    assert sorted(rows(connection, MARKS)) == [(1,), (2,)]
    # each has a row from that moment on, of which nothing is read
    assert rows(connection, "select id, statuses from saint_data.company order by id") == [(1, []), (2, [])]
    assert rows(connection, "select id, statuses from saint.company_card order by id") == [(1, ["neglected"]), (2, [])]
    connection.execute("select saint.tick()")
    assert rows(connection, MARKS) == []
    connection.execute("update crm.company set note = 'x', category = category")
    assert rows(connection, MARKS) == []
    connection.execute("insert into crm.activity values (2, 1, 'outgoing', '2026-05-30 12:00+00')")
    connection.execute("update crm.company set category = null where company_id = 1")
    assert sorted(rows(connection, MARKS)) == [(1,), (2,)]


def test_an_update_after_a_mapped_column_was_renamed_still_marks(marked: Sharded) -> None:
    connection = marked.connection
    marked.apply()
    connection.execute("insert into crm.company values (1, 'Acme', 'Customer'), (2, 'Beta', 'Prospect')")
    connection.execute("select saint.tick()")
    connection.execute("alter table crm.company rename category to kind")
    connection.execute("update crm.company set kind = null where company_id = 1")
    assert rows(connection, MARKS) == [(1,)]
    # a view follows the column
    assert rows(connection, "select id from saint.company_status") == []


def test_a_record_that_went_and_comes_back_beside_a_tick(marked: Sharded) -> None:
    """The writer of the second one finds a row, or makes it; the tick makes none."""
    connection = marked.connection
    marked.apply()
    connection.execute("insert into crm.activity values (1, 1, 'outgoing', '2026-05-30 12:00+00')")
    with psycopg.connect(marked.dsn) as writer:
        writer.execute("insert into crm.company values (1, 'Acme', 'Customer')")
        connection.execute("set lock_timeout = '1s'")
        connection.execute("select saint.tick()")
        writer.commit()
        assert rows(connection, "select id, statuses from saint.company_card") == [(1, ["neglected"])]
        writer.execute("delete from crm.company")
        writer.commit()
        connection.execute("select saint.tick()")
        assert rows(connection, "select id from saint.company_card") == []
        writer.execute("insert into crm.company values (1, 'Acme', null)")
        connection.execute("select saint.tick()")
        writer.commit()
    assert rows(connection, "select id, statuses from saint.company_card") == [(1, [])]


def test_the_history_has_what_ticks_noted_and_since(marked: Sharded) -> None:
    connection = marked.connection
    marked.apply()
    connection.execute("insert into crm.company values (1, 'Acme', 'Customer')")
    connection.execute("select saint.tick()")
    connection.execute("update crm.company set category = null where company_id = 1")
    connection.execute("select saint.tick()")
    noted = "select id, status, active from saint.status_history order by change"
    assert rows(connection, noted) == [("1", "neglected", True), ("1", "neglected", False)]
    connection.execute("update crm.company set category = 'Customer' where company_id = 1")
    assert value(connection, "select since = now() from saint.company_status") is True
    connection.execute("select saint.tick()")
    noted_at = "select s.since = h.changed_at from saint.company_status s join saint.status_history h on h.change = 3"
    assert value(connection, noted_at) is True


def test_check_finds_what_was_changed_behind_its_back_and_repairs_it(marked: Sharded) -> None:
    connection = marked.connection
    marked.apply()
    Life(3, [connection]).fill(8)
    connection.execute("select saint.tick()")
    connection.execute("update saint_data.company set outgoing = outgoing + 1 where id = 3")
    connection.execute("delete from saint_data.company_statusvalue")
    found = marked.saint("check")
    assert (found.exit_code, "outgoing" in found.output, "statusvalue" in found.output) == (1, True, True), found.output
    repaired = marked.saint("check", "--repair")
    assert repaired.exit_code == 0, repaired.output
    assert rows(connection, "select * from saint.check()") == []
    assert differences(connection) == []


def test_detach_is_refused(marked: Sharded) -> None:
    marked.apply()
    Life(5, [marked.connection]).fill(3)
    done = marked.saint("detach")
    assert (done.exit_code, "maintenance: deferred" in done.output) == (2, True), done.output
    marked.connection.execute("insert into crm.company values (9, 'Acme', 'Customer')")
    assert differences(marked.connection) == []


def test_the_commands(marked: Sharded) -> None:
    marked.apply()
    Life(4, [marked.connection]).fill(6)
    for words in (["status"], ["tick"], ["check"], ["explain", "neglected", "3"]):
        done = marked.saint(*words)
        assert done.exit_code == 0, done.output
    doctor = marked.saint("doctor")
    assert doctor.exit_code in (0, 1), doctor.output
    assert marked.saint("apply", str(marked.file), "--online").exit_code == 0
    assert marked.saint("drop", "--yes").exit_code == 0
    assert rows(marked.connection, "select tgrelid::regclass from pg_trigger where tgname like 'saint_%'") == []


def test_a_changed_definition_fills_the_rows_again(marked: Sharded) -> None:
    marked.apply()
    life = Life(6, [marked.connection])
    life.fill(8)
    marked.connection.execute("select saint.tick()")
    marked.file.write_text(
        marked.file.read_text().replace(
            "counters:\n",
            "counters:\n  incoming: {on: company, value: \"count(activity) filter (where direction = 'incoming')\"}\n",
        )
    )
    marked.apply()
    by_hand = """
        select c.company_id, (select count(*) from crm.activity a where a.company_id = c.company_id
            and a.direction = 'incoming' and not a.deleted) from crm.company c order by 1
    """
    assert rows(marked.connection, "select id, incoming from saint.company_counter order by 1") == rows(
        marked.connection, by_hand
    )
    assert rows(marked.connection, MARKS) == []
    assert differences(marked.connection) == []


def test_from_one_server_to_marks_to_live_and_back_keeps_the_history(local: Sharded) -> None:
    connection = local.connection
    local.in_mode("marks")
    local.apply()
    life = Life(2, [connection])
    life.fill(6)
    connection.execute("select saint.tick()")
    seen = set(rows(connection, HISTORY))
    assert len(seen) > 3
    assert local.saint("detach").exit_code == 0
    distribute_all(connection)

    for mode in ("marks", "live", "marks"):
        local.in_mode(mode)
        local.apply()
        assert differences(connection) == []
        assert seen <= set(rows(connection, HISTORY))
        life.write()
        connection.execute("select saint.tick()")
        assert differences(connection) == []
        seen |= set(rows(connection, HISTORY))

    connection.execute("delete from pg_catalog.pg_dist_partition")
    local.apply()
    life.write()
    connection.execute("select saint.tick()")
    assert differences(connection) == []
    assert seen <= set(rows(connection, HISTORY))
