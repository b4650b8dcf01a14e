"""A publication for all tables, as change data capture makes one: everything goes on as without it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pg_saint.cli import saint as command
from tests.apply.conftest import Crm

WRITES = (
    "insert into crm.activity (activity_id, company_id, starts_at) values (901, 1, '2026-06-01')",
    "update crm.activity set company_id = 2 where activity_id = 901",
    "delete from crm.activity where activity_id = 901",
    "update crm.company set category = 'Customer' where company_id = 2",
    "truncate crm.activity cascade",
)


@pytest.mark.long
def test_every_command_and_every_write(bare_crm: Crm) -> None:
    bare_crm.execute("create publication everything for all tables")

    def saint(*words: str) -> None:
        done = CliRunner().invoke(command, [*words, "--dsn", bare_crm.dsn])
        assert done.exit_code == 0, done.output

    file = str(bare_crm.write())
    saint("apply", file)
    for write in WRITES:
        bare_crm.execute(write.encode())
    bare_crm.execute("select saint.set_today('2026-07-01')")
    saint("tick")
    saint("detach")
    saint("attach", file)
    bare_crm.write(("Europe/Oslo", "UTC"))
    saint("apply", file)
    bare_crm.write()
    saint("apply", file, "--online")
    bare_crm.execute("select saint.set_today('2026-05-01')")
    saint("check", "--repair")
    bare_crm.execute("select saint.set_today(null)")
    saint("drop", "--yes")
