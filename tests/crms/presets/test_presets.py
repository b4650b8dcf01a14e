"""Each preset over the tables that it names; Tryton's and Creme's meet the real ones in folders of their own."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from pg_saint.cli import saint
from pg_saint.presets import names
from pg_saint.validate import load
from tests.oracle.apply import apply
from tests.oracle.comparison import Truth

HERE = Path(__file__).parent
PAGES = HERE.parents[2] / "docs" / "crm"
# What the rows in the schema's file show: (entity, status).
SHOWN = {
    "odoo": {("company", "neglected_customer")},
    "twenty": {("company_3ixj3i1a5avy16ptijtb3lae3", "forgotten_3ixj3i1a5avy16ptijtb3lae3")},
    "espocrm": {("company", "neglected_customer")},
    "django-crm": {("company", "overdue_next_step")},
    "superoffice": {("company", "neglected_customer"), ("company", "too_many_requests")},
}
SCHEMA_OF_TWENTY = "workspace_3ixj3i1a5avy16ptijtb3lae3"


def init(dsn: str, output: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(saint, ["--dsn", dsn, "init", *arguments, "-o", str(output)])
    return done.exit_code, done.output


@pytest.mark.parametrize("preset", SHOWN)
def test_recognised_applied_and_exact(database: str, tmp_path: Path, preset: str) -> None:
    file = tmp_path / "crm.yaml"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute((HERE / f"{preset}.sql").read_bytes())
        code, output = init(database, file)
        assert code == 0, output
        assert f"the mapping of {preset};" in output
        assert "left out" not in output
        truth = Truth(apply(file.read_text(), database))
        connection.execute("select saint.set_today('2026-06-01')")
        with connection.transaction():
            connection.execute("set transaction isolation level repeatable read")
            truth.compare(connection)
        assert set(connection.execute("select entity, status from saint.statusvalue").fetchall()) == SHOWN[preset]


@pytest.mark.parametrize("preset", names())
def test_a_preset_is_valid_without_a_database(preset: str) -> None:
    import pg_saint.presets as package

    model = load([Path(package.__path__[0]) / f"{preset}.yaml"])
    assert model.statuses
    assert {"company", "project"} <= set(model.entities) | set(model.absent)


@pytest.mark.parametrize("preset", names())
def test_its_page_begins_with_a_status_that_it_has(preset: str) -> None:
    import pg_saint.presets as package

    page = (PAGES / f"{preset}.md").read_text()
    model = load([Path(package.__path__[0]) / f"{preset}.yaml"])
    assert re.findall(rf"^\$ saint preview {preset}\.yaml (\w+)$", page, re.MULTILINE) in [
        [each] for each in model.statuses
    ]
    assert "\nNot covered: " in page


def test_what_is_not_installed_is_left_out_and_said(database: str, tmp_path: Path) -> None:
    file = tmp_path / "crm.yaml"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute((HERE / "odoo.sql").read_bytes())
        connection.execute("drop table project_project, project_task, sale_order, calendar_event_res_partner_rel")
        code, output = init(database, file)
        assert code == 0
        for name in ("project", "task", "sale", "meeting"):
            assert f"left out {name}: " in output
        apply(file.read_text(), database)
        # What counts sales is there, and unknown.
        status = connection.execute(
            "select enabled from saint.statusdef where status = 'neglected_customer'"
        ).fetchone()
        assert status is not None
        query = "select activity_count from saint.company_counter where id = 2"
        assert connection.execute(query).fetchone() == (0,)


def test_several_workspaces_have_one_mapping(database: str, tmp_path: Path) -> None:
    text = (HERE / "twenty.sql").read_text()
    file = tmp_path / "crm.yaml"
    with psycopg.connect(database, autocommit=True) as connection:
        for schema in (SCHEMA_OF_TWENTY, "workspace_other"):
            connection.execute(text.replace(SCHEMA_OF_TWENTY, schema).encode())
        code, output = init(database, file)
        assert (code, "workspace_other; look at" in output) == (0, True), output
        assert load([file]).schemas == "workspace_*"
        truth = Truth(apply(file.read_text(), database))
        with connection.transaction():
            connection.execute("set transaction isolation level repeatable read")
            truth.compare(connection)
        assert len(connection.execute("select schema, id from saint.company_status").fetchall()) == 2


def test_one_of_several_workspaces(empty_database: str, tmp_path: Path) -> None:
    text = (HERE / "twenty.sql").read_text()
    with psycopg.connect(empty_database, autocommit=True) as connection:
        for schema in (SCHEMA_OF_TWENTY, "workspace_other"):
            connection.execute(text.replace(SCHEMA_OF_TWENTY, schema).encode())
    code, _ = init(empty_database, tmp_path / "crm.yaml", "--schema", "workspace_other")
    assert code == 0
    model = load([tmp_path / "crm.yaml"])
    assert (model.schemas, model.entities["company"].table) == (None, "workspace_other.company")


def test_a_crm_in_several_schemas_is_listed(database: str, tmp_path: Path) -> None:
    tables = (HERE / "espocrm.sql").read_text()
    file = tmp_path / "crm.yaml"
    with psycopg.connect(database, autocommit=True) as connection:
        for schema in ("north", "South"):
            connection.execute(f'create schema "{schema}"; set search_path = "{schema}"; {tables}'.encode())
        assert init(database, file)[0] == 0
        assert load([file]).schemas == ['"South"', "north"]


UNKNOWN = """
    create schema shop;
    create table shop.customers (id serial primary key, name text, is_deleted boolean not null default false);
    create table shop.contact_persons (id uuid primary key, customer int references shop.customers, email text);
    create table shop."PhoneCall" (
      id serial primary key, contact_id uuid references shop.contact_persons, customer_id int, started_at timestamptz,
      created timestamptz, is_done boolean, direction text);
    create table shop.orders (
      id serial primary key, customer_id int references shop.customers, order_date date, total_amount numeric,
      status text);
    create table shop.settings (name text primary key, value text);
"""


def test_an_unknown_database_gets_a_proposal_that_can_be_applied(database: str, tmp_path: Path) -> None:
    file = tmp_path / "crm.yaml"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(UNKNOWN.encode())
        code, output = init(database, file)
        assert (code, "no known CRM" in output) == (0, True)
        text = file.read_text()
        assert len(re.findall("# CHECK: ", text)) >= 6
        model = load([file])
        assert model.entities["company"].table == "shop.customers"
        assert model.entities["person"].parents == {"company": "customer"}
        assert set(model.sources) == {"phone_call", "orders"}
        assert (model.sources["phone_call"].date, model.sources["phone_call"].fields["completed"]) == (
            "started_at",
            "is_done",
        )
        apply(text, database)
        connection.execute(
            "insert into shop.customers (name) values ('Fjord'); insert into shop.orders values (1, 1, '2026-05-01', 7)"
        )
        found = connection.execute(
            "select orders_count, orders_amount, phone_call_open from saint.company_counter"
        ).fetchone()
        assert found == (1, 7, 0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("--preset", "odo"), "did you mean odoo"), ((), "no table here looks like companies")],
)
def test_what_can_not_be_done_is_said(
    empty_database: str, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    code, output = init(empty_database, tmp_path / "crm.yaml", *arguments)
    assert (code, message in output) == (2, True), output
    assert not (tmp_path / "crm.yaml").exists()


def test_an_existing_file_stays(empty_database: str, tmp_path: Path) -> None:
    file = tmp_path / "crm.yaml"
    file.write_text("mine")
    code, output = init(empty_database, file, "--preset", "odoo")
    assert (code, "exists" in output, file.read_text()) == (2, True, "mine")
