"""Values that PostgreSQL calls equal, and that a criterion tells apart all the same: their change counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from tests.oracle.apply import apply
from tests.oracle.comparison import Truth
from tests.support import ICU, needs

CRM = """
create schema crm;
create table crm.company (company_id integer primary key, kind {type});
create table crm.activity (activity_id integer primary key, kind {type}, company_id integer);
insert into crm.company select n, {was} from generate_series(1, 3) n;
insert into crm.activity select n, {was}, n % 3 + 1 from generate_series(1, 9) n;
"""

DEFINITIONS = """
timezone: UTC
periods: [7]
entities:
  company: {{table: crm.company, key: company_id, fields: {{kind: {kind}}}}}
sources:
  activity:
    table: crm.activity
    key: activity_id
    {maintenance}
    links: {{company: company_id}}
    fields: {{kind: {kind}}}
counters:
  such: {{on: company, value: "count(activity) filter (where kind = '{wanted}')"}}
statuses:
  odd: {{on: company, when: "kind = '{wanted}'"}}
  busy: {{on: company, when: "count(activity) filter (where kind = '{wanted}') >= 2"}}
"""

# What a type stands on: what the server needs for it, and the statement that makes it.
BEFORE: dict[str, tuple[str, LiteralString]] = {
    "citext": ("citext", "create extension citext"),
    "text collate crm_any_case": (
        ICU,
        "create collation crm_any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
    ),
}
# type, value, a value equal to it, expression, what the expression makes of the second
CASES = {
    "citext": ("citext", "Phone", "phone", "kind", "phone"),
    "citext, by an expression that can fail": ("citext", "Phone", "phone", "substr(kind::text, 1)", "phone"),
    "any case": ("text collate crm_any_case", "Phone", "phone", "md5(kind)", "f7a42fe7211f98ac7a60a285ac3a9e87"),
    "numeric": ("numeric", "1.0", "1.00", "kind::text", "1.00"),
    "interval": ("interval", "1 day", "24 hours", "extract(hour from kind)", "24"),
    "jsonb": ("jsonb", '{"n": 1.0}', '{"n": 1.00}', "kind ->> 'n'", "1.00"),
    "an array of it": ("numeric[]", "{1.0}", "{1.00}", "kind[1]::text", "1.00"),
}


@pytest.mark.parametrize("maintenance", ["immediate", "deferred"])
@pytest.mark.parametrize("case", CASES)
def test_its_change_is_seen(
    database: str, connect: Callable[..., psycopg.Connection], case: str, maintenance: str
) -> None:
    type, was, became, kind, wanted = CASES[case]
    crm = connect(autocommit=True)
    if type in BEFORE:
        needed, make = BEFORE[type]
        needs(crm, needed)
        crm.execute(make)
    for statement in CRM.format(type=type, was=sql.Literal(was).as_string(crm)).split(";\n"):
        crm.execute(statement.encode())
    text = DEFINITIONS.format(kind=f'"{kind}"', wanted=wanted, maintenance=f"maintenance: {maintenance}")
    truth = Truth(apply(text, database))
    # The naive query has to see citext as what we compile does: docs/operating.md, "citext".
    crm.execute("set search_path = pg_catalog")
    truth.compare(crm)
    for statement in (
        "update crm.activity set kind = %s where activity_id = 1",
        "update crm.activity set kind = %s where activity_id < 7",
        "update crm.company set kind = %s where company_id = 1",
        "update crm.company set kind = %s",
    ):
        before = shown(crm)
        crm.execute(statement.encode(), (became,))
        truth.compare(crm)
        assert shown(crm) != before
    crm.execute("select saint.tick()")
    truth.compare(crm)


def shown(crm: psycopg.Connection) -> list[tuple[object, ...]]:
    counters = crm.execute("select id, such::text from saint.company_counter").fetchall()
    return sorted(counters + crm.execute("select id, status from saint.company_status").fetchall())
