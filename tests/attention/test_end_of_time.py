"""Moments dated before and after all days: no number of days lies between them and today."""

from __future__ import annotations

import csv
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.types.string import TextLoader

from pg_saint.export import export
from pg_saint.report import report
from tests.attention.conftest import Crm

GRID = "select id, total, days, history_days, sales_days, helpdesk_days from {} order by id"


@pytest.fixture
def ends(crm: Crm) -> Crm:
    """Relations whose only moments are at an end of time; the third has one of today as well."""
    crm.connection.adapters.register_loader("timestamptz", TextLoader)
    crm.execute("insert into crm.company (company_id, code, name) select n, n, n from generate_series(1, 4) n")
    crm.execute(
        "insert into crm.activity (company_id, starts_at) values"
        " (1, '-infinity'), (2, 'infinity'), (3, '-infinity'), (3, '2026-05-30 12:00Z'), (4, '4713-01-01 BC')"
    )
    crm.execute(
        "insert into crm.sale (sale_id, company_id, created_at, sale_date, amount, stage) values"
        " (1, 1, '-infinity', '-infinity', 10, 'order'), (2, 3, '-infinity', '2026-05-30', 20, 'order')"
    )
    crm.execute("insert into crm.call (call_id, opened_at) values (1, '-infinity')")
    crm.execute("insert into crm.call_company values (1, 3)")
    crm.execute("select saint.recalculate('customers')")
    return crm


def test_days_are_null(ends: Crm) -> None:
    [(before_christ,)] = ends.rows("select '2026-06-01'::date - '4713-01-01 BC'::date")
    expected = [
        (1, 0, None, None, None, None),
        (2, 0, None, None, None, None),
        (3, 1, 2, 2, None, None),
        (4, 0, before_christ, before_christ, None, None),
    ]
    assert ends.rows(GRID.format("saint.attention_customers")) == expected
    between = "saint.attention_between('company', '2025-06-01', '2026-06-01')"
    assert ends.rows(GRID.format(between)) == [(str(id), *rest) for id, *rest in expected]
    sales = "select id, sales_days, revenue from saint.attention_customers_sales"
    assert ends.rows(sales) == [(3, None, 20)]


def test_everything_about_them_can_be_read(ends: Crm, tmp_path: Path) -> None:
    views = [name for (name,) in ends.rows(
        "select viewname from pg_views where schemaname = 'saint' and viewname like 'attention%' order by 1"
    )]  # fmt: skip
    assert len(views) > 8
    for view in [*views, "contact_moment"]:
        ends.execute(sql.SQL("select * from {}").format(sql.Identifier("saint", view)))
    moments = "select occurred_at from saint.chronology('company', %s)"
    assert ends.rows(moments, "3")[-1] == ("-infinity",)
    assert ends.rows(moments, "2") == [("infinity",)]
    assert len(ends.rows(f"{moments[:-1]}, null, 1)", "3")) == 1
    for suffix in ("csv", "xlsx", "json"):
        export(ends.connection, "customers", tmp_path / f"grid.{suffix}")
    first = next(csv.DictReader((tmp_path / "grid.csv").read_text().splitlines()))
    assert first["days"] == "2"
    with psycopg.connect(ends.dsn, autocommit=True) as connection:
        [(title,)] = ends.rows("select title from saint.attention where name = 'customers'")
        assert f"<h3>{title}</h3>" in report(connection)


@pytest.mark.parametrize("day", ["infinity", "-infinity"])
def test_today_is_a_day(crm: Crm, day: str) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="today must be a day"):
        crm.execute("select saint.set_today(%s)", (day,))
