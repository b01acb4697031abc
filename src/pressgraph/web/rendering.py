"""Templates, and the addresses under which things are shown."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from pressgraph.graph.formats import FORMATS
from pressgraph.web.middleware import STYLED
from pressgraph.web.options import WebOptions
from pressgraph.web.state import state_of

HERE = Path(__file__).resolve().parent
DOWNLOADS = tuple(form for form in FORMATS if form.name != "jsonl")
_IN_PATH = "/:@!$&'()*+,;=-._~"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; all values are escaped, and a missing one is an error."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["embedded"] = embedded
    found.filters["percent"] = lambda share: f"{share:.0%}"
    return found


def embedded(data: object) -> Markup:
    """JSON that may stand in a script element: nothing in it can end the element.

    >>> embedded({"a": "</script>"})
    Markup('{"a": "\\\\u003c/script>"}')
    """
    text = data.decode() if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def root(request: Request) -> str:
    """Where the application is mounted, without a slash at the end."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def address(options: WebOptions, iri: str) -> str:
    """The local path of what an IRI names: ``/id/…`` for minted ones, ``/resource?iri=…`` for all others.

    >>> address(WebOptions(Path(".")), "https://w3id.org/pressgraph/id/person/x")
    '/id/person/x'
    >>> address(WebOptions(Path(".")), "https://news.example/1?a=b")
    '/resource?iri=https%3A%2F%2Fnews.example%2F1%3Fa%3Db'
    """
    local = iri.removeprefix(options.base)
    if local != iri and local:
        return "/id/" + quote(local, safe=_IN_PATH)
    return "/resource?" + urlencode({"iri": iri})


def page(request: Request, template: str, status: int = 200, *, styled: bool = False, **values: Any) -> HTMLResponse:
    """A template as a page; ``styled`` allows style attributes, which the query editor writes."""
    options, prefix = state_of(request).options, root(request)

    def href(iri: str) -> str:
        return prefix + address(options, iri)

    def link(path: str, **query: object) -> str:
        given = {key: value for key, value in query.items() if value not in (None, "", 1)}
        return prefix + path + (f"?{urlencode(given)}" if given else "")

    text = (
        environment()
        .get_template(template)
        .render(href=href, link=link, here=request.url.path, downloads=DOWNLOADS, options=options, **values)
    )
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if styled:
        headers["Content-Security-Policy"] = STYLED
    return HTMLResponse(text, status, headers)
