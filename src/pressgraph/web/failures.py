"""Errors as answers: a page for people, plain text for programs, and never a trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from pressgraph.errors import FormatError, OptionError, PressgraphError, QueryError, ReadError, StoreError
from pressgraph.web.negotiation import choose
from pressgraph.web.rendering import page
from pressgraph.web.requests import GoneError
from pressgraph.web.workers import BusyError, DiedError, TimedOutError

_STATUS: dict[type[PressgraphError], int] = {
    StoreError: 503,
    BusyError: 503,
    TimedOutError: 503,
    DiedError: 500,
    ReadError: 422,
    FormatError: 400,
    QueryError: 400,
    OptionError: 400,
}


def of_http(request: Request, error: Exception) -> Response:
    """The answer to an HTTPException."""
    assert isinstance(error, HTTPException)
    return answer(request, error.status_code, error.detail, error.headers)


def of_package(request: Request, error: Exception) -> Response:
    """The answer to an error that the package raises on purpose."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    return answer(request, status, str(error), None)


def of_departure(_request: Request, _error: Exception) -> Response:
    """What nobody will read: the client has gone before its request was complete, or answered."""
    return PlainTextResponse("", 499)


def of_anything(request: Request, _error: Exception) -> Response:
    """The answer to a fault of our own; the trace goes to the log."""
    return answer(request, 500, "something went wrong here; the server's log says what", None)


def answer(request: Request, status: int, reason: str, headers: Mapping[str, str] | None) -> Response:
    """A status with its reason: a page where the client prefers one."""
    if choose(request.headers.get("accept", ""), ("text/plain", "text/html")) != "text/html":
        return PlainTextResponse(reason + "\n", status, headers)
    heading = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Error"
    found = page(request, "failure.html", status, heading=heading, reason=reason[:1].upper() + reason[1:])
    found.headers.update(headers or {})
    return found


HANDLERS: dict[Any, Callable[[Request, Exception], Response]] = {
    HTTPException: of_http,
    ClientDisconnect: of_departure,
    GoneError: of_departure,
    PressgraphError: of_package,
    Exception: of_anything,
}
