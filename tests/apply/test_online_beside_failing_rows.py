"""`saint apply --online` beside rows of which something cannot be computed: all others are exact at each step."""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from pg_saint.doctor.checks.failing import check
from tests.oracle.apply import apply, online

CRM = """
create schema crm;
create table crm.company (id integer primary key, code text, kind text);
create table crm.sale (id integer primary key, company text, qty integer, note text);
create index on crm.sale (company);
insert into crm.company select n, '7', '1' from generate_series(1, 8) n;
insert into crm.sale select n, n % 8 + 1, n, '1' from generate_series(1, 24) n;
"""
FIRST = """
timezone: UTC
entities:
  company:
    table: crm.company
    key: id
    fields: {code: code}
sources:
  sale:
    table: crm.sale
    key: id
    links: {company: "company::integer"}
    fields: {qty: qty, note: "note::integer"}
counters:
  sales: {on: company, value: count(sale)}
  most: {on: company, value: max(sale.qty) * 1000}
statuses:
  such: {on: company, when: code::integer > 2}
  busy: {on: company, when: count(sale) > 2}
"""
# More is asked of all rows; then another filter decides which records there are.
SECOND = FIRST.replace("statuses:\n", "  noted: {on: company, value: count(sale) filter (where note > 0)}\nstatuses:\n")
SECOND = SECOND.replace("code::integer > 2}", "(code || '0')::integer > 20}")
THIRD = SECOND.replace("    fields: {code", "    where: kind::integer > 0\n    fields: {code")

NUMBER = "~ '^[0-9]{1,9}$'"
# By hand, with a question before each cast. A row of which something fails for the whole record is NULL in all.
WHOLE = f"""
    with c as (
        select c.*,
            DEFINITION > 1 and exists (select from crm.sale s where s.company = c.id::text and s.note !{NUMBER})
            or DEFINITION > 2 and c.kind !{NUMBER} as lost
        from crm.company c
        where DEFINITION < 3 or c.kind !{NUMBER} or c.kind::integer > 0
    )
"""
COUNTERS = f"""{WHOLE}
    select c.id, case when not c.lost then (select count(*) from crm.sale s where s.company = c.id::text) end,
        case when not c.lost then
            (select case when max(qty) < 2147483 then max(qty) * 1000 end from crm.sale s where s.company = c.id::text)
        end
    from c
    order by 1
"""
NOTED = f"""{WHOLE}
    select c.id, case when not c.lost then (
            select count(*) from crm.sale s
            where s.company = c.id::text and case when s.note {NUMBER} then s.note::integer > 0 end)
        end
    from c
    order by 1
"""
STATUSES = f"""{WHOLE}
    select c.id, 'such' from c where not c.lost and case when c.code {NUMBER} then c.code::integer > 2 end
    union all
    select c.id, 'busy' from c where not c.lost and (select count(*) from crm.sale s where s.company = c.id::text) > 2
    order by 1, 2
"""
# While it goes on: values that fail come, go, and move on to others.
WRITES = (
    "update crm.sale set qty = 2147483647 where id = 4",
    "update crm.company set code = 'x' where id = 6",
    "update crm.sale set company = 'x' where id = 5",
    "update crm.sale set note = 'x' where id = 7",
    "update crm.sale set company = '1' where id = 7",
    "update crm.company set code = '7' where id = 6",
    "insert into crm.sale select max(id) + 1, '3', 4, '1' from crm.sale",
    "update crm.sale set note = '1' where id = 7",
    "update crm.sale set company = '6' where id = 5",
    "update crm.sale set qty = 4 where id = 4",
)


def test_all_others_are_exact(database: str, connect: Callable[..., psycopg.Connection]) -> None:
    crm = connect(autocommit=True)
    crm.execute(CRM.encode())
    crm.execute("select saint.set_today('2026-06-01')")
    apply(FIRST, database)
    # before it begins: of a status, of the link, of what only the next definition reads, of the next one's filter
    crm.execute("update crm.company set code = 'x' where id = 2")
    crm.execute("update crm.sale set company = 'y' where id = 9")
    crm.execute("update crm.sale set note = 'x' where id = 10")
    crm.execute("update crm.company set kind = case id when 7 then 'x' else '0' end where id > 6")
    exact(crm, 1)
    written = 0
    for before, after, yaml in ((1, 2, SECOND), (2, 3, THIRD), (3, 1, FIRST)):
        applying = online(yaml, connect(autocommit=True))
        steps = 0
        for _ in applying.steps():
            now = (crm, after if applying.in_force else before, applying.in_force)
            exact(*now)
            crm.execute(WRITES[written % len(WRITES)].encode())
            written += 1
            exact(*now)
            steps += 1
        assert steps > 5
        exact(crm, after)
        told = [finding.message.split(" cannot")[0] for finding in check(crm)]
        assert any(each.startswith("company 2") and "status such" in each for each in told)
        assert any("company 3: field note of sale" in each for each in told) == (after > 1)
        assert any("company 7: the filter" in each for each in told) == (after > 2)
        assert "company: the link from sale (crm.sale)" in told
        crm.execute("select * from saint.tick()")
        exact(crm, after)
        assert crm.execute("select * from saint.check()").fetchall() == []


def exact(crm: psycopg.Connection, definition: int, under_way: bool = False) -> None:
    """`under_way`: of a record of which something fails the values that were stored before may still be shown."""
    number = str(definition)
    lost = set()
    if under_way:
        query = f"{WHOLE} select id from c where lost".replace("DEFINITION", number)
        lost = {id for (id,) in crm.execute(query.encode())}
    views = {
        "select id, sales, most from saint.company_counter order by 1": COUNTERS,
        "select id, status from saint.company_status order by 1, 2": STATUSES,
    }
    if definition > 1:
        views["select id, noted from saint.company_counter order by 1"] = NOTED
    for view, naive in views.items():
        found = [row for row in crm.execute(view.encode()) if row[0] not in lost]
        expected = [row for row in crm.execute(naive.replace("DEFINITION", number).encode()) if row[0] not in lost]
        assert found == expected, (view, definition)
