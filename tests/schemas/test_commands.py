"""What the commands say of each schema."""

from __future__ import annotations

import json

import pytest

from pg_saint.doctor import CHECKS, InForce
from tests.schemas.conftest import Tenants

pytestmark = pytest.mark.long


def said(tenants: Tenants, check: str) -> list[tuple[str, str]]:
    return [(found.message, found.remedy) for found in CHECKS[check](InForce(tenants.connection))]


def test_plan_and_apply(tenants: Tenants) -> None:
    tenants.add("zeta")
    planned = tenants.saint("plan", str(tenants.file))
    assert "schema tenant_acme: no change\n" in planned.output
    assert "schema tenant_zeta: new: 2 entities, 3 statuses" in planned.output
    assert set(json.loads(tenants.saint("plan", str(tenants.file), "--json").stdout)["schemas"]) == {
        "tenant_acme", "tenant_beta", "tenant_zeta",
    }  # fmt: skip
    applied = tenants.saint("apply", str(tenants.file), "--yes")
    assert applied.exit_code == 0, applied.output
    assert applied.output.split(f"applied {tenants.file}\n")[1].startswith("  tenant_acme: no change\n")


def test_apply_online_takes_a_new_schema_in(tenants: Tenants) -> None:
    tenants.write(("  kept: {on: company, when: category is not null, columns: [name], materialized: true}\n", ""))
    tenants.apply()
    tenants.add("zeta")
    done = tenants.saint("apply", str(tenants.file), "--online", "--yes")
    assert done.exit_code == 0, done.output
    tenants.apply()
    tenants.exact()


def test_status_check_and_tick(tenants: Tenants) -> None:
    tenants.execute("update saint_data.company_beta set activity_count = 7 where id = 2")
    found = json.loads(tenants.saint("status", "--json").stdout)
    assert [(row["schema"], row["entity"]) for row in found["entities"]] == [
        (f"tenant_{tenant}", f"{entity}_{tenant}") for tenant in ("acme", "beta") for entity in ("company", "person")
    ]
    checked = tenants.saint("check")
    assert checked.exit_code == 1
    assert checked.output.endswith("schema tenant_acme: exact\nschema tenant_beta: 1 differences\n")
    assert tenants.saint("check", "--repair").exit_code == 0
    assert json.loads(tenants.saint("check", "--json").stdout)["schemas"] == {"tenant_acme": 0, "tenant_beta": 0}
    assert "company_beta" in tenants.saint("tick").output


def test_preview_explain_and_export(tenants: Tenants) -> None:
    tenants.execute("delete from tenant_beta.activity")
    previewed = json.loads(tenants.saint("preview", str(tenants.file), "neglected", "--json").stdout)["schemas"]
    assert [(one["status"], one["matches"]) for one in previewed] == [("neglected_acme", 0), ("neglected_beta", 1)]
    one = tenants.saint("preview", str(tenants.file), "neglected_beta", "--since", "2026-05-25")
    assert one.exit_code == 0, one.output
    several = tenants.saint("preview", str(tenants.file), "neglected", "--since", "2026-05-25")
    assert (several.exit_code, "name one of neglected_acme, neglected_beta" in several.output) == (2, True)
    assert "1 has the status neglected_beta" in tenants.saint("explain", "neglected_beta", "1").output
    file = tenants.file.with_suffix(".csv")
    assert tenants.saint("export", "to_call_beta", "-o", str(file)).exit_code == 0


def test_doctor_names_a_new_schema_and_apply_takes_it_in(tenants: Tenants) -> None:
    assert said(tenants, "schemas") == said(tenants, "definition") == []
    tenants.add("zeta")
    found = [("schema tenant_zeta is new since the last apply: nobody there has a status", "saint apply FILE")]
    assert said(tenants, "schemas") == found
    assert said(tenants, "definition") == []
    tenants.apply()
    assert said(tenants, "schemas") == []


def test_doctor_names_a_schema_that_a_list_leaves_out(tenants: Tenants) -> None:
    tenants.write(("schemas: tenant_*", "schemas: [tenant_acme]"))
    tenants.apply()
    ((message, remedy),) = said(tenants, "schemas")
    assert message.startswith("schema tenant_beta also holds tables with all 3 mapped names")
    assert "see schemas:" in remedy


def test_doctor_names_a_schema_that_is_gone(tenants: Tenants) -> None:
    tenants.execute("drop schema tenant_acme cascade")
    found = {check: said(tenants, check) for check in ("columns", "definition", "schemas", "triggers", "drift")}
    ((message, remedy),) = found.pop("schemas")
    assert message == "schema tenant_acme is gone: its records are no longer shown"
    assert "saint apply FILE" in remedy
    assert [check for check, several in found.items() if several] == []


def test_detach_and_attach(tenants: Tenants) -> None:
    assert tenants.saint("detach").exit_code == 0
    tenants.execute("delete from tenant_beta.activity")
    tenants.exact()
    assert tenants.saint("attach").exit_code == 0
    tenants.exact()
