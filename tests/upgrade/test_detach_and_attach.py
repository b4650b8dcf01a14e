"""The triggers go off the CRM's tables and come back; nothing false is read before, meanwhile and after."""

from __future__ import annotations

import psycopg
import pytest
from click.testing import CliRunner, Result

from pg_saint.cli import saint
from pg_saint.errors import SaintError
from pg_saint.upgrade import Patience, attach, detach
from pg_saint.validate import load
from tests.apply.conftest import Crm
from tests.oracle.comparison import Truth
from tests.support import value

pytestmark = pytest.mark.long

OURS = (
    "select count(*) from pg_trigger t join pg_proc p on p.oid = tgfoid where pronamespace = 'saint_data'::regnamespace"
)
RENAME = "alter table crm.activity rename column direction to way"
RENAMED = ("fields: {direction: direction, completed", "fields: {direction: way, completed")
AT_ONCE = Patience(report=lambda _: None, lock_timeout="50ms", pauses=())


def run(crm: Crm, *words: str) -> Result:
    return CliRunner().invoke(saint, [*words, "--dsn", crm.dsn])


def writes(connection: psycopg.Connection, number: int) -> None:
    connection.execute(
        "insert into crm.activity (activity_id, company_id, starts_at) values (%s, 1, '2026-05-30 12:00+02')", (number,)
    )
    connection.execute("update crm.activity set company_id = 2 where activity_id = %s - 900", (number,))
    connection.execute("update crm.company set category = 'Customer' where company_id = 4")
    connection.execute("delete from crm.activity where activity_id = %s - 890", (number,))
    connection.execute("insert into crm.company (company_id, name, category) values (%s, 'New', 'Customer')", (number,))


def test_everything_is_computed_live_while_detached(crm: Crm) -> None:
    triggers = value(crm.connection, OURS)
    assert triggers > 0
    detach(crm.connection, AT_ONCE)
    assert value(crm.connection, OURS) == 0
    crm.exact()
    writes(crm.connection, 1000)
    crm.exact()
    # A tick stores nothing that nobody would keep up to date.
    crm.execute("select saint.tick()")
    writes(crm.connection, 1001)
    crm.exact()
    attach(crm.connection, None, AT_ONCE)
    assert value(crm.connection, OURS) == triggers
    writes(crm.connection, 1002)
    crm.finished()


def test_the_commands(crm: Crm) -> None:
    done = run(crm, "detach")
    assert done.exit_code == 0, done.output
    assert "triggers off crm.activity" in done.output
    crm.execute(RENAME)
    crm.execute("update crm.activity set way = 'incoming' where activity_id < 20")
    refused = run(crm, "attach")
    assert (refused.exit_code, "direction" in refused.output, "crm.yaml:" in refused.output) == (2, True, True)
    assert value(crm.connection, OURS) == 0
    file = crm.write(RENAMED)
    attached = run(crm, "attach", str(file))
    assert attached.exit_code == 0, attached.output
    assert value(crm.connection, "select count(*) from saint_data.company_stale") == 0
    crm.execute("update crm.activity set way = 'outgoing' where activity_id < 5")
    crm.truth = Truth(crm.plan_of_file().definition)
    crm.finished()


def test_an_apply_attaches_too(crm: Crm) -> None:
    detach(crm.connection, AT_ONCE)
    writes(crm.connection, 1000)
    crm.apply()
    crm.exact()
    writes(crm.connection, 1001)
    crm.finished()


def test_a_detach_that_was_interrupted_goes_on(crm: Crm) -> None:
    with psycopg.connect(crm.dsn) as writer:
        writer.execute("update crm.company set city = 'Oslo' where company_id = 1")
        with pytest.raises(SaintError, match="keeps a table locked"):
            detach(crm.connection, AT_ONCE)
        # Some tables have their triggers still, others not: nobody believes a stored row.
        writes(crm.connection, 1000)
        crm.exact()
    detach(crm.connection, AT_ONCE)
    assert value(crm.connection, OURS) == 0
    attach(crm.connection, None, AT_ONCE)
    crm.finished()


def test_an_attach_waits_for_a_moment_and_tries_again(crm: Crm) -> None:
    detach(crm.connection, AT_ONCE)
    with psycopg.connect(crm.dsn) as writer:
        writer.execute("update crm.company set category = 'Lead' where company_id = 1")
        said: list[str] = []
        patience = Patience(
            said.append, "50ms", (5, 7), sleep=lambda seconds: writer.commit() if seconds == 7 else None
        )
        attach(crm.connection, None, patience)
    assert said == ["a table is in use, again in 5 s", "a table is in use, again in 7 s"]
    crm.finished()


def test_a_reader_that_began_before_sees_its_own_state(crm: Crm) -> None:
    with psycopg.connect(crm.dsn) as reader:
        reader.execute("set transaction isolation level repeatable read")
        crm.exact(reader)
        with pytest.raises(SaintError):
            detach(crm.connection, AT_ONCE)
        writes(crm.connection, 1000)
        crm.exact(reader)
        crm.exact()


def test_detached_is_kept_by_a_second_detach_and_nothing_is_detached_where_nothing_is(crm: Crm, database: str) -> None:
    detach(crm.connection, AT_ONCE)
    assert detach(crm.connection, AT_ONCE) == []
    crm.exact()
    done = CliRunner().invoke(saint, ["detach", "--dsn", database])
    assert (done.exit_code, "saint apply FILE" in done.output) == (2, True)


def test_a_changed_definition_is_marked_not_filled(crm: Crm) -> None:
    detach(crm.connection, AT_ONCE)
    crm.write(("owner <> 'User 3'", "owner <> 'User 2'"))
    plan = attach(crm.connection, load([crm.file]), AT_ONCE)
    assert [stage.text for stage in plan.stages if "backfill" in stage.text] == []
    crm.truth = Truth(plan.definition)
    crm.finished()
