"""Calculate: the result is remembered with its time until the next, and nobody who reads it waits."""

from __future__ import annotations

from threading import Thread

import psycopg
import pytest

from pg_saint.report import report
from tests.attention.conftest import Crm

TOTAL = "select sum(total) from saint.attention_customers"
REMEMBERED = """
    select name, calculated_by, relations, moments::int, duration is not null from saint.attention where name = %s
"""


@pytest.fixture
def one(crm: Crm) -> Crm:
    crm.execute("insert into crm.company (company_id, code, name) values (1, 'A', 'A')")
    crm.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-05-30')")
    return crm


def test_it_is_remembered_until_the_next(one: Crm) -> None:
    assert one.rows(REMEMBERED, "customers") == [("customers", "postgres", 0, 0, True)]
    one.execute("select saint.recalculate('customers')")
    assert one.rows(REMEMBERED, "customers") == [("customers", "postgres", 1, 1, True)]
    [before] = one.rows("select calculated_at from saint.attention where name = 'customers'")
    one.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-05-31')")
    one.execute("select saint.set_today('2026-06-11')")
    assert one.rows("select total, days from saint.attention_customers") == [(1, 2)]
    [(returned,)] = one.rows("select saint.recalculate('customers')")
    assert one.rows("select total, days from saint.attention_customers") == [(2, 11)]
    [after] = one.rows("select calculated_at from saint.attention where name = 'customers'")
    assert after == (returned,) > before


def test_by_whom(one: Crm) -> None:
    one.execute("set role saint_reader")
    one.execute("select saint.recalculate('customers')")
    one.execute("reset role")
    assert one.rows(REMEMBERED, "customers")[0][1] == "saint_reader"


def test_readers_do_not_wait_and_see_the_old_result_until_it_is_there(one: Crm) -> None:
    one.execute("select saint.recalculate('customers')")
    one.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-05-31')")
    with psycopg.connect(one.dsn) as calculating, psycopg.connect(one.dsn, autocommit=True) as reading:
        calculating.execute("select saint.recalculate('customers')")
        reading.execute("set statement_timeout = '5s'")
        for view in ("", "_bands", "_summary", "_sales", "_sales_bands", "_sales_summary", "_excluded"):
            reading.execute(f"select * from saint.attention_customers{view}".encode())
        assert reading.execute(TOTAL.encode()).fetchall() == [(1,)]
        calculating.commit()
        assert reading.execute(TOTAL.encode()).fetchall() == [(2,)]


def test_calculating_does_not_wait_for_readers(one: Crm) -> None:
    with psycopg.connect(one.dsn) as reading:
        reading.execute("select * from saint.attention_customers")
        one.execute("set statement_timeout = '5s'")
        one.execute("select saint.recalculate('customers')")


def test_two_at_once_are_done_one_after_the_other(one: Crm) -> None:
    def calculate() -> None:
        with psycopg.connect(one.dsn) as connection:
            for _ in range(5):
                connection.execute("select saint.recalculate('customers')")
                connection.commit()

    threads = [Thread(target=calculate) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert one.rows(REMEMBERED, "customers") == [("customers", "postgres", 1, 1, True)]


def test_a_changed_monitor_is_calculated_by_the_apply(one: Crm) -> None:
    one.apply(("    period: 365", "    period: 1"))
    assert one.rows("select total, days from saint.attention_customers") == [(0, 2)]
    assert one.apply(("    period: 365", "    period: 1")).stages == ()


def test_its_name_is_shown(one: Crm) -> None:
    title = "select title from saint.attention where name = 'customers'"
    languages = ("languages: [en]", "languages: [nl, en]")
    assert one.rows(title) == [("Customers",)]
    named = ("    of: category = 'Customer'", "    of: category = 'Customer'\n    name: {en: All, nl: Onze klanten}")
    assert [stage.text for stage in one.apply(languages, named).stages] == [
        "update names, ranks, texts and what is kept"
    ]
    assert one.rows(title) == [("Onze klanten",)]
    assert "Onze klanten" in report(one.connection)
    assert one.plan(languages, named).is_empty
    one.execute("set role saint_revenue")
    assert one.rows(title) == [("Onze klanten",)]


def test_the_order_of_definitions_plays_no_part_and_a_dropped_monitor_is_gone(one: Crm) -> None:
    one.apply(("  two_users:\n    on: company\n    users: [1, 3]\n    period: 7\n", ""))
    assert [row[0] for row in one.rows("select name from saint.attention order by 1")] == ["customers", "sales_people"]
    with pytest.raises(psycopg.errors.UndefinedTable):
        one.execute("select * from saint.attention_two_users")


def test_views_of_users_stand_through_a_change(one: Crm) -> None:
    one.execute("create view public.mine as select name, total from saint.attention_customers")
    one.apply(("    period: 365\n    revenue: both", "    period: 30\n    bands: {method: quantile}"))
    assert one.rows("select total from public.mine") == [(1,)]


def test_a_bigger_key_of_the_crm_rebuilds_what_shows_it(one: Crm) -> None:
    one.execute("alter table crm.company alter column company_id type bigint")
    one.execute("alter table crm.sale alter column sale_id type bigint")
    one.apply()
    one.execute("select saint.recalculate('customers')")
    assert one.rows("select id, pg_typeof(id)::text from saint.attention_customers") == [(1, "bigint")]


def test_the_crm_may_alter_its_tables(one: Crm) -> None:
    """No view of ours names a table or a column of the CRM."""
    one.execute("select saint.recalculate('customers')")
    for table, column in (("activity", "subject"), ("sale", "stage"), ("company", "name")):
        one.execute(f"alter table crm.{table} alter column {column} type varchar(200)".encode())
    one.execute("alter table crm.letter drop column subject cascade")
    assert one.rows(TOTAL) == [(1,)]


def test_drop_leaves_nothing(one: Crm) -> None:
    from pg_saint.apply import drop_all

    drop_all(one.connection)
    assert one.rows("select * from saint.attention") == []
    assert one.rows("select relname from pg_class where relnamespace = to_regnamespace('saint_data')") == []
