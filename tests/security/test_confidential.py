"""What is confidential is for the role of its class, whichever way somebody asks: by view, function or error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.types.string import TextLoader

from pg_saint.cluster.provider import Provider
from pg_saint.export import export
from pg_saint.report import report
from tests.security.conftest import HERE, Site, made_site

# The amounts are 1, 2 and 3 times this.
SECRET = 7654321
REVENUE = [str(SECRET * n) for n in range(1, 4)]
CONTACT = ["secret phone", "secret title"]
# Read of each class: counters, by view.
COUNTERS = {
    "saint_revenue": ["sale_amount", "sale_amount_period1", "of_limit", "large"],
    "saint_contact": ["last_title", "any_phone", "complaint_count", "complaint_last"],
}
OPEN = ["sale_count", "sale_last", "activity_count", "paid"]
CALLS = [
    "select * from saint.describe('large_customer', '1')",
    "select * from saint.describe_all('large_customer')",
    "select saint.status_dialog('company', '1')",
    "select * from saint.status_dialogs('company', '{1,2,3}')",
    "select * from saint.explain('large_customer', '1')",
    "select * from saint.explain('of_large_company', '1')",
    "select * from saint.explain('of_large_company', '2')",
    "select * from saint_data.person_asks(1, saint.today())",
    "select * from saint.chronology('company', '1')",
    "select * from saint.happened('company', 'anna', '2020-01-01')",
    "select * from saint.attention_relations('of_large', 0)",
    "select * from saint.attention_relations('of_large', 5)",
    "select * from saint.attention_between('company', '2026-01-01', '2026-06-01')",
    "select saint.calculate('company', period => 3650, revenue => 'orders')",
    "select saint.calculate('company', period => 3650, of => '{\"phone\": \"secret phone 1\"}')",
    "select * from saint.calculated",
    "select * from saint.calculation",
    "select * from saint_data.company_shown(1, saint.today())",
    "select * from saint_data.company_shown(2, saint.today())",
    "select * from saint_data.person_shown(1, saint.today())",
    "select * from saint_data.company_fields('{1,2,3}')",
    "select * from saint_data.person_fields('{1,2,3}')",
    "select * from saint_data.company_texts('{1,2,3}')",
    "select * from saint_data.company_dialogs('{1,2,3}', null, null, false)",
    "select * from saint_data.company_moments()",
    "select * from saint_data.company_relations('{1,2,3}')",
    "select * from saint_data.company_indirectly_stale()",
    # what a function or an operator is told of a row before the view leaves it out
    "select * from saint.company_counter where sale_amount::text::date is null",
    "select * from saint.company_counter where any_phone::integer = 1",
    "explain (analyze, verbose, costs off) select * from saint.company_counter where sale_amount > 1",
]
NOT_ALLOWED = [
    "select * from saint_data.company_live(1, saint.today())",
    "select * from saint_data.company_live_all(saint.today())",
    "select * from saint_data.company",
    "select * from saint_data.selection_large_rows",
    "select * from saint.selection_large",
    "select * from saint.selection_of_large",
    "select * from saint.selection_kept",
    "select saint.calculate('company', period => 365, selection => 'large')",
    "select * from saint.calculated_relation",
    "select most_common_vals from pg_stats, saint_data.company",
]


@pytest.fixture(scope="module")
def confidential(cluster: Provider, template: str, roles: None) -> Iterator[Site]:
    """Applied; the row of company 2 is stale, and so computed at each read."""
    del roles
    with made_site(cluster, template, (HERE / "confidential.sql").read_bytes()) as site:
        site.apply(role="saint_site_crm", file=HERE / "confidential.yaml")
        site.execute("insert into saint_data.company_dirty (id) values (2)")
        site.execute("analyze")
        yield site


@pytest.fixture
def session(confidential: Site) -> Iterator[psycopg.Connection]:
    """Who asks is set by a test."""
    with psycopg.connect(confidential.dsn, autocommit=True) as connection:
        connection.adapters.register_loader("numeric", TextLoader)
        yield connection


def views(connection: psycopg.Connection) -> list[str]:
    query = """
        select c.oid::regclass::text from pg_class c
        where c.relnamespace in ('saint'::regnamespace, 'saint_data'::regnamespace) and c.relkind in ('r', 'v', 'm')
            and has_table_privilege(c.oid, 'select')
        order by 1
    """
    return [name for (name,) in connection.execute(query)]


def told(connection: psycopg.Connection, query: str) -> str:
    """Rows, or the error with all that it says."""
    try:
        return "\n".join(map(str, connection.execute(query.encode()).fetchall()))
    except psycopg.Error as error:
        return "\n".join(str(each) for each in (error, error.diag.message_detail, error.diag.context))


def found(text: str, secrets: list[str]) -> list[str]:
    return [secret for secret in secrets if secret in text]


def counters(connection: psycopg.Connection, names: list[str]) -> list[tuple[Any, ...]]:
    query = f"select {', '.join(names)} from saint.company_counter order by id"
    return connection.execute(query.encode()).fetchall()


@pytest.mark.parametrize(
    ("members", "secrets"),
    [
        (["saint_reader"], [*REVENUE, *CONTACT]),
        (["saint_reader", "saint_revenue"], CONTACT),
        (["saint_reader", "saint_contact"], REVENUE),
    ],
)
def test_a_role_reads_what_is_of_its_class_and_nothing_else(
    confidential: Site, session: psycopg.Connection, members: list[str], secrets: list[str]
) -> None:
    confidential.execute("drop role if exists saint_site_reads")
    confidential.execute(f"create role saint_site_reads in role {', '.join(members)}".encode())
    try:
        session.execute("set role saint_site_reads")
        told_all = "\n".join(told(session, f"select * from {view}") for view in views(session))
        told_all += "\n".join(told(session, call) for call in [*CALLS, *NOT_ALLOWED])
        assert found(told_all, secrets) == []
        for role, names in COUNTERS.items():
            values = counters(session, names)
            may = role in members
            assert all((value is not None) == may for row in values for value in row), (role, values)
        asked = told(session, "select * from saint.explain('of_large_company', '1')")
        assert found(asked, REVENUE[:1]) == REVENUE[:1] * ("saint_revenue" in members), asked
        assert all(value is not None for row in counters(session, OPEN) for value in row)
        assert told(session, "select count(*) from saint.company_status") == "(3,)"
        in_rows = {name for (name,) in session.execute("select distinct counter from saint.countervalue")}
        assert ("sale_amount" in in_rows) == ("saint_revenue" in members)
        assert ("complaint" in in_rows) == ("saint_contact" in members)
        assert {"sale", "activity", "paid"} <= in_rows
        explained = session.execute("select value, met from saint.explain('large_customer', '2')").fetchall()
        assert explained[1] == ("Company 2", True)
        if "saint_revenue" in members:
            assert explained[0] == (REVENUE[1], True)
        else:
            assert explained[0] == ("(for saint_revenue only)", None)
        page = report(session)
        assert found(page, secrets) == []
    finally:
        session.execute("reset role")
        confidential.execute("drop role saint_site_reads")


@pytest.mark.parametrize("role", ["saint_admin", None])
def test_who_is_of_all_classes_reads_all(session: psycopg.Connection, role: str | None) -> None:
    if role is not None:
        session.execute(f"set role {role}".encode())
    told_all = "\n".join(told(session, f"select * from {view}") for view in views(session))
    assert found(told_all, [*REVENUE, *CONTACT]) == [*REVENUE, *CONTACT]
    for call, secret in (
        ("select saint.describe('large_customer', '2')", "secret phone 2, sold 15308642, limit 15308642"),
        ("select saint.status_dialog('company', '1')", "Call secret phone 1 about 7654321"),
        ("select title from saint.chronology('company', '3')", "secret title 3"),
        ("select * from saint.selection_statuses order by id", "(2, 'Company 2', 'secret phone 2', '15308642')"),
        ("select * from saint.selection_of_large order by id", "(2, 'Company 2')"),
        ("select * from saint.selection_kept order by id", "15308642"),
        ("select id, companys_limit from saint.person_counter order by id", "(2, '15308642')"),
    ):
        assert secret in told(session, call), call


@pytest.mark.parametrize("query", NOT_ALLOWED)
def test_what_is_behind_it_is_not_open(session: psycopg.Connection, query: str) -> None:
    session.execute("set role saint_reader")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(query.encode())


def test_a_text_without_what_one_may_not_see_has_no_hole(session: psycopg.Connection) -> None:
    session.execute("set role saint_reader")
    assert told(session, "select saint.describe('large_customer', '1')") == "('Large customer',)"


def test_a_selection_that_one_may_not_read_does_not_fail_the_list_of_them(session: psycopg.Connection) -> None:
    session.execute("set role saint_reader")
    rows = session.execute("select selection, matches from saint.selectiondef order by 1").fetchall()
    assert rows == [("kept", None), ("large", None), ("of_large", None), ("statuses", 3)]


def test_a_monitor_is_of_those_who_are_in_it_whoever_calculates(session: psycopg.Connection) -> None:
    session.execute("set role saint_reader")
    session.execute("select saint.recalculate('of_large')")
    assert told(session, "select count(*) from saint.attention_of_large") == "(3,)"


def test_a_calculation_is_of_those_who_see_its_selection(confidential: Site, session: psycopg.Connection) -> None:
    """Of whom both classes decide: large ones that have a phone."""
    call = "select saint.calculate('company', period => 365, revenue => 'orders', selection => 'of_large')"
    [(name,)] = session.execute(call.encode()).fetchall()
    for classes in ([], ["revenue"], ["contact"], ["revenue", "contact"]):
        members = ", ".join(f"saint_{each}" for each in ("reader", *classes))
        confidential.execute(f"create role saint_site_reads in role {members}".encode())
        session.execute("set role saint_site_reads")
        seen = [
            session.execute(f"select count(*) from saint.{view} where calculation = %s".encode(), (name,)).fetchall()
            for view in ("calculated", "calculated_bands", *(["calculated_sales"] if "revenue" in classes else []))
        ]
        assert ([(0,)] not in seen) == (len(classes) == 2), classes
        session.execute("reset role")
        confidential.execute("drop role saint_site_reads")


def test_an_export_is_of_what_one_may_see(session: psycopg.Connection, tmp_path: Any) -> None:
    file = tmp_path / "export.csv"
    session.execute("set role saint_reader")
    for name in ("large_customer", "selection:statuses"):
        export(session, name, file)
        assert found(file.read_text(), [*REVENUE, *CONTACT]) == []
    session.execute("reset role")
    export(session, "large_customer", file)
    assert found(file.read_text(), [*REVENUE, "secret phone"]) == [*REVENUE, "secret phone"]
