"""What a command calls by name is what the extension's owner made."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from tests.security.conftest import DEFINITION, Site
from tests.security.test_catalog_rows import BECOME, CALLS, ask_everything, changed

EVIL = f"language plpgsql as $$ begin execute '{BECOME}'; return null; exception when others then return null; end $$"


@pytest.mark.parametrize("role", ["saint_site_admin", "saint_site_crm", "saint_site_guest", "saint_site_reader"])
def test_nobody_creates_in_our_schemas(applied: Site, role: str) -> None:
    with applied.as_role(role) as attacker:
        for schema in ("saint", "saint_data"):
            for statement in (
                f"create function {schema}.tick_batch(text, smallint) returns bigint {EVIL}",
                f"create table {schema}.planted (a int)",
                f"create view {schema}.planted as select 1",
                f"create type {schema}.planted as (a int)",
            ):
                with pytest.raises(errors.InsufficientPrivilege):
                    attacker.execute(statement.encode())


def test_an_overload_is_in_nobodys_way(applied: Site, tmp_path: Path) -> None:
    """Where the owner of the schema has made some: psycopg sends a small number as smallint, a text without a type."""
    for arguments in (
        "tick_batch(text, smallint)", "tick_batch(name, bigint)", "tick_finished(text, smallint)",
        "tick_finished(name, integer)", "set_today(text)", "set_today(timestamptz)", "explain(text, integer)",
        "explain(name, name)", "source_of(name)", "mark_stale(name[])", "mark_stale(jsonb)", "partitions(name)",
        "partitions_changed(name)", "partitions_remember(name)", "compiled_function(name)", "compiled_table(name)",
        "check(integer default 1)", "publish(text)", "tick(smallint)",
    ):  # fmt: skip
        applied.execute(f"create function saint.{arguments} returns bigint {EVIL}".encode())
    found = applied.saint("doctor").stdout
    assert "function saint.tick_batch(text,smallint) of postgres does not belong to pg_saint" in found
    applied.execute("insert into crm.activity (company_id, direction, on_date) values (3, 'outgoing', '2026-05-30')")
    for words in (
        ["tick"], ["explain", "neglected", "2"], ["status"], ["export", "neglected", "-o", str(tmp_path / "n.csv")],
        ["plan", str(DEFINITION)], ["detach"], ["attach"], ["report", "-o", str(tmp_path / "report.html")],
        ["apply", str(changed(tmp_path, "selections")), "--yes"], ["apply", str(DEFINITION), "--yes", "--online"],
    ):  # fmt: skip
        result = applied.saint(*words)
        assert result.exit_code == 0, (words, result.output, result.stderr)
    applied.exact()


def test_an_applier_who_owns_nothing_of_the_extension(site: Site, tmp_path: Path) -> None:
    site.apply(role="saint_site_crm")
    site.execute("create view crm.mine as select * from saint.company_status")
    site.exact()
    made = site.execute(
        "select distinct relowner::regrole::text from pg_class c"
        " where relnamespace = 'saint'::regnamespace and relkind in ('v', 'm')"
        " and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')"
    ).fetchall()
    assert made == [("saint_site_crm",)]
    incoming = "  incoming: {on: company, value: count(activity) filter (where direction = 'incoming')}"
    more = DEFINITION.read_text().replace("counters:\n", f"counters:\n{incoming}\n")
    file = tmp_path / "more.yaml"
    for words, text in (([], more), (["--online"], DEFINITION.read_text()), ([], more)):
        file.write_text(text)
        site.apply(*words, role="saint_site_crm", file=file)
        site.exact()
    site.execute("select * from crm.mine")
    site.apply(role="saint_site_crm", file=changed(tmp_path, "selections", "monitors"))
    site.apply(role="saint_site_crm")
    site.execute("drop view crm.mine")
    assert site.saint("drop", "--yes", role="saint_site_crm").exit_code == 0
    assert site.execute("select nspname from pg_namespace where nspname like 'saint\\_%'").fetchall() == []


def test_only_a_view_of_ones_own_is_published(applied: Site) -> None:
    applied.execute("create schema other; create view other.superusers as select * from pg_authid")
    with applied.as_role("saint_site_crm") as attacker:
        attacker.execute("create schema mine")
        attacker.execute("create view mine.tick as select 1; create table mine.things (a int)")
        attacker.execute("create view mine.company_status as select 1")
        attacker.execute("create sequence mine.numbers")
        for name, error in (
            ("other.superusers", errors.InsufficientPrivilege),
            ("mine.tick", errors.DuplicateObject),
            ("mine.things", errors.WrongObjectType),
            ("mine.numbers", errors.WrongObjectType),
            ("mine.company_status", errors.DuplicateTable),
            ("pg_catalog.pg_authid", errors.WrongObjectType),
        ):
            with pytest.raises(error):
                attacker.execute("select saint.publish(to_regclass(%s))", (name,))
    with applied.as_role("saint_site_reader") as reader, pytest.raises(errors.InsufficientPrivilege):
        reader.execute("select saint.publish('saint.statusvalue')")


PLANTED = (
    "function public.{name}(text) returns text", "function public.{name}(integer) returns integer",
    "function public.{name}(oid) returns oid", "function public.{name}(regclass) returns text",
    "function public.{name}(integer[]) returns setof integer", "function public.{name}(text[]) returns setof text",
)  # fmt: skip
OFTEN_CALLED = (
    "format",
    "array_agg",
    "unnest",
    "quote_ident",
    "to_regclass",
    "coalesce",
    "substring",
    "min",
    "count",
    "max",
)
OPERATORS = (
    ("->>", "jsonb", "jsonb"), ("->", "jsonb", "jsonb"), ("=", "oid", "regclass"), ("=", "text", "name"),
    ("=", "name", "text"), ("||", "text", "name"), ("=", "regproc", "oid"), ("+", "date", "bigint"),
    ("~", "text", "name"), ("<>", "text", "name"), ("?", "jsonb", "jsonb"), (">", "timestamptz", "date"),
)  # fmt: skip


def test_a_schema_that_comes_first_in_the_path(applied: Site) -> None:
    """Functions and operators with the very types that a call of ours would have, in a schema where others create."""
    applied.execute("grant create on schema public to saint_site_guest")
    with applied.as_role("saint_site_guest") as attacker:
        body = "language plpgsql as $$ begin perform public.ran(); return %s; end $$"
        for name in OFTEN_CALLED:
            for planted in PLANTED:
                returned = "" if "setof" in planted else "null"
                attacker.execute(f"create {planted.format(name=name)} {body % returned}".encode())
        for number, (operator, left, right) in enumerate(OPERATORS):
            result = {"->>": "text", "->": "jsonb", "||": "text", "+": "date"}.get(operator, "boolean")
            function = f"public.op{number}"
            attacker.execute(f"create function {function}({left}, {right}) returns {result} {body % 'null'}".encode())
            arguments = f"function = {function}, leftarg = {left}, rightarg = {right}"
            attacker.execute(f"create operator public.{operator} ({arguments})".encode())
    applied.execute("set search_path = public")
    # the trap is set
    applied.execute("select '{}'::jsonb ->> '{}'")
    assert applied.ran() == ["ran as postgres"]
    ask_everything(applied.connection)
    assert applied.ran() == []
    # Who puts it before pg_catalog asks for it in what runs with his own path.
    applied.execute("set search_path = public, pg_catalog")
    for call in ("select * from saint.tick()", "select * from saint.check()", "select saint.mark_all_stale()"):
        applied.execute(call.encode())
    assert applied.ran() == []


def test_what_runs_as_its_caller_has_its_own_path(applied: Site) -> None:
    """But where the path is the caller's on purpose, or PostgreSQL puts the one expression in the place of the call."""
    loose = applied.execute(
        "select proname from pg_proc where pronamespace in ('saint'::regnamespace, 'saint_data'::regnamespace)"
        " and coalesce(array_to_string(proconfig, ','), '') not like '%search_path=%'"
        # what it names was looked up when it was created
        " and prosqlbody is null order by 1"
    ).fetchall()
    assert [name for (name,) in loose] == [
        "caller",
        "change_title",
        # asked in each query, or for each record that is computed: every name in them is qualified
        "company_criteria",
        "company_held",
        "company_next_change",
        "company_refresh_statuses",
        "company_rows_hold",
        "company_statuses",
        "company_write_activity",
        "create_follow_up",
        "create_follow_ups",
        "delta_day",
        "now",
        "partitions_changed",
        "partitions_now",
        "pinned_today",
        "present_entities",
        # a cast to text, where a value is shown or compared
        "shown",
        "write_follow_ups",
        "write_follow_ups_each",
    ]


def test_no_error_is_hidden(applied: Site) -> None:
    """ask_everything() lets what fails fail: on an untouched database nothing does."""
    for call in filter(None, map(str.strip, CALLS.splitlines())):
        try:
            applied.execute(call.encode())
        except psycopg.Error as error:
            raise AssertionError(call) from error
