"""`saint apply --online`, one step at a time: exact before and after each, and no writer ever waits."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from pg_saint.apply import Online, Step
from pg_saint.errors import SaintError
from pg_saint.plan import backfill_progress
from pg_saint.plan.installed import read_installed
from pg_saint.plan.online_stages import is_last
from pg_saint.validate import load
from tests.apply.conftest import Crm
from tests.apply.test_changed_definitions import KEY, NARROWER, WIDER, Change, by_name, pending
from tests.oracle.comparison import Truth

pytestmark = pytest.mark.long

WRITES = (
    "insert into crm.activity (company_id, person_id, starts_at, direction)"
    " values (1 + {n} % 6, 1 + {n} % 5, '2026-06-01 12:00+02', 'outgoing')",
    "update crm.company set category = case category when 'Customer' then 'Lead' else 'Customer' end"
    " where company_id = 1 + {n} % 6",
    "delete from crm.activity where activity_id = {n}",
    "update crm.person set company_id = 1 + {n} % 4 where person_id = 1 + {n} % 5",
)


class Writers:
    """Sessions that would fail rather than wait: one commits each statement, one keeps its transaction for a while."""

    def __init__(self, dsn: str) -> None:
        options = "-c lock_timeout=50ms"
        self.quick = psycopg.connect(dsn, autocommit=True, options=options)
        self.slow = psycopg.connect(dsn, options=options)
        self.number = 0

    def write(self) -> None:
        self.number += 1
        for connection in (self.quick, self.slow):
            statement = WRITES[self.number % len(WRITES)].format(n=self.number + (connection is self.slow))
            connection.execute(statement.encode())
        self.slow.commit()

    def close(self) -> None:
        self.quick.close()
        self.slow.close()


@pytest.fixture
def writers(crm: Crm) -> Iterator[Writers]:
    made = Writers(crm.dsn)
    yield made
    made.close()


# The ways in which rows, views or triggers come to differ.
CHANGES = {
    name: [change for each in several for change in (WIDER | NARROWER)[each]]
    for name, several in {
        "values": ("a counter is added", "a filter changes", "a status is removed"),
        "the records": ("a row filter changes",),
        "types": ("a field's type changes", "a counter's type changes"),
        "the entities": ("an entity is removed",),
    }.items()
}


def online(crm: Crm, connection: psycopg.Connection, *changes: tuple[str, str]) -> Online:
    return Online(connection, load([crm.write(*changes)]), batch=10)


def steps(crm: Crm, applying: Online) -> Iterator[Step]:
    """Each step; from the moment that the new definition is in force it is the truth."""
    for step in applying.steps():
        if applying.in_force and crm.truth.definition != applying.definition:
            crm.truth = Truth(applying.definition)
            # What was prepared for a view with other columns cannot be executed any more.
            crm.execute("deallocate all")
        yield step


def in_order(crm: Crm, connection: psycopg.Connection, writers: Writers, changes: Change) -> list[str]:
    done = []
    for step in steps(crm, online(crm, connection, *changes)):
        assert not step.busy, step
        writers.write()
        crm.exact()
        assert crm.execute("select * from saint.check()").fetchall() == []
        done.append(step.text)
    return done


@by_name(CHANGES)
def test_exact_after_each_step_with_writers_in_between(crm: Crm, writers: Writers, changes: Change) -> None:
    pending(crm)
    with psycopg.connect(crm.dsn, autocommit=True) as connection:
        done = in_order(crm, connection, writers, changes)
    assert "finished" in done
    crm.finished()
    assert crm.plan(*changes).is_empty


def test_goes_on_where_it_stopped(crm: Crm, writers: Writers) -> None:
    """Each time somebody starts over, gets one step further than the one before, and is gone."""
    pending(crm)
    patience, finished = 1, False
    while not finished:
        with psycopg.connect(crm.dsn, autocommit=True) as connection:
            going = steps(crm, online(crm, connection, *CHANGES["values"]))
            done = [step.text for _, step in zip(range(patience), going, strict=False)]
            finished = "finished" in done
        writers.write()
        crm.exact()
        patience += 1
    crm.finished()


def test_an_apply_in_one_transaction_ends_it(crm: Crm, writers: Writers) -> None:
    with psycopg.connect(crm.dsn, autocommit=True) as connection:
        applying = online(crm, connection, *CHANGES["values"])
        going = steps(crm, applying)
        while not applying.in_force:
            next(going)
        assert backfill_progress(crm.connection)
    writers.write()
    crm.apply(*CHANGES["values"])
    assert backfill_progress(crm.connection) == []
    crm.finished()


def test_old_counters_are_read_and_not_computed(crm: Crm) -> None:
    def calls(counter: str) -> int:
        plan = crm.execute(f"explain (verbose) select id, {counter} from saint.company_counter".encode()).fetchall()
        return sum("Function Call: saint_data.company_live(" in line for (line,) in plan)

    stale = calls("sold")
    with psycopg.connect(crm.dsn, autocommit=True) as connection:
        applying = online(crm, connection, *CHANGES["values"])
        going = applying.steps()
        while not applying.in_force:
            next(going)
        assert calls("sold") == stale
        assert calls("outgoing") == stale + 1


def test_waits_for_an_open_writer_and_names_it(crm: Crm, writers: Writers) -> None:
    writers.slow.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-06-01')")
    with psycopg.connect(crm.dsn, autocommit=True) as connection:
        going = online(crm, connection, *CHANGES["values"]).steps()
        assert not next(going).busy
        waiting = next(going)
        assert waiting.busy
        assert f"process {writers.slow.info.backend_pid}" in waiting.text
        assert next(going).busy
        writers.slow.commit()
        # In a transaction of its own: whoever writes marks would wait for all that comes into force.
        assert next(going).text == "saint_data.company_dirty: add column activity_filter4"
        assert next(going).text == "the new definition is in force"


def test_a_snapshot_from_before_sees_new_statuses_whole(crm: Crm) -> None:
    """It does not see what the apply writes into saint.status: name, rank and visual are the views' own."""
    lead = "  lead: {on: company, name: A lead, when: category = 'Lead', rank: 1, visual: true}\n"
    with (
        psycopg.connect(crm.dsn, autocommit=True) as connection,
        psycopg.connect(crm.dsn, options="-c default_transaction_isolation=repeatable\\ read") as reader,
    ):
        leads = reader.execute("select company_id::text from crm.company where category = 'Lead' order by 1").fetchall()
        applying = online(crm, connection, ("statuses:\n", f"statuses:\n{lead}"))
        going = applying.steps()
        while not applying.in_force:
            next(going)
        shown = "select id::text from saint.company_{} where status = 'lead' and name = 'A lead' order by 1"
        assert leads
        assert reader.execute(shown.format("status").encode()).fetchall() == leads
        assert reader.execute(shown.format("watermark").encode()).fetchall() == leads


def test_goes_on_where_a_worker_stores_the_same_new_record(crm: Crm) -> None:
    with (
        psycopg.connect(crm.dsn, autocommit=True, options="-c lock_timeout=50ms") as connection,
        psycopg.connect(crm.dsn) as worker,
    ):
        applying = online(crm, connection, *CHANGES["values"])
        going = steps(crm, applying)
        while not applying.in_force:
            next(going)
        crm.execute("insert into crm.company (company_id, name, category) values (77, 'New', 'Customer')")
        worker.execute("select saint.tick_batch('company', 1000)")
        while next(going).text != "fill company":
            pass
        assert [next(going).text for _ in range(2)] == ["fill company"] * 2
        crm.exact()
        worker.commit()
        assert "finished" in [step.text for step in going]
    crm.finished()


def test_goes_on_where_somebody_stores_a_record_that_has_no_mark(crm: Crm) -> None:
    """One whose indirect mark a worker is resolving."""
    with (
        psycopg.connect(crm.dsn, autocommit=True, options="-c lock_timeout=50ms") as connection,
        psycopg.connect(crm.dsn) as worker,
    ):
        applying = online(crm, connection, *CHANGES["the records"])
        going = steps(crm, applying)
        while not applying.in_force:
            next(going)
        crm.execute("insert into crm.company (company_id, name, category) values (77, 'New', 'Customer')")
        crm.execute("delete from saint_data.company_dirty")
        worker.execute("insert into saint_data.company (id) values (77)")
        waiting = next(step for step in going if step.busy)
        assert waiting.text == "fill company: canceling statement due to lock timeout"
        worker.commit()
        assert "finished" in [step.text for step in going]
    crm.finished()


def test_goes_on_where_autovacuum_is_at_the_rows(crm: Crm) -> None:
    with (
        psycopg.connect(crm.dsn, autocommit=True, options="-c lock_timeout=50ms") as connection,
        psycopg.connect(crm.dsn) as vacuum,
    ):
        going = steps(crm, online(crm, connection, *CHANGES["values"]))
        while next(going).text != "fill company":
            pass
        vacuum.execute("lock table saint_data.company in share update exclusive mode")
        waiting = next(step for step in going if step.busy)
        assert waiting.text.startswith("finished")
        vacuum.commit()
        assert "finished" in [step.text for step in going]
    crm.finished()


def test_another_key_type_is_refused_at_once(crm: Crm) -> None:
    with psycopg.connect(crm.dsn, autocommit=True) as connection, pytest.raises(SaintError, match="without --online"):
        next(online(crm, connection, *KEY).steps())
    assert backfill_progress(crm.connection) == []


OLD = """  customers_with_sales:
    on: company
    when: category = 'Customer' and exists(sale)
    columns: [name, {amount: sum(sale.amount)}]
    materialized: true
"""
MATERIALIZED = {
    "a new one": (
        OLD,
        f"{OLD}  leads: {{on: company, when: category = 'Lead', columns: [name], materialized: true}}\n",
    ),
    "other criteria": ("and exists(sale)", "and not exists(sale)"),
    "a new aggregate": ("and exists(sale)", "and exists(sale) filter (where past(7))"),
    "one less": (OLD, ""),
}
SELECTIONS = "select selection from saint.selectiondef where matches is not null"


def read_selections(crm: Crm) -> None:
    for (name,) in crm.execute(SELECTIONS).fetchall():
        crm.execute(f"select * from saint.selection_{name}".encode())


@pytest.mark.parametrize("change", MATERIALIZED)
def test_a_materialized_selection_is_there_as_it_was_until_it_is_refreshed(crm: Crm, change: str) -> None:
    pending(crm)
    with psycopg.connect(crm.dsn, autocommit=True) as connection:
        for step in steps(crm, online(crm, connection, MATERIALIZED[change])):
            assert not step.busy
            crm.exact()
            read_selections(crm)
    crm.truth.compare_materialized(crm.connection)
    assert crm.plan(MATERIALIZED[change]).is_empty
    crm.finished()


@pytest.mark.parametrize("change", ["other criteria", "a new aggregate"])
def test_a_refresh_that_was_due_is_made_up_by_the_next_tick(crm: Crm, change: str) -> None:
    with psycopg.connect(crm.dsn, autocommit=True) as connection:
        for step in steps(crm, online(crm, connection, MATERIALIZED[change])):
            if step.text == "finished":
                break
    assert [stage.text for stage in crm.plan(MATERIALIZED[change]).stages] == [
        "refresh saint.selection_customers_with_sales"
    ]
    crm.execute("select saint.tick()")
    crm.truth.compare_materialized(crm.connection)
    assert crm.plan(MATERIALIZED[change]).is_empty


def test_a_new_one_that_was_not_made_is_made_the_next_time(crm: Crm) -> None:
    change = MATERIALIZED["a new one"]
    with psycopg.connect(crm.dsn, autocommit=True) as connection:
        for step in steps(crm, online(crm, connection, change)):
            if step.text == "finished":
                break
        crm.execute("select saint.tick()")
        read_selections(crm)
        assert [step.text for step in online(crm, connection, change).steps()][-1] == "refresh saint.selection_leads"
    crm.truth.compare_materialized(crm.connection)


@pytest.mark.parametrize(
    "change",
    [("    materialized: true\n", ""), ("{amount: sum(sale.amount)}", "{amount: max(sale.date)}")],
    ids=["no longer materialized", "another column"],
)
def test_one_that_is_rebuilt_is_refused(crm: Crm, change: tuple[str, str]) -> None:
    with psycopg.connect(crm.dsn, autocommit=True) as connection, pytest.raises(SaintError, match="rebuilt"):
        next(online(crm, connection, change).steps())


# Names that end as those of trigger functions do.
ALIKE = (
    "  to_call_first:\n",
    "  just_updated: {on: company, when: count(sale) > 7, columns: [{dearest: max(sale.amount)}]}\n  to_call_first:\n",
)


def test_a_selection_goes_whatever_its_name(crm: Crm, writers: Writers) -> None:
    crm.apply(ALIKE)
    with psycopg.connect(crm.dsn, autocommit=True) as connection:
        in_order(crm, connection, writers, [])
    crm.finished()


def test_trigger_functions_are_known_whatever_their_names(bare_crm: Crm) -> None:
    tables = {"quoted": 'crm."2 Sales"', "long": f"crm.{'x' * 55}", "inserted": '"2"."Sales"'}
    for name in tables.values():
        bare_crm.execute(f"""create schema if not exists "2"; create table {name} (like crm.sale)""".encode())
    sources = "".join(
        f"  {source}: {{table: '{table}', key: sale_id, date: sale_date, links: {{company: company_id}}}}\n"
        for source, table in tables.items()
    )
    counters = "".join(f"  n_{source}: {{on: company, value: count({source})}}\n" for source in tables)
    bare_crm.apply(ALIKE, ("\ncounters:\n", f"{sources}\ncounters:\n{counters}"))
    installed = read_installed(bare_crm.connection).objects.values()
    found = {each.name for each in installed if each.kind not in ("trigger", "table") and is_last(each)}
    called = bare_crm.execute(
        "select distinct format('%I.%I', n.nspname, p.proname)"
        " from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_namespace n on n.oid = p.pronamespace"
        " where t.tgname ~ '^saint_'"
    ).fetchall()
    assert len(called) == 8 * 4
    assert found == {name for (name,) in called}
