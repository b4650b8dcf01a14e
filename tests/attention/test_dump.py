"""A dump restores with the results as they were remembered, and the triggers go on recording."""

from __future__ import annotations

import subprocess
from pathlib import Path

from pg_saint.cluster import find_bindir
from tests.attention.conftest import Crm
from tests.attention.history import History


def run(program: str, *arguments: str | Path) -> None:
    done = subprocess.run([find_bindir() / program, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_restored_with_the_results_as_remembered(crm: Crm, empty_database: str, tmp_path: Path) -> None:
    History(crm, 31).live(80)
    crm.execute("select saint.recalculate('customers')")
    crm.execute("insert into crm.company (company_id, code, name) values (99, 'Z', 'Z') on conflict do nothing")
    crm.execute("select saint.recalculate('customers')")
    crm.execute("select saint.set_today(saint.today() + 5)")
    run("pg_dump", "-Fc", "-f", tmp_path / "dump", "-d", crm.dsn)
    run("pg_restore", "--exit-on-error", "-d", empty_database, tmp_path / "dump")
    copy = Crm(empty_database, tmp_path)
    for query in (
        "select * from saint.attention_customers order by id",
        "select * from saint.attention_customers_sales order by id",
        "select * from saint.attention order by name",
        "select * from saint.contact_moment order by source, source_key, occurred_at, id",
    ):
        assert copy.rows(query) == crm.rows(query)
    assert copy.plan().stages == ()
    before = copy.rows("select count(*) from saint_data.sale_transition")[0][0]
    copy.execute(
        "update crm.sale set stage = case stage when 'order' then 'lapsed' else 'order' end where stage is not null"
    )
    assert copy.rows("select count(*) from saint_data.sale_transition")[0][0] > before
    copy.execute("select saint.recalculate('customers')")
    copy.connection.close()
