"""saint install --database: pg_saint by the owner of a database, who is no superuser and may create no roles."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pg_saint import __version__
from pg_saint.cli import saint
from pg_saint.cluster import Cluster, find_bindir
from pg_saint.install import assemble, install_database
from pg_saint.install.database import NOT_ALONE, THERE
from pg_saint.shipped import source_root
from tests.support import Owned, fresh_database, value

CRM = Path(__file__).parents[1] / "cli"
DEFINITION = str(CRM / "definitions")
OURS = "select array_agg(nspname::text order by 1) from pg_namespace where nspname ~ '^saint'"


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(saint, [*words])
    assert done.exit_code == code, (words, done.output, done.exception)
    return done.output


def installed(dsn: str) -> None:
    """With the small CRM, and its definition applied."""
    assert run("install", "--database", "--dsn", dsn).startswith(f"version {__version__} is in database")
    with psycopg.connect(dsn) as connection:
        connection.execute((CRM / "crm.sql").read_bytes())
        connection.execute("select saint.set_today('2026-06-01')")
    run("apply", DEFINITION, "--dsn", dsn)


def statuses(dsn: str) -> object:
    with psycopg.connect(dsn) as connection:
        return value(connection, "select array_agg((id, status) order by id) from saint.company_status")


def test_every_command_does_what_it_does_with_an_extension(his: str, database: str) -> None:
    installed(his)
    with psycopg.connect(database) as connection:
        connection.execute((CRM / "crm.sql").read_bytes())
        connection.execute("select saint.set_today('2026-06-01')")
    run("apply", DEFINITION, "--dsn", database)
    assert statuses(his) == statuses(database)

    assert run("plan", DEFINITION, "--dsn", his) == run("plan", DEFINITION, "--dsn", database) == "nothing to do\n"
    with psycopg.connect(his) as connection:
        assert value(connection, "select not rolsuper and not rolcreaterole from pg_roles where rolname = current_user")
        assert value(connection, "select count(*) from pg_extension where extname <> 'plpgsql'") == 0
        connection.execute("update crm.company set category = 'Customer'")
    for words in (("tick",), ("check",), ("explain", "neglected_customer", "1"), ("detach",), ("attach",)):
        run(*words, "--dsn", his)
    assert json.loads(run("status", "--json", "--dsn", his))["texts_made_in"] == "PL/pgSQL"
    with psycopg.connect(his) as connection:
        connection.execute("select saint.set_today(null), saint.tick()")
    assert run("doctor", "--dsn", his).startswith("all is well")
    assert run("install", "--database", "--dsn", his) == f"version {__version__} is there already\n"

    assert run("drop", "--all", "--dsn", his).endswith("removed pg_saint\n")
    with psycopg.connect(his) as connection:
        assert value(connection, OURS) is None
        connection.execute("update crm.company set category = 'Customer'")
    # and with an extension
    assert run("drop", "--all", "--dsn", database).endswith("removed pg_saint\n")
    with psycopg.connect(database) as connection:
        assert value(connection, OURS) is None


def test_dumped_and_restored_by_the_owner(his: str, another: str, tmp_path: Path) -> None:
    installed(his)
    dump = str(tmp_path / "dump")
    for program in (["pg_dump", "-Fc", "-f", dump, "-d", his], ["pg_restore", "--exit-on-error", "-d", another, dump]):
        command = [str(find_bindir() / program[0]), *program[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    assert statuses(another) == statuses(his)
    assert run("check", "--dsn", another) == "every stored row matches the truth\n"
    assert run("plan", DEFINITION, "--dsn", another) == "nothing to do\n"
    assert run("drop", "--all", "--dsn", another).endswith("removed pg_saint\n")


def test_what_else_is_in_its_schema_is_told_and_stays(his: str) -> None:
    installed(his)
    with psycopg.connect(his, autocommit=True) as connection:
        connection.execute("create function saint.today(text) returns date language sql return date '2020-01-01'")
        assert "function saint.today(text) of saint_test_anybody does not belong" in run("doctor", "--dsn", his, code=1)
        connection.execute("drop function saint.today(text)")
        run("drop", "--dsn", his)
        connection.execute("create view public.mine as select saint.today() as today")
        refused = run("drop", "--all", "--dsn", his, code=2)
        assert ("view mine depends on function saint.today()" in refused, value(connection, OURS)) == (True, ["saint"])


def test_who_may_not(anybody: Owned, his: str, database: str) -> None:
    assert "as an extension" in run("install", "--database", "--dsn", database, code=2)
    assert "--pg-config" in run("install", "--database", "--pg-config", "x", "--dsn", his, code=2)
    name = psycopg.conninfo.conninfo_to_dict(his)["dbname"]
    with psycopg.connect(anybody.server.dsn(), autocommit=True) as connection:
        connection.execute(sql.SQL("alter database {} owner to current_user").format(sql.Identifier(str(name))))
    assert "belongs to postgres" in run("install", "--database", "--dsn", his, code=2)
    # A schema by our name of a role that could make one is not taken for ours.
    with psycopg.connect(anybody.server.dsn(str(name)), autocommit=True) as connection:
        connection.execute("create schema saint authorization saint_test_anybody")
    with psycopg.connect(his, autocommit=True) as connection:
        connection.execute((source_root() / "extension" / "database.sql").read_bytes())
        connection.execute("insert into saint.installation values (%s, '{}')", (__version__,))
    superuser = anybody.server.dsn(str(name))
    assert "belongs to saint_test_anybody, who does not own the database" in run("status", "--dsn", superuser, code=2)


def test_roles_that_are_not_there() -> None:
    with Cluster(in_memory=True) as cluster:
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute("create role anybody login")
            connection.execute("create database his owner anybody")
            his = make_conninfo(cluster.dsn("his"), user="anybody")
            refused = run("install", "--database", "--dsn", his, code=2)
            statements = refused.split("once for the whole server: ")[1]
            with psycopg.connect(his) as of_his:
                assert value(of_his, OURS) is None
            # What it says is what helps.
            connection.execute(statements.encode())
            run("install", "--database", "--dsn", his)
            # Who may create them does.
            connection.execute("drop database his")
            connection.execute("drop role saint_reader, saint_revenue, saint_contact, saint_designer, saint_admin")
            connection.execute("alter role anybody createrole")
            connection.execute("create database his owner anybody")
        run("install", "--database", "--dsn", his)


@pytest.mark.usefixtures("python")
def test_another_version_is_brought_to_this_one(anybody: Owned, his: str) -> None:
    """By the step of the extension. There is no older one that was installed so: 0.1.0's script is made to be."""
    install_database(opened := psycopg.connect(his, autocommit=True))
    fresh = opened.execute(THERE).fetchall()
    opened.close()
    with fresh_database(anybody.server) as name, psycopg.connect(anybody.server.dsn(name), autocommit=True) as old:
        # It was for superusers with PL/Python.
        old.execute("create extension plpython3u")
        with old.transaction():
            old.execute("set local search_path = pg_catalog, pg_temp")
            old.execute(NOT_ALONE.sub("", assemble()["pg_saint--0.1.0.sql"]).encode())
            old.execute((source_root() / "extension" / "database.sql").read_bytes())
            members = [member for (member,) in old.execute(THERE)]
            old.execute("insert into saint.installation values ('0.1.0', %s)", (members,))
        old.execute("create view saint.mine as select 1 as mine")
        said = run("status", "--dsn", anybody.server.dsn(name), code=2)
        assert "saint install --database; then saint apply FILE" in said
        assert "brought from version 0.1.0" in run("install", "--database", "--dsn", anybody.server.dsn(name))
        assert value(old, "select version from saint.installation") == __version__
        found = [(member,) for member in value(old, "select members from saint.installation")]
        assert found == fresh
