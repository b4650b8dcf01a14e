"""Whatever statement changes the CRM's tables, reads are exact after it, within its transaction too."""

from __future__ import annotations

import psycopg
import pytest

from tests.apply.conftest import Crm

STATEMENTS = {
    "truncate events": "truncate crm.activity",
    "truncate all": "truncate crm.company cascade",
    "insert on conflict do nothing": """
        insert into crm.activity (activity_id, company_id, starts_at)
        values (1, 5, '2026-05-20 12:00+02'), (901, 5, '2026-05-20 12:00+02') on conflict do nothing
    """,
    "insert on conflict do update": """
        insert into crm.activity (activity_id, company_id, starts_at)
        values (1, 5, '2026-05-20 12:00+02'), (901, 6, '2026-05-20 12:00+02')
        on conflict (activity_id) do update set company_id = excluded.company_id, starts_at = excluded.starts_at
    """,
    "upsert of one row": """
        insert into crm.activity (activity_id, company_id, starts_at) values (1, 5, '2026-05-20 12:00+02')
        on conflict (activity_id) do update set company_id = excluded.company_id
    """,
    "merge": """
        merge into crm.sale s
        using (values (1, 7, 900.0), (2, null, 0.0), (901, 8, 450.0)) v (sale_id, company_id, amount)
        on s.sale_id = v.sale_id
        when matched and v.company_id is null then delete
        when matched then update set company_id = v.company_id, amount = v.amount
        when not matched then insert values (v.sale_id, v.company_id, '2026-05-31', v.amount, 'sold')
    """,
    "with clauses that write several tables": """
        with gone as (delete from crm.sale where company_id = 3 returning company_id),
        moved as (update crm.activity set company_id = 3 where company_id = 4 returning 1)
        insert into crm.sale select 900 + n, 3, '2026-05-31', 10, 'sold' from generate_series(1, 3) n
    """,
    "update of a key": "update crm.person set person_id = 900 where person_id = 29",
    "keys that cascade": "update crm.company set company_id = -company_id where company_id in (18, 19)",
    "re-parenting": "update crm.person set company_id = 1 + company_id % 19",
    "soft delete": "update crm.company set deleted = true where company_id < 4",
    "delete that cascades": "delete from crm.company where company_id < 4",
    "delete that cascades twice": "delete from crm.person where person_id < 9",
    "a deleted maximum": "delete from crm.activity where starts_at = (select max(starts_at) from crm.activity)",
    "a joined row": "update crm.users set full_name = 'Somebody else'",
    "an update of nothing": "update crm.activity set company_id = company_id",
    "an update that finds nothing": "update crm.activity set company_id = 1 where false",
    "everything at once": "delete from crm.activity",
}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS.keys())
def test_statement(crm: Crm, statement: str) -> None:
    with psycopg.connect(crm.dsn) as session:
        session.execute(statement.encode())
        crm.exact(session)
        session.rollback()
        crm.exact(session)
        session.execute(statement.encode())
    crm.finished()


def test_copy(crm: Crm) -> None:
    with psycopg.connect(crm.dsn) as session:
        with session.cursor().copy("copy crm.activity (company_id, direction, starts_at) from stdin") as copy:
            for number in range(500):
                copy.write_row((1 + number % 20, "outgoing", f"2026-05-{1 + number % 30:02} 12:00+02"))
        crm.exact(session)
    crm.finished()


def test_a_copy_of_one_row(crm: Crm) -> None:
    with crm.connection.cursor().copy("copy crm.activity (company_id, starts_at) from stdin") as copy:
        copy.write_row((1, "2026-05-30 12:00+02"))
    crm.finished()


def test_a_truncate_and_new_rows_in_one_transaction(crm: Crm) -> None:
    with psycopg.connect(crm.dsn) as session:
        session.execute("truncate crm.activity")
        session.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-05-30 12:00+02')")
        crm.exact(session)
    crm.finished()


def test_a_savepoint_that_is_rolled_back(crm: Crm) -> None:
    with psycopg.connect(crm.dsn) as session:
        session.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-05-30 12:00+02')")
        session.execute("savepoint one")
        session.execute("delete from crm.activity")
        crm.exact(session)
        session.execute("rollback to savepoint one")
        crm.exact(session)
    crm.finished()
