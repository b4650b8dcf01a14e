"""Names that would be one when they are put together: each thing keeps its own."""

from __future__ import annotations

from pathlib import Path

from pg_saint.apply import apply_plan
from pg_saint.compile.sql.names import Names, capture_names
from pg_saint.ir.nodes import Table
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.support import Connect, value

CRM = """
create schema crm;
create schema crm_x;
create table crm.owner (owner_id int primary key, name text);
create table crm.company (company_id int primary key, owner_id int);
create table crm.person (person_id int primary key, company_id int, owner_id int);
create table crm.x_y (id int primary key, person_id int, n int);
create table crm_x.y (id int primary key, person_id int, n int);
create index on crm.x_y (person_id);
create index on crm_x.y (person_id);
insert into crm.owner values (1, 'Ann'), (2, 'Bob');
insert into crm.company values (1, 1);
insert into crm.person values (1, 1, 2);
"""
# `x` and `x_new` have a variable each for the value that is called x_new_new_n; the column of `busy` would be called as
# `busy_count_x` is, and that of the number of values of `total` as `total_n` is.
DEFINITION = """
timezone: UTC
entities:
  company:
    table: crm.company
    key: company_id
    joins: {owner: {table: crm.owner, on: owner.owner_id = company.owner_id}}
    fields: {owner: owner.name}
  person:
    table: crm.person
    key: person_id
    parents: {company: company_id}
    joins: {company_owner: {table: crm.owner, on: company_owner.owner_id = person.owner_id}}
    fields: {own: company_owner.name}
sources:
  x: {table: crm.x_y, key: id, links: {person: person_id}, fields: {new_n: n}}
  x_new: {table: crm.x_y, key: id, links: {person: person_id}, fields: {n: n}}
  other: {table: crm_x.y, key: id, links: {person: person_id}, fields: {n: n}}
counters:
  busy_count_x: {on: person, value: max(other.n) + 1}
  busy: {on: person, value: busy_count_x + 100 * count(x)}
  total: {on: person, value: sum(x.new_n)}
  total_n: {on: person, value: max(x_new.n)}
  owners: {on: person, value: own || ' ' || company.owner}
"""


def test_each_keeps_its_own(connect: Connect, tmp_path: Path) -> None:
    crm = connect(autocommit=True)
    crm.execute(CRM.encode())
    file = tmp_path / "crm.yaml"
    file.write_text(DEFINITION)
    apply_plan(crm, make_plan(crm, load([file])))
    crm.execute("insert into crm.x_y values (1, 1, 3)")
    crm.execute("insert into crm_x.y values (1, 1, 7)")
    crm.execute("insert into crm.x_y values (2, 1, 4)")
    found = crm.execute("select busy_count_x, busy, total, total_n, owners from saint.person_counter").fetchall()
    assert found == [(8, 208, 7, 4, "Bob Ann")]
    assert value(crm, "select count(*) from saint_data.person_dirty") == 0
    assert crm.execute("select * from saint.check()").fetchall() == []


def test_tables_whose_names_would_be_one() -> None:
    tables = [Table(*name, ()) for name in (("crm", "x_y"), ("crm_x", "y"), ("CRM", "x_y"), ("CRM_x", "y"))]
    names = capture_names(tables, ["inserted"], ["saint_data.crm_z_inserted"])
    assert names["crm", "x_y"]["inserted"] == "saint_data.crm_x_y_inserted"
    assert len({each["inserted"] for each in names.values()}) == len(tables)
    ours = capture_names([Table("crm", "z", ())], ["inserted"], ["saint_data.crm_z_inserted"])
    assert ours["crm", "z"]["inserted"] != "saint_data.crm_z_inserted"


def test_long_names_that_differ_at_their_end() -> None:
    names = Names()
    long = "a" * 40
    found = [names.of(long, "new", f"{long}_{word}") for word in ("b", "c", "b")]
    assert found[0] == found[2] != found[1]
    assert max(map(len, found)) <= 63
