"""The second apply of the same definitions does nothing at all."""

from __future__ import annotations

from click.testing import CliRunner

from pg_saint.apply import apply_plan
from pg_saint.cli import saint
from tests.apply.conftest import DEFINITIONS, Crm
from tests.apply.snapshot import snapshot


def test_the_second_plan_is_empty(crm: Crm) -> None:
    assert crm.plan().stages == ()


def test_the_second_apply_writes_nothing(crm: Crm) -> None:
    before = snapshot(crm.connection)
    crm.apply()
    assert snapshot(crm.connection) == before


def test_the_command_says_so(crm: Crm) -> None:
    before = snapshot(crm.connection)
    file = str(crm.write())
    plan = CliRunner().invoke(saint, ["plan", file, "--exit-code", "--dsn", crm.dsn])
    assert (plan.exit_code, plan.stdout) == (0, "nothing to do\n")
    apply = CliRunner().invoke(saint, ["apply", file, "--dsn", crm.dsn])
    assert (apply.exit_code, apply.stdout) == (0, "nothing to do\n")
    assert snapshot(crm.connection) == before


def test_stale_rows_stay_for_the_worker(crm: Crm) -> None:
    crm.execute("insert into saint_data.company_dirty (id) values (1)")
    crm.execute("select saint.set_today('2026-06-20')")
    before = snapshot(crm.connection)
    crm.apply()
    assert snapshot(crm.connection) == before
    crm.finished()


def test_comments_and_line_numbers_are_no_change(crm: Crm) -> None:
    lines = DEFINITIONS.splitlines()
    moved = "# about this CRM\n\n" + "\n".join(f"{line}  # as before" if line.endswith(":") else line for line in lines)
    crm.write(text=moved)
    assert crm.plan_of_file().stages == ()


def test_another_order_is_no_change(crm: Crm) -> None:
    """Counters that change places keep their columns' places."""
    head, counters = DEFINITIONS.split("counters:\n")
    own, statuses = counters.split("\nstatuses:\n")
    first, second = own.split("  sold:\n")
    crm.write(text=f"{head}counters:\n  sold:\n{second}{first}\nstatuses:\n{statuses}")
    assert [stage.text for stage in crm.plan_of_file().stages] == []


def test_every_change_applied_twice(crm: Crm) -> None:
    plan = crm.apply(("periods: [30, 60]", "periods: [30, 60, 90]"))
    assert plan.stages
    before = snapshot(crm.connection)
    again = crm.plan_of_file()
    apply_plan(crm.connection, again)
    assert again.stages == ()
    assert snapshot(crm.connection) == before
