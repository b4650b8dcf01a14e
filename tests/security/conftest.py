"""A small CRM, and roles that would like to be more than they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pg_saint.cli import saint as command
from pg_saint.cluster.provider import Provider
from tests.support import fresh_database, value

HERE = Path(__file__).parent
CRM = (HERE / "crm.sql").read_bytes()
DEFINITION = HERE / "saint.yaml"
# Owns the CRM's tables; ticks; reads; writes to the CRM; may create in the database and has nothing of ours; and one
# that nobody can log in as.
ROLES = {
    "saint_site_crm": "login in role saint_admin",
    "saint_site_admin": "login in role saint_admin",
    "saint_site_reader": "login in role saint_reader",
    "saint_site_writer": "login",
    "saint_site_guest": "login",
    "saint_site_holder": "nologin in role saint_admin",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-security", action="store_true", help="rewrite the table of docs/security.md")


# What an attack would run: an error after it takes nothing back of what it says.
RAN = """
    create function public.ran() returns void language plpgsql as $$
    begin
        raise warning 'ran as %', current_user;
    end $$
"""


class Site:
    """One database. `connection` is a superuser's, in autocommit."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.connection = psycopg.connect(dsn, autocommit=True)
        self.execute = self.connection.execute
        self._others: list[psycopg.Connection] = []
        self._ran: list[str] = []
        self.connection.add_notice_handler(self._noticed)

    def dsn_of(self, role: str) -> str:
        return make_conninfo(self.dsn, user=role)

    def as_role(self, role: str, **arguments: Any) -> psycopg.Connection:
        connection = psycopg.connect(self.dsn_of(role), autocommit=True, **arguments)
        self._others.append(connection)
        return connection

    def saint(self, *words: str, role: str | None = None) -> Result:
        """Runs ``saint WORDS`` as a superuser or as a role; a traceback fails the test."""
        dsn = self.dsn if role is None else self.dsn_of(role)
        result = CliRunner().invoke(command, [*words, "--dsn", dsn])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def apply(self, *words: str, role: str | None = None, file: Path = DEFINITION) -> Result:
        result = self.saint("apply", str(file), "--yes", *words, role=role)
        assert result.exit_code == 0, result.output + result.stderr
        return result

    def ran(self) -> list[str]:
        """As whom the function public.ran() ran in this session since this was asked before."""
        found, self._ran[:] = list(self._ran), []
        return found

    def superusers(self) -> list[str]:
        """Those who got there by an attack."""
        query = "select rolname from pg_roles where rolsuper and rolname like 'saint\\_site\\_%' order by 1"
        return [row[0] for row in self.execute(query)]

    def exact(self) -> None:
        """The views say what hand-written SQL over the CRM's tables says."""
        truth = self.execute(
            "select c.company_id, count(a.*) filter (where a.direction = 'outgoing' and a.on_date <= '2026-06-01')"
            " from crm.company c left join crm.activity a using (company_id) group by 1 order by 1"
        ).fetchall()
        assert self.execute("select id, outgoing from saint.company_counter order by id").fetchall() == truth
        neglected = self.execute(
            "select id from saint.company_status where status = 'neglected' order by id"
        ).fetchall()
        assert neglected == [(company,) for company, outgoing in truth if outgoing < 2]

    def _noticed(self, said: psycopg.errors.Diagnostic) -> None:
        message = said.message_primary or ""
        if message.startswith("ran as "):
            self._ran.append(message)

    def close(self) -> None:
        for connection in (*self._others, self.connection):
            connection.close()


def reset_roles(connection: psycopg.Connection) -> None:
    for role, options in ROLES.items():
        name = sql.Identifier(role)
        if value(connection, "select count(*) from pg_roles where rolname = %s", role):
            connection.execute(sql.SQL("alter role {} nosuperuser").format(name))
        else:
            connection.execute(sql.SQL("create role {} {}").format(name, sql.SQL(options)))


@pytest.fixture(scope="session")
def roles(cluster: Provider, template: str) -> Iterator[None]:
    """The roles belong to the cluster; the extension made those that they are in."""
    assert template
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        reset_roles(connection)
        yield
        for role in ROLES:
            connection.execute(sql.SQL("drop role {}").format(sql.Identifier(role)))


@contextmanager
def made_site(cluster: Provider, template: str, crm: bytes) -> Iterator[Site]:
    with fresh_database(cluster, template) as name:
        made = Site(cluster.dsn(name))
        reset_roles(made.connection)
        database = sql.Identifier(name)
        made.execute(sql.SQL("grant create, temporary on database {} to saint_site_crm").format(database))
        made.execute(sql.SQL("grant create on database {} to saint_site_guest").format(database))
        made.execute("create schema crm authorization saint_site_crm")
        with made.as_role("saint_site_crm") as owner:
            owner.execute(crm)
        made.execute("select saint.set_today('2026-06-01')")
        made.execute(RAN)
        yield made
        made.close()


@pytest.fixture
def site(cluster: Provider, template: str, roles: None) -> Iterator[Site]:
    """The CRM of saint_site_crm on 1 June 2026, nothing applied yet."""
    del roles
    with made_site(cluster, template, CRM) as made:
        yield made


@pytest.fixture
def applied(site: Site) -> Site:
    """The definition applied by a superuser."""
    site.apply()
    return site
