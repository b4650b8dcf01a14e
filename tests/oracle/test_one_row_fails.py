"""A row of which the link, a join, the key or the filter cannot be computed: only the record that it names is hurt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import sql

from pg_saint.doctor.checks.failing import check
from tests.oracle.apply import apply


@dataclass(frozen=True)
class Kind:
    """One thing that can fail. `entity` and `source` are YAML; `bad` makes one row fail and `good` takes it back; of
    `hurt` nothing can be computed then, and `fewer` have one event less; `named` is what saint doctor says of it."""

    tables: str
    entity: str
    source: str
    bad: str
    good: str
    named: str
    hurt: tuple[int, ...] = ()
    fewer: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()


# In each three records have two events each, 10 and 11 of record 1 and so on.
KINDS = {
    "link": Kind(
        "create table {0}.e (id integer, r text)",
        "key: id",
        "links: {{{0}: 'r::integer'}}",
        "update {0}.e set r = 'x' where id = 10",
        "update {0}.e set r = '1' where id = 10",
        'invalid input syntax for type integer: "x"',
        fewer=(1,),
    ),
    "wide_link": Kind(
        "create table {0}.e (id integer, r text)",
        "key: id::bigint",
        "links: {{{0}: 'r::integer'}}",
        "update {0}.e set r = 'x' where id = 10",
        "update {0}.e set r = '1' where id = 10",
        'invalid input syntax for type integer: "x"',
        fewer=(1,),
    ),
    "guarded_link": Kind(
        "create table {0}.e (id integer, r text, model text default 'a')",
        "key: id",
        "links: {{{0}: {{column: 'r::integer', when: \"model::\\\"char\\\" = 'a' and 10 / length(model) > 0\"}}}}",
        "update {0}.e set r = 'x' where id = 20",
        "update {0}.e set r = '2' where id = 20",
        'invalid input syntax for type integer: "x"',
        fewer=(2,),
    ),
    "filter": Kind(
        "create table {0}.e (id integer, r integer, note text default '1')",
        "key: id",
        "where: note::integer > 0\n    links: {{{0}: r}}",
        "update {0}.e set note = 'x' where id = 10",
        "update {0}.e set note = '1' where id = 10",
        'invalid input syntax for type integer: "x"',
        hurt=(1,),
    ),
    "lookup": Kind(
        "create table {0}.e (id integer, r integer);"
        "create table {0}.way (code text, to_id integer);"
        "insert into {0}.way values ('1', 1), ('2', 2), ('3', 3)",
        "key: id",
        "joins: {{way: {{table: {0}.way, on: 'way.code::integer = r'}}}}\n    links: {{{0}: way.to_id}}",
        "update {0}.way set code = 'x' where to_id = 2",
        "update {0}.way set code = '2' where to_id = 2",
        'invalid input syntax for type integer: "x"',
        fewer=(2, 2),
    ),
    "path": Kind(
        "create table {0}.e (id integer, r integer);"
        "create table {0}.person (person_id integer primary key, company text);"
        "insert into {0}.person values (1, '1'), (2, '2'), (3, '3')",
        "key: id",
        "links: {{{0}_person: r, {0}: {0}_person.{0}}}",
        "update {0}.person set company = '2147483648' where person_id = 3",
        "update {0}.person set company = '3' where person_id = 3",
        "out of range for type integer",
        fewer=(3, 3),
    ),
    "through": Kind(
        "create table {0}.e (id integer, r integer);"
        "create table {0}.link (e text, target text);"
        "insert into {0}.link select id::text, (id / 10)::text"
        " from unnest(array[10, 11, 20, 21, 30, 31]) id",
        "key: id",
        "links: {{{0}: {{through: {0}.link, source: 'e::integer', target: 'target::integer'}}}}",
        "update {0}.link set target = 'x' where e = '10'",
        "update {0}.link set target = '1' where e = '10'",
        'invalid input syntax for type integer: "x"',
        fewer=(1,),
    ),
    "key": Kind(
        "create table {0}.e (id integer, r integer)",
        "key: code::integer",
        "links: {{{0}: r}}",
        "update {0}.c set code = 'x' where id = 3",
        "update {0}.c set code = '3' where id = 3",
        'invalid input syntax for type integer: "x"',
        gone=(3,),
    ),
    "record_filter": Kind(
        "create table {0}.e (id integer, r integer)",
        "key: id\n    where: code::integer > 0",
        "links: {{{0}: r}}",
        "update {0}.c set code = 'x' where id = 3",
        "update {0}.c set code = '3' where id = 3",
        'invalid input syntax for type integer: "x"',
        hurt=(3,),
    ),
}  # fmt: skip

TABLES = """
create schema {0};
create table {0}.c (id integer primary key, code text);
insert into {0}.c values (1, '1'), (2, '2'), (3, '3');
{1};
insert into {0}.e (id, r) select id, id / 10 from unnest(array[10, 11, 20, 21, 30, 31]) id;
"""
DEFINITIONS = "timezone: UTC\nperiods: [7]\n"
ENTITY = "  {0}:\n    table: {0}.c\n    {1}\n"
PERSON = "  path_person: {table: path.person, key: person_id, parents: {path: 'company::integer'}}\n"
SOURCE = "  {0}_e:\n    table: {0}.e\n    key: id\n    {1}\n"
COUNTER = "  {0}_n: {{on: {0}, value: count({0}_e)}}\n"
STATUS = "  {0}_two: {{on: {0}, when: count({0}_e) = 2}}\n"


def test_a_row_fails(database: str, connect: Callable[..., psycopg.Connection]) -> None:
    crm = connect(autocommit=True)
    for name, kind in KINDS.items():
        crm.execute(TABLES.format(name, kind.tables.format(name)).encode())
    apply(yaml(), database)
    whole = {name: {1: 2, 2: 2, 3: 2} for name in KINDS}
    assert counted(crm) == whole

    for name, kind in KINDS.items():
        crm.execute(kind.bad.format(name).encode())
    # once live, once stored, and once more after another write
    for _ in range(3):
        for name, kind in KINDS.items():
            assert counted(crm)[name] == expected(kind), name
            assert active(crm, name) == {id for id, n in expected(kind).items() if n == 2}, name
        crm.execute("select * from saint.tick()")
        assert crm.execute("select * from saint.check()").fetchall() == []
        crm.execute("select saint.mark_stale(array_agg(e.entity)) from saint.entity e")
    told = [finding.message for finding in check(crm)]
    for name, kind in KINDS.items():
        assert any(name in problem and kind.named in problem for problem in told), (name, told)

    # a definition is put in force, and taken back, beside such rows
    apply(yaml().replace("count(link_e) = 2", "count(link_e) >= 2"), database)
    assert {name: expected(kind) for name, kind in KINDS.items()} == counted(crm)

    for name, kind in KINDS.items():
        crm.execute(kind.good.format(name).encode())
    assert counted(crm) == whole


def yaml() -> str:
    text = DEFINITIONS + "entities:\n"
    text += "".join(ENTITY.format(name, kind.entity.format(name)) for name, kind in KINDS.items()) + PERSON
    text += "sources:\n" + "".join(SOURCE.format(name, kind.source.format(name)) for name, kind in KINDS.items())
    text += "counters:\n" + "".join(COUNTER.format(name) for name in KINDS)
    return text + "statuses:\n" + "".join(STATUS.format(name) for name in KINDS)


def expected(kind: Kind) -> dict[int, int | None]:
    every = (id for id in (1, 2, 3) if id not in kind.gone)
    return {id: None if id in kind.hurt else 2 - kind.fewer.count(id) for id in every}


def counted(crm: psycopg.Connection) -> dict[str, dict[int, int | None]]:
    query = "select id, {} from {}"
    return {
        name: dict(
            crm.execute(
                sql.SQL(query).format(sql.Identifier(f"{name}_n"), sql.Identifier("saint", f"{name}_counter"))
            ).fetchall()
        )
        for name in KINDS
    }


def active(crm: psycopg.Connection, name: str) -> set[int]:
    found = crm.execute(sql.SQL("select id from {}").format(sql.Identifier("saint", f"{name}_status"))).fetchall()
    return {id for (id,) in found}
