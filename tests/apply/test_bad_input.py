"""Each mistake, through the command: exit code 2, file and line, what to do, and a database that is as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from psycopg.conninfo import make_conninfo

from pg_saint.cli import saint
from pg_saint.cluster.provider import Provider
from tests.apply.conftest import DEFINITIONS, Crm
from tests.apply.snapshot import snapshot
from tests.oracle.comparison import Truth
from tests.support import fresh_database

OUTGOING = "value: count(activity) filter (where direction = 'outgoing' and past(period1))"
SOLD = "value: sum(sale.amount) filter (where status = 'sold')"
WHEN = "when:\n      - category = 'Customer'"
WHEN_CIRCULAR = "when:\n      - not status('forgotten')"
PERIODS = "periods: [30, 60]"
BY_DIRECTION = "value: count(activity) filter (where direction = 3)"
CUSTOMER = "- category = 'Customer'"

# What is written instead of what, and parts of the message and the remedy.
MISTAKES = {
    "unknown table": ("table: crm.sale", "table: crm.sales", "crm.sales does not exist", "did you mean crm.sale?"),
    "unknown column": ("date: sale_date", "date: sal_date", "has no column sal_date", "did you mean sale_date?"),
    "unknown field": (SOLD, "value: sum(sale.amuont)", "amuont", "did you mean amount?"),
    "unknown field of the record": (CUSTOMER, "- categry = 'Customer'", "categry", "did you mean category?"),
    "unknown status": (
        "status('neglected') and",
        "status('negleted') and",
        "unknown status",
        "did you mean neglected?",
    ),
    "unknown source": (SOLD, "value: sum(slae.amount)", "unknown source slae", "did you mean sale?"),
    "type mismatch": (CUSTOMER, "- category > 3", "operator does not exist", "cast one side"),
    "type mismatch in a filter": (OUTGOING, BY_DIRECTION, "operator does not exist", "cast one side"),
    "volatile function": (CUSTOMER, "- random() < 0.5", "random", "leave it out"),
    "volatile function in the mapping": ("owner: owner.full_name", "owner: random()", "random", "leave it out"),
    "subquery": (CUSTOMER, "- category in (select 'Customer')", "subquery", "source"),
    "unknown key": ("    rank: 20", "    rnak: 20", "unknown key rnak", "did you mean rank?"),
    "duplicate name": ("  sold:\n", "  outgoing:\n", "duplicate key", "rename or remove"),
    "a standard counter's name": ("  sold:\n", "  activity_count:\n", "one of the standard counters", "another name"),
    "cyclic statuses": (WHEN, WHEN_CIRCULAR, "neglected → forgotten → neglected", "out of the cycle"),
    "a period of 0": (PERIODS, "periods: [30, 0]", "greater than or equal to 1", "a number of days, from 1"),
    "a period of -1": (PERIODS, "periods: [30, -1]", "greater than or equal to 1", "a number of days, from 1"),
    "past of 0 days": ("past(90)", "past(0)", "a number of days, from 1", "past(30)"),
    "past of -1 days": ("past(90)", "past(-1)", "a number of days, from 1", "past(30)"),
}


@pytest.fixture(scope="module")
def refusing(
    cluster: Provider, applied_template: tuple[str, Truth], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crm]:
    """One for all: each test shows that it was left as it was."""
    with fresh_database(cluster, applied_template[0]) as name:
        made = Crm(cluster.dsn(name), tmp_path_factory.mktemp("refused"))
        yield made
        made.connection.close()


def command(crm: Crm, word: str, dsn: str | None = None) -> Result:
    result = CliRunner().invoke(saint, [word, str(crm.file), "--dsn", dsn or crm.dsn])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def line_of(text: str) -> int:
    return DEFINITIONS[: DEFINITIONS.index(text)].count("\n") + 1


@pytest.mark.parametrize(("old", "new", "message", "remedy"), MISTAKES.values(), ids=MISTAKES.keys())
def test_refused(refusing: Crm, old: str, new: str, message: str, remedy: str) -> None:
    refusing.write((old, new))
    before = snapshot(refusing.connection)
    refused = command(refusing, "apply")
    assert (refused.exit_code, refused.stdout) == (2, "")
    first, *rest = refused.stderr.splitlines()
    assert first.startswith(f"{refusing.file}:{line_of(old)}: ")
    assert message in first
    assert remedy in "\n".join(rest)
    assert snapshot(refusing.connection) == before


def test_several_mistakes_are_told_at_once(crm: Crm) -> None:
    crm.write(("table: crm.sale", "table: crm.sales"), ("table: crm.users", "table: crm.user"))
    refused = command(crm, "apply")
    assert refused.exit_code == 2
    for mistake, line in (("crm.sales", line_of("table: crm.sale")), ("crm.user ", line_of("table: crm.users"))):
        assert any(said.startswith(f"{crm.file}:{line}: ") and mistake in said for said in refused.stderr.splitlines())


def test_a_missing_index_on_a_link_is_a_warning_that_names_it(crm: Crm) -> None:
    crm.execute("drop index crm.sale_company_id_idx")
    crm.write(("rank: 20", "rank: 21"))
    done = command(crm, "apply")
    assert done.exit_code == 0
    place = f"{crm.file}:{line_of('links: {company: company_id}')}"
    assert f"warning: {place}: link sale → company has no index on crm.sale (company_id)" in done.stderr
    assert "create index on crm.sale (company_id)" in done.stderr


def test_not_enough_privileges(crm: Crm) -> None:
    crm.write(("rank: 20", "rank: 21"))
    before = snapshot(crm.connection)
    refused = command(crm, "apply", make_conninfo(crm.dsn, options="-c role=saint_reader"))
    assert refused.exit_code == 2
    assert "permission denied" in refused.stderr
    assert "saint_admin" in refused.stderr
    assert snapshot(crm.connection) == before


def test_the_extension_is_not_installed(crm: Crm, empty_database: str) -> None:
    crm.write()
    refused = command(crm, "apply", empty_database)
    assert refused.exit_code == 2
    assert "the extension pg_saint is not installed" in refused.stderr
    assert "create extension pg_saint; or" in refused.stderr
    assert "saint install --database" in refused.stderr
