"""What an upgrade of the CRM has done to the mapping."""

from __future__ import annotations

import pytest

from pg_saint.upgrade import Patience, attach
from pg_saint.validate import load
from tests.apply.conftest import Crm
from tests.doctor.conftest import only, said
from tests.support import value

pytestmark = pytest.mark.long

AT_ONCE = Patience(report=lambda _: None, pauses=())


@pytest.mark.parametrize(
    ("upgrade", "message", "refused"),
    [
        ("rename column direction to way", "crm.activity.direction is now called way", "direction"),
        ("drop column direction", "crm.activity.direction was dropped", "direction"),
        ("rename to event", "table crm.activity is gone", "crm.activity"),
    ],
)
def test_something_mapped_is_gone(healthy: Crm, upgrade: str, message: str, refused: str) -> None:
    healthy.execute(f"alter table crm.activity {upgrade}".encode())
    found = said(healthy.connection)
    columns = [one for one in found if one[0] == "columns"]
    assert len(columns) == 1
    assert message in columns[0][1]
    assert columns[0][2] == "change the definition, then: saint attach FILE"
    # The same with the line of the definition.
    definition = [one for one in found if one[0] == "definition"]
    assert any("crm.yaml:" in one[1] and refused in one[1] for one in definition)
    assert {one[0] for one in found} == {"columns", "definition"}


def test_another_type(healthy: Crm) -> None:
    # The values change, and no trigger sees it.
    healthy.execute("alter table crm.company alter column category type text using upper(category)")
    found = [one for one in said(healthy.connection) if one[0] == "columns"]
    assert [one[1] for one in found] == [
        "column crm.company.category was character varying(20) and is now text; no trigger saw its values change"
    ]
    healthy.apply()
    healthy.exact()
    healthy.execute("select saint.tick()")
    assert said(healthy.connection) == []


def test_another_column_takes_its_name(healthy: Crm) -> None:
    healthy.execute("alter table crm.company add column kind varchar(20)")
    healthy.execute("update crm.company set kind = upper(category)")
    healthy.execute("alter table crm.company drop column category")
    healthy.execute("alter table crm.company rename column kind to category")
    check, message, remedy = only(healthy.connection)
    assert (check, "another column has taken the place of crm.company.category" in message) == ("columns", True)
    assert "saint apply FILE" in remedy
    healthy.apply()
    healthy.exact()
    healthy.execute("select saint.tick()")
    assert said(healthy.connection) == []


def test_detached(healthy: Crm) -> None:
    from pg_saint.upgrade import detach

    detach(healthy.connection, AT_ONCE)
    check, message, remedy = only(healthy.connection)
    assert (check, "company, person is computed live" in message) == ("detached", True)
    assert remedy.startswith("saint attach")
    attach(healthy.connection, load([healthy.write()]), AT_ONCE)
    healthy.execute("select saint.tick()")
    assert said(healthy.connection) == []


def test_a_missing_index_with_the_statement_that_makes_it(healthy: Crm) -> None:
    healthy.execute("drop index crm.activity_company_id_idx")
    check, message, remedy = only(healthy.connection)
    assert (check, "activity" in message) == ("indexes", True)
    assert remedy == "create index on crm.activity (company_id)"
    healthy.execute(remedy.encode())
    assert said(healthy.connection) == []


@pytest.mark.parametrize(
    "harm", ["drop trigger saint_insert on crm.sale", "alter table crm.sale disable trigger saint_insert"]
)
def test_a_trigger_is_missing_or_disabled(healthy: Crm, harm: str) -> None:
    healthy.execute(harm.encode())
    healthy.execute("insert into crm.sale values (1000, 1, '2026-05-01', 10, 'sold')")
    check, message, _ = only(healthy.connection)
    assert (check, message) == (
        "triggers",
        "trigger saint_insert on crm.sale is missing or disabled: what it would see goes unnoticed",
    )
    attach(healthy.connection, None, AT_ONCE)
    healthy.exact()
    healthy.execute("select saint.tick()")
    assert said(healthy.connection) == []


def test_another_schema_with_the_same_tables(healthy: Crm) -> None:
    healthy.execute("create schema tenant_2")
    for table in ("activity", "company", "person", "sale", "users"):
        healthy.execute(f"create table tenant_2.{table} (like crm.{table})".encode())
    check, message, _ = only(healthy.connection)
    assert (check, "schema tenant_2 also holds tables with all 5 mapped names" in message) == ("schemas", True)
    healthy.execute("drop table tenant_2.users")
    assert said(healthy.connection) == []


def test_drift(healthy: Crm) -> None:
    healthy.execute(
        "create or replace function saint_data.company_next_change(c saint_data.company) returns date"
        " language plpgsql immutable as $$ begin return 'infinity'; end $$"
    )
    found = said(healthy.connection)
    assert ("drift", "function saint_data.company_next_change was changed by hand") in [
        (check, message.split(":")[0]) for check, message, _ in found
    ]


def test_something_compiled_was_dropped(healthy: Crm) -> None:
    healthy.execute("drop view saint.person_watermark")
    assert ("drift", "view saint.person_watermark was dropped", "saint drop, then saint apply FILE") in said(
        healthy.connection
    )


def test_the_definition_would_be_compiled_to_something_else(healthy: Crm) -> None:
    """As after an update of pg_saint."""
    healthy.execute(
        "update saint.compiled set fingerprint = 'older' where name = 'saint_data.company_refresh_statuses'"
    )
    assert value(healthy.connection, "select count(*) from saint.compiled where fingerprint = 'older'") == 1
    check, message, remedy = only(healthy.connection)
    assert (check, "replace function saint_data.company_refresh_statuses" in message) == ("definition", True)
    assert "saint apply FILE" in remedy
