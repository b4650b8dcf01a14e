"""A CRM whose tables are in shards, written to by several, and what its views are to say: by hand, over copies.

Citus carries out no correlated subquery over shards, so the truth is asked of temporary tables, in the transaction in
which the views are read.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import psycopg

HERE = Path(__file__).parent
FIRST_DAY = "2026-06-01"
COPIES = """
    create temporary table company on commit drop as select * from crm.company;
    create temporary table users on commit drop as select * from crm.users;
    create temporary table activity on commit drop as
        select *, (starts_at at time zone 'Europe/Oslo')::date as day from crm.activity where not deleted;
    create temporary table sale on commit drop as select * from crm.sale;
"""
TRUE_COUNTERS = """
    select
        c.company_id,
        (select count(*) from activity a where a.company_id = c.company_id and a.direction = 'outgoing'
            and a.day > saint.today() - 30 and a.day <= saint.today()),
        (select sum(s.amount) from sale s where s.company_id = c.company_id and s.status = 'sold'),
        (select max(a.day) from activity a where a.company_id = c.company_id),
        (select count(*) from sale s where s.company_id = c.company_id),
        (select count(*) from sale s where s.company_id = c.company_id and s.status in ('sold', 'lost') is not true),
        (select sum(s.amount) from sale s where s.company_id = c.company_id
            and s.sale_date > saint.today() - 30 and s.sale_date <= saint.today())
    from company c
"""
COUNTERS = """
    select id, outgoing, sold, latest, sale_count, sale_open, sale_amount_period1 from saint.company_counter
"""
TRUE_STATUSES = """
    with counted as (
        select
            c.*,
            (select count(*) from activity a where a.company_id = c.company_id and a.direction = 'outgoing'
                and a.day > saint.today() - 30 and a.day <= saint.today()) as outgoing,
            (select sum(s.amount) from sale s where s.company_id = c.company_id and s.status = 'sold'
                and s.sale_date > saint.today() - 90 and s.sale_date <= saint.today()) as sold,
            (select max(a.day) from activity a where a.company_id = c.company_id) as latest
        from company c
    )
    select company_id, 'neglected' from counted where category = 'Customer' and outgoing < 2
    union all
    select company_id, 'buyer' from counted where sold > 1000
    union all
    select company_id, 'young' from counted where founded > saint.today() - 90 and founded <= saint.today()
    union all
    select company_id, 'silent' from counted where latest < saint.today() - 90
    union all
    select company_id, 'urgent' from counted where category = 'Customer' and outgoing < 2 and sold > 1000
"""
TRUE_SELECTION = """
    select c.company_id, c.name, u.full_name, (select count(*) from activity a where a.company_id = c.company_id
        and a.direction = 'outgoing' and a.day > saint.today() - 30 and a.day <= saint.today())
    from company c left join users u on u.user_id = c.owner_id
    where c.category = 'Customer'
        and (select count(*) from activity a where a.company_id = c.company_id and a.direction = 'outgoing'
            and a.day > saint.today() - 30 and a.day <= saint.today()) < 2
        and (select max(a.day) from activity a where a.company_id = c.company_id) < saint.today() - 90 is not true
"""
RANKS = {"urgent": 5, "buyer": 10, "neglected": 20, "young": 30, "silent": 40}


class Life:
    """`connections` write in turn; the first is asked."""

    def __init__(self, seed: int, connections: list[psycopg.Connection[Any]]) -> None:
        self.random = Random(seed)
        self.connections = connections
        self.keys = 0
        self.day = 0

    def fill(self, companies: int) -> None:
        self.companies = companies
        for user in (1, 2, 3):
            self.connections[0].execute("insert into crm.users values (%s, %s)", (user, f"User {user}"))
        for company in range(1, companies + 1):
            self.connections[0].execute(
                "insert into crm.company values (%s, %s, %s, %s, date '2026-06-01' - %s::integer)",
                (company, f"Company {company}", self.category(), self.random.choice([1, 2, 3, None]), self.days()),
            )
        for _ in range(companies * 4):
            self.write()

    def category(self) -> str | None:
        return self.random.choice(["Customer", "Customer", "Prospect", None])

    def days(self) -> int:
        return self.random.choice([0, 1, 29, 30, 31, 60, 89, 90, 91, 200, -3])

    def write(self) -> None:
        self.do(self.random.choice(self.connections))

    def do(self, connection: psycopg.Connection[Any]) -> None:
        company, chance = self.random.randint(1, self.companies), self.random.random()
        self.keys += 1
        day = f"{FIRST_DAY} 12:00+00"
        if chance < 0.35:
            connection.execute(
                "insert into crm.activity values (%s, %s, %s, %s::timestamptz + %s * interval '1 day')",
                (company, self.keys, self.random.choice(["outgoing", "incoming", None]), day, self.day - self.days()),
            )
        elif chance < 0.6:
            connection.execute(
                "insert into crm.sale values (%s, %s, date '2026-06-01' + %s::integer, %s, %s)",
                (
                    company, self.keys, self.day - self.days(), self.random.choice([100, 900.5, 2000, None]),
                    self.random.choice(["sold", "lost", "open", None]),
                ),
            )  # fmt: skip
        elif chance < 0.7:
            connection.execute(
                "update crm.activity set deleted = not deleted where company_id = %s and activity_id %% 3 = %s",
                (company, self.random.randint(0, 2)),
            )
        elif chance < 0.78:
            connection.execute(
                "update crm.sale set status = %s where company_id = %s and sale_id %% 2 = 0",
                (self.random.choice(["sold", "open"]), company),
            )
        elif chance < 0.86:
            connection.execute(
                "delete from crm.activity where company_id = %s and activity_id %% 4 = %s",
                (company, self.random.randint(0, 3)),
            )
        elif chance < 0.9:
            # to another record: a row stays where its distribution column says, so it goes and comes
            with connection.transaction():
                moved = connection.execute(
                    "delete from crm.sale where company_id = %s returning sale_id, sale_date, amount, status",
                    (company,),
                ).fetchall()
                for row in moved:
                    connection.execute("insert into crm.sale values (%s, %s, %s, %s, %s)", (company % 5 + 1, *row))
        elif chance < 0.92:
            connection.execute(
                "insert into crm.users values (%s, %s)"
                " on conflict (user_id) do update set full_name = excluded.full_name",
                (self.random.choice([1, 2, 9]), f"User {self.keys}"),
            )
        elif chance < 0.921:
            connection.execute("truncate crm.sale")
        elif chance < 0.96:
            connection.execute(
                "update crm.company set category = %s, owner_id = %s where company_id = %s",
                (self.category(), self.random.choice([1, 2, 9, None]), company),
            )
        else:
            connection.execute("delete from crm.company where company_id = %s", (company,))
            # another writer may have been here meanwhile
            connection.execute(
                "insert into crm.company values (%s, %s, %s) on conflict (company_id) do nothing",
                (company, f"Company {company}", self.category()),
            )

    def pass_days(self, days: int) -> None:
        self.day += days
        self.connections[0].execute("select saint.set_today(date '2026-06-01' + %s::integer)", (self.day,))


def differences(connection: psycopg.Connection[Any]) -> list[str]:
    """What the views say otherwise than the truth; `connection` is in autocommit."""
    found = []
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read")
        connection.execute(COPIES)
        counters, statuses = rows(connection, TRUE_COUNTERS), rows(connection, TRUE_STATUSES)
        cards: dict[Any, list[str]] = {row[0]: [] for row in counters}
        for id, status in statuses:
            cards[id].append(status)
        ranked = [(id, sorted(each, key=RANKS.__getitem__)) for id, each in cards.items()]
        firsts = [(id, each[0] if each else None) for id, each in ranked]
        shown = [(id, "neglected") for id, status in statuses if status == "neglected"]
        for view, expected in {
            COUNTERS: counters,
            "select id, status from saint.company_status": statuses,
            "select id::integer, status from saint.statusvalue where entity = 'company'": statuses,
            "select id, status from saint.company_status where status = 'buyer'": [
                each for each in statuses if each[1] == "buyer"
            ],
            "select id, statuses from saint.company_card": ranked,
            "select id, status from saint.company_card": firsts,
            "select id, status from saint.company_watermark where image is not null": shown,
            "select id, name, owner, outgoing from saint.selection_to_call": rows(connection, TRUE_SELECTION),
            "select id::integer, total from saint.countervalue where counter = 'sold'": [
                (row[0], row[2]) for row in counters
            ],
            "select c.company_id, s.status from crm.company c join saint.company_status s on s.id = c.company_id": [
                *statuses
            ],
            "select id, outgoing from saint.company_counter where id = 3": [
                (row[0], row[1]) for row in counters if row[0] == 3
            ],
        }.items():
            told = rows(connection, view)
            if sorted(map(repr, told)) != sorted(map(repr, expected)):
                found.append(f"{view}: {sorted(map(repr, set(map(repr, told)) ^ set(map(repr, expected))))[:6]}")
    return found


def rows(connection: psycopg.Connection[Any], query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query.encode()).fetchall()
