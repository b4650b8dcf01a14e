"""Static and materialized selections: what people and the tick do to them."""

from __future__ import annotations

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql

from pg_saint.apply import Online, drop_all
from pg_saint.cli import saint
from pg_saint.errors import SaintError
from pg_saint.plan.stages import Alter, Backfill, LockTable
from pg_saint.validate import load
from tests.apply.conftest import Crm
from tests.support import value

MEMBERS = "select array_agg(id order by id::integer) from saint.selection_member where selection = %s"


@pytest.fixture
def list_(crm: Crm) -> Crm:
    """An empty static selection `fair` of companies."""
    crm.execute("select saint.selection_create('fair', 'company')")
    return crm


def members(crm: Crm, name: str = "fair") -> list[str] | None:
    found: list[str] | None = value(crm.connection, MEMBERS, name)
    return found


def ids(crm: Crm, view: str) -> list[str]:
    return sorted(str(row[0]) for row in crm.execute(f"select id from saint.{view}".encode()).fetchall())


# --- static


def test_records_are_added_once_and_removed(list_: Crm) -> None:
    assert value(list_.connection, "select saint.selection_add('fair', '2')")
    assert not value(list_.connection, "select saint.selection_add('fair', ' 02')")
    assert value(list_.connection, "select saint.selection_add('fair', '3')")
    assert members(list_) == ["2", "3"]
    assert value(list_.connection, "select saint.selection_remove('fair', '2')")
    assert not value(list_.connection, "select saint.selection_remove('fair', '2')")
    assert members(list_) == ["3"]
    list_.execute("select saint.selection_delete('fair')")
    assert members(list_) is None


def test_a_status_and_selections_are_added_and_taken_out(list_: Crm) -> None:
    neglected = [row[0] for row in list_.execute("select id from saint.company_status where status = 'neglected'")]
    assert neglected
    assert value(list_.connection, "select saint.selection_add_from('fair', 'neglected')") == len(neglected)
    assert value(list_.connection, "select saint.selection_add_from('fair', 'neglected')") == 0
    assert members(list_) == [str(id) for id in sorted(neglected)]
    first = ids(list_, "selection_to_call_first")
    assert first
    assert value(list_.connection, "select saint.selection_remove_from('fair', 'to_call_first')") == len(first)
    list_.execute("select saint.selection_create('both', 'company')")
    assert value(list_.connection, "select saint.selection_add_from('both', 'fair')") == len(neglected) - len(first)
    assert value(list_.connection, "select saint.selection_remove_from('both', 'both')") == len(neglected) - len(first)
    assert members(list_, "both") is None


def test_a_record_that_goes_is_not_shown_and_comes_back(list_: Crm) -> None:
    list_.execute("select saint.selection_add('fair', '2'), saint.selection_add('invited', '2')")
    list_.execute("update crm.company set deleted = true where company_id = 2")
    assert members(list_) is None
    assert ids(list_, "selection_invited") == []
    list_.exact()
    list_.execute("select saint.tick()")
    assert members(list_) is None
    list_.exact()
    list_.execute("update crm.company set deleted = false where company_id = 2")
    assert members(list_) == ["2"]
    assert ids(list_, "selection_invited") == ["2"]
    list_.finished()


def test_one_of_the_definitions_is_filled_by_hand(crm: Crm) -> None:
    assert value(crm.connection, "select saint.selection_add_from('invited', 'neglected')") > 0
    crm.exact()
    assert ids(crm, "selection_invited") == sorted(members(crm, "invited") or [])
    crm.apply(("invited: {on: company, static: true, columns: [name]}", "x: {on: company, when: name = 'x'}"))
    assert members(crm, "invited")
    crm.apply()
    assert ids(crm, "selection_invited") == sorted(members(crm, "invited") or [])


def test_entries_outlive_a_drop(crm: Crm) -> None:
    crm.execute("select saint.selection_add('invited', '2')")
    drop_all(crm.connection)
    assert crm.execute("select selection, declared from saint.selection").fetchall() == [("invited", False)]
    crm.apply()
    assert ids(crm, "selection_invited") == ["2"]


WRONG = {
    "select saint.selection_add('fair', '4711')": "there is no company with id '4711'",
    "select saint.selection_add('fair', 'x')": "there is no company with id 'x'",
    "select saint.selection_add('fair', '99999999999999')": "there is no company with id '99999999999999'",
    "select saint.selection_add('fair', null)": "there is no company with id NULL",
    "select saint.selection_add('far', '2')": "there is no selection 'far'",
    "select saint.selection_add('to_call', '2')": "selection to_call is dynamic",
    "select saint.selection_remove('to_call', '2')": "selection to_call is dynamic",
    "select saint.selection_delete('invited')": "is one of the definitions in force",
    "select saint.selection_create('fair', 'company')": "selection fair already exists",
    "select saint.selection_create('to_call', 'company')": "selection to_call already exists",
    "select saint.selection_create('Fair', 'company')": "cannot be the name of a selection",
    "select saint.selection_create('other', 'compny')": "there is no entity 'compny'",
    "select saint.selection_add_from('fair', 'neglcted')": "there is no status, selection or monitor 'neglcted'",
    "select saint.selection_add_from('fair', 'quiet_contact')": "is about person, and selection fair about company",
}


@pytest.mark.parametrize(("statement", "message"), WRONG.items(), ids=WRONG.keys())
def test_refused_with_nothing_done(list_: Crm, statement: str, message: str) -> None:
    with pytest.raises(psycopg.Error, match=message):
        list_.execute(statement.encode())
    assert list_.execute("select * from saint.selection_entry").fetchall() == []


def test_a_name_that_two_things_have(list_: Crm) -> None:
    list_.execute("select saint.selection_create('neglected', 'company')")
    with pytest.raises(psycopg.Error, match="names more than one of status, selection and monitor"):
        list_.execute("select saint.selection_add_from('fair', 'neglected')")
    assert value(list_.connection, "select saint.selection_add_from('fair', 'status:neglected')") > 0


def test_a_definition_does_not_take_the_place_of_a_list_that_people_made(list_: Crm) -> None:
    with pytest.raises(SaintError, match="there is a static selection fair of company, with 0 entries"):
        list_.apply(("  to_call_first:\n", "  fair:\n"))
    with pytest.raises(SaintError, match="there is a static selection fair of company"):
        list_.apply(("  invited: {on: company, static: true, columns: [name]}", "  fair: {on: person, static: true}"))


def test_readers_read_and_change_nothing(list_: Crm) -> None:
    list_.execute("select saint.selection_add('fair', '2')")
    list_.execute("grant saint_reader to current_user")
    with list_.connection.transaction():
        list_.execute("set local role saint_reader")
        assert members(list_) == ["2"]
        for view in ("to_call", "invited", "customers_with_sales"):
            ids(list_, f"selection_{view}")
        assert value(list_.connection, "select count(*) from saint.selectiondef where matches is not null") > 4
    for statement in ("saint.selection_add('fair', '3')", "saint.selection_create('x', 'company')"):
        list_.execute("set role saint_reader")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            list_.execute(f"select {statement}".encode())
        list_.execute("reset role")


# --- fields that are read


CITY = ("fields: {name: name,", "fields: {city: city, name: name,")
SHOWN = (
    "selections:\n",
    "selections:\n  there: {on: company, when: outgoing < 2, columns: [name, city], stored: false}\n",
)
LOOKED_AT = ("category <> 'Lead' and", "city <> 'Bergen' and")
BY_HAND = """
    select c.company_id, c.name, c.city
    from crm.company as c join saint.company_counter as n on n.id = c.company_id
    where n.outgoing < 2
    order by 1
"""
THERE = "select id, name, city from saint.selection_there order by 1"
READ_BY = "select proname from pg_proc where proname like 'company\\_read\\_%' order by 1"


def test_a_field_that_is_only_shown_is_read_from_the_crm(crm: Crm) -> None:
    plan = crm.apply(CITY, SHOWN)
    # Nobody waits, and no row is written.
    assert not [stage for stage in plan.stages if isinstance(stage, Alter | Backfill | LockTable)]
    crm.execute("update crm.company set city = 'Oslo ' || company_id where company_id < 9")
    assert crm.rows(THERE) == crm.rows(BY_HAND)
    assert len({city for _, _, city in crm.rows(THERE)}) > 2
    # The CRM may change the column, and the next apply what the view shows.
    crm.execute("alter table crm.company alter city type text")
    crm.exact()
    crm.apply(CITY, SHOWN)
    assert crm.rows(READ_BY) == [("company_read_city_text",)]
    crm.finished()
    # What something looks at is kept.
    crm.apply(CITY, SHOWN, LOOKED_AT)
    assert crm.rows(READ_BY) == []
    assert crm.rows(THERE) == crm.rows(BY_HAND)
    crm.finished()


# --- materialized


def test_it_is_filled_by_the_apply_and_refreshed_when_it_is_old(crm: Crm) -> None:
    def refreshed() -> bool:
        return bool(value(crm.connection, "select saint.refresh_selections()"))

    crm.truth.compare_materialized(crm.connection)
    crm.execute("insert into crm.sale values (999, 1, '2026-05-01', 5000, 'sold')")
    assert not refreshed()
    crm.execute("update saint.selection_refresh set refreshed_at = refreshed_at - interval '61 minutes'")
    old = value(crm.connection, "select refreshed_at from saint.selectiondef where selection = 'customers_with_sales'")
    assert refreshed()
    crm.truth.compare_materialized(crm.connection)
    new = value(crm.connection, "select refreshed_at from saint.selectiondef where selection = 'customers_with_sales'")
    assert new > old
    crm.execute("insert into crm.sale values (1000, 2, '2026-05-01', 5000, 'sold')")
    crm.execute("select saint.set_today('2026-06-02')")
    crm.execute("select saint.tick()")
    crm.truth.compare_materialized(crm.connection)
    assert not refreshed()


def test_readers_go_on_while_it_is_refreshed(crm: Crm) -> None:
    with psycopg.connect(crm.dsn) as reader:
        before = reader.execute("select count(*) from saint.selection_customers_with_sales").fetchone()
        crm.execute("set lock_timeout = '1s'")
        crm.execute("select saint_data.selection_customers_with_sales_refresh()")
        assert reader.execute("select count(*) from saint.selection_customers_with_sales").fetchone() == before


def test_two_ticks_at_once_refresh_it_once(crm: Crm) -> None:
    crm.execute("update saint.selection_refresh set refreshed_at = '2026-01-01'")
    with psycopg.connect(crm.dsn) as other:
        assert value(other, "select saint.refresh_selections()") == 1
        crm.execute("set lock_timeout = '1s'")
        assert value(crm.connection, "select saint.refresh_selections()") == 0


KIND = "    materialized: true\n"


@pytest.mark.parametrize(
    "change",
    [
        (KIND, ""),
        (KIND, KIND + "    max_age: 5 minutes\n"),
        ("{amount: sum(sale.amount)}", "{amount: max(sale.date)}"),
        ("and exists(sale)", "and not exists(sale)"),
    ],
    ids=["no longer materialized", "another age", "another column", "other criteria"],
)
def test_a_changed_definition(crm: Crm, change: tuple[str, str]) -> None:
    crm.apply(change)
    crm.truth.compare_materialized(crm.connection)
    crm.finished()
    assert crm.plan(change).stages == ()
    crm.apply()
    crm.truth.compare_materialized(crm.connection)


def test_saint_tick_refreshes(crm: Crm) -> None:
    crm.execute("update saint.selection_refresh set refreshed_at = '2026-01-01'")
    crm.execute("insert into crm.sale values (999, 1, '2026-05-01', 5000, 'sold')")
    result = CliRunner().invoke(saint, ["tick", "--dsn", crm.dsn])
    assert result.exit_code == 0, result.output
    crm.truth.compare_materialized(crm.connection)


# What each role was given on views of ours, but for what an apply gives itself.
GRANTS = """
    select c.relname, given.on_column, coalesce(r.rolname, 'public'), x.privilege_type, x.is_grantable
    from pg_class c
    cross join lateral (
        select c.relacl, null::name
        union all
        select a.attacl, a.attname from pg_attribute a where a.attrelid = c.oid
    ) given (acl, on_column)
    cross join lateral aclexplode(given.acl) x
    left join pg_roles r on r.oid = x.grantee
    where c.relnamespace = 'saint'::regnamespace and x.grantee <> c.relowner
        and r.rolname is distinct from 'saint_reader'
        and c.relname in ('selection_to_call', 'selection_to_call_first', 'company_counter')
    order by 1, 2, 3, 4
"""
ACTIVITIES = "{activities: count(activity)}]\n"
SALES = (ACTIVITIES, "{sales: count(sale)}]\n    materialized: true\n")


def test_what_users_granted_is_kept(crm: Crm) -> None:
    """Of a materialized selection that is rebuilt, of a view that stands on it or loses a column, online and not."""
    crm.apply((ACTIVITIES, ACTIVITIES + "    materialized: true\n"))
    crm.execute("create role screen")
    crm.execute("create role chief")
    crm.execute("grant select on saint.selection_to_call_first, saint.company_counter to screen")
    crm.execute("grant select on saint.selection_to_call to chief with grant option")
    crm.execute("grant select (name, owner) on saint.selection_to_call to screen")
    crm.execute("grant select (activities) on saint.selection_to_call to screen")
    crm.execute("grant select on saint.company_counter to public")
    granted = [each for each in crm.rows(GRANTS) if each[1] != "activities"]
    assert len(granted) == 6
    crm.apply(SALES, ("  sold:\n", "  sales:\n"))
    assert crm.rows(GRANTS) == granted
    crm.truth.compare_materialized(crm.connection)
    crm.write(SALES)
    for _ in Online(crm.connection, load([crm.file])).steps():
        pass
    assert crm.rows(GRANTS) == granted
    # who was given a list may not see the secrets that are in it now
    crm.apply(SALES, ("fields: {name: name, category", "fields: {name: {expr: name, confidential: contact}, category"))
    assert [each[2] for each in crm.rows(GRANTS) if each[0] == "selection_to_call"] == ["saint_contact"]
    for role in ("screen", "chief"):
        crm.execute(sql.SQL("drop owned by {0}; drop role {0}").format(sql.Identifier(role)))
