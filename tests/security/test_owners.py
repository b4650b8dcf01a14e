"""With whose rights what is compiled runs, and what happens where it belongs to a lower role than who calls it."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from tests.security.conftest import DEFINITION, Site
from tests.security.test_catalog_rows import CALLS
from tests.support import value

OWNERS = """
    select distinct owner::regrole::text from (
        select relowner as owner from pg_class where relnamespace = 'saint_data'::regnamespace
        union all select proowner from pg_proc where pronamespace = 'saint_data'::regnamespace
        union all select relowner from pg_class c where c.relnamespace = 'saint'::regnamespace
            and c.relkind in ('v', 'm')
            and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    ) owned order by 1
"""


def held(site: Site) -> None:
    """Applied by a superuser, for a role that nobody can log in as, with what it needs and no more."""
    site.execute("grant usage on schema crm to saint_site_holder")
    site.execute("grant select on crm.company, crm.activity to saint_site_holder")
    site.apply("--owner", "saint_site_holder")


def works(site: Site) -> None:
    """Writers, ticks, and every call, for a superuser too."""
    with site.as_role("saint_site_writer") as writer:
        writer.execute("insert into crm.activity (company_id, direction, on_date) values (2, 'outgoing', '2026-05-30')")
        writer.execute("update crm.activity set company_id = 3 where direction = 'incoming'")
        writer.execute("insert into crm.company values (4, 'New')")
        writer.execute("delete from crm.company where company_id = 4")
    site.exact()
    for role in (None, "saint_site_admin"):
        for command in (["tick"], ["check"], ["status"], ["explain", "neglected", "2"]):
            result = site.saint(*command, role=role)
            assert result.exit_code == 0, (command, role, result.output, result.stderr)
    site.exact()


def test_a_role_that_nobody_can_log_in_as(site: Site) -> None:
    held(site)
    assert site.execute(OWNERS).fetchall() == [("saint_site_holder",)]
    works(site)
    for call in filter(None, map(str.strip, CALLS.splitlines())):
        site.execute(call.encode())
    site.execute("select saint.set_today('2026-06-01')")
    # What is there stays whose it is, and an apply again is none.
    for words in (["--owner", "saint_site_holder"], []):
        assert "nothing to do" in site.saint("plan", str(DEFINITION), *words).stdout
    for command in ("doctor", "detach", "attach"):
        assert "saint_site_holder" not in site.saint(command).stdout
    site.exact()


def test_what_is_added_is_handed_over_too(site: Site, tmp_path: Path) -> None:
    held(site)
    incoming = "  incoming: {on: company, value: count(activity) filter (where direction = 'incoming')}"
    file = tmp_path / "more.yaml"
    file.write_text(DEFINITION.read_text().replace("counters:\n", f"counters:\n{incoming}\n"))
    site.apply("--online", file=file)
    site.apply(file=DEFINITION)
    assert site.execute(OWNERS).fetchall() == [("saint_site_holder",)]
    works(site)
    assert site.saint("drop", "--yes").exit_code == 0
    assert site.execute("select to_regnamespace('saint_data')").fetchone() == (None,)


def test_what_the_role_lacks(site: Site) -> None:
    site.execute("revoke saint_admin from saint_site_holder")
    site.execute("alter table crm.company enable row level security")
    try:
        refused = site.saint("apply", str(DEFINITION), "--yes", "--owner", "saint_site_holder")
    finally:
        site.execute("grant saint_admin to saint_site_holder")
    assert refused.exit_code == 2
    for remedy in (
        "grant saint_admin to saint_site_holder",
        "grant usage on schema crm to saint_site_holder",
        "grant select on crm.company to saint_site_holder",
        "grant select on crm.activity to saint_site_holder",
        "alter role saint_site_holder bypassrls",
    ):
        assert remedy in refused.stderr
    assert "there is no role nobody" in site.saint("apply", str(DEFINITION), "--yes", "--owner", "nobody").stderr
    refused = site.saint("apply", str(DEFINITION), "--yes", "--owner", "saint_site_holder", role="saint_site_crm")
    assert "only a superuser can hand what is compiled to saint_site_holder" in refused.stderr
    assert site.execute("select to_regnamespace('saint_data')").fetchone() == (None,)
    site.execute("alter table crm.company disable row level security")
    site.apply("--owner", "saint_site_crm", role="saint_site_crm")
    refused = site.saint("apply", str(DEFINITION), "--yes", "--owner", "saint_site_holder")
    assert "what is compiled belongs to saint_site_crm" in refused.stderr


def test_an_apply_says_whose_rights_it_lends(site: Site) -> None:
    said = site.saint("plan", str(DEFINITION)).stderr
    assert (
        "runs with the rights of postgres, a superuser, and reads crm.activity, crm.company of saint_site_crm" in said
    )
    assert "--owner ROLE" in said
    assert "runs with the rights of" not in site.saint("plan", str(DEFINITION), role="saint_site_crm").stderr


def test_a_schema_that_somebody_made_before(site: Site) -> None:
    with site.as_role("saint_site_guest") as attacker:
        attacker.execute("create schema saint_data")
        attacker.execute(
            "create function saint_data.company_tick(batch integer) returns bigint language plpgsql as"
            " $$ begin perform public.ran(); return 0; end $$"
        )
    for role in (None, "saint_site_crm"):
        refused = site.saint("apply", str(DEFINITION), "--yes", role=role)
        assert refused.exit_code == 2
        assert "schema saint_data belongs to saint_site_guest" in refused.stderr
    site.execute("drop schema saint_data cascade")
    site.apply()
    site.exact()


@pytest.fixture
def lower(site: Site) -> Site:
    """Handed to the owner of the CRM's tables, who can log in."""
    site.apply("--owner", "saint_site_crm")
    return site


def test_the_owner_of_the_tables(lower: Site) -> None:
    assert lower.execute(OWNERS).fetchall() == [("saint_site_crm",)]
    works(lower)
    for words in (["--owner", "saint_site_crm"], []):
        assert "nothing to do" in lower.saint("plan", str(DEFINITION), *words).stdout


@pytest.mark.parametrize("role", [None, "saint_site_crm"])
def test_a_function_made_to_run_as_its_caller(site: Site, role: str | None) -> None:
    """Whoever owns it may alter it, and a superuser who calls ours by name would run it."""
    site.apply("--owner", "saint_site_crm", role=role)
    with site.as_role("saint_site_crm") as attacker:
        attacker.execute("create schema mine")
        attacker.execute(
            "create function mine.never(a bigint, b integer) returns boolean language plpgsql as"
            " $$ begin perform public.ran(); return a = b::bigint; end $$"
        )
        attacker.execute("create operator mine.= (function = mine.never, leftarg = bigint, rightarg = integer)")
        for function in attacker.execute(
            "select oid::regprocedure::text from pg_proc where pronamespace = 'saint_data'::regnamespace"
            " and prosecdef and prorettype <> 'trigger'::regtype"
        ).fetchall():
            attacker.execute(
                f"alter function {function[0]} security invoker set search_path = mine, pg_catalog".encode()
            )
    refusals = []
    for call in filter(None, map(str.strip, CALLS.splitlines())):
        try:
            with site.connection.transaction():
                site.execute(call.encode())
        except errors.InsufficientPrivilege as error:
            refusals.append(str(error))
        except psycopg.Error:
            continue
    assert len(refusals) > 10
    assert all("saint_site_crm" in refusal and "who may do more" in refusal for refusal in refusals)
    assert "ran as postgres" not in site.ran()
    assert site.superusers() == []
    assert "who may do more" in site.saint("tick").stderr


def test_a_trigger_on_a_table_of_marks(lower: Site) -> None:
    with lower.as_role("saint_site_crm") as attacker:
        attacker.execute("create schema mine")
        attacker.execute(
            "create function mine.run() returns trigger language plpgsql as"
            " $$ begin perform public.ran(); return null; end $$"
        )
        attacker.execute("create trigger run after insert on saint_data.company_via execute function mine.run()")
    for call in ("select saint.mark_all_stale()", "select saint.set_today('2026-05-01')"):
        with pytest.raises(errors.InsufficientPrivilege, match="put something on it"):
            lower.execute(call.encode())
    assert lower.saint("detach").exit_code == 2
    assert lower.ran() == []
    with lower.as_role("saint_site_admin") as worker:
        worker.execute("select saint.mark_all_stale()")


def test_a_worker_runs_what_anybody_compiled(lower: Site) -> None:
    """It has no more rights than who owns it."""
    with lower.as_role("saint_site_admin") as worker:
        worker.execute("select * from saint.tick()")
        assert value(worker, "select saint.trusts('saint_site_crm'::regrole)")
    with lower.as_role("saint_site_reader") as reader:
        assert value(reader, "select count(*) from saint.explain('neglected', '2')") == 1
    assert not value(lower.connection, "select saint.trusts('saint_site_crm'::regrole)")
    assert value(lower.connection, "select saint.trusts('saint_site_holder'::regrole)")


def test_a_table_that_became_a_view(lower: Site) -> None:
    """What its owner puts in its place has that role's rights, whoever ticks or reads."""
    with lower.as_role("saint_site_crm") as attacker:
        attacker.execute("alter table crm.activity rename to activity_before")
        attacker.execute(
            "create function crm.run() returns boolean language plpgsql as"
            " $$ begin perform public.ran(); return true; end $$"
        )
        attacker.execute("create view crm.activity as select * from crm.activity_before where crm.run()")
        attacker.execute("insert into saint_data.company_dirty (id) values (2)")
    for call in ("select * from saint.tick()", "select * from saint.company_status", "select * from saint.check()"):
        try:
            with lower.connection.transaction():
                lower.execute(call.encode())
        except psycopg.Error:
            continue
    assert "ran as postgres" not in lower.ran()
