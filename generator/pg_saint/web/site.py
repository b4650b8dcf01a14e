"""The pages and their addresses."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files

import anyio
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pg_saint.web.catalogue import words
from pg_saint.web.guard import Guard
from pg_saint.web.limits import Tries
from pg_saint.web.pages import attention, calling, card, definitions, embed, health, login, today
from pg_saint.web.remembered import Remembered
from pg_saint.web.settings import Settings
from pg_saint.web.visit import language_of, sentence
from pg_saint.web.visitors import Visitors

TIDY = 20.0  # seconds


def make_site(settings: Settings, clock: Callable[[], float] = time.monotonic) -> Starlette:
    """`clock`: seconds that pass."""
    visitors = Visitors(settings, clock)

    @asynccontextmanager
    async def lifespan(_site: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_keep_tidy, visitors)
            yield
            tasks.cancel_scope.cancel()
        visitors.close()

    site = Starlette(
        routes=[
            Route("/", today.today),
            Route("/definitions", definitions.overview),
            Route("/definitions/new", definitions.form, methods=["GET"]),
            Route("/definitions/new", definitions.propose, methods=["POST"]),
            Route("/definitions/request/{request:int}", definitions.request, methods=["GET"]),
            Route("/definitions/request/{request:int}", definitions.decide, methods=["POST"]),
            Route("/definitions/{kind}/{name}", definitions.one),
            Route("/login", login.form, methods=["GET"]),
            Route("/login", login.log_in, methods=["POST"]),
            Route("/logout", login.log_out, methods=["POST"]),
            Route("/health", health.health),
            Route("/metrics", health.metrics),
            Route("/image/{key}", card.image),
            Route("/status/{status}", calling.calling_list, methods=["GET"]),
            Route("/status/{status}", calling.into_a_selection, methods=["POST"]),
            Route("/status/{status}/list.xlsx", calling.as_xlsx),
            Route("/status/{status}/follow-ups", calling.preview, methods=["GET"]),
            Route("/status/{status}/follow-ups", calling.follow_up_all, methods=["POST"]),
            Route("/attention/{monitor}", attention.monitor, methods=["GET"]),
            Route("/attention/{monitor}", attention.calculate, methods=["POST"]),
            Route("/attention/{monitor}/grid.xlsx", attention.as_xlsx),
            Route("/attention/{monitor}/map.geojson", attention.as_geojson),
            Route("/attention/{monitor}/band/{band:int}", attention.band, methods=["GET"]),
            Route("/attention/{monitor}/band/{band:int}", attention.into_a_selection, methods=["POST"]),
            Route("/attention/{monitor}/chronology/{id:path}", attention.chronology),
            Route("/embed/{entity}/{id:path}", embed.embed, methods=["GET"]),
            Route("/embed/{entity}/{id:path}", card.act, methods=["POST"]),
            Route("/badge/{entity}/{id:path}.svg", embed.badge),
            Mount("/static", StaticFiles(directory=str(files("pg_saint.web").joinpath("static")))),
            Route("/{entity}/{id:path}", card.card, methods=["GET"]),
            Route("/{entity}/{id:path}", card.act, methods=["POST"]),
        ],
        middleware=[
            Middleware(Guard, embedders=settings.embedders, secure=settings.secure),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
        ],
        exception_handlers={HTTPException: _refused, 500: _failed},
        lifespan=lifespan,
    )
    site.state.settings, site.state.visitors, site.state.tries = settings, visitors, Tries(clock)
    site.state.scrapers, site.state.remembered = {}, Remembered(clock)
    return site


async def _keep_tidy(visitors: Visitors) -> None:
    while True:
        await anyio.sleep(TIDY)
        await run_in_threadpool(visitors.tidy)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    language = language_of(request)
    text = words(language)["not_there"] if error.status_code == 404 else str(error.detail)
    return sentence(request, None, language, text, error.status_code)


async def _failed(request: Request, _error: Exception) -> Response:
    """What went wrong is in the server's log alone."""
    language = language_of(request)
    return sentence(request, None, language, words(language)["failed"], 500)
