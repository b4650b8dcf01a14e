"""What the variables of a text are filled with, on 1 June 2026."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.cluster.provider import Provider
from pg_saint.errors import SaintError
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.support import fresh_database, value

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def variables_database(cluster: Provider, template: str) -> Iterator[str]:
    with fresh_database(cluster, template) as name:
        with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
            connection.execute((HERE / "variables.sql").read_bytes())
            connection.execute("select saint.set_today('2026-06-01')")
            apply_plan(connection, make_plan(connection, load([HERE / "variables.yaml"])))
        yield name


@pytest.fixture
def people(cluster: Provider, variables_database: str) -> Iterator[psycopg.Connection]:
    """A transaction that is rolled back."""
    with psycopg.connect(cluster.dsn(variables_database)) as connection:
        yield connection
        connection.rollback()


def sentences(connection: psycopg.Connection, person: int) -> list[str]:
    text = value(connection, "select saint.describe('known', %s)", str(person))
    return [each.removesuffix(".") for each in text.split(". ")]


def test_ids_addresses_and_counters(people: psycopg.Connection) -> None:
    people.execute("set local timezone = 'Pacific/Auckland'")
    assert sentences(people, 1) == [
        "id 1/70, Bo Smit, B., +31 20 1, Dijk 1, 0572 Edam, Edam, 0572, from Netherlands, 44",
        "Last contact 1 days ago, 2 calls in 30 days", "Planned in 3 days", "Member for 0 days",
        "Born 2000-05-31, 9497 days ago", "On 2026-06-01, 2026-06-01",
    ]  # fmt: skip


def test_what_is_missing_takes_its_sentence_along(people: psycopg.Connection) -> None:
    """No street, no last contact, a membership that is over: no hole, and no day less than none."""
    assert sentences(people, 2) == ["On 2026-06-01, 2026-06-01"]
    people.execute("update crm.company set street = 'Dijk 2', shoe_size = 0 where company_id = 80")
    assert sentences(people, 2)[0] == "id 2/80, An Vos, A., 12, Dijk 2, Nowhere, Nowhere, 0"


def test_counters_are_exact(people: psycopg.Connection) -> None:
    people.execute("insert into crm.activity (person_id, type, starts_at) values (2, 'phone', '2026-05-30 12:00+02')")
    assert sentences(people, 2)[0] == "Last contact 2 days ago, 1 calls in 30 days"
    people.execute("select saint.set_today('2026-07-01')")
    assert sentences(people, 2)[0] == "Last contact 32 days ago, 0 calls in 30 days"


def test_the_sender_is_who_the_session_says(people: psycopg.Connection) -> None:
    people.execute("set local saint.sender = '4'")
    # the same country as the sender's is not shown
    assert sentences(people, 1)[0].endswith("Edam, 0572, 44")
    assert sentences(people, 1)[-1] == "Anouk Bos (4) of Bridgecom asks"
    people.execute("set local saint.sender = 'nobody'")
    assert sentences(people, 1)[-1] == "On 2026-06-01, 2026-06-01"


def test_dialog_and_follow_up(people: psycopg.Connection) -> None:
    people.execute("set local saint.sender = '3'")
    proposed = value(people, "select saint.status_dialog('person', '1') -> 'follow_up' ->> 'text'")
    assert proposed == "Bo Smit: 2 calls, says Linnea Hauge"
    key = value(people, "select saint.create_follow_up('known', '1')")
    assert value(people, "select subject from crm.activity where activity_id = %s", int(key)) == proposed


def test_a_reader_needs_no_right_on_users_and_counters(people: psycopg.Connection) -> None:
    people.execute("set local saint.sender = '3'")
    people.execute("set local role saint_reader")
    assert sentences(people, 1)[-1] == "Linnea Hauge (3) of Bridgecom asks"


def test_days_are_counted_from_a_date(people: psycopg.Connection, tmp_path: Path) -> None:
    file = tmp_path / "variables.yaml"
    text = (HERE / "variables.yaml").read_text()
    file.write_text(text.replace("<days since birthday>", "<days since last_name>"))
    with pytest.raises(SaintError, match="<days since last_name>: last_name is text, not a date") as caught:
        make_plan(people, load([file]))
    assert "variables.yaml:" in str(caught.value)
