"""What `schemas:` cannot say, with the line and what to do."""

from __future__ import annotations

import pytest

from pg_saint.errors import SaintError
from tests.schemas.conftest import MONITOR, Tenants

SCHEMAS = "schemas: tenant_*"


@pytest.mark.parametrize(
    ("written", "message", "remedy"),
    [
        ("schemas: tenant", "tenant is not a pattern: it needs one *", "or a list: [tenant]"),
        ("schemas: '*_*'", "is not a pattern: it needs one *", "or a list"),
        ("schemas: []", "should have at least 1 item", ""),
        ("schemas: {Acme: tenant_acme}", "'Acme' cannot end a name", "lower-case letters"),
        ("schemas: workspace_*", "no schema that fits workspace_* holds any of the tables", "known here: tenant_acme"),
        ("schemas: [tenant_acme, tenant_bet]", "schema tenant_bet does not exist", "did you mean tenant_beta?"),
        ("schemas: [tenant_acme, tenant_acme]", "tenant_acme is named twice", "each schema is listed once"),
        ("schemas: {a: tenant_acme, b: tenant_acme}", "tenant_acme is named twice", "each schema is listed once"),
        ("schemas: [tenant.acme]", "'tenant.acme' is not a schema name", "quoted where it needs that"),
        ("schemas: {%s: tenant_acme}" % ("x" * 33), "is longer than 40 characters", "short words"),
    ],
)
def test_the_key(tenants: Tenants, written: str, message: str, remedy: str) -> None:
    tenants.write((SCHEMAS, written))
    with pytest.raises(SaintError) as failed:
        tenants.plan()
    error = failed.value
    assert message in error.message
    assert remedy in (error.remedy or "")
    assert error.location is not None
    assert (error.location.file, error.location.line) == (str(tenants.file), 2)


def test_a_name_that_would_mean_two_things(tenants: Tenants) -> None:
    tenants.write(("selections:\n", "selections:\n  annas_acme: {on: company, when: category = 'x'}\n"))
    with pytest.raises(SaintError, match="annas_acme would be the name of two selections"):
        tenants.plan()


def test_every_table_is_shared(tenants: Tenants) -> None:
    for table in ("company", "person", "activity"):
        text = tenants.file.read_text().replace(f"table: {table}", f"table: tenant_acme.{table}")
        tenants.file.write_text(text)
    with pytest.raises(SaintError, match="every table is named with its schema"):
        tenants.plan()


def test_users_of_monitors_are_shared(tenants: Tenants) -> None:
    users = "users: {table: TABLE, key: user_id, fields: {name: full_name}}\n"
    tenants.write(*MONITOR, ("selections:\n", users.replace("TABLE", "users") + "selections:\n"))
    with pytest.raises(SaintError, match="the users of monitors are the same ones in every schema"):
        tenants.plan()
    tenants.write(*MONITOR, ("selections:\n", users.replace("TABLE", "core.users") + "selections:\n"))
    assert not tenants.plan().is_empty


def test_keys_of_different_types(tenants: Tenants) -> None:
    tenants.execute("alter table tenant_beta.company alter company_id type bigint")
    with pytest.raises(SaintError) as failed:
        tenants.plan()
    error = failed.value
    assert error.message == "the key of company is integer in schema tenant_acme and bigint in schema tenant_beta"
    assert "cast it to one type" in (error.remedy or "")
    tenants.write(("key: company_id", "key: company_id::bigint"))
    tenants.apply()
    tenants.exact()


def test_a_mistake_in_every_schema_is_told_once(tenants: Tenants) -> None:
    tenants.write(("category: category", "category: kategory"))
    with pytest.raises(SaintError) as failed:
        tenants.plan()
    assert failed.value.message.endswith("(in every schema)")
    tenants.write(("outgoing < 2", "outgoing < 'x'"))
    with pytest.raises(SaintError) as failed:
        tenants.plan()
    error = failed.value
    assert error.message.endswith("(in every schema)")
