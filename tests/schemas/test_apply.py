"""Schemas that come and go, and one in which something is wrong."""

from __future__ import annotations

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.errors import SaintError
from pg_saint.plan import Stage
from pg_saint.plan.stages import Backfill
from tests.schemas.conftest import Tenants
from tests.support import value

OURS = """
    select array_agg(c.relname order by c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'saint_data'
"""
TRIGGERS = "select count(*) from pg_trigger where tgname like 'saint\\_%' and tgrelid::regclass::text like 'tenant%'"


def test_a_second_apply_has_nothing_to_do(tenants: Tenants) -> None:
    plan = tenants.plan()
    assert plan.is_empty
    assert plan.schemas == {"tenant_acme": "no change", "tenant_beta": "no change"}


def test_a_schema_that_comes_is_taken_in_and_the_others_are_left_alone(tenants: Tenants) -> None:
    tenants.add("zeta")
    tenants.exact()
    plan = tenants.apply()
    assert plan.schemas["tenant_zeta"].startswith("new: 2 entities, 3 statuses")
    assert plan.schemas["tenant_acme"] == "no change"
    tenants.execute("delete from tenant_zeta.activity")
    tenants.exact()
    assert tenants.rows("select schema, id from saint.company_status") == [("tenant_zeta", 1)] * 2


def test_a_schema_that_is_dropped_stops_nobody(tenants: Tenants) -> None:
    tenants.execute("update tenant_beta.activity set starts_on = '2026-01-01'")
    tenants.execute("drop schema tenant_acme cascade")
    # Long after every stored record of both has changed by itself.
    tenants.execute("select saint.set_today('2026-12-01')")
    for _ in range(2):
        for view in ("company_status", "company_counter", "company_watermark", "selection_to_call", "selection_kept"):
            assert {row[0] for row in tenants.rows(f"select schema from saint.{view}")} <= {"tenant_beta"}
        for view in ("statusvalue", "countervalue", "selection_member"):
            assert {row[0] for row in tenants.rows(f"select entity from saint.{view}")} <= {
                "company_beta",
                "person_beta",
            }
        assert len(tenants.rows("select * from saint.company_status")) == 2
        assert tenants.rows("select * from saint.status_history where changed_at > now()") == []
        assert [row[0] for row in tenants.rows("select entity from saint.tick()")] == ["company_beta", "person_beta"]
        assert tenants.rows("select * from saint.check()") == []
    assert tenants.apply().schemas["tenant_acme"] == "no longer covered: everything compiled for it is dropped"
    assert [name for name in value(tenants.connection, OURS) if "acme" in name] == []
    tenants.exact()


def test_a_column_that_one_schema_lacks_leaves_all_as_they_were(tenants: Tenants) -> None:
    tenants.execute("alter table tenant_beta.company rename category to kind")
    tenants.write(("past(period1)", "past(period2)"))
    before = value(tenants.connection, OURS)
    with pytest.raises(SaintError) as failed:
        tenants.apply()
    assert failed.value.message == "company has no column category (in schema tenant_beta)"
    assert failed.value.location is not None
    assert (failed.value.location.file, failed.value.location.line) == (str(tenants.file), 10)
    assert value(tenants.connection, OURS) == before


def test_a_failure_in_the_middle_leaves_all_as_they_were(tenants: Tenants) -> None:
    """A statement that fails when the records of the last schema are about to be computed."""
    tenants.write(("outgoing < 2", "outgoing < 3"), ("past(period1)", "past(period2)"))
    plan = tenants.plan()
    assert set(plan.schemas) == {"tenant_acme", "tenant_beta"}
    last = [stage for stage in plan.stages if isinstance(stage, Backfill)][-1]

    def fail(stage: Stage) -> None:
        if stage is last:
            tenants.execute("select 1 / 0")

    with pytest.raises(psycopg.errors.DivisionByZero):
        apply_plan(tenants.connection, plan, fail)
    tenants.exact()
    assert tenants.rows("select schema, id, outgoing from saint.company_counter where id = 1 order by 1") == [
        ("tenant_acme", 1, 2),
        ("tenant_beta", 1, 2),
    ]


def test_a_changed_definition_changes_every_schema(tenants: Tenants) -> None:
    tenants.write(("past(period1)", "past(period2)"), ("outgoing < 2", "outgoing < 3"))
    plan = tenants.apply()
    assert all("objects change" in said for said in plan.schemas.values())
    tenants.exact()
    assert tenants.rows("select schema, id, status from saint.company_status order by 1") == [
        ("tenant_acme", 1, "neglected"),
        ("tenant_beta", 1, "neglected"),
    ]


def test_a_counter_more_keeps_the_order_of_columns_and_what_stands_on_the_views(tenants: Tenants) -> None:
    tenants.execute("create view mine as select schema, id, outgoing from saint.company_counter")
    tenants.write(("counters:\n", "counters:\n  all_of_them: {on: company, value: count(activity)}\n"))
    tenants.apply()
    tenants.exact()
    assert tenants.rows("select * from mine where id = 1 order by 1") == [("tenant_acme", 1, 2), ("tenant_beta", 1, 2)]
    query = "select all_of_them from saint.company_counter where schema = 'tenant_beta' and id = 1"
    assert value(tenants.connection, query) == 2


def test_from_a_pattern_to_a_list_of_one(tenants: Tenants) -> None:
    tenants.write(("schemas: tenant_*", "schemas: {acme: tenant_acme}"))
    plan = tenants.apply()
    assert plan.schemas["tenant_acme"] == "no change"
    tenants.exact()
    assert {row[0] for row in tenants.rows("select distinct schema from saint.company_counter")} == {"tenant_acme"}
    assert value(tenants.connection, TRIGGERS.replace("tenant%", "tenant_beta%")) == 0


def test_from_one_schema_to_several_and_back(tenants: Tenants) -> None:
    """The same names: views of another shape take the place of those of one schema."""
    several = tenants.file.read_text()
    tenants.execute("drop schema tenant_beta cascade")
    one = several.replace("schemas: tenant_*\n", "")
    for table in ("company", "person", "activity"):
        one = one.replace(f"table: {table}\n", f"table: tenant_acme.{table}\n")
    for text, columns in ((one, "id"), (several, "schema, id"), (one, "id")):
        tenants.file.write_text(text)
        assert tenants.apply().schemas.keys() >= ({"tenant_acme"} if text == several else set())
        tenants.exact()
        assert len(tenants.rows(f"select {columns} from saint.company_counter")) == 2
    assert [name for name in value(tenants.connection, OURS) if "acme" in name] == []


def test_names_that_need_quotes_and_words(tenants: Tenants) -> None:
    tenants.execute('alter schema tenant_beta rename to "Beta GmbH"')
    tenants.write(("schemas: tenant_*", "schemas: {acme: tenant_acme, beta: '\"Beta GmbH\"'}"))
    tenants.apply()
    tenants.execute('delete from "Beta GmbH".activity')
    tenants.exact()
    assert {row[0] for row in tenants.rows("select distinct schema from saint.company_status")} == {"Beta GmbH"}


def test_drop_leaves_nothing(tenants: Tenants) -> None:
    result = tenants.saint("drop", "--yes")
    assert result.output.endswith("objects of schemas tenant_acme, tenant_beta\n")
    assert value(tenants.connection, OURS) is None
    assert value(tenants.connection, TRIGGERS) == 0
    assert value(tenants.connection, "select to_regclass('saint.company_status') is null") is True
