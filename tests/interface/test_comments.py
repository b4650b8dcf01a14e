"""Every view that people may read says what it is, and so does each of its columns."""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg import sql

from pg_saint.apply import write_comments
from pg_saint.compile.comments import comment_statements
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.interface.conftest import DEFINITIONS

# Views that one of our roles may read, and their columns, without a comment.
WITHOUT = """
    select c.oid::regclass::text, a.attname::text
    from pg_class c
    cross join lateral (
        select null as attname, obj_description(c.oid, 'pg_class') as said
        union all
        select a.attname, col_description(c.oid, a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ) a
    where c.relnamespace in ('saint'::regnamespace, 'saint_data'::regnamespace) and c.relkind in ('v', 'm')
        and exists (
            select from unnest(array['saint_reader', 'saint_revenue']) r (role)
            where has_table_privilege(r.role, c.oid, 'select')
        )
        and coalesce(a.said, '') = ''
    order by 1, 2
"""
# With where each is stored: one that is written again is stored elsewhere.
COMMENTS = """
    select d.objoid::regclass::text, d.objsubid, d.description, d.ctid::text
    from pg_description d join pg_class c on d.classoid = 'pg_class'::regclass and d.objoid = c.oid
    where c.relkind in ('v', 'm') and c.relnamespace in ('saint'::regnamespace, 'saint_data'::regnamespace)
    order by 1, 2
"""
MADE = "select c.oid, c.ctid::text from pg_class c where c.relnamespace = 'saint'::regnamespace order by 1"


def test_every_view_and_column_that_people_may_read(crm: psycopg.Connection) -> None:
    assert crm.execute(WITHOUT).fetchall() == []


def test_they_say_from_which_line_and_how_current(crm: psycopg.Connection) -> None:
    said = {view: text for view, column, text, _ in crm.execute(COMMENTS) if column == 0}
    assert "Exact at every read" in said["saint.company_status"]
    assert "As of its last refresh" in said["saint.selection_for_bi"]
    lines = (DEFINITIONS / "crm.yaml").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.strip() == "company:")
    assert f"crm.yaml:{line}" in said["saint.company_counter"]


def test_a_line_that_moved_is_no_change_and_its_comments_follow(crm: psycopg.Connection, tmp_path: Path) -> None:
    """Nothing is made again; the comments alone are written, and once."""
    before, made = crm.execute(COMMENTS).fetchall(), crm.execute(MADE).fetchall()
    for file in (each for each in DEFINITIONS.rglob("*") if each.is_file()):
        other = tmp_path / file.relative_to(DEFINITIONS)
        other.parent.mkdir(exist_ok=True)
        other.write_bytes(b"# one line more\n" * (file.suffix == ".yaml") + file.read_bytes())
    plan = make_plan(crm, load([tmp_path]))
    assert plan.is_empty
    write_comments(crm, plan)
    after = crm.execute(COMMENTS).fetchall()
    assert [row[:2] for row in after] == [row[:2] for row in before]
    moved = [other[2] for one, other in zip(before, after, strict=True) if one[2] != other[2]]
    assert moved
    assert all(str(tmp_path) in text for text in moved)
    assert crm.execute(MADE).fetchall() == made
    write_comments(crm, plan)
    assert crm.execute(COMMENTS).fetchall() == after
    # As saint compile prints them: of views and columns that are all there.
    for statement in comment_statements(plan.definition, plan.objects):
        crm.execute(sql.SQL(statement))
