"""How PostgreSQL reads the views that are made to be joined: the shape of the plans, not their costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from tests.oracle.apply import apply

Plan = dict[str, Any]

CRM = b"""
create schema crm;
create table crm.company (company_id integer primary key, name text, category text);
create table crm.activity (activity_id serial primary key, company_id integer, starts_on date);
create index on crm.activity (company_id);
insert into crm.company select n, 'Company ' || n, 'Customer' from generate_series(1, 5000) n;
create index on crm.company (name);
insert into crm.activity (company_id, starts_on) select n, '2026-02-27' from generate_series(1, 5000, 2) n;
"""
DEFINITIONS = """
timezone: UTC
periods: [30]
entities:
  company: {table: crm.company, key: company_id, fields: {category: category}}
sources:
  activity: {table: crm.activity, key: activity_id, date: starts_on, links: {company: company_id}}
counters:
  recent: {on: company, value: count(activity) filter (where past(period1))}
  last: {on: company, value: max(activity.date)}
statuses:
  quiet: {on: company, when: count(activity) filter (where past(period1)) = 0, rank: 1, visual: true}
  known: {on: company, when: count(activity) > 0, rank: 2}
selections:
  quiet_ones: {on: company, when: status('quiet'), columns: [category]}
"""
JOIN = "select c.name, v.* from crm.company c left join {} v on v.id = c.company_id order by c.name limit 50"
JOINED = ("company_card", "company_counter", "company_watermark", "selection_quiet_ones")


@pytest.fixture
def crm(database: str, connect: Callable[..., psycopg.Connection]) -> psycopg.Connection:
    connection = connect(autocommit=True)
    connection.execute(CRM)
    connection.execute("select saint.set_today('2026-03-01')")
    apply(DEFINITIONS, database)
    # Marks of other records than those that are asked for: enough of them that nobody would read them all.
    connection.execute("insert into saint_data.company_dirty (id) select n from generate_series(2001, 5000) n")
    connection.execute("vacuum analyze")
    return connection


def test_plans(crm: psycopg.Connection) -> None:
    for view in JOINED:
        plan = explained(crm, JOIN.format(f"saint.{view}"))
        found = list(nodes(plan))
        # each relation by its key, for each row of the page
        assert ("Seq Scan", "company") not in scans(found), view
        assert {("Index Scan", "company_pkey"), ("Index Only Scan", "company_dirty_pkey")} <= scans(found), view
        assert not [n for n in found if n["Node Type"] in ("Hash Join", "Merge Join")], view
        # what computes a stale record stands behind a question that is asked once, and is never called
        assert calls(found) == {}, view

    # what is not asked for costs nothing
    lean = list(nodes(explained(crm, JOIN.replace("v.*", "v.statuses").format("saint.company_card"))))
    assert not {relation for _, relation in scans(lean)} & {"company_statusvalue_pkey", "image_pkey", "image"}
    assert {relation for _, relation in scans(nodes(explained(crm, JOIN.format("saint.company_card"))))} >= {"image"}

    # a stale record costs who reads it
    crm.execute("insert into saint_data.company_dirty (id) select company_id from crm.company order by name limit 7")
    for view in ("company_card", "company_counter"):
        assert calls(nodes(explained(crm, JOIN.format(f"saint.{view}")))) == {"company_current": 7}, view

    # one record: each relation by its key
    for view in ("company_card", "company_counter", "company_status"):
        found = list(nodes(explained(crm, f"select * from saint.{view} where id = 42")))
        assert not {n for n in scans(found) if n[0] == "Seq Scan" and n[1] in ("company", "company_dirty")}, view

    # all with one status: by the index, and what is stale found at once
    crm.execute("delete from saint_data.company_dirty")
    crm.execute("vacuum analyze saint_data.company_dirty")
    found = list(nodes(explained(crm, "select count(id) from saint.company_status where status = 'known'")))
    assert ("Seq Scan", "company") not in scans(found)

    # all of them: one sweep, and no question for each
    found = list(nodes(explained(crm, "select count(v.statuses) from crm.company c"
                                      " left join saint.company_card v on v.id = c.company_id")))  # fmt: skip
    assert [n for n in found if n["Node Type"] == "Hash Join"]
    assert calls(found) == {}


def explained(connection: psycopg.Connection, query: str) -> Plan:
    row = connection.execute(f"explain (analyze, costs off, timing off, format json) {query}".encode()).fetchone()
    assert row
    plan: Plan = row[0][0]["Plan"]
    return plan


def nodes(plan: Plan) -> Iterator[Plan]:
    """Those that were carried out."""
    if plan["Actual Loops"]:
        yield plan
        for child in plan.get("Plans", ()):
            yield from nodes(child)


def scans(found: Any) -> set[tuple[str, str]]:
    """(kind, index, or table where there is none)"""
    return {(n["Node Type"], n.get("Index Name", n.get("Relation Name"))) for n in found if "Scan" in n["Node Type"]}


def calls(found: Any) -> dict[str, int]:
    """How often each function in `from` was called that computes."""
    counted: dict[str, int] = {}
    for n in found:
        if n["Node Type"] == "Function Scan" and n["Function Name"].endswith(("_live", "_current")):
            counted[n["Function Name"]] = counted.get(n["Function Name"], 0) + n["Actual Loops"]
    return counted
