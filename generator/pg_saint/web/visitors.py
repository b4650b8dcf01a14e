"""Who looks: each visitor acts as a role of the database, and the server itself as none."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from pg_saint.session import catalog_first, pin
from pg_saint.values import read_all_values
from pg_saint.web.connections import Connections
from pg_saint.web.settings import Settings

IDLE = 60 * 60.0  # seconds after which somebody who did nothing has to log in again
LONGEST = 12 * IDLE
MOST = 2000  # visitors who are remembered
SECONDS = 30  # that a statement may take
# What a visitor's role is: a reader of pg_saint, and no superuser, for whom views of others would run with all rights.
ROLE = "select rolsuper from pg_catalog.pg_roles where rolname = current_user"
READER = """
    select exists (
        select from pg_catalog.pg_roles as r
        where r.rolname = 'saint_reader' and pg_catalog.pg_has_role(current_user, r.oid, 'usage')
    )
"""


class Refused(Exception):
    """Why somebody does not come in: a key of the catalogue of words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass
class Visitor:
    """`token` is in the cookie and nowhere else; `form_token` in each of the visitor's forms. `reader`: whether the
    role may read statuses."""

    role: str
    connections: Connections
    began: float
    seen: float
    reader: bool = True
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    said: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        """On the next page."""
        self.said.append(sentence)

    def hear(self) -> list[str]:
        said, self.said = self.said, []
        return said


class Visitors:
    """Passwords are in the memory of this process alone, as long as the visitor is logged in. `clock`: seconds that
    pass."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self.settings, self.clock = settings, clock
        self._lock = Lock()
        self._by_token: dict[str, Visitor] = {}
        self._by_role: dict[str, Visitor] = {}

    def log_in(self, user: str, password: str) -> Visitor:
        """Raises Refused."""
        if not user or not password or "\0" in user + password:
            raise Refused("wrong_password")
        visitor = self._new(user, lambda: self._connect(user, password))
        with self._lock:
            self._by_token[visitor.token] = visitor
        return visitor

    def by_token(self, token: str) -> Visitor | None:
        now = self.clock()
        with self._lock:
            visitor = self._by_token.get(token)
            if visitor is None:
                return None
            if now - visitor.seen <= IDLE and now - visitor.began <= LONGEST:
                visitor.seen = now
                return visitor
        self.log_out(visitor)
        return None

    def by_header(self, name: str) -> Visitor:
        """Whom the proxy named. Raises Refused."""
        role = self.settings.roles.get(name, name)
        with self._lock:
            known = self._by_role.get(role)
        if known is None:
            known = self._new(role, lambda: self._become(role))
            with self._lock:
                known = self._by_role.setdefault(role, known)
        known.seen = self.clock()
        return known

    def log_out(self, visitor: Visitor) -> None:
        with self._lock:
            self._by_token.pop(visitor.token, None)
            if self._by_role.get(visitor.role) is visitor:
                del self._by_role[visitor.role]
        visitor.connections.close()

    def tidy(self) -> None:
        """Closes what has been idle for long; now and then."""
        now = self.clock()
        with self._lock:
            everybody = [*self._by_token.values(), *self._by_role.values()]
        everybody.sort(key=lambda visitor: visitor.seen)
        for number, visitor in enumerate(everybody):
            if now - visitor.seen > IDLE or now - visitor.began > LONGEST or len(everybody) - number > MOST:
                self.log_out(visitor)
            else:
                visitor.connections.tidy()

    def close(self) -> None:
        """Logs everybody out."""
        with self._lock:
            everybody = [*self._by_token.values(), *self._by_role.values()]
        for visitor in everybody:
            self.log_out(visitor)

    def is_database_up(self) -> bool:
        return PGconn.ping(make_conninfo(self.settings.dsn, connect_timeout=3).encode()) == Ping.OK

    def _new(self, role: str, open_connection: Callable[[], psycopg.Connection]) -> Visitor:
        now = self.clock()
        visitor = Visitor(role, Connections(open_connection, self.clock), now, now)
        try:
            with visitor.connections.one() as connection:
                if connection.execute(ROLE).fetchone() != (False,):
                    raise Refused("no_superusers")
                visitor.reader = connection.execute(READER).fetchone() == (True,)
        except psycopg.OperationalError as error:
            raise Refused("wrong_password" if self.is_database_up() else "no_database") from error
        # A role that is not there, or that the server may not become.
        except (psycopg.errors.InsufficientPrivilege, psycopg.DataError) as error:
            raise Refused("not_that_role") from error
        except Refused:
            visitor.connections.close()
            raise
        return visitor

    def _connect(self, user: str, password: str) -> psycopg.Connection:
        connection = psycopg.connect(self._conninfo(user=user, password=password), autocommit=True)
        # Where the server asks for none, anybody could be anybody.
        if not connection.pgconn.used_password:
            connection.close()
            raise Refused("no_password_asked")
        return _prepared(connection)

    def _become(self, role: str) -> psycopg.Connection:
        connection = psycopg.connect(self._conninfo(), autocommit=True)
        try:
            connection.execute(sql.SQL("set role {}").format(sql.Identifier(role)))
        except BaseException:
            connection.close()
            raise
        return _prepared(connection)

    def _conninfo(self, **more: str) -> str:
        return make_conninfo(
            self.settings.dsn, application_name="saint serve", client_encoding="UTF8", connect_timeout=5, **more
        )


def _prepared(connection: psycopg.Connection) -> psycopg.Connection:
    try:
        pin(connection)
        # A follow-up is written under the policies of its table.
        connection.execute("set row_security = on")
        connection.execute(sql.SQL("set statement_timeout = {}").format(sql.Literal(f"{SECONDS}s")))
        connection.execute("set idle_in_transaction_session_timeout = '60s'")
        # Compiling a query takes longer than any page may.
        connection.execute("set jit = off")
        catalog_first(connection)
    except BaseException:
        connection.close()
        raise
    read_all_values(connection)
    # A plan that was prepared before an apply fails after it: visit.py says when that is worth it.
    connection.prepare_threshold = None
    return connection
