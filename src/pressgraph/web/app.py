"""The application: its routes, and what surrounds them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import anyio
from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from pressgraph.errors import PressgraphError
from pressgraph.web import checking, exploring, graphstore, trying, views
from pressgraph.web.failures import HANDLERS
from pressgraph.web.middleware import BodyLimit, SameOrigin, SecurityHeaders
from pressgraph.web.options import WebOptions
from pressgraph.web.protocol import sparql
from pressgraph.web.rendering import HERE
from pressgraph.web.state import State
from pressgraph.web.workers import Workers


def create_app(options: WebOptions) -> Starlette:
    """The page of a store as an ASGI application; its processes start with the first requests that need them."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as group:
            state = State(options, group, Workers(options.queries, options.memory), Workers(1), Workers(1))
            app.state.pressgraph = state
            group.start_soon(_warmed, state)
            try:
                yield
            finally:
                group.cancel_scope.cancel()
                state.close()

    return Starlette(routes=_routes(), middleware=_middleware(options), exception_handlers=HANDLERS, lifespan=lifespan)


async def _warmed(state: State) -> None:
    """Have the lists ready before somebody asks for them; what fails here is told to who asks."""
    with suppress(PressgraphError, OSError):
        await to_thread.run_sync(state.indexed, abandon_on_cancel=True)


def _routes() -> list[BaseRoute]:
    return [
        Route("/", views.articles),
        Route("/entities", views.entities),
        Route("/resource", views.resource),
        Route("/graph", exploring.graph),
        Route("/neighbours", exploring.neighbours),
        Route("/query", exploring.query),
        Route("/query/{name}", exploring.named_query),
        Route("/try", trying.form, methods=["GET", "POST"]),
        Route("/try/{key}", trying.result),
        Route("/try/{key}/load", trying.load, methods=["POST"]),
        Route("/checks", checking.checks),
        Route("/graphs", graphstore.graphs, methods=["GET", "PUT", "DELETE"]),
        Route("/id/{local:path}", views.minted),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def _middleware(options: WebOptions) -> list[Middleware]:
    found = [Middleware(SecurityHeaders)]
    if "*" not in options.hosts:
        found.append(Middleware(TrustedHostMiddleware, allowed_hosts=list(options.hosts), www_redirect=False))
    if options.cors:
        exposed = ["Pressgraph-Truncated"]
        found.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(options.cors),
                allow_methods=["GET", "POST"],
                allow_headers=["Content-Type", "Accept"],
                expose_headers=exposed,
            )
        )
    found.append(Middleware(GZipMiddleware, minimum_size=1024))
    found.append(Middleware(SameOrigin, exempt=("/sparql",)))
    found.append(Middleware(BodyLimit, size=options.max_body, timeout_s=options.body_timeout_s))
    return found
