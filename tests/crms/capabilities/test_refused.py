"""29 and 30: what cannot be watched is refused, with what to map instead; partitions are watched one by one."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from pg_saint.errors import SaintError
from pg_saint.resolve import resolve
from pg_saint.validate import load
from tests.crms.capabilities.steps import Step, carry_out
from tests.oracle.apply import apply
from tests.oracle.comparison import Truth

TABLES = """
    create table company (id int primary key, name text);
    create table company__history (id int, name text, __id int primary key);
    create table company_log (id int primary key, company int);
    create table note (id int primary key, company int);
    create table invoice_note (number int) inherits (note);
    create view noted as select id, company from note;
    create table event (id int, company int, day date, primary key (id, day)) partition by range (day);
    create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
"""
DEFINITION = """
entities: {{company: {{table: company, key: id}}}}
sources: {{event: {{table: {table}, key: id, links: {{company: {link}}}}}}}
counters: {{events: {{on: company, value: count(event)}}}}
"""


@pytest.mark.parametrize(
    ("table", "link", "message", "remedy"),
    [
        ("company__history", "id", "keeps the history of company", "map company"),
        ("note", "company", "inherits or is inherited", "map a table without inherits"),
        ("invoice_note", "company", "inherits or is inherited", "map a table without inherits"),
        ("noted", "company", "is a view", "map the tables behind it"),
        ("event_2026", "company", "is a partition", "map the partitioned table"),
    ],
)
def test_refused(empty_database: str, tmp_path: Path, table: str, link: str, message: str, remedy: str) -> None:
    file = tmp_path / "definition.yaml"
    file.write_text(DEFINITION.format(table=table, link=link))
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute(TABLES.encode())
        with pytest.raises(SaintError, match=message) as caught:
            resolve(load([file]), connection)
    assert remedy in str(caught.value)


def test_partitions_and_logs_are_taken(database: str) -> None:
    """A log with other columns than its table's is a source like any other."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(TABLES.encode())
        apply(DEFINITION.format(table="company_log", link="company"), database)
        truth = Truth(apply(DEFINITION.format(table="event", link="company"), database))
        connection.execute("insert into company values (1)")
        steps = [
            Step(
                "29 through the parent", "insert into event values (1, 1, '2026-05-01')", {("company", 1, "events"): 1}
            ),
            Step(
                "29 straight into it",
                "insert into event_2026 values (2, 1, '2026-05-01')",
                {("company", 1, "events"): 2},
            ),
        ]
        carry_out(connection, truth, steps)
