"""What machines ask: whether we are there, and the numbers of the database."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from hashlib import sha256

import psycopg
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pg_saint.metrics import CONTENT_TYPE, metrics_text
from pg_saint.web.limits import Tries
from pg_saint.web.visit import address_of
from pg_saint.web.visitors import Refused, Visitor, Visitors

WHO = {"www-authenticate": 'Basic realm="pg_saint", charset="UTF-8"'}


def health(request: Request) -> Response:
    """Without a role of the database: whether it answers at all."""
    up = request.app.state.visitors.is_database_up()
    return PlainTextResponse("ok\n" if up else "no database\n", 200 if up else 503)


def metrics(request: Request) -> Response:
    """As the role whose name and password the scraper sends."""
    user, password = _credentials(request)
    visitors: Visitors = request.app.state.visitors
    tries: Tries = request.app.state.tries
    keys = (f"address {address_of(request)}", f"role {user}")
    if not user:
        return PlainTextResponse("log in with a role of the database\n", 401, headers=WHO)
    if wait := tries.wait(*keys):
        return PlainTextResponse("too many tries\n", 429, headers={"retry-after": str(wait)})
    try:
        scraper = _scraper(request, visitors, user, password)
        if not scraper.reader:
            return PlainTextResponse("this role is not in saint_reader\n", 403)
        with scraper.connections.one() as connection:
            return PlainTextResponse(metrics_text(connection), media_type=CONTENT_TYPE)
    except Refused as refused:
        if refused.why == "no_database":
            return PlainTextResponse("no database\n", 503)
        tries.failed(*keys)
        return PlainTextResponse("refused\n", 401, headers=WHO)
    except psycopg.Error:
        return PlainTextResponse("the database did not answer\n", 503)


def _scraper(request: Request, visitors: Visitors, user: str, password: str) -> Visitor:
    """Logged in once, and not at each scrape."""
    known: dict[bytes, str] = request.app.state.scrapers
    key = sha256(f"{user}\0{password}".encode()).digest()
    scraper = visitors.by_token(known.get(key, ""))
    if scraper is None:
        scraper = visitors.log_in(user, password)
        known[key] = scraper.token
    return scraper


def _credentials(request: Request) -> tuple[str, str]:
    scheme, _, coded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        user, _, password = b64decode(coded, validate=True).decode().partition(":")
    except (Error, ValueError):
        return "", ""
    return user, password
