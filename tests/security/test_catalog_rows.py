"""Rows of the catalog are read as names and values: whoever may write them gets nothing run with more rights."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql

from tests.security.conftest import DEFINITION, Site

BECOME = "alter role saint_site_admin superuser"


def changed(folder: Path, *without: str) -> Path:
    """The definition without these parts, so that an apply drops what was made for them."""
    lines, keep = [], True
    for line in DEFINITION.read_text().splitlines():
        if not line.startswith(" "):
            keep = line.rstrip(":") not in without
        if keep:
            lines.append(line)
    file = folder / "saint.yaml"
    file.write_text("\n".join(lines))
    return file


@pytest.mark.parametrize("how", ["apply", "online", "drop"])
def test_what_is_dropped_is_told_by_kind_and_name(applied: Site, tmp_path: Path, how: str) -> None:
    with applied.as_role("saint_site_admin") as attacker:
        attacker.execute("update saint.compiled set drop_sql = %s", (f"{BECOME}; select 1",))
    if how == "drop":
        result = applied.saint("drop", "--yes")
        assert applied.execute("select to_regnamespace('saint_data')").fetchone() == (None,)
    else:
        words = ["--online"] if how == "online" else []
        result = applied.saint("apply", str(changed(tmp_path, "selections", "monitors")), "--yes", *words)
        assert applied.execute("select to_regclass('saint.attention_everybody')").fetchone() == (None,)
        applied.exact()
    assert result.exit_code == 0, result.stderr
    assert applied.superusers() == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("function", f"saint_data.x(); {BECOME}; --"),
        ("view", f"saint.x; {BECOME}"),
        ("table", "crm.company"),
        ("table", "saint.status"),
        ("role", "saint_site_guest"),
        ("schema", "saint_data.crm"),
        ("view", "crm.saint.x"),
    ],
)
def test_a_planted_name_drops_nothing(applied: Site, kind: str, name: str) -> None:
    with applied.as_role("saint_site_admin") as attacker:
        attacker.execute("insert into saint.compiled values (%s, %s, 9999, '', '')", (name, kind))
    for command in (["apply", str(DEFINITION)], ["drop"]):
        result = applied.saint(*command, "--yes")
        assert result.exit_code == 2
        assert "saint.compiled lists a" in result.stderr
    assert applied.superusers() == []
    applied.execute("select from crm.company")
    applied.execute("select from saint.status")


def test_the_type_of_a_key_is_a_type(applied: Site, tmp_path: Path) -> None:
    hostile = f"integer, saint.today()) as l; {BECOME}; select ('1'::integer"
    with applied.as_role("saint_site_admin") as attacker:
        attacker.execute("update saint.entity set key_type = %s", (hostile,))
    with pytest.raises(psycopg.Error):
        applied.execute("select saint.selection_add('by_hand', '1')")
    result = applied.saint("export", "selection:by_hand", "-o", str(tmp_path / "members.csv"))
    assert result.exit_code == 2
    assert applied.superusers() == []


def test_a_definition_is_compiled_for_whoever_wrote_it(applied: Site) -> None:
    """Else saint attach, run by a superuser, would read the passwords of all roles for whoever asks."""
    hostile = DEFINITION.read_text().replace("name: name}", "name: (select rolpassword from pg_authid limit 1)}")
    with applied.as_role("saint_site_admin") as attacker:
        for by in ("postgres", "saint_site_crm"):
            attacker.execute("update saint.definition set content = %s, applied_by = %s", (hostile, by))
            who = attacker.execute("select distinct applied_by from saint.definition").fetchall()
            assert who == [("saint_site_admin",)]
        attacker.execute("delete from saint.definition")
        attacker.execute(
            "insert into saint.definition (file, content, applied_by) values ('a', %s, 'postgres')", (hostile,)
        )
    for command in ("attach", "doctor"):
        result = applied.saint(command)
        assert "applied by saint_site_admin" in result.stdout + result.stderr
        assert result.exit_code != 0
    applied.apply()
    assert applied.saint("attach").exit_code == 0
    applied.exact()


def test_a_definition_of_a_role_that_one_is_in(site: Site) -> None:
    site.apply(role="saint_site_crm")
    assert site.saint("attach", role="saint_site_crm").exit_code == 0
    refused = site.saint("attach", role="saint_site_admin")
    assert "would be compiled with the rights of saint_site_admin" in refused.stderr


WRITABLE = """
    select c.oid::regclass::text, a.attname, a.atttypid::regtype::text
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'saint'::regnamespace and c.relkind = 'r'
        and has_table_privilege('saint_site_admin', c.oid, 'update')
        and a.atttypid in ('text'::regtype, 'jsonb'::regtype, 'text[]'::regtype)
        and c.oid <> 'saint.clock'::regclass
    order by c.relname, a.attnum
"""
HOSTILE = "x'\"$saint$); select public.ran(); --"


def test_no_column_is_run(applied: Site) -> None:
    """Each text that saint_admin may write, hostile in turn; whatever the commands say, nothing of it is run."""
    applied.execute("select saint.selection_add('by_hand', '1')")
    applied.execute("select saint.tick()")
    columns = applied.execute(WRITABLE).fetchall()
    assert len(columns) > 25
    for table, column, type_ in columns:
        name, field = sql.Identifier(*table.split(".")), sql.Identifier(column)
        value_of = {
            "text": sql.SQL("{} || {}").format(sql.SQL("left({}, 0)").format(field), HOSTILE),
            "jsonb": sql.SQL("replace({}::text, '\"e', {})::jsonb").format(field, '"e' + HOSTILE.replace('"', "")),
            "text[]": sql.SQL("array[{}]").format(HOSTILE),
        }[type_]
        with applied.connection.transaction(force_rollback=True):
            applied.execute("set local session authorization saint_site_admin")
            first = sql.SQL("(select min(t.ctid::text)::tid from {} t)").format(name)
            try:
                applied.execute(
                    sql.SQL("update {} t set {} = {} where t.ctid = {}").format(name, field, value_of, first)
                )
            except (errors.CheckViolation, errors.ForeignKeyViolation):
                continue
            applied.execute("set local session authorization default")
            ask_everything(applied.connection)
            assert applied.ran() == [], (table, column)


CALLS = """
    select * from saint.tick()
    select * from saint.check()
    select saint.mark_all_stale()
    select saint.refresh_selections()
    select saint.recalculate('everybody')
    select * from saint.explain('neglected', '2')
    select saint.describe('neglected', '2')
    select * from saint.describe_all('neglected')
    select saint.status_dialog('company', '2')
    select * from saint.watermark('company', '2')
    select saint.create_follow_up('neglected', '2')
    select * from saint.create_follow_ups('status:neglected')
    select saint.selection_add('by_hand', '2')
    select saint.selection_add_from('by_hand', 'status:neglected')
    select saint.selection_remove_from('by_hand', 'selection:to_call')
    select * from saint.selectiondef
    select * from saint.statusdef
    select * from saint.attention_relations('everybody', 0)
    select * from saint.chronology('company', '2')
    select saint.follow_partitions()
    select saint.partitions_changed(table_name) from saint.mapped_column
    select saint.set_today('2026-05-01')
"""


def ask_everything(connection: psycopg.Connection) -> None:
    for call in filter(None, map(str.strip, CALLS.splitlines())):
        try:
            with connection.transaction():
                connection.execute(call.encode())
        except psycopg.Error:
            continue
