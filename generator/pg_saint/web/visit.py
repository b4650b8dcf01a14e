"""One request: who asks, in which language, on which connection; and what becomes of it."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Hashable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import parse_qs, quote, urlsplit

import psycopg
from psycopg import sql
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pg_saint.errors import SaintError
from pg_saint.report.reading import Row, ask
from pg_saint.web.catalogue import LANGUAGES, language_asked, words
from pg_saint.web.connections import Busy
from pg_saint.web.look import render
from pg_saint.web.remembered import Remembered
from pg_saint.web.settings import Settings
from pg_saint.web.visitors import Refused, Visitor, Visitors

COOKIE, LANGUAGE_COOKIE = "saint_visitor", "saint_language"
LARGEST = 1_000_000  # bytes of a form
ONE_SNAPSHOT = "set transaction isolation level repeatable read, read only"
# Points in time are shown as the clock of the definition's time zone does.
ZONE = "select pg_catalog.set_config('timezone', c.zone, true) from saint.clock as c"
# To plan what is asked of one record takes longer than to look it up; its plan is the same for each.
ONE_PLAN = "set local plan_cache_mode = force_generic_plan"
# Such a page asks much that is quick, so that to wait for each answer would take longer; libpq has it from 14.
PIPELINES = psycopg.Pipeline.is_supported()
# What is asked for is not there: an entity, a status, a record, a key of another type.
NOT_THERE = (
    psycopg.errors.NoDataFound,
    psycopg.errors.UndefinedObject,
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedFunction,
    psycopg.errors.InvalidSchemaName,
    psycopg.DataError,
)
Form = Mapping[str, list[str]]
T = TypeVar("T")


class NotThere(Exception):
    """Nothing has this address."""


@dataclass(frozen=True)
class Visit:
    """`form`: what was sent; empty on a page that is only read."""

    request: Request
    visitor: Visitor
    connection: psycopg.Connection
    language: str
    form: Form

    @property
    def words(self) -> dict[str, str]:
        return words(self.language)

    def asked(self, name: str, otherwise: str = "") -> str:
        """A value of the form, else of the address."""
        sent = self.form.get(name)
        return sent[-1] if sent else self.request.query_params.get(name, otherwise)

    def number(self, name: str, otherwise: int, least: int = 0, most: int = 1_000_000) -> int:
        try:
            return min(max(int(self.asked(name)), least), most)
        except ValueError:
            return otherwise

    def rows(self, name: str, values: Row | None = None, **pieces: sql.Composable) -> list[Row]:
        """Of queries/NAME.sql, its `pieces` filled in."""
        return self.ask(name, values, **pieces)()

    def ask(self, name: str, values: Row | None = None, **pieces: sql.Composable) -> Callable[[], list[Row]]:
        """The same, to be called for the rows: on a page about one record the server works meanwhile."""
        return ask(self.connection, "pg_saint.web", name, values, **pieces)

    def row(self, name: str, values: Row | None = None, **pieces: sql.Composable) -> Row:
        """The first of them. Raises NotThere."""
        rows = self.rows(name, values, **pieces)
        if not rows:
            raise NotThere
        return rows[0]

    def remember(self, key: Hashable, read: Callable[[], T], seconds: float | None = None, for_all: bool = False) -> T:
        """What `read` returns, or returned a while ago to a visitor of the same role, or to any (`for_all`)."""
        remembered: Remembered = self.request.app.state.remembered
        return remembered.get((None if for_all else self.visitor.role, key), read, seconds)

    def page(self, template: str, status_code: int = 200, **values: Any) -> Response:
        return page(self.request, self.visitor, self.language, template, status_code, **values)

    def done(self, sentence: str, path: str | None = None) -> Response:
        """Says so on the next page, which is `path`, else the one that was looked at."""
        self.visitor.say(sentence)
        return RedirectResponse(path or address_asked(self.request), 303)


def page(
    request: Request, visitor: Visitor | None, language: str, template: str, status_code: int = 200, **values: Any
) -> Response:
    html = render(
        template,
        language,
        path=path_of(request),
        visitor=visitor,
        said=visitor.hear() if visitor is not None and status_code < 400 else [],
        header=settings_of(request).header,
        links=settings_of(request).links,
        **values,
    )
    response = Response(
        html, status_code, media_type="text/html; charset=utf-8", headers={"content-language": language}
    )
    if request.query_params.get("language") == language:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="lax", path="/")
    return response


def path_of(request: Request) -> str:
    """The address of the page, never that of another site: //evil.example is one."""
    return quote("/" + request.scope["path"].lstrip("/"))


def address_asked(request: Request) -> str:
    """The same with what of the page was chosen."""
    return path_of(request) + (f"?{request.url.query}" if request.url.query else "")


def settings_of(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def language_of(request: Request) -> str:
    chosen = request.query_params.get("language", request.cookies.get(LANGUAGE_COOKIE, ""))
    return chosen if chosen in LANGUAGES else language_asked(request.headers.get("accept-language", ""))


def address_of(request: Request) -> str:
    """Of the browser, as far as it is known: what the last proxy says, if it is one of ours."""
    host = request.client.host if request.client else ""
    if host in settings_of(request).proxies:
        return request.headers.get("x-forwarded-for", host).rpartition(",")[2].strip() or host
    return host


def visitor_of(request: Request) -> Visitor | None:
    """None: nobody is logged in. Raises Refused."""
    visitors: Visitors = request.app.state.visitors
    settings = visitors.settings
    if settings.header is None:
        return visitors.by_token(request.cookies.get(COOKIE, ""))
    names = request.headers.getlist(settings.header)
    if request.client is None or request.client.host not in settings.proxies or len(names) != 1 or not names[0]:
        raise Refused("no_name")
    return visitors.by_header(names[0])


def to_log_in(request: Request) -> Response:
    """And back, if it was a page that was asked for."""
    asked = address_asked(request)
    back = f"?next={quote(asked, safe='')}" if request.method == "GET" and asked != "/" else ""
    return RedirectResponse(f"/login{back}", 303)


Shows = Callable[[Visit], Response]
Without = Callable[[Request], Response]


def shows(function: Shows) -> Callable[[Request], Response]:
    """A page that is read: of one snapshot, with the visitor's rights."""
    return showing()(function)


def showing(to_nobody: Without = to_log_in, of_one: bool = False) -> Callable[[Shows], Callable[[Request], Response]]:
    """`to_nobody`: what somebody sees who is not logged in; `of_one`: the page is about one record."""

    def decorate(function: Shows) -> Callable[[Request], Response]:
        @wraps(function)
        def endpoint(request: Request) -> Response:
            return _answer(request, {}, function, to_nobody, of_one)

        return endpoint

    return decorate


def does(function: Shows) -> Callable[[Request], Awaitable[Response]]:
    """Something that is written: all of it, or nothing."""

    @wraps(function)
    async def endpoint(request: Request) -> Response:
        form = await sent(request)
        return await run_in_threadpool(_answer, request, form, function, to_log_in)

    return endpoint


async def sent(request: Request) -> Form:
    """What a form of ours sent. Raises HTTPException where a page of somebody else's sent it, or too much."""
    origin = request.headers.get("origin")
    other = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if other or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "this form is not one of these pages")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413, "the form is too long")
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=20_000)
    except ValueError as error:
        raise HTTPException(400, "the form cannot be read") from error


def is_of(visitor: Visitor, form: Form) -> bool:
    """Whether a page that was shown to this visitor sent the form."""
    return hmac.compare_digest((form.get("form_token") or [""])[0].encode(), visitor.form_token.encode())


def _answer(request: Request, form: Form, function: Shows, to_nobody: Without, of_one: bool = False) -> Response:
    language = language_of(request)
    try:
        visitor = visitor_of(request)
    except Refused as refused:
        return sentence(request, None, language, words(language)[refused.why], 403)
    if visitor is None:
        return to_nobody(request)
    said = words(language)
    if not visitor.reader:
        return sentence(request, visitor, language, said["not_a_reader"].format(role=visitor.role), 403)
    writes = request.method == "POST"
    if writes and not is_of(visitor, form):
        return sentence(request, visitor, language, said["form_is_old"], 403)
    try:
        return _shown(request, form, function, visitor, language, of_one, again=not writes)
    except NotThere:
        return sentence(request, visitor, language, said["not_there"], 404)
    except Busy:
        return sentence(request, visitor, language, said["busy"], 503)
    except Refused as refused:
        return sentence(request, visitor, language, said[refused.why], 403)
    except psycopg.Error as error:
        if writes:
            # What was said before the commit is not so.
            visitor.hear()
            visitor.say(said["not_done"].format(problem=told(error)))
            return RedirectResponse(address_asked(request), 303)
        return _failed(request, visitor, language, error)
    except SaintError as error:
        return sentence(request, visitor, language, str(error), 400)


def _shown(
    request: Request, form: Form, function: Shows, visitor: Visitor, language: str, of_one: bool, again: bool
) -> Response:
    """`again`: on another connection where the server has closed the one at hand, or an apply has made its plans
    useless."""
    with visitor.connections.one() as connection:
        try:
            with connection.pipeline() if of_one and PIPELINES else nullcontext(), connection.transaction():
                if request.method != "POST":
                    connection.execute(ONE_SNAPSHOT)
                connection.execute(ZONE)
                if of_one:
                    connection.execute(ONE_PLAN)
                    connection.prepare_threshold = 0
                return function(Visit(request, visitor, connection, language, form))
        except psycopg.OperationalError:
            if not (again and connection.closed):
                raise
        except psycopg.errors.FeatureNotSupported:
            if not (again and of_one):
                raise
        finally:
            connection.prepare_threshold = None
    visitor.connections.close(for_good=False)
    return _shown(request, form, function, visitor, language, of_one, again=False)


def _failed(request: Request, visitor: Visitor, language: str, error: psycopg.Error) -> Response:
    said = words(language)
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return sentence(request, visitor, language, said["no_right"].format(problem=told(error)), 403)
    if isinstance(error, NOT_THERE):
        return sentence(request, visitor, language, f"{said['not_there']} {told(error)}", 404)
    if isinstance(error, psycopg.errors.QueryCanceled):
        return sentence(request, visitor, language, said["too_long"], 503)
    if isinstance(error, psycopg.OperationalError):
        return sentence(request, visitor, language, said["no_database"], 503)
    raise error


def sentence(request: Request, visitor: Visitor | None, language: str, text: str, status_code: int) -> Response:
    """A page that says it, and nothing else."""
    return page(request, visitor, language, "sentence.html", status_code, sentence=text)


def told(error: psycopg.Error) -> str:
    """What the server says, and what to do."""
    parts = (error.diag.message_primary, error.diag.message_hint)
    return " ".join(part for part in parts if part) or " ".join(str(error).split())
