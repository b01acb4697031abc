"""Try it: a text or address in, its graph to look at and to download."""

from __future__ import annotations

import datetime
from functools import partial

import pyoxigraph as ox
from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressgraph.annotations import Annotations
from pressgraph.graph.formats import FORMATS, format_of
from pressgraph.graph.jsonl import load_annotations
from pressgraph.graph.mapping import to_quads
from pressgraph.graph.options import MappingOptions
from pressgraph.graph.writers import serialize
from pressgraph.store import ArticleStore
from pressgraph.web.articles import article_view
from pressgraph.web.rendering import address, page, root
from pressgraph.web.requests import form_parameters, one, query_parameters, share, while_connected
from pressgraph.web.segments import paragraphs
from pressgraph.web.state import State, Tried, state_of
from pressgraph.web.tasks import ExtractTask

FIELDS = ("text", "url", "headline", "date")


async def form(request: Request) -> Response:
    """The empty form, or what was typed into it."""
    if request.method == "POST":
        return await _extracted(request)
    return page(request, "try.html", given={}, problem="")


async def _extracted(request: Request) -> Response:
    state, fields = state_of(request), await form_parameters(request)
    given = {name: one(fields, name) or "" for name in FIELDS}
    problem = _problem(given, fetch=state.options.fetch)
    if problem:
        return page(request, "try.html", 422, given=given, problem=problem)
    task = ExtractTask(**{name: value or None for name, value in given.items()})
    work = state.extraction.ask(task, state.options.extraction_timeout_s)
    annotations, model = await while_connected(request, work)
    key = state.keep(Tried(annotations, model))
    return RedirectResponse(f"{root(request)}/try/{key}", 303)


def _problem(given: dict[str, str], *, fetch: bool) -> str:
    """What is wrong with the form, empty where nothing is."""
    if bool(given["text"]) == bool(given["url"]):
        return "Give a text or an address, one of the two." if fetch else "Give a text."
    if given["url"] and not fetch:
        return "This server reads no addresses; paste the text."
    if given["url"] and not given["url"].startswith(("https://", "http://")):
        return "The address must begin with https:// or http://."
    try:
        datetime.date.fromisoformat(given["date"] or "2000-01-01")
    except ValueError:
        return "The date must be a day such as 2024-05-31."
    return ""


def result(request: Request) -> Response:
    """A tried article as a page, or with ``format`` as a file."""
    tried, annotations = _tried(request)
    fields = query_parameters(request)
    form_name = one(fields, "format")
    if form_name is not None:
        chosen = format_of(form_name)
        data = serialize(annotations, chosen, _options(tried))
        headers = {"Content-Disposition": f'attachment; filename="article{chosen.suffix}"', "Cache-Control": "no-store"}
        return Response(data, media_type=chosen.media_type, headers=headers)
    quads = to_quads(annotations, _options(tried))
    view = article_view(_graph(quads).value, [quad.triple for quad in quads])
    linked = {found.name: f"{request.url.path}?format={found.name}" for found in FORMATS}
    return page(
        request,
        "article.html",
        view=view,
        paragraphs=paragraphs(view),
        least=share(fields, "min"),
        tried=request.path_params["key"],
        linked=linked,
    )


async def load(request: Request) -> Response:
    """Put a tried article into the store, for whoever has the token."""
    state, fields = state_of(request), await form_parameters(request)
    if not state.allows(one(fields, "token") or ""):
        raise HTTPException(403, "that is not the token with which articles may be loaded here")
    tried, annotations = await to_thread.run_sync(_tried, request)
    quads = to_quads(annotations, _options(tried, state))
    await to_thread.run_sync(partial(ArticleStore(state.options.store).load, quads))
    return RedirectResponse(root(request) + address(state.options, _graph(quads).value), 303)


def _options(tried: Tried, state: State | None = None) -> MappingOptions:
    base = {"base": state.options.base} if state is not None else {}
    return MappingOptions(include_text=True, model=tried.model, **base)  # type: ignore[arg-type]


def _tried(request: Request) -> tuple[Tried, Annotations]:
    tried = state_of(request).tried.get(request.path_params["key"])
    if tried is None:
        raise HTTPException(404, "this article is not kept any more; try it again")
    return tried, next(iter(load_annotations(tried.annotations, "the article")))


def _graph(quads: list[ox.Quad]) -> ox.NamedNode:
    name = quads[0].graph_name
    assert isinstance(name, ox.NamedNode)
    return name
