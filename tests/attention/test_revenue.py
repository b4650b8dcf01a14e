"""Revenue is for saint_revenue: a role without it learns no number, whichever way it tries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from pg_saint.doctor import examine
from pg_saint.errors import SaintError
from tests.attention.conftest import Crm

SECRET = 7654321
VIEWS = ("sales", "sales_bands", "sales_summary", "excluded")


def with_revenue(crm: Crm) -> Crm:
    """Company n has n times the secret in orders, and company 1 an invoice of it; company 5 has nothing."""
    crm.execute(
        "insert into crm.company (company_id, code, name) select n, 'C' || n, 'Co ' || n from generate_series(1, 5) n"
    )
    crm.execute(
        "insert into crm.activity (company_id, user_id, starts_at)"
        " select n, 1, '2026-05-05' from generate_series(1, 4) n"
    )
    crm.execute(
        "insert into crm.sale (company_id, user_id, stage, created_at, sale_date, amount, title)"
        " select n, 1, 'order', '2026-05-05', '2026-05-05', n * %s, 'PCs' from generate_series(1, 4) n",
        (SECRET,),
    )
    crm.execute("insert into crm.invoice values ('F1', 1, 1, '2026-05-05', %s)", (SECRET,))
    crm.execute("select saint.recalculate('customers')")
    crm.execute("analyze")
    return crm


@pytest.fixture
def revenue(crm: Crm) -> Crm:
    return with_revenue(crm)


@pytest.fixture(scope="module")
def looked_at(shared_crm: Crm) -> Crm:
    """For who only looks."""
    return with_revenue(shared_crm)


@pytest.fixture
def reader(looked_at: Crm) -> Iterator[psycopg.Connection]:
    with psycopg.connect(looked_at.dsn, autocommit=True) as connection:
        connection.execute("set role saint_reader")
        yield connection


def said(rows: list[tuple[Any, ...]]) -> str:
    return "\n".join(str(row) for row in rows)


def shows_a_number(text: str) -> bool:
    return any(str(SECRET * n) in text for n in range(1, 11))


def test_who_may_see_revenue_does(revenue: Crm) -> None:
    for role in ("saint_revenue", "saint_admin"):
        with revenue.connection.transaction(force_rollback=True):
            revenue.execute(f"set local role {role}".encode())
            for view in VIEWS:
                revenue.execute(f"select * from saint.attention_customers_{view}".encode())
            assert shows_a_number(said(revenue.rows("select * from saint.attention_customers_sales")))
            bands = revenue.rows("select id, revenue from saint.attention_sales_relations('customers', 3)")
            assert shows_a_number(said(bands))
            revenue.execute("select saint.recalculate('customers')")


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_of_the_sales_side(reader: psycopg.Connection, view: str) -> None:
    for query in (
        f"select * from saint.attention_customers_{view}",
        f"select count(*) from saint.attention_customers_{view}",
        f"select g.id from saint.attention_customers g join saint.attention_customers_{view} s using (id)",
        f"explain select * from saint.attention_customers_{view}",
    ):
        if view in ("sales", "excluded") or "using" not in query:
            with pytest.raises(psycopg.errors.InsufficientPrivilege) as caught:
                reader.execute(query.encode())
            assert not shows_a_number(str(caught.value))


@pytest.mark.parametrize(
    "query",
    [
        "select * from saint_data.attention_customers",
        "select revenue from saint_data.attention_customers",
        "select * from saint_data.attention_customers_calculate()",
        "select * from saint_data.company_counted('2026-06-01', '2026-01-01', '2026-06-01', null, null, true)",
        "select * from saint_data.company_attention("
        "'2026-06-01', '2026-01-01', '2026-06-01', null, null, 'quantile', 'both')",
        "select * from saint.attention_sales_relations('customers', 3)",
        "select saint.sales_bands('{1}', '{1}', 1, 1)",
        "select * from saint.sales_distribution(1, 1)",
        "create materialized view saint.copy as select * from saint_data.attention_customers",
    ],
)
def test_nothing_that_is_behind_the_views(reader: psycopg.Connection, query: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege) as caught:
        reader.execute(query.encode())
    assert not shows_a_number(str(caught.value))


def test_no_function_that_a_reader_may_call_tells_it(reader: psycopg.Connection) -> None:
    for query in (
        "select * from saint.attention_customers",
        "select g::text, to_jsonb(g) from saint.attention_customers g",
        "select * from saint.attention_customers_bands",
        "select * from saint.attention_customers_summary",
        "select * from saint.attention",
        "select * from saint.calculation",
        "select * from saint.contact_moment",
        "select * from saint.chronology('company', '1')",
        "select * from saint.happened('company', '1', '2020-01-01')",
        "select * from saint.attention_between('company', '2026-01-01', '2026-06-01')",
        "select * from saint.attention_relations('customers', 3)",
        "select * from saint_data.company_moments()",
        "select * from saint_data.company_relations('{1,2}')",
    ):
        assert not shows_a_number(said(reader.execute(query.encode()).fetchall())), query


def test_no_column_of_the_grid_is_called_after_it(reader: psycopg.Connection) -> None:
    cursor = reader.execute("select * from saint.attention_customers limit 0")
    assert not {"revenue", "sales_band", "orders", "invoices"} & {column.name for column in cursor.description or ()}
    for clause in ("order by revenue", "where revenue > 0", "order by m.revenue", "where sales_band = 0"):
        with pytest.raises((psycopg.errors.UndefinedColumn, psycopg.errors.UndefinedTable)):
            reader.execute(f"select id from saint.attention_customers {clause}".encode())


def test_statistics_show_none(reader: psycopg.Connection, looked_at: Crm) -> None:
    statistics = "select * from pg_stats where schemaname = 'saint_data' and tablename like 'attention_%'"
    assert shows_a_number(said(looked_at.rows(statistics)))
    assert reader.execute(statistics.encode()).fetchall() == []
    for query in (
        "select * from pg_statistic",
        "select * from saint_data.attention_customers tablesample system (100)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute(query.encode())


def test_plans_show_none(reader: psycopg.Connection) -> None:
    for query in ("select * from saint.attention_customers", "select * from saint.attention_customers where band = 5"):
        plan = said(reader.execute(f"explain (analyze, verbose, buffers, timing off) {query}".encode()).fetchall())
        assert not shows_a_number(plan)


def test_a_cheap_function_in_a_filter_is_shown_none(reader: psycopg.Connection) -> None:
    """The classic leak: a function that the planner runs before a view's own conditions."""
    reader.execute("create function pg_temp.leak(value text) returns boolean language plpgsql cost 0.0001 as"
                   " $$ begin raise notice '%', value; return true; end $$")  # fmt: skip
    heard: list[str] = []
    reader.add_notice_handler(lambda diagnostic: heard.append(str(diagnostic.message_primary)))
    reader.execute(
        "select * from saint.attention_customers g where pg_temp.leak(g::text) and pg_temp.leak(total::text)"
    )
    assert heard
    assert not shows_a_number("\n".join(heard))


def test_the_order_of_the_grid_is_not_that_of_the_revenue(revenue: Crm) -> None:
    """The result is stored as it was counted: after the amounts are turned round it stands as before."""
    revenue.execute("refresh materialized view saint_data.attention_customers")
    before = revenue.rows("select id from saint.attention_customers")
    revenue.execute("update crm.sale set amount = 50 - 10 * company_id")
    revenue.execute("refresh materialized view saint_data.attention_customers")
    assert revenue.rows("select id from saint.attention_customers") == before


def test_an_error_while_calculating_quotes_no_amount(revenue: Crm) -> None:
    revenue.execute("alter table crm.sale add column worth text")
    revenue.execute("update crm.sale set worth = amount")
    # a value that is not a number would cost its own cell only
    revenue.execute("create function crm.worth(worth text) returns numeric language plpgsql immutable as $$ begin"
                    " if worth like '%kr' then raise 'not %', worth using errcode = 'object_not_in_prerequisite_state';"
                    " end if; return worth::numeric; end $$")  # fmt: skip
    mapped = "    amount: {}\n    links: {{company: company_id}}\n    fields: {{user: user_id, stage"
    revenue.apply((mapped.format("amount"), mapped.format("crm.worth(worth)")))
    revenue.execute("update crm.sale set worth = worth || ' kr'")
    with psycopg.connect(revenue.dsn, autocommit=True) as connection:
        connection.execute("set role saint_reader")
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as caught:
            connection.execute("select saint.recalculate('customers')")
        diagnostic = caught.value.diag
        parts = (diagnostic.message_primary, diagnostic.message_detail, diagnostic.message_hint, diagnostic.context)
        assert not shows_a_number(" ".join(map(str, parts)))
        assert diagnostic.message_primary == "monitor customers cannot be calculated"
        connection.execute("select * from saint.attention_between('company', '2026-01-01', '2026-06-01')")
        connection.execute("reset role")
        connection.execute("set role saint_revenue")
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="kr"):
            connection.execute("select saint.recalculate('customers')")


def test_default_privileges_of_the_database_do_not_open_it(revenue: Crm) -> None:
    revenue.execute("alter default privileges grant select on tables to saint_reader, public")
    revenue.execute("select saint.set_today('2026-06-02')")
    revenue.apply(("    period: 365\n    revenue: both", "    period: 300\n    revenue: orders"))
    with psycopg.connect(revenue.dsn, autocommit=True) as connection:
        connection.execute("set role saint_reader")
        for name in ("saint_data.attention_customers", "saint.attention_customers_sales"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"select * from {name}".encode())


def test_a_title_that_shows_the_amount_is_refused(revenue: Crm) -> None:
    with pytest.raises(SaintError, match="the title shows amount, which is revenue") as caught:
        revenue.plan(("stage: stage, title: title", "stage: stage, title: title || ' ' || amount::text"))
    assert "crm.yaml:42: " in str(caught.value)


def test_the_doctor_does_not_propose_to_show_it(revenue: Crm) -> None:
    assert examine(revenue.connection)["privileges"] == []
    revenue.execute("revoke select on saint.attention_customers_sales from saint_revenue")
    (finding,) = examine(revenue.connection)["privileges"]
    assert finding.remedy == "grant select on saint.attention_customers_sales to saint_revenue"
