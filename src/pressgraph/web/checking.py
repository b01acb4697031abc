"""The checks' findings, with links to the statements at fault."""

from __future__ import annotations

import anyio
import pyoxigraph as ox
from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pressgraph.checks import Severity, load_rules
from pressgraph.errors import PressgraphError
from pressgraph.web.catalog import PAGE, Page
from pressgraph.web.nodes import Nodes
from pressgraph.web.rendering import page
from pressgraph.web.requests import one, query_parameters, whole
from pressgraph.web.state import Checking, State, state_of
from pressgraph.web.tasks import CheckTask
from pressgraph.web.wording import in_words

_PATIENCE_S = 2.0
_REFRESH_S = "3"


async def checks(request: Request) -> Response:
    """The findings of the checks over the store or one article: started when first asked for, then kept."""
    state, fields = state_of(request), query_parameters(request)
    graph = _graph(one(fields, "graph"))
    found = await _checking(state, graph)
    with anyio.move_on_after(_PATIENCE_S):
        while found.running:
            await anyio.sleep(0.05)
    if found.report is None:
        return _waiting(request, found, graph)
    severity, name = one(fields, "severity"), one(fields, "check")
    if severity not in (None, *Severity):
        raise HTTPException(400, f"the severity must be one of {', '.join(Severity)}")
    findings = [
        item for item in found.report.findings if severity in (None, item.severity) and name in (None, item.check)
    ]
    number = whole(fields, "page", 1, 100_000)
    shown = Page(tuple(findings[PAGE * (number - 1) : PAGE * number]), number, len(findings) > PAGE * number)
    about = await to_thread.run_sync(_headline, state, graph)
    messages = await to_thread.run_sync(in_words, state.store(), shown.lines)
    titles = {rule.name: rule.title for rule in await to_thread.run_sync(load_rules)}
    return page(
        request,
        "checks.html",
        report=found.report,
        shown=shown,
        messages=messages,
        graph=graph,
        about=about,
        severity=severity,
        check=name,
        severities=list(Severity),
        titles=titles,
    )


def _graph(iri: str | None) -> str | None:
    try:
        return ox.NamedNode(iri).value if iri else None
    except ValueError:
        raise HTTPException(400, "the graph's name is no IRI") from None


async def _checking(state: State, graph: str | None) -> Checking:
    """The run of the checks over the newest snapshot; a failed one is begun anew."""
    snapshot = str(await to_thread.run_sync(state.snapshot_path))
    key = f"{snapshot} {graph or ''}"
    found = state.reports.get(key)
    if found is None or found.failure:
        found = Checking()
        state.reports.put(key, found)
        state.group.start_soon(_run, state, found, CheckTask(snapshot, graph))
    return found


async def _run(state: State, found: Checking, task: CheckTask) -> None:
    try:
        found.report = await state.checking.ask(task, state.options.check_timeout_s)
    except PressgraphError as error:
        found.failure = str(error)


def _waiting(request: Request, found: Checking, graph: str | None) -> Response:
    answer = page(request, "checks-running.html", 503 if found.failure else 200, failure=found.failure, graph=graph)
    if found.running:
        answer.headers["Refresh"] = _REFRESH_S
    return answer


def _headline(state: State, graph: str | None) -> str:
    if graph is None:
        return ""
    node = ox.NamedNode(graph)
    return Nodes.stored(state.store(), node).text(node, "schema:headline") or graph
