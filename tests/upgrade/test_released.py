"""The dumps of released versions hold what they are for, and restore to what naive SQL over the CRM's tables says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from pg_saint.cluster.provider import Provider
from tests.support import value
from tests.upgrade.released import FOLDER, Dumps

NAIVE = sorted((FOLDER / "v0_1_0" / "naive").glob("*.sql"))
# What neglected says: fewer than so many calls in so many days.
SAYS = {"applied": {"days": 30, "calls": 2}, "online": {"days": 60, "calls": 4}}
STALE = (
    "exists (select from saint_data.company c where c.next_change > saint.today()"
    " and not exists (select from saint_data.company_stale s where s.id = c.id))",
    "exists (select from saint_data.company where next_change <= saint.today())",
    "exists (select from saint_data.company_dirty)",
    "(select count(distinct hop) from saint_data.company_via) > 2",
    "exists (select from saint_data.person_dirty)",
)
KINDS = (
    "(select count(*) = 2 from saint.image)",
    "(select count(*) = 9 from saint.status)",
    "(select count(*) = 3 from saint.calculation)",
    "exists (select from saint.status where descriptions ? 'nl' and follow_up is not null and notify)",
    "(select array_agg(kind order by selection) from saint.selectiondef)"
    " = '{materialized,static,static,dynamic,dynamic}'",
    "(select count(*) = 2 from saint.selection_member where selection = 'invited')",
    "exists (select from saint.selection_member where selection = 'fair')",
    "exists (select from saint.selection_buyers)",
    "exists (select from saint.status_change where not active)",
    "exists (select from saint.status_change where active)",
    "(select count(*) = 2 from saint_data.sale_transition)",
    "exists (select from saint.retention)",
    "exists (select from pg_trigger where tgname like 'saint%' and tgrelid = 'crm.task_2026'::regclass)",
    "exists (select from saint.attention_customers_sales where revenue > 0)",
    "saint.today() = '2026-06-10'",
    "(select extversion = '0.1.0' from pg_extension where extname = 'pg_saint')",
)
HOLDS = {
    "applied": (*STALE, *KINDS, "not exists (select from saint.computed where not settled)"),
    "online": (
        *STALE[2:],
        *KINDS,
        # Under way: rows of both generations, and writers that leave marks only.
        "exists (select from saint.computed where entity = 'company' and not settled)",
        "(select count(distinct generation) = 2 from saint_data.company)",
        "saint_data.delta_day() is null",
    ),
}


@pytest.fixture(scope="module", params=sorted(HOLDS))
def dump(
    request: pytest.FixtureRequest, cluster: Provider, dumps: Dumps
) -> Iterator[tuple[str, psycopg.Connection[Any]]]:
    """One of the dumps of 0.1.0, restored; nobody writes into it."""
    with (
        dumps.released("0.1.0", request.param) as name,
        psycopg.connect(
            cluster.dsn(name), autocommit=True, options="-c default_transaction_read_only=on"
        ) as connection,
    ):
        yield request.param, connection


@pytest.mark.parametrize("path", NAIVE, ids=lambda path: path.stem)
def test_exact_at_the_first_read(dump: tuple[str, psycopg.Connection[Any]], path: Path) -> None:
    name, connection = dump
    truth = connection.execute(path.read_bytes(), SAYS[name])
    assert truth.description
    columns = ", ".join(f'"{column.name}"' for column in truth.description)
    view = connection.execute(f"select {columns} from saint.{path.stem} order by 1, 2".encode())
    expected = truth.fetchall()
    assert expected
    assert view.fetchall() == expected


def test_it_holds_what_it_is_for(dump: tuple[str, psycopg.Connection[Any]]) -> None:
    name, connection = dump
    assert [claim for claim in HOLDS[name] if not value(connection, f"select {claim}")] == []


def test_check_finds_nothing(dump: tuple[str, psycopg.Connection[Any]]) -> None:
    assert dump[1].execute("select * from saint.check()").fetchall() == []
