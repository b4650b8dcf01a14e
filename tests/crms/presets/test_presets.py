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

pytestmark = pytest.mark.long

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
    # Each has a picture of its own, by which it is known.
    pictures = [(status.on, status.image) for status in model.statuses.values() if status.visual]
    assert len(set(pictures)) == len(pictures)
    assert None not in {image for _, image in pictures}


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


# In each language: a company with a look-up and somebody responsible, persons, projects, and what happens to them.
ABROAD = {
    "nl": """
        create table categorie (categorie_id int primary key, omschrijving text);
        create table medewerker (medewerker_id int primary key, naam text);
        create table relatie (
          relatie_id int primary key, naam text, categorie_id int references categorie,
          accountmanager_id int references medewerker, telefoon text, verwijderd boolean not null default false,
          aangemaakt_op timestamptz);
        create table contactpersoon (
          contactpersoon_id int primary key, relatie_id int references relatie, voornaam text, achternaam text);
        create table project (
          project_id int primary key, relatie_id int references relatie, naam text, status text, einddatum date,
          verantwoordelijke text);
        create table activiteit (
          activiteit_id int primary key, relatie_id int references relatie, project_id int references project,
          contactpersoon_id int references contactpersoon, richting text, onderwerp text, begindatum timestamptz,
          afgehandeld boolean);
        create table verkoop (
          verkoop_id int primary key, relatie_id int references relatie, project_id int references project,
          orderdatum date, bedrag numeric, status text);
        insert into categorie values (1, 'Klant'), (2, 'Leverancier');
        insert into medewerker values (1, 'Anna');
        insert into relatie values (1, 'Polder', 1, 1), (2, 'Dijk', 1, 1), (3, 'Zand', 2, 1);
        insert into project values (1, 1, 'Brug', 'lopend', null, 'Anna');
        insert into activiteit (activiteit_id, relatie_id, richting, begindatum)
        values (1, 2, 'uitgaand', '2026-05-30'), (2, 2, 'uitgaand', '2026-05-29'), (3, 1, 'inkomend', '2026-05-30');
        insert into verkoop values (1, 1, null, '2026-05-01', 100, 'verkocht'), (2, 2, null, '2026-05-01', 9, 'open');
    """,
    "no": """
        create table bruker (id int primary key, fornavn text, etternavn text);
        create table kunde (id int primary key, navn text, kategori text, ansvarlig_id int references bruker);
        create table prosjekt (
          id int primary key, kunde_id int references kunde, navn text, ansvarlig text, status text, sluttdato date);
        create table aktivitet (
          id int primary key, kunde_id int, prosjekt_id int, retning text, dato date, fullfort boolean);
        create table salg (id int primary key, kunde_id int, ordredato date, belop numeric, status text);
        insert into bruker values (1, 'Kari', 'Vik');
        insert into kunde values (1, 'Fjord', 'Kunde', 1), (2, 'Fjell', 'Kunde', 1), (3, 'Dal', 'Prospekt', 1);
        insert into aktivitet values (1, 2, null, 'utgående', '2026-05-30'), (2, 2, null, 'utgående', '2026-05-29');
        insert into salg values (1, 1, '2026-05-01', 5, 'solgt'), (2, 1, '2026-05-01', 5, 'åpen');
    """,
    "da": """
        create table sagsbehandler (id int primary key, navn text);
        create table virksomhed (
          id int primary key, navn text, kategori text, kundeansvarlig text, oprettet date);
        create table aktivitet (
          id int primary key, virksomhed_id int references virksomhed, retning text, startdato date,
          afsluttet_den date);
        create table salg (
          id int primary key, virksomhed_id int references virksomhed, salgsdato date, beloeb numeric, status text);
        insert into virksomhed values (1, 'Sund', 'Kunde', 'Bo'), (2, 'Bælt', 'Kunde', 'Bo'), (3, 'Ø', 'Emne', 'Bo');
        insert into aktivitet values (1, 2, 'udgående', '2026-05-30'), (2, 2, 'udgående', '2026-05-29');
        insert into salg values (1, 2, '2026-05-01', 7, 'solgt');
    """,
    "de": """
        create table "Kategorie" ("KategorieId" int primary key, "Bezeichnung" text);
        create table "Kunde" (
          "KundeId" int primary key, "Name" text, "KategorieId" int references "Kategorie", "Betreuer" text,
          "Gelöscht" boolean not null default false);
        create table "Ansprechpartner" (
          "Id" int primary key, "KundeId" int references "Kunde", "Vorname" text, "Nachname" text);
        create table "Aktivität" (
          "Id" int primary key, "KundeId" int references "Kunde", "Richtung" text, "Beginn" timestamptz,
          "Erledigt" boolean);
        create table "Auftrag" (
          "Id" int primary key, "KundeId" int references "Kunde", "Datum" date, "Betrag" numeric, "Status" text);
        insert into "Kategorie" values (1, 'Kunde'), (2, 'Lieferant');
        insert into "Kunde" values (1, 'Berg', 1, 'Jo'), (2, 'Tal', 1, 'Jo'), (3, 'See', 2, 'Jo');
        insert into "Aktivität" values (1, 2, 'ausgehend', '2026-05-30'), (2, 2, 'ausgehend', '2026-05-29');
        insert into "Auftrag" values (1, 2, '2026-05-01', 7, 'verkauft');
    """,
    "fr": """
        create table client (id int primary key, raison_sociale text, categorie text, responsable text);
        create table interlocuteur (id int primary key, client_id int references client, nom text, prenom text);
        create table rendez_vous (
          id int primary key, client_id int references client, sens text, debut timestamptz, objet text);
        create table visite (id int primary key, client_id int references client, sens text, le_jour date);
        create table vente (
          id int primary key, client_id int references client, date_commande date, montant numeric, statut text);
        insert into client values (1, 'Mer', 'Client', 'Luc'), (2, 'Lac', 'Client', 'Luc'), (3, 'Ru', 'Autre', 'Luc');
        insert into rendez_vous values (1, 2, 'sortant', '2026-05-30');
        insert into visite values (2, 2, 'sortant', '2026-05-29');
        insert into vente values (1, 2, '2026-05-01', 7, 'vendu');
    """,
}


@pytest.mark.parametrize("language", ABROAD)
def test_init_knows_the_words_of_other_languages(database: str, tmp_path: Path, language: str) -> None:
    file = tmp_path / "crm.yaml"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("create schema abroad; set search_path = abroad")
        connection.execute(ABROAD[language].encode())
        connection.execute("reset search_path")
        connection.execute("select saint.set_today('2026-06-01')")
        code, output = init(database, file)
        assert (code, f"next: saint preview {file} neglected_customer" in output) == (0, True), output
        model = load([file])
        assert {"neglected_customer", "not_bought", "forgotten_customer"} <= set(model.statuses), file.read_text()
        assert {"name", "category", "owner"} <= set(model.entities["company"].fields)
        # The documentation's next command, and the records that it should find.
        done = CliRunner().invoke(saint, ["--dsn", database, "preview", str(file), "neglected_customer"])
        assert (done.exit_code, done.stdout.splitlines()[0]) == (
            0,
            "1 of entity company would have the status neglected_customer now",
        ), done.output
        truth = Truth(apply(file.read_text(), database))
        with connection.transaction():
            connection.execute("set transaction isolation level repeatable read")
            truth.compare(connection)


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
