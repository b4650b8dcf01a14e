"""docs/catalog.md lists what one may select from and call in schema saint; everything else says that it is internal."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg

PAGE = (Path(__file__).parents[2] / "docs" / "catalog.md").read_text()
# By name, and without the names of the definition: saint.company_status is E_status.
RELATIONS = """
    select
        case
            when e.entity is not null then regexp_replace(c.relname, '^' || e.entity || '_', 'E_')
            when s.selection is not null then 'selection_NAME'
            when m.monitor is not null then regexp_replace(c.relname, '^attention_' || m.monitor, 'attention_NAME')
            else c.relname
        end,
        coalesce(obj_description(c.oid, 'pg_class'), '') like 'Internal: %',
        has_table_privilege('saint_reader', c.oid, 'select') or has_table_privilege('saint_revenue', c.oid, 'select')
    from pg_class c
    left join saint.entity e on c.relname like e.entity || '\\_%' and c.relkind = 'v'
    left join saint.selection s on c.relname = 'selection_' || s.selection and c.relkind in ('v', 'm')
    left join lateral (
        select m.monitor from saint.monitor m
        where c.relname = 'attention_' || m.monitor or c.relname like 'attention_' || m.monitor || '\\_%'
        order by length(m.monitor) desc limit 1
    ) m on c.relkind = 'v'
    where c.relnamespace = 'saint'::regnamespace and c.relkind in ('r', 'v', 'm')
"""
FUNCTIONS = """
    select p.proname::text, coalesce(obj_description(p.oid, 'pg_proc'), '') like 'Internal: %'
    from pg_proc p where p.pronamespace = 'saint'::regnamespace
"""
# SQLAlchemy's automap names what a key refers to by the table that it refers to, beside the table's columns.
KEYS = """
    select k.conname::text
    from pg_constraint k
    join pg_class r on r.oid = k.confrelid
    join pg_attribute a on a.attrelid = k.conrelid and a.attname = r.relname
    where k.contype = 'f' and k.connamespace = 'saint'::regnamespace
"""


def listed(heading: str) -> set[str]:
    """The names in the first column of the tables under the heading."""
    _, _, rest = PAGE.partition(f"## {heading}\n")
    rows = re.findall(r"^\| (`[^|]+) \|", rest.partition("\n## ")[0], re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_relations(crm: psycopg.Connection) -> None:
    rows = crm.execute(RELATIONS.encode()).fetchall()
    assert {name for name, internal, _ in rows if not internal} == listed("To select from")
    assert [name for name, internal, readable in rows if not (internal or readable)] == []
    # What views of 0.1.0 ask as whoever reads them.
    assert {name for name, internal, readable in rows if internal and readable} == {"partitioned"}


def test_functions(crm: psycopg.Connection) -> None:
    rows = crm.execute(FUNCTIONS.encode()).fetchall()
    assert {name for name, internal in rows if not internal} == listed("To call")


def test_tools_that_make_classes_of_tables(crm: psycopg.Connection) -> None:
    assert crm.execute(KEYS).fetchall() == []
