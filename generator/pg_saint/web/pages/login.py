"""Logging in and out. PostgreSQL checks the password."""

from __future__ import annotations

import hmac
import secrets

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pg_saint.web.catalogue import words
from pg_saint.web.limits import Tries
from pg_saint.web.visit import COOKIE, address_of, is_of, language_of, page, sent, settings_of
from pg_saint.web.visitors import Refused, Visitors

FORM_COOKIE = "saint_form"


def form(request: Request) -> Response:
    if settings_of(request).header is not None:
        return RedirectResponse("/", 303)
    return _form(request)


async def log_in(request: Request) -> Response:
    given = await sent(request)
    user, password, token, target = (
        (given.get(name) or [""])[0] for name in ("user", "password", "form_token", "next")
    )
    known = request.cookies.get(FORM_COOKIE, "")
    said = words(language_of(request))
    if settings_of(request).header is not None or not known or not hmac.compare_digest(token.encode(), known.encode()):
        return _form(request, said["form_is_old"], user, target, 403)
    tries: Tries = request.app.state.tries
    keys = (f"address {address_of(request)}", f"role {user}")
    wait = tries.wait(*keys)
    if wait:
        answer = _form(request, said["too_often"].format(seconds=wait), user, target, 429)
        answer.headers["retry-after"] = str(wait)
        return answer
    visitors: Visitors = request.app.state.visitors
    try:
        visitor = await run_in_threadpool(visitors.log_in, user, password)
    except Refused as refused:
        if refused.why != "no_database":
            tries.failed(*keys)
        return _form(request, said[refused.why], user, target, 503 if refused.why == "no_database" else 403)
    response = RedirectResponse(_inside(target), 303)
    _set(request, response, COOKIE, visitor.token)
    response.delete_cookie(FORM_COOKIE)
    return response


async def log_out(request: Request) -> Response:
    given = await sent(request)
    visitors: Visitors = request.app.state.visitors
    visitor = visitors.by_token(request.cookies.get(COOKIE, ""))
    if visitor is not None and is_of(visitor, given):
        await run_in_threadpool(visitors.log_out, visitor)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE)
    return response


def _form(request: Request, problem: str = "", user: str = "", target: str = "", status_code: int = 200) -> Response:
    token = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)
    response = page(
        request,
        None,
        language_of(request),
        "login.html",
        status_code,
        problem=problem,
        user=user,
        target=_inside(target or request.query_params.get("next", "")),
        token=token,
    )
    _set(request, response, FORM_COOKIE, token)
    return response


def _set(request: Request, response: Response, name: str, value: str) -> None:
    # Lax: a link in the CRM's pages leads to a card, and nothing is written by following a link.
    response.set_cookie(name, value, httponly=True, samesite="lax", secure=settings_of(request).secure, path="/")


def _inside(target: str) -> str:
    """A page of ours, or the first one."""
    inside = target.startswith("/") and not target.startswith("//") and "\\" not in target and target.isprintable()
    return target if inside else "/"
